"""One item's page: its question and answer, its primers, its history and its forgetting curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from drill.bank.model import Card
from drill.grade.part import AnswerType
from drill.journal.events import Event, to_change
from drill.journal.shape import Kind
from drill.progress.behind import line as event_line
from drill.progress.model import EventLine
from drill.schedule.curve import Point, forgetting_curve
from drill.schedule.due import interval_days
from drill.service.browse.shelf import Standing
from drill.service.catalogue import Catalogue, Entry
from drill.service.messages import PointLine
from drill.service.messages.browse import CurvePoint, ItemLine, ItemPage, PrimerLine
from drill.service.speak import Speaker
from drill.service.view import plain
from drill.session.question import family_of

MOST_EVENTS = 50
LEAST_AHEAD_DAYS = 3.0
SAID = {
    Kind.SUSPEND: "set aside",
    Kind.RESUME: "taken up again",
    Kind.RESET: "begun again",
    Kind.REOPEN: "asked back",
    Kind.NOTE: "note",
    Kind.FLAG: "said to be wrong",
    Kind.PLACEMENT: "placed",
}


class Pages:
    """Makes the pages of items."""

    def __init__(self, catalogue: Catalogue, speaker: Speaker) -> None:
        self._catalogue = catalogue
        self._speaker = speaker

    def page(
        self, line: ItemLine, standing: Standing, events: Sequence[Event], note: str
    ) -> ItemPage:
        """Join what the banks say of an item with what the journal does; events in their order."""
        entry = self._catalogue.entries.get(line.item)
        card = None if entry is None else entry.card
        prompt, answer = (_prompt(card), _answer(card)) if card else (_generated(line), "")
        return ItemPage(
            line=line,
            prompt=plain(prompt),
            answer=plain(answer),
            level=_level(entry, standing),
            tags=() if card is None else card.covers,
            points=() if card is None else self._points(card),
            primers=() if entry is None else self._primers(entry),
            history=tuple(history(events)),
            events=len(events),
            curve=tuple(map(_sent, self._curve(line.item, standing, events))),
            memory=memory(line, standing),
            note=note,
            prompt_view=self._speaker.view(prompt),
            answer_view=self._speaker.view(answer),
        )

    def _points(self, card: Card) -> tuple[PointLine, ...]:
        return tuple(
            PointLine(one.id, plain(one.text), "", one.must, self._speaker.view(one.text))
            for one in card.key_points
        )

    def _primers(self, entry: Entry) -> tuple[PrimerLine, ...]:
        """Give the concept's primer, then the topic's."""
        pages = (self._catalogue.concepts.get(entry.concept), self._catalogue.topic(entry.topic))
        made = [self._speaker.primer(page) for page in pages if page is not None]
        return tuple(PrimerLine(one.title, one.text, one.view) for one in made)

    @staticmethod
    def _curve(item: str, standing: Standing, events: Sequence[Event]) -> Sequence[Point]:
        """Draw as far ahead as the next interval reaches, so that where it comes back is seen."""
        state = standing.state(item)
        if state.new:
            return ()
        ahead = interval_days(state, standing.settings, standing.parameters)
        changes = (change for event in events if (change := to_change(event)) is not None)
        return forgetting_curve(
            item,
            changes,
            standing.parameters,
            now_ms=standing.now.utc_ms,
            ahead_days=max(LEAST_AHEAD_DAYS, float(ahead)),
        )


def history(events: Iterable[Event]) -> Iterable[EventLine]:
    """Put events into words, the latest first and not too many."""
    latest = list(events)[::-1]
    return (_event(one) for one in islice(latest, MOST_EVENTS))


def _event(event: Event) -> EventLine:
    line = event_line(event)
    if event.kind == Kind.REVIEW:
        mode = event.body.get("mode")
        return replace(line, mark=mode if mode in ("ahead", "interview") else "")
    text = event.body.get("text")
    said = {str(kind): word for kind, word in SAID.items()}.get(event.kind, event.kind)
    return replace(line, mark=said, answer=" ".join(text.split()) if isinstance(text, str) else "")


def memory(line: ItemLine, standing: Standing) -> str:
    """Say in a sentence or two what is remembered of an item and when it comes back."""
    state = standing.state(line.item)
    if line.recall is None:
        said = "Not met yet."
    else:
        said = (
            f"Recalled now with {line.recall:.0%}. Asked {_times(state.repetitions)}, "
            f"forgotten {_times(state.lapses)}."
        )
    if "retired" in line.states:
        return f"{said} No bank has it any more."
    if state.suspended:
        return f"{said} Set aside."
    due = standing.due(line.item)
    if due is None:
        return said
    if due <= standing.today:
        return f"{said} Due."
    return f"{said} Comes back on {due:%a} {due.day} {due:%b %Y}."


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _prompt(card: Card) -> str:
    """Give the question, the sentence it is about before it, and what it offers after it."""
    said = [card.prompt]
    if card.as_stated and card.as_stated not in card.prompt:
        said.insert(0, f"“{card.as_stated.strip()}”")
    if card.part is not None and card.part.answer is AnswerType.CHOICE:
        said.append("\n".join(f"- {' '.join(one.text.split())}" for one in card.part.choices))
    return "\n\n".join(said)


def _answer(card: Card) -> str:
    """Give the model answer, and of an ordering the order."""
    said = [card.answer]
    if card.precise and card.precise not in card.answer:
        said.append(card.precise)
    if card.part is not None and card.part.answer is AnswerType.ORDERING:
        texts = {one.id: " ".join(one.text.split()) for one in card.part.choices}
        order = [texts[id_] for id_ in card.part.truth.split() if id_ in texts]
        said.append("\n".join(f"{number}. {text}" for number, text in enumerate(order, 1)))
    return "\n\n".join(said)


def _generated(line: ItemLine) -> str:
    family = family_of(line.item)
    if "retired" in line.states:
        return "Its question is in no bank any more; its history is kept."
    return f"{line.title}: another exercise each time. `drill exercise {family}` prints some."


def _level(entry: Entry | None, standing: Standing) -> str:
    if entry is None:
        return ""
    if entry.card is not None:
        return entry.card.level.value
    levels = entry.family.levels if entry.family else ()
    now = entry.level(max(1, standing.state(entry.item).level))
    return f"levels {min(levels)} to {max(levels)}, now {now}" if levels else ""


def _sent(point: Point) -> CurvePoint:
    return CurvePoint(round(point.day, 3), round(point.recall, 4), point.review)

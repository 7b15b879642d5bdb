"""A finished interview as a Markdown page: the scorecard, what to do next, then every question."""

from __future__ import annotations

from collections.abc import Callable

from drill.session.interview.interview import Interview
from drill.session.interview.score import Scorecard
from drill.session.interview.slot_score import SlotScore, compared
from drill.session.interview.steps import Answered, Grade, Ticked

VERDICTS = {
    "correct": "correct",
    "wrong": "not quite",
    "form": "right in value, not in the form asked for",
    "undecided": "could not be decided; counts neither way",
}
CARRIED = "carried on from the field before, which counts once"

Read = Callable[[str], str]
"""Gives the title of the page to read on an item; empty where there is none."""


def markdown(
    interview: Interview, card: Scorecard, date: str, read: Read = lambda _item: ""
) -> str:
    """Write the page; the banks' prose is Markdown already and goes in as it stands."""
    pieces = [_head(interview, card, date), _table(card), _next(card, read)]
    pieces += [_slot(interview, slot) for slot in card.slots]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _head(interview: Interview, card: Scorecard, date: str) -> str:
    mode = "with a coach" if card.coach else "exam"
    times = f"{interview.plan.minutes} minutes planned, {card.minutes} used"
    lines = [
        f"# Mock interview, {card.level.value}: {card.band.value}",
        "",
        f"{date}, {mode}, {times}, seed {card.seed}.",
        "",
        f"**{card.total} of 100.** {card.why}",
        "",
        "| criterion | points | evidence |",
        "|---|---|---|",
        *(
            f"| {one.name} | {one.points} of {one.of} | {_cell(one.evidence)} |"
            for one in card.criteria
        ),
    ]
    if card.fatal:
        lines += ["", "Fatal errors: the opposite was said of", ""]
        lines += [f"- {text}" for text in card.fatal]
    return "\n".join(lines)


def _table(card: Scorecard) -> str:
    lines = [
        "| | question | became | must-have | follow-ups | hints | time |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in card.slots:
        row = [str(one.n), f"{one.kind}, {_words(one.topic)}", one.verdict]
        row += [f"{one.musts_made} of {one.musts}"] if one.reached else [""]
        row += [f"{one.follow_ups_made} of {one.follow_ups}" if one.follow_ups else ""]
        row += [str(one.hints or ""), _clock(one) if one.reached else ""]
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines)


def _next(card: Scorecard, read: Read) -> str:
    """Say what to do next: habits first, then every question that comes back."""
    lines = [f"- {text}" for text in card.advice]
    pieces = ["\n".join(lines)] if lines else []
    pieces += [_to_mend(one, read(one.item)) for one in card.slots if one.missed]
    return "\n\n".join(["## What to do next", *pieces]) if pieces else ""


def _to_mend(slot: SlotScore, page: str) -> str:
    back = "; it comes back tomorrow" if slot.missed_ids else ""
    to_read = f", read “{page}”" if page else ""
    lines = [f"**{slot.n}. {slot.kind}**{back}: `drill practice --item {slot.item}`{to_read}", ""]
    lines += [f"- {_one_line(one.text)} *{_one_line(one.why)}*" for one in slot.missed]
    return "\n".join(lines)


def _slot(interview: Interview, slot: SlotScore) -> str:
    answer = interview.answers.get(slot.n)
    title = f"## {slot.n}. {slot.kind}, {_words(slot.topic)}"
    if answer is None:
        return f"{title}\n\nNot reached."
    hints = f", {slot.hints} hints" if slot.hints > 1 else ", 1 hint" if slot.hints else ""
    told = f"*{slot.verdict}; {_clock(slot)}{hints}; `{slot.item}`*"
    tick = compared(interview, answer)
    pieces = [title, told, answer.prompt.strip(), "**Answered**", _answered(answer)]
    pieces += _follow_ups(interview, answer, tick)
    pieces += _points(answer, tick)
    pieces += ["**Model answer**", answer.answer.strip()]
    return "\n\n".join(pieces)


def _answered(answer: Answered) -> str:
    if answer.blank:
        right = [f"Right is\n\n{one.right}" for one in answer.grades if one.right]
        return "\n\n".join(["Nothing; it was passed over.", *right])
    several = len(answer.grades) > 1
    pieces = [
        piece
        for number, one in enumerate(answer.grades, 1)
        for piece in _field(one, f"{one.label or number}: " if several or one.label else "")
    ]
    if answer.told.strip():
        pieces.append(_quote(answer.told))
    return "\n\n".join(pieces)


def _field(one: Grade, name: str) -> list[str]:
    """Say what stood in a field, how it was judged, and what was right of what was offered."""
    given = _given(one.given) if one.given else "nothing"
    given += f" ({one.chosen})" if one.chosen else ""
    verdict = CARRIED if one.follows else VERDICTS.get(one.judgement, one.judgement)
    said = [f"{name}{given}: {verdict}.", "" if one.follows else one.message]
    said += [f"{mistake.name}: {mistake.sentence}" for mistake in one.mistakes]
    right = [f"Right is\n\n{one.right}"] if one.right else []
    return [" ".join(filter(None, said)), *right]


def _follow_ups(interview: Interview, answer: Answered, tick: Ticked) -> list[str]:
    pieces: list[str] = []
    for index, probe in enumerate(answer.probes):
        told = interview.probed.get((answer.n, index))
        said = told is not None and told.said
        if said:
            made = "answered" if index in tick.probes else "answered, not enough"
        else:
            made = "not reached" if told is None else "passed over"
        pieces.append(f"**Follow-up, {made}:** {probe.prompt.strip()}")
        if told is not None and said:
            pieces.append(_quote(told.told))
        pieces.append(f"Looked for: {probe.answer.strip()}")
    return pieces


def _points(answer: Answered, tick: Ticked) -> list[str]:
    if not answer.marks:
        return []
    lines = []
    for mark in answer.marks:
        box = "x" if mark.id in tick.points else " "
        must = " (must have)" if mark.must else ""
        found = f" *You wrote: {_one_line(mark.matched)}.*" if mark.matched else ""
        against = f" *Against it: {_one_line(mark.contradicted)}.*" if mark.contradicted else ""
        lines.append(f"- [{box}] {mark.text}{must}{found}{against}")
    return ["**Points**", "\n".join(lines)]


def _clock(slot: SlotScore) -> str:
    return f"{slot.seconds // 60}:{slot.seconds % 60:02} of {slot.limit // 60}:{slot.limit % 60:02}"


def _words(topic: str) -> str:
    return topic.replace("_", " ")


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.strip().splitlines())


def _given(text: str) -> str:
    """Set what was typed as code; a back-tick in it must not end that, nor a line its block."""
    if "\n" in text.strip():
        return "\n\n" + "\n".join(f"    {line}" for line in text.strip().splitlines()) + "\n\n"
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _one_line(text).replace("|", "\\|")

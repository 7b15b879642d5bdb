"""The events behind a number: what its address stands for, and which events that is.

The same walk and the same tests as in the tallies, so that as many events are found as counted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from drill.journal.events import Event
from drill.progress.interviews import rows_in, scorecard, text_in, whole_in
from drill.progress.mistakes import is_judged, mistakes_in
from drill.progress.model import EventLine, EventsBehind
from drill.progress.recall import RECENT_DAYS
from drill.progress.span import is_recent, monday
from drill.progress.spoken import spoken
from drill.progress.walk import Met, walk
from drill.schedule.memory import Parameters
from drill.schedule.state import Rating

MOST_LINES = 500
LONGEST_ANSWER = 400

ITEM_NUMBERS = ("topic", "due")
"""Numbers that follow from states: behind them stand the last reviews of their items."""
WALK_NUMBERS = ("recall", "day", "mistake", "reviews")
"""Numbers that count reviews."""

Counts = Callable[[Met], bool]


def is_number(number: str) -> bool:
    """Say whether this could be the address of a number."""
    return number.partition("/")[0] in (*ITEM_NUMBERS, *WALK_NUMBERS, "interview")


def last_reviews(
    events: Iterable[Event], items: Collection[str], number: str, title: str
) -> EventsBehind:
    """Give the last review of each of these items, the latest first."""
    last: dict[str, Event] = {}
    for event in events:
        if event.kind == "review" and event.item in items:
            last[event.item] = event
    found = sorted(last.values(), key=lambda event: event.order)
    return _behind(number, title, ((event, "") for event in found))


def reviews_behind(
    events: Iterable[Event], number: str, title: str, *, today: str, parameters: Parameters
) -> EventsBehind:
    """Give the reviews that a number of the walk counts.

    Behind a misconception stand the reviews in which it was made, and the chances at which it was
    not, each marked.
    """
    kind, _, what = number.partition("/")
    met = walk(events, parameters)
    if kind == "mistake":
        return _behind(number, title, _chances(met, what), counts=lambda mark: mark == MADE)
    test = _test(kind, what, today)
    return _behind(number, title, ((one.event, "") for one in met if test(one)))


def interview_behind(events: Iterable[Event], number: str, title: str) -> EventsBehind:
    """Give a finished interview and its answers, each with what the scorecard says of it."""
    wanted = number.partition("/")[2]
    kept = [event for event in events if event.kind == "interview"]
    ended = next((one for one in kept if one.id == wanted), None)
    card = None if ended is None else scorecard(ended)
    if ended is None or card is None:
        return EventsBehind(number, title, 0, ())
    name = ended.body.get("interview")
    steps = [one for one in kept if one.body.get("interview") == name and _step(one) in SAID]
    slots = {whole_in(slot, "n"): text_in(slot, "verdict") for slot in rows_in(card, "slots")}
    lines = [_interview_line(one, slots) for one in reversed(steps)]
    end = replace(line(ended), item="interview", verdict=text_in(card, "band"), mark="end")
    return EventsBehind(number, title, len(lines) + 1, (end, *lines))


SAID = ("answer", "probe")
"""The steps of an interview in which something was said."""


def _step(event: Event) -> str:
    return text_in(event.body, "step")


def _interview_line(event: Event, slots: Mapping[int, str]) -> EventLine:
    what = event.body.get("what")
    found = what if isinstance(what, Mapping) else {}
    given = found.get("given")
    typed = list(given.values()) if isinstance(given, Mapping) else []
    said = [text for text in typed if isinstance(text, str) and text]
    said += [spoken(text_in(found, "told"))] if text_in(found, "told") else []
    verdict = slots.get(whole_in(found, "n"), "") if _step(event) == "answer" else ""
    return replace(
        line(event),
        item=event.item or f"slot {whole_in(found, 'n')}",
        answer=_short("; ".join(said)),
        verdict=verdict,
        mark=_step(event),
    )


MADE, NOT_MADE = "made", "not made"


def _chances(met: Iterable[Met], id_: str) -> Iterator[tuple[Event, str]]:
    """Give the reviews a misconception was made in, and its chances, each with its mark."""
    items: set[str] = set()
    for one in met:
        if id_ in mistakes_in(one.event):
            items.add(one.event.item)
            yield one.event, MADE
        elif one.event.item in items and is_judged(one.event):
            yield one.event, NOT_MADE


def _test(kind: str, what: str, today: str) -> Counts:
    match kind, what:
        case "day", _:
            return lambda met: met.day == what
        case "recall", "all":
            return lambda met: met.expected is not None
        case "recall", "recent":
            return lambda met: met.expected is not None and is_recent(met.day, today, RECENT_DAYS)
        case "recall", _:
            return lambda met: met.expected is not None and monday(met.day) == what
        case _:
            return lambda _met: True


def _behind(
    number: str,
    title: str,
    found: Iterable[tuple[Event, str]],
    counts: Callable[[str], bool] = lambda _mark: True,
) -> EventsBehind:
    kept: deque[tuple[Event, str]] = deque(maxlen=MOST_LINES)
    total = 0
    for event, mark in found:
        total += counts(mark)
        kept.append((event, mark))
    lines = tuple(line(event, mark) for event, mark in reversed(kept))
    return EventsBehind(number, title, total, lines)


def line(event: Event, mark: str = "") -> EventLine:
    """Put an event into words."""
    body = event.body
    local = datetime.fromtimestamp(event.utc_ms / 1000, UTC) + timedelta(minutes=event.offset_min)
    rating = body.get("rating")
    return EventLine(
        event=event.id,
        date=event.day,
        time=f"{local:%H:%M}",
        item=event.item or event.kind,
        answer=answer_of(body),
        verdict=_text(body.get("verdict")) or ("revealed" if body.get("revealed") is True else ""),
        rating=Rating(rating).name.lower() if isinstance(rating, int) else "",
        mark=mark,
    )


def answer_of(body: Mapping[str, Any]) -> str:
    """Write what was typed in one line: the parts of a try by `;`, one try after another by `→`."""
    tries = body.get("answers")
    said = [
        "; ".join(_text(value) for value in one.values())
        for one in (tries if isinstance(tries, list | tuple) else ())
        if isinstance(one, Mapping)
    ]
    if told := _text(body.get("told")):
        said.append(spoken(told))
    return _short(" → ".join(said))


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= LONGEST_ANSWER else joined[: LONGEST_ANSWER - 1] + "…"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

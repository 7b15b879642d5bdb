"""A walk along the events in their order: each review with what the memory model knew before it.

Every statistic is a tally over this walk, so they agree on what a review is and what its day is.
The events come as they stand: those taken back, and the voids, are left out by whoever reads them
(`standing` does it for an export).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from drill.journal.events import Event, to_change
from drill.schedule.fold import elapsed_days, fold
from drill.schedule.memory import SAME_SITTING, Parameters, retrievability
from drill.schedule.state import ItemState, Reviewed


class Met(NamedTuple):
    """One review on the walk."""

    event: Event
    day: str
    """The learner's date, which begins at 04:00 where the review was made."""
    expected: float | None
    """The probability of recall beforehand; None where the review is no test of memory."""

    @property
    def recalled(self) -> bool:
        """Say whether it was rated better than Again."""
        return int(self.event.body["rating"]) > 1


def standing(events: Sequence[Event]) -> list[Event]:
    """Leave out the voids and whatever they take back, wherever in the order they stand."""
    gone = {str(event.body.get("of")) for event in events if event.kind == "void"}
    return [event for event in events if event.kind != "void" and event.id not in gone]


def walk(events: Iterable[Event], parameters: Parameters) -> Iterator[Met]:
    """Give every review of standing events in the order of replay, folding states on the way.

    A review tests memory where the item came back in the course of practice (not ahead of time,
    not in an interview) after a night's sleep. So a first meeting, a second answer in the same
    sitting and whatever was asked early say nothing about how well intervals are chosen.
    """
    states: dict[str, ItemState] = {}
    for event in events:
        change = to_change(event)
        if change is None:
            continue
        before = states.get(event.item) or ItemState(event.item)
        states[event.item] = fold(before, change, event.item, parameters)
        if isinstance(change, Reviewed):
            yield Met(event, event.day, _expected(before, change, parameters))


def _expected(before: ItemState, review: Reviewed, parameters: Parameters) -> float | None:
    gap = elapsed_days(before, review.utc_ms)
    if before.new or review.mode != "practice" or gap < SAME_SITTING:
        return None
    return retrievability(gap, before.stability, parameters)

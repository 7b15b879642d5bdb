"""How the memory of one item has run and will run: its forgetting curve over all its reviews.

The same replay as everywhere, looked at between the reviews too. It knows no drawing: it gives
points in days from now, and whoever shows them chooses how.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from drill.schedule.fold import DAY_MS, elapsed_days, fold
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.state import Change, ItemState, Reviewed
from drill.value import Value

SAMPLES: Final = 120
"""Points between the first review and the end, beside those of the reviews themselves."""


class Point(Value):
    """The probability of recall at a moment."""

    day: float
    """Days from now; below 0 is past."""
    recall: float
    review: bool = False
    """Whether a review stands here; the recall is the one it came at."""


def forgetting_curve(
    item: str,
    changes: Iterable[Change],
    parameters: Parameters,
    *,
    now_ms: int,
    ahead_days: float,
) -> tuple[Point, ...]:
    """Give the curve from the first review since the last reset to so many days ahead.

    `changes` come in their order. Empty where nothing was reviewed. Each later review has a point
    of its own at the recall it came at; the samples between show the jump and the fall.
    """
    states = _states(item, changes, parameters)
    if not states:
        return ()
    end = max(now_ms, states[-1].last_ms) + round(max(ahead_days, 0.0) * DAY_MS)
    first = states[0].last_ms
    points = [
        Point(_days(after.last_ms, now_ms), _recall(before, after.last_ms, parameters), review=True)
        for before, after in pairwise(states)
    ]
    step = (end - first) / SAMPLES
    at = 0
    for index in range(SAMPLES + 1):
        moment = first + round(index * step)
        while at + 1 < len(states) and states[at + 1].last_ms <= moment:
            at += 1
        points.append(Point(_days(moment, now_ms), _recall(states[at], moment, parameters)))
    return tuple(sorted(points, key=lambda point: (point.day, not point.review)))


def _states(item: str, changes: Iterable[Change], parameters: Parameters) -> Sequence[ItemState]:
    """Give the state after each review since the last reset."""
    states: list[ItemState] = []
    state = ItemState(item)
    for change in changes:
        state = fold(state, change, item, parameters)
        if state.new:
            states.clear()
        elif isinstance(change, Reviewed):
            states.append(state)
    return states


def _recall(state: ItemState, moment_ms: int, parameters: Parameters) -> float:
    return retrievability(elapsed_days(state, moment_ms), state.stability, parameters)


def _days(moment_ms: int, now_ms: int) -> float:
    return (moment_ms - now_ms) / DAY_MS

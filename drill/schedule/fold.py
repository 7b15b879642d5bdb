"""From an item's events to its state: one pure step, and the replay that repeats it.

The journal is handed `fold` and calls it inside the transaction that appends the event; a rebuild
calls `replay` on the events in their order. Neither knows where events are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from drill.schedule.level import moved
from drill.schedule.memory import SAME_SITTING, Parameters, step
from drill.schedule.state import (
    Change,
    ItemState,
    Rating,
    Reopened,
    Reset,
    Resumed,
    Reviewed,
    Suspended,
)

DAY_MS: Final = 86_400_000


def fold(state: ItemState | None, change: Change, item: str, parameters: Parameters) -> ItemState:
    """Return the state of an item after one more change; None where it had no state yet."""
    before = state if state is not None else ItemState(item)
    match change:
        case Reviewed():
            return _reviewed(before, change, parameters)
        case Suspended():
            return replace(before, suspended=True)
        case Resumed():
            return replace(before, suspended=False)
        case Reset():
            return ItemState(item, suspended=before.suspended)
        case Reopened():
            return replace(before, wanted_by_ms=_sooner(before.wanted_by_ms, change.by_ms))


def replay(item: str, changes: Iterable[Change], parameters: Parameters) -> ItemState:
    """Return the state of an item after all its changes, given in their order."""
    state = ItemState(item)
    for change in changes:
        state = fold(state, change, item, parameters)
    return state


def elapsed_days(state: ItemState, now_ms: int) -> float:
    """Return the days since the last review, with their fraction; never below 0."""
    return max(now_ms - state.last_ms, 0) / DAY_MS if state.repetitions else 0.0


def _reviewed(state: ItemState, change: Reviewed, parameters: Parameters) -> ItemState:
    gap = elapsed_days(state, change.utc_ms)
    stability, difficulty = step(state.stability, state.difficulty, gap, change.rating, parameters)
    level, streak = _level(state, change)
    return ItemState(  # spelled out: `replace` would be most of a replay's time
        item=state.item,
        stability=stability,
        difficulty=difficulty,
        first_ms=state.first_ms if state.repetitions else change.utc_ms,
        last_ms=change.utc_ms,
        last_rating=int(change.rating),
        repetitions=state.repetitions + 1,
        lapses=state.lapses + _is_lapse(state, change),
        level=level,
        streak=streak,
        suspended=state.suspended,
        wanted_by_ms=_wanted_ms(state, change, level),
    )


def _level(state: ItemState, change: Reviewed) -> tuple[int, int]:
    if not change.level:
        return state.level, state.streak
    success = change.first_try and change.rating > Rating.AGAIN
    opening = state.streak == state.repetitions
    return moved(state.level, state.streak, change.level, success, opening, climbing=change.climbs)


def _wanted_ms(state: ItemState, change: Reviewed, level: int) -> int:
    """Say by when the item is wanted back beside what memory says; 0 where nothing asks."""
    if state.level <= change.level < level:
        return _try_higher_ms(change)
    # Another of a kind, asked for at once, is no reason to put off the level just reached.
    return state.wanted_by_ms if not change.climbs and state.wanted_by_ms > change.utc_ms else 0


def _try_higher_ms(change: Reviewed) -> int:
    """Say by when a level just reached is to be tried: 1, 2, 3 days after Hard, Good, Easy.

    Stability was earned on easier exercises, so it says too much about the new ones.
    """
    return change.utc_ms + (change.rating - Rating.AGAIN) * DAY_MS


def _is_lapse(state: ItemState, change: Reviewed) -> bool:
    """Say whether something learnt was forgotten.

    Learnt means answered right the last time, in an earlier sitting. So neither the first answers
    to a new item nor a second Again while it is learnt anew count.
    """
    if change.rating != Rating.AGAIN or state.last_rating <= Rating.AGAIN:
        return False
    return elapsed_days(state, change.utc_ms) >= SAME_SITTING


def _sooner(one_ms: int, other_ms: int) -> int:
    return min(one_ms, other_ms) if one_ms else other_ms

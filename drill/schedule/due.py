"""When an item comes back, from its state and the learner's settings.

Computed whenever it is asked for and never stored, so that a new retention or interview date holds
at once for everything. What is shown under the rating keys is computed by the same function as what
is scheduled.
"""

from __future__ import annotations

from typing import Final
from zlib import crc32

from drill.schedule.fold import fold
from drill.schedule.memory import Parameters, interval
from drill.schedule.settings import (
    DAY_MS,
    MINUTE_MS,
    Settings,
    day_number,
    day_start_ms,
    local_day,
    number_of,
)
from drill.schedule.state import ItemState, Rating, Reviewed

AGAIN_MS: Final = 10 * MINUTE_MS
"""A forgotten item comes back this soon, in the same session."""
FINAL_DAYS: Final = 5
"""Everything is seen once more within this many days before the interview."""
LEECH_LAPSES: Final = 8


def due_ms(
    state: ItemState, settings: Settings, parameters: Parameters, offset_min: int = 0
) -> int | None:
    """Return the UTC moment from which an item is due; None for a new item nobody asked back.

    After Again that is ten minutes later. Otherwise it is the start of a local day: the day of the
    last review plus the whole days after which recall has fallen to the desired retention. It comes
    sooner where the item is wanted by a moment, or where the interview is near. `settings` are
    those that hold today (`Settings.on`), `offset_min` the offset from UTC in force now.
    """
    hour = settings.rollover_hour
    wanted = day_number(state.wanted_by_ms, offset_min, hour) if state.wanted_by_ms else None
    if state.new:
        return None if wanted is None else day_start_ms(wanted, offset_min, hour)
    if state.last_rating == Rating.AGAIN:
        return state.last_ms + AGAIN_MS
    last = day_number(state.last_ms, offset_min, hour)
    due = last + interval_days(state, settings, parameters)
    due = _before_interview(state.item, last, due, settings)
    if wanted is not None:
        due = min(due, wanted)
    return day_start_ms(due, offset_min, hour)


def interval_days(state: ItemState, settings: Settings, parameters: Parameters) -> int:
    """Return the whole days, one at least, after which a reviewed item should be seen again.

    Intervals of several days are spread a little, always the same way for one item and repetition,
    so that what was learnt on one day does not come back on one day for ever.
    """
    exact = interval(state.stability, settings.desired_retention, parameters)
    days = round(min(max(exact, 1.0), float(settings.maximum_interval_days)))
    return min(_spread(days, state), settings.maximum_interval_days)


def intervals(
    state: ItemState,
    now_ms: int,
    settings: Settings,
    parameters: Parameters,
    offset_min: int = 0,
    *,
    level: int = 0,
    first_try: bool = False,
    climbs: bool = True,
) -> tuple[int, int, int, int]:
    """Return the seconds until the item comes back after Again, Hard, Good and Easy.

    Days are shown as 86,400 seconds each, counted between local days. `level`, `first_try` and
    `climbs` say how an exercise was answered, because a level just reached is tried soon; a new
    item comes as its empty state, because what is spread is spread by item. The four never fall
    from left to right; the last three are equal where a limit (the interview, the longest interval)
    holds or where the model sees less than a day between them.
    """
    today = local_day(now_ms, offset_min, settings.rollover_hour)
    settings = settings.on(today)
    again, hard, good, easy = (
        _seconds_to_due(
            fold(
                state,
                Reviewed(now_ms, rating, level, first_try, climbs=climbs),
                state.item,
                parameters,
            ),
            now_ms,
            settings,
            parameters,
            offset_min,
        )
        for rating in Rating
    )
    return again, hard, good, easy


def is_due(
    state: ItemState, now_ms: int, settings: Settings, parameters: Parameters, offset_min: int = 0
) -> bool:
    """Say whether an item waits to be asked now: it is due and not set aside."""
    due = due_ms(state, settings, parameters, offset_min)
    return due is not None and due <= now_ms and not state.suspended


def is_leech(state: ItemState) -> bool:
    """Say whether an item is forgotten so often that another way of learning it is needed."""
    return state.lapses >= LEECH_LAPSES


def _seconds_to_due(
    state: ItemState, now_ms: int, settings: Settings, parameters: Parameters, offset_min: int
) -> int:
    due = due_ms(state, settings, parameters, offset_min)
    if due is None or state.last_rating == Rating.AGAIN:
        return AGAIN_MS // 1000
    hour = settings.rollover_hour
    days = day_number(due, offset_min, hour) - day_number(now_ms, offset_min, hour)
    return days * DAY_MS // 1000


def _before_interview(item: str, last: int, due: int, settings: Settings) -> int:
    """Bring forward what would come too late: to one of the last days, spread by item.

    What was already seen in those days is left alone; the memory model decides about it.
    """
    if settings.interview_date is None:
        return due
    interview = number_of(settings.interview_date)
    if last >= interview - FINAL_DAYS:
        return due
    return min(due, interview - 1 - int(_share(item) * FINAL_DAYS))


def _spread(days: int, state: ItemState) -> int:
    """Move an interval by up to 10 %, never by more than a day and 5 %.

    The width grows by less than a day a day, so a longer interval never becomes the shorter one.
    """
    if days < 5:
        return days  # less than half a day either way
    width = min(0.1 * days, 1.0 + 0.05 * days)
    return round(days + width * (2.0 * _share(f"{state.item}:{state.repetitions}") - 1.0))


def _share(text: str) -> float:
    """Map a text to [0, 1), always the same way; similar texts land far apart (Knuth's hash)."""
    return crc32(text.encode()) * 2654435761 % 2**32 / 2**32

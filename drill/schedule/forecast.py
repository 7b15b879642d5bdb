"""What lies ahead: when each item falls due, and how well it will be remembered at a moment.

Both follow from the states alone, as if nothing were practised in between.
"""

from __future__ import annotations

from collections.abc import Iterable

from drill.schedule.due import due_ms
from drill.schedule.fold import elapsed_days
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.settings import Settings, day_number, local_day
from drill.schedule.state import ItemState


def days_to_due(
    states: Iterable[ItemState],
    settings: Settings,
    parameters: Parameters,
    *,
    now_ms: int,
    offset_min: int = 0,
) -> dict[str, int]:
    """Say of each item in how many days it falls due; 0 where it is due today or overdue.

    Suspended items, and new ones that nobody asked back, are left out.
    """
    hour = settings.rollover_hour
    settings = settings.on(local_day(now_ms, offset_min, hour))
    today = day_number(now_ms, offset_min, hour)
    found: dict[str, int] = {}
    for state in states:
        due = None if state.suspended else due_ms(state, settings, parameters, offset_min)
        if due is not None:
            found[state.item] = max(day_number(due, offset_min, hour) - today, 0)
    return found


def recall_at(state: ItemState, at_ms: int, parameters: Parameters) -> float:
    """Return the probability of recalling an item at a moment; 0 for a new one."""
    if state.new:
        return 0.0
    return retrievability(elapsed_days(state, at_ms), state.stability, parameters)

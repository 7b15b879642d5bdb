"""What lies ahead: how much is due on the coming days, and how much will be remembered at a moment.

Both follow from the states alone, as if nothing were practised in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drill.schedule.candidate import Candidate
from drill.schedule.due import due_ms
from drill.schedule.fold import elapsed_days
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.settings import Settings, day_number, local_day
from drill.schedule.state import ItemState


def due_per_day(
    states: Iterable[ItemState],
    settings: Settings,
    parameters: Parameters,
    *,
    now_ms: int,
    days: int,
    offset_min: int = 0,
) -> tuple[int, ...]:
    """Count the items that fall due on each of the next days, today first.

    Today holds everything overdue as well. Suspended and new items are not counted.
    """
    counts = [0] * days
    for ahead in days_to_due(
        states, settings, parameters, now_ms=now_ms, offset_min=offset_min
    ).values():
        if ahead < days:
            counts[ahead] += 1
    return tuple(counts)


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


def readiness(
    candidates: Iterable[Candidate],
    states: Mapping[str, ItemState],
    parameters: Parameters,
    at_ms: int,
) -> dict[str, float | None]:
    """Return, per topic, the mean probability of recall at a moment.

    Unseen items count as 0; a topic of which nothing was ever seen has None. Suspended items are
    left out, since their learner does not mean to know them.
    """
    recalls: dict[str, list[float]] = {}
    seen: set[str] = set()
    for one in candidates:
        state = states.get(one.item) or ItemState(one.item)
        topic = recalls.setdefault(one.topic, [])
        if state.suspended:
            continue
        topic.append(recall_at(state, at_ms, parameters))
        if not state.new:
            seen.add(one.topic)
    return {
        topic: sum(values) / len(values) if topic in seen else None
        for topic, values in recalls.items()
    }

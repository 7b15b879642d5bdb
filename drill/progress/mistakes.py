"""Misconceptions: how often each was made, how lately, and whether it is gone.

A *chance* to make one is a judged answer to an item on which it has been made. It is gone when it
was not made at the last five chances in a row; a single good answer proves little, and items it
never showed itself on prove nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from drill.journal.events import Event
from drill.progress.model import MistakeCount
from drill.progress.span import day_before, days_between, is_recent, monday
from drill.progress.walk import Met
from drill.progress.weak_spot import RECENT_DAYS

GONE_AFTER = 5
SPARK_WEEKS = 12
JUDGED = ("correct", "form", "wrong")

Names = Callable[[str], str]
"""From a misconception's id to its name."""


@dataclass(slots=True)
class _Made:
    """One misconception on the way."""

    times: int = 0
    recent: int = 0
    last: str = ""
    chances: int = 0
    weeks: dict[str, int] = field(default_factory=dict)
    items: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class MistakeTally:
    """Counts what was made, and the chances at which it was not."""

    today: str
    _made: dict[str, _Made] = field(default_factory=dict)
    _on_item: dict[str, set[str]] = field(default_factory=dict)

    def add(self, met: Met) -> None:
        """Count one review."""
        item = met.event.item
        made = mistakes_in(met.event)
        if is_judged(met.event):
            for id_ in self._on_item.get(item, ()):
                self._made[id_].chances += 1
        for id_ in made:
            self._count(id_, item, met.day)

    def _count(self, id_: str, item: str, day: str) -> None:
        one = self._made.setdefault(id_, _Made())
        self._on_item.setdefault(item, set()).add(id_)
        one.times += 1
        one.recent += is_recent(day, self.today, RECENT_DAYS)
        one.last = max(one.last, day)
        one.chances = 0
        week = monday(day)
        one.weeks[week] = one.weeks.get(week, 0) + 1
        one.items.pop(item, None)
        one.items[item] = None

    def rows(self, name: Names) -> tuple[MistakeCount, ...]:
        """Give those still there first; of each, the lately frequent first."""
        rows = [self._row(id_, one, name) for id_, one in self._made.items()]
        return tuple(sorted(rows, key=lambda row: (row.gone, -row.recent, -row.times, row.id)))

    def _row(self, id_: str, one: _Made, name: Names) -> MistakeCount:
        present = monday(self.today)
        starts = [day_before(present, 7 * back) for back in reversed(range(SPARK_WEEKS))]
        return MistakeCount(
            number=f"mistake/{id_}",
            id=id_,
            name=name(id_),
            times=one.times,
            recent=one.recent,
            last=one.last,
            days_ago=max(0, days_between(one.last, self.today)),
            chances=one.chances,
            gone=one.chances >= GONE_AFTER,
            weeks=tuple(one.weeks.get(start, 0) for start in starts),
            items=tuple(reversed(one.items)),
        )


def mistakes_in(event: Event) -> tuple[str, ...]:
    """List the named mistakes of one review, each once."""
    return tuple(dict.fromkeys(event.body.get("mistakes", ())))


def is_judged(event: Event) -> bool:
    """Say whether a review's answer was judged right or wrong, so that a mistake could show."""
    return event.body.get("verdict") in JUDGED

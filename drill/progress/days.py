"""The days of practice: how much was done on each, and how many in a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.progress.model import DayCount
from drill.progress.recall import WEEKS
from drill.progress.span import day_before, days_between, monday
from drill.progress.walk import Met


@dataclass(slots=True)
class DayTally:
    """Counts every review on its date."""

    today: str
    reviews: int = 0
    _days: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, met: Met) -> None:
        """Count one review."""
        self.reviews += 1
        reviews, recalled, think_ms = self._days.get(met.day, (0, 0, 0))
        think_ms += int(met.event.body.get("think_ms", 0))
        self._days[met.day] = (reviews + 1, recalled + met.recalled, think_ms)

    def days(self) -> tuple[DayCount, ...]:
        """Give every date of the last thirteen weeks, from a Monday to today."""
        first = day_before(monday(self.today), 7 * (WEEKS - 1))
        length = days_between(first, self.today) + 1
        dates = (day_before(first, -ahead) for ahead in range(length))
        return tuple(DayCount(f"day/{one}", one, *self._days.get(one, (0, 0, 0))) for one in dates)

    def streak(self) -> int:
        """Count the dates in a row with a review, up to today or, if it has none yet, yesterday."""
        day = self.today if self.today in self._days else day_before(self.today, 1)
        length = 0
        while day in self._days:
            length += 1
            day = day_before(day, 1)
        return length

    def longest_streak(self) -> int:
        """Count the dates of the longest such run there ever was."""
        longest = length = 0
        last = ""
        for day in sorted(self._days):
            length = length + 1 if last and days_between(last, day) == 1 else 1
            longest = max(longest, length)
            last = day
        return longest

"""True retention: how much of what came back was recalled, against what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.progress.chance import bounds
from drill.progress.model import RecallCount
from drill.progress.span import day_before, is_recent, monday
from drill.progress.walk import Met

RECENT_DAYS = 30
WEEKS = 13


@dataclass(slots=True)
class _Sum:
    asked: int = 0
    recalled: int = 0
    expected: float = 0.0

    def add(self, met: Met, expected: float) -> None:
        self.asked += 1
        self.recalled += met.recalled
        self.expected += expected

    def count(self, number: str, first: str) -> RecallCount:
        low, high = bounds(self.recalled, self.asked)
        mean = self.expected / self.asked if self.asked else 0.0
        return RecallCount(number, first, self.asked, self.recalled, mean, low, high)


@dataclass(slots=True)
class RecallTally:
    """Counts the reviews that test memory, by week and in the last days."""

    today: str
    _recent: _Sum = field(default_factory=_Sum)
    _ever: _Sum = field(default_factory=_Sum)
    _weeks: dict[str, _Sum] = field(default_factory=dict)

    def add(self, met: Met) -> None:
        """Count one review, if it tests memory."""
        if met.expected is None:
            return
        self._ever.add(met, met.expected)
        self._weeks.setdefault(monday(met.day), _Sum()).add(met, met.expected)
        if is_recent(met.day, self.today, RECENT_DAYS):
            self._recent.add(met, met.expected)

    def recent(self) -> RecallCount:
        """Give the last thirty days, today among them."""
        return self._recent.count("recall/recent", day_before(self.today, RECENT_DAYS - 1))

    def ever(self) -> RecallCount:
        """Give all of them."""
        return self._ever.count("recall/all", "")

    def weeks(self) -> tuple[RecallCount, ...]:
        """Give the last thirteen weeks, empty ones too, the present one last."""
        present = monday(self.today)
        starts = [day_before(present, 7 * back) for back in reversed(range(WEEKS))]
        none = _Sum()
        return tuple(self._weeks.get(one, none).count(f"recall/{one}", one) for one in starts)

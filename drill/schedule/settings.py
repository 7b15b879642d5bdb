"""What the learner has decided about scheduling, and what a local day is.

Settings travel with the journal as events; here they are one checked value. A learner's day begins
at a rollover hour in local time, so that a session past midnight belongs to the evening before. The
zone comes in as the offset from UTC in force now: the clock is read elsewhere, and a traveller's
day is the one of where they are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from drill.value import Value

DAY_MS: Final = 86_400_000
HOUR_MS: Final = 3_600_000
MINUTE_MS: Final = 60_000
_EPOCH: Final = date(1970, 1, 1).toordinal()


class SettingsError(ValueError):
    """A setting that makes no sense; the message is one line for the person who chose it."""


class Settings(Value):
    """How much, how well and until when.

    Raises `SettingsError` for values outside the bounds its messages name.
    """

    desired_retention: float = 0.9
    """The probability of recall at which an item comes back."""
    new_per_day: int = 10
    minutes_per_day: int = 20
    """How long a session may take; 0 sets no limit."""
    interview_date: date | None = None
    rollover_hour: int = 4
    """The local hour at which a new day begins."""
    maximum_interval_days: int = 365
    topics_out: tuple[str, ...] = ()
    """Topics left out: nothing of them comes unless it is asked for by name."""

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        _within("desired retention in percent", self.desired_retention * 100, 70, 99)
        _within("new items a day", self.new_per_day, 0, 9999)
        _within("minutes a day", self.minutes_per_day, 0, 1440)
        _within("rollover hour", self.rollover_hour, 0, 23)
        _within("longest interval in days", self.maximum_interval_days, 1, 36500)

    def on(self, today: date) -> Settings:
        """Return the settings as they hold on a day: an interview in the past asks for nothing."""
        if self.interview_date is None or self.interview_date > today:
            return self
        return replace(self, interview_date=None)


def _within(what: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # false for NaN as well
        raise SettingsError(f"{what}: {value:g} is not between {low:g} and {high:g}")


def day_number(utc_ms: int, offset_min: int, rollover_hour: int) -> int:
    """Return the learner's day at a moment, counted from 1970-01-01."""
    return (utc_ms + offset_min * MINUTE_MS - rollover_hour * HOUR_MS) // DAY_MS


def day_start_ms(number: int, offset_min: int, rollover_hour: int) -> int:
    """Return the UTC moment at which a learner's day begins, with this offset in force."""
    return number * DAY_MS - offset_min * MINUTE_MS + rollover_hour * HOUR_MS


def number_of(day: date) -> int:
    """Count a date from 1970-01-01, as `day_number` does."""
    return day.toordinal() - _EPOCH


def local_day(utc_ms: int, offset_min: int, rollover_hour: int = 4) -> date:
    """Return the learner's date at a moment: local, and still yesterday's before the rollover."""
    return date.fromordinal(_EPOCH + day_number(utc_ms, offset_min, rollover_hour))

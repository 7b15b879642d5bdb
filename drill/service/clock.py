"""The one place that reads the time, so that everything else can be told it.

`--now` and `DRILL_NOW` give a clock that starts at a moment and ticks on from there: a session
played on another day is then like any other, with thinking time and midnight in it.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from drill.value import Value


class Moment(Value):
    """A moment as the journal keeps it: UTC milliseconds and the offset in force, in minutes."""

    utc_ms: int
    offset_min: int

    @property
    def local(self) -> datetime:
        """The wall clock at that moment, without a zone."""
        at = datetime.fromtimestamp(self.utc_ms / 1000, UTC) + timedelta(minutes=self.offset_min)
        return at.replace(tzinfo=None)


class Clock:
    """Wall time, shifted by a fixed amount where a start was given."""

    def __init__(self, start: datetime | None = None) -> None:
        real = time.time()
        self._shift = 0.0 if start is None else start.timestamp() - real
        self._zone = None if start is None else start.tzinfo

    def now(self) -> Moment:
        """Give the present moment."""
        seconds = time.time() + self._shift
        local = datetime.fromtimestamp(seconds, UTC).astimezone(self._zone)
        offset = local.utcoffset() or timedelta()
        return Moment(int(seconds * 1000), round(offset.total_seconds() / 60))


def parse_now(text: str) -> datetime:
    """Read an ISO 8601 moment; one without an offset is local time. Raises ValueError in words."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"`{text[:40]}` is no ISO 8601 moment; write it as 2026-11-23T09:00 or with +01:00"
        ) from None
    return moment if moment.tzinfo is not None else moment.astimezone()

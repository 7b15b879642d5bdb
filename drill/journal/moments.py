"""The time as the journal is told it: it reads no clock of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Moment(Protocol):
    """A moment where the learner is."""

    @property
    def utc_ms(self) -> int:
        """UTC in milliseconds."""

    @property
    def offset_min(self) -> int:
        """Local time minus UTC, in minutes."""


class Clock(Protocol):
    """What tells the journal the time."""

    def now(self) -> Moment:
        """Give the present moment."""


def stamp(at: Moment) -> str:
    """Write a moment as the wall clock showed it, for a file's name."""
    local = datetime.fromtimestamp(at.utc_ms / 1000, UTC) + timedelta(minutes=at.offset_min)
    return f"{local:%Y-%m-%d-%H%M%S}"

"""The clock of thought in an interview: how long a slot has been thought about, pauses left out.

A slot's time goes on through its follow-ups. The clock warns nobody and stops nothing itself.
"""

from __future__ import annotations

from time import monotonic


class SlotClock:
    """Seconds spent on one slot."""

    def __init__(self) -> None:
        self._before_s = 0.0
        """Seconds that went into earlier answers of this slot."""
        self._since = monotonic()
        self._paused_at: float | None = None

    @property
    def stands(self) -> bool:
        """Whether it is paused."""
        return self._paused_at is not None

    @property
    def ms(self) -> int:
        """Milliseconds of thought about what is asked now."""
        return int((monotonic() - self._since) * 1000)

    @property
    def slot_s(self) -> float:
        """Seconds of thought about the whole slot."""
        return self._before_s + monotonic() - self._since

    def begin(self, before_s: float = 0.0) -> None:
        """Begin with a question, on top of what its slot has taken before."""
        self._before_s, self._since = before_s, monotonic()

    def pause(self) -> None:
        """Stand still."""
        self._paused_at = monotonic()

    def go_on(self) -> None:
        """Go on, as if no time had passed."""
        if self._paused_at is not None:
            self._since += monotonic() - self._paused_at
            self._paused_at = None

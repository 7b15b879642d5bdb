"""The clock of thought: how long somebody has been at a question, without the time they were away.

It owns no clock; each moment is handed in, in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

IDLE_S = 90.0
"""Without a key for this long the learner is elsewhere, and no more than this is counted."""


@dataclass(slots=True)
class Thought:
    """The time thought about one question."""

    last_s: float
    """When somebody was last there."""
    thought_s: float = 0.0

    def touch(self, now_s: float) -> None:
        """Count the time since somebody was last there."""
        self.thought_s += min(now_s - self.last_s, IDLE_S)
        self.last_s = now_s

    def come_back(self, now_s: float) -> None:
        """Go on after a pause, of which nothing counts."""
        self.last_s = now_s

    def ms(self, now_s: float) -> int:
        """Give what was thought up to now, in milliseconds."""
        self.touch(now_s)
        return int(self.thought_s * 1000)

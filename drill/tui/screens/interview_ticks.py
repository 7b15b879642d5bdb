"""What is ticked while a slot is compared: its points, and behind them its follow-ups.

What was passed over has no number: it cannot have been made.
"""

from __future__ import annotations

from textual.content import Content

from drill.service.messages import Assessed, TickSlot
from drill.tui.glyphs import Glyphs
from drill.tui.widgets import assessment


class Ticks:
    """The boxes of one slot."""

    def __init__(self, shown: Assessed) -> None:
        self.shown = shown
        self._points = frozenset(shown.ticked)
        self._probes = frozenset(i for i, one in enumerate(shown.probes) if one.likely)

    @property
    def any(self) -> bool:
        """Whether there is anything to tick."""
        points, probes = assessment.tickable(self.shown)
        return bool(points or probes)

    def toggle(self, digit: int) -> None:
        """Turn a box by its number, from 1."""
        points, probes = assessment.tickable(self.shown)
        if digit <= len(points):
            self._points ^= {points[digit - 1]}
        elif digit <= len(points) + len(probes):
            self._probes ^= {probes[digit - 1 - len(points)]}

    def request(self) -> TickSlot:
        """Say what is ticked."""
        points, probes = assessment.tickable(self.shown)
        made = tuple(one for one in points if one in self._points)
        return TickSlot(self.shown.n, made, tuple(one for one in probes if one in self._probes))

    def draw(self, glyphs: Glyphs, width: int) -> Content:
        """Draw the boxes in so many cells."""
        return assessment.points(self.shown, self._points, self._probes, glyphs, width)

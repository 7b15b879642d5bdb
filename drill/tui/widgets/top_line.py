"""The first two lines of a session: how far, what is special about this card, and the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from drill.tui import content, spell
from drill.tui.glyphs import bar

if TYPE_CHECKING:
    from drill.tui.app import DrillApp


class TopLine(Static):
    """`7 of 30  new                    06:12`, over a bar of the same width."""

    DEFAULT_CSS = "TopLine { height: 2; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, number: int, total: int, marks: Sequence[str], elapsed_s: float) -> None:
        """Show card `number` of `total`, some marks, and the seconds since the session began."""
        left = "  ".join([f"{number} of {total}", *marks])
        right = spell.clock(elapsed_s)
        width = max(20, self.app.size.width - 2)
        gap = " " * max(1, width - len(left) - len(right))
        glyphs = cast("DrillApp", self.app).glyphs
        filled, track = bar((number - 1) / max(total, 1), width, glyphs)
        line = content.line(((filled, "$primary"), (track, "$text-disabled")))
        self.update(Content("\n").join([content.text(left + gap + right, "$text-muted"), line]))

    def show_text(self, text: str) -> None:
        """Show a word instead, where there is no card."""
        self.update(content.text(text, "bold $text-primary"))

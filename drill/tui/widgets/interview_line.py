"""The first two lines of an interview: where it stands, and the clock with its soft warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from drill.tui import content, spell

if TYPE_CHECKING:
    from drill.tui.app import DrillApp


class InterviewLine(Static):
    """`Senior · slot 2 of 5 · gradient descent        03:41 of 08:00`, over a rule."""

    DEFAULT_CSS = "InterviewLine { height: 2; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, left: str, spent_s: float | None = None, limit_s: int = 0) -> None:
        """Show where the interview stands and, where something is asked, its clock.

        Without a clock it is a screen's title, and looks like one.
        From the slot's time on the clock warns in words and in colour; it never stops anybody.
        """
        right, style = "", "$foreground 75%"
        title = "bold $text-primary" if spent_s is None else style
        if spent_s is not None:
            right = f"{spell.clock(spent_s)} of {spell.clock(limit_s)}"
            if spent_s >= limit_s:
                right, style = f"time is up: {right}", "bold $text-warning"
        width = max(20, self.app.size.width - 2)
        room = width - len(right) - 2
        said = left if len(left) <= room else left[: max(1, room - 1)] + "…"
        gap = " " * max(1, width - len(said) - len(right))
        rule = cast("DrillApp", self.app).glyphs.rule * width
        line = content.line(((said, title), (gap, ""), (right, style)))
        self.update(Content("\n").join([line, content.text(rule, "$foreground-disabled")]))

"""The line under a field that says how it was read; it changes while somebody types.

So it leaves the layout of the screen alone as long as it needs as many lines as before.
"""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class ReadingLine(Static):
    """A line, or more where the text is long; never none, so that nothing jumps."""

    DEFAULT_CSS = "ReadingLine { height: auto; min-height: 1; color: $text-muted; }"

    def __init__(self) -> None:
        super().__init__("", classes="reading", markup=False)

    def say(self, words: Content) -> None:
        """Show words instead of those before."""
        width, height = self.content_size
        fits = width > 0 and max(1, len(words.wrap(width))) == height
        self.update(words, layout=not fits)

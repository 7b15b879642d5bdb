"""The last line of a screen: which keys do what right now.

It asks the app for the keys in force, so a key that was moved shows where it was moved to.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

SHORT = {
    "question_mark": "?",
    "escape": "esc",
    "comma": ",",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
"""Cells below which a screen says that it is too small."""
WIDE_GAP, NARROW_GAP = 3, 2
TYPED = frozenset({"question_mark", "comma", "slash", "plus", "minus"})
"""Keys that put a character into a field, beside the letters and digits."""


def short_key(keys: str) -> str:
    """Write a key the way key bars do: `^t` for ctrl+t."""
    first = keys.split(",", maxsplit=1)[0]
    if first.startswith("ctrl+"):
        return "^" + first.removeprefix("ctrl+")
    return SHORT.get(first, first)


def key_in_field(keys: str) -> str:
    """Give the first of these keys that a field does not take for a letter; "" where none is."""
    return next((key for key in keys.split(",") if len(key) > 1 and key not in TYPED), "")


class KeyBar(Static):
    """`enter check   ^t hint   ? help`, cut at what fits; above it a word on a screen too small."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; padding: 0 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._pairs: Sequence[tuple[str, str]] = ()

    def show_keys(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show `(key, label)` pairs, in order of use."""
        self._pairs = tuple(pairs)
        self._draw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._draw()

    def _draw(self) -> None:
        screen = self.app.size
        room = max(screen.width - 2, 8)
        lines: list[Content] = []
        if screen.width < LEAST_WIDTH or screen.height < LEAST_HEIGHT:
            said = f"too small: {LEAST_WIDTH} by {LEAST_HEIGHT} shows it all"
            lines.append(Content.styled(said[:room], "$text-warning"))
        needed = sum(len(key) + 1 + len(label) for key, label in self._pairs)
        gap = WIDE_GAP if needed + WIDE_GAP * (len(self._pairs) - 1) <= room else NARROW_GAP
        pieces: list[Content] = []
        used = 0
        for key, label in self._pairs:
            width = len(key) + 1 + len(label) + (gap if pieces else 0)
            if used + width > room:
                continue
            used += width
            pieces.append(Content.assemble((key, "bold $text"), f" {label}"))
        lines.append(Content(" " * gap).join(pieces))
        self.update(Content("\n").join(lines))

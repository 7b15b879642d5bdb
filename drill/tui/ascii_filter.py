"""The last look at every painted line, for terminals that have nothing but ASCII.

Screens choose their signs from `glyphs`; what still slips through (a scroll bar, an ellipsis of
Textual's own, a dot between two words) is drawn here with the nearest sign of the same width.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

UNKNOWN = "?"
NEAREST = str.maketrans(
    {
        **dict.fromkeys("·•∙…", "."),
        **dict.fromkeys("›▶▸→", ">"),
        **dict.fromkeys("‹◀◂←", "<"),
        **dict.fromkeys("↑▲", "^"),
        **dict.fromkeys("↓▼", "v"),
        **dict.fromkeys("─━╸╺╴╶╌╍┄┅–—−", "-"),
        **dict.fromkeys("│┃║▏▎▍▌▐▕╎┆", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝", "+"),
        **dict.fromkeys("▁▂▔", "_"),
        **dict.fromkeys("▃▄▅▆▇█▉▊▋▀▓▒", "#"),
        "░": ".",
        "×": "x",
        "±": "~",
        "✓": "x",
        "✗": "-",
        "‘": "'",
        "’": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "\N{NO-BREAK SPACE}": " ",
    }
)


def to_ascii(text: str) -> str:
    """Draw a text with ASCII alone, as wide as before."""
    if text.isascii():
        return text
    return "".join(
        char if char.isascii() else UNKNOWN * cell_len(char) for char in text.translate(NEAREST)
    )


class AsciiFilter(LineFilter):
    """Keeps everything but ASCII from the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Draw one line again."""
        del background
        return [
            segment if segment.text.isascii() else Segment(to_ascii(segment.text), *segment[1:])
            for segment in segments
        ]

"""The last look at every painted line, for terminals that have nothing but ASCII.

Screens choose their signs from `glyphs`; what still slips through (a scroll bar, an ellipsis of
Textual's own, a dot between two words) is drawn here with the nearest sign of the same width.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

UNKNOWN = "?"
NEAREST = str.maketrans(
    {
        **dict.fromkeys("·•∙", "."),
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


LONGER = (
    ("± ", "+-"),
    (" ±", "+-"),
    ("±", "~"),
)
"""What two signs stand for; with no room beside it, one."""
CUT = re.compile(r"(?<=\S)[!-~]{2}…")
"""A word that was cut: its end is drawn by three dots, over two letters of it."""
APART = re.compile(r"…(.*?)  (?= |$)")
"""Dots that stand by themselves: the next gap that has room gives them two cells."""


def to_ascii(text: str) -> str:
    """Draw a text with ASCII alone, as wide as before."""
    if text.isascii():
        return text
    for sign, nearest in LONGER:
        text = text.replace(sign, nearest)
    text = APART.sub(r"...\1", CUT.sub("...", text)).replace("…", ".")
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

"""Prose as a door gets it: once as plain text, once as ready-made blocks to draw.

The blocks are made here, in the core, so that the screen needs neither Markdown nor LaTeX.
"""

from __future__ import annotations

from functools import lru_cache

from drill.maths import prose
from drill.service.messages import Block, View

WIDTH = 68
"""Cells a drawn block may take: an 80-column screen less its margins and the indent of maths."""


@lru_cache(maxsize=512)
def plain(text: str, *, columns: bool = False) -> str:
    """Say prose in plain text: maths in one line, no escape byte, no box characters.

    With `columns` tables are set in columns.
    """
    return prose.plain(prose.parse(text), columns=columns)


@lru_cache(maxsize=512)
def view(text: str, *, ascii_only: bool = False) -> View:
    """Set prose as blocks to draw."""
    return tuple(
        Block(
            drawn.kind,
            tuple(tuple((span.text, str(span.style)) for span in line) for line in drawn.lines),
            drawn.mark,
        )
        for drawn in prose.drawn(prose.parse(text), WIDTH, ascii=ascii_only)
    )


@lru_cache(maxsize=512)
def label(text: str) -> str:
    """Set a short prose on one line, as it is drawn; as plain text where a formula needs more."""
    blocks = view(text)
    if any(block.kind not in ("text", "bullet") and len(block.lines) > 1 for block in blocks):
        return " ".join(plain(text).split())
    return " ".join("".join(piece for piece, _ in line) for one in blocks for line in one.lines)

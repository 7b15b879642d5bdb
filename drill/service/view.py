"""Prose as a door gets it: once as plain text, once as ready-made blocks to draw.

The blocks are made here, in the core, so that the screen needs neither Markdown nor LaTeX. Every
character of a bank or a learner passes `neutralise` on its way out, whatever was refused before.
"""

from __future__ import annotations

from functools import lru_cache

from drill.service.messages import View

WIDTH = 72
"""Cells a drawn block may take: an 80-column screen less its margins."""


@lru_cache(maxsize=512)
def plain(prose: str) -> str:
    """Say prose in plain text: maths in one line, no escape byte, no box characters."""
    from drill.maths.prose import parse
    from drill.maths.prose import plain as say

    return say(parse(prose))


@lru_cache(maxsize=512)
def view(prose: str) -> View:
    """Set prose as blocks to draw."""
    raise NotImplementedError(prose)

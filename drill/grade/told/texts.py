"""The words of a card's own texts, read once and remembered.

A card is asked again and again, and several answers are read against it; its texts do not change.
"""

from __future__ import annotations

import re
from functools import lru_cache

from drill.grade.told.astray import Turn, turns
from drill.grade.told.words import stems

ENDS = re.compile(r"[.;:!?]\s|\n")
"""Where a sentence of a model answer ends."""


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """Give the stems of a text."""
    return frozenset(stems(text))


@lru_cache(maxsize=4096)
def turns_of(text: str) -> frozenset[Turn]:
    """Give what stands on either side of what in a text."""
    return turns(stems(text))


@lru_cache(maxsize=1024)
def sentences_of(text: str) -> tuple[frozenset[str], ...]:
    """Give the stems of each sentence of a text."""
    return tuple(frozenset(stems(piece)) for piece in ENDS.split(text))

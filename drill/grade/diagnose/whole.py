"""A guess about a whole answer, which needs no place in the tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Point = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Whole:
    """A guess about the whole answer: its mistake, and its value at a point."""

    id: str
    rank: int
    value: Callable[[Point], float]
    said: str

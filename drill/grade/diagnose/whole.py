"""A guess about a whole answer, which needs no place in the tree."""

from __future__ import annotations

import math
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

    def at(self, point: Point) -> float:
        """Give the guess's value at a point; `nan`, which fits nothing, where it has none."""
        try:
            return self.value(point)
        except ArithmeticError:
            return math.nan

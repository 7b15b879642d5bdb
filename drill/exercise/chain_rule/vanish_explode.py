"""Products of many factors: how small or large a gradient gets on its way back, and what helps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, choice, distinct, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.grade.part import Choice

TOLERANCE = 0.02
"""Relative, of a decimal exponent: nobody needs the second decimal."""
DEPTHS = (8, 10, 12, 15, 20, 24, 30, 40, 50)
SMALL = tuple(map(Fraction, ("0.1", "0.2", "0.25", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8")))
LARGE = tuple(map(Fraction, ("1.2", "1.3", "1.5", "1.6", "1.8", "2", "2.5", "3", "4")))
FATES = (
    Choice("vanishes", "it vanishes", "The factors are larger than 1 in size."),
    Choice("explodes", "it explodes", "The factors are smaller than 1 in size."),
)
FIXES = (
    Choice("relu", "ReLU instead of the sigmoid", "That lifts small factors, not large ones."),
    Choice("clip", "clipping the gradient's norm", "Clipping only ever makes a gradient smaller."),
)
"""One of them helps against vanishing, the other against exploding."""
HELPS = {"vanishes": "relu", "explodes": "clip"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A number of layers and what each multiplies the gradient with."""

    told: str
    factor: float
    depth: int
    simulate: Callable[[], float]
    """The gradient after all layers, multiplied out one layer after the other; or its logarithm."""
    why: str
    how: str
    wrong: Sequence[tuple[str, float]] = field(default=())

    @property
    def exponent(self) -> float:
        """The decimal exponent of the product."""
        return self.depth * math.log10(self.factor)

    @property
    def fate(self) -> str:
        """What becomes of a gradient that is multiplied by it."""
        return "vanishes" if self.factor < 1 else "explodes"

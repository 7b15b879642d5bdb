"""Layers for which the scale of the weights comes out even, and Xavier's scale by trial."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.convexity import _signals

ROOTS = (4, 5, 6, 8, 10, 12, 14, 15, 16, 18, 20, 25)
"""One over these are the standard deviations asked for."""
UNITS = (10, 12, 16, 20, 24, 30, 36, 40, 48, 60, 64, 80, 90, 100, 120, 128)
UNEVEN = tuple(Fraction(text) for text in ("1/5", "1/4", "2/5", "1/2", "3/5", "3/4", "4/5", "9/10"))
"""Inputs of a layer, as a share of the mean of its inputs and its units; or the other way round."""
MEASURED = 100
"""Units that are looked at of a layer whose own are not in the question."""


@cache
def uneven_layers() -> tuple[tuple[int, int, int], ...]:
    """List a root, inputs and units whose sum is twice its square."""
    both = (*UNEVEN, *(2 - share for share in UNEVEN))
    sizes = ((k, share * k * k) for k, share in product(ROOTS[:-1], both))
    return tuple(
        (k, int(inputs), 2 * k * k - int(inputs)) for k, inputs in sizes if inputs.denominator == 1
    )


def balanced(inputs: int, units: int) -> float:
    """Find the scale at which forward and backward mean squares are 1 on average."""
    both = _signals.forward(inputs, units, _signals.linear)
    both += _signals.backward(inputs, units)
    return math.sqrt(2 / both)


def root_of(top: int, bottom: int) -> str:
    """Set the root of a share."""
    return rf"\sqrt{{{top} / {bottom}}}"

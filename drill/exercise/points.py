"""Points at which answers are compared: spread over each variable's declared range."""

from __future__ import annotations

import math

from drill.exercise.draft import Point
from drill.grade.part import Part
from drill.maths.domain import Range

SPREAD = (0.137, 0.71, 0.41, 0.87, 0.29, 0.583)
"""Shares of the way through a range, in an order that mixes low and high."""
REACH = 2.6
"""How far points go from zero where a range has no end: far enough, and still tame for exp."""
NEAREST = 0.15
"""How far points keep from the end of a half-open range, where functions have their poles."""
LONGEST_WALK = 50
"""How far integers go where a range has no end."""


def points_of(part: Part) -> tuple[Point, ...]:
    """Give points of the part's domain; a single empty one where the part has no variables."""
    if not part.variables:
        return ({},)
    return tuple(
        {
            name: _at(part.domain.range_of(name), SPREAD[(turn + 2 * index) % len(SPREAD)] + tilt)
            for index, name in enumerate(part.variables)
            for tilt in (0.011 * index,)
        }
        for turn in range(len(SPREAD))
    )


def _at(allowed: Range, share: float) -> float:
    low, high = allowed.low, allowed.high
    if allowed.integer:
        first = math.floor(low) + 1 if math.isfinite(low) else -LONGEST_WALK
        last = math.ceil(high) - 1 if math.isfinite(high) else first + LONGEST_WALK
        return float(first + round((last - first) * share))
    if math.isfinite(low) and math.isfinite(high):
        return low + (high - low) * share
    if math.isfinite(low):
        return low + NEAREST + REACH * share
    if math.isfinite(high):
        return high - NEAREST - REACH * share
    return REACH * (2 * share - 1)

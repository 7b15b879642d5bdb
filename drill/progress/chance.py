"""How far chance alone moves a share: what keeps a handful of reviews from meaning too much."""

from __future__ import annotations

from math import sqrt

Z = 1.96
"""95 of 100 times."""


def bounds(right: int, asked: int) -> tuple[float, float]:
    """Give the bounds of the true share behind `right` of `asked`; (0, 1) where nothing was asked.

    Wilson's score interval (1927), which holds for few and for extreme shares too.
    """
    if asked == 0:
        return 0.0, 1.0
    share = right / asked
    scale = 1.0 + Z * Z / asked
    middle = (share + Z * Z / (2 * asked)) / scale
    half = Z * sqrt(share * (1.0 - share) / asked + Z * Z / (4 * asked * asked)) / scale
    low = 0.0 if right == 0 else max(0.0, middle - half)
    high = 1.0 if right == asked else min(1.0, middle + half)
    return low, high

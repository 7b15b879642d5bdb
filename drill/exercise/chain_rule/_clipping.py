"""Clipping found anew: by sympy, and as the nearest point of a ball or a box."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot


def norm_by_sympy(sizes: Sequence[int]) -> float:
    """Give the norm of a vector."""
    import sympy

    return float(sympy.Matrix(sizes).norm())


def scaled_by_sympy(gradient: Sequence[int], limit: int) -> tuple[float, ...]:
    """Scale a vector to at most the limit."""
    import sympy

    vector_of = sympy.Matrix(gradient)
    factor = sympy.Min(1, sympy.Integer(limit) / vector_of.norm())
    return tuple(float(item) for item in factor * vector_of)


def nearest_in_ball(gradient: Sequence[float], limit: float) -> list[float]:
    """Find the nearest point of the ball, by its multiplier.

    The nearest point is g / (1 + m) for the smallest m ≥ 0 that is within the limit; m is found
    by bisection (the conditions of Karush, Kuhn and Tucker).
    """
    low, high = 0.0, 1e3
    if hypot(*gradient) <= limit:
        return list(gradient)
    for _ in range(100):
        middle = (low + high) / 2
        inside = hypot(*(g / (1 + middle) for g in gradient)) <= limit
        low, high = (low, middle) if inside else (middle, high)
    return [g / (1 + high) for g in gradient]


def nearest_in_box(gradient: Sequence[float], limit: float) -> list[float]:
    """Find the nearest point of the box, coordinate by coordinate, by a ternary search."""
    return [_nearest_in_interval(g, limit) for g in gradient]


def _nearest_in_interval(wanted: float, limit: float) -> float:
    low, high = -limit, limit
    for _ in range(100):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if abs(left - wanted) < abs(right - wanted) else (left, high)
    return (low + high) / 2


def cut_by_sympy(sizes: Sequence[int], limit: int) -> tuple[float, ...]:
    """Cut each component at the limit."""
    import sympy

    return tuple(float(sympy.Max(-limit, sympy.Min(limit, size))) for size in sizes)

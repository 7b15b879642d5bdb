"""The velocity of classical momentum: its rule, its values by hand, and in a loop."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from drill.exercise.decimals import decimal, exactly

KEPT = tuple(map(exactly, ("0.5", "0.6", "0.8", "0.9")))
"""Values of μ."""
RATES = tuple(map(exactly, ("0.01", "0.05", "0.1", "0.2")))
CLASSICAL = r"$v_k = \mu v_{k-1} + g_k, \quad w_k = w_{k-1} - \eta v_k$"


def weighted(kept: Fraction, slopes: Sequence[Fraction]) -> Fraction:
    """Sum μ^(k-i) g_i: the velocity without its recursion."""
    last = len(slopes) - 1
    return sum((kept ** (last - i) * g for i, g in enumerate(slopes)), Fraction(0))


def run_in_floats(kept: Fraction, slopes: Sequence[Fraction | int], old: float = 0.0) -> float:
    """Run v ← μ v + g over the gradients."""
    velocity = old
    for g in slopes:
        velocity = float(kept) * velocity + float(g)
    return velocity


def added(size: Fraction | int) -> str:
    """Write a number behind a sum, with its sign."""
    return f"- {decimal(-size)}" if size < 0 else f"+ {decimal(size)}"

"""Functions with chords: what the two sides of the convexity inequality are worth, found twice.

Exact fractions and sympy on one side. On the other the height of a chord over the graph is an
integral: with z = λx + (1-λ)y, λf(x) + (1-λ)f(y) - f(z) is the integral of f'' against the
hat that rises from 0 at x and y to its peak at z (the Green function of the second derivative).
Nothing here draws; the families choose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from drill.exercise.write import latex
from drill.maths.build import node, polynomial
from drill.maths.tree import Node

NODES = 30
"""Points of Gauss and Legendre on each side of the hat's peak."""
NEAR = 1e-3
DIGITS = 7


@dataclass(frozen=True, slots=True)
class Curve:
    """A function of x in three writings: for the page, exact, and in floats."""

    of: Node
    exact: Callable[[Fraction], Fraction]
    numeric: Callable[[Any], Any]


def of_powers(coefficients: Mapping[int, int]) -> Curve:
    """Make a polynomial from exponent to coefficient; those that are 0 are left out."""
    kept = {n: c for n, c in coefficients.items() if c}
    return Curve(
        polynomial("x", kept),
        lambda x: sum((c * x**n for n, c in kept.items()), start=Fraction(0)),
        lambda x: sum(float(c) * x**n for n, c in kept.items()),
    )


def mixed(weights: Sequence[Fraction], values: Sequence[Fraction | int]) -> Fraction:
    """Add up values, each with its weight."""
    return sum((w * v for w, v in zip(weights, values, strict=True)), start=Fraction(0))


def shown(size: Fraction | int) -> str:
    """Set an exact number in LaTeX."""
    return latex(node(size))


def weighed(weights: Sequence[Fraction], values: Sequence[Fraction | int]) -> str:
    """Set a mean with its numbers: each weight, a dot, and its value."""
    return " + ".join(
        rf"{shown(weight)} \cdot "
        + (shown(value) if value >= 0 else rf"\left({shown(value)}\right)")
        for weight, value in zip(weights, values, strict=True)
    )


def sympy_mixed(of: Node, weights: Sequence[Fraction], places: Sequence[Fraction | int]) -> float:
    """Let sympy put the points into the function, and mix the values."""
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    made, x = to_sympy(of), symbol("x")
    values = (made.subs(x, _rational(place)) for place in places)
    return float(sympy.Add(*(_rational(w) * v for w, v in zip(weights, values, strict=True))))


def _rational(size: Fraction | int) -> Any:
    import sympy

    exact = Fraction(size)
    return sympy.Rational(exact.numerator, exact.denominator)


def chord_by_bend(curve: Curve, x: float, y: float, share: float) -> float:
    """Find the chord's height at z = share·x + (1 - share)·y from f(z) and the bend between."""
    z = share * x + (1 - share) * y
    left = share * _integral(lambda t: (t - x) * _bend(curve, t), x, z)
    right = (1 - share) * _integral(lambda t: (y - t) * _bend(curve, t), z, y)
    # what is 0 exactly is 0 here as well
    return round(float(curve.numeric(z) + left + right), DIGITS)


def _bend(curve: Curve, at: float) -> float:
    f = curve.numeric
    # a fourth-order difference, exact on polynomials up to degree 5
    ends = f(at - 2 * NEAR) + f(at + 2 * NEAR)
    sides = f(at - NEAR) + f(at + NEAR)
    return float((16 * sides - ends - 30 * f(at)) / (12 * NEAR**2))


def _integral(of: Callable[[float], float], low: float, high: float) -> float:
    from numpy.polynomial.legendre import leggauss

    places, weights = leggauss(NODES)
    half, middle = (high - low) / 2, (high + low) / 2
    pairs = zip(places.tolist(), weights.tolist(), strict=True)
    return half * sum(weight * of(middle + half * place) for place, weight in pairs)


def mean_by_bends(curve: Curve, weights: Sequence[float], places: Sequence[float]) -> float:
    """Mix three values two at a time, each time by the bend between two points.

    The first two are replaced by their mean with their whole weight, which lowers the mean of the
    values by the height of their chord over the graph; then the same with the third.
    """
    (u, v, _), (x, y, z) = weights, places
    pair = u + v
    middle = (u * x + v * y) / pair
    lift = chord_by_bend(curve, x, y, u / pair) - float(curve.numeric(middle))
    return round(pair * lift + chord_by_bend(curve, middle, z, pair), DIGITS)

"""Fields whose gradient at a point has a whole length, and two witnesses of where they rise.

One lets sympy differentiate, the other looks along directions; neither knows what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from math import cos, pi, sin

from drill.exercise.draft import Oracle
from drill.exercise.gradient._shared import Field, Place
from drill.exercise.truths import given, slope_of_one
from drill.maths.build import plus, power, times
from drill.maths.tree import Name

X, Y = Name("x"), Name("y")
TRIPLES = tuple(
    (sx * a, sy * b, c)
    for a, b, c in ((3, 4, 5), (4, 3, 5), (6, 8, 10), (8, 6, 10), (5, 12, 13), (12, 5, 13))
    for sx, sy in product((-1, 1), repeat=2)
)
"""Two legs with their signs, and the length."""


@dataclass(frozen=True, slots=True)
class Slope:
    """f = a x² + b xy + c y² + d x + e y with the gradient (g, h), of a whole length, at (p, q)."""

    a: int
    b: int
    c: int
    p: int
    q: int
    g: int
    h: int
    length: int

    @property
    def linear(self) -> tuple[int, int]:
        """Work out d and e, so that the gradient comes out."""
        return (
            self.g - 2 * self.a * self.p - self.b * self.q,
            self.h - self.b * self.p - 2 * self.c * self.q,
        )

    @property
    def field(self) -> Field:
        """Write f."""
        a, b, c, (d, e) = self.a, self.b, self.c, self.linear
        of = plus(
            times(a, power(X, 2)),
            times(b, X, Y),
            times(c, power(Y, 2)),
            times(d, X),
            times(e, Y),
        )
        return Field(of, lambda x, y: a * x * x + b * x * y + c * y * y + d * x + e * y, ("x", "y"))

    @property
    def place(self) -> Place:
        """Give the point."""
        return {"x": self.p, "y": self.q}


@cache
def slopes() -> tuple[Slope, ...]:
    """List the fields with small coefficients, both linear terms among them."""
    every = (
        Slope(*shape, *place, *triple)
        for shape, place, triple in product(
            ((1, 1, 1), (1, -1, 2), (2, 1, 1), (1, 2, -1), (-1, 1, 2), (1, -2, 3)),
            ((1, 1), (1, 2), (2, 1), (-1, 2), (2, -1), (-1, -1), (1, -2)),
            TRIPLES,
        )
    )
    return tuple(one for one in every if all(0 < abs(size) <= 25 for size in one.linear))


def by_sympy(one: Slope, then: Callable[[float, float], tuple[float, ...] | float]) -> Oracle:
    """Let sympy differentiate, and do the rest with the gradient at the point."""

    def found() -> tuple[float, ...] | float:
        from drill.maths.symbols import symbol, to_sympy

        of = to_sympy(one.field.of)
        there = {symbol("x"): one.p, symbol("y"): one.q}
        g, h = (float(of.diff(name).subs(there)) for name in there)
        return then(g, h)

    return given(found)


def rate_along(one: Slope, u: float, v: float) -> float:
    """Differentiate f along a direction, by the complex step on the line through the point."""
    return slope_of_one(lambda t: one.field.numeric(one.p + t * u, one.q + t * v), 0.0)


@lru_cache(maxsize=64)
def steepest_by_looking(one: Slope) -> tuple[float, float]:
    """Look in all directions, and close in on the steepest by parabolas through three rates."""

    def rate(angle: float) -> float:
        return rate_along(one, cos(angle), sin(angle))

    best = max((pi * i / 6 for i in range(12)), key=rate)
    for width in (0.3, 0.1, 0.03, 0.01):
        before, here, after = (rate(best + side * width) for side in (-1, 0, 1))
        best += width / 2 * (before - after) / (before - 2 * here + after)
    return cos(best), sin(best)

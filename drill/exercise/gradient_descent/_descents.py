"""Runs of gradient descent on a function of one variable: exact, by sympy, and in floats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from drill.exercise.decimals import decimal
from drill.exercise.draft import Oracle
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import maths, table
from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node

Slope = Callable[[Fraction], Fraction]
"""A derivative, written by hand, on exact numbers."""
W = Name("w")
CENTRES = tuple(range(-5, 6))
AWAY = (-6, -5, -4, -3, -1, 1, 3, 4, 5, 6)
"""Distances from the minimum; at 2 the value and the slope of a square are as large."""


def descend(start: Fraction, slope: Slope, rate: Fraction, steps: int) -> tuple[Fraction, ...]:
    """Run gradient descent, w - η f'(w) at every step; the start is among the iterates."""
    found = [start]
    for _ in range(steps):
        found.append(found[-1] - rate * slope(found[-1]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Run:
    """A function, written as a tree, by hand as a slope, and in numpy; and how it is descended."""

    of: Node
    slope: Slope
    value: Callable[[Any], Any]
    start: Fraction
    rate: Fraction
    steps: int

    @property
    def iterates(self) -> tuple[Fraction, ...]:
        """Work out w_0, w_1, …."""
        return descend(self.start, self.slope, self.rate, self.steps)

    def mistaken(self, mistake: str, k: int) -> Fraction:
        """Work out w_k with a mistake in every step."""
        wrong: dict[str, tuple[Slope, Fraction]] = {
            "ascent": (self.slope, -self.rate),
            "learning-rate-missing": (self.slope, Fraction(1)),
            "wrong-object": (self.value, self.rate),
        }
        followed, rate = wrong[mistake]
        return descend(self.start, followed, rate, k)[k]


def square(a: int, c: int, away: int, rate: Fraction, steps: int) -> Run:
    """Descend a (w - c)² from a place some way away from c."""
    return Run(
        times(a, power(plus(W, -c), 2)),
        lambda w: 2 * a * (w - c),
        lambda w: a * (w - c) ** 2,
        Fraction(c + away),
        rate,
        steps,
    )


ByStep = Callable[[int], Oracle]


def by_sympy(run: Run) -> ByStep:
    """Let sympy differentiate the function, and go down with exact numbers."""

    def at(k: int) -> Oracle:
        def found() -> float:
            import sympy

            from drill.maths.symbols import symbol, to_sympy

            w = symbol("w")
            slope_of = to_sympy(run.of).diff(w)
            here = sympy.Rational(run.start.numerator, run.start.denominator)
            rate = sympy.Rational(run.rate.numerator, run.rate.denominator)
            for _ in range(k):
                here -= rate * slope_of.subs(w, here)
            return float(here)

        return given(found)

    return at


def by_formula(run: Run, a: int, c: int) -> ByStep:
    """Use the closed form w_k = c + (1 - 2aη)^k (w_0 - c)."""
    factor = 1 - 2 * a * float(run.rate)
    return lambda k: given(lambda: c + factor**k * (float(run.start) - c))


def by_complex_steps(run: Run) -> ByStep:
    """Go down in floats, with slopes by the complex step."""

    def at(k: int) -> Oracle:
        def found() -> float:
            here = float(run.start)
            for _ in range(k):
                here -= float(run.rate) * slope_of_one(run.value, here)
            return here

        return given(found)

    return at


def iterates_table(run: Run) -> str:
    """Set the iterates with their slopes and values in a table."""
    rows = [
        (
            str(k),
            maths(decimal(w)),
            maths(decimal(run.slope(w))),
            maths(decimal(Fraction(run.value(w)))),
        )
        for k, w in enumerate(run.iterates)
    ]
    return table(("k", "$w_k$", "$f'(w_k)$", "$f(w_k)$"), rows)

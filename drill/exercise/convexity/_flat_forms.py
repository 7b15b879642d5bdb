"""Surfaces whose Hessian has a zero eigenvalue at 0, or seems to, each with its proof.

A minimum is a sum of squares, strict where the squares vanish together at the point only; where
they vanish along a curve, that curve is given. A saddle is shown by two curves through the point,
along which the surface is above and below it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drill.maths.build import minus, plus, power, times
from drill.maths.tree import Node

SADDLE = "saddle"
STRICT, WEAK = "strict", "weak"
Way = tuple[int, int, int]
"""(i, j, k) is the curve u = i t, v = j t + k t²."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A surface in terms of u = x - p and v = y - q, with the proof of what the point is."""

    of: Node
    numeric: Callable[[Any, Any], Any]
    why: str
    squares: tuple[tuple[int, Node], ...] = ()
    """Positive factors and what is squared, for a minimum."""
    level: Way | None = None
    """Where the minimum is not strict: a curve along which it is 0."""
    ways: tuple[Way, ...] = ()
    """For a saddle: a curve on which it is above and one on which it is below."""

    @property
    def kind(self) -> str:
        """Say what the point is, by the proof that is given."""
        if self.ways:
            return SADDLE
        return WEAK if self.level else STRICT


def _both_fourth(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 4)), times(b, power(v, 4))),
        lambda u, v: a * u**4 + b * v**4,
        "Both terms have one sign, and vanish together at the point only.",
        squares=((a, power(u, 2)), (b, power(v, 2))),
    )


def _second_and_fourth(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 2)), times(b, power(v, 4))),
        lambda u, v: a * u**2 + b * v**4,
        "Both terms have one sign, and vanish together at the point only.",
        squares=((a, u), (b, power(v, 2))),
    )


def _fourths_apart(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 4)), times(-b, power(v, 4))),
        lambda u, v: a * u**4 - b * v**4,
        "One term lifts it along one axis, the other one lowers it along the other.",
        ways=((1, 0, 0), (0, 1, 0)),
    )


def _second_less_fourth(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 2)), times(-b, power(v, 4))),
        lambda u, v: a * u**2 - b * v**4,
        "Along the zero eigenvalue only the fourth power is left, and its sign is the other one.",
        ways=((1, 0, 0), (0, 1, 0)),
    )


def _second_and_third(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 2)), times(b, power(v, 3))),
        lambda u, v: a * u**2 + b * v**3,
        "Along the zero eigenvalue only the third power is left, and it has both signs.",
        ways=((0, 1, 0), (0, -1, 0)),
    )


def _monkey(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 3)), times(-3 * b, u, power(v, 2))),
        lambda u, v: a * u**3 - 3 * b * u * v**2,
        "With all second derivatives 0 the cubic terms decide, and they change their sign with "
        "both letters.",
        ways=((1, 0, 0), (-1, 0, 0)),
    )


def _cross(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        times(a, power(u, 2), power(v, 2 * b + 2)),
        lambda u, v: a * u**2 * v ** (2 * b + 2),
        "A product of even powers has one sign, but it is 0 all along both axes through the point.",
        squares=((a, times(u, power(v, b + 1))),),
        level=(1, 0, 0),
    )


def _trough(u: Node, v: Node, a: int, b: int) -> Flat:
    line = plus(u, times(b, v))
    return Flat(
        times(a, power(line, 2)),
        lambda u, v: a * (u + b * v) ** 2,
        "A square has one sign, but this one is 0 along a whole line through the point.",
        squares=((a, line),),
        level=(-b, 1, 0),
    )


def _closed_trough(u: Node, v: Node, a: int, b: int) -> Flat:
    line = plus(u, times(b, v))
    return Flat(
        plus(times(a, power(line, 2)), power(v, 4)),
        lambda u, v: a * (u + b * v) ** 2 + v**4,
        "Along the trough of the square the fourth power takes over: both vanish at the point "
        "only.",
        squares=((a, line), (1, power(v, 2))),
    )


def _broken_trough(u: Node, v: Node, a: int, b: int) -> Flat:
    line = plus(u, times(b, v))
    return Flat(
        plus(times(a, power(line, 2)), times(-1, power(v, 4))),
        lambda u, v: a * (u + b * v) ** 2 - v**4,
        "Along the trough of the square only the fourth power is left, with the other sign.",
        ways=((1, 0, 0), (-b, 1, 0)),
    )


def _two_parabolas(u: Node, v: Node, a: int, b: int) -> Flat:
    low, high = 2 * a, 2 * (a + b)
    return Flat(
        times(minus(v, times(low, power(u, 2))), minus(v, times(high, power(u, 2)))),
        lambda u, v: (v - low * u**2) * (v - high * u**2),
        "It has an extremum along every straight line through the point; but between the two "
        "parabolas one factor is positive and the other one negative.",
        ways=((0, 1, 0), (1, 0, 2 * a + b)),
    )


def _valley(u: Node, v: Node, a: int, b: int) -> Flat:
    parabola = minus(v, times(b, power(u, 2)))
    return Flat(
        times(a, power(parabola, 2)),
        lambda u, v: a * (v - b * u**2) ** 2,
        "A square has one sign, but this one is 0 all along a parabola through the point.",
        squares=((a, parabola),),
        level=(1, 0, b),
    )


def _closed_valley(u: Node, v: Node, a: int, b: int) -> Flat:
    parabola = minus(v, times(b, power(u, 2)))
    return Flat(
        plus(power(parabola, 2), times(a, power(u, 4))),
        lambda u, v: (v - b * u**2) ** 2 + a * u**4,
        "Along the parabola where the square is 0 the fourth power takes over: both vanish at the "
        "point only.",
        squares=((1, parabola), (a, power(u, 2))),
    )


def _decided(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 2)), times(-b, power(v, 2)), times(a + b, power(v, 4))),
        lambda u, v: a * u**2 - b * v**2 + (a + b) * v**4,
        "No eigenvalue is 0: the Hessian decides, and the fourth power is too small to matter.",
        ways=((1, 0, 0), (0, 1, 0)),
    )


def _mixed(u: Node, v: Node, a: int, b: int) -> Flat:
    return Flat(
        plus(times(a, power(u, 4)), times(2 * b, u, v), times(a, power(v, 4))),
        lambda u, v: a * u**4 + 2 * b * u * v + a * v**4,
        "The mixed derivative is not 0: the eigenvalues are of both signs, and that decides.",
        ways=((1, 1, 0), (1, -1, 0)),
    )


FORMS: tuple[Callable[[Node, Node, int, int], Flat], ...] = (
    _both_fourth,
    _second_and_fourth,
    _fourths_apart,
    _second_less_fourth,
    _second_and_third,
    _monkey,
    _cross,
    _trough,
    _closed_trough,
    _broken_trough,
    _two_parabolas,
    _valley,
    _closed_valley,
    _decided,
    _mixed,
)
"""`a` and `b` are from 1 to 3."""

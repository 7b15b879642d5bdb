"""Derivatives worked out twice over: by sympy, and by differences of very many digits.

A difference quotient with a step of 2^-300 and 2,000 bits is good to some ninety digits, so that
agreement with it is as convincing as numbers can be. The project's own rules of differentiation
play no part: they are among what is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from typing import Any, TypeAlias

import sympy
from flint import arb

from drill.grade.points import Point, nice_points, places, scattered_points
from drill.grade.traits import Traits, traits
from drill.maths.balls import Ball, Machine
from drill.maths.domain import Domain
from drill.maths.gaps import Cause, Gap
from drill.maths.program import Program
from drill.maths.symbols import rational, symbol, to_sympy
from drill.maths.tree import Node

Sympy: TypeAlias = Any
"""A sympy expression; sympy carries no types."""

_BITS = 2000
_STEP = Fraction(1, 2**300)
_NEAR = 2.0**-200
_POINTS = 60
_LEAST = 4
_SYMPY_LOOKS = 3
_SYMPY_NEAR = 1e-15


class Sampled:
    """A scalar tree and a claim about one of its derivatives, ready to be looked at."""

    def __init__(self, tree: Node, claimed: Node, domain: Domain) -> None:
        program = Program()
        roots = (program.add(tree), program.add(claimed))
        self.tree = tree
        self.claimed = claimed
        self.domain = domain
        self.traits: Traits = traits(program, roots)
        self.machine = Machine(program, roots, unreal=self.traits.unreal)
        self.places = places(self.traits.names, domain, self.traits.positive, self.traits.whole)

    def points(self) -> Iterator[Point]:
        """Give points of the domain, some of which may have no value."""
        scattered = scattered_points(self.places, self.traits.constants)
        return islice(chain(nice_points(self.places), scattered), _POINTS)

    def value(self, which: int, point: Point) -> Ball:
        """Work out the tree (0) or the claim (1); raises `Gap`."""
        return self.machine.at(point, _BITS).root(which)


def disagreement(
    tree: Node, claimed: Node, wrt: Sequence[str], domain: Domain
) -> tuple[Point, Ball, Ball] | None:
    """Find a point at which a claim differs from the derivative by each of `wrt` in turn.

    Gives the point, the claimed and the true value; None where the claim holds at all points
    tried. Raises `ValueError` where there were too few points to say.
    """
    sampled = Sampled(tree, claimed, domain)
    agreeing: list[Point] = []
    for point in sampled.points():
        try:
            slope = _difference(sampled, point, wrt)
            value = sampled.value(1, point)
        except Gap:
            continue
        if not abs(slope - value) < _NEAR * (1 + abs(slope)):
            return point, value, slope
        agreeing.append(point)
    if len(agreeing) < (_LEAST if sampled.traits.names else 1):
        raise ValueError("there are too few points at which both have a value")
    return _sympy_disagreement(sampled, agreeing[:_SYMPY_LOOKS], wrt)


def _difference(sampled: Sampled, point: Point, wrt: Sequence[str]) -> Ball:
    """Work out a central difference; a point at which the function bends is a gap."""
    one_sided = [_quotient(sampled, point, wrt, (sign * _STEP, Fraction(0))) for sign in (1, -1)]
    if not abs(one_sided[0] - one_sided[1]) < 2.0**-40 * (1 + abs(one_sided[0])):
        raise Gap(Cause.KINK)
    return _quotient(sampled, point, wrt, (_STEP, -_STEP))


def _quotient(
    sampled: Sampled, point: Point, wrt: Sequence[str], ends: tuple[Fraction, Fraction]
) -> Ball:
    name, *rest = wrt
    values: list[Ball] = []
    for end in ends:
        moved = {**point, name: point.get(name, Fraction(0)) + end}
        values.append(
            _quotient(sampled, moved, rest, (_STEP, -_STEP)) if rest else sampled.value(0, moved)
        )
    width = ends[0] - ends[1]
    return (values[0] - values[1]) * width.denominator / width.numerator


def _sympy_disagreement(
    sampled: Sampled, points: Sequence[Point], wrt: Sequence[str]
) -> tuple[Point, Ball, Ball] | None:
    """Hold the claim against sympy's derivative; what sympy cannot work out says nothing."""
    derivative = to_sympy(sampled.tree, sampled.domain)
    for name in wrt:
        derivative = sympy.diff(derivative, symbol(name, sampled.domain))
    if derivative.has(sympy.Derivative, sympy.Subs, sympy.DiracDelta):
        return None
    for point in points:
        slope = sympy.N(derivative.subs(_numbers(sampled, point)), 30)
        if slope.is_Float or slope.is_Integer:
            theirs = arb(str(slope))
            value = sampled.value(1, point)
            if abs(theirs - value) > _SYMPY_NEAR * (1 + abs(theirs)):
                return point, value, theirs
    return None


def _numbers(sampled: Sampled, point: Point) -> dict[Sympy, Sympy]:
    return {symbol(name, sampled.domain): rational(value) for name, value in point.items()}

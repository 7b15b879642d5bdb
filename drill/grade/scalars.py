"""Whether two scalar trees are equal on their domain, by looking at points.

Different is certain: two balls do not meet. Equal means that no point told the two apart, that
both sides of every bend were seen, and that some points agree to hundreds of digits. Where too few
points say anything, or looking costs too much, the answer is that it could not be decided.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice

from drill.grade.look import COSTS, PRECISIONS, Eye, Look, Sight
from drill.grade.points import (
    Place,
    Point,
    edge_points,
    how_many,
    nearby_point,
    nice_points,
    places,
    power_points,
    round_points,
    scattered_points,
)
from drill.grade.traits import Traits, traits
from drill.maths.balls import Machine
from drill.maths.domain import Domain
from drill.maths.gaps import Cause, Gap
from drill.maths.program import Program
from drill.maths.tree import Node

BUDGET = 60_000
"""Operations at the lowest precision that one comparison may cost: some 30 ms."""
_ENOUGH_SMOOTH = 8
_ENOUGH = 18
_PER_BEND = 8
_MOST_BENDS = 3
_LEAST = 3
_MOST = 150
_LONELY = 60
"""Points after which it is given up to find one at which both sides have a value."""
_EXTRA = 12
"""Further points tried for a bend of which only one side was seen."""
_REACHES = tuple(Fraction(2) ** power for power in (1, 3, 5, 7, 4, 9, 13, 2, 6, -1, -3, -5))
"""Steps of the walk to the other side of a bend, up to some 8,000, and small ones."""
_BEYOND, _FURTHEST = 1.125, 2.0**40
_PATIENCE = 12
"""Scattered points after which the domain is taken to be small, if most had no value."""
_UNREAL_LOOKS = 8
_IMPOSSIBLE = frozenset({Cause.SIZE, Cause.VAGUE})


@dataclass(frozen=True, slots=True)
class Found:
    """What looking brought: `equal` is None where it could not be decided."""

    equal: bool | None
    point: Point | None = None
    look: Look | None = None
    identical: bool = False
    """Whether the two are one tree, up to the order of terms and factors."""

    @property
    def is_numeric(self) -> bool:
        """Whether both sides have a value at the point."""
        return self.look is not None and None not in (self.look.truth, self.look.given)


def compare_scalars(truth: Node, given: Node, domain: Domain) -> Found:
    """Compare two scalar trees; raises `NoValue` where they are too large to work out."""
    search = _search(truth, given, domain, odd_arccot=False)
    found = search.run()
    if found.equal is False and search.traits.arccot:
        # Two conventions are taught for arccot at negative numbers: either will do.
        other = _search(truth, given, domain, odd_arccot=True).run()
        return other if other.equal else found
    return found


def _search(truth: Node, given: Node, domain: Domain, *, odd_arccot: bool) -> _Search:
    program = Program(odd_arccot=odd_arccot)
    return _Search(program, (program.add(truth), program.add(given)), domain)


class _Search:
    """The looks taken so far, and what they add up to."""

    def __init__(self, program: Program, roots: tuple[int, int], domain: Domain) -> None:
        self.identical = roots[0] == roots[1]
        self.traits: Traits = traits(program, roots)
        unreal = self.traits.unreal or domain.complex
        shared = program.cancelled(*roots)
        extra = () if shared is None else (shared,)
        machine = Machine(program, (*roots, *self.traits.switches, *extra), unreal=unreal)
        difference = len(machine.roots) - 1 if extra else None
        self.eye = Eye(machine, self.traits.bent, unreal, difference)
        self.places: dict[str, Place] = places(
            self.traits.names,
            domain,
            frozenset() if domain.complex else self.traits.positive,
            self.traits.whole,
        )
        self.size = machine.size
        self.left = BUDGET
        self.same: list[Point] = []
        self.nothing: list[Point] = []
        self.different: Found | None = None
        """A point at which only one side has a value, but which counts as a difference."""
        self.apart: Found | None = None
        self.impossible = False
        self.sides: list[set[bool]] = [set() for _ in self.traits.switches]

    def run(self) -> Found:
        """Look until it is decided, or the budget is spent."""
        if self.identical:
            return Found(equal=True, identical=True)
        constant = not self.traits.names
        enough = 1 if constant else self._enough()
        nice = [*nice_points(self.places), *edge_points(self.places, self.traits.constants)]
        for taken, point in enumerate(self._points(nice, 1 if constant else _MOST)):
            look = self._look(point)
            refuted = self._take(point, look)
            if refuted is not None and refuted.is_numeric:
                return refuted if taken < len(nice) else self._rounder(refuted)
            if self.different is not None and taken >= len(nice):
                return self._rounder(self.different)
            if self._is_enough(taken, enough):
                break
        if len(self.same) >= enough:
            hidden = self._behind_bends()
            if hidden is not None:
                return self._rounder(hidden)
        return self.different or self._conclude(1 if constant else _LEAST)

    def _enough(self) -> int:
        """Say how many points must agree: more, the more ways there are to differ."""
        if self.traits.smooth:
            return _ENOUGH_SMOOTH
        bends = min(_MOST_BENDS, len(self.traits.switches))
        powers = 3 ** min(3, len(self.traits.powers)) if self.traits.powers else 0
        return _ENOUGH + _PER_BEND * bends + powers

    def _points(self, nice: Sequence[Point], most: int) -> Iterator[Point]:
        scattered = self._scattered()
        telling = power_points(self.places, self.traits.powers) if self.traits.powers else ()
        least = len(nice) if self.traits.powers else 0
        return islice(chain(nice, telling, scattered), most + least)

    def _scattered(self) -> Iterator[Point]:
        """Give points all over, and around the good ones once most turned out to be no good."""
        for at, point in enumerate(scattered_points(self.places, self.traits.constants)):
            if at >= _PATIENCE and at % 2 and self.same and len(self.nothing) > at // 2:
                yield nearby_point(self.same[at % len(self.same)], self.places, at)
            else:
                yield point

    def _rounder(self, found: Found) -> Found:
        """Look for a point that refutes as well and is easier to work with."""
        if found.point is None:
            return found
        for point in round_points(found.point, self.places):
            look = self._look_at(point, 0)
            nearby = Found(equal=False, point=point, look=look)
            if look.sight is Sight.DIFFERENT and nearby.is_numeric:
                return nearby
        return found

    def _is_enough(self, taken: int, enough: int) -> bool:
        if self.left <= 0:
            return True
        if not self.same:
            lonely = bool(self.nothing) or self.apart is not None
            return lonely and taken >= _LONELY
        if len(self.same) < enough or taken < enough:
            return False
        both = all(len(side) == 2 for side in self.sides)
        return both or taken >= enough + _EXTRA

    def _look(self, point: Point) -> Look:
        """Look with as many digits as it takes, and the budget allows."""
        look = self._look_at(point, 0)
        for precision in (1, 2):
            if look.sight is not Sight.UNSURE or self.left <= 0:
                break
            look = self._look_at(point, precision)
        return look

    def _look_at(self, point: Point, precision: int) -> Look:
        self.left -= self.size * COSTS[precision]
        try:
            return self.eye.look(point, precision)
        except Gap as gap:
            return Look(Sight.APART, cause=gap.cause)

    def _take(self, point: Point, look: Look) -> Found | None:
        """Note what a look showed; returns the refutation, if it is one."""
        match look.sight:
            case Sight.DIFFERENT:
                found = Found(equal=False, point=point, look=look)
                self.different = self.different or found
                return found
            case Sight.SAME:
                self.same.append(point)
                self._note_sides(look)
            case Sight.NOTHING:
                self.nothing.append(point)
            case Sight.APART if look.cause not in _IMPOSSIBLE:
                self.apart = self.apart or Found(equal=False, point=point, look=look)
            case _:
                self.impossible = True
        return None

    def _behind_bends(self) -> Found | None:
        """Look on the far side of bends of which only one side was seen yet."""
        for at, seen in enumerate(self.sides):
            if len(seen) == 1 and self.left > 0:
                point = self._other_side(2 + at, positive=True not in seen)
                refuted = None if point is None else self._take(point, self._look(point))
                if refuted is not None:
                    return refuted
        return None

    def _other_side(self, switch: int, *, positive: bool) -> Point | None:
        """Walk from a known point to where a switch has the other sign, if that is near enough."""
        sign = 1 if positive else -1
        here = self.same[-1]
        best = -math.inf
        for reach in _REACHES:
            for name, value in here.items():
                for step in (reach, -reach):
                    there = {**here, name: value + step}
                    if not self.places[name].holds(there[name]):
                        continue
                    height = self._height(switch, there) * sign
                    if height > 0:
                        return there
                    if height > best:
                        here, best = there, height
        return self._far_side(switch, sign, here, best)

    def _far_side(self, switch: int, sign: int, here: Point, height: float) -> Point | None:
        """Step over where a switch would change its sign if it were a straight line."""
        for name, value in here.items():
            slope = self._height(switch, {**here, name: value + 1}) * sign - height
            step = -_BEYOND * height / slope if slope else math.nan
            if abs(step) < _FURTHEST:
                there = {**here, name: value + round(step)}
                if self.places[name].holds(there[name]) and self._height(switch, there) * sign > 0:
                    return there
        return None

    def _height(self, switch: int, point: Point) -> float:
        self.left -= self.size // 4 + 1
        try:
            return float(self.eye.machine.at(point, PRECISIONS[0]).root(switch))
        except Gap:
            return math.nan

    def _note_sides(self, look: Look) -> None:
        """Note on which side of each bend the point lies."""
        if look.evaluation is None:
            return
        for at, seen in enumerate(self.sides):
            if len(seen) < 2:
                with suppress(Gap):
                    value = look.evaluation.root(2 + at)
                    if not value.contains(0):
                        seen.add(bool(value > 0))

    def _conclude(self, least: int) -> Found:
        if self._has_met(min(least, how_many(self.places))):
            return self._confirm()
        if self.impossible or (self.same and (self.apart is None or self.left <= 0)):
            return Found(equal=None)
        if self.apart is not None:  # they meet nowhere, or at the edge of their domains only
            broken = self.apart.look is not None and self.apart.look.cause is Cause.POWER
            return Found(equal=None) if broken and self.traits.names else self.apart
        return self._beyond_the_reals()

    def _has_met(self, least: float) -> bool:
        """Tell whether the two agree at so many points, one looked at twice counting once."""
        met: list[Point] = []
        for point in self.same:
            if point not in met:
                met.append(point)
            if len(met) >= least:
                return True
        return False

    def _confirm(self) -> Found:
        """Look again at some of the points with hundreds of digits."""
        middle = self.same[len(self.same) // 2]
        closer = ((self.same[-1], 1), (self.same[0], 1), (middle, 2))
        for point, precision in closer:
            if self.left > 0:
                look = self._look_at(point, precision)
                if look.sight is Sight.DIFFERENT:
                    return Found(equal=False, point=point, look=look)
        return Found(equal=True)

    def _beyond_the_reals(self) -> Found:
        """Compare principal values where neither side is ever real."""
        agreeing = 0
        for point in self.nothing[:_UNREAL_LOOKS]:
            look = self.eye.look_principal(point, 1)
            if look.sight is Sight.DIFFERENT:
                return Found(equal=False, point=point, look=look)
            agreeing += look.sight is Sight.SAME
        return Found(equal=True if agreeing else None)

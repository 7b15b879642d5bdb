"""Whether one side is at most the other on a domain: looked for where it is not, hard.

Points all over, the edges of the domain, and a walk downhill from the closest calls. A violation
is certain (balls do not overlap); that there is none is what many points failed to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, islice

from drill.grade.points import Place, Point, edge_points, nice_points, places, scattered_points
from drill.grade.traits import traits
from drill.maths.balls import Ball, Machine
from drill.maths.domain import Domain
from drill.maths.gaps import Gap
from drill.maths.program import Program
from drill.maths.tree import Node

_BITS = 256
_SCATTERED = 300
_STARTS = 5
_WALK = 30
_EDGE = Fraction(1, 2**20)


def violation(left: Node, right: Node, domain: Domain) -> tuple[Point, Ball, Ball] | None:
    """Find a point at which the left side is certainly larger; None where none was found.

    Raises `ValueError` where there was no point at which both sides have a value.
    """
    return _Search(left, right, domain).run()


class _Search:
    def __init__(self, left: Node, right: Node, domain: Domain) -> None:
        program = Program()
        roots = (program.add(left), program.add(right))
        found = traits(program, roots)
        self.constants = found.constants
        self.machine = Machine(program, roots)
        self.places: dict[str, Place] = places(found.names, domain, frozenset(), found.whole)

    def run(self) -> tuple[Point, Ball, Ball] | None:
        seen: list[tuple[float, int, Point]] = []
        for at, point in enumerate(self._points()):
            values = self._values(point)
            if values is None:
                continue
            if values[0] > values[1]:
                return point, *values
            seen.append((float(values[1] - values[0]), at, point))
            if not self.places:
                break
        if not seen:
            raise ValueError("there is no point at which both sides have a value")
        for room, _, point in sorted(seen)[:_STARTS]:
            found = self._walk(point, room)
            if found is not None:
                return found
        return None

    def _points(self) -> Iterator[Point]:
        scattered = islice(scattered_points(self.places, self.constants), _SCATTERED)
        edges = edge_points(self.places, self.constants)
        return chain(nice_points(self.places), edges, self._corners(), scattered)

    def _corners(self) -> Iterator[Point]:
        """Give points just inside the declared edges, one variable at a time."""
        for start in islice(nice_points(self.places), 2):
            for name, place in self.places.items():
                for edge in (place.low, place.high):
                    if edge is not None and not place.whole:
                        step = _EDGE if edge == place.low else -_EDGE
                        yield {**start, name: edge + step}

    def _values(self, point: Point) -> tuple[Ball, Ball] | None:
        try:
            evaluation = self.machine.at(point, _BITS)
            return evaluation.root(0), evaluation.root(1)
        except Gap:
            return None

    def _walk(self, start: Point, room: float) -> tuple[Point, Ball, Ball] | None:
        """Go downhill in the room that is left, one coordinate at a time, in shrinking steps."""
        here = dict(start)
        step = Fraction(1, 2)
        for _ in range(_WALK):
            moved = False
            for name, place in self.places.items():
                for sign in (1, -1):
                    there = {**here, name: here[name] + sign * (1 if place.whole else step)}
                    values = self._values(there) if place.holds(there[name]) else None
                    if values is None:
                        continue
                    if values[0] > values[1]:
                        return there, *values
                    if float(values[1] - values[0]) < room:
                        here, room, moved = there, float(values[1] - values[0]), True
            if not moved:
                step /= 4
        return None

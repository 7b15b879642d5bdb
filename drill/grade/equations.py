"""Whether two equations say the same up to a constant factor: 2x = 2 and x - 1 = 0.

Each is brought to the form `difference = 0`; the two differences must be proportional, which is
looked at point by point against one point of reference. A factor that is not constant changes
the equation (x² = x has one solution more than x = 1) and is refuted.
"""

from __future__ import annotations

from itertools import chain, islice

from drill.grade.look import PRECISIONS
from drill.grade.points import Point, nice_points, places, scattered_points
from drill.grade.scalars import Found, compare_scalars
from drill.grade.traits import traits
from drill.maths.balls import Machine
from drill.maths.components import Grid, components
from drill.maths.domain import Domain
from drill.maths.errors import NoValue
from drill.maths.gaps import Gap
from drill.maths.program import Program
from drill.maths.rebuild import fraction, substitute
from drill.maths.tree import Equation, Negative, Node, Product, Sum

_LOOKS = 16


def compare_equations(truth: Equation, given: Equation, domain: Domain) -> Found:
    """Compare two scalar equations up to a constant factor other than 0."""
    left, right = _difference(truth), _difference(given)
    reference = _reference(left, right, domain)
    if reference is None:
        return compare_scalars(left, right, domain)
    # left(p)·right(q) = right(p)·left(q) for all p and one q, where neither is 0 at q
    values = {name: fraction(value) for name, value in reference.items()}
    here, there = substitute(left, values), substitute(right, values)
    found = compare_scalars(Product((left, there)), Product((right, here)), domain)
    return Found(equal=found.equal)


def _difference(equation: Equation) -> Node:
    parts = components(Sum((equation.left, Negative(equation.right))))
    if isinstance(parts, Grid):
        raise NoValue("Equations between vectors are not compared.")
    return parts


def _reference(left: Node, right: Node, domain: Domain) -> Point | None:
    """Find a point at which neither difference is 0."""
    program = Program()
    roots = (program.add(left), program.add(right))
    found = traits(program, roots)
    machine = Machine(program, roots, unreal=found.unreal)
    where = places(found.names, domain, found.positive, found.whole)
    points = chain(nice_points(where), scattered_points(where, found.constants))
    for point in islice(points, _LOOKS):
        try:
            evaluation = machine.at(point, PRECISIONS[0], principal=found.unreal)
            values = (evaluation.root(0), evaluation.root(1))
        except Gap:
            continue
        if not any(value.contains(0) for value in values):
            return point
    return None

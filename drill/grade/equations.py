"""Whether two equations say the same up to a constant factor: 2x = 2 and x - 1 = 0.

Each is brought to the form `difference = 0`; the two differences must be proportional, which is
looked at point by point against one point of reference. A factor that is not constant changes
the equation (x² = x has one solution more than x = 1) and is refuted.
"""

from __future__ import annotations

from itertools import chain, islice

from drill.grade.look import Look, Sight
from drill.grade.points import Point, nice_points, places, scattered_points
from drill.grade.scalars import Found, compare_scalars
from drill.grade.traits import traits
from drill.maths.components import Grid, components
from drill.maths.domain import Domain
from drill.maths.errors import NoValue
from drill.maths.program import Program
from drill.maths.tree import Equation, Name, Negative, Node, Product, Sum

_LOOKS = 16


def compare_equations(truth: Equation, given: Equation, domain: Domain) -> Found:
    """Compare two scalar equations up to a constant factor other than 0."""
    left, right = _difference(truth), _difference(given)
    reference = _reference(left, right, domain)
    if reference is None:
        return compare_scalars(left, right, domain)
    # left(p)·right(q) = right(p)·left(q) for all p and one q, where neither is 0 at q
    scaled = Product((left, _at(right, reference))), Product((right, _at(left, reference)))
    return compare_scalars(*scaled, domain)


def _difference(equation: Equation) -> Node:
    parts = components(Sum((equation.left, Negative(equation.right))))
    if isinstance(parts, Grid):
        raise NoValue("Equations between vectors are not compared.")
    return parts

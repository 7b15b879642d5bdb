"""Numbers that need not be exact: how far one is from another, in rigorous bounds."""

from __future__ import annotations

from fractions import Fraction

from drill.grade.look import PRECISIONS
from drill.maths.balls import Ball, Machine
from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.gaps import Gap
from drill.maths.program import Program
from drill.maths.real_balls import exact
from drill.maths.tree import Node


def is_close(truth: Node, given: Node, tolerance: float) -> bool | None:
    """Tell whether each component of an answer without variables is near enough the truth's.

    `tolerance` is relative to the truth, and absolute where that is 0; the very edge is near
    enough. None where it cannot be said, or where the shapes differ.
    """
    try:
        left, right = components(truth), components(given)
        pairs = _pairs(left, right)
        return None if pairs is None else all(_is_near(*pair, tolerance) for pair in pairs)
    except (NoValue, Gap):
        return None


def value(tree: Node) -> Ball:
    """Give the ball of a scalar tree without variables; raises `Gap` or `NoValue`."""
    program = Program()
    return Machine(program, (program.add(tree),)).at({}, PRECISIONS[0]).root(0)


def _pairs(left: Node | Grid, right: Node | Grid) -> list[tuple[Node, Node]] | None:
    if isinstance(left, Grid) and isinstance(right, Grid):
        if len(left.cells) != len(right.cells):
            return None
        return list(zip(left.cells, right.cells, strict=True))
    if isinstance(left, Grid) or isinstance(right, Grid):
        return None
    return [(left, right)]


def _is_near(truth: Node, given: Node, tolerance: float) -> bool:
    wanted = value(truth)
    allowed = exact(Fraction(tolerance))
    if not wanted.contains(0):
        allowed = allowed * abs(wanted)
    return not abs(value(given) - wanted) > allowed

"""A task made from typed texts, and the derivative it asks for.

Whoever grades has an expression and names as texts, and an answer that may be a number, a vector
or a matrix; what kind of derivative is meant shows in their shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from drill.grade.diagnose.floats import value_of
from drill.grade.diagnose.grids import expected_cells
from drill.grade.diagnose.looked import LARGEST, size
from drill.grade.diagnose.spread import spread
from drill.grade.diagnose.task import DerivativeTask, Op
from drill.maths.build import tidied
from drill.maths.components import Grid, components
from drill.maths.domain import REAL, Domain
from drill.maths.errors import NoValue
from drill.maths.read import answer_side
from drill.maths.slope import slope
from drill.maths.tree import Matrix, Node, Vector, names

_LARGEST_SOURCE = 2000
"""Nodes of a component beyond which no derivative is worked out; a power of a matrix has more."""
_ROUNDED = 1e-4
"""How far a truth may be off: its author may have written 0.3333."""


def ask(
    of: Node,
    wrt: Sequence[str],
    variables: Sequence[str] = (),
    *,
    domain: Domain = REAL,
    expected: Node | None = None,
    op: str = "",
) -> DerivativeTask:
    """Make a task; where no `op` says so, its kind shows in the shape of what is expected.

    Raises `NoValue` where the shapes within `of` do not fit.
    """
    letters, declared = tuple(wrt), tuple(variables)
    if op in set(Op):
        return DerivativeTask(of, letters, declared, domain, Op(op))
    shape = _shape(expected)
    many = isinstance(_parts(of), Grid)
    if many:
        return DerivativeTask(of, letters, declared, domain, Op.JACOBIAN)
    if len(letters) == 1:
        return DerivativeTask(of, letters, declared, domain)
    if shape == (len(letters), len(letters)):
        return DerivativeTask(of, letters, declared, domain, Op.HESSIAN)
    if len(letters) == 2 and (letters[0] == letters[1] or shape == (1, 1)):
        # ∂²f/∂x∂y: differentiate the first partial once more.
        return DerivativeTask(slope(of, letters[0]), letters[1:], declared, domain)
    return DerivativeTask(of, letters, declared, domain, Op.GRADIENT)


def derivative(task: DerivativeTask) -> Node:
    """Work out what a task asks for, as a teacher would write it. Raises `NoValue`."""
    cells = expected_cells(task, components(task.of))
    if any(size(cell.tree, _LARGEST_SOURCE) > _LARGEST_SOURCE for row in cells for cell in row):
        raise NoValue("the expression is too long to be differentiated; write a shorter one")
    rows = [[slope(cell.tree, cell.variable) for cell in row] for row in cells]
    if len(rows) == 1 and len(rows[0]) == 1:
        return tidied(rows[0][0])
    if len(rows) == 1:
        return Vector(tuple(rows[0]))
    if len(rows[0]) == 1:
        return Vector(tuple(row[0] for row in rows))
    return Matrix(tuple(map(tuple, rows)))


def _parts(tree: Node) -> Node | Grid:
    try:
        return components(answer_side(tree))
    except NoValue:
        return tree


def _shape(tree: Node | None) -> tuple[int, int] | None:
    if tree is None:
        return None
    parts = _parts(tree)
    return parts.shape if isinstance(parts, Grid) else (1, 1)


def asks_for(task: DerivativeTask, truth: Node) -> bool:
    """Tell whether a truth is the derivative a task asks for, as far as floats can tell.

    One too long to be diagnosed is not looked at.
    """
    if size(task.of) > LARGEST:
        return False
    try:
        ours, theirs = components(derivative(task)), components(answer_side(truth))
    except (NoValue, LookupError):
        return False
    if isinstance(ours, Grid) != isinstance(theirs, Grid):
        return False
    left = ours.cells if isinstance(ours, Grid) else (ours,)
    right = theirs.cells if isinstance(theirs, Grid) else (theirs,)
    if len(left) != len(right):
        return False
    letters = sorted(frozenset().union(*map(names, (*left, *right))))
    compared = 0
    for at in spread(letters, task.domain):
        for one, other in zip(left, right, strict=True):
            here, there = value_of(one, at), value_of(other, at)
            if math.isfinite(here) and math.isfinite(there):
                compared += 1
                if abs(here - there) > _ROUNDED * max(abs(here), abs(there), _ROUNDED):
                    return False
    return compared > 0

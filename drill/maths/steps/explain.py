"""Explains the derivative of whatever the reader can read: which rule is for which tree.

`slope` writes an answer, this tells how one gets there. Every rule is applied as a learner would,
from the inside out, one step a rule; the parts of a step are the last lines of earlier ones. It
differentiates by its own walk, and works nothing out in numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.maths.build import ONE, ZERO
from drill.maths.components import components
from drill.maths.read import answer_side
from drill.maths.slope import zero_of
from drill.maths.steps import rules
from drill.maths.steps.algebra import negative, power, product, quotient, total
from drill.maths.steps.functions import of_several
from drill.maths.steps.model import Explanation, Gradient, Path, Step
from drill.maths.steps.vectors import of_vectors
from drill.maths.steps.walk import Walk, walk_through
from drill.maths.tree import (
    Call,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
    children,
)


def explain(tree: Node, wrt: str) -> Explanation:
    """Differentiate a tree with respect to a name, step by step; other names are held constant.

    A vector, a matrix or a set is differentiated component by component. Of an equation whose left
    side is a label (`f(x) = …`) the right side is; of any other, both sides are. Raises `NoValue`
    where shapes do not fit, for then there is nothing to differentiate, and where vectors within
    vectors come to more than can be written out.
    """
    side = answer_side(tree)
    path: Path = () if side is tree else (1,)
    _check(side)
    walk = walk_through(side, wrt, _rule_for)
    step = _rule_for(walk, side, path)
    return Explanation(tree, wrt, (*walk.steps, step))


def gradient(tree: Node, names: Sequence[str]) -> Gradient:
    """Differentiate a tree with respect to each of several names; raises as `explain` does."""
    return Gradient(tree, tuple(names), tuple(explain(tree, name) for name in names))


def _check(tree: Node) -> None:
    """Refuse a tree whose shapes do not fit."""
    match tree:
        case Equation() | SetOf():
            for part in children(tree):
                _check(part)
        case _:
            components(tree)


def _rule_for(walk: Walk, tree: Node, path: Path) -> Step:
    if not walk.moves(tree):
        return walk.step(rules.CONSTANT, path, tree, zero_of(tree))
    match tree:
        case Name():
            return walk.step(rules.VARIABLE, path, tree, ONE)
        case SetOf(items):
            line: Node = SetOf(tuple(walk.slopes(items, path)))
            return walk.step(rules.COMPONENTS, path, tree, line)
        case Equation(left, right):
            slopes = walk.slopes((left, right), path)
            return walk.step(rules.SIDES, path, tree, Equation(slopes[0], slopes[1]))
        case Negative():
            return negative(walk, tree, path)
        case Sum():
            return total(walk, tree, path)
        case Product(factors):
            return product(walk, tree, factors, path)
        case Quotient():
            return quotient(walk, tree, path)
    if isinstance(tree, Vector | Matrix) or any(map(walk.is_grid, children(tree))):
        return of_vectors(walk, tree, path)
    match tree:
        case Power():
            return power(walk, tree, path)
        case Call():
            return of_several(walk, tree, path)
        case _:
            return walk.step(rules.CONSTANT, path, tree, ZERO)

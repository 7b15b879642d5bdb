"""Differentiates a tree by the rules a learner knows, and writes the result as a teacher would.

This is how the families write their answers; that they are right is for sympy and for numbers to
say, which share nothing with it. The inner derivative goes in front, factors stay factors, and
nothing is expanded. What can be read has a slope here: where a function has a kink or a jump, the
slope is the one beside it. It says nothing of domains, and explains nothing: `steps` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from drill.maths.build import (
    ZERO,
    E,
    call,
    exact,
    exp,
    minus,
    negate,
    node,
    over,
    plus,
    power,
    times,
)
from drill.maths.components import Grid, Parts, components
from drill.maths.errors import NoValue
from drill.maths.outer import OUTER, UNDEFINED, outer_slope
from drill.maths.tree import (
    Call,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
    children,
    names,
)

__all__ = ["OUTER", "UNDEFINED", "NoRule", "outer_slope", "slope"]

LARGEST = 4000
"""Nodes that vectors taken apart may come to; beyond it (a softmax of softmaxes) is no answer."""


class NoRule(LookupError):  # noqa: N818 - reads as what happened
    """A function that no rule is for: one that the catalogue does not know."""


def slope(tree: Node, variable: str) -> Node:
    """Differentiate a tree with respect to a variable; every other name is held constant.

    A vector, a matrix or a set is differentiated component by component, an equation side by side.
    Raises `NoValue` where shapes do not fit, for such a tree is worth nothing to begin with, or
    where vectors within vectors come to more than can be written out.
    """
    if variable not in names(tree):
        return zero_of(tree)
    match tree:
        case Name():
            return node(1)
        case Equation(left, right):
            return Equation(slope(left, variable), slope(right, variable))
        case SetOf(items):
            return SetOf(tuple(slope(item, variable) for item in items))
    if any(is_grid(part) for part in children(tree)) or isinstance(tree, Vector | Matrix):
        return _of_vectors(tree, variable)
    match tree:
        case Negative(body):
            return minus(0, slope(body, variable))
        case Sum(terms):
            return plus(*(slope(term, variable) for term in terms))
        case Product(factors):
            return _product(factors, variable)
        case Quotient(top, bottom):
            return _quotient(top, bottom, variable)
        case Power(base, exponent):
            return _power(base, exponent, variable)
        case Call(function, (argument,)) if function in OUTER:
            return times(slope(argument, variable), outer_slope(function, argument))
        case Call(function, arguments):
            return _several(function, arguments, variable)
        case _:
            raise NoRule(f"no rule for {type(tree).__name__}")


def zero_of(tree: Node) -> Node:
    """Give the slope of what does not move: zero, in the shape of the tree."""
    match tree:
        case Equation(left, right):
            return Equation(zero_of(left), zero_of(right))
        case SetOf(items):
            return SetOf(tuple(map(zero_of, items)))
    parts = components(tree)
    return tree_of(parts.map(lambda _: ZERO)) if isinstance(parts, Grid) else ZERO


def is_grid(tree: Node) -> bool:
    """Tell whether a tree is a vector or a matrix; a set or an equation is neither."""
    return not isinstance(tree, Name | Number | SetOf | Equation) and isinstance(
        components(tree), Grid
    )


def taken_apart(tree: Node) -> Parts:
    """Take a tree apart into scalars; raises `NoValue` where they come to too much."""
    parts = components(tree)
    weights: dict[int, int] = {}
    cells = parts.cells if isinstance(parts, Grid) else (parts,)
    if sum(_weight(cell, weights) for cell in cells) > LARGEST:
        raise NoValue("This expression is too large to differentiate.")
    return parts


def _weight(tree: Node, known: dict[int, int]) -> int:
    """Count the nodes of a tree, one that stands in several places as often as it stands."""
    found = known.get(id(tree))
    if found is None:
        found = known[id(tree)] = 1 + sum(_weight(part, known) for part in children(tree))
    return found


def tree_of(parts: Parts) -> Node:
    """Write what was taken apart as one tree again: a number, a vector or a matrix."""
    if not isinstance(parts, Grid):
        return parts
    return Vector(parts.cells) if parts.vector else Matrix(parts.rows)


def _of_vectors(tree: Node, variable: str) -> Node:
    """Differentiate what is a vector, or is made of vectors, by way of its components."""
    match tree:
        case Call("sum", (argument,)):
            return plus(*(slope(cell, variable) for cell in cells_of(argument)))
        case Call("logsumexp", (argument,)):
            return _log_sum_exp(cells_of(argument), variable)
        case Call("norm" | "abs", (argument,)):
            moved = plus(*(times(cell, slope(cell, variable)) for cell in cells_of(argument)))
            return over(moved, call("norm", argument))
        case Call("min" | "max", (argument,)):
            return _extreme(tree.function, cells_of(argument), variable)
    parts = taken_apart(tree)
    if isinstance(parts, Grid):
        return tree_of(parts.map(lambda cell: slope(cell, variable)))
    return slope(parts, variable)


def cells_of(argument: Node) -> tuple[Node, ...]:
    """List the components of a vector or matrix; a number has one."""
    if isinstance(argument, Vector | Matrix) and not any(map(is_grid, children(argument))):
        return children(argument)
    parts = taken_apart(argument)
    return parts.cells if isinstance(parts, Grid) else (parts,)


def _log_sum_exp(cells: Sequence[Node], variable: str) -> Node:
    weighted = plus(*(times(slope(cell, variable), exp(cell)) for cell in cells))
    return over(weighted, plus(*map(exp, cells)))


def _several(function: str, arguments: tuple[Node, ...], variable: str) -> Node:
    match function, arguments:
        case "log", (body, base):
            return slope(Quotient(Call("ln", (body,)), Call("ln", (base,))), variable)
        case "root", (index, body):
            return _root(index, body, variable)
        case "dot", factors:
            return _product(factors, variable)
        case (("min" | "max"), _):
            return _extreme(function, arguments, variable)
        case _:
            raise NoRule(f"no rule for {function} of {len(arguments)}")


def _root(index: Node, body: Node, variable: str) -> Node:
    root = Call("root", (index, body))
    if variable not in names(index):
        degree = exact(index)
        if degree is None:
            return over(times(slope(body, variable), root), times(index, body))
        if degree.denominator != 1:  # the root of index 1/2 is a square
            return slope(Power(body, node(1 / degree)), variable)
        return over(slope(body, variable), times(index, power(root, degree - 1)))
    return times(root, slope(Quotient(Call("ln", (body,)), index), variable))


def _extreme(function: str, arguments: Sequence[Node], variable: str) -> Node:
    """Let the largest (or smallest) argument alone move; where two tie there is no slope."""
    rivals = distinct(arguments)
    if len(rivals) == 1:
        return slope(rivals[0], variable)
    return plus(
        *(
            times(slope(rival, variable), leads(function, at, rivals))
            for at, rival in enumerate(rivals)
            if variable in names(rival)
        )
    )


def distinct(arguments: Sequence[Node]) -> tuple[Node, ...]:
    """Leave out arguments that are another one again, if only in another order."""
    kept: list[Node] = []
    for argument in arguments:
        if all(minus(argument, other) != ZERO for other in kept):
            kept.append(argument)
    return tuple(kept)


def leads(function: str, at: int, rivals: Sequence[Node]) -> Node:
    """Write what is 1 where one of several is the `max` (or `min`) of them, and 0 where not."""
    others = (*rivals[:at], *rivals[at + 1 :])
    rest = others[0] if len(others) == 1 else call(function, *others)
    ahead = minus(rivals[at], rest) if function == "max" else minus(rest, rivals[at])
    return call("step", ahead)


def _product(factors: tuple[Node, ...], variable: str) -> Node:
    """Let each factor that moves have its turn, in its place among the others."""
    turns = (index for index, factor in enumerate(factors) if variable in names(factor))
    return plus(
        *(
            times(*factors[:turn], slope(factors[turn], variable), *factors[turn + 1 :])
            for turn in turns
        )
    )


def _quotient(top: Node, bottom: Node, variable: str) -> Node:
    if variable not in names(bottom):
        return over(slope(top, variable), bottom)
    if variable not in names(top):
        degree = exact(bottom.exponent) if isinstance(bottom, Power) else Fraction(1)
        if degree is None:
            return negate(over(times(top, slope(bottom, variable)), power(bottom, 2)))
        base = bottom.base if isinstance(bottom, Power) else bottom
        return over(times(-degree, top, slope(base, variable)), power(base, degree + 1))
    upper = minus(times(slope(top, variable), bottom), times(top, slope(bottom, variable)))
    return over(upper, power(bottom, 2))


def _power(base: Node, exponent: Node, variable: str) -> Node:
    if variable not in names(exponent):
        lower = exact(exponent)
        less = node(lower - 1) if lower is not None else minus(exponent, 1)
        return times(exponent, slope(base, variable), _raised(base, less))
    whole = Power(base, exponent)
    if base == E:
        return times(slope(exponent, variable), whole)
    if variable not in names(base):
        return times(slope(exponent, variable), whole, call("ln", base))
    growth = times(slope(exponent, variable), call("ln", base))
    return times(whole, plus(growth, over(times(exponent, slope(base, variable)), base)))


def _raised(base: Node, exponent: Node) -> Node:
    """Raise to a power; (x^2)^(1/2) is |x|, and so a broken power of a power stays one."""
    value = exact(exponent)
    if isinstance(base, Power) and value is not None and value.denominator != 1:
        return Power(base, exponent)
    return power(base, exponent)

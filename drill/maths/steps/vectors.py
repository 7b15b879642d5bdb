"""The rules for vectors and matrices, and for the functions that gather vectors into numbers.

Lines are kept in terms of whole vectors where there is a way to write them (`softmax(v)·v'`); what
is tidied is the same, taken apart into components.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.maths.build import exact
from drill.maths.components import Grid, Parts, components
from drill.maths.outer import outer_slope
from drill.maths.slope import cells_of, is_grid, taken_apart, tree_of
from drill.maths.steps import rules
from drill.maths.steps.algebra import TWO, product, spread
from drill.maths.steps.functions import extreme
from drill.maths.steps.model import Path, Step
from drill.maths.steps.notes import notes_on, zero_vector_note
from drill.maths.steps.walk import Walk, multiplied
from drill.maths.tree import (
    Call,
    Matrix,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Vector,
)


def of_vectors(walk: Walk, tree: Node, path: Path) -> Step:
    """Differentiate a vector or a matrix, a power of one, or a function of them."""
    match tree:
        case Vector(items):
            return _components(walk, tree, path, Vector(tuple(walk.slopes(items, path))))
        case Matrix(rows):
            slopes = walk.slopes([cell for row in rows for cell in row], path)
            width = len(rows[0])
            turned = tuple(tuple(slopes[at : at + width]) for at in range(0, len(slopes), width))
            return _components(walk, tree, path, Matrix(turned))
        case Power():
            return _power(walk, tree, path)
        case Call():
            return _call(walk, tree, path)
    return _components(walk, tree, path, walk.last(tree))  # pragma: no cover


def _components(walk: Walk, tree: Node, path: Path, line: Node) -> Step:
    return walk.step(rules.COMPONENTS, path, tree, line)


def _power(walk: Walk, tree: Power, path: Path) -> Step:
    """Differentiate v^2, which is v·v, or a whole power of a matrix."""
    base = tree.base
    slope = walk.slope(base, (*path, 0))
    degree = exact(tree.exponent) or 1
    parts = components(base)
    if isinstance(parts, Grid) and parts.vector and degree == 2:
        line: Node = Product((TWO, Call("dot", (base, slope))))
        neat = Product((TWO, _inner(cells_of(base), cells_of(slope))))
        return walk.step(rules.SQUARE, path, tree, line, neat=neat, moved=[(base, slope)])
    count = int(degree)
    turns = [multiplied(*[base] * at, slope, *[base] * (count - 1 - at)) for at in range(count)]
    line = turns[0] if count == 1 else Sum(tuple(turns))
    return walk.step(rules.MATRIX_POWER, path, tree, line, moved=[(base, slope)])


def _call(walk: Walk, tree: Call, path: Path) -> Step:
    match tree.function, tree.arguments:
        case "dot", (left, right):
            return _dot(walk, tree, path, left, right)
        case (("sum" | "transpose" | "diag"), (argument,)):
            slope = walk.slope(argument, (*path, 0))
            line = Call(tree.function, (slope,))
            neat = tree_of(taken_apart(line))
            return walk.step(rules.LINEAR, path, tree, line, neat=neat, moved=[(argument, slope)])
        case (("norm" | "abs"), (argument,)):
            return _norm(walk, tree, path, argument)
        case "logsumexp", (argument,):
            return _log_sum_exp(walk, tree, path, argument)
        case "softmax", (argument,):
            return _softmax(walk, tree, path, argument)
        case (("min" | "max"), (argument,)):
            return extreme(walk, tree, path, cells_of(argument), apart=True)
        case _, (argument,):
            return _each(walk, tree, path, argument)
    raise AssertionError(tree)


def _dot(walk: Walk, tree: Call, path: Path, left: Node, right: Node) -> Step:
    if not (is_grid(left) and is_grid(right)):
        return product(walk, tree, (left, right), path)
    slopes = walk.slopes((left, right), path)
    terms: list[Node] = []
    if walk.moves(left):
        terms.append(Call("dot", (slopes[0], right)))
    if walk.moves(right):
        terms.append(Call("dot", (left, slopes[1])))
    line = terms[0] if len(terms) == 1 else Sum(tuple(terms))
    moved = [pair for pair in zip((left, right), slopes, strict=True) if walk.moves(pair[0])]
    neat = spread(walk, line, (left, right))
    return walk.step(rules.DOT, path, tree, line, neat=neat, moved=moved)


def _norm(walk: Walk, tree: Call, path: Path, argument: Node) -> Step:
    slope = walk.slope(argument, (*path, 0))
    norm = Call("norm", (argument,))
    line = Quotient(Call("dot", (argument, slope)), norm)
    neat = Quotient(_inner(cells_of(argument), cells_of(slope)), norm)
    return walk.step(
        rules.NORM,
        path,
        tree,
        line,
        neat=neat,
        moved=[(argument, slope)],
        notes=(zero_vector_note(argument),),
    )


def _log_sum_exp(walk: Walk, tree: Call, path: Path, argument: Node) -> Step:
    slope = walk.slope(argument, (*path, 0))
    line = Call("dot", (Call("softmax", (argument,)), slope))
    cells = cells_of(argument)
    exponentials = tuple(Call("exp", (cell,)) for cell in cells)
    neat = Quotient(_inner(exponentials, cells_of(slope)), _added(exponentials))
    return walk.step(rules.LOG_SUM_EXP, path, tree, line, neat=neat, moved=[(argument, slope)])


def _softmax(walk: Walk, tree: Call, path: Path, argument: Node) -> Step:
    """Write the Jacobian diag(s) - s sᵀ times v', and tidy s_i·(v_i' - Σ s_j v_j')."""
    slope = walk.slope(argument, (*path, 0))
    mean = Call("dot", (tree, slope))
    shares = taken_apart(tree)
    neat = _shared(shares, cells_of(slope))
    line = neat
    if isinstance(shares, Grid) and shares.vector and len(shares.cells) > 1:
        line = Sum((Product((Call("diag", (tree,)), slope)), Negative(Product((mean, tree)))))
    return walk.step(rules.SOFTMAX, path, tree, line, neat=neat, moved=[(argument, slope)])


def _shared(shares: Parts, slopes: Sequence[Node]) -> Node:
    if not isinstance(shares, Grid):
        return shares
    mean = _inner(shares.cells, slopes)
    moved = iter(slopes)
    return tree_of(shares.map(lambda share: multiplied(share, Sum((next(moved), Negative(mean))))))


def _each(walk: Walk, tree: Call, path: Path, argument: Node) -> Step:
    """Differentiate a function of numbers that acts on each component of a vector."""
    slope = walk.slope(argument, (*path, 0))
    slopes = iter(cells_of(slope))
    parts = taken_apart(argument)
    function = tree.function
    line = tree_of(
        parts.map(lambda cell: multiplied(outer_slope(function, cell), next(slopes)))
        if isinstance(parts, Grid)
        else parts
    )
    cells = cells_of(argument)
    notes = tuple(
        dict.fromkeys(
            note for cell in cells if walk.moves(cell) for note in notes_on(function, cell)
        )
    )
    return walk.step(rules.COMPONENTS, path, tree, line, moved=[(argument, slope)], notes=notes)


def _inner(left: Sequence[Node], right: Sequence[Node]) -> Node:
    return _added([multiplied(one, other) for one, other in zip(left, right, strict=True)])


def _added(terms: Sequence[Node]) -> Node:
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))

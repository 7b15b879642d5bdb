"""The rules for sums, products, quotients and powers."""

from __future__ import annotations

from collections.abc import Sequence

from drill.maths.build import ONE, ZERO, E, exact, node
from drill.maths.slope import taken_apart
from drill.maths.steps import rules
from drill.maths.steps.model import Path, Step
from drill.maths.steps.notes import base_note, notes_on_power
from drill.maths.steps.walk import Walk, multiplied
from drill.maths.tree import (
    Call,
    Constant,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    number,
)

TWO = number(2)


def negative(walk: Walk, tree: Negative, path: Path) -> Step:
    """Differentiate what stands behind a minus."""
    slope = walk.slope(tree.body, (*path, 0))
    return walk.step(rules.MINUS, path, tree, Negative(slope), moved=[(tree.body, slope)])


def total(walk: Walk, tree: Sum, path: Path) -> Step:
    """Differentiate term by term."""
    slopes = walk.slopes(tree.terms, path)
    return walk.step(
        rules.SUM, path, tree, Sum(tuple(slopes)), moved=_moving(walk, tree.terms, slopes)
    )


def product(walk: Walk, tree: Node, factors: Sequence[Node], path: Path) -> Step:
    """Let each factor that moves have its turn; what does not move stays where it stands."""
    slopes = walk.slopes(factors, path)
    turns = [at for at, factor in enumerate(factors) if walk.moves(factor)]
    terms = [multiplied(*factors[:at], slopes[at], *factors[at + 1 :]) for at in turns]
    line = terms[0] if len(terms) == 1 else Sum(tuple(terms))
    rule = rules.CONSTANT_FACTOR if len(terms) == 1 else rules.PRODUCT
    moved = [(factors[at], slopes[at]) for at in turns]
    return walk.step(rule, path, tree, line, neat=spread(walk, line, factors), moved=moved)


def spread(walk: Walk, line: Node, parts: Sequence[Node]) -> Node | None:
    """Take a line apart where it multiplies vectors into a number; None where it need not be."""
    if not any(map(walk.is_grid, parts)) or walk.is_grid(line):
        return None
    apart = taken_apart(line)
    return None if not isinstance(apart, Node) else apart


def quotient(walk: Walk, tree: Quotient, path: Path) -> Step:
    """Differentiate a fraction: by the quotient rule where both its sides move."""
    top, bottom = tree.top, tree.bottom
    if not walk.moves(bottom):
        slope = walk.slope(top, (*path, 0))
        line: Node = Quotient(slope, bottom)
        return walk.step(rules.CONSTANT_FACTOR, path, tree, line, moved=[(top, slope)])
    if not walk.moves(top):
        slope = walk.slope(bottom, (*path, 1))
        line = Negative(Quotient(multiplied(top, slope), Power(bottom, TWO)))
        return walk.step(rules.CONSTANT_TOP, path, tree, line, moved=[(bottom, slope)])
    above, below = walk.slope(top, (*path, 0)), walk.slope(bottom, (*path, 1))
    line = quotient_line((top, above), (bottom, below))
    return walk.step(rules.QUOTIENT, path, tree, line, moved=[(top, above), (bottom, below)])


def quotient_line(above: tuple[Node, Node], below: tuple[Node, Node]) -> Node:
    """Write the quotient rule out for two trees, each with its derivative."""
    (top, top_slope), (bottom, bottom_slope) = above, below
    upper = Sum((multiplied(top_slope, bottom), Negative(multiplied(top, bottom_slope))))
    return Quotient(upper, Power(bottom, TWO))


def power(walk: Walk, tree: Power, path: Path) -> Step:
    """Differentiate a power: of the variable, of e or a number, or with both parts moving."""
    base, exponent = tree.base, tree.exponent
    if not walk.moves(exponent):
        return _constant_exponent(walk, tree, path)
    if not walk.moves(base):
        return walk.chain(
            path,
            tree,
            (exponent, (*path, 1)),
            plain=rules.EXPONENTIAL,
            outer=lambda u: Power(base, u),
            outer_slope=lambda u: _exponential_slope(base, u),
            notes=() if is_positive(base) else (base_note(base),),
        )
    above = walk.slope(exponent, (*path, 1))
    if above == ZERO:  # a rounded exponent stays for a while, and so is constant
        return _constant_exponent(walk, tree, path)
    below = walk.slope(base, (*path, 0))
    growth = multiplied(above, _log(base))
    share = multiplied(exponent, Quotient(below, base))
    line = Product((tree, Sum((growth, share))))
    moved = [(base, below), (exponent, above)]
    return walk.step(rules.VARIABLE_POWER, path, tree, line, moved=moved, notes=(base_note(base),))


def _exponential_slope(base: Node, exponent: Node) -> Node:
    whole = Power(base, exponent)
    return whole if base == E else Product((whole, _log(base)))


def _constant_exponent(walk: Walk, tree: Power, path: Path) -> Step:
    base, exponent = tree.base, tree.exponent
    degree = exact(exponent)
    if degree == 0:
        return walk.step(rules.CONSTANT, path, tree, ZERO)
    if degree == 1:
        slope = walk.slope(base, (*path, 0))
        return walk.step(rules.CONSTANT_FACTOR, path, tree, slope, moved=[(base, slope)])
    return walk.chain(
        path,
        tree,
        (base, (*path, 0)),
        plain=rules.POWER,
        outer=lambda u: Power(u, exponent),
        outer_slope=lambda u: multiplied(exponent, lowered(u, exponent)),
        notes=notes_on_power(base, exponent),
    )


def lowered(base: Node, exponent: Node) -> Node:
    """Raise to the exponent less one; the exponents 1 and 0 are not written."""
    degree = exact(exponent)
    if degree is None:
        return Power(base, Sum((exponent, number(-1))))
    if degree == 1:
        return ONE
    return base if degree == 2 else Power(base, node(degree - 1))


def _log(tree: Node) -> Node:
    return Call("ln", (tree,))


def is_positive(base: Node) -> bool:
    """Tell whether a tree is a written positive number, or a constant such as e."""
    return isinstance(base, Constant) or (exact(base) or 0) > 0


def _moving(walk: Walk, parts: Sequence[Node], slopes: Sequence[Node]) -> list[tuple[Node, Node]]:
    return [pair for pair in zip(parts, slopes, strict=True) if walk.moves(pair[0])]

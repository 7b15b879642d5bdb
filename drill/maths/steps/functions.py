"""The rules for functions of numbers: one argument by the chain rule, several by their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from drill.maths.build import ONE, ZERO, exact, node
from drill.maths.outer import OUTER, UNDEFINED, outer_slope
from drill.maths.slope import distinct, leads
from drill.maths.steps import rules
from drill.maths.steps.algebra import TWO, lowered, product, quotient_line
from drill.maths.steps.model import Path, Step
from drill.maths.steps.notes import NO_FACTORIAL, base_note, notes_on, notes_on_root, tie_note
from drill.maths.steps.walk import Walk, multiplied
from drill.maths.tree import Call, Negative, Node, Power, Product, Quotient, Sum

_SAME = frozenset({"sum", "transpose", "diag", "logsumexp", "min", "max"})
"""Functions that give a single number back as it is."""


def of_one(walk: Walk, tree: Call, path: Path) -> Step:
    """Differentiate a function of one number."""
    function, argument = tree.function, tree.arguments[0]
    if function == "softmax":
        return walk.step(rules.CONSTANT, path, tree, ZERO)
    if function in _SAME:
        slope = walk.slope(argument, (*path, 0))
        return walk.step(rules.LINEAR, path, tree, slope, moved=[(argument, slope)])
    if function == "factorial":
        return _factorial(walk, tree, path, argument)
    return walk.chain(
        path,
        tree,
        (argument, (*path, 0)),
        plain=rules.OF_FUNCTIONS["abs" if function == "norm" else function],
        outer=lambda u: Call(function, (u,)),
        outer_slope=partial(outer_slope, function),
        notes=notes_on(function, argument),
    )


def _factorial(walk: Walk, tree: Call, path: Path, argument: Node) -> Step:
    """Say that a factorial has no derivative, but of what stays a whole number for a while."""
    slope = walk.slope(argument, (*path, 0))
    if slope == ZERO:
        return walk.step(rules.STILL, path, tree, ZERO, moved=[(argument, slope)])
    return walk.step(rules.NOWHERE, path, tree, UNDEFINED, notes=(NO_FACTORIAL,))


def of_several(walk: Walk, tree: Call, path: Path) -> Step:
    """Differentiate a function of several numbers."""
    match tree.function, tree.arguments:
        case function, (_,) if function in OUTER:
            return of_one(walk, tree, path)
        case "log", (body, base):
            return _logarithm(walk, tree, path, body, base)
        case "root", (index, body):
            return _root(walk, tree, path, index, body)
        case "dot", factors:
            return product(walk, tree, factors, path)
        case _:
            return extreme(walk, tree, path, tree.arguments)


def _logarithm(walk: Walk, tree: Node, path: Path, body: Node, base: Node) -> Step:
    if not walk.moves(base):
        return walk.chain(
            path,
            tree,
            (body, (*path, 0)),
            plain=rules.OF_FUNCTIONS["log"],
            outer=lambda u: Call("log", (u, base)),
            outer_slope=lambda u: Quotient(ONE, Product((u, Call("ln", (base,))))),
            notes=notes_on("log", body),
        )
    above, below = walk.slope(body, (*path, 0)), walk.slope(base, (*path, 1))
    top, bottom = Call("ln", (body,)), Call("ln", (base,))
    turn = Quotient(below, base)
    if above == ZERO:
        line: Node = Negative(Quotient(multiplied(top, turn), Power(bottom, TWO)))
    else:
        line = quotient_line((top, Quotient(above, body)), (bottom, turn))
    moved = [pair for pair in ((body, above), (base, below)) if walk.moves(pair[0])]
    notes = tuple(base_note(each) for each, _ in moved)
    return walk.step(rules.VARIABLE_BASE, path, tree, line, moved=moved, notes=notes)


def _root(walk: Walk, tree: Node, path: Path, index: Node, body: Node) -> Step:
    if not walk.moves(index):
        return walk.chain(
            path,
            tree,
            (body, (*path, 1)),
            plain=rules.OF_FUNCTIONS["root"],
            outer=lambda u: Call("root", (index, u)),
            outer_slope=lambda u: _root_slope(index, u),
            notes=notes_on_root(index, body),
        )
    turn, inner = walk.slope(index, (*path, 0)), walk.slope(body, (*path, 1))
    upper: Node = Negative(multiplied(Call("ln", (body,)), turn))
    if inner != ZERO:
        upper = Sum((multiplied(Quotient(inner, body), index), upper))
    line = Product((tree, Quotient(upper, Power(index, TWO))))
    moved = [pair for pair in ((index, turn), (body, inner)) if walk.moves(pair[0])]
    return walk.step(rules.VARIABLE_INDEX, path, tree, line, moved=moved, notes=(base_note(body),))


def _root_slope(index: Node, body: Node) -> Node:
    """Write the derivative of a root so that its sign is right whatever the index turns out to be.

    The root of index 1/2 is a square, and loses the sign of what is under it.
    """
    root, value = Call("root", (index, body)), exact(index)
    if value is None:
        return Quotient(root, multiplied(index, body))
    if value and value.denominator != 1:
        return multiplied(node(1 / value), lowered(body, node(1 / value)))
    return Quotient(ONE, multiplied(index, lowered(root, index)))


def extreme(
    walk: Walk, tree: Call, path: Path, arguments: Sequence[Node], *, apart: bool = False
) -> Step:
    """Let the leading argument move; `apart` where the arguments are components of a vector."""
    rivals = distinct(arguments)
    slopes = [
        walk.slope(rival, path if apart else (*path, arguments.index(rival))) for rival in rivals
    ]
    moved = [pair for pair in zip(rivals, slopes, strict=True) if walk.moves(pair[0])]
    if len(rivals) == 1:
        return walk.step(rules.LINEAR, path, tree, slopes[0], moved=moved)
    terms = [
        multiplied(slopes[at], leads(tree.function, at, rivals))
        for at in range(len(rivals))
        if slopes[at] != ZERO
    ]
    line = Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else ZERO
    notes = (tie_note(tree.function, rivals),)
    return walk.step(rules.EXTREME, path, tree, line, moved=moved, notes=notes)

"""Mistakes about the whole: another object than the derivative, or another variable.

They need no place in the tree; each is a formula in the values of a few trees at a point.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

from drill.grade.diagnose.constants import wrong_slopes
from drill.grade.diagnose.entropies import entropies
from drill.grade.diagnose.floats import near, value_of
from drill.grade.diagnose.looked import size
from drill.grade.diagnose.slip import SELDOM, SPECIAL, USUAL
from drill.grade.diagnose.whole import Point, Whole
from drill.maths.slope import slope
from drill.maths.tree import (
    Name,
    Node,
    Sum,
    names,
)

_MOST_OTHERS = 4
MOST_NODES = 120
"""Nodes that a derivative may have to be differentiated once more."""


def wholes(tree: Node, variable: str, truth: Node, given: Node) -> Iterator[Whole]:
    """Give the guesses about a derivative as a whole, the likelier ones first."""
    if variable not in names(tree):
        yield from _of_constant(tree)
        return
    others = sorted(names(tree) - {variable})[:_MOST_OTHERS]
    yield from _by_others(tree, truth, others)
    yield from _total(tree, variable, truth, given, others)
    yield from entropies(tree, variable, truth)
    yield Whole("wrong-object", SELDOM, _of(tree), "The function itself was given.")
    minus = "The derivative was given with the opposite sign."
    yield Whole("wrong-object", SELDOM, lambda at: -value_of(truth, at), minus)
    if variable in names(truth) and size(truth) <= MOST_NODES:
        second = slope(truth, variable)
        yield Whole("wrong-object", SELDOM, _of(second), "The second derivative was given.")


def _of_constant(tree: Node) -> Iterator[Whole]:
    """Give the guesses about the derivative of what does not move."""
    name = "constant-kept"
    yield Whole(name, USUAL, _of(tree), "The constant was kept.")
    yield Whole(name, SELDOM, lambda _at: 1.0, "The derivative was taken to be 1.")
    for wrong in wrong_slopes(tree):
        said = "What does not move was differentiated."
        yield Whole(wrong.id, wrong.rank, wrong.value, said)


def is_integral(tree: Node, variable: str, given: Node) -> Callable[[Point], tuple[float, float]]:
    """Give the two values that agree where the answer is an antiderivative."""
    back = slope(given, variable)
    return lambda at: (value_of(back, at), value_of(tree, at))


def _of(tree: Node) -> Callable[[Point], float]:
    return lambda at: value_of(tree, at)


def _by_others(tree: Node, truth: Node, others: Sequence[str]) -> Iterator[Whole]:
    slopes = {name: slope(tree, name) for name in others}
    for name in others:
        said = f"The answer is the derivative by {name}."
        yield Whole("wrong-variable", USUAL, _of(slopes[name]), said)
    for count in range(len(others), 0, -1):
        for chosen in itertools.combinations(others, count):
            listed = ", ".join(chosen)
            yield Whole(
                "other-variable-differentiated",
                USUAL,
                _sum_of([truth, *(slopes[name] for name in chosen)]),
                f"The derivative by {listed} was added.",
            )
            yield Whole(
                "other-variable-zeroed",
                USUAL,
                _at_zero(truth, chosen),
                f"{listed} was set to 0.",
            )


def _sum_of(trees: Sequence[Node]) -> Callable[[Point], float]:
    return lambda at: sum(value_of(tree, at) for tree in trees)


def _at_zero(tree: Node, chosen: Sequence[str]) -> Callable[[Point], float]:
    return lambda at: value_of(tree, {**at, **dict.fromkeys(chosen, 0.0)})


def _total(
    tree: Node, variable: str, truth: Node, given: Node, others: Sequence[str]
) -> Iterator[Whole]:
    """Let another variable depend on this one: an extra term with dy/dx, or a name for it."""
    strange = names(given) - names(tree) - {variable}
    if not strange or not others:
        return
    terms = given.terms if isinstance(given, Sum) else (given,)
    kept = [term for term in terms if not names(term) & strange]
    said = f"Another variable was taken to depend on {variable}."
    # However dy/dx is typed, it is in terms of their own that nothing else explains.
    yield Whole("total-for-partial", SPECIAL, _equal_but(truth, given, kept), said)
    for other, name in itertools.product(others, sorted(strange)):
        along = slope(tree, other)
        yield Whole("total-for-partial", SPECIAL, _with_path(truth, along, Name(name)), said)


def _equal_but(truth: Node, given: Node, kept: Sequence[Node]) -> Callable[[Point], float]:
    """Give the answer's own value where what is kept of it is the truth; else no value."""

    def value(at: Point) -> float:
        rest = sum(value_of(term, at) for term in kept)
        return value_of(given, at) if near(rest, value_of(truth, at), 1.0) else math.nan

    return value


def _with_path(truth: Node, along: Node, factor: Node) -> Callable[[Point], float]:
    return lambda at: value_of(truth, at) + value_of(along, at) * value_of(factor, at)

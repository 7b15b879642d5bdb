"""Mistakes about the whole: another object than the derivative, or another variable.

They need no place in the tree; each is a formula in the values of a few trees at a point.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from drill.grade.diagnose.constants import wrong_slopes
from drill.grade.diagnose.floats import near, value_of
from drill.grade.diagnose.looked import size
from drill.grade.diagnose.slip import SELDOM, SPECIAL, USUAL
from drill.maths.slope import slope
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Node,
    Number,
    Power,
    Quotient,
    Sum,
    children,
    names,
)

Point = Mapping[str, float]
_MOST_OTHERS = 4
MOST_NODES = 120
"""Nodes that a derivative may have to be differentiated once more."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A guess about the whole answer: its mistake, and its value at a point."""

    id: str
    rank: int
    value: Callable[[Point], float]
    said: str


def wholes(tree: Node, variable: str, truth: Node, given: Node) -> Iterator[Whole]:
    """Give the guesses about a derivative as a whole, the likelier ones first."""
    if variable not in names(tree):
        yield from _of_constant(tree)
        return
    others = sorted(names(tree) - {variable})[:_MOST_OTHERS]
    yield from _by_others(tree, truth, others)
    yield from _total(tree, variable, truth, given, others)
    yield from _entropies(tree, truth)
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


def _entropies(tree: Node, truth: Node) -> Iterator[Whole]:
    """Losses with a logarithm of a sigmoid: the mistakes that have names of their own."""
    sigmoids = [node for node in _nodes(tree) if is_sigmoid(node)]
    if not sigmoids or not any(isinstance(n, Call) and n.function == "ln" for n in _nodes(tree)):
        return
    p = sigmoids[0]

    def factor(at: Point) -> float:
        value = value_of(p, at)
        return value * (1 - value)

    minus = "The sign of prediction minus label was turned."
    yield Whole("logit-gradient-sign", SPECIAL, lambda at: -value_of(truth, at), minus)
    said = "The factor p(1 - p) of a squared error was kept."
    yield Whole("mse-gradient-for-ce", SPECIAL, lambda at: value_of(truth, at) * factor(at), said)
    by_p = "The derivative by the probability was given."
    name = "probability-gradient-for-logit"
    yield Whole(name, SPECIAL, lambda at: value_of(truth, at) / factor(at), by_p)


def is_sigmoid(node: Node) -> bool:
    """Tell σ(z), by its name or written out."""
    match node:
        case Call("sigmoid", _):
            return True
        case Quotient(Number(), Sum((Number(), Power(Constant("e"), _) | Call("exp", _)))):
            return True
        case _:
            return False


def _nodes(tree: Node) -> Iterator[Node]:
    left = [tree]
    while left:
        here = left.pop()
        yield here
        left.extend(children(here))

"""Mistakes with names of their own in cross-entropies and divergences."""

from __future__ import annotations

from collections.abc import Iterator

from drill.grade.diagnose.floats import value_of
from drill.grade.diagnose.slip import SPECIAL
from drill.grade.diagnose.whole import Point, Whole
from drill.maths.rebuild import substitute
from drill.maths.slope import slope
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Quotient,
    Sum,
    children,
)


def entropies(tree: Node, variable: str, truth: Node) -> Iterator[Whole]:
    """Give the guesses about a loss with logarithms; none for any other expression."""
    nodes = [*_nodes(tree)]
    logarithms = [node for node in nodes if isinstance(node, Call) and node.function == "ln"]
    if logarithms:
        yield from _of_sigmoids([node for node in nodes if is_sigmoid(node)], truth)
        yield from _reversed(tree, variable, nodes)


def _of_sigmoids(sigmoids: list[Node], truth: Node) -> Iterator[Whole]:
    if not sigmoids:
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


def _reversed(tree: Node, variable: str, nodes: list[Node]) -> Iterator[Whole]:
    """Change the two distributions of a divergence, which stand as a ratio under logarithms."""
    swapped: dict[str, Node] = {}
    for node in nodes:
        match node:
            case Call("ln", (Quotient(Name(p), Name(q)),)):
                pass
            case Sum((Call("ln", (Name(p),)), Negative(Call("ln", (Name(q),))))):
                pass
            case _:
                continue
        if p not in swapped and q not in swapped:
            swapped |= {p: Name(q), q: Name(p)}
    if swapped:
        other = slope(substitute(tree, swapped), variable)
        said = "The divergence was taken the other way round."
        yield Whole("kl-reversed", SPECIAL, lambda at: value_of(other, at), said)


def _nodes(tree: Node) -> Iterator[Node]:
    left = [tree]
    while left:
        here = left.pop()
        yield here
        left.extend(children(here))

"""A sigmoid and a softmax written out as fractions, so that their mistakes keep their names."""

from __future__ import annotations

from collections.abc import Iterator

from drill.grade.diagnose.slip import SPECIAL, USUAL, Slip
from drill.grade.diagnose.spots import Here, Layout
from drill.maths.tree import Call, Constant, Node, Number, Power, Quotient, Sum

_SIGMOID = "At {whole}, a sigmoid, the derivative σ(1 - σ) was remembered wrongly."
_OFF = "In {whole} raising another logit was taken to raise the probability, or to leave it."
_DIAGONAL = "At {whole} the derivative p(1 - p) was remembered wrongly."


def sigmoid_slips(node: Node) -> Iterator[Slip]:
    """Give the slips of 1/(1 + e^(-z)); y is the sigmoid, and the inner derivative is known."""
    match node:
        case Quotient(Number(top), Sum((Number(one), raised))) if top == one == 1:
            pass
        case Quotient(Number(top), Sum((raised, Number(one)))) if top == one == 1:
            pass
        case _:
            return
    if not is_exponential(raised):
        return

    def inner(h: Here) -> float:
        return -h.d[1] / (h.v[1] - 1)

    yield Slip("sigmoid-self", SPECIAL, lambda h: h.y * inner(h), _SIGMOID)
    yield Slip("sigmoid-one-minus", SPECIAL, lambda h: (1 - h.y) * inner(h), _SIGMOID)
    yield Slip("sigmoid-plus", SPECIAL, lambda h: h.y * (1 + h.y) * inner(h), _SIGMOID)


def softmax_slips(layout: Layout, index: int) -> Iterator[Slip]:
    """Give the slips of e^a/(e^a + e^b + …)."""
    node = layout.spots[index].node
    if not isinstance(node, Quotient) or not isinstance(node.bottom, Sum):
        return
    if not all(map(is_exponential, node.bottom.terms)) or node.top not in node.bottom.terms:
        return
    if layout.spots[layout.spots[index].parts[0]].moves:
        yield Slip("softmax-diagonal", SPECIAL, lambda h: h.y * (1 + h.y), _DIAGONAL)
        yield Slip("softmax-diagonal", SPECIAL, lambda h: h.y, _DIAGONAL)
        yield Slip("softmax-diagonal", SPECIAL, lambda h: 1 - h.y, _DIAGONAL)
        yield Slip("softmax-diagonal", SPECIAL, _one_logit, _DIAGONAL)
        yield Slip("softmax-off-diagonal", USUAL, lambda h: -h.right, _OFF)
    else:
        yield Slip("softmax-off-diagonal", SPECIAL, lambda h: -h.right, _OFF)
        yield Slip("softmax-off-diagonal", SPECIAL, lambda _h: 0.0, _OFF)


def _one_logit(h: Here) -> float:
    """Differentiate the sigmoid of the one logit, as if there were no others."""
    single = 1 / (1 + 1 / h.v[0])
    return single * (1 - single)


def is_exponential(node: Node) -> bool:
    """Tell e^u and exp(u)."""
    match node:
        case Power(Constant("e"), _) | Call("exp", _):
            return True
        case _:
            return False

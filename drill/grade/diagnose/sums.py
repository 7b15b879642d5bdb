"""What goes wrong with terms: a sign, a constant that stays, a path that is forgotten."""

from __future__ import annotations

import math
from collections.abc import Iterator

from drill.grade.diagnose.constants import Still, wrong_slopes
from drill.grade.diagnose.slip import SELDOM, USUAL, Rule, Slip
from drill.grade.diagnose.spots import Here
from drill.maths.tree import Negative, Node, Sum

_KEPT = "In {whole} the constant term was kept."
_ONE = "In {whole} the derivative of the constant term was taken to be 1."
_VARIED = "In {whole} a term that does not move was differentiated."
_LOST = "The minus before {whole} was lost."
_SPREAD = "The minus before {whole} reached its first term only."
_PATH = "In {whole} only one term was differentiated."
_TURNED = "In {whole} the sign of a term was turned."


def sum_slips(
    node: Sum, moving: tuple[bool, ...], *, negated: bool, inside: bool
) -> Iterator[Slip]:
    """Give every slip of a sum; `negated` says that a minus stands before its bracket.

    `inside` says that it is an inner function.
    """
    for turn, term in enumerate(node.terms):
        if not moving[turn]:
            yield from _still_term(term, turn)
        elif turn and not isinstance(term, Negative):
            rule = _one_turned(turn)
            yield Slip("sign-lost-in-sum", SELDOM, rule, _TURNED)
    if negated:
        yield Slip("sign-lost-in-sum", USUAL, _rest_turned, _SPREAD)
    if inside and sum(moving) > 1:
        for turn, moves in enumerate(moving):
            if moves:
                yield Slip("one-path-only", SELDOM, _only(turn), _PATH)


def _still_term(term: Node, turn: int) -> Iterator[Slip]:
    yield Slip("constant-kept", USUAL, lambda h: h.right + h.v[turn], _KEPT)
    if isinstance(term, Negative):
        yield Slip("constant-kept", SELDOM, lambda h: h.right - h.v[turn], _KEPT)
    yield Slip("constant-kept", SELDOM, lambda h: h.right + 1, _ONE)
    for wrong in wrong_slopes(term):
        yield Slip(wrong.id, wrong.rank, _and(wrong), _VARIED)


def _and(wrong: Still) -> Rule:
    return lambda h: h.right + wrong.slope(h)


def negative_slips(*, in_sum: bool) -> Iterator[Slip]:
    """Give the slips of a minus sign."""
    rank = USUAL if in_sum else SELDOM
    yield Slip("sign-lost-in-sum", rank, lambda h: -h.right, _LOST)


def _one_turned(turn: int) -> Rule:
    return lambda h: h.right - 2 * h.d[turn]


def _rest_turned(h: Here) -> float:
    return h.d[0] - math.fsum(h.d[1:])


def _only(turn: int) -> Rule:
    return lambda h: h.d[turn]

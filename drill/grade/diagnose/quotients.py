"""What goes wrong with a fraction: the quotient rule, or a constant above or below the bar."""

from __future__ import annotations

from collections.abc import Iterator

from drill.grade.diagnose.constants import Still, wrong_slopes
from drill.grade.diagnose.factors import DROPPED, piece_slips
from drill.grade.diagnose.slip import FAR, SELDOM, SPECIAL, USUAL, Rule, Slip
from drill.grade.diagnose.spots import Here
from drill.maths.tree import Node, Quotient, number

_SWAPPED = "At {whole} the two terms above the bar were swapped."
_PLUS = "At {whole} the two terms above the bar were added."
_NOT_SQUARED = "At {whole} the denominator was not squared."
_WRONG_SQUARE = "{whole} was divided by the square of its numerator."
_OF_SLOPES = "At {whole} the derivative above was divided by the derivative below."
_NO_BOTTOM = "At {whole} the denominator was left out altogether."
_ONE_TERM = "At {whole} only one of top and bottom was differentiated."
_SELF = "At {whole} each of top and bottom was paired with its own derivative."


def quotient_slips(
    bottom: Node, *, top_moves: bool, bottom_moves: bool, means: bool
) -> Iterator[Slip]:
    """Give every slip of a fraction; `means` marks a sum over a batch divided by its size."""
    if top_moves and bottom_moves:
        yield from _both()
    elif bottom_moves:
        yield from _below()
    elif top_moves:
        yield Slip("constant-factor-dropped", USUAL, lambda h: h.d[0], DROPPED)
        if means:
            yield Slip("batch-mean-missing", SPECIAL, lambda h: h.d[0], DROPPED)
            yield from piece_slips(Quotient(number(1), bottom), "batch-mean-missing")
        yield from piece_slips(Quotient(number(1), bottom), "constant-factor-dropped")
        yield Slip("constant-factor-added", SELDOM, lambda h: 1 / h.v[1] + h.d[0], _ADDED)
        yield Slip("constant-factor-dropped", FAR, lambda h: h.d[0] * h.v[1], _TURNED)
        for wrong in wrong_slopes(bottom):
            yield Slip(wrong.id, wrong.rank, _bottom_varied(wrong), _VARIED)


_ADDED = "At {whole} the constant was added to the derivative."
_TURNED = "At {whole} the constant below the bar went above it."
_VARIED = "At {whole} the constant below the bar was differentiated as well."


def _bottom_varied(wrong: Still) -> Rule:
    return lambda h: (h.d[0] * h.v[1] - h.v[0] * wrong.slope(h)) / h.v[1] ** 2


def _upper(h: Here) -> float:
    return h.d[0] * h.v[1] - h.v[0] * h.d[1]


def _sum(h: Here) -> float:
    return h.d[0] * h.v[1] + h.v[0] * h.d[1]


def _self_paired(h: Here) -> float:
    return (h.d[0] * h.v[0] - h.v[1] * h.d[1]) / h.v[1] ** 2


def _both() -> Iterator[Slip]:
    swapped = "quotient-order-swapped"
    yield Slip("quotient-of-derivatives", USUAL, lambda h: h.d[0] / h.d[1], _OF_SLOPES)
    yield Slip(swapped, USUAL, lambda h: -_upper(h) / h.v[1] ** 2, _SWAPPED)
    yield Slip("quotient-plus", USUAL, lambda h: _sum(h) / h.v[1] ** 2, _PLUS)
    yield Slip("quotient-not-squared", USUAL, lambda h: _upper(h) / h.v[1], _NOT_SQUARED)
    yield Slip("quotient-wrong-square", USUAL, lambda h: _upper(h) / h.v[0] ** 2, _WRONG_SQUARE)
    yield Slip("quotient-not-squared", SELDOM, _upper, _NO_BOTTOM)
    yield Slip("quotient-not-squared", FAR, _sum, _NO_BOTTOM, also="quotient-plus")
    yield Slip("product-one-term", SELDOM, lambda h: h.d[0] / h.v[1], _ONE_TERM)
    yield Slip("product-one-term", SELDOM, lambda h: -h.v[0] * h.d[1] / h.v[1] ** 2, _ONE_TERM)
    yield Slip("one-path-only", SELDOM, lambda h: h.d[0] / h.v[1], _ONE_TERM)
    yield Slip("one-path-only", SELDOM, lambda h: -h.v[0] * h.d[1] / h.v[1] ** 2, _ONE_TERM)
    yield Slip("quotient-wrong-square", SELDOM, lambda h: _upper(h) / h.d[1] ** 2, _SLOPE_SQUARE)
    yield Slip("product-self-paired", SELDOM, _self_paired, _SELF)
    yield Slip("quotient-not-squared", SELDOM, lambda h: -_upper(h) / h.v[1], _NOT_SQUARED, swapped)
    yield Slip(
        "quotient-not-squared", SELDOM, lambda h: _sum(h) / h.v[1], _NOT_SQUARED, "quotient-plus"
    )
    yield Slip(
        "quotient-wrong-square", SELDOM, lambda h: -_upper(h) / h.v[0] ** 2, _WRONG_SQUARE, swapped
    )
    yield Slip(
        "quotient-wrong-square",
        SELDOM,
        lambda h: _sum(h) / h.v[0] ** 2,
        _WRONG_SQUARE,
        "quotient-plus",
    )


_SLOPE_SQUARE = "{whole} was divided by the square of the derivative below."


def _below() -> Iterator[Slip]:
    """Give the slips of a constant over something that moves."""
    yield Slip("quotient-of-derivatives", USUAL, lambda h: h.v[0] / h.d[1], _OF_SLOPES)
    yield Slip("quotient-of-derivatives", SELDOM, lambda _h: 0.0, _OF_SLOPES)
    yield Slip("quotient-order-swapped", USUAL, lambda h: -h.right, _SWAPPED)
    yield Slip("quotient-plus", SELDOM, lambda h: -h.right, _PLUS)
    yield Slip("quotient-not-squared", USUAL, lambda h: h.right * h.v[1], _NOT_SQUARED)
    yield Slip("quotient-wrong-square", USUAL, lambda h: -h.d[1] / h.v[0], _WRONG_SQUARE)
    yield Slip("quotient-not-squared", FAR, lambda h: -h.v[0] * h.d[1], _NO_BOTTOM)
    yield Slip("constant-factor-dropped", USUAL, lambda h: h.right / h.v[0], DROPPED)
    yield Slip("constant-kept", SELDOM, _top_as_one, _TOP_ONE)


_TOP_ONE = "At {whole} the derivative of the constant above was taken to be 1."


def _top_as_one(h: Here) -> float:
    return (h.v[1] - h.v[0] * h.d[1]) / h.v[1] ** 2

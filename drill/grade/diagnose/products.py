"""What goes wrong with a product of factors that move; what stands still is for `factors`."""

from __future__ import annotations

import math
from collections.abc import Iterator

from drill.grade.diagnose.factors import (
    DROPPED,
    WITH_SIGN,
    factor_slips,
    piece_slips,
    without,
)
from drill.grade.diagnose.slip import SELDOM, SPECIAL, USUAL, Rule, Slip
from drill.grade.diagnose.spots import Here
from drill.maths.tree import Product

MOST_FACTORS = 5


def product_slips(
    node: Product, moving: tuple[bool, ...], *, squared_half: bool, mean: bool, negated: bool
) -> Iterator[Slip]:
    """Give every slip of a product.

    `squared_half` marks a penalty such as λ/2·w², `mean` a sum over a batch with 1/n before it,
    `negated` a minus before it.
    """
    still = tuple(turn for turn, moves in enumerate(moving) if not moves)
    going = tuple(turn for turn, moves in enumerate(moving) if moves)
    if still:
        yield from factor_slips(node.factors, still)
        if not negated:
            yield Slip("constant-factor-dropped", SELDOM, without(still), WITH_SIGN)
        if squared_half:
            yield Slip("l2-factor", SPECIAL, lambda h: 2 * h.right, _PENALTY)
        if mean:
            yield Slip("batch-mean-missing", SPECIAL, without(still), DROPPED)
            for turn in still:
                yield from piece_slips(node.factors[turn], "batch-mean-missing")
    if 2 <= len(going) <= MOST_FACTORS:
        yield from _rule_slips(going, still)
        yield from _turn_slips(going, still)


_PENALTY = "At {whole} the 2 of the square did not cancel the half."


def _turn_slips(going: tuple[int, ...], still: tuple[int, ...]) -> Iterator[Slip]:
    """Leave turns out of the product rule, of however many factors."""
    turns = range(len(going))
    if len(going) > 2:
        for left_out in turns:
            kept = tuple(turn for turn in turns if turn != left_out)
            yield Slip("product-one-term", USUAL, _some_turns(going, kept), _ONE_TERM)
    for turn in turns:
        yield Slip("product-one-term", USUAL, _some_turns(going, (turn,)), _ONE_TERM)
        yield Slip("one-path-only", SELDOM, _some_turns(going, (turn,)), _ONE_TERM)

    def all_slopes(h: Here) -> float:
        return math.prod(h.d[turn] for turn in going) * math.prod(h.v[turn] for turn in still)

    def summed_first(h: Here) -> float:
        k = math.prod(h.v[turn] for turn in still)
        return k * h.d[going[0]] + math.fsum(h.d[turn] for turn in going[1:])

    def summed(h: Here) -> float:
        return math.fsum(h.d[turn] for turn in going) * math.prod(h.v[turn] for turn in still)

    if len(going) > 2:
        yield Slip("product-of-derivatives", USUAL, all_slopes, _MULTIPLIED)
        yield Slip("product-as-sum", USUAL, summed, _SUMMED)
        yield Slip("product-as-sum", USUAL, summed_first, _SUMMED)


def _some_turns(going: tuple[int, ...], kept: tuple[int, ...]) -> Rule:
    def rule(h: Here) -> float:
        return math.fsum(
            h.d[going[turn]] * math.prod(h.v[: going[turn]]) * math.prod(h.v[going[turn] + 1 :])
            for turn in kept
        )

    return rule


_ONE_TERM = "At {whole} not every factor had its turn."
_MULTIPLIED = "At {whole} the derivatives of the factors were multiplied."
_SUMMED = "At {whole} the derivatives of the factors were added."
_SELF = "At {whole} each factor was paired with its own derivative."
_MINUS = "At {whole} the two terms of the product rule were subtracted."


def _rule_slips(going: tuple[int, ...], still: tuple[int, ...]) -> Iterator[Slip]:
    """Split the moving factors into f and g in every place, the constants in front or with f."""
    for cut in range(1, len(going)):
        first, second = going[:cut], going[cut:]
        for before, after in (((), ()), (still, ()), ((), still)):
            if not still and (before or after):
                continue
            front = () if before or after else still
            pair = _Pair((*before, *first), (*after, *second), front)
            usual = SELDOM if after else USUAL
            if front:
                yield from _without_constants(pair, front)
            yield Slip("product-of-derivatives", usual, pair.multiplied, _MULTIPLIED)
            yield Slip("product-self-paired", usual, pair.self_paired, _SELF)
            yield Slip("product-as-sum", usual, pair.added, _SUMMED)
            if not before and not after:
                yield Slip("product-minus", usual, pair.minus, _MINUS)
                yield Slip("product-minus", SELDOM, pair.minus_turned, _MINUS)
            elif before:
                yield Slip("constant-factor-dropped", SELDOM, pair.lost_in_second, _LOST)
                yield Slip("constant-factor-dropped", SELDOM, pair.lost_in_first, _LOST)
            if not still:
                break


def _without_constants(pair: _Pair, front: tuple[int, ...]) -> Iterator[Slip]:
    """Give the rule's own slips once more, each with the constant in front lost."""
    for id_, rule, said in (
        ("product-of-derivatives", pair.multiplied, _MULTIPLIED),
        ("product-minus", pair.minus, _MINUS),
        ("product-as-sum", pair.added, _SUMMED),
        ("product-one-term", pair.first_turn, _ONE_TERM),
        ("product-one-term", pair.second_turn, _ONE_TERM),
    ):
        yield Slip(id_, USUAL, _over(rule, front), said, also="constant-factor-dropped")


def _over(rule: Rule, front: tuple[int, ...]) -> Rule:
    return lambda h: rule(h) / math.prod(h.v[turn] for turn in front)


_LOST = "At {whole} the constant factor stands in one of the two terms only."


class _Pair:
    """f and g as groups of factors, with a constant in front."""

    def __init__(self, f: tuple[int, ...], g: tuple[int, ...], front: tuple[int, ...]) -> None:
        self._f, self._g, self._front = f, g, front

    def _read(self, h: Here) -> tuple[float, float, float, float, float]:
        k = math.prod(h.v[turn] for turn in self._front)
        f, df = _group(h, self._f)
        g, dg = _group(h, self._g)
        return k, f, df, g, dg

    def multiplied(self, h: Here) -> float:
        k, _, df, _, dg = self._read(h)
        return k * df * dg

    def first_turn(self, h: Here) -> float:
        k, _, df, g, _ = self._read(h)
        return k * df * g

    def second_turn(self, h: Here) -> float:
        k, f, _, _, dg = self._read(h)
        return k * f * dg

    def self_paired(self, h: Here) -> float:
        k, f, df, g, dg = self._read(h)
        return k * (df * f + g * dg)

    def added(self, h: Here) -> float:
        k, _, df, _, dg = self._read(h)
        return k * (df + dg)

    def minus(self, h: Here) -> float:
        k, f, df, g, dg = self._read(h)
        return k * (df * g - f * dg)

    def minus_turned(self, h: Here) -> float:
        return -self.minus(h)

    def lost_in_first(self, h: Here) -> float:
        _, f, df, g, dg = self._read(h)
        return df * g * _share(h, self._f) + f * dg

    def lost_in_second(self, h: Here) -> float:
        _, f, df, g, dg = self._read(h)
        return df * g + f * dg * _share(h, self._f)


def _share(h: Here, turns: tuple[int, ...]) -> float:
    """Give what takes the constant factors of a group away again."""
    return 1 / math.prod(h.v[turn] for turn in turns if not h.d[turn])


def _group(h: Here, turns: tuple[int, ...]) -> tuple[float, float]:
    value = math.prod(h.v[turn] for turn in turns)
    slope = math.fsum(
        h.d[turn] * math.prod(h.v[other] for other in turns if other != turn) for turn in turns
    )
    return value, slope

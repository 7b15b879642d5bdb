"""What goes wrong with constant factors: left out, in part or in whole, added, differentiated."""

from __future__ import annotations

import math
from collections.abc import Iterator

from drill.grade.diagnose.constants import Still, wrong_slopes
from drill.grade.diagnose.floats import value_of
from drill.grade.diagnose.slip import FAR, USUAL, Rule, Slip
from drill.grade.diagnose.spots import Here
from drill.maths.tree import Node, Number, Product, Quotient

WITH_SIGN = "At {whole} the constant factor was left out with its sign."
DROPPED = "At {whole} a constant factor was left out."
_ADDED = "At {whole} the constant factor was added to the derivative."


def factor_slips(factors: tuple[Node, ...], still: tuple[int, ...]) -> Iterator[Slip]:
    """Give the slips of the factors of a product that do not move."""
    choices: list[tuple[int, ...]] = (
        [still] if len(still) == 1 else [still, *((one,) for one in still)]
    )
    numbers = tuple(turn for turn in still if isinstance(factors[turn], Number))
    if numbers and len(numbers) < len(still) and len(still) > 2:
        choices.append(tuple(turn for turn in still if turn not in numbers))
    for chosen in choices:
        yield Slip("constant-factor-dropped", USUAL, without(chosen), DROPPED)
    yield Slip("constant-factor-added", USUAL, _factor_added(still), _ADDED)
    yield Slip("constant-factor-added", FAR, _factor_and_rest(still), _ADDED)
    for turn in still:
        yield from piece_slips(factors[turn], "constant-factor-dropped")
        for wrong in wrong_slopes(factors[turn]):
            yield from _still_differentiated(wrong, turn)


_VARIED = "At {whole} the constant factor was differentiated as well."


def _still_differentiated(wrong: Still, turn: int) -> Iterator[Slip]:
    """Let a factor that does not move take its turn as if it did."""

    def also(h: Here) -> float:
        return h.right + wrong.slope(h) * h.y / h.v[turn]

    def instead(h: Here) -> float:
        return h.right * wrong.slope(h) / h.v[turn]

    def alone(h: Here) -> float:
        return wrong.slope(h) * h.y / h.v[turn]

    yield Slip(wrong.id, wrong.rank, also, _VARIED)
    yield Slip(wrong.id, wrong.rank, instead, _VARIED)
    if wrong.of_name:
        yield Slip("wrong-variable", USUAL, alone, "{whole} was differentiated by another letter.")


def without(chosen: tuple[int, ...]) -> Rule:
    """Leave out some factors that do not move."""
    return lambda h: h.right / math.prod(h.v[turn] for turn in chosen)


def _factor_added(still: tuple[int, ...]) -> Rule:
    def rule(h: Here) -> float:
        k = math.prod(h.v[turn] for turn in still)
        return k + h.right / k

    return rule


def _factor_and_rest(still: tuple[int, ...]) -> Rule:
    return lambda h: h.right + math.prod(h.v[turn] for turn in still)


def piece_slips(factor: Node, id_: str) -> Iterator[Slip]:
    """Leave out a piece of a constant such as 1/(2n): the 2 or the n."""
    pieces = [*_pieces(factor, above=True)]
    if len(pieces) > 1:
        for piece, above in pieces:
            yield Slip(id_, USUAL, _without_piece(piece, above=above), DROPPED)


def _pieces(node: Node, *, above: bool) -> Iterator[tuple[Node, bool]]:
    match node:
        case Product(factors):
            for factor in factors:
                yield from _pieces(factor, above=above)
        case Quotient(top, bottom):
            yield from _pieces(top, above=above)
            yield from _pieces(bottom, above=not above)
        case Number(value) if value == 1:
            return
        case _:
            yield node, above


def _without_piece(piece: Node, *, above: bool) -> Rule:
    def rule(h: Here) -> float:
        size = value_of(piece, h.at)
        return h.right / size if above else h.right * size

    return rule


def penalty(node: Node) -> bool:
    """Tell a constant factor that holds a half, as λ/2 does."""
    return any(
        not above and isinstance(piece, Number) and piece.value == 2
        for piece, above in _pieces(node, above=True)
    )

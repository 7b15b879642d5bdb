"""What goes wrong with F(u): the outer derivative, and what becomes of the inner one.

Both can go wrong at one node, so each wrong outer derivative is also given with each common way of
losing the inner one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drill.grade.diagnose.slip import FAR, SELDOM, USUAL, Slip
from drill.grade.diagnose.spots import Here

Outer = Callable[[float, Here], float]
"""An outer derivative (or the function itself) at a number."""


@dataclass(frozen=True, slots=True)
class Other:
    """A wrong outer derivative."""

    id: str
    rank: int
    outer: Outer
    said: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A node that is a function of an inner one.

    `inner` gives u and u' at a node; `plain` says that u is the variable itself, which leaves
    nothing to lose. `missing` lists what it is called to leave u' out, the best name first.
    """

    function: Outer
    outer: Outer
    inner: Callable[[Here], tuple[float, float]]
    plain: bool
    missing: tuple[tuple[str, int], ...] = (("inner-derivative-missing", USUAL),)
    power: bool = False
    """Whether it is a power, of which one more factor u is an exponent that stayed."""
    nested: bool = False
    """Whether it stands inside another function."""


def chain_slips(chain: Chain, others: tuple[Other, ...]) -> Iterator[Slip]:
    """Give every slip of a chain: one mistake at a time, then two at this node."""
    for other in others:
        yield Slip(other.id, other.rank, _right(other.outer, chain), other.said)
    if chain.plain:
        if not chain.power:
            kept = "{whole} was left as it is."
            yield Slip("wrong-object", SELDOM, _itself(chain), kept)
        return
    for other in others:
        if other.id in _WITHOUT_INNER:
            # Whoever integrates, or sees a power, does not think of a chain at all.
            yield Slip(other.id, other.rank, _missing(other.outer, chain), other.said)
    for id_, rank in chain.missing:
        yield Slip(id_, rank, _missing(chain.outer, chain), _MISSING)
    if chain.nested:
        skipped = "At {whole} only the inner derivative {inner_slope} was taken."
        yield Slip("inner-derivative-missing", SELDOM, lambda h: chain.inner(h)[1], skipped)
    for mode in _MODES:
        if chain.power and mode.make is _inner_kept:
            continue
        yield Slip(mode.id, mode.rank, mode.make(chain.outer, chain), mode.said)
    for other in others:
        if other.rank > USUAL or other.id in _WITHOUT_INNER:
            continue
        first = chain.missing[0][0]
        yield Slip(other.id, other.rank, _missing(other.outer, chain), other.said, also=first)
        for mode in _MODES:
            if mode.rank <= USUAL:
                wrong = mode.make(other.outer, chain)
                yield Slip(other.id, other.rank, wrong, other.said, also=mode.id)
    both = _bare_at_x(chain)
    yield Slip("outer-evaluated-at-x", SELDOM, both, _AT_X, also="inner-derivative-missing")


_WITHOUT_INNER = frozenset({"integrated-instead", "log-integrated", "exponential-as-power"})

Maker = Callable[[Outer, Chain], Callable[[Here], float]]

_MISSING = "The derivative of {inner}, which is {inner_slope}, was left out at {whole}."
_AT_X = "The outer derivative of {whole} was taken at {x} in place of {inner}."


def _right(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    def rule(h: Here) -> float:
        u, du = chain.inner(h)
        return outer(u, h) * du

    return rule


def _itself(chain: Chain) -> Callable[[Here], float]:
    return lambda h: chain.function(chain.inner(h)[0], h)


def _missing(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    return lambda h: outer(chain.inner(h)[0], h)


def _at_inner(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    return lambda h: outer(chain.inner(h)[1], h)


def _inside(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    def rule(h: Here) -> float:
        _, du = chain.inner(h)
        return outer(du, h) * du

    return rule


def _at_x(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    return lambda h: outer(h.x, h) * chain.inner(h)[1]


def _added(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    def rule(h: Here) -> float:
        u, du = chain.inner(h)
        return outer(u, h) + du

    return rule


def _divided(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    def rule(h: Here) -> float:
        u, du = chain.inner(h)
        return outer(u, h) / du

    return rule


def _function_of_slope(_outer: Outer, chain: Chain) -> Callable[[Here], float]:
    return lambda h: chain.function(chain.inner(h)[1], h)


def _outer_skipped(_outer: Outer, chain: Chain) -> Callable[[Here], float]:
    def rule(h: Here) -> float:
        u, du = chain.inner(h)
        return chain.function(u, h) * du

    return rule


def _as_product(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    def rule(h: Here) -> float:
        u, du = chain.inner(h)
        return outer(h.x, h) * u + chain.function(h.x, h) * du

    return rule


def _inner_kept(outer: Outer, chain: Chain) -> Callable[[Here], float]:
    def rule(h: Here) -> float:
        u, _ = chain.inner(h)
        return outer(u, h) * u

    return rule


def _bare_at_x(chain: Chain) -> Callable[[Here], float]:
    return lambda h: chain.outer(h.x, h)


@dataclass(frozen=True, slots=True)
class _Mode:
    id: str
    rank: int
    make: Maker
    said: str


_MODES = (
    _Mode(
        "evaluated-at-inner-derivative",
        USUAL,
        _at_inner,
        "At {whole} the outer derivative was taken at {inner_slope}, the inner derivative.",
    ),
    _Mode(
        "inner-derivative-inside",
        USUAL,
        _inside,
        "At {whole} the inner derivative {inner_slope} was put inside as well as multiplied on.",
    ),
    _Mode("outer-evaluated-at-x", USUAL, _at_x, _AT_X),
    _Mode(
        "inner-derivative-added",
        USUAL,
        _added,
        "At {whole} the inner derivative {inner_slope} was added instead of multiplied on.",
    ),
    _Mode(
        "inner-derivative-divided",
        USUAL,
        _divided,
        "At {whole} the outer derivative was divided by the inner one, {inner_slope}.",
    ),
    _Mode(
        "evaluated-at-inner-derivative",
        SELDOM,
        _function_of_slope,
        "At {whole} the function was put on {inner_slope}, the inner derivative.",
    ),
    _Mode(
        "wrong-object",
        FAR,
        _outer_skipped,
        "{whole} itself was multiplied by {inner_slope}; its outer derivative was not taken.",
    ),
    _Mode(
        "outer-evaluated-at-x",
        SELDOM,
        _as_product,
        "{whole} was treated as a product of a function of {x} and {inner}.",
    ),
    _Mode(
        "inner-derivative-missing",
        SELDOM,
        _inner_kept,
        "At {whole} {inner} was multiplied on, where its derivative {inner_slope} belongs.",
    ),
)

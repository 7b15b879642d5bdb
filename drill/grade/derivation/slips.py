"""Slips of algebra between two lines: the line as it would be with each, listed.

Rules of differentiation are not here. A slip is one change at one place of the line before; whoever
asks compares the lines that come of it with the one that was typed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from drill.grade.diagnose.brackets import without_brackets
from drill.maths.build import ONE, exact, node
from drill.maths.rebuild import with_children
from drill.maths.tree import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
)

MOST = 1500
"""Changed lines that are listed of one line."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A line as it reads with one slip."""

    id: str
    tree: Node
    place: Node
    """The part it happened in, before the slip."""


def changed_lines(tree: Node) -> Iterator[Changed]:
    """List a line with each slip there is, at most `MOST`, the telling ones first."""
    places = list(_places(tree, ()))
    left = MOST
    for loose in without_brackets(tree):
        yield Changed("algebra/brackets", loose, tree)
        left -= 1
    for local in (_of_rules, _of_signs, _of_parts, _of_numbers):
        for place, path in places:
            for id_, made in local(place):
                if left <= 0:
                    return
                left -= 1
                yield Changed(id_, _put(tree, path, made), place)


def mended_lines(tree: Node) -> Iterator[Changed]:
    """List a line with one sign, number or exponent of it changed: one of them may be right."""
    places = list(_places(tree, ()))
    made = (
        Changed(id_, _put(tree, path, new), place)
        for local in (_of_signs, _of_numbers)
        for place, path in places
        for id_, new in local(place)
    )
    yield from itertools.islice(made, MOST)


def _places(tree: Node, path: tuple[int, ...]) -> Iterator[tuple[Node, tuple[int, ...]]]:
    """List the parts of a tree with their places, the outermost first."""
    yield tree, path
    for turn, part in enumerate(children(tree)):
        yield from _places(part, (*path, turn))


def _put(tree: Node, path: tuple[int, ...], made: Node) -> Node:
    """Put a part in place of another."""
    if not path:
        return made
    turns = iter(range(len(children(tree))))
    here, *rest = path

    def change(part: Node) -> Node:
        return _put(part, tuple(rest), made) if next(turns) == here else part

    return with_children(tree, change)


_Made = Iterator[tuple[str, Node]]


def _of_rules(tree: Node) -> _Made:
    """List wrong rules of algebra at a part."""
    match tree:
        case Negative(Sum((first, *rest))):
            yield "algebra/minus-once", Sum((Negative(first), *rest))
        case Product(factors):
            yield from _of_products(factors)
        case Quotient(top, bottom):
            yield from _of_fractions(top, bottom)
        case Power(base, exponent):
            yield from _of_powers(base, exponent)
        case Call("sigmoid", _):
            yield "algebra/complement", Sum((ONE, Negative(tree)))
        case _:
            pass
    if isinstance(tree, Call) and len(tree.arguments) == 1:
        yield from _of_calls(tree.function, tree.arguments[0])


def _of_products(factors: tuple[Node, ...]) -> _Made:
    for turn, factor in enumerate(factors):
        if not isinstance(factor, Sum):
            continue
        others = (*factors[:turn], *factors[turn + 1 :])
        for chosen in range(len(factor.terms)):
            terms = list(factor.terms)
            terms[chosen] = Product((*others, terms[chosen]))
            yield "algebra/factor-once", Sum(tuple(terms))
    for turn, (one, two) in enumerate(itertools.pairwise(factors)):
        if isinstance(one, Power) and isinstance(two, Power) and one.base == two.base:
            joined = Power(one.base, Product((one.exponent, two.exponent)))
            rest = (*factors[:turn], joined, *factors[turn + 2 :])
            yield "algebra/exponents-multiplied", rest[0] if len(rest) == 1 else Product(rest)
    for left, right in itertools.combinations(range(len(factors)), 2):
        first, second = exact(factors[left]), exact(factors[right])
        if first is not None and second is not None:
            kept = [factor for turn, factor in enumerate(factors) if turn not in {left, right}]
            yield "algebra/product-for-sum", _product((node(first + second), *kept))
    for turn in range(1, len(factors)):
        yield "algebra/product-for-sum", Sum((_product(factors[:turn]), _product(factors[turn:])))


def _of_fractions(top: Node, bottom: Node) -> _Made:
    yield "algebra/inverted", Quotient(bottom, top)
    yield "algebra/denominator-lost", top
    if isinstance(bottom, Sum):
        parts = tuple(Quotient(top, term) for term in bottom.terms)
        yield "algebra/fraction-split", Sum(parts)
    if isinstance(top, Sum):
        for chosen in range(len(top.terms)):
            terms = list(top.terms)
            terms[chosen] = Quotient(terms[chosen], bottom)
            yield "algebra/cancelled-once", Sum(tuple(terms))
            # (c·a + b)/c becomes a + b; and the cancelled term leaves nothing, or a 1, behind
            yield "algebra/cancelled-once", _without(top.terms, chosen)
    if isinstance(bottom, Power):
        yield "algebra/exponent", Quotient(top, bottom.base)


def _of_powers(base: Node, exponent: Node) -> _Made:
    match base:
        case Sum(terms):
            powers = tuple(Power(_bare(term), exponent) for term in terms)
            yield "algebra/power-of-sum", Sum(powers)
            signed = tuple(
                Negative(Power(term.body, exponent))
                if isinstance(term, Negative)
                else Power(term, exponent)
                for term in terms
            )
            yield "algebra/power-of-sum", Sum(signed)
        case Product(factors):
            for chosen in range(len(factors)):
                powered = list(factors)
                powered[chosen] = Power(factors[chosen], exponent)
                yield "algebra/power-one-factor", Product(tuple(powered))
        case Power(inner, first):
            yield "algebra/exponents-added", Power(inner, Sum((first, exponent)))
        case _:
            pass
    if isinstance(exponent, Sum):
        parts = tuple(Power(base, term) for term in exponent.terms)
        yield "algebra/function-of-sum", Sum(parts)
    if isinstance(exponent, Negative):
        yield "algebra/exponent", Power(base, exponent.body)
        yield "algebra/exponent", Negative(Power(base, exponent.body))
    elif exact(exponent) is not None:
        yield "algebra/exponent", Power(base, Negative(exponent))
        yield "algebra/exponent", Negative(Power(base, exponent))


def _of_calls(function: str, argument: Node) -> _Made:
    match argument:
        case Sum(terms):
            yield "algebra/function-of-sum", Sum(tuple(_called(function, term) for term in terms))
        case Product((first, *rest)):
            inner = _product(tuple(rest))
            yield "algebra/factor-out-of-function", Product((first, Call(function, (inner,))))
        case Negative(body):
            yield "algebra/sign", Call(function, (body,))
            yield "algebra/sign", Negative(Call(function, (body,)))
        case _:
            pass


def _of_signs(tree: Node) -> _Made:
    match tree:
        case Sum(terms):
            for chosen, term in enumerate(terms):
                turned = list(terms)
                turned[chosen] = _turned(term)
                yield "algebra/sign", Sum(tuple(turned))
        case Negative(body):
            yield "algebra/sign", body
        case Product() | Quotient() | Call() | Power():
            yield "algebra/sign", Negative(tree)
        case _:
            pass


def _of_parts(tree: Node) -> _Made:
    match tree:
        case Sum(terms):
            for chosen in range(len(terms)):
                yield "algebra/term-lost", _without(terms, chosen)
        case Product(factors):
            for chosen in range(len(factors)):
                rest = (*factors[:chosen], *factors[chosen + 1 :])
                yield "algebra/factor-lost", _product(rest)
        case Quotient(_, bottom):
            yield "algebra/factor-lost", Quotient(ONE, bottom)
        case Power(base, _):
            yield "algebra/exponent", base
        case _:
            pass


def _of_numbers(tree: Node) -> _Made:
    match tree:
        case Power(base, exponent):
            degree = exact(exponent)
            steps = (1, -1) if degree is None else (1, -1, 2, -2)
            for step in steps:
                more = Sum((exponent, node(step))) if degree is None else node(degree + step)
                yield "algebra/exponent", Power(base, more)
            yield "algebra/exponent", Power(base, Product((node(2), exponent)))
        case Number(value):
            shifts, scales = (1, -1, 2, -2, 10, -10), (2, 3, 4, 10, value)
            wrong = [value + shift for shift in shifts] + [value * scale for scale in scales]
            wrong += [value / scale for scale in scales if scale]
            for made in dict.fromkeys(wrong):
                if made != value:
                    yield "algebra/number", node(Fraction(made))
        case _:
            pass


def _bare(term: Node) -> Node:
    return term.body if isinstance(term, Negative) else term


def _turned(term: Node) -> Node:
    return term.body if isinstance(term, Negative) else Negative(term)


def _called(function: str, term: Node) -> Node:
    if isinstance(term, Negative):
        return Negative(Call(function, (term.body,)))
    return Call(function, (term,))


def _without(terms: tuple[Node, ...], chosen: int) -> Node:
    rest = (*terms[:chosen], *terms[chosen + 1 :])
    return rest[0] if len(rest) == 1 else Sum(rest)


def _product(factors: tuple[Node, ...]) -> Node:
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Product(factors)

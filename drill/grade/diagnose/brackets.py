"""An answer as it reads when its brackets are forgotten: 12*3x + 1^3 for 12*(3x + 1)^3."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from drill.maths.tree import Call, Negative, Node, Power, Product, Quotient, Sum, children

MOST = 4

Path = tuple[int, ...]


def without_brackets(tree: Node) -> Iterator[Node]:
    """Give a tree without its brackets: all of them at once, then each, then some."""
    places = [*_bracketed(tree, ())]
    if not places:
        return
    yield _rid(tree, (), frozenset(places))
    for place in places[: 2 * MOST]:
        yield _rid(tree, (), frozenset({place}))
    few = places[:MOST]
    for count in range(2, len(few) + 1):
        for chosen in itertools.combinations(few, count):
            yield _rid(tree, (), frozenset(chosen))


def _bracketed(tree: Node, path: Path) -> Iterator[Path]:
    """List the nodes around a bracket that matters."""
    parts = children(tree)
    match tree:
        case Product() if any(isinstance(part, Sum | Negative) for part in parts):
            yield path
        case Power(Sum() | Product() | Quotient() | Negative(), _):
            yield path
        case Power(_, Sum() | Product() | Quotient()):
            yield path
        case Negative(Sum()):
            yield path
        case Quotient(top, bottom) if isinstance(top, Sum) or isinstance(
            bottom, Sum | Product | Quotient
        ):
            yield path
        case _:
            pass
    for turn, part in enumerate(parts):
        yield from _bracketed(part, (*path, turn))


def _rid(tree: Node, path: Path, places: frozenset[Path]) -> Node:
    """Take the brackets away at some places, from the inside out."""
    parts = tuple(_rid(part, (*path, turn), places) for turn, part in enumerate(children(tree)))
    # A factor that fell apart into terms takes the product around it apart as well.
    fell = [
        isinstance(new, Sum) and not isinstance(old, Sum)
        for new, old in zip(parts, children(tree), strict=True)
    ]
    loose = any(fell) or path in places
    match tree:
        case Negative():
            body = parts[0]
            if loose and isinstance(body, Sum):
                return Sum((Negative(body.terms[0]), *body.terms[1:]))
            return Negative(body)
        case Sum():
            return Sum(parts)
        case Product():
            return _product(parts) if loose else Product(parts)
        case Quotient():
            return (
                _quotient(*parts, top_too=fell[0] or path in places) if loose else Quotient(*parts)
            )
        case Power():
            return _power(*parts) if loose else Power(*parts)
        case Call(function, _):
            return Call(function, parts)
        case _:
            return tree


def _product(factors: tuple[Node, ...]) -> Node:
    """Write factors side by side: sums among them fall apart into terms."""
    terms: list[list[Node]] = [[]]
    for factor in factors:
        if isinstance(factor, Sum):
            terms[-1].append(factor.terms[0])
            terms.extend([term] for term in factor.terms[1:])
        elif isinstance(factor, Negative) and terms[-1]:
            terms.append([factor])
        else:
            terms[-1].append(factor)
    made = [term[0] if len(term) == 1 else _joined(term) for term in terms]
    return made[0] if len(made) == 1 else Sum(tuple(made))


def _joined(factors: list[Node]) -> Node:
    """Multiply, with a leading minus before the whole term."""
    first = factors[0]
    if isinstance(first, Negative):
        return Negative(_joined([first.body, *factors[1:]]))
    return Product(tuple(factors))


def _power(base: Node, exponent: Node) -> Node:
    """Write base^exponent: the power takes what stands next to it only."""
    match exponent:
        case Sum((first, *rest)):
            return Sum((_power(base, first), *rest))
        case Product((first, *rest)):
            return Product((_power(base, first), *rest))
        case Quotient(top, bottom):
            return Quotient(_power(base, top), bottom)
        case _:
            pass
    match base:
        case Sum((*rest, last)):
            return Sum((*rest, _power(last, exponent)))
        case Product((*rest, last)):
            return Product((*rest, _power(last, exponent)))
        case Quotient(top, bottom):
            return Quotient(top, _power(bottom, exponent))
        case Negative(body):
            return Negative(_power(body, exponent))
        case _:
            return Power(base, exponent)


def _quotient(top: Node, bottom: Node, *, top_too: bool) -> Node:
    """Write top/bottom: the bar takes what stands next to it only, below and perhaps above."""
    match bottom:
        case Sum((first, *rest)):
            return Sum((*_terms_over(top, first, top_too=top_too), *rest))
        case Product((first, *rest)):
            return Product((Quotient(top, first), *rest))
        case Quotient(above, below):
            return Quotient(Quotient(top, above), below)
        case _:
            terms = _terms_over(top, bottom, top_too=top_too)
            return terms[0] if len(terms) == 1 else Sum(terms)


def _terms_over(top: Node, bottom: Node, *, top_too: bool) -> tuple[Node, ...]:
    if isinstance(top, Sum) and top_too:
        return (*top.terms[:-1], Quotient(top.terms[-1], bottom))
    return (Quotient(top, bottom),)

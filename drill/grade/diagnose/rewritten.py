"""Other ways to write an expression before it is differentiated: powers merged, brackets expanded.

Whoever turns x³·√x into x^(7/2) first makes the mistakes of a power, not of a product. These forms
are tried only where the author's own form explains nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from drill.maths.build import exact, node, plus, power, times
from drill.maths.rebuild import with_children
from drill.maths.tree import (
    Call,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
)

MOST_DEGREE = 12

Polynomial = dict[int, Fraction]


def rewritten(tree: Node, variable: str) -> Iterator[Node]:
    """Give the other forms of an expression that differ from it."""
    merged = _merged(tree)
    if merged != tree:
        yield merged
    expanded = _expanded(tree, variable)
    if expanded is not None and expanded not in {tree, merged}:
        yield expanded


def _merged(tree: Node) -> Node:
    """Write roots and reciprocals as powers, and powers of one variable as one."""
    match tree:
        case Call("sqrt", (argument,)):
            return _power(_merged(argument), Fraction(1, 2))
        case Call("cbrt", (argument,)):
            return _power(_merged(argument), Fraction(1, 3))
        case Power(base, exponent) if (value := exact(exponent)) is not None:
            return _power(_merged(base), value)
        case Quotient(top, bottom) if names(bottom):
            return _product([top, _power(_merged(bottom), Fraction(-1))])
        case Product(factors):
            return _product(list(factors))
        case Call() | Negative() | Sum() | Quotient() | Power():
            return with_children(tree, _merged)
        case _:
            return tree


def _power(base: Node, exponent: Fraction) -> Node:
    match base:
        case Product(factors):
            return _product([_power(factor, exponent) for factor in factors])
        case Power(inner, old) if (value := exact(old)) is not None:
            return _power(inner, value * exponent)
        case Number():
            return power(base, exponent) if exponent.denominator == 1 else _bare(base, exponent)
        case _:
            return base if exponent == 1 else _bare(base, exponent)


def _bare(base: Node, exponent: Fraction) -> Node:
    return Power(base, node(exponent))


def _product(factors: list[Node]) -> Node:
    """Multiply, with powers of one base written as one where the base first stands."""
    degrees: dict[Node, Fraction] = {}
    for factor in (_merged(one) for one in factors):
        parts = factor.factors if isinstance(factor, Product) else (factor,)
        for part in parts:
            base, degree = part, Fraction(1)
            if isinstance(part, Power) and (value := exact(part.exponent)) is not None:
                base, degree = part.base, value
            degrees[base] = degrees.get(base, Fraction(0)) + degree
    made = tuple(
        base if degree == 1 else _bare(base, degree) for base, degree in degrees.items() if degree
    )
    return times() if not made else made[0] if len(made) == 1 else Product(made)


def _expanded(tree: Node, variable: str) -> Node | None:
    """Multiply a polynomial of one variable out; None where it is none."""
    if names(tree) != {variable}:
        return None
    found = _polynomial(tree)
    if found is None:
        return None
    ordered = sorted(found.items(), reverse=True)
    return plus(*(times(size, power(Name(variable), degree)) for degree, size in ordered))


def _polynomial(tree: Node) -> Polynomial | None:
    match tree:
        case Number(value):
            return {0: value}
        case Name():
            return {1: Fraction(1)}
        case Negative(body):
            return _multiplied({0: Fraction(-1)}, _polynomial(body))
        case Sum(terms):
            total: Polynomial = {}
            for term in terms:
                some = _polynomial(term)
                if some is None:
                    return None
                for degree, size in some.items():
                    total[degree] = total.get(degree, Fraction(0)) + size
            return total
        case Product(factors):
            made: Polynomial | None = {0: Fraction(1)}
            for factor in factors:
                made = _multiplied(made, _polynomial(factor))
            return made
        case Quotient(top, Number(value)) if value:
            return _multiplied({0: 1 / value}, _polynomial(top))
        case Power(base, Number(value)) if value.denominator == 1 and value <= MOST_DEGREE:
            once, result = _polynomial(base), {0: Fraction(1)}
            found: Polynomial | None = result
            for _ in range(int(value)):
                found = _multiplied(found, once)
            return found
        case _:
            return None


def _multiplied(one: Polynomial | None, other: Polynomial | None) -> Polynomial | None:
    if one is None or other is None or max(one) + max(other) > MOST_DEGREE:
        return None
    product: Polynomial = {}
    for degree, size in one.items():
        for more, factor in other.items():
            product[degree + more] = product.get(degree + more, Fraction(0)) + size * factor
    return product

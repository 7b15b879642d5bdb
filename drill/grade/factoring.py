"""A factor that can be taken out of a sum or cancelled: one that is seen, or one sympy finds.

Numbers do not count: 2x + 4 is as good as 2(x + 2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from drill.maths.errors import NoValue
from drill.maths.show import line
from drill.maths.tree import (
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

if TYPE_CHECKING:
    from sympy import Poly

_LARGEST_DEGREE = 12
_MOST_TERMS = 12


def factor_of_sum(terms: Sequence[Node]) -> str:
    """Name a factor of a sum of terms, in one line; nothing where there is none."""
    shared = set.intersection(*(_bases(term) for term in terms))
    if shared:
        return min((line(base) for base in shared), key=lambda text: (len(text), text))
    if len(terms) > _MOST_TERMS or not all(_is_polynomial(term) for term in terms):
        return ""
    return _polynomial_factor(terms)


def factor_in_common(top: Node, bottom: Node) -> str:
    """Name a polynomial that divides both sides of a fraction, in one line; nothing without one."""
    if not (_is_polynomial(top) and _is_polynomial(bottom) and names(top) & names(bottom)):
        return ""
    if not any(isinstance(side, Sum | Product | Negative) for side in (top, bottom)):
        return ""
    found = _polynomials(top, bottom)
    if found is None:
        return ""
    common = found[0].gcd(found[1])
    return "" if common.is_ground else _written(common)


def _bases(term: Node) -> set[Node]:
    """List what a term is a product of, powers by their base and numbers aside."""
    match term:
        case Negative(body):
            return _bases(body)
        case Product(factors):
            return set().union(*map(_bases, factors))
        case Quotient(top, _):
            return _bases(top)
        case Power(base, Number(value, _)) if value > 0:
            return _bases(base)
        case Number():
            return set()
        case _:
            return {term}


def _is_polynomial(node: Node) -> bool:
    """Tell whether it is a polynomial, and of a degree at which nothing takes long."""
    return _degree(node) <= _LARGEST_DEGREE


def _degree(node: Node) -> float:
    """Give a bound of the degree of a polynomial as it is written; infinity for anything else."""
    match node:
        case Number():
            return 0
        case Name():
            return 1
        case Negative(body) | Quotient(body, Number()):
            return _degree(body)
        case Sum(parts):
            return max(map(_degree, parts))
        case Product(parts):
            return sum(map(_degree, parts))
        case Power(base, Number(value, _)) if value in range(1, _LARGEST_DEGREE + 1):
            return float(value) * _degree(base)
        case _:
            return math.inf


def _polynomial_factor(terms: Sequence[Node]) -> str:
    """Let sympy look for a factor over the fractions; a power of a sum counts as one."""
    found = _polynomials(Sum(tuple(terms)))
    if found is None:
        return ""
    _, factors = found[0].factor_list()
    if sum(power for _, power in factors) < 2:
        return ""
    return _written(factors[0][0])


def _polynomials(*nodes: Node) -> tuple[Poly, ...] | None:
    """Make sympy's polynomials of nodes, in the same variables; None where it cannot."""
    import sympy

    from drill.maths.symbols import to_sympy

    try:
        found: tuple[Poly, ...] = sympy.parallel_poly_from_expr(list(map(to_sympy, nodes)))[0]
    except (NoValue, sympy.PolynomialError):
        return None
    return tuple(found)


def _written(polynomial: Poly) -> str:
    return str(polynomial.as_expr()).replace("**", "^")

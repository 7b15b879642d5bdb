"""A factor that can be taken out of a sum: one that all terms share, or one sympy finds.

Numbers do not count: 2x + 4 is as good as 2(x + 2).
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.maths.errors import NoValue
from drill.maths.show import line
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)

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
    match node:
        case Number() | Name():
            return True
        case Negative(body):
            return _is_polynomial(body)
        case Sum(parts) | Product(parts):
            return all(map(_is_polynomial, parts))
        case Quotient(top, bottom):
            return _is_polynomial(top) and isinstance(bottom, Number)
        case Power(base, Number(value, _)):
            return value in range(1, _LARGEST_DEGREE + 1) and _is_polynomial(base)
        case Call() | Constant():
            return False
        case _:
            return False


def _polynomial_factor(terms: Sequence[Node]) -> str:
    """Let sympy look for a factor over the fractions; a power of a sum counts as one."""
    import sympy

    from drill.maths.symbols import to_sympy

    try:
        expression = to_sympy(Sum(tuple(terms)))
        polynomial = sympy.Poly(expression)
    except (NoValue, sympy.PolynomialError):
        return ""
    if polynomial.total_degree() > _LARGEST_DEGREE:
        return ""
    _, factors = polynomial.factor_list()
    if sum(power for _, power in factors) < 2:
        return ""
    return str(factors[0][0].as_expr()).replace("**", "^")

"""Builds trees the way a teacher writes: numbers in front and multiplied out, like terms together.

What is built here is neat by construction: no `1*x`, `x^1`, `+ -`, no nested sums, one fraction
bar. It tidies, and never expands or factors: the shape of an answer stays its author's choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

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
    number,
)

Term: TypeAlias = "Node | int | Fraction"
"""What the builders accept: a tree, or an exact number."""

LONGEST_POWER_BITS = 64
"""Bits beyond which a power of a number stays a power: as many as the longest text can hold,
multiplied with each other, are a number that Python still writes out."""

E = Constant("e")
ZERO = number(0)
ONE = number(1)


def node(term: Term) -> Node:
    """Turn an exact number into its tree; leave a tree as it is."""
    if not isinstance(term, int | Fraction):
        return term
    size = abs(Fraction(term))
    if size.denominator == 1:
        made = number(size.numerator)
    else:
        made = Quotient(number(size.numerator), number(size.denominator))
    return Negative(made) if term < 0 else made


def exact(tree: Node) -> Fraction | None:
    """Give the value of a tree that is a written number; None for anything else."""
    match tree:
        case Number(value):
            return value
        case Negative(body):
            value_of = exact(body)
            return None if value_of is None else -value_of
        case Quotient(Number(top), Number(bottom)) if bottom:
            return top / bottom
        case _:
            return None


def split(tree: Node) -> tuple[Fraction, Node]:
    """Take the numeric factor out of a term: `3*x` is 3 and `x`; a number is itself and 1."""
    value = exact(tree)
    if value is not None:
        return value, ONE
    match tree:
        case Negative(body):
            factor, rest = split(body)
            return -factor, rest
        case Product((first, *others)) if (value := exact(first)) is not None:
            return value, others[0] if len(others) == 1 else Product(tuple(others))
        case Quotient(top, bottom):
            above, top_rest = split(top)
            below, bottom_rest = split(bottom)
            if not below:  # over nothing: no number can be taken out of it
                return Fraction(1), tree
            rest = top_rest if bottom_rest == ONE else Quotient(top_rest, bottom_rest)
            return above / below, rest
        case _:
            return Fraction(1), tree


def negate(term: Term) -> Node:
    """Put a minus in front, or take it away."""
    return times(-1, term)


def plus(*terms: Term) -> Node:
    """Add terms: like terms are merged where the first stands, zeros disappear."""
    merged: dict[Node, Fraction] = {}
    for term in _spread(terms):
        factor, rest = split(term)
        if not factor:
            continue
        merged[rest] = merged.get(rest, Fraction(0)) + factor
    kept = [times(factor, rest) for rest, factor in merged.items() if factor]
    if not kept:
        return ZERO
    return kept[0] if len(kept) == 1 else Sum(tuple(kept))


def _spread(terms: Iterable[Term]) -> Iterable[Node]:
    for term in terms:
        tree = node(term)
        if isinstance(tree, Sum):
            yield from tree.terms
        else:
            yield tree


def minus(left: Term, right: Term) -> Node:
    """Subtract; a subtracted sum is spread with its signs turned."""
    tree = node(right)
    parts = tree.terms if isinstance(tree, Sum) else (tree,)
    return plus(left, *(negate(part) for part in parts))


def times(*factors: Term) -> Node:
    """Multiply: one number in front, one fraction bar, powers of one variable merged."""
    number_in_front = Fraction(1)
    above: list[Node] = []
    below: list[Node] = []
    waiting: list[tuple[Node, bool]] = [(node(factor), True) for factor in reversed(factors)]
    while waiting:
        tree, on_top = waiting.pop()
        value = exact(tree)
        if value is not None and (value or on_top):
            if not value:
                return ZERO
            number_in_front *= value if on_top else 1 / value
            continue
        match tree:
            case Negative(body):
                number_in_front = -number_in_front
                waiting.append((body, on_top))
            case Product(parts):
                waiting.extend((part, on_top) for part in reversed(parts))
            case Quotient(top, bottom):
                waiting.append((bottom, not on_top))
                waiting.append((top, on_top))
            case _:
                (above if on_top else below).append(tree)
    _merge_powers(above, below)
    above.sort(key=_is_function)  # stable: x^2 sin x, never sin x x^2
    below.sort(key=_is_function)
    return fraction(number_in_front, above, below)


def _merge_powers(above: list[Node], below: list[Node]) -> None:
    """Merge powers of one variable, or of e, that stand more than once among the factors."""
    seen: dict[Node, list[Node]] = {}
    for tree in (*above, *below):
        seen.setdefault(_base(tree), []).append(tree)
    for base, found in seen.items():
        if len(found) < 2 or not isinstance(base, Name) or any(_degree(t) is None for t in found):
            continue
        total = sum((_degree(t) or 0 for t in above if _base(t) == base), Fraction(0))
        total -= sum((_degree(t) or 0 for t in below if _base(t) == base), Fraction(0))
        first = next((i for i, t in enumerate(above) if _base(t) == base), len(above))
        above[:] = [t for t in above if _base(t) != base]
        had_fraction = any(_base(t) == base for t in below)
        below[:] = [t for t in below if _base(t) != base]
        if total > 0 or (total < 0 and not had_fraction):
            above.insert(min(first, len(above)), power(base, total))
        elif total < 0:
            below.append(power(base, -total))


def _is_function(tree: Node) -> bool:
    return not isinstance(_base(tree), Name)


def _base(tree: Node) -> Node:
    return tree.base if isinstance(tree, Power) else tree


def _degree(tree: Node) -> Fraction | None:
    return exact(tree.exponent) if isinstance(tree, Power) else Fraction(1)


def fraction(front: Fraction, above: list[Node], below: list[Node]) -> Node:
    """Write a number times factors over factors, the minus before the whole."""
    size = abs(front)
    if below:
        top = _joined(Fraction(size.numerator), above)
        made: Node = Quotient(top, _joined(Fraction(size.denominator), below))
    else:
        made = _joined(size, above)
    return Negative(made) if front < 0 else made


def _joined(front: Fraction, factors: list[Node]) -> Node:
    if not factors:
        return node(front)
    if front != 1:
        return Product((node(front), *factors))
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def over(top: Term, bottom: Term) -> Node:
    """Divide, with one fraction bar and the numbers reduced."""
    return times(top, Quotient(ONE, node(bottom)))


def power(base: Term, exponent: Term) -> Node:
    """Raise to a power; the powers 0 and 1, and those of small numbers, are worked out."""
    body, above = node(base), node(exponent)
    value, known = exact(above), exact(body)
    if value == 0:
        return ONE
    if value == 1:
        return body
    if known and value is not None and value.denominator == 1 and _stays_short(known, value):
        return node(known**value.numerator)
    if value is not None and isinstance(body, Power) and exact(body.exponent) is not None:
        return power(body.base, node(value * (exact(body.exponent) or 1)))
    return Power(body, above)


def _stays_short(base: Fraction, exponent: Fraction) -> bool:
    digits = max(base.numerator.bit_length(), base.denominator.bit_length())
    return digits * abs(exponent) <= LONGEST_POWER_BITS


def call(function: str, *arguments: Term) -> Node:
    """Apply a named function."""
    return Call(function, tuple(node(argument) for argument in arguments))


def exp(exponent: Term) -> Node:
    """Write the exponential as a power of e, as the learners do."""
    return power(E, exponent)


def tidied(tree: Node) -> Node:
    """Build a tree anew, so that what was put in place of a variable is tidy as well."""
    match tree:
        case Negative(body):
            return minus(0, tidied(body))
        case Sum(terms):
            return plus(*map(tidied, terms))
        case Product(factors):
            return times(*map(tidied, factors))
        case Quotient(top, bottom):
            return over(tidied(top), tidied(bottom))
        case Power(base, exponent):
            return power(tidied(base), tidied(exponent))
        case Call(function, arguments):
            return call(function, *map(tidied, arguments))
        case _:
            return tree


def polynomial(variable: str, coefficients: dict[int, int]) -> Node:
    """Write a polynomial from exponent to coefficient, in the order given."""
    return plus(*(times(c, power(Name(variable), n)) for n, c in coefficients.items()))

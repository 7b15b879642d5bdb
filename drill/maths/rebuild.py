"""Trees built anew from trees: with parts changed, or with other trees in place of variables.

Knows the tree only. Every walk keeps the author's order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from drill.maths.tree import (
    Call,
    Constant,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
    number,
)


def fraction(value: Fraction) -> Node:
    """Build the tree of an exact fraction."""
    whole = number(value.numerator)
    return whole if value.denominator == 1 else Quotient(whole, number(value.denominator))


def with_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """Build a node of the same kind whose direct parts are changed."""
    match node:
        case Number() | Name() | Constant():
            return node
        case Negative(body):
            return Negative(change(body))
        case Sum(parts):
            return Sum(tuple(map(change, parts)))
        case Product(parts):
            return Product(tuple(map(change, parts)))
        case Quotient(top, bottom):
            return Quotient(change(top), change(bottom))
        case Power(base, exponent):
            return Power(change(base), change(exponent))
        case Call(function, arguments):
            return Call(function, tuple(map(change, arguments)))
        case Vector(items):
            return Vector(tuple(map(change, items)))
        case Matrix(rows):
            return Matrix(tuple(tuple(map(change, row)) for row in rows))
        case SetOf(items):
            return SetOf(tuple(map(change, items)))
        case Equation(left, right):
            return Equation(change(left), change(right))


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """Put trees in place of variables; a variable without one stays."""
    if isinstance(node, Name):
        return values.get(node.name, node)
    return with_children(node, lambda part: substitute(part, values))

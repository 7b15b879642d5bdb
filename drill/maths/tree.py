"""The tree of an expression, in its author's own order.

sympy reorders terms and turns x·exp(-x) into a quotient, which is how a product-rule mistake comes
to be called a quotient-rule mistake. So what was typed is kept as it was typed: `a - b` is a sum
of `a` and a negative, `1/2` is a quotient of two numbers, `0.50` remembers that it was written so.

Nodes are frozen and compare by structure. Nothing here knows how a tree is read, shown or valued.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A non-negative number: its exact value, and the digits it was written with."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A variable by its canonical name: `w_1`, `w₁` and `w1` are all `w1`; `θ` is `theta`."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """One of `e`, `pi`, `i`, `inf`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A leading minus."""

    body: Node


@dataclass(frozen=True, slots=True)
class Sum:
    """Two or more terms; a subtracted term is a `Negative`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors, in order (order matters for matrices)."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A fraction."""

    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Power:
    """A base and its exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A named function by its canonical name (`functions.FUNCTIONS`), such as `sin`, `sigmoid`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Vector:
    """One or more components, written `(a, b)` or `[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One or more rows of equal length, written `[[a, b], [c, d]]`."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class SetOf:
    """A set, written `{a, b}`; may be empty; order as written, compared without it."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right`."""

    left: Node
    right: Node


Node: TypeAlias = (
    Number
    | Name
    | Constant
    | Negative
    | Sum
    | Product
    | Quotient
    | Power
    | Call
    | Vector
    | Matrix
    | SetOf
    | Equation
)


def number(value: int) -> Node:
    """Build the node of an integer; a negative one is a `Negative`, as if it had been typed."""
    size = Number(Fraction(abs(value)), str(abs(value)))
    return Negative(size) if value < 0 else size


def children(node: Node) -> tuple[Node, ...]:
    """List the direct parts of a node, in reading order."""
    match node:
        case Number() | Name() | Constant():
            return ()
        case Negative(body):
            return (body,)
        case Sum(parts) | Product(parts) | Vector(parts) | SetOf(parts):
            return parts
        case Quotient(first, second) | Power(first, second) | Equation(first, second):
            return (first, second)
        case Call(_, arguments):
            return arguments
        case Matrix(rows):
            return tuple(item for row in rows for item in row)


def names(node: Node) -> frozenset[str]:
    """Collect the variables a tree mentions."""
    found: set[str] = set()
    left = [node]
    while left:
        here = left.pop()
        if isinstance(here, Name):
            found.add(here.name)
        left.extend(children(here))
    return frozenset(found)

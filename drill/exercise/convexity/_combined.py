r"""Combinations of functions of which little is known, as trees.

An expression is built from unknown functions `f`, `g`, … by sums, maxima, compositions and the
like. What is known of it, how it is written and what it is worth are matters of other modules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Line:
    """The affine function a x + b."""

    a: int
    b: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """An unknown function of something, x itself where nothing is said."""

    name: str
    inner: Expr = Line(1)


@dataclass(frozen=True, slots=True)
class Known:
    """A named function of something: such as `exp`."""

    outer: str
    inner: Expr


@dataclass(frozen=True, slots=True)
class Scaled:
    """A whole number times something."""

    by: int
    body: Expr


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum."""

    terms: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest of several."""

    of: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest of several."""

    of: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A named function of two: such as `product`."""

    outer: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Window:
    """The largest, the smallest or the mean of a function over x ≤ s ≤ x + width."""

    what: str
    name: str
    width: int


Expr: TypeAlias = "Line | Use | Known | Scaled | Sum | Largest | Smallest | Pair | Window"


def uses(of: Expr) -> frozenset[str]:
    """List the named functions that stand in an expression."""
    match of:
        case Known(outer, inner):
            return uses(inner) | {outer}
        case Pair(outer, left, right):
            return uses(left) | uses(right) | {outer}
        case Use(_, inner) | Scaled(_, inner):
            return uses(inner)
        case Sum(several) | Largest(several) | Smallest(several):
            return frozenset().union(*map(uses, several))
        case Line() | Window():
            return frozenset()

"""What a combination is worth once functions are put in for the unknown ones.

It is the same code for numpy's functions and for sympy's, which come in a `Toolbox`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from drill.exercise.convexity._combined import (
    Expr,
    Known,
    Largest,
    Line,
    Pair,
    Scaled,
    Smallest,
    Sum,
    Use,
    Window,
)


@dataclass(frozen=True, slots=True)
class Given:
    """A function that is put in for an unknown one: for numpy and sympy, and where it is lowest."""

    call: Callable[[Any, Any], Any]
    """Of the toolbox and the argument."""
    lowest: float
    """Where it takes its least value; infinite where it falls or rises for ever."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The functions that numpy and sympy spell differently."""

    exp: Callable[[Any], Any]
    ln: Callable[[Any], Any]
    sqrt: Callable[[Any], Any]
    abs: Callable[[Any], Any]
    largest: Callable[[Any, Any], Any]
    smallest: Callable[[Any, Any], Any]


def worth(of: Expr, given: Mapping[str, Given], x: Any, tools: Toolbox) -> Any:
    """Compute an expression at x, with functions put in for the unknown ones."""
    match of:
        case Line(a, b):
            return a * x + b
        case Use(name, inner):
            return given[name].call(tools, worth(inner, given, x, tools))
        case Known(outer, inner):
            return _outer(outer, worth(inner, given, x, tools), tools)
        case Scaled(by, body):
            return by * worth(body, given, x, tools)
        case Sum(terms):
            return sum(worth(term, given, x, tools) for term in terms)
        case Largest(several) | Smallest(several):
            pick = tools.largest if isinstance(of, Largest) else tools.smallest
            found = worth(several[0], given, x, tools)
            for one in several[1:]:
                found = pick(found, worth(one, given, x, tools))
            return found
        case Pair(outer, left, right):
            a, b = worth(left, given, x, tools), worth(right, given, x, tools)
            return _of_two(outer, a, b, tools)
        case Window(what, name, width):
            return _over(what, given[name], x, width, tools)


def _outer(outer: str, u: Any, tools: Toolbox) -> Any:
    return {
        "exp": lambda: tools.exp(u),
        "decay": lambda: tools.exp(-u),
        "relu": lambda: tools.largest(0 * u, u),
        "softplus": lambda: tools.ln(1 + tools.exp(u)),
        "square": lambda: u * u,
        "abs": lambda: tools.abs(u),
        "ln": lambda: tools.ln(u),
        "sqrt": lambda: tools.sqrt(u),
        "reciprocal": lambda: 1 / u,
    }[outer]()


def _of_two(outer: str, a: Any, b: Any, tools: Toolbox) -> Any:
    return {
        "product": lambda: a * b,
        "quotient": lambda: a / b,
        "log-sum-exp": lambda: tools.ln(tools.exp(a) + tools.exp(b)),
        "norm": lambda: tools.sqrt(a * a + b * b),
    }[outer]()


SLICES = 64


def _over(what: str, of: Given, x: Any, width: int, tools: Toolbox) -> Any:
    ends = of.call(tools, x), of.call(tools, x + width)
    if what == "largest":
        # a convex function is largest at an end
        return tools.largest(*ends)
    if what == "smallest":
        lowest = tools.smallest(tools.largest(x, of.lowest), x + width)
        return of.call(tools, lowest)
    # the trapezium rule has positive weights: a sum of shifts, as convex as the integral
    inside = sum(of.call(tools, x + width * k / SLICES) for k in range(1, SLICES))
    return (inside + (ends[0] + ends[1]) / 2) * width / SLICES

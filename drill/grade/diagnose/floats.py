"""Numbers for a diagnosis: values of trees and of single steps, with `nan` for no value.

Thousands of guesses are compared with one answer, so a missing value is a number here and no
exception. Knows no rule of differentiation; for the right one it asks `slope`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from drill.maths.build import exact
from drill.maths.errors import NoValue
from drill.maths.evaluate import real_value
from drill.maths.rebuild import with_children
from drill.maths.slope import slope
from drill.maths.tree import Call, Name, Node, Power

CLOSE = 1e-9
"""How near two values must be, relative to the larger, to count as equal."""
_SMALL_ROOT = 12
_PLACES = ("u", "v", "w")


def value_of(tree: Node, at: Mapping[str, float]) -> float:
    """Work a scalar tree out; `nan` where it has no value."""
    try:
        return real_value(tree, at)
    except NoValue:
        return math.nan


def near(one: float, other: float, scale: float = 0.0) -> bool:
    """Tell whether two values are equal as far as floats can tell; `nan` equals nothing."""
    return abs(one - other) <= CLOSE * max(abs(one), abs(other), scale * 1e-3)


def raised(base: float, exponent: float) -> float:
    """Raise to a power over the reals, where an odd root of a negative number is real."""
    if base < 0 and exponent != int(exponent):
        share = Fraction(exponent).limit_denominator(_SMALL_ROOT)
        if share.denominator % 2 == 0 or abs(float(share) - exponent) > CLOSE:
            return math.nan
        size = math.pow(-base, exponent)
        return -size if share.numerator % 2 else size
    return math.pow(base, exponent)


def sized(tree: Node) -> Node:
    """Let roots and logarithms take the size of their argument.

    Some mistakes write √-3 or ln(-2). Such an answer has no value, yet it can be told from others
    by what it would be worth; rules below do the same.
    """
    made = with_children(tree, sized)
    match made:
        case Call("sqrt" | "ln" | "log2" | "log10" as name, (argument,)):
            return Call(name, (Call("abs", (argument,)),))
        case Power(base, exponent) if _is_even_root(exponent):
            return Power(Call("abs", (base,)), exponent)
        case _:
            return made


def _is_even_root(exponent: Node) -> bool:
    value = exact(exponent)
    return value is not None and value.denominator % 2 == 0


def raised_size(base: float, exponent: float) -> float:
    """Raise to a power; an even root of a negative number is that of its size (see `sized`)."""
    value = raised(base, exponent)
    return math.pow(-base, exponent) if math.isnan(value) and base < 0 else value


@lru_cache(maxsize=512)
def function_of(name: str) -> Callable[[float], float]:
    """Give a function of one argument by its canonical name, as numbers."""
    tree = Call(name, (Name("u"),))
    return lambda u: value_of(tree, {"u": u})


@lru_cache(maxsize=512)
def sized_function_of(name: str) -> Callable[[float], float]:
    """Give a function as rules take it: with sizes under roots and logarithms."""
    tree = sized(Call(name, (Name("u"),)))
    return lambda u: value_of(tree, {"u": u})


@lru_cache(maxsize=512)
def sized_slope_of(name: str) -> Callable[[float], float]:
    """Give the derivative of a function of one argument as rules take it."""
    tree = sized(slope(Call(name, (Name("u"),)), "u"))
    return lambda u: value_of(tree, {"u": u})


@lru_cache(maxsize=512)
def partial_of(name: str, count: int, turn: int) -> Callable[[tuple[float, ...]], float]:
    """Give the derivative of a function by one of its arguments, as numbers.

    Raises `LookupError` where nobody knows it.
    """
    places = _PLACES[:count]
    tree = slope(Call(name, tuple(map(Name, places))), places[turn])
    return lambda values: value_of(tree, dict(zip(places, values, strict=True)))

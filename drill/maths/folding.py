"""Functions of exact constants that are exact themselves: sin(pi) is 0, floor(5/2) is 2.

Balls can never find that sin(pi) is 0, only that it is very small, and so could not tell 1/sin(pi)
from a large number. What is not exact, or not known to be, is left alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from drill.maths.operation import Operation

LARGEST_FACTORIAL = 100
LONGEST_BITS = 2048
"""Bits of a numerator or denominator beyond which constants are not folded further."""

_ZERO, _ONE = Fraction(0), Fraction(1)
_HALF = Fraction(1, 2)
_AT_ZERO = {
    "sin": _ZERO,
    "tan": _ZERO,
    "arcsin": _ZERO,
    "arctan": _ZERO,
    "sinh": _ZERO,
    "tanh": _ZERO,
    "arcsinh": _ZERO,
    "arctanh": _ZERO,
    "cos": _ONE,
    "sec": _ONE,
    "cosh": _ONE,
    "sech": _ONE,
    "exp": _ONE,
    "sigmoid": _HALF,
}
_AT_ONE = {"ln": _ZERO, "arccos": _ZERO, "arcsec": _ZERO, "arccosh": _ZERO, "arcsech": _ZERO}
_SINES = (_ZERO, _ONE, _ZERO, -_ONE)
"""Of 0, 1, 2 and 3 quarter turns."""


def _factorial(value: Fraction) -> Fraction | None:
    if value.denominator != 1 or not 0 <= value <= LARGEST_FACTORIAL:
        return None
    return Fraction(math.factorial(value.numerator))


_EXACT: Mapping[str, Callable[[Fraction], Fraction | None]] = {
    "abs": abs,
    "sign": lambda value: Fraction((value > 0) - (value < 0)),
    "relu": lambda value: max(value, _ZERO),
    "step": lambda value: Fraction(value > 0) if value else None,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
    "factorial": _factorial,
}


def is_small(value: Fraction) -> bool:
    """Tell whether a constant is short enough to be folded with another."""
    return max(value.numerator.bit_length(), value.denominator.bit_length()) <= LONGEST_BITS


def folded(code: str, constants: Sequence[Fraction], *, more: bool) -> list[Fraction]:
    """Add (or multiply) constants up: one, several where one would grow long, or none.

    None where the result would change nothing and there is `more` beside it.
    """
    neutral = _ZERO if code == "add" else _ONE
    found: list[Fraction] = []
    total = constants[0] if constants else neutral
    for value in constants[1:]:
        if not is_small(total):
            found.append(total)
            total = neutral
        total = total + value if code == "add" else total * value
    if total != neutral or not (more or found):
        found.append(total)
    return found


def of_constant(function: str, value: Fraction) -> Fraction | None:
    """Give the exact value of a function of one exact number, where it is known."""
    if function in _EXACT:
        return _EXACT[function](value)
    if value == 0:
        return _AT_ZERO.get(function)
    return _AT_ONE.get(function) if value == 1 else None


def of_pi(function: str, multiple: Fraction) -> Fraction | None:
    """Give the exact value of a function at a whole number of quarter turns: `multiple` of pi."""
    quarters = 2 * multiple
    if quarters.denominator != 1:
        return None
    at = quarters.numerator % 4
    match function:
        case "sin":
            return _SINES[at]
        case "cos":
            return _SINES[(at + 1) % 4]
        case "tan" if at % 2 == 0:
            return _ZERO
        case "sec" if at % 2 == 0:
            return _SINES[(at + 1) % 4]
        case "csc" if at % 2:
            return _SINES[at]
        case _:
            return None


def multiple_of_pi(operations: Sequence[Operation], register: int) -> Fraction | None:
    """Give the factor of pi that a register is, if it is an exact multiple of pi."""
    operation = operations[register]
    if operation.code == "symbol":
        return _ONE if operation.extra == "pi" else None
    if operation.code == "neg":
        inner = multiple_of_pi(operations, operation.arguments[0])
        return None if inner is None else -inner
    if operation.code not in {"mul", "div"} or len(operation.arguments) != 2:
        return None
    one, other = operation.arguments
    if operation.code == "div":
        above, below = multiple_of_pi(operations, one), operations[other].value
        return above / below if above is not None and below else None
    for factor, rest in ((one, other), (other, one)):
        times, inner = operations[factor].value, multiple_of_pi(operations, rest)
        if times is not None and inner is not None:
            return times * inner
    return None


def root(value: Fraction, exponent: Fraction) -> Fraction | None:
    """Give an exact square root raised to a whole power, such as 4^(3/2), where there is one."""
    if exponent.denominator != 2 or value <= 0 or abs(exponent) > 8:
        return None
    top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if top * top != value.numerator or bottom * bottom != value.denominator:
        return None
    return Fraction(top, bottom) ** exponent.numerator

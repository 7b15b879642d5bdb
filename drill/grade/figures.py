"""Values as short texts for a learner: `256`, `0.3333`, `1.2e+30`, `2 + 3i`.

Two values that certainly differ are given enough digits to look different, as far as that is
reasonable.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

Ball: TypeAlias = Any
"""An `arb` or an `acb`; python-flint carries no types."""

NO_VALUE = "no real value"
_DIGITS = (4, 7, 12)
_LARGEST = 10.0**15


def pair(first: Ball | None, second: Ball | None) -> tuple[str, str]:
    """Show two values with as few digits as tell them apart; at worst, their difference."""
    shown = ("", "")
    for digits in _DIGITS:
        shown = (short(first, digits), short(second, digits))
        if shown[0] != shown[1]:
            return shown
    if first is None or second is None:
        return shown
    return short(first), f"{short(first)} + ({short(second - first)})"


def short(value: Ball | None, digits: int = 4) -> str:
    """Show a value with a number of significant digits; a whole number is shown whole."""
    if value is None:
        return NO_VALUE
    if hasattr(value, "real") and hasattr(value, "imag") and not _is_zero(value.imag):
        return _complex(value, digits)
    return _real(value.real, digits)


def coordinate(value: Fraction) -> str:
    """Show a coordinate: whole, or as a decimal of at most six digits."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"


def _is_zero(value: Ball) -> bool:
    return bool(value.contains(0)) and abs(value) < 2.0**-40


def _real(value: Ball, digits: int) -> str:
    middle = value.mid()
    if middle.is_integer() and abs(middle) < _LARGEST and value.rad() < 2.0**-40:
        return str(int(middle.unique_fmpz()))
    if digits <= 15 and 1e-300 < abs(middle) < 1e300:
        return f"{float(middle):.{digits}g}"
    if middle == 0:
        return "0"
    text = middle.str(digits, radius=False)
    return str(text)


def _complex(value: Ball, digits: int) -> str:
    imaginary = _real(value.imag, digits)
    size = imaginary.removeprefix("-")
    unit = "i" if size == "1" else f"{size}i"
    sign = "-" if imaginary.startswith("-") else "+"
    if _is_zero(value.real):
        return unit if sign == "+" else f"-{unit}"
    return f"{_real(value.real, digits)} {sign} {unit}"

"""Exact numbers as decimals, the way they are read, typed and stored.

Numbers are worked out in fractions, so that what a learner reads is the exact decimal wherever it
is short, and never the noise of a float. Nothing here knows of parts or of answers.
"""

from __future__ import annotations

from fractions import Fraction

from drill.maths.tree import Negative, Node, Number

PLACES = 6
"""Digits after the point up to which a decimal is written in full."""
MILLION = 1_000_000
STORED = 8
"""Significant digits of a truth that does not end."""

NOISE = 1e-13
"""The share of a float by which it may miss the exact number it stands for."""


def exactly(text: str) -> Fraction:
    """Read a decimal such as `0.05` as the fraction it is."""
    return Fraction(text)


def ends(size: Fraction) -> bool:
    """Say whether a number is a decimal with at most `PLACES` digits after the point."""
    return not MILLION % size.denominator


def decimal(size: Fraction | int, digits: int = PLACES) -> str:
    """Write a number as a decimal: in full where it is short, else to some significant digits."""
    exact = Fraction(size)
    if ends(exact):
        return _tidy(_places(exact, PLACES))
    leading = _leading(abs(exact))
    return _tidy(_places(exact, max(0, digits - leading)))


def _leading(size: Fraction) -> int:
    """Count the digits before the point; 0 or less for sizes below 1."""
    count = 0
    while size >= 1:
        size, count = size / 10, count + 1
    while size and size * 10 < 1:
        size, count = size * 10, count - 1
    return count


def _places(size: Fraction, places: int) -> str:
    scaled = round(abs(size) * 10**places)
    whole, rest = divmod(scaled, 10**places)
    sign = "-" if size < 0 and scaled else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def _tidy(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def about(size: Fraction, digits: int = PLACES) -> str:
    """Write `= 0.25`, or with a sign for roughly where the decimal does not end there."""
    written = decimal(size, digits)
    return f"= {written}" if Fraction(written) == size else rf"\approx {written}"


def about_float(size: float, digits: int = 4) -> str:
    """Write `= -162`, or with a sign for roughly where more digits follow than are written.

    What agrees with its rounded form but for the noise of floats is taken to be exact.
    """
    written = f"{size + 0.0:.{digits}g}"
    sign = "=" if abs(float(written) - size) <= NOISE * abs(size) else r"\approx"
    return f"{sign} {written}"


def bracketed(size: Fraction | int) -> str:
    """Write a decimal, in brackets where it is negative: behind another sign."""
    return f"({decimal(size)})" if size < 0 else decimal(size)


def typed_decimal(size: Fraction | int) -> str:
    """Write a decimal with as many digits as are stored of a truth."""
    return decimal(size, STORED)


def decimal_node(size: Fraction | int) -> Node:
    """Make the tree of a decimal, so that it is written as one and not as a fraction."""
    text = typed_decimal(abs(Fraction(size)))
    tree = Number(Fraction(text), text)
    return Negative(tree) if size < 0 else tree

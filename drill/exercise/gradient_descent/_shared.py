"""What the families about optimisers share: exact decimals, runs of gradient descent, and tables.

Runs are worked out in fractions, so that what a learner reads is the exact decimal wherever it is
short, and never the noise of a float. Nothing here draws; the families choose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from drill.exercise.parts import ROUNDED, number
from drill.grade.part import Part
from drill.maths.tree import Negative, Node, Number

PLACES = 6
"""Digits after the point up to which a decimal is written in full."""
MILLION = 1_000_000
STORED = 8
"""Significant digits of a truth that does not end."""
CLOSEST = 0.01
FAR_ENOUGH = 200
"""Answers to be told apart differ by more than the two-hundredth part of the larger one."""

Slope = Callable[[Fraction], Fraction]
"""A derivative, written by hand, on exact numbers."""


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


def about(size: Fraction) -> str:
    """Write `= 0.25`, or with a sign for roughly where the decimal does not end there."""
    return f"= {decimal(size)}" if ends(size) else rf"\approx {decimal(size)}"


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


def figure(
    id: str,  # noqa: A002 - the name the part has for it
    truth: Fraction | int,
    *,
    label: str = "",
    tolerance: float = ROUNDED,
) -> Part:
    """Make a part that is answered with a decimal, which may be rounded to three digits."""
    return number(id, typed_decimal(truth), label=label, tolerance=tolerance)


def descend(start: Fraction, slope: Slope, rate: Fraction, steps: int) -> tuple[Fraction, ...]:
    """Run gradient descent, w - η f'(w) at every step; the start is among the iterates."""
    found = [start]
    for _ in range(steps):
        found.append(found[-1] - rate * slope(found[-1]))
    return tuple(found)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Set a table in the banks' Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def maths(text: str) -> str:
    """Put LaTeX between its dollar signs."""
    return f"${text}$"


def apart(*answers: Fraction) -> bool:
    """Say whether no two answers are so near that rounding could make them one."""
    sizes = [float(answer) for answer in answers]
    return all(
        abs(one - other) > max(abs(one), abs(other), CLOSEST) / FAR_ENOUGH
        for index, one in enumerate(sizes)
        for other in sizes[:index]
    )

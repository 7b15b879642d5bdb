"""Answers that are decimals: their parts, and the wrong ones that can be told from the right one.

A figure may be rounded to three digits, so a mistake is wired only where it leads farther away
than rounding does. How numbers are worked out is the families' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from drill.exercise.contract import WiredMistake
from drill.exercise.decimals import typed_decimal
from drill.exercise.parts import ROUNDED, number, wired
from drill.grade.part import Part

CLOSEST = 0.01
FAR_ENOUGH = 200
"""Answers to be told apart differ by more than the two-hundredth part of the larger one."""
NEAR = "neighbour-of-the-answer"
"""The misconception of whoever gives what lies next to the answer, where no other says more.

One stands for a step off, a count from another end and the like, because what to do about it is
the same: look again at what is asked for.
"""


def figure(
    id: str,  # noqa: A002 - the name the part has for it
    truth: Fraction | int,
    *,
    label: str = "",
    tolerance: float = ROUNDED,
) -> Part:
    """Make a part that is answered with a decimal, which may be rounded to three digits."""
    return number(id, typed_decimal(truth), label=label, tolerance=tolerance)


def wired_figures(
    part: str, wrong: Iterable[tuple[str, Fraction | int]]
) -> tuple[WiredMistake, ...]:
    """Wire mistakes to a part: each is the misconception's id and the number it leads to."""
    return wired(part, [(name, typed_decimal(size)) for name, size in wrong])


def apart(*answers: Fraction) -> bool:
    """Say whether no two answers are so near that rounding could make them one."""
    sizes = [float(answer) for answer in answers]
    return all(
        abs(one - other) > max(abs(one), abs(other), CLOSEST) / FAR_ENOUGH
        for index, one in enumerate(sizes)
        for other in sizes[:index]
    )


def told_apart(
    right: Fraction, wrong: Iterable[tuple[str, Fraction | float]]
) -> Iterator[tuple[str, str]]:
    """Write the mistakes' numbers, but for those near the right answer or an earlier mistake."""
    seen = [right]
    for name, size in wrong:
        exact = Fraction(size)
        if apart(exact, *seen):
            seen.append(exact)
            yield name, typed_decimal(exact)


def wired_apart(
    part: str, right: Fraction, wrong: Iterable[tuple[str, Fraction]]
) -> tuple[WiredMistake, ...]:
    """Wire to a part the mistakes that can be told from the right answer and from each other."""
    return wired(part, told_apart(right, wrong))


def beside(right: Fraction, wrong: Iterable[Fraction | float]) -> Iterator[tuple[str, str]]:
    """Write what lies next to the answer, where it can be told from it and from the others."""
    return told_apart(right, ((NEAR, size) for size in wrong))

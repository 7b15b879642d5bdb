"""Answers that lie next to the right one: a step off, counted from another end, unsquared.

One misconception stands for all of them, because what to do about it is the same: look again at
what is asked for. Here they are wired where they can be told from the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from drill.exercise.gradient_descent._shared import apart, typed_decimal

NEAR = "neighbour-of-the-answer"
"""The id of the misconception."""


def beside(right: Fraction, wrong: Sequence[Fraction | float]) -> Iterator[tuple[str, str]]:
    """Wire what lies next to the answer, where it can be told from it and from the others."""
    seen = [right]
    for size in wrong:
        near = Fraction(size)
        if apart(near, *seen):
            seen.append(near)
            yield NEAR, typed_decimal(near)

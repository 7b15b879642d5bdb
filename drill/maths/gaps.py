"""Why an expression has no value at a point.

A grader treats a pole, which is one point, unlike a root of a negative number, which is a whole
region; and both unlike a number that was merely too large to work out.
"""

from __future__ import annotations

from enum import Enum


class Cause(Enum):
    """What stands in the way of a real value."""

    POLE = "a division by zero"
    KINK = "a jump of the function"
    SIZE = "a number too large to work out"
    VAGUE = "too few digits to say"
    ROOT = "an even root of a negative number"
    LOG = "a logarithm of a negative number"
    ARC = "an inverse function outside its range"
    POWER = "a broken power of a negative number"
    FACTORIAL = "a factorial of something else than 0, 1, 2, …"
    ORDER = "an order between complex numbers"


class Gap(Exception):  # noqa: N818 - it is no error: it says that there is a gap in the domain
    """There is no value here; `cause` says why."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.value)
        self.cause = cause

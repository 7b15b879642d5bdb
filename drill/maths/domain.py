"""Where an expression is meant: the declared range of each variable.

The default is a real variable anywhere ("generic"): comparing there must survive negatives, values
near zero, huge ones and integers. An exercise declares less only where its problem says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import field

from drill.value import Value


class Range(Value):
    """An open interval of the reals, or of the integers."""

    low: float = -math.inf
    high: float = math.inf
    integer: bool = False

    def __post_init__(self) -> None:
        """Refuse an empty range."""
        if not self.low < self.high:
            raise ValueError(f"an empty range: from {self.low} to {self.high}")


ANYWHERE = Range()
POSITIVE = Range(low=0.0)


class Domain(Value):
    """The range of each declared variable; a variable that is not listed may be any real."""

    ranges: Mapping[str, Range] = field(default_factory=dict)
    complex: bool = False

    def range_of(self, name: str) -> Range:
        """Give the declared range of a variable."""
        return self.ranges.get(name, ANYWHERE)


REAL = Domain()


_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"
_BETWEEN = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_BEYOND = re.compile(rf"(>=|<=|>|<)\s*({_NUMBER})")
_LONGEST = 60


def parse_range(text: str) -> Range:
    """Read a declared range: `> 0`, `< 0`, `-1 .. 1`, `integer`, `integer 1 .. 9`, `integer >= 0`.

    `-1 .. 1` is the open interval; of integers, both ends belong to it. `real` is anywhere. Ranges
    of reals are open, so `>= 1` means `> 1` there: a single point decides nothing. Raises
    `ValueError` with a sentence that says what would be accepted.
    """
    stripped = text.strip()
    integer = stripped.startswith("integer")
    rest = stripped.removeprefix("integer" if integer else "real").strip()
    if len(stripped) > _LONGEST or (not rest and stripped not in {"integer", "real"}):
        raise _no_range(text)
    if not rest:
        return Range(integer=integer)
    if found := _BETWEEN.fullmatch(rest):
        low, high = float(found[1]), float(found[2])
        return _checked(text, low - integer, high + integer, integer)
    if found := _BEYOND.fullmatch(rest):
        edge = float(found[2])
        nudge = 1.0 if integer and found[1].endswith("=") else 0.0
        if found[1].startswith(">"):
            return _checked(text, edge - nudge, math.inf, integer)
        return _checked(text, -math.inf, edge + nudge, integer)
    raise _no_range(text)


def _checked(text: str, low: float, high: float, integer: bool) -> Range:
    if not low < high:
        raise ValueError(f"“{text}” is an empty range; write the smaller number first")
    return Range(low, high, integer)


def _no_range(text: str) -> ValueError:
    return ValueError(
        f"“{text[:_LONGEST]}” is no range; write > 0, < 0, -1 .. 1, integer or integer 1 .. 9"
    )

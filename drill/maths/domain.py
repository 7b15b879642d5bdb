"""Where an expression is meant: the declared range of each variable.

The default is a real variable anywhere ("generic"): comparing there must survive negatives, values
near zero, huge ones and integers. An exercise declares less only where its problem says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Range:
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


@dataclass(frozen=True, slots=True)
class Domain:
    """The range of each declared variable; a variable that is not listed may be any real."""

    ranges: Mapping[str, Range] = field(default_factory=dict)
    complex: bool = False

    def range_of(self, name: str) -> Range:
        """Give the declared range of a variable."""
        return self.ranges.get(name, ANYWHERE)


REAL = Domain()

"""The fixed points at which guesses are compared: generic, inside the domain, small.

Six are enough: two different formulas of this size agree at one generic point by chance only, and
never at all of them. Where an expression has no value (a logarithm at -1) the next point is taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from drill.maths.domain import Domain, Range

WANTED = 6
LEAST = 2
_TRIED = 16
_SHARES = (0.6180339, 0.4142135, 0.7320508, 0.2360679, 0.8284271, 0.1622776, 0.5497787, 0.3166247)
_FREE = (1.3721, 0.7153, 2.1943, -0.8317, 1.7129, -1.5437, 0.4671, 2.6457)


def spread(names: Sequence[str], domain: Domain) -> Iterator[dict[str, float]]:
    """Give points for these variables, the most convenient first."""
    for row in range(_TRIED):
        yield {
            name: _coordinate(row, turn, domain.range_of(name)) for turn, name in enumerate(names)
        }


def _coordinate(row: int, turn: int, place: Range) -> float:
    if place.integer:
        return _whole(row, turn, place)
    low, high = place.low, place.high
    at = (row * 3 + turn * 5 + row // 8) % 8
    nudge = 0.0137 * turn + 0.0291 * (row // 8)
    if math.isfinite(low) and math.isfinite(high):
        share = (_SHARES[at] + nudge / 4) % 1
        return low + (high - low) * share
    if math.isfinite(low):
        return low + abs(_FREE[at]) + nudge
    if math.isfinite(high):
        return high - abs(_FREE[at]) - nudge
    value = _FREE[(row + turn * 2) % 8] if row < 8 else _FREE[at]
    # The first point is positive, so that roots and logarithms have a value there.
    return abs(value) + nudge if row in {0, 9, 11, 13} else value + nudge


def _whole(row: int, turn: int, place: Range) -> float:
    value = 2 + (row * 2 + turn * 3) % 7
    if math.isfinite(place.low):
        value = math.floor(place.low) + 1 + (row * 2 + turn * 3) % 7
    if math.isfinite(place.high):
        highest = math.ceil(place.high) - 1
        lowest = math.floor(place.low) + 1 if math.isfinite(place.low) else highest - 6
        value = lowest + (row * 2 + turn * 3) % max(1, highest - lowest + 1)
    return float(value)

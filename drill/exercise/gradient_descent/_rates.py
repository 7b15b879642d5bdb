"""Learning rates that schedules start from or climb to, and how a table of them is searched."""

from __future__ import annotations

from collections.abc import Sequence

from drill.exercise.decimals import exactly

STARTS = tuple(map(exactly, ("0.05", "0.1", "0.2", "0.4", "0.6", "0.8")))
PEAKS = tuple(map(exactly, ("0.0004", "0.0008", "0.001", "0.002", "0.004", "0.008", "0.02")))


def first_at(rates: Sequence[float], low: float, after: int = 0) -> float:
    """Look along a table of rates for the first step, past another, that is not above a rate."""
    steps = range(after, len(rates))
    return float(next(t for t in steps if rates[t] <= low * (1 + 1e-9)))

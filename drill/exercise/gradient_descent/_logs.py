"""The log of a training run as it is printed, and what can be read off its numbers alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from drill.exercise.gradient_descent._runs import Log

FLAT = 0.9
"""A loss that keeps more than this share of itself has hardly moved."""
NOTHING = 0.05
"""A gradient shorter than this share of the loss is next to none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of a log that are printed, as text, rounded as a log would be."""

    steps: tuple[int, ...]
    batch: tuple[str, ...]
    whole: tuple[str, ...]
    norm: tuple[str, ...]


def printed(size: float) -> str:
    """Write a size as a log does: four significant digits, `inf` and `nan` as they are."""
    if not math.isfinite(size) or 1e-3 <= abs(size) < 1e5:
        return f"{float(f'{size:.4g}'):g}"
    digits, exponent = f"{size:.2e}".split("e")
    return f"{digits}e{int(exponent)}"


def shown(log: Log, every: int, rows: int = 8) -> Shown:
    """Print every so many steps of a log."""
    steps = tuple(range(0, min(len(log.whole), every * rows), every))
    batch, whole, norm = (
        tuple(printed(column[t]) for t in steps) for column in (log.batch, log.whole, log.norm)
    )
    return Shown(steps, batch, whole, norm)


def spacing(log: Log, rows: int = 8) -> int:
    """Space the rows so that what is not finite any more begins near the end of the table."""
    broken = next((t for t, loss in enumerate(log.whole) if not math.isfinite(loss)), None)
    last = len(log.whole) - 1 if broken is None else broken
    return max(1, -(-last // (rows - 1)))


def read_off(table: Shown) -> str:
    """Name the trouble from the printed numbers alone, as a person would."""
    whole, norm = ([float(text) for text in column] for column in (table.whole, table.norm))
    if not all(map(math.isfinite, whole)):
        return _why_not_finite(whole, norm)
    if whole[-1] > 2 * whole[0]:
        return "high"
    if _swings(whole):
        return "kept"
    if whole[-1] > FLAT * whole[0]:
        return "flat" if norm[0] < NOTHING * whole[0] else "low"
    return "noise" if _scatters([float(text) for text in table.batch], whole) else "good"


def _why_not_finite(whole: Sequence[float], norm: Sequence[float]) -> str:
    last = max(t for t, loss in enumerate(whole) if math.isfinite(loss))
    return "explodes" if norm[last] > 2 * norm[0] else "log"


def _swings(whole: Sequence[float]) -> bool:
    """Say whether the loss comes down and then climbs again to half of where it began."""
    lowest = min(whole)
    highest = max(whole[whole.index(lowest) :])
    return lowest < whole[0] / 2 and highest > 2 * lowest and highest > whole[0] / 2.5


def _scatters(batch: Sequence[float], whole: Sequence[float]) -> bool:
    """Say whether the batch's loss goes on jumping about the loss over all the data."""
    shares = [one / other for one, other in zip(batch, whole, strict=True)][2:]
    return max(shares) > 6 * min(shares)

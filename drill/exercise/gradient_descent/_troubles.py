"""What goes wrong in a training run: set up on purpose, read off its log, and mended.

Three ways to one diagnosis that share nothing but the log: the setup that was built to go wrong
(`TROUBLES`), a rule over the printed numbers (`read_off`), and the trial of every remedy
(`first_remedy`). The family asks; nothing is drawn or worded as a question here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from drill.exercise.gradient_descent._runs import ROWS, Log, Setup, run, steepness
from drill.exercise.pick import Pick
from drill.grade.part import Choice

BETTER = 0.88
"""A remedy has to bring the loss below this share of what it is without one."""
FLAT = 0.9
"""A loss that keeps more than this share of itself has hardly moved."""
NOTHING = 0.05
"""A gradient shorter than this share of the loss is next to none."""
SETS = (
    3, 13, 17, 18, 19, 23, 27, 37, 38, 41, 51, 53, 54, 55, 56, 61, 75, 80, 88, 92, 95, 109, 113,
    114, 126, 143, 149, 151, 156, 158, 159, 160, 173, 175, 182, 186, 189, 202, 204, 211,
)  # fmt: skip
"""Data sets on which every trouble looks like itself; on many others some run is lucky."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cause: how to bring it about, what its log looks like, and what mends it."""

    choice: Choice
    remedy: str
    sign: str
    """What in the log gives it away."""
    build: Callable[[int, Pick], Setup]


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
    if whole[1] > 1000 * whole[0]:
        return "high"
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


def outcome(log: Log) -> float:
    """Give the mean loss over the second half of a run; infinite where it is not finite."""
    late = log.whole[len(log.whole) // 2 :]
    mean = sum(late) / len(late)
    return mean if math.isfinite(mean) else math.inf


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change to a run, whose first gradient had some norm."""

    choice: Choice
    change: Callable[[Setup, float], Setup]


REMEDIES: Mapping[str, Remedy] = {
    "raise": Remedy(
        Choice("raise", "raise the learning rate tenfold", "Longer steps help where there is "
               "slope, and the loss falls all the time."),
        lambda setup, _norm: replace(setup, rate=10 * setup.rate),
    ),
    "lower": Remedy(
        Choice("lower", "lower the learning rate tenfold", "Shorter steps help where each one "
               "lands beyond the valley."),
        lambda setup, _norm: replace(setup, rate=setup.rate / 10),
    ),
    "far-lower": Remedy(
        Choice("far-lower", "lower the learning rate a hundredfold", "Shorter steps help where "
               "each one lands beyond the valley; elsewhere they only cost time."),
        lambda setup, _norm: replace(setup, rate=setup.rate / 100),
    ),
    "restart": Remedy(
        Choice("restart", "start again from small weights", "Small weights keep the units away "
               "from where they are flat."),
        lambda setup, _norm: replace(setup, start="small"),
    ),
    "clip": Remedy(
        Choice("clip", "clip the gradient to its norm at step 0", "Clipping bounds the step where "
               "the slope is suddenly enormous, and leaves the others alone."),
        lambda setup, norm: replace(setup, clip=norm),
    ),
    "safe": Remedy(
        Choice("safe", "compute the loss from the logits in one stable function", "It never takes "
               "the logarithm of a probability that was rounded."),
        lambda setup, _norm: replace(setup, safe=True),
    ),
    "batch": Remedy(
        Choice("batch", "take larger batches", "The mean of more examples is less noisy."),
        lambda setup, _norm: replace(setup, batch=ROWS),
    ),
    "clear": Remedy(
        Choice("clear", "set the gradients to zero after every step", "Then a step uses the "
               "gradient of its own batch, and nothing older."),
        lambda setup, _norm: replace(setup, clears=True),
    ),
    "leave": Remedy(
        Choice("leave", "leave it as it is", "A run that falls fast and levels off low needs no "
               "change."),
        lambda setup, _norm: setup,
    ),
}  # fmt: skip


def tried(setup: Setup, log: Log, name: str) -> float:
    """Run again with a remedy, and give what the loss comes to."""
    return outcome(run(REMEDIES[name].change(setup, log.norm[0])))


def first_remedy(setup: Setup, log: Log, names: Sequence[str]) -> str:
    """Try every remedy that is offered: the best of them, or none where none helps much."""
    results = {name: tried(setup, log, name) for name in names}
    best = min(results, key=lambda name: results[name])
    without = outcome(log)
    if "leave" in names and results[best] > BETTER * without:
        return "leave"
    return best


def _data(pick: Pick) -> int:
    return pick.one(SETS)


def unit(data: int, rate: float, steps: int, **changed: Any) -> Setup:
    """Set a sigmoid unit up, whose output has a height of its own and its rate to go with it."""
    height = 0.6 + 0.013 * data
    setup = Setup("unit", data, rate / height**2, steps, height=height)
    return replace(setup, **changed)


def _high(level: int, pick: Pick) -> Setup:
    steps = {1: 14, 2: 14, 3: 140}.get(level, 22)
    shares = {3: (16, 20, 25, 32, 40)}.get(level, (2.25, 2.3, 2.4, 2.5, 2.6))
    if level >= 4:
        shares = (2.6, 2.7, 2.8, 2.9, 3.0)
    data, share = _data(pick), pick.one(shares)
    return Setup("line", data, share / steepness(data), steps, batch=16 if level > 3 else ROWS)


def _low(level: int, pick: Pick) -> Setup:
    data = _data(pick)
    if level == 1:
        share = pick.one((0.0024, 0.0026, 0.0028, 0.003, 0.0032))
        return Setup("line", data, share / steepness(data), 14)
    return unit(data, pick.one((0.006, 0.0065, 0.007, 0.0075, 0.008)), 42, start="small")


def _good(level: int, pick: Pick) -> Setup:
    data, share = _data(pick), pick.one((0.3, 0.4, 0.5, 0.6, 0.7))
    steps, batch = (22, 16) if level > 3 else (14, ROWS)
    return Setup("line", data, share / steepness(data), steps, batch=batch)


def _flat(level: int, pick: Pick) -> Setup:
    del level
    return unit(_data(pick), pick.one((0.3, 0.4, 0.5, 0.6, 0.7)), 42)


def _explodes(level: int, pick: Pick) -> Setup:
    del level
    data, rate = _data(pick), pick.one((3e-4, 3.5e-4, 4e-4, 4.5e-4, 5e-4))
    return Setup("chain", data, rate, 16, far=(0.82, 0.92))


def _log(level: int, pick: Pick) -> Setup:
    del level
    return Setup("odds", _data(pick), pick.one((0.5, 0.55, 0.6, 0.65, 0.7)), 160)


def _noise(level: int, pick: Pick) -> Setup:
    del level
    data, share = _data(pick), pick.one((0.5, 0.55, 0.6, 0.65, 0.7))
    return Setup("line", data, share / steepness(data), 22, batch=2, noise=1.0)


def _kept(level: int, pick: Pick) -> Setup:
    del level
    data, share = _data(pick), pick.one((0.14, 0.16, 0.18, 0.2, 0.22))
    return Setup("line", data, share / steepness(data), 22, batch=16, clears=False)


TROUBLES: Mapping[str, Trouble] = {
    "high": Trouble(
        Choice("high", "the learning rate is too high", "Then the loss grows step after step."),
        "lower",
        "The loss grows from the very first row, and no faster at the end than at the start: every "
        "step lands farther away on the other side.",
        _high,
    ),
    "low": Trouble(
        Choice("low", "the learning rate is too low", "Then the loss creeps down, and no slower "
               "as it goes, while the gradient is not small."),
        "raise",
        "The loss goes down all the time, but by next to nothing; there is slope enough, so it is "
        "the steps that are short.",
        _low,
    ),
    "good": Trouble(
        Choice("good", "nothing is wrong", "Then the loss falls fast and levels off low."),
        "leave",
        "The loss falls fast, and levels off far below where it began: what is left is noise in "
        "the labels.",
        _good,
    ),
    "flat": Trouble(
        Choice("flat", "it sits on a plateau, for the units are saturated", "Then the gradient is "
               "next to nothing though the loss is not low."),
        "restart",
        "The loss does not move, and the gradient is next to nothing from the start, though the "
        "loss is as high as guessing: the units are saturated.",
        _flat,
    ),
    "explodes": Trouble(
        Choice("explodes", "the gradients explode through the layers", "Then the norm grows "
               "faster and faster before anything breaks."),
        "clip",
        "It goes well at first; then the norm grows faster and faster, one step is thrown far "
        "out, and the numbers overflow.",
        _explodes,
    ),
    "log": Trouble(
        Choice("log", "a logarithm of 0 in the loss", "Then all is calm until the loss is not a "
               "number."),
        "safe",
        "Loss and norm are small and falling up to the last row before NaN: nothing overflowed. A "
        "probability was rounded to 0 or 1, and $0 \\cdot \\ln 0$ is not a number.",
        _log,
    ),
    "noise": Trouble(
        Choice("noise", "the batches are small, and their loss is noisy", "Then the printed batch "
               "jumps while the loss over all the data stays down."),
        "batch",
        "The batch's loss jumps without a pattern, while the loss over all the data came down and "
        "stays down.",
        _noise,
    ),
    "kept": Trouble(
        Choice("kept", "gradients are added up, because they are never set to zero", "Then the "
               "loss over all the data swings down and up again like a pendulum."),
        "clear",
        "Over all the data the loss comes down and climbs again in long swings, as with momentum "
        "that never dies: each step still contains all the old gradients.",
        _kept,
    ),
}  # fmt: skip

"""Two causes that fit the same log, and the experiments of which one tells them apart.

Whether an experiment separates two causes is written down for each pair, and found a second time
by making it: both runs are changed, and both are looked at again. Knows no wording but that of
the experiments.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from drill.exercise.gradient_descent._logs import FLAT
from drill.exercise.gradient_descent._runs import ROWS, Log, Setup, run, steepness
from drill.exercise.gradient_descent._troubles import SETS, unit
from drill.exercise.pick import Pick
from drill.grade.part import Choice

MOST_ROWS = 8
"""Rows of a printed log, besides that of step 0."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """A run that is made again with one change."""

    choice: Choice
    change: Callable[[Setup, float], Setup]


EXPERIMENTS: Mapping[str, Experiment] = {
    "lower": Experiment(
        Choice("lower", "a tenth of the learning rate, for ten times the steps",
               "It shows whether the length of a step matters."),
        lambda setup, _norm: replace(setup, rate=setup.rate / 10, steps=10 * setup.steps),
    ),
    "raise": Experiment(
        Choice("raise", "a hundred times the learning rate",
               "It shows whether there is any slope to go down."),
        lambda setup, _norm: replace(setup, rate=100 * setup.rate),
    ),
    "full": Experiment(
        Choice("full", "all the data in every step", "It takes the sampling out of the run."),
        lambda setup, _norm: replace(setup, batch=ROWS),
    ),
    "clip": Experiment(
        Choice("clip", "the gradient clipped to its norm at step 0",
               "It takes sudden enormous gradients out of the run."),
        lambda setup, norm: replace(setup, clip=norm),
    ),
    "longer": Experiment(
        Choice("longer", "the same run, for twice the steps",
               "More of the same seldom tells causes apart."),
        lambda setup, _norm: replace(setup, steps=2 * setup.steps),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two causes with the same symptom."""

    symptom: str
    causes: tuple[str, str]
    build: tuple[Callable[[int, int], Setup], Callable[[int, int], Setup]]
    """For each cause its setup, from the number of a data set and that of a variant."""
    ill: Callable[[Sequence[float]], bool]
    """Whether the printed losses have the symptom."""
    separator: str
    """The experiment after which the first cause's symptom is gone, and the second's is not."""
    why: str
    unclear: tuple[str, ...] = ()
    """Experiments that are not offered, because they separate the two in some runs only."""


def losses(log: Log, setup: Setup) -> dict[int, float]:
    """Pick the losses that are printed, by their steps: those of the batches, evenly spaced."""
    broken = next((t for t, loss in enumerate(log.batch) if not math.isfinite(loss)), None)
    every = setup.steps // MOST_ROWS if broken is None else _hiding(log.batch, broken)
    last = setup.steps if broken is None else min(setup.steps, broken + every - 1)
    return {t: log.batch[t] for t in range(0, last + 1, max(1, every))}


def _hiding(seen: Sequence[float], broken: int) -> int:
    """Space the rows so that none shows the few steps on which the loss is thrown up."""
    calm = max((t for t in range(broken) if seen[t] <= seen[0]), default=0)
    return next(
        every
        for every in range(-(-broken // MOST_ROWS), broken + 1)
        if not any(calm < t < broken for t in range(0, broken, every))
    )


def ill_after(pair: Pair, setup: Setup, name: str) -> bool:
    """Make an experiment, and say whether the symptom is still there."""
    norm = run(replace(setup, steps=0)).norm[0]
    changed = EXPERIMENTS[name].change(setup, norm)
    return ill(pair, changed)


def ill(pair: Pair, setup: Setup) -> bool:
    """Run, and say whether the printed losses have the symptom of a pair."""
    return pair.ill(tuple(losses(run(setup), setup).values()))


def _stays_flat(seen: Sequence[float]) -> bool:
    return not seen[-1] < FLAT * seen[0]


def _jumps(seen: Sequence[float]) -> bool:
    late = seen[3:]
    return not all(map(math.isfinite, late)) or max(late) > 2 * min(late)


def _stays_high(seen: Sequence[float]) -> bool:
    late = seen[len(seen) // 2 :]
    return not max(late) < seen[0] / 3


def _breaks(seen: Sequence[float]) -> bool:
    return not all(map(math.isfinite, seen))


def _short(data: int, variant: int) -> Setup:
    return unit(data, 4e-4, MOST_ROWS * (variant + 3), start="small")


def _saturated(data: int, variant: int) -> Setup:
    return unit(data, 0.5, MOST_ROWS * (variant + 3), far=(11.0, 13.0))


def _noisy(data: int, variant: int) -> Setup:
    share = (0.45, 0.5, 0.55, 0.6, 0.65)[variant]
    return Setup("line", data, share / steepness(data), 24, batch=2, noise=1.0)


def _added(data: int, variant: int) -> Setup:
    share = (0.12, 0.14, 0.16, 0.18, 0.2)[variant]
    return Setup("line", data, share / steepness(data), 24, batch=16, noise=0.1, clears=False)


def _bouncing(data: int, variant: int) -> Setup:
    rate = (4.0, 4.5, 5.0, 5.5, 6.0)[variant]
    return Setup("cone", data, rate, 24, batch=16)


def _swinging(data: int, variant: int) -> Setup:
    rate = (0.2, 0.25, 0.3, 0.35, 0.4)[variant]
    return Setup("cone", data, rate, 24, batch=16, clears=False)


def _steep(data: int, variant: int) -> Setup:
    rate = (3.5e-4, 3.75e-4, 4e-4, 4.25e-4, 4.5e-4)[variant]
    return Setup("chain", data, rate, 64, far=(0.74, 0.8))


def _rounded(data: int, variant: int) -> Setup:
    return Setup("odds", data, (0.8, 0.9, 1.0, 1.1, 1.2)[variant], 112)


PAIRS: tuple[Pair, ...] = (
    Pair(
        "the loss hardly moves",
        ("the learning rate is far too low", "the units are saturated"),
        (_short, _saturated),
        _stays_flat,
        "raise",
        "Short steps are short because of the rate: a hundred times the rate goes a hundred times "
        "as far. Where the slope is next to nothing, even that leads nowhere.",
    ),
    Pair(
        "the loss of the batch jumps up and down",
        ("the batches are small and noisy", "the gradients are never set to zero"),
        (_noisy, _added),
        _jumps,
        "full",
        "Noise comes from which examples are drawn: with all of them it is gone. Old gradients "
        "that are added up swing the weights with any batch.",
    ),
    Pair(
        "the loss stays high and goes up and down",
        ("the learning rate is too high", "the gradients are never set to zero"),
        (_bouncing, _swinging),
        _stays_high,
        "lower",
        "With a tenth of the rate a step no longer lands beyond the valley. Old gradients that are "
        "added up swing just as far, only more slowly.",
    ),
    Pair(
        "the loss falls, and then it is NaN",
        ("the gradients explode", "the loss takes the logarithm of 0"),
        (_steep, _rounded),
        _breaks,
        "clip",
        "An explosion needs a step that is thrown far out: bound the step, and there is none. A "
        "probability is rounded to 0 or 1 on the calmest of ways.",
        ("lower",),
    ),
)


def offered(pair: Pair) -> tuple[str, ...]:
    """List the experiments to choose from: one separates, the others do not."""
    return tuple(name for name in EXPERIMENTS if name not in pair.unclear)


def draw_pair(pick: Pick) -> tuple[Pair, tuple[Setup, Setup]]:
    """Pick two causes that fit the same log, and build both over the same data."""
    pair = pick.one(PAIRS)
    data, variant = pick.one(SETS), pick.below(5)
    first, second = (build(data, variant) for build in pair.build)
    return pair, (first, second)

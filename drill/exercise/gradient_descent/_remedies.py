"""Changes to a training run, and which of them mends it: found by trying them all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from drill.exercise.gradient_descent._runs import ROWS, Log, Setup, run
from drill.grade.part import Choice

BETTER = 0.88
"""A remedy has to bring the loss below this share of what it is without one."""


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

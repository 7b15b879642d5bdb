"""What goes wrong in a training run, and how it is set up to go wrong on purpose.

The same diagnosis is reached from the printed numbers (`_logs`) and by trying remedies
(`_remedies`); the three share nothing but the log. The family asks; nothing is drawn or worded as
a question here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from drill.exercise.gradient_descent._runs import ROWS, Setup, steepness
from drill.exercise.pick import Pick
from drill.grade.part import Choice

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


def _data(pick: Pick) -> int:
    return pick.one(SETS)


def unit(data: int, rate: float, steps: int, **changed: Any) -> Setup:
    """Set a sigmoid unit up, whose output has a height of its own and its rate to go with it."""
    height = 0.6 + 0.013 * data
    setup = Setup("unit", data, rate / height**2, steps, height=height)
    return replace(setup, **changed)


def _high(level: int, pick: Pick) -> Setup:
    steps, shares = (14, (2.25, 2.3, 2.4, 2.5, 2.6))
    if level > 3:
        steps, shares = (22, (2.6, 2.7, 2.8, 2.9, 3.0))
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
    data, rate = _data(pick), pick.one((3e-4, 3.35e-4, 3.5e-4, 3.7e-4, 3.85e-4))
    return Setup("chain", data, rate, 160, far=(0.82, 0.92))


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
        Choice("high", "the learning rate is too high", "Then the loss grows, as steps overshoot."),
        "lower",
        "The loss climbs, and ends at more than twice what it was: steps land on the other side of "
        "the valley, farther up than before.",
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

"""The units of the small network, in numbers. Loads numpy: import inside `draw` only."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from drill.exercise import numeric
from drill.exercise.chain_rule._network import Tape, Unit, sigmoid_slope, tanh_slope
from drill.maths.build import exp, minus, node, times

SIGMOID = Unit(
    "sigmoid",
    r"\sigma",
    sigmoid_slope,
    numeric.sigmoid,
    lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    lambda a: math.log(a / (1 - a)),
    (0.0, 1.0),
)
TANH = Unit(
    "tanh",
    r"\tanh",
    tanh_slope,
    numeric.tanh,
    lambda z: 1 / np.cosh(z) ** 2,
    math.atanh,
    (-1.0, 1.0),
)
SOFTPLUS = Unit(
    "softplus",
    r"\operatorname{softplus}",
    lambda a: minus(1, exp(times(-1, a))),
    numeric.softplus,
    lambda z: 1 / (1 + np.exp(-z)),
    lambda a: math.log(math.exp(a) - 1),
    (0.0, math.inf),
)
RELU = Unit(
    "relu",
    r"\operatorname{ReLU}",
    lambda _: node(1),
    lambda z: np.where(np.real(z) > 0, z, 0 * z),
    lambda z: float(np.real(z) > 0),
    lambda a: a,
    (0.0, math.inf),
)
UNITS = (SIGMOID, TANH, SOFTPLUS)


def cross_entropy(tape: Tape, logit: int, target: int) -> int:
    """Put -y ln p - (1 - y) ln(1 - p) on the tape, with p the sigmoid of the logit."""
    p = tape.unary(logit, numeric.sigmoid, SIGMOID.local)
    rest = tape.add(tape.leaf(1.0), tape.mul(p, tape.leaf(-1.0)))
    other = tape.add(tape.leaf(1.0), tape.mul(target, tape.leaf(-1.0)))
    sides = tape.add(tape.mul(target, _log(tape, p)), tape.mul(other, _log(tape, rest)))
    return tape.mul(sides, tape.leaf(-1.0))


def _log(tape: Tape, of: int) -> int:
    log: Callable[[Any], Any] = np.log
    return tape.unary(of, log, lambda z: 1 / z)

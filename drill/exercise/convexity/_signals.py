"""Signals through random layers, drawn and measured: the second truth of `init_scale`.

Nothing here knows Xavier's or He's formula. Weights and signals come from one pool of random
numbers that is the same for ever, so an estimate is a fixed number with a known standard error.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

POOL = 200_000
EXAMPLES = 48
FOUR = 4.0
"""How many standard errors an estimate may be off."""

Unit = Callable[[Any], Any]
"""An activation, on numpy's arrays."""


@cache
def pool(kind: str) -> Any:
    """Draw the numbers everything is made of: `normal`, or `uniform` on (-1, 1)."""
    import numpy as np

    random = np.random.default_rng(30 if kind == "normal" else 31)
    return random.normal(size=POOL) if kind == "normal" else random.uniform(-1, 1, size=POOL)


def linear(z: Any) -> Any:
    """Let everything through, as tanh does near 0."""
    return z


@cache
def rectified(leak: float = 0.0) -> Unit:
    """Make a ReLU; what is below 0 is multiplied with the leak."""

    def unit(z: Any) -> Any:
        import numpy as np

        return np.where(z > 0, z, leak * z)

    return unit


def small_tanh(z: Any) -> Any:
    """Apply tanh where it matters for a start: to small signals, in units of their size."""
    import numpy as np

    return np.tanh(z / 100) * 100


@cache
def through(unit: Unit) -> float:
    """Measure which share of the mean square a unit lets through, of signals symmetric about 0."""
    z = pool("normal")
    both = unit(z) ** 2 + unit(-z) ** 2
    return float(both.mean() / (2 * (z * z).mean()))


def copies(inputs: int, units: int) -> int:
    """Count the layers of a size that the pool can make, with examples to send through each."""
    return max(1, POOL // (inputs * units + EXAMPLES * max(inputs, units)))


def _weights(inputs: int, units: int, kind: str) -> Any:
    """Take the weights of all copies from the front of a pool."""
    many = copies(inputs, units)
    return pool(kind)[: many * inputs * units].reshape(many, units, inputs)


def _examples(many: int, width: int) -> Any:
    """Take the signals of all copies from the back of the normal pool."""
    return pool("normal")[-many * width * EXAMPLES :].reshape(many, width, EXAMPLES)


@lru_cache(maxsize=128)
def forward(inputs: int, units: int, unit: Unit, kind: str = "normal") -> float:
    """Send examples of variance 1 through units and then through weights from the pool.

    Gives the mean square that comes out: that of weights of another scale is its square times it.
    """
    z = _examples(copies(inputs, units), inputs)
    out = _weights(inputs, units, kind) @ unit(z)
    return float((out * out).mean() / (z * z).mean())


@lru_cache(maxsize=128)
def backward(inputs: int, units: int, kind: str = "normal") -> float:
    """Send errors of variance 1 back through the same weights."""
    errors = _examples(copies(inputs, units), units)
    out = _weights(inputs, units, kind).transpose(0, 2, 1) @ errors
    return float((out * out).mean() / (errors * errors).mean())


def error_of(inputs: int, units: int) -> float:
    """Bound four relative standard errors of a mean square that was sent through weights.

    Outputs of one example are independent; those of several share the weights. Squares of a
    rectified signal vary more than those of a normal one, hence 5 in place of 2.
    """
    many, small = copies(inputs, units), min(inputs, units)
    return FOUR * math.sqrt(5 / (many * small * EXAMPLES) + 2 / (many * inputs * units))


def after_layers(factor: float, layers: int, unit: Unit) -> float:
    """Send a population of signals through wide layers, each time drawn anew.

    A wide layer makes its pre-activations normal; `factor` is the number of inputs times the
    variance of the weights.
    """
    size = POOL // layers
    square = 1.0
    for layer in range(layers):
        z = math.sqrt(square) * pool("normal")[layer * size : (layer + 1) * size]
        square = factor * float((unit(z) ** 2 + unit(-z) ** 2).mean()) / 2
    return square


def error_after(layers: int) -> float:
    """Bound four relative standard errors of `after_layers`."""
    return FOUR * math.sqrt(2 * layers / (POOL // layers))

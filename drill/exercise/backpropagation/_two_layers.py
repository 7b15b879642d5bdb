"""What a forward pass through two dense layers has kept, and the four equations on it.

Exact numbers; examples are columns everywhere. The equations can also be got wrong here, as the
misconceptions about them do it. Knows nothing of exercises, and nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log
from typing import Any

Rows = tuple[tuple[Fraction, ...], ...]
"""A matrix of exact numbers, row by row; a vector is a column."""


def column(*sizes: int | Fraction) -> Rows:
    """Make a column of numbers."""
    return tuple((Fraction(size),) for size in sizes)


def turned(rows: Rows) -> Rows:
    """Transpose."""
    return tuple(zip(*rows, strict=True))


def times(left: Rows, right: Rows) -> Rows:
    """Multiply two matrices."""
    columns = turned(right)
    return tuple(
        tuple(sum((a * b for a, b in zip(row, col, strict=True)), Fraction(0)) for col in columns)
        for row in left
    )


def each(rule: Callable[..., Fraction], *matrices: Rows) -> Rows:
    """Apply a rule to the entries of matrices of one shape, place by place."""
    return tuple(
        tuple(rule(*entries) for entries in zip(*rows, strict=True))
        for rows in zip(*matrices, strict=True)
    )


def summed(rows: Rows) -> Rows:
    """Add up the columns: a vector, whatever the number of examples."""
    return tuple((sum(row, Fraction(0)),) for row in rows)


@dataclass(frozen=True, slots=True)
class Unit:
    """An element-wise activation: exactly, and for numpy, complex numbers included."""

    name: str
    slope: Callable[[Fraction, Fraction], Fraction]
    """The derivative at z, from z and a."""
    value: Callable[[Any], Any]
    local: Callable[[Any], Any]
    """The derivative at z once more, in floats and from z alone."""
    mistaken: tuple[tuple[str, Callable[[Fraction, Fraction], Fraction]], ...] = ()
    """What misconceptions put in place of the derivative, by their ids."""


def _relu(z: Any) -> Any:
    return z * (z.real > 0)


def _sigmoid(z: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-z))


def _bell(_z: Fraction, a: Fraction) -> Fraction:
    logistic = 1 / (1 + exp(-float(a)))
    return Fraction(logistic * (1 - logistic))


IDENTITY = Unit("identity", lambda _z, _a: Fraction(1), lambda z: z, lambda _z: 1.0)
RELU = Unit(
    "relu",
    lambda z, _a: Fraction(z > 0),
    _relu,
    lambda z: float(z > 0),
    (
        ("activation-derivative-missing", lambda _z, _a: Fraction(1)),
        ("relu-derivative", lambda _z, a: a),
    ),
)
SIGMOID = Unit(
    "sigmoid",
    lambda _z, a: a * (1 - a),
    _sigmoid,
    lambda z: exp(-z) / (1 + exp(-z)) ** 2,
    (
        ("activation-derivative-missing", lambda _z, _a: Fraction(1)),
        ("sigmoid-at-activation", _bell),
        ("sigmoid-self", lambda _z, a: a),
        ("sigmoid-one-minus", lambda _z, a: 1 - a),
    ),
)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer has kept: its pre-activations and its activations, a column an example."""

    unit: Unit
    z: Rows
    a: Rows

    @classmethod
    def from_inside(cls, unit: Unit, z: Rows) -> Layer:
        """Make a layer of identities or ReLUs from its pre-activations."""
        return cls(unit, z, z if unit is IDENTITY else each(lambda one: max(one, Fraction(0)), z))

    @classmethod
    def of_sigmoids(cls, a: Rows) -> Layer:
        """Make a layer of sigmoids from its activations, so that they are nice."""
        return cls(SIGMOID, each(lambda one: Fraction(log(one / (1 - one))), a), a)

    def slopes(self, wrong: str = "") -> Rows:
        """Give the activation's derivatives, or what a misconception takes them for."""
        return each(dict(self.unit.mistaken).get(wrong, self.unit.slope), self.z, self.a)


@dataclass(frozen=True, slots=True)
class Cost:
    """What is made small, a mean over the examples."""

    name: str
    slope: Callable[[Fraction, Fraction], Fraction]
    """The derivative of one term by a, from a and y."""
    value: Callable[[Any, Any], Any]
    """The cost of one term in numpy, from a and y."""


def _surprise(a: Any, y: Any) -> Any:
    import numpy as np

    return -y * np.log(a) - (1 - y) * np.log(1 - a)


HALF_SQUARE = Cost("half square", lambda a, y: a - y, lambda a, y: (a - y) * (a - y) / 2)
SQUARE = Cost("square", lambda a, y: 2 * (a - y), lambda a, y: (a - y) * (a - y))
CROSS_ENTROPY = Cost("cross-entropy", lambda a, y: (a - y) / (a * (1 - a)), _surprise)


MISTAKEN_FACTORS = {
    "loss-sign": Fraction(-1),
    "dropped-coefficient-n": Fraction(1, 2),
    "constant-factor-dropped": Fraction(2),
}
"""What misconceptions about the cost multiply its slope with: the last two about a square."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the forward pass of one batch has kept, the weights of the second layer and targets."""

    x: Rows
    one: Layer
    w2: Rows
    two: Layer
    y: Rows
    cost: Cost

    @property
    def examples(self) -> int:
        """Count the columns."""
        return len(self.x[0])

    def slope(self, name: str, wrong: str = "") -> Rows:
        """Give a slope by the four equations, or what a misconception makes of it.

        `g` is the cost's slope by the last activations, `d1` and `d2` by the pre-activations; `w`
        and `b` belong to weights and biases. A mistake about an activation is made in the layer
        that is asked about, and the layer behind it is taken right.
        """
        at = int(name[-1]) if name != "g" else 2
        d2 = self._last(wrong, at)
        if name == "g":
            return self._top(wrong)
        if at == 2:
            return _parameters(name, d2, self.one.a, self.two.a, wrong)
        weights = self.w2 if wrong == "weight-not-transposed" else turned(self.w2)
        d1 = each(lambda back, own: back * own, times(weights, d2), self.one.slopes(wrong))
        return _parameters(name, d1, self.x, self.one.a, wrong)

    def _top(self, wrong: str) -> Rows:
        share = 1 if wrong == "batch-mean-missing" else self.examples
        factor = MISTAKEN_FACTORS.get(wrong, Fraction(1)) / share
        return each(lambda a, y: factor * self.cost.slope(a, y), self.two.a, self.y)

    def _last(self, wrong: str, at: int) -> Rows:
        if wrong == "mse-gradient-for-ce":
            top = each(lambda a, y: a - y, self.two.a, self.y)
        else:
            top = self._top(wrong)
        own = self.two.slopes(wrong if at == 2 else "")
        return each(lambda above, slope: above * slope, top, own)


def _parameters(name: str, delta: Rows, below: Rows, own: Rows, wrong: str) -> Rows:
    """Turn a layer's error into the slope that is asked for: itself, of weights or of biases."""
    if wrong == "one-path-only":
        delta, below, own = (tuple(row[:1] for row in rows) for rows in (delta, below, own))
    if name[0] == "d":
        return delta
    if name[0] == "b":
        if wrong == "bias-gradient":
            return summed(each(lambda one, signal: one * signal, delta, below))
        return summed(delta)
    if wrong == "outer-product-reversed":
        return times(below, turned(delta))
    return times(delta, turned(own if wrong == "multiplied-by-activation" else below))

"""The functions compositions are made of, layer by layer.

Loads numpy: import it inside `draw` only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drill.exercise import numeric
from drill.exercise.truths import OneNumber
from drill.maths.build import call, exp, power, times
from drill.maths.slope import outer_slope
from drill.maths.tree import Node

Build = Callable[[Node], Node]


@dataclass(frozen=True, slots=True)
class Layer:
    """A function of one argument: written, differentiated, and in numbers."""

    name: str
    tree: Build
    slope: Build
    value: OneNumber
    missing: str = "inner-derivative-missing"
    """The misconception that forgets the inner derivative of this very function."""


def power_layer(exponent: int) -> Layer:
    """Give u^n."""
    return Layer(
        f"u^{exponent}",
        lambda u: power(u, exponent),
        lambda u: times(exponent, power(u, exponent - 1)),
        lambda z: z**exponent,
    )


def _named(name: str, value: OneNumber, missing: str = "inner-derivative-missing") -> Layer:
    return Layer(name, lambda u: call(name, u), lambda u: outer_slope(name, u), value, missing)


EXP = Layer("exp", exp, exp, numeric.exp)
LN = _named("ln", numeric.ln, "log-inner-missing")
SQRT = _named("sqrt", numeric.sqrt, "root-inner-missing")
SIN = _named("sin", numeric.sin)
COS = _named("cos", numeric.cos)
SIGMOID = _named("sigmoid", numeric.sigmoid)
TANH = _named("tanh", numeric.tanh)


NAMED = {
    "exp": EXP,
    "ln": LN,
    "sqrt": SQRT,
    "sin": SIN,
    "cos": COS,
    "sigmoid": SIGMOID,
    "tanh": TANH,
}


def by_name(name: str) -> Layer:
    """Find a layer by its name: `sin`, or `u^3` for a power."""
    return power_layer(int(name[2:])) if name.startswith("u^") else NAMED[name]

"""Outer and inner functions, from which compositions are made. Loads numpy: import inside `draw`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drill.exercise import numeric
from drill.exercise.build import call, exp, minus, over, power, times
from drill.exercise.slope import outer_slope
from drill.exercise.truths import OneNumber
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
RECIPROCAL = Layer(
    "1/u", lambda u: over(1, u), lambda u: over(-1, power(u, 2)), lambda z: 1 / z
)


def sigmoid_from_value(u: Node) -> Node:
    """Write σ(u)(1 - σ(u))."""
    return times(call("sigmoid", u), minus(1, call("sigmoid", u)))

"""The activation functions with their derivatives, and what people take those for.

Loads numpy: import it inside `draw` only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from drill.exercise import numeric
from drill.exercise.write import inline
from drill.maths.build import ONE, call, exp, minus, node, over, plus, power, times
from drill.maths.tree import Name, Node, Number, Product

X = Name("x")
S = call("sigmoid", X)
T = call("tanh", X)
Offer = tuple[str, Node, str]
"""A misconception's id (empty for a mere distraction), the formula, and it in prose."""


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation: its formula, its derivative in prose and as a tree, and it in numbers."""

    name: str
    tree: Node
    slope: Node
    said: str
    wrong: tuple[Offer, ...]
    value: Callable[[Any], Any]
    kink: bool = False
    """Whether it has no derivative at 0."""


def _offer(mistake: str, tree: Node) -> Offer:
    return mistake, tree, inline(tree)


def _either(above: str, below: str) -> str:
    return f"${above}$ for $x > 0$, ${below}$ for $x < 0$"


def _leaky(text: str) -> Activation:
    rate = Number(Fraction(text), text)
    leak = Product((rate, X))
    step = call("step", X)
    return Activation(
        f"leaky ReLU with slope {text}",
        call("max", leak, X),
        plus(step, Product((rate, minus(ONE, step)))),
        _either("1", text),
        (
            ("relu-derivative", step, _either("1", "0")),
            ("relu-derivative", ONE, "$1$ everywhere"),
            ("wrong-object", call("max", leak, X), _either("x", f"{text} x")),
        ),
        lambda z: np.where(np.real(z) > 0, z, float(text) * z),
        kink=True,
    )


ACTIVATIONS = (
    Activation(
        "the sigmoid",
        S,
        times(S, minus(1, S)),
        inline(times(S, minus(1, S))),
        (
            _offer("sigmoid-self", S),
            _offer("sigmoid-one-minus", minus(1, S)),
            _offer("sigmoid-plus", times(S, plus(1, S))),
        ),
        numeric.sigmoid,
    ),
    Activation(
        "the hyperbolic tangent",
        T,
        minus(1, power(T, 2)),
        inline(minus(1, power(T, 2))),
        (
            _offer("tanh-wrong", call("sech", X)),
            _offer("tanh-wrong", minus(1, call("tanh", power(X, 2)))),
            _offer("", times(T, minus(1, T))),
        ),
        numeric.tanh,
    ),
    Activation(
        "ReLU",
        call("max", node(0), X),
        call("step", X),
        _either("1", "0"),
        (
            ("relu-derivative", ONE, "$1$ everywhere"),
            ("relu-derivative", call("max", node(0), X), _either("x", "0")),
            ("", minus(times(2, call("step", X)), 1), _either("1", "-1")),
        ),
        lambda z: np.where(np.real(z) > 0, z, 0 * z),
        kink=True,
    ),
    _leaky("0.1"),
    _leaky("0.01"),
    Activation(
        "softplus",
        call("ln", plus(1, exp(X))),
        S,
        inline(S),
        (
            _offer("", times(S, minus(1, S))),
            _offer("log-inner-missing", over(1, plus(1, exp(X)))),
            _offer("inner-derivative-inside", exp(X)),
        ),
        numeric.softplus,
    ),
    Activation(
        "SiLU, also called swish",
        times(X, S),
        plus(S, times(X, S, minus(1, S))),
        inline(plus(S, times(X, S, minus(1, S)))),
        (
            _offer("product-of-derivatives", times(S, minus(1, S))),
            _offer("product-one-term", times(X, S, minus(1, S))),
            _offer("product-as-sum", plus(1, times(S, minus(1, S)))),
        ),
        lambda z: z * numeric.sigmoid(z),
    ),
)

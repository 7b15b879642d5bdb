"""One step with weight decay, by SGD or Adam, with the decay in the loss or apart from it.

With L2 the loss has the term (λ/2) w², so that λ w is a part of the gradient; decoupled decay
shrinks the weight itself by the factor 1 - η λ (Loshchilov and Hutter, Decoupled weight decay
regularization, 2019, algorithm 2). Adam's step is its first, from averages of 0, with ε left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import isqrt
from typing import Any

from drill.exercise.decimals import bracketed, decimal, exactly
from drill.exercise.draft import Evidence
from drill.exercise.figures import apart
from drill.exercise.truths import given, slope_of_one

FIRST, SECOND = Fraction(9, 10), Fraction(999, 1000)
"""The betas of Adam, as they mostly are; they show only where the correction is forgotten."""
SCALE = 10**12
RATES = tuple(map(exactly, ("0.05", "0.1", "0.2")))
DECAYS = tuple(map(exactly, ("0.1", "0.2", "0.3", "0.5")))
STARTS = tuple(map(Fraction, (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)))
SLOPES = tuple(map(Fraction, (-8, -6, -4, -3, -2, 2, 3, 4, 6, 8)))
L2 = r"$f(w) + \frac{\lambda}{2} w^2$"
Wrong = Sequence[tuple[str, Fraction]]
"""Answers with the mistakes that lead to them."""


def sign(size: Fraction) -> int:
    """Give 1, 0 or -1."""
    return (size > 0) - (size < 0)


@dataclass(frozen=True, slots=True)
class Decayed:
    """A weight, the gradient of the loss alone, the decay λ and the learning rate η."""

    w: Fraction
    g: Fraction
    decay: Fraction
    rate: Fraction

    @property
    def gradient(self) -> Fraction:
        """Write the gradient with the penalty, g + λ w."""
        return self.g + self.decay * self.w

    @property
    def sgd(self) -> Fraction:
        """Take the step of SGD with L2."""
        return self.w - self.rate * self.gradient

    def apart(self, factor: Fraction) -> Fraction:
        """Shrink the weight by the factor 1 - d, and take the step of SGD."""
        return (1 - factor) * self.w - self.rate * self.g

    @property
    def adam(self) -> Fraction:
        """Take the first step of Adam with L2: its length is η."""
        return self.w - self.rate * sign(self.gradient)

    @property
    def adamw(self) -> Fraction:
        """Take the first step of AdamW."""
        return (1 - self.rate * self.decay) * self.w - self.rate * sign(self.g)

    def uncorrected(self, start: Fraction, gradient: Fraction) -> Fraction:
        """Take Adam's first step from `start` without the corrections, to twelve digits."""
        square = (1 - FIRST) ** 2 / (1 - SECOND)
        root = Fraction(isqrt(int(square * SCALE * SCALE)), SCALE)
        return start - self.rate * sign(gradient) * root

    def evidence(self, part: str, what: str, factor: Fraction = Fraction(0)) -> Evidence:
        """Hold a step against sympy's exact one, and against a run of the optimiser in floats."""
        return Evidence(
            part,
            given(lambda: _in_sympy(self, what, factor)),
            given(lambda: _in_floats(self, what, float(factor))),
        )


def _in_sympy(made: Decayed, what: str, factor: Fraction) -> float:
    """Differentiate the loss with its penalty; Adam's ratio keeps its root."""
    import sympy

    w, g, decay, rate, d = (
        sympy.Rational(size.numerator, size.denominator)
        for size in (made.w, made.g, made.decay, made.rate, factor)
    )
    x = sympy.Symbol("x", real=True)
    slope = (g * x + decay * x**2 / 2).diff(x).subs(x, w)
    found: dict[str, Callable[[], Any]] = {
        "gradient": lambda: slope,
        "sgd": lambda: w - rate * slope,
        "apart": lambda: w - d * w - rate * g,
        "adam": lambda: w - rate * slope / sympy.sqrt(slope**2),
        "adamw": lambda: w - rate * (g / sympy.sqrt(g**2) + decay * w),
        "shrunk": lambda: -rate * decay * w,
        "moved": lambda: -rate * g / sympy.sqrt(g**2),
    }
    return float(found[what]())


def _in_floats(made: Decayed, what: str, factor: float) -> float:
    """Run the optimiser once; the penalised slope is the complex step's."""
    w, g, decay, rate = (float(size) for size in (made.w, made.g, made.decay, made.rate))
    slope = slope_of_one(lambda x: g * x + decay / 2 * x * x, w)
    found: dict[str, Callable[[], float]] = {
        "gradient": lambda: slope,
        "sgd": lambda: w - rate * slope,
        "apart": lambda: w * (1 - factor) - rate * g,
        "adam": lambda: w - rate * _first_ratio(slope),
        "adamw": lambda: w * (1 - rate * decay) - rate * _first_ratio(g),
        "shrunk": lambda: w * (1 - rate * decay) - w,
        "moved": lambda: -rate * _first_ratio(g),
    }
    return found[what]()


def _first_ratio(g: float) -> float:
    """Run both averages from 0, correct them, and divide."""
    import numpy as np

    beta = np.array([float(FIRST), float(SECOND)])
    state = (1 - beta) * np.array([g, g * g])
    mean, square = state / (1 - beta)
    return float(mean / np.sqrt(square))


def shows(truth: Fraction, wrong: Wrong) -> bool:
    """Say whether the mistakes can be told from the truth and from each other."""
    return apart(truth, *(size for _, size in wrong))


def every(slopes: Sequence[Fraction]) -> tuple[Decayed, ...]:
    """List all steps with these gradients of the loss whose whole gradient is not 0."""
    return tuple(
        Decayed(w, g, decay, rate)
        for w, g, decay, rate in product(STARTS, slopes, DECAYS, RATES)
        if g + decay * w
    )


def settings(made: Decayed) -> str:
    """Set the numbers of a step in a sentence."""
    return (
        rf"$w = {decimal(made.w)}$, the gradient of $f$ there is $g = {decimal(made.g)}$, "
        rf"$\lambda = {decimal(made.decay)}$ and $\eta = {decimal(made.rate)}$"
    )


def penalty(made: Decayed) -> str:
    """Set the sum that the whole gradient is."""
    return rf"{decimal(made.g)} + {decimal(made.decay)} \cdot {bracketed(made.w)}"

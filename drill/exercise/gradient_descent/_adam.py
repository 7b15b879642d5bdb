"""Adam's two moving averages and their ratio: in fractions, by closed forms, and as they are run.

Source: Kingma and Ba, Adam: a method for stochastic optimization (2015), algorithm 1:
m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², m̂ = m/(1 - β₁^t), v̂ = v/(1 - β₂^t),
w ← w - η m̂/(√v̂ + ε). Here ε is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from drill.exercise.decimals import exactly
from drill.exercise.draft import Evidence, Oracle
from drill.exercise.truths import given
from drill.maths.build import call, over, times
from drill.maths.tree import Name, Node

RATES = tuple(map(exactly, ("0.001", "0.01", "0.02", "0.1")))
SLOPES = tuple(g for g in range(-9, 10) if abs(g) > 1)
AVERAGES = (
    r"$m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t$ and "
    r"$v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2$"
)
CORRECTIONS = r"$\hat m_t = m_t / (1 - \beta_1^t)$ and $\hat v_t = v_t / (1 - \beta_2^t)$"


@dataclass(frozen=True, slots=True)
class State:
    """Everything Adam knows of one weight after a step."""

    m: Fraction
    v: Fraction
    m_hat: Fraction
    v_hat: Fraction


def averages(first: Fraction, second: Fraction, slopes: Sequence[int]) -> State:
    """Run the recursions from 0 over the gradients, and correct them at the end."""
    m = v = Fraction(0)
    for g in slopes:
        m = first * m + (1 - first) * g
        v = second * v + (1 - second) * g * g
    t = len(slopes)
    return State(m, v, m / (1 - first**t), v / (1 - second**t))


def exact_root(size: Fraction) -> Fraction | None:
    """Take an exact square root; None where there is none."""
    top, bottom = isqrt(size.numerator), isqrt(size.denominator)
    root = Fraction(top, bottom)
    return root if root * root == size else None


def _sums(first: Fraction, second: Fraction, slopes: Sequence[int]) -> Callable[[str], Oracle]:
    """Use the closed forms: weighted sums of all gradients, in sympy's rationals."""

    def of(what: str) -> Oracle:
        def found() -> float:
            import sympy

            b1, b2 = (sympy.Rational(str(b)) for b in (first, second))
            t = len(slopes)
            m = sum((1 - b1) * b1 ** (t - 1 - i) * g for i, g in enumerate(slopes))
            v = sum((1 - b2) * b2 ** (t - 1 - i) * g**2 for i, g in enumerate(slopes))
            m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
            values = {"m": m, "v": v, "mh": m_hat, "vh": v_hat}
            values["ratio"] = m_hat / sympy.sqrt(v_hat)
            values["raw"] = m / sympy.sqrt(v)
            return float(values[what])

        return given(found)

    return of


def in_numpy(first: Fraction, second: Fraction, slopes: Sequence[int]) -> dict[str, float]:
    """Run a reference implementation in numpy."""
    import numpy as np

    beta = np.array([float(first), float(second)])
    state = np.zeros(2)
    for g in slopes:
        state = beta * state + (1 - beta) * np.array([g, g * g], dtype=float)
    hats = state / (1 - beta ** len(slopes))
    return {
        "m": float(state[0]),
        "v": float(state[1]),
        "mh": float(hats[0]),
        "vh": float(hats[1]),
        "ratio": float(hats[0] / np.sqrt(hats[1])),
        "raw": float(state[0] / np.sqrt(state[1])),
    }


def evidence(
    part: str, what: str, first: Fraction, second: Fraction, slopes: Sequence[int]
) -> Evidence:
    """Hold a number of the last step against both computations; `what` names it."""
    symbolic = _sums(first, second, slopes)(what)
    return Evidence(part, symbolic, given(lambda: in_numpy(first, second, slopes)[what]))


def moved(
    part: str, first: Fraction, second: Fraction, slopes: Sequence[int], rate: Fraction
) -> Evidence:
    """Hold the change of a weight against both computations of the ratio."""
    ratio = evidence(part, "ratio", first, second, slopes)
    return Evidence(part, scaled(ratio.symbolic, -rate), scaled(ratio.numeric, -rate))


def corrected_step(rate: Fraction) -> Node:
    """Write the change of a weight in the corrected averages that were asked for before it."""
    return times(-rate, over(Name("mh"), call("sqrt", Name("vh"))))


def scaled(oracle: Oracle, factor: Fraction) -> Oracle:
    """Multiply what an oracle finds."""
    return given(lambda: float(factor) * float(str(oracle([{}])[0])))


def near_root(root_of: Fraction) -> Fraction:
    """Take a square root to twelve digits, for mistakes that make no whole one."""
    return Fraction(isqrt(root_of.numerator * 10**24 // root_of.denominator), 10**12)

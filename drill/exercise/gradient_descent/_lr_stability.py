"""Which learning rates are stable: below 2/L on a quadratic, and what happens on either side.

On f = λ w²/2 every step multiplies w by 1 - ηλ, so a run converges if and only if
0 < η < 2/λ; with several curvatures the largest decides (Polyak 1987, section 1.4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product

from drill.exercise.build import plus, power, times
from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient_descent._shared import (
    apart,
    decimal,
    exactly,
    figure,
    typed_decimal,
)
from drill.exercise.parts import choice, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.tree import Name, Node

W = Name("w")
STEPS = 200
KINDS = (
    Choice("slides", "it converges from one side", "That needs $0 < 1 - \\eta L < 1$."),
    Choice("swings", "it converges, changing side each step", "That needs $1/L < \\eta < 2/L$."),
    Choice("bounces", "it bounces for ever between two points", "That needs $\\eta = 2/L$."),
    Choice("diverges", "it diverges", "That needs $\\eta > 2/L$."),
)
SAYS = {item.id: item.text for item in KINDS}
CURVATURES = (1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 80, 100)
SHARES = tuple(map(exactly, ("0.1", "0.2", "0.5", "0.8", "1.2", "1.5", "1.8", "2", "2.2", "2.5", "3")))
"""ηL: below 1, between 1 and 2, at 2, beyond."""
STARTS = (-4, -3, -2, -1, 1, 2, 3, 4)
NAMES = ("w", "x", "u")


def _kind(factor: Fraction) -> str:
    if factor > 0:
        return "slides"
    if factor > -1:
        return "swings"
    return "bounces" if factor == -1 else "diverges"


def _watched(factor_of_step: Callable[[float], float], start: float) -> str:
    """Run the steps in floats, and look at what became of the start."""
    trail = [start]
    for _ in range(STEPS):
        trail.append(factor_of_step(trail[-1]))
        if abs(trail[-1]) > 1e12:
            return "diverges"
    if abs(trail[-1]) > 0.99 * abs(start):
        return "bounces"
    return "slides" if trail[0] * trail[1] > 0 else "swings"


HINTS = {
    1: ("What does one step do to $w$?", r"$w_{k+1} = (1 - \eta L)\, w_k$: look at that factor."),
    2: (
        "When does the distance stop shrinking?",
        r"The factor $1 - \eta L$ has to stay above $-1$.",
    ),
    3: (
        "Every direction has a factor of its own, and one rate for all of them.",
        "The steepest direction is the first to become unstable.",
    ),
    4: (
        "A rate that is good for one direction is too long or too short for the other.",
        r"The best rate makes both factors $1 - \eta \lambda$ equal in size.",
    ),
    5: (
        "How do two neighbouring values of $w$ compare?",
        r"Their quotient is $1 - \eta L$, at every step.",
    ),
}


class LrStability(Family):
    """Say which learning rates are stable, and what a run will do."""

    name = "lr_stability"
    topic = "gradient_descent"
    title = "Tell a stable learning rate from an unstable one"
    instances = levels(len(CURVATURES) * len(SHARES) * 3, 1, 1, 1, 1)
    requires = shares(gd_steps_1d=0.6)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw curvatures and a rate; level 5 reads both from a printed run."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _one_direction,
            2: _largest_rate,
            3: _two_directions,
            4: _best_rate,
            5: _from_a_trace,
        }
        return made[level](pick)


FAMILY = LrStability()


def _bowl(curvature: Fraction | int, name: str = "w") -> Node:
    return times(Fraction(curvature) / 2, power(Name(name), 2))


def _one_direction(pick: Pick) -> Draft:
    curvature, share, name = pick.one(CURVATURES), pick.one(SHARES), pick.one(NAMES)
    rate = share / curvature
    factor = 1 - share
    kind = _kind(factor)
    of = _bowl(curvature, name)
    eta = decimal(rate)
    return Draft(
        prompt=rf"Gradient descent with $\eta = {eta}$ from ${name}_0 \neq 0$ on this function. "
        "By what factor does each step multiply the weight, and what does the run do?"
        + display(f"f({name}) = {latex(of)}").rstrip(),
        parts=(
            figure("factor", factor, label="factor of each step"),
            choice("kind", kind, KINDS, label="the run"),
        ),
        evidence=(
            Evidence("factor", given(lambda: _map_slope(of, name, rate)), _one_step(curvature, rate)),
            Evidence("kind", given(kind), given(lambda: _simulated(curvature, rate))),
        ),
        hints=HINTS[1],
        solution=(
            Step("one step", rf"${name} - \eta L {name} = (1 - \eta L)\, {name}$, with $L = f''$."),
            Step("the curvature", f"$f'' = {curvature}$"),
            Step("the factor", rf"$1 - {eta} \cdot {curvature} = {decimal(factor)}$"),
            Step("answer", f"Multiplied by ${decimal(factor)}$ every time, {SAYS[kind]}."),
        ),
        mistakes=wired("factor", _factors_gone_wrong(factor, curvature, share)),
        shown=(of,),
        plain=frozenset({"factor"}),
    )


def _factors_gone_wrong(
    factor: Fraction, curvature: int, share: Fraction
) -> list[tuple[str, str]]:
    wrong = [("ascent", 1 + share), ("learning-rate-missing", Fraction(1 - curvature))]
    return [(name, typed_decimal(size)) for name, size in wrong if apart(factor, size)]


def _map_slope(of: Node, name: str, rate: Fraction) -> float:
    """Let sympy differentiate the update itself."""
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    w = symbol(name)
    return float((w - sympy.Rational(str(rate)) * to_sympy(of).diff(w)).diff(w))


def _one_step(curvature: Fraction | int, rate: Fraction):  # noqa: ANN202
    return given(lambda: (1.5 - float(rate) * float(curvature) * 1.5) / 1.5)


def _simulated(curvature: Fraction | int, rate: Fraction) -> str:
    return _watched(lambda w: w - float(rate) * float(curvature) * w, 1.5)

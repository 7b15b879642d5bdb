"""Which learning rates are stable: below 2/L on a quadratic, and what happens on either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from drill.exercise.contract import Step
from drill.exercise.decimals import about, decimal, exactly
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import figure, wired_apart, wired_figures
from drill.exercise.gradient_descent._stability import (
    CURVATURES,
    KINDS,
    SAYS,
    bowl,
    curvature_of,
    edge,
    kind_of,
    kinds_by,
    simulated,
    watched,
)
from drill.exercise.gradient_descent._two_curvatures import best_rate, two_directions
from drill.exercise.parts import after, after_signs, choice
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import display, latex
from drill.maths.build import minus, over, plus, power, times
from drill.maths.tree import Name, Node

SHARES = tuple(
    map(exactly, ("0.1", "0.2", "0.5", "0.8", "1.2", "1.5", "1.8", "2", "2.2", "2.5", "3"))
)
"""ηL: below 1, between 1 and 2, at 2, beyond."""
STARTS = (-4, -3, -2, -1, 1, 2, 3, 4)
NAMES = ("w", "x", "u")
HINTS = {
    1: ("What does one step do to $w$?", r"$w_{k+1} = (1 - \eta L)\, w_k$: look at that factor."),
    2: (
        "When does the distance stop shrinking?",
        r"The factor $1 - \eta L$ has to stay above $-1$.",
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
    instances = levels(len(CURVATURES) * len(SHARES) * 3, 561, 876, 156, 480)
    requires = shares(gd_steps_1d=0.6)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw curvatures and a rate; level 5 reads both from a printed run."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _one_direction,
            2: _largest_rate,
            3: two_directions,
            4: best_rate,
            5: _from_a_trace,
        }
        return made[level](pick)


FAMILY = LrStability()


def _one_direction(pick: Pick) -> Draft:
    curvature, share, name = pick.one(CURVATURES), pick.one(SHARES), pick.one(NAMES)
    rate = share / curvature
    factor = 1 - share
    kind = kind_of(factor)
    of = bowl(curvature, name)
    eta = decimal(rate)
    return Draft(
        prompt=rf"Gradient descent with $\eta = {eta}$ from ${name}_0 \neq 0$ on this function. "
        "By what factor does each step multiply the weight, and what does the run do?"
        + display(f"f({name}) = {latex(of)}").rstrip(),
        parts=(
            figure("factor", factor, label="factor of each step"),
            after_signs(choice("kind", kind, KINDS, label="the run"), kinds_by(Name("factor"))),
        ),
        evidence=(
            Evidence(
                "factor", given(lambda: _map_slope(of, name, rate)), _one_step(curvature, rate)
            ),
            Evidence("kind", given(kind), given(lambda: simulated(curvature, rate))),
        ),
        hints=HINTS[1],
        solution=(
            Step("one step", rf"${name} - \eta L {name} = (1 - \eta L)\, {name}$, with $L = f''$."),
            Step("the curvature", f"$f'' = {curvature}$"),
            Step("the factor", rf"$1 - {eta} \cdot {curvature} = {decimal(factor)}$"),
            Step("answer", f"Multiplied by ${decimal(factor)}$ every time, {SAYS[kind]}."),
        ),
        mistakes=wired_apart(
            "factor",
            factor,
            [("ascent", 1 + share), ("learning-rate-missing", Fraction(1 - curvature))],
        ),
        shown=(of,),
        plain=frozenset({"factor"}),
    )


def _map_slope(of: Node, name: str, rate: Fraction) -> float:
    """Let sympy differentiate the update itself."""
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    w = symbol(name)
    return float((w - sympy.Rational(str(rate)) * to_sympy(of).diff(w)).diff(w))


def _one_step(curvature: Fraction | int, rate: Fraction) -> Oracle:
    return given(lambda: (1.5 - float(rate) * float(curvature) * 1.5) / 1.5)


def _largest_rate(pick: Pick) -> Draft:
    a, c, name = pick.one((*range(1, 13), 15, 20, 25, 40, 50)), pick.integer(-5, 5), pick.one(NAMES)
    of = times(a, power(plus(Name(name), -c), 2))
    largest, at_once = Fraction(1, a), Fraction(1, 2 * a)
    return Draft(
        prompt=r"Below which learning rate does gradient descent converge on this function, and "
        "with which one does it reach the minimum in a single step?"
        + display(f"f({name}) = {latex(of)}").rstrip(),
        parts=(
            figure("largest", largest, label="it converges below"),
            after(figure("once", at_once, label="a single step with"), over(Name("largest"), 2)),
        ),
        evidence=(
            Evidence("largest", given(lambda: 2 / curvature_of(of, name)), given(edge(2 * a))),
            Evidence("once", given(lambda: 1 / curvature_of(of, name)), given(_landing(a, c))),
        ),
        hints=HINTS[2],
        solution=(
            Step("one step", r"The distance from the minimum is multiplied by $1 - \eta L$."),
            Step("the curvature", f"$L = f'' = {2 * a}$"),
            Step("the edge", rf"$1 - \eta L > -1$ means $\eta < 2 / L = 2 / {2 * a}$."),
            Step(
                "answer",
                f"It converges below ${decimal(largest)}$; the factor is 0 at $1 / L = "
                f"{decimal(at_once)}$.",
            ),
        ),
        mistakes=(
            *wired_figures("largest", [("quadratic-hessian-halved", Fraction(2, a))]),
            *wired_figures("once", [("quadratic-hessian-halved", Fraction(1, a))]),
        ),
        shown=(of,),
    )


def _landing(a: int, c: int) -> Callable[[], float]:
    """Divide a distance by the slope there: the step that is exactly long enough."""
    return lambda: 2.5 / slope_of_one(lambda w: a * (w - c) ** 2, c + 2.5)


FACTORS = tuple(
    map(exactly, ("0.5", "0.8", "0.2", "-0.5", "-0.2", "-0.8", "-1", "-1.5", "-2", "-1.2"))
)


def _from_a_trace(pick: Pick) -> Draft:
    factor, start = pick.one(FACTORS), 10 * pick.one(STARTS)
    rate = exactly(pick.one(("0.01", "0.02", "0.05", "0.1", "0.2", "0.5")))
    curvature = (1 - factor) / rate
    squared = factor * factor
    trail = [start * size for size in (Fraction(1), factor, squared, factor * squared)]
    kind = kind_of(factor)
    listed = ", ".join(f"${decimal(w)}$" for w in trail)
    largest = 2 / curvature
    return Draft(
        prompt=rf"A run of gradient descent on $f(w) = L w^2 / 2$ with $\eta = {decimal(rate)}$ "
        f"prints $w$: {listed}. What is $L$, below which rate would it converge, and what does "
        "this run do?",
        parts=(
            figure("curvature", curvature, label="$L$"),
            after(
                figure("largest", largest, label="it converges below"), over(2, Name("curvature"))
            ),
            after_signs(
                choice("kind", kind, KINDS, label="the run"),
                kinds_by(minus(1, times(rate, Name("curvature")))),
            ),
        ),
        evidence=(
            Evidence(
                "curvature",
                given(lambda: float((trail[0] - trail[1]) / (rate * trail[0]))),
                given(lambda: _fitted(trail, rate)),
            ),
            Evidence("largest", given(float(largest)), given(edge(_fitted(trail, rate)))),
            Evidence("kind", given(kind), given(lambda: watched(lambda w: w * float(factor), 1.5))),
        ),
        hints=HINTS[5],
        solution=(
            Step("one step", r"$w_{k+1} = w_k - \eta L w_k = (1 - \eta L)\, w_k$"),
            Step("the factor", f"${decimal(trail[1])} / {decimal(start)} = {decimal(factor)}$"),
            Step(
                "the curvature",
                rf"$1 - {decimal(rate)} L = {decimal(factor)}$, so $L = {decimal(curvature)}$.",
            ),
            Step(
                "answer",
                f"$L = {decimal(curvature)}$; it converges below $2 / L "
                f"{about(largest, 4)}$; with this rate {SAYS[kind]}.",
            ),
        ),
        mistakes=wired_apart(
            "curvature",
            curvature,
            [("learning-rate-missing", 1 - factor), ("ascent", (factor - 1) / rate)],
        ),
        plain=frozenset({"curvature", "largest"}),
    )


def _fitted(trail: Sequence[Fraction], rate: Fraction) -> float:
    """Fit the slope of the moves against the places by least squares, in numpy."""
    import numpy as np

    places = np.array([float(w) for w in trail])
    return float(-(places[:-1] @ np.diff(places)) / (places[:-1] @ places[:-1]) / float(rate))

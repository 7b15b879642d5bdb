"""One learning rate for two curvatures: what each direction does, and the rate for both."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations, product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, decimal, exactly
from drill.exercise.draft import Draft, Evidence
from drill.exercise.figures import figure, wired_figures
from drill.exercise.gradient_descent._stability import (
    CURVATURES,
    KINDS,
    SAYS,
    bowl,
    curvature_of,
    edge,
    kind_of,
    simulated,
)
from drill.exercise.parts import choice
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import display, latex
from drill.maths.build import plus

PAIRS = tuple(combinations(CURVATURES, 2))
HINTS = {
    3: (
        "Every direction has a factor of its own, and one rate for all of them.",
        "The steepest direction is the first to become unstable.",
    ),
    4: (
        "A rate that is good for one direction is too long or too short for the other.",
        r"The best rate makes both factors $1 - \eta \lambda$ equal in size.",
    ),
}


@cache
def _pairs() -> tuple[tuple[int, int, Fraction], ...]:
    """List two curvatures and a rate, a share of what the steeper direction bears."""
    return tuple(
        (one, other, share / max(one, other))
        for (one, other), share in product(
            [*PAIRS, *((high, low) for low, high in PAIRS)],
            map(exactly, ("0.5", "0.8", "1.2", "1.5", "2.5", "4")),
        )
        if 1 - share * min(one, other) / max(one, other) not in {0, -1}
    )


def two_directions(pick: Pick) -> Draft:
    """Draw two curvatures and a rate."""
    one, other, rate = pick.one(_pairs())
    of = plus(bowl(one, "x"), bowl(other, "y"))
    kinds = {"x": kind_of(1 - rate * one), "y": kind_of(1 - rate * other)}
    sizes = {"x": one, "y": other}
    largest = Fraction(2, max(one, other))
    factors = ", ".join(
        rf"in ${name}$: $1 - {decimal(rate)} \cdot {size} = {decimal(1 - rate * size)}$"
        for name, size in sizes.items()
    )
    return Draft(
        prompt=rf"Gradient descent with $\eta = {decimal(rate)}$, from a point with $x$ and $y$ "
        "not 0. What does each coordinate do, and below which rate does the whole run converge?"
        + display(f"f(x, y) = {latex(of)}").rstrip(),
        parts=(
            choice("x", kinds["x"], KINDS, label="$x$"),
            choice("y", kinds["y"], KINDS, label="$y$"),
            figure("largest", largest, label="it converges below"),
        ),
        evidence=(
            Evidence("x", given(kinds["x"]), given(lambda: simulated(one, rate))),
            Evidence("y", given(kinds["y"]), given(lambda: simulated(other, rate))),
            Evidence(
                "largest",
                given(lambda: 2 / max(curvature_of(of, "x"), curvature_of(of, "y"))),
                given(lambda: min(edge(one)(), edge(other)())),
            ),
        ),
        hints=HINTS[3],
        solution=(
            Step(
                "one factor each",
                r"A step multiplies each of them by its own $1 - \eta \lambda$.",
            ),
            Step("the factors", f"{factors[0].upper()}{factors[1:]}."),
            Step("the steeper direction", rf"It needs $\eta < 2 / {max(one, other)}$."),
            Step(
                "answer",
                f"- in $x$: {SAYS[kinds['x']]}\n- in $y$: {SAYS[kinds['y']]}\n"
                f"- converges below ${decimal(largest)}$",
            ),
        ),
        mistakes=wired_figures("largest", [("quadratic-hessian-halved", 2 * largest)]),
        shown=(of,),
    )


def best_rate(pick: Pick) -> Draft:
    """Draw two curvatures, and ask for the rate that shrinks the worse coordinate fastest."""
    (low, high), turned = pick.one(PAIRS), pick.below(2)
    one, other = (high, low) if turned else (low, high)
    of = plus(bowl(one, "x"), bowl(other, "y"))
    best = Fraction(2, low + high)
    rate_of_it = Fraction(high - low, high + low)
    return Draft(
        prompt="Which learning rate makes gradient descent shrink the worse of the two coordinates "
        "fastest, and by what factor (without its sign) does each step then shrink them?"
        + display(f"f(x, y) = {latex(of)}").rstrip(),
        parts=(
            figure("best", best, label="best learning rate"),
            figure("factor", rate_of_it, label="factor of each step, without its sign"),
        ),
        evidence=(
            Evidence(
                "best",
                given(lambda: 2 / (curvature_of(of, "x") + curvature_of(of, "y"))),
                given(lambda: _narrowed(one, other)[0]),
                tolerance=1e-5,
            ),
            Evidence(
                "factor",
                given(lambda: _contraction(curvature_of(of, "x"), curvature_of(of, "y"))),
                given(lambda: _narrowed(one, other)[1]),
                tolerance=1e-5,
            ),
        ),
        hints=HINTS[4],
        solution=(
            Step("two factors", r"$1 - \eta \lambda$ for each curvature; the larger size decides."),
            Step("the curvatures", f"$\\lambda = {low}$ and $\\lambda = {high}$"),
            Step("balanced", rf"$1 - {_product(low)} = -(1 - {_product(high)})$"),
            Step(
                "answer",
                rf"$\eta = \frac{{2}}{{{low + high}}} {about(best, 4)}$ and the factor "
                rf"$\frac{{{high} - {low}}}{{{high} + {low}}} {about(rate_of_it, 4)}$.",
            ),
        ),
        mistakes=wired_figures("best", [("quadratic-hessian-halved", 2 * best)]),
        shown=(of,),
    )


def _product(curvature: int) -> str:
    return r"\eta" if curvature == 1 else rf"{curvature} \eta"


def _contraction(one: float, other: float) -> float:
    condition = max(one, other) / min(one, other)
    return (condition - 1) / (condition + 1)


def _narrowed(one: int, other: int) -> tuple[float, float]:
    """Search for the rate with the smallest worse factor; the worse factor has one valley."""

    def worse(rate: float) -> float:
        return max(abs(1 - rate * one), abs(1 - rate * other))

    low, high = 0.0, 2.0
    for _ in range(120):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if worse(left) < worse(right) else (left, high)
    return low, worse(low)

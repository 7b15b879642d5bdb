"""One step of fitting a line to two points: the data are fixed, the weights are w and b."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.gradient_descent._bowls import (
    RATES,
    Bowl,
    Pair,
    Run,
    all_far,
    point,
    point_part,
    wired_points,
)
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one

POINTS = tuple(
    ((x1, y1), (x2, y2))
    for x1, x2 in ((1, 2), (1, 3), (2, 3), (-1, 1), (-1, 2), (0, 2))
    for y1, y2 in product((-1, 1, 2, 3, 5), repeat=2)
)
HINTS = (
    "The weights are $w$ and $b$; the data are fixed numbers.",
    r"With the errors $e_i = w x_i + b - y_i$: the mean of $2 e_i x_i$, and that of $2 e_i$.",
)


@dataclass(frozen=True, slots=True)
class Fit:
    """Two points, weights to start from, and a rate: a step of fitting y = w x + b."""

    points: tuple[tuple[int, int], tuple[int, int]]
    start: tuple[int, int]
    rate: Fraction

    @property
    def run(self) -> Run:
        """See the mean of two squared errors as the bowl it is in (w, b), less its height."""
        (x1, y1), (x2, y2) = self.points
        bowl = Bowl(x1 * x1 + x2 * x2, x1 + x2, 2, -(x1 * y1 + x2 * y2), -(y1 + y2))
        return Run(bowl, self.start, self.rate, 1)

    @property
    def wrong(self) -> tuple[tuple[str, Pair], ...]:
        """Give where the step ends with a mistake."""
        summed = self.run.followed(self.run.bowl.slopes, 2 * self.rate)[-1]
        return (*self.run.wrong, ("batch-mean-missing", summed))

    @property
    def tells_apart(self) -> bool:
        """Say whether no mistake ends where another one or the right way ends."""
        return all_far([self.run.iterates[-1], *(end for _, end in self.wrong)])


@cache
def _fits() -> tuple[Fit, ...]:
    every = product(POINTS, ((0, 0), (1, 0), (2, -1), (-1, 1)), RATES[:2])
    made = (Fit(*choices) for choices in every)
    return tuple(fit for fit in made if fit.tells_apart)


def line(pick: Pick) -> Draft:
    """Draw two points, weights to start from and a rate."""
    fit = pick.one(_fits())
    (x1, y1), (x2, y2) = fit.points
    w, b = fit.start
    errors = [w * x + b - y for x, y in fit.points]
    slopes = fit.run.bowl.slopes(fit.run.iterates[0])
    after = fit.run.iterates[1]
    return Draft(
        prompt=f"Fit $y = w x + b$ to the points ${point((x1, y1))}$ and ${point((x2, y2))}$. The "
        f"loss is the mean of the squared errors. Take one step of gradient descent from $(w, b) = "
        rf"{point(fit.start)}$ with $\eta = {decimal(fit.rate)}$. Find the new $(w, b)$.",
        parts=(point_part("p", after, "new $(w, b)$"),),
        evidence=(Evidence("p", _fit_by_sympy(fit), _fit_by_complex_step(fit)),),
        hints=HINTS,
        solution=(
            Step("the errors", r"The error at each point is $e_i = w x_i + b - y_i$."),
            Step("with these weights", f"$e_1 = {errors[0]}$ and $e_2 = {errors[1]}$"),
            Step(
                "the gradient",
                rf"The mean of $2 e_i x_i$ and the mean of $2 e_i$: ${point(slopes)}$.",
            ),
            Step(
                "answer",
                rf"${point(fit.start)} - {decimal(fit.rate)} \cdot {point(slopes)} = "
                f"{point(after)}$",
            ),
        ),
        mistakes=wired_points("p", fit.wrong),
        plain=frozenset({"p"}),
    )


def _fit_by_sympy(fit: Fit) -> Oracle:
    def found() -> tuple[float, ...]:
        import sympy

        w, b = sympy.symbols("w b", real=True)
        loss = sum((w * x + b - y) ** 2 for x, y in fit.points) / sympy.Integer(2)
        there = {w: fit.start[0], b: fit.start[1]}
        rate = sympy.Rational(str(fit.rate))
        return tuple(float(there[v] - rate * loss.diff(v).subs(there)) for v in (w, b))

    return given(found)


def _fit_by_complex_step(fit: Fit) -> Oracle:
    def loss(w: complex, b: complex) -> complex:
        import numpy as np

        points = np.array(fit.points, dtype=float)
        return complex(np.mean((w * points[:, 0] + b - points[:, 1]) ** 2))

    def found() -> tuple[float, ...]:
        w, b = map(float, fit.start)
        by_w = slope_of_one(lambda z: loss(z, b), w)
        by_b = slope_of_one(lambda z: loss(w, z), b)
        return w - float(fit.rate) * by_w, b - float(fit.rate) * by_b

    return given(found)

"""The gradient of a batch: the mean over its examples, and what it has to do with the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal, exactly
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import apart, figure, wired_figures
from drill.exercise.gradient_descent._noise import noise, sum_text
from drill.exercise.parts import after
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.grade.part import Part
from drill.maths.build import minus, over, times
from drill.maths.tree import Name

RATES = tuple(map(exactly, ("0.01", "0.05", "0.1", "0.2")))
STARTS = (-2, -1, 1, 2, 3)
SLOPES = (-9, -6, -4, -2, 1, 3, 5, 8, 10, 12)
POINTS = tuple((x, y) for x in (1, 2, 3, -1, -2) for y in (-4, -1, 2, 5, 7))
QUARTETS = tuple(four for four in combinations(SLOPES, 4) if sum(four))
"""Gradients whose mean is not 0."""
LOSS = r"$\frac{1}{B} \sum_i (w x_i - y_i)^2$"
HINTS = {
    1: (
        "The loss of a batch is a mean.",
        "Differentiate that mean term by term: each example has a quarter of the say.",
    ),
    2: (
        "Each example has an error and an input.",
        "Differentiate one square by $w$, with its inner derivative; then take the mean.",
    ),
    3: (
        "Which examples are in the sum?",
        "The step of one example uses its gradient alone; the other step uses the mean.",
    ),
    4: (
        "A sum is longer than a mean: by which factor?",
        "The same step needs a learning rate that is smaller by that factor.",
    ),
}


@cache
def _batches() -> tuple[tuple[tuple[int, ...], Fraction, int], ...]:
    """List four gradients, a rate and a start, with which all mistakes show."""
    return tuple(
        (slopes, rate, start)
        for slopes, rate, start in product(combinations(SLOPES, 4), RATES, STARTS)
        if _shows(Fraction(sum(slopes), 4), rate, start, 4)
    )


@cache
def _fits() -> tuple[tuple[tuple[tuple[int, int], ...], Fraction, int], ...]:
    """List two points, a rate and a start, with which all mistakes show."""
    return tuple(
        (pair, rate, start)
        for pair, rate, start in product(combinations(POINTS, 2), RATES[:3], STARTS)
        if _shows(_mean(_slopes(pair, start)), rate, start, 2)
        and apart(*map(Fraction, _slopes(pair, start)), Fraction(0))
    )


def _shows(mean: Fraction, rate: Fraction, start: int, count: int) -> bool:
    moves = (rate * mean, -rate * mean, mean, count * rate * mean)
    return apart(mean, count * mean, Fraction(0)) and apart(*(start - move for move in moves))


def _slopes(points: Sequence[tuple[int, int]], w: int) -> tuple[int, ...]:
    return tuple(2 * (w * x - y) * x for x, y in points)


def _mean(slopes: Sequence[int]) -> Fraction:
    return Fraction(sum(slopes), len(slopes))


class MinibatchGradient(Family):
    """Work out the gradient of a batch and the step it makes."""

    name = "minibatch_gradient"
    topic = "gradient_descent"
    title = "Work out the gradient of a batch"
    instances = levels(3898, 3719, 3719, 16 * len(QUARTETS), 2160)
    requires = shares(gd_steps_1d=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw gradients, or points from which they come; level 5 is about their noise."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _given_slopes,
            2: _from_points,
            3: _one_against_all,
            4: _sum_or_mean,
            5: noise,
        }
        return made[level](pick)


FAMILY = MinibatchGradient()


def _weights_gone_wrong(
    start: int, rate: Fraction, mean: Fraction, count: int
) -> list[tuple[str, Fraction]]:
    return [
        ("ascent", start + rate * mean),
        ("learning-rate-missing", start - mean),
        ("batch-mean-missing", start - count * rate * mean),
    ]


def _both(name: str, exact: Fraction, again: Callable[[], float]) -> Evidence:
    """Hold an exact value from the formula against one that was run."""
    return Evidence(name, given(lambda: float(exact)), given(again))


def _by_numpy(slopes: Sequence[int]) -> float:
    import numpy as np

    return float(np.mean(np.array(slopes, dtype=float)))


def _listed(slopes: Sequence[int]) -> str:
    return ", ".join(f"${g}$" for g in slopes)


def _gradient_and_step(mean: Fraction, start: int, rate: Fraction) -> tuple[Part, ...]:
    """Ask for a gradient, and for the weight that it leads to."""
    step = minus(start, times(rate, Name("g")))
    return (
        figure("g", mean, label="gradient"),
        after(figure("w", start - rate * mean, label="new $w$"), step),
    )


def _given_slopes(pick: Pick) -> Draft:
    slopes, rate, start = pick.one(_batches())
    mean = _mean(slopes)
    after = start - rate * mean
    return Draft(
        prompt=f"The gradients of the four examples of a batch are {_listed(slopes)}; the loss is "
        f"the mean over the batch. From $w = {start}$ with $\\eta = {decimal(rate)}$: find the "
        "gradient of the batch, and the weight after the step.",
        parts=_gradient_and_step(mean, start, rate),
        evidence=(
            _both("g", mean, lambda: _by_numpy(slopes)),
            _both("w", after, lambda: start - float(rate) * _by_numpy(slopes)),
        ),
        hints=HINTS[1],
        solution=(
            Step("a mean", "The gradient of a mean is the mean of the gradients."),
            Step("the gradient", rf"$({sum_text(slopes)}) / 4 {about(mean)}$"),
            Step(
                "answer",
                rf"${start} - {decimal(rate)} \cdot {bracketed(mean)} {about(after)}$",
            ),
        ),
        mistakes=(
            *wired_figures("g", [("batch-mean-missing", 4 * mean)]),
            *wired_figures("w", _weights_gone_wrong(start, rate, mean, 4)),
        ),
        plain=frozenset({"g", "w"}),
    )


def _slope_of_loss(points: Sequence[tuple[int, int]], w: int) -> float:
    """Differentiate the mean of the squared errors by the complex step."""
    import numpy as np

    pairs = np.array(points, dtype=float)
    return slope_of_one(lambda z: np.mean((z * pairs[:, 0] - pairs[:, 1]) ** 2), float(w))


def _points(points: Sequence[tuple[int, int]]) -> str:
    return " and ".join(f"$({x}, {y})$" for x, y in points)


def _from_points(pick: Pick) -> Draft:
    points, rate, start = pick.one(_fits())
    slopes = _slopes(points, start)
    mean = _mean(slopes)
    after = start - rate * mean
    return Draft(
        prompt=f"The model $w x$ is fitted to the batch of points {_points(points)} with the loss "
        f"{LOSS}. From $w = {start}$ with $\\eta = {decimal(rate)}$: find the gradient, and $w$ "
        "after one step.",
        parts=_gradient_and_step(mean, start, rate),
        evidence=(
            _both("g", mean, lambda: _slope_of_loss(points, start)),
            _both("w", after, lambda: start - float(rate) * _slope_of_loss(points, start)),
        ),
        hints=HINTS[2],
        solution=(
            Step("each example", r"One example has the gradient $2 (w x_i - y_i)\, x_i$."),
            Step("the two", f"They are {_listed(slopes)}."),
            Step("the mean", rf"$({sum_text(slopes)}) / 2 {about(mean)}$"),
            Step(
                "answer",
                rf"${start} - {decimal(rate)} \cdot {bracketed(mean)} {about(after)}$",
            ),
        ),
        mistakes=(
            *wired_figures("g", [("batch-mean-missing", 2 * mean)]),
            *wired_figures("w", _weights_gone_wrong(start, rate, mean, 2)),
        ),
        plain=frozenset({"g", "w"}),
    )


def _one_against_all(pick: Pick) -> Draft:
    points, rate, start = pick.one(_fits())
    slopes = _slopes(points, start)
    mean = _mean(slopes)
    single, whole = start - rate * slopes[0], start - rate * mean
    return Draft(
        prompt=f"The model $w x$ is fitted to the points {_points(points)}; the loss of an example "
        f"is $(w x_i - y_i)^2$. From $w = {start}$ with $\\eta = {decimal(rate)}$: where does one "
        "step of SGD on the first point alone lead, and where one of batch gradient descent on the "
        "mean loss?",
        parts=(
            figure("single", single, label="$w$ after the SGD step"),
            figure("whole", whole, label="$w$ after the batch step"),
        ),
        evidence=(
            _both(
                "single",
                single,
                lambda: start - float(rate) * _slope_of_loss(points[:1], start),
            ),
            _both("whole", whole, lambda: start - float(rate) * _slope_of_loss(points, start)),
        ),
        hints=HINTS[3],
        solution=(
            Step("each example", r"One example has the gradient $2 (w x_i - y_i)\, x_i$."),
            Step("the two", f"They are {_listed(slopes)}, with the mean ${decimal(mean)}$."),
            Step(
                "the first alone",
                rf"${start} - {decimal(rate)} \cdot {bracketed(slopes[0])} {about(single)}$",
            ),
            Step(
                "answer",
                rf"Both: ${start} - {decimal(rate)} \cdot {bracketed(mean)} {about(whole)}$; the "
                f"first alone: ${decimal(single)}$.",
            ),
        ),
        mistakes=(
            *wired_figures("single", [("ascent", start + rate * slopes[0])]),
            *wired_figures("whole", _weights_gone_wrong(start, rate, mean, 2)),
        ),
        plain=frozenset({"single", "whole"}),
    )


def _sum_or_mean(pick: Pick) -> Draft:
    slopes, rate = pick.one(QUARTETS), pick.one(RATES)
    size = pick.one((8, 16, 32, 64))
    total = Fraction(sum(slopes))
    mean, matching = total / 4, rate / size
    return Draft(
        prompt=f"Four examples have the gradients {_listed(slopes)}. What is the gradient of the "
        "loss if it sums over them, and what if it takes the mean? A run with the mean over "
        f"batches of {size} uses $\\eta = {decimal(rate)}$; which rate makes the same steps with "
        "the sum?",
        parts=(
            figure("sum", total, label="gradient of the sum"),
            after(figure("mean", mean, label="gradient of the mean"), over(Name("sum"), 4)),
            figure("rate", matching, label="learning rate for the sum"),
        ),
        evidence=(
            _both("sum", total, lambda: 4 * _by_numpy(slopes)),
            _both("mean", mean, lambda: _by_numpy(slopes)),
            _both("rate", matching, lambda: float(rate) * _by_numpy([1, *([0] * (size - 1))])),
        ),
        hints=HINTS[4],
        solution=(
            Step(
                "add them", f"${sum_text(slopes)} = {decimal(total)}$ is the gradient of the sum."
            ),
            Step("divide", f"The mean has ${decimal(total)} / 4 {about(mean)}$."),
            Step("the rate", f"The sum over {size} examples is {size} times their mean."),
            Step(
                "answer", rf"${decimal(rate)} / {size} = {decimal(matching)}$ makes the same steps."
            ),
        ),
        mistakes=wired_figures("mean", [("batch-mean-missing", total)]),
        plain=frozenset({"sum", "mean", "rate"}),
    )

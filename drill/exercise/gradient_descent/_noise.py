"""The noise of a batch's gradient: its variance falls as 1/B, and so its spread only as 1/√B."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from math import isqrt

from drill.exercise.contract import Step
from drill.exercise.decimals import decimal
from drill.exercise.draft import Draft, Evidence
from drill.exercise.figures import figure, wired_figures
from drill.exercise.parts import after, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import maths, table
from drill.maths.build import call, over
from drill.maths.tree import Name

BATCHES = (4, 16, 25, 64, 100)
TIMES = (2, 3, 4, 5)
COUNT = 4
HINTS = (
    "The variance of a mean of $B$ independent draws: which power of $B$ divides it?",
    r"First $\sigma^2$, the mean of the squared distances; the spread is $\sigma / \sqrt{B}$.",
)


@dataclass(frozen=True, slots=True)
class Noise:
    """Per-example gradients with a whole mean and a whole spread."""

    slopes: tuple[int, ...]
    mean: int
    spread: int


@cache
def _noises() -> tuple[Noise, ...]:
    """List four gradients, not two and two, whose mean and spread are whole."""
    found = []
    for slopes in combinations_with_replacement(range(-9, 18), COUNT):
        total = sum(slopes)
        squares = sum((COUNT * g - total) ** 2 for g in slopes)
        spread = isqrt(squares // COUNT**3)
        if total % COUNT or not total or len(set(slopes)) < 3 or spread < 2:
            continue
        if spread**2 * COUNT**3 == squares:
            found.append(Noise(slopes, total // COUNT, spread))
    return tuple(found)


def noise(pick: Pick) -> Draft:
    """Ask for the mean, the variance, the spread in a batch, and the batch that has less."""
    made, batch, less = pick.one(_noises()), pick.one(BATCHES), pick.one(TIMES)
    variance = made.spread**2
    spread = Fraction(made.spread, isqrt(batch))
    needed = batch * less**2
    listed = ", ".join(maths(str(g)) for g in made.slopes)
    return Draft(
        prompt=f"A data set has four examples, with the gradients {listed}. A batch of "
        f"$B = {batch}$ draws its examples independently, each time from all four, and takes the "
        "mean of their "
        r"gradients. Find the mean of that estimate, the variance $\sigma^2$ of a single draw and "
        "the standard deviation of the estimate. Which batch size makes that deviation "
        f"{less} times smaller?",
        parts=(
            figure("mean", made.mean, label="mean of the estimate"),
            figure("single", variance, label=r"$\sigma^2$"),
            after(
                figure("spread", spread, label="standard deviation of the estimate"),
                call("sqrt", over(Name("single"), batch)),
            ),
            number("size", needed, label="batch size needed"),
        ),
        evidence=(
            Evidence(
                "mean", given(lambda: _moments(made, 1)[0]), given(lambda: _drawn(made, batch)[0])
            ),
            Evidence(
                "single", given(lambda: _moments(made, 1)[1]), given(lambda: _drawn(made, 1)[1])
            ),
            Evidence(
                "spread",
                given(lambda: _moments(made, batch)[1] ** 0.5),
                given(lambda: _drawn(made, batch)[1] ** 0.5),
            ),
            Evidence(
                "size",
                given(lambda: _needed(made, batch, less)),
                given(lambda: _drawn(made, 1)[1] / (_drawn(made, batch)[1] / less**2)),
            ),
        ),
        hints=HINTS,
        solution=(
            Step("no bias", "The mean of a batch's mean is the mean over all the examples."),
            Step("the mean", f"${sum_text(made.slopes)} = {COUNT * made.mean}$, divided by 4."),
            Step("a single draw", _table(made)),
            Step(
                "the batch",
                rf"The variance falls as $1/B$: $\sigma^2 / B = {variance} / {batch} = "
                rf"{decimal(Fraction(variance, batch))}$, so the deviation is "
                rf"${made.spread} / {isqrt(batch)} = {decimal(spread)}$.",
            ),
            Step(
                "answer",
                rf"A deviation that is {less} times smaller needs a variance that is ${less}^2 = "
                rf"{less**2}$ times smaller: $B = {less**2} \cdot {batch} = {needed}$. Noise is "
                "dear to get rid of.",
            ),
        ),
        mistakes=(
            *wired_figures("mean", [("batch-mean-missing", COUNT * made.mean)]),
            *wired_figures(
                "spread",
                [("batch-noise-by-count", Fraction(made.spread, batch))],
            ),
            *wired("size", [("batch-noise-by-count", batch * less)]),
        ),
        plain=frozenset({"mean", "single", "spread", "size"}),
    )


def sum_text(slopes: Sequence[int]) -> str:
    """Write a sum of whole numbers, with a minus before each negative one."""
    first, *others = slopes
    return f"{first}" + "".join(f" - {-g}" if g < 0 else f" + {g}" for g in others)


def _table(made: Noise) -> str:
    away = [g - made.mean for g in made.slopes]
    rows = [
        (maths(str(g)), maths(str(d)), maths(str(d * d)))
        for g, d in zip(made.slopes, away, strict=True)
    ]
    sigma = rf"The mean of the squares is $\sigma^2 = {made.spread**2}$."
    return f"{table(('gradient', 'distance from the mean', 'squared'), rows)}\n\n{sigma}"


def _moments(made: Noise, batch: int) -> tuple[float, float]:
    """Take mean and variance from sympy's rational sums, the variance as E g² - (E g)²."""
    import sympy

    share = sympy.Rational(1, COUNT)
    mean = sum(share * g for g in made.slopes)
    square = sum(share * g**2 for g in made.slopes)
    return float(mean), float((square - mean**2) / batch)


def _needed(made: Noise, batch: int, less: int) -> float:
    """Let sympy solve for the batch size."""
    import sympy

    size = sympy.Symbol("B", positive=True)
    sigma = sympy.Integer(made.spread)
    aim = sigma / sympy.sqrt(batch) / less
    return float(sympy.solve(sympy.Eq(sigma**2 / size, aim**2), size)[0])


def _drawn(made: Noise, batch: int) -> tuple[float, float]:
    """Work out the distribution of the batch's sum, by convolution, and its two moments."""
    import numpy as np

    low, high = min(made.slopes), max(made.slopes)
    single = np.bincount(np.array(made.slopes) - low, minlength=high - low + 1) / COUNT
    whole = np.ones(1)
    for _ in range(batch):
        whole = np.convolve(whole, single)
    sizes = (np.arange(len(whole)) + batch * low) / batch
    mean = float(whole @ sizes)
    return mean, float(whole @ (sizes - mean) ** 2)

"""Adam's second step, of one weight and of two, with the averages carried along and corrected.

Both betas are 1/2, and the gradients are chosen so that √v̂ is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import figure, wired_apart
from drill.exercise.gradient_descent._adam import (
    AVERAGES,
    CORRECTIONS,
    RATES,
    State,
    averages,
    corrected_step,
    evidence,
    exact_root,
    moved,
    near_root,
)
from drill.exercise.parts import after
from drill.exercise.pick import Pick
from drill.exercise.write import maths, table

HALF = Fraction(1, 2)
HINTS = {
    3: (
        "At the second step both averages still remember the first gradient: by how much?",
        r"The corrections at $t = 2$ divide by $1 - \beta^2$.",
    ),
    4: (
        "Each weight has averages of its own.",
        "Divide each corrected mean by the root of its own corrected square.",
    ),
}


@cache
def _pairs() -> tuple[tuple[int, int], ...]:
    """List the gradients g_1, g_2 for β = 1/2 at which √v̂ is exact: (g_1² + 2 g_2²)/3 a square."""
    sizes = [g for g in range(-23, 24) if g]
    every = ((one, two) for one in sizes for two in sizes if abs(one) != abs(two))
    return tuple(
        pair
        for pair in every
        if exact_root(averages(HALF, HALF, pair).v_hat) is not None and pair[0] + 2 * pair[1]
    )


def second_step(pick: Pick) -> Draft:
    """Draw two gradients of one weight."""
    pair, rate = pick.one(_pairs()), pick.one(RATES)
    made = averages(HALF, HALF, pair)
    root = exact_root(made.v_hat) or Fraction(1)
    change = -rate * made.m_hat / root
    unsquared = Fraction(pair[0] + 2 * pair[1], 3)
    wrong = [
        ("ascent", -change),
        ("learning-rate-missing", change / rate),
        ("square-root-missing", change / root),
        ("bias-correction-missing", -rate * made.m / near_root(made.v)),
    ]
    return Draft(
        prompt=f"Adam keeps {AVERAGES}, both from 0, and uses {CORRECTIONS}. With "
        rf"$\beta_1 = \beta_2 = 0.5$, $\eta = {decimal(rate)}$, $\epsilon$ left out and the "
        rf"gradients $g_1 = {pair[0]}$, $g_2 = {pair[1]}$: find $\hat m_2$, $\hat v_2$ and the "
        "change of the weight at $t = 2$.",
        parts=(
            figure("mh", made.m_hat, label=r"$\hat m_2$"),
            figure("vh", made.v_hat, label=r"$\hat v_2$"),
            after(figure("step", change, label="$w_2 - w_1$"), corrected_step(rate)),
        ),
        evidence=(
            evidence("mh", "mh", HALF, HALF, pair),
            evidence("vh", "vh", HALF, HALF, pair),
            moved("step", HALF, HALF, pair, rate),
        ),
        hints=HINTS[3],
        solution=(
            Step("from 0", "Two steps of both averages first; the corrections come at the end."),
            Step("averages", _two_rows(pair)),
            Step(
                "corrected",
                rf"Both are divided by $1 - 0.5^2 = 0.75$: $\hat m_2 {about(made.m_hat)}$ and "
                rf"$\hat v_2 {about(made.v_hat)}$.",
            ),
            Step(
                "answer",
                rf"$w_2 - w_1 = -{decimal(rate)} \cdot {bracketed(made.m_hat)} / {decimal(root)} "
                f"{about(change)}$",
            ),
        ),
        mistakes=(
            *wired_apart("mh", made.m_hat, _uncorrected_ways(made.m)),
            *wired_apart(
                "vh",
                made.v_hat,
                [*_uncorrected_ways(made.v), ("second-moment-unsquared", unsquared)],
            ),
            *wired_apart("step", change, wrong),
        ),
        plain=frozenset({"mh", "vh", "step"}),
    )


def _uncorrected_ways(average: Fraction) -> list[tuple[str, Fraction]]:
    """Correct an average at t = 2 with each mistake, for β = 1/2."""
    return [
        ("bias-correction-missing", average),
        ("bias-correction-power", average * 4),
        ("bias-correction-without-t", average * 2),
    ]


def _two_rows(pair: Sequence[int]) -> str:
    rows = []
    for t in (1, 2):
        made = averages(HALF, HALF, pair[:t])
        rows.append(
            (str(t), maths(str(pair[t - 1])), maths(decimal(made.m)), maths(decimal(made.v)))
        )
    return table(("t", "$g_t$", "$m_t$", "$v_t$"), rows)


def two_weights(pick: Pick) -> Draft:
    """Draw two gradients for each of two weights, of different sizes."""
    small, large = pick.one(_pairs()), pick.one(_pairs())
    scale, rate = pick.one((10, 100)), pick.one(RATES)
    slopes = {"a": small, "b": (scale * large[0], scale * large[1])}
    states = {name: averages(HALF, HALF, pair) for name, pair in slopes.items()}
    roots = {name: exact_root(made.v_hat) or Fraction(1) for name, made in states.items()}
    changes = {name: -rate * made.m_hat / roots[name] for name, made in states.items()}
    lists = " and ".join(
        f"those of ${name}$ are ${pair[0]}$ and then ${pair[1]}$" for name, pair in slopes.items()
    )
    return Draft(
        prompt=rf"Two weights $a$ and $b$ under Adam with $\beta_1 = \beta_2 = 0.5$, averages from "
        rf"0, both corrected, $\eta = {decimal(rate)}$ and $\epsilon$ left out. Of the gradients, "
        f"{lists}. By how much does each weight change in the second step?",
        parts=tuple(figure(name, changes[name], label=f"change of ${name}$") for name in slopes),
        evidence=tuple(moved(name, HALF, HALF, pair, rate) for name, pair in slopes.items()),
        hints=HINTS[4],
        solution=(
            Step("one weight at a time", "The averages of $a$ know nothing of those of $b$."),
            *(_weight_step(name, slopes[name], states[name]) for name in slopes),
            Step(
                "answer",
                "\n".join(
                    rf"- ${name}$ changes by $-{decimal(rate)} \cdot "
                    rf"{bracketed(states[name].m_hat)} / {decimal(roots[name])} "
                    f"{about(changes[name])}$"
                    for name in slopes
                )
                + "\n\nHowever large a gradient is, no step is longer than $\\eta$ here.",
            ),
        ),
        mistakes=tuple(
            mistake
            for name in slopes
            for mistake in wired_apart(
                name,
                changes[name],
                [
                    ("ascent", -changes[name]),
                    ("learning-rate-missing", changes[name] / rate),
                    (
                        "bias-correction-missing",
                        -rate * states[name].m / near_root(states[name].v),
                    ),
                ],
            )
        ),
        plain=frozenset(slopes),
    )


def _weight_step(name: str, pair: Sequence[int], made: State) -> Step:
    return Step(
        f"corrected averages of {name}",
        rf"From the gradients ${pair[0]}$ and ${pair[1]}$: $\hat m_2 {about(made.m_hat)}$ and "
        rf"$\hat v_2 {about(made.v_hat)}$.",
    )

"""Adam by hand: both moving averages, their corrections, and the step they make.

The first two levels are here; the second step and the uncorrected one have modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal, exactly
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import figure, wired_apart, wired_figures
from drill.exercise.gradient_descent._adam import (
    AVERAGES,
    CORRECTIONS,
    RATES,
    SLOPES,
    averages,
    corrected_step,
    evidence,
    moved,
)
from drill.exercise.gradient_descent._adam_second_steps import second_step, two_weights
from drill.exercise.gradient_descent._adam_uncorrected import uncorrected
from drill.exercise.parts import after
from drill.exercise.pick import Pick

FIRST = tuple(map(exactly, ("0.5", "0.8", "0.9")))
"""Values of β₁."""
SECOND = tuple(map(exactly, ("0.5", "0.9", "0.99", "0.999")))
"""Values of β₂."""
UPDATE = r"$w_t = w_{t-1} - \eta\, \hat m_t / (\sqrt{\hat v_t} + \epsilon)$"
HINTS = {
    1: (
        "Two averages: one of the gradient, one of its square.",
        r"Both start at 0, so only the part with $1 - \beta$ is left.",
    ),
    2: (
        "At $t = 1$ the correction undoes the average exactly.",
        r"$\hat m_1 = g_1$ and $\hat v_1 = g_1^2$, whatever the betas are.",
    ),
}


class AdamStep(Family):
    """Carry out steps of Adam, with bias correction and without."""

    name = "adam_step"
    topic = "gradient_descent"
    title = "Take a step of Adam"
    instances = levels(192, 192, 160, 12_800, 1536)
    requires = shares(momentum=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw gradients; from level 3 on the betas are 1/2 and the root is exact."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _raw_averages,
            2: _first_step,
            3: second_step,
            4: two_weights,
            5: uncorrected,
        }
        return made[level](pick)


FAMILY = AdamStep()


def _raw_averages(pick: Pick) -> Draft:
    first, second = pick.one(FIRST), pick.one(SECOND)
    g = pick.one(SLOPES)
    made = averages(first, second, [g])
    wrong_v = [
        ("second-moment-unsquared", (1 - second) * g),
        ("betas-swapped", second * g * g),
    ]
    return Draft(
        prompt=f"Adam keeps {AVERAGES}, both from 0. With $\\beta_1 = {decimal(first)}$, "
        f"$\\beta_2 = {decimal(second)}$ and the gradient $g_1 = {g}$, find $m_1$ and $v_1$.",
        parts=(figure("m", made.m, label="$m_1$"), figure("v", made.v, label="$v_1$")),
        evidence=tuple(evidence(part, part, first, second, [g]) for part in ("m", "v")),
        hints=HINTS[1],
        solution=(
            Step("both start at 0", r"$m_1 = (1 - \beta_1) g_1$ and $v_1 = (1 - \beta_2) g_1^2$."),
            Step("mean", rf"$m_1 = {decimal(1 - first)} \cdot {bracketed(g)} {about(made.m)}$"),
            Step(
                "mean square",
                rf"$v_1 = {decimal(1 - second)} \cdot {g * g} {about(made.v)}$",
            ),
            Step("answer", f"$m_1 {about(made.m)}$ and $v_1 {about(made.v)}$."),
        ),
        mistakes=(
            *wired_apart("m", made.m, [("betas-swapped", first * g)]),
            *wired_apart("v", made.v, wrong_v),
        ),
        plain=frozenset({"m", "v"}),
    )


def _first_step(pick: Pick) -> Draft:
    second, g, rate = pick.one(SECOND[1:]), pick.one(SLOPES), pick.one(RATES)
    first = Fraction(9, 10)
    made = averages(first, second, [g])
    sign = 1 if g > 0 else -1
    change = -rate * sign
    wrong = [
        ("ascent", -change),
        ("learning-rate-missing", Fraction(-sign)),
        ("square-root-missing", change / abs(g)),
    ]
    return Draft(
        prompt="The first step of Adam, $t = 1$, with averages from 0, $\\beta_1 = 0.9$, "
        f"$\\beta_2 = {decimal(second)}$, $\\eta = {decimal(rate)}$ and $\\epsilon$ too small to "
        f"matter: {CORRECTIONS}, then {UPDATE}. The gradient is $g_1 = {g}$. Find "
        r"$\hat m_1$, $\hat v_1$ and the change of the weight.",
        parts=(
            figure("mh", made.m_hat, label=r"$\hat m_1$"),
            figure("vh", made.v_hat, label=r"$\hat v_1$"),
            after(figure("step", change, label="$w_1 - w_0$"), corrected_step(rate)),
        ),
        evidence=(
            evidence("mh", "mh", first, second, [g]),
            evidence("vh", "vh", first, second, [g]),
            moved("step", first, second, [g], rate),
        ),
        hints=HINTS[2],
        solution=(
            Step("raw averages", r"$m_1 = (1 - \beta_1) g_1$ and $v_1 = (1 - \beta_2) g_1^2$."),
            Step(
                "corrected",
                rf"$\hat m_1 = {decimal(made.m)} / {decimal(1 - first)} = {g}$ and "
                rf"$\hat v_1 = {decimal(made.v)} / {decimal(1 - second)} = {g * g}$",
            ),
            Step("the ratio", rf"$\hat m_1 / \sqrt{{\hat v_1}} = {g} / {abs(g)} = {sign}$"),
            Step(
                "answer",
                rf"$w_1 - w_0 = -{decimal(rate)} \cdot {bracketed(sign)} = {decimal(change)}$: the "
                r"first step has the length $\eta$, whatever the gradient's size.",
            ),
        ),
        mistakes=(
            *wired_figures("mh", [("bias-correction-missing", made.m)]),
            *wired_apart(
                "vh",
                made.v_hat,
                [("bias-correction-missing", made.v), ("second-moment-unsquared", Fraction(g))],
            ),
            *wired_apart("step", change, wrong),
        ),
        plain=frozenset({"mh", "vh", "step"}),
    )

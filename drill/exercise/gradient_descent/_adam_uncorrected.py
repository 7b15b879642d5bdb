"""What Adam's first step would be without the corrections: shorter, longer, or the same."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, decimal, exactly
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.figures import figure, wired_apart
from drill.exercise.gradient_descent._adam import (
    RATES,
    SLOPES,
    evidence,
    exact_root,
    in_numpy,
    moved,
    near_root,
    scaled,
)
from drill.exercise.parts import after_signs, choice
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.grade.part import Choice
from drill.maths.build import minus
from drill.maths.tree import Name

LENGTHS = (
    Choice("shorter", "it is shorter than the corrected one"),
    Choice("same", "both are equally long"),
    Choice("longer", "it is longer than the corrected one"),
)
SAYS = {"shorter": "shorter", "same": "equally long here", "longer": "longer"}
BETAS = tuple(
    product(
        map(exactly, ("0.5", "0.8", "0.9", "0.95")),
        map(exactly, ("0.75", "0.9", "0.96", "0.99", "0.999", "0.9999")),
    )
)
HINTS = (
    "The corrections are there because both averages start at 0.",
    "Work out the step twice: with the corrected averages, and with the raw ones.",
)


def _compared(ratio: float) -> str:
    if abs(ratio - 1) < 1e-6:
        return "same"
    return "longer" if ratio > 1 else "shorter"


def uncorrected(pick: Pick) -> Draft:
    """Draw betas and a gradient, and ask for the step with the corrections and without."""
    first, second = pick.one(BETAS)
    g, rate = pick.one(SLOPES), pick.one(RATES)
    root = exact_root(1 - second) or near_root(1 - second)
    raw = rate * (1 - first) / root
    kind = _compared(float((1 - first) / root))
    symbolic = evidence("raw", "raw", first, second, [g]).symbolic
    return Draft(
        prompt=f"The first step of Adam from averages of 0, with $\\beta_1 = {decimal(first)}$, "
        f"$\\beta_2 = {decimal(second)}$, $\\eta = {decimal(rate)}$, $\\epsilon$ left out and "
        f"$g_1 = {g}$. How long is the step with both corrections, how long without any, and how "
        "do the two compare?",
        parts=(
            figure("with", rate, label="length with both corrections"),
            figure("raw", raw, label="length without"),
            after_signs(
                choice("kind", kind, LENGTHS, label="the step without"),
                {
                    "shorter": minus(Name("with"), Name("raw")),
                    "longer": minus(Name("raw"), Name("with")),
                    "same": 1,
                },
            ),
        ),
        evidence=(
            Evidence(
                "with",
                _sized(moved("with", first, second, [g], rate).symbolic),
                _sized(moved("with", first, second, [g], rate).numeric),
            ),
            Evidence(
                "raw",
                _sized(scaled(symbolic, rate)),
                given(lambda: abs(float(rate) * in_numpy(first, second, [g])["raw"])),
            ),
            Evidence(
                "kind",
                given(lambda: _compared(abs(float(str(symbolic([{}])[0]))))),
                given(lambda: _compared(abs(in_numpy(first, second, [g])["raw"]))),
            ),
        ),
        hints=HINTS,
        solution=(
            Step("the averages", r"$m_1 = (1 - \beta_1) g_1$ and $v_1 = (1 - \beta_2) g_1^2$."),
            Step(
                "with the corrections",
                r"$\hat m_1 = g_1$ and $\hat v_1 = g_1^2$, so the ratio has the size 1.",
            ),
            Step(
                "without them",
                rf"$|m_1| / \sqrt{{v_1}} = (1 - \beta_1) / \sqrt{{1 - \beta_2}} = "
                rf"{decimal(1 - first)} / \sqrt{{{decimal(1 - second)}}} "
                f"{_about_root((1 - first) / root)}$",
            ),
            Step(
                "answer",
                f"With the corrections ${decimal(rate)}$, without them "
                f"${decimal(raw)}$: {SAYS[kind]}.",
            ),
        ),
        mistakes=(
            *wired_apart("with", rate, [("square-root-missing", rate / abs(g))]),
            *wired_apart(
                "raw",
                raw,
                [
                    ("square-root-missing", rate * (1 - first) / (1 - second) / abs(g)),
                    ("betas-swapped", rate * first / near_root(second)),
                ],
            ),
        ),
        plain=frozenset({"with", "raw"}),
    )


def _about_root(size: Fraction) -> str:
    """Write a ratio that may have come from a rounded root."""
    rounded = Fraction(decimal(size))
    return about(rounded) if rounded == size else rf"\approx {decimal(size)}"


def _sized(oracle: Oracle) -> Oracle:
    return given(lambda: abs(float(str(oracle([{}])[0]))))

"""Weight decay under SGD: a penalty in the loss, or a factor beside the step, come to the same."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.figures import apart, figure, wired_figures
from drill.exercise.gradient_descent._decay import (
    L2,
    SLOPES,
    Decayed,
    Wrong,
    every,
    penalty,
    settings,
    shows,
)
from drill.exercise.parts import after, choice
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import maths, table
from drill.grade.part import Choice
from drill.maths.build import minus, times
from drill.maths.tree import Name

CLOSE = 1e-9
HINTS = {
    "penalised": (
        "What does the penalty add to the gradient?",
        r"The derivative of $\frac{\lambda}{2} w^2$ is $\lambda w$; then an ordinary step.",
    ),
    "two ways": (
        "Multiply out the step with L2: what is in front of $w$?",
        r"L2 with SGD is $(1 - \eta \lambda)\, w - \eta g$; hold $d$ against $\eta \lambda$.",
    ),
}


def _sgd_gone_wrong(made: Decayed) -> Wrong:
    w, rate = made.w, made.rate
    return (
        ("ascent", w + rate * made.gradient),
        ("learning-rate-missing", w - made.gradient),
        ("l2-factor", w - rate * (made.gradient + made.decay * w)),
    )


@cache
def _penalties() -> tuple[Decayed, ...]:
    return tuple(
        made
        for made in every(SLOPES)
        if shows(made.sgd, _sgd_gone_wrong(made))
        and apart(made.gradient, made.gradient + made.decay * made.w, made.g)
    )


def penalised(pick: Pick) -> Draft:
    """Ask for a step of SGD with a penalty in its loss."""
    made = pick.one(_penalties())
    return Draft(
        prompt=f"SGD minimises {L2}. Now {settings(made)}. Find the gradient of the whole loss, "
        "and the weight after one step.",
        parts=(
            figure("g", made.gradient, label="gradient of the whole"),
            after(
                figure("w", made.sgd, label="new $w$"), minus(made.w, times(made.rate, Name("g")))
            ),
        ),
        evidence=(made.evidence("g", "gradient"), made.evidence("w", "sgd")),
        hints=HINTS["penalised"],
        solution=(
            Step("the penalty", r"Its derivative is $\lambda w$: the 2 uses up the half."),
            Step("the gradient", f"${penalty(made)} {about(made.gradient)}$"),
            Step(
                "answer",
                rf"${decimal(made.w)} - {decimal(made.rate)} \cdot {bracketed(made.gradient)} "
                f"{about(made.sgd)}$",
            ),
        ),
        mistakes=(
            *wired_figures("g", [("l2-factor", made.gradient + made.decay * made.w)]),
            *wired_figures("w", _sgd_gone_wrong(made)),
        ),
        plain=frozenset({"g", "w"}),
    )


SHRINKS = (
    Choice("same", "both do the same to the weight", "This is so where $d = \\eta \\lambda$."),
    Choice(
        "more",
        "the decoupled step shrinks the weight more",
        "This is so where $d > \\eta \\lambda$.",
    ),
    Choice(
        "less",
        "the decoupled step shrinks the weight less",
        "This is so where $d < \\eta \\lambda$.",
    ),
)


def _decoupled_gone_wrong(made: Decayed, factor: Fraction) -> Wrong:
    kept = (1 - factor) * made.w
    return (("ascent", kept + made.rate * made.g), ("learning-rate-missing", kept - made.g))


@cache
def _pairs_of_ways() -> tuple[tuple[Decayed, Fraction], ...]:
    """List steps with a decay apart: as strong as L2's, half or twice that, or λ itself."""
    return tuple(
        (made, factor)
        for made in _penalties()
        for factor in _factors(made)
        if shows(made.apart(factor), _decoupled_gone_wrong(made, factor))
    )


def _factors(made: Decayed) -> tuple[Fraction, ...]:
    equal = made.rate * made.decay
    return (equal, equal / 2 if made.w > 0 else 2 * equal, made.decay)


def _compared(l2: float, other: float) -> str:
    """Compare what the two leave of a weight."""
    if abs(l2 - other) < CLOSE:
        return "same"
    return "more" if other < l2 else "less"


def two_ways(pick: Pick) -> Draft:
    """Ask for a step of SGD with decay in the loss and apart from it, and compare."""
    made, factor = pick.one(_pairs_of_ways())
    equal = made.rate * made.decay
    kind = _compared(float(1 - equal), float(1 - factor))
    after = made.apart(factor)
    return Draft(
        prompt=f"SGD may decay a weight in two ways: by the loss {L2}, or apart from the loss, by "
        rf"$w \leftarrow (1 - d)\, w - \eta g$. Now {settings(made)}, and $d = "
        f"{decimal(factor)}$. Where does one step lead, either way, and how do the two compare?",
        parts=(
            figure("l2", made.sgd, label="new $w$ with L2"),
            figure("apart", after, label="new $w$ with $d$"),
            choice("kind", kind, SHRINKS, label="the two compared"),
        ),
        evidence=(
            made.evidence("l2", "sgd"),
            made.evidence("apart", "apart", factor),
            _kind_evidence(made, factor),
        ),
        hints=HINTS["two ways"],
        solution=(
            Step(
                "multiplied out",
                r"L2 makes $w - \eta (g + \lambda w)$, and that is "
                r"$(1 - \eta \lambda)\, w - \eta g$.",
            ),
            Step(
                "the two steps",
                table(
                    ("", "factor of $w$", r"$-\eta g$", "new $w$"),
                    (
                        ("L2", *_row(1 - equal, made, made.sgd)),
                        ("apart", *_row(1 - factor, made, after)),
                    ),
                ),
            ),
            Step(
                "answer",
                rf"$\eta \lambda {about(equal)}$ and $d = {decimal(factor)}$: {_said(kind)}. "
                rf"Under SGD, L2 is decoupled decay with $d = \eta \lambda$.",
            ),
        ),
        mistakes=(
            *wired_figures("l2", _sgd_gone_wrong(made)),
            *wired_figures("apart", _decoupled_gone_wrong(made, factor)),
        ),
        plain=frozenset({"l2", "apart"}),
    )


def _row(kept: Fraction, made: Decayed, after: Fraction) -> tuple[str, ...]:
    return tuple(maths(decimal(size)) for size in (kept, -made.rate * made.g, after))


def _said(kind: str) -> str:
    return next(one.text for one in SHRINKS if one.id == kind)


def _kind_evidence(made: Decayed, factor: Fraction) -> Evidence:
    """Compare what is left of the weight where the loss is flat, exactly and in floats."""
    flat = Decayed(made.w, Fraction(0), made.decay, made.rate)
    l2, other = flat.evidence("kind", "sgd"), flat.evidence("kind", "apart", factor)
    return Evidence(
        "kind",
        given(lambda: _compared(_left(l2.symbolic), _left(other.symbolic))),
        given(lambda: _compared(_left(l2.numeric), _left(other.numeric))),
    )


def _left(oracle: Oracle) -> float:
    return abs(float(str(oracle([{}])[0])))

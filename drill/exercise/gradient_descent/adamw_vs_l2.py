"""Weight decay inside the gradient and apart from it: the same for SGD, and not for Adam.

With L2, λ w is added to the gradient and passes through Adam's averages, which divide it by the
root of v; AdamW shrinks the weight by 1 - η λ beside Adam's step (Loshchilov and Hutter, 2019).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal, exactly
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
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
    sign,
)
from drill.exercise.gradient_descent._decayed_sgd import penalised, two_ways
from drill.exercise.gradient_descent._decayed_weights import two_weights
from drill.exercise.parts import after
from drill.exercise.pick import Pick
from drill.exercise.write import maths, table
from drill.maths.build import call, minus, plus, times
from drill.maths.tree import Name

SMALL = tuple(map(exactly, ("-4", "-2", "-1", "-0.5", "-0.2", "0.2", "0.5", "1", "2", "4")))
ADAMW = r"$w \leftarrow (1 - \eta \lambda)\, w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)$"
FIRST_STEP = r"the first one, from averages of 0, both corrected, $\epsilon$ left out"
HINTS = {
    3: (
        "What goes through Adam's averages here, and what does not?",
        r"At $t = 1$ Adam's ratio is the sign of $g$; the decay is $\eta \lambda w$ beside it.",
    ),
    4: (
        "With L2, which gradient do Adam's averages see?",
        r"They see $g + \lambda w$, and at $t = 1$ only its sign is left of it.",
    ),
}


class AdamwVsL2(Family):
    """Take steps with L2 and with decoupled weight decay, and tell where they differ."""

    name = "adamw_vs_l2"
    topic = "gradient_descent"
    title = "Tell AdamW from Adam with L2"
    instances = levels(1138, 3414, 1090, 276, 1938)
    requires = shares(adam_step=0.8)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a weight, a gradient, a decay and a rate; level 5 looks at two weights."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: penalised,
            2: two_ways,
            3: _decoupled,
            4: _one_step_each,
            5: two_weights,
        }
        return made[level](pick)


FAMILY = AdamwVsL2()


def _adamw_gone_wrong(made: Decayed) -> Wrong:
    kept = (1 - made.rate * made.decay) * made.w
    return (
        ("decay-inside-gradient", made.adam),
        ("ascent", kept + made.rate * sign(made.g)),
        ("learning-rate-missing", kept - sign(made.g)),
        ("bias-correction-missing", made.uncorrected(kept, made.g)),
    )


@cache
def _steps() -> tuple[Decayed, ...]:
    return tuple(made for made in every(SLOPES) if shows(made.adamw, _adamw_gone_wrong(made)))


def _decoupled(pick: Pick) -> Draft:
    made = pick.one(_steps())
    shrunk, way = -made.rate * made.decay * made.w, -made.rate * sign(made.g)
    return Draft(
        prompt=f"A step of AdamW, {FIRST_STEP}: {ADAMW}. Now {settings(made)}. By how much does "
        "the decay change the weight, by how much Adam's part, and where does the step lead?",
        parts=(
            figure("decay", shrunk, label="change by the decay"),
            figure("adam", way, label="change by Adam's part"),
            after(
                figure("w", made.adamw, label="new $w$"),
                plus(made.w, Name("decay"), Name("adam")),
            ),
        ),
        evidence=(
            made.evidence("decay", "shrunk"),
            made.evidence("adam", "moved"),
            made.evidence("w", "adamw"),
        ),
        hints=HINTS[3],
        solution=(
            Step("two changes", "The decay works on the weight itself, beside Adam's step."),
            Step(
                "the decay",
                rf"$-\eta \lambda w = -{decimal(made.rate)} \cdot {decimal(made.decay)} \cdot "
                f"{bracketed(made.w)} {about(shrunk)}$",
            ),
            Step(
                "Adam's part",
                rf"At $t = 1$, $\hat m = g = {decimal(made.g)}$ and $\sqrt{{\hat v}} = |g| = "
                rf"{decimal(abs(made.g))}$, so $-\eta\, \hat m / \sqrt{{\hat v}} {about(way)}$.",
            ),
            Step(
                "answer",
                f"${decimal(made.w)} {_added(shrunk)} {_added(way)} {about(made.adamw)}$",
            ),
        ),
        mistakes=(
            *wired_figures("decay", [("ascent", -shrunk)]),
            *wired_figures("adam", [("ascent", -way), ("learning-rate-missing", way / made.rate)]),
            *wired_figures("w", _adamw_gone_wrong(made)),
        ),
        plain=frozenset({"decay", "adam", "w"}),
    )


def _added(size: Fraction) -> str:
    return f"- {decimal(-size)}" if size < 0 else f"+ {decimal(size)}"


def _adam_gone_wrong(made: Decayed) -> Wrong:
    return (
        ("decay-outside-moments", made.adamw),
        ("ascent", made.w + made.rate * sign(made.gradient)),
        ("learning-rate-missing", made.w - sign(made.gradient)),
        ("square-root-missing", made.w - made.rate / made.gradient),
        ("bias-correction-missing", made.uncorrected(made.w, made.gradient)),
    )


@cache
def _races() -> tuple[Decayed, ...]:
    """List first steps of both on which every mistake shows, half with a sign that turns round."""
    good = [
        made
        for made in every(SMALL)
        if shows(made.adam, _adam_gone_wrong(made))
        and shows(made.adamw, _adamw_gone_wrong(made))
        and apart(made.gradient, made.gradient + made.decay * made.w, made.g)
    ]
    turned = [made for made in good if sign(made.gradient) != sign(made.g)]
    usual = [made for made in good if sign(made.gradient) == sign(made.g)]
    return (*turned, *usual[:: max(1, len(usual) // len(turned))])


def _one_step_each(pick: Pick) -> Draft:
    made = pick.one(_races())
    return Draft(
        prompt=f"Adam on the loss {L2}, against AdamW on $f$ with the same $\\lambda$. Now "
        f"{settings(made)}. The step is {FIRST_STEP}. Which gradient do Adam's averages see with "
        "L2, and where does one step of each lead?",
        parts=(
            figure("g", made.gradient, label="gradient that Adam's averages see"),
            after(
                figure("l2", made.adam, label="new $w$, Adam with L2"),
                minus(made.w, times(made.rate, call("sign", Name("g")))),
            ),
            figure("w", made.adamw, label="new $w$, AdamW"),
        ),
        evidence=(
            made.evidence("g", "gradient"),
            made.evidence("l2", "adam"),
            made.evidence("w", "adamw"),
        ),
        hints=HINTS[4],
        solution=(
            Step("inside", r"With L2 the decay is a part of the gradient: $g + \lambda w$."),
            Step("that gradient", f"${penalty(made)} {about(made.gradient)}$"),
            Step("both steps", _race(made)),
            Step("answer", _verdict(made)),
        ),
        mistakes=(
            *wired_figures("g", [("l2-factor", made.gradient + made.decay * made.w)]),
            *wired_figures("l2", _adam_gone_wrong(made)),
            *wired_figures("w", _adamw_gone_wrong(made)),
        ),
        plain=frozenset({"g", "l2", "w"}),
    )


def _race(made: Decayed) -> str:
    shrunk = -made.rate * made.decay * made.w
    rows = (
        ("Adam with L2", made.gradient, Fraction(0), made.adam),
        ("AdamW", made.g, shrunk, made.adamw),
    )
    return table(
        ("", r"$\hat m$", r"$\sqrt{\hat v}$", "Adam's part", "decay apart", "new $w$"),
        (
            (
                name,
                *(
                    maths(decimal(size))
                    for size in (seen, abs(seen), -made.rate * sign(seen), beside, after)
                ),
            )
            for name, seen, beside, after in rows
        ),
    )


def _verdict(made: Decayed) -> str:
    both = f"Adam with L2 leads to ${decimal(made.adam)}$, AdamW to ${decimal(made.adamw)}$"
    if sign(made.gradient) != sign(made.g):
        return f"{both}: the penalty has turned the sign of the gradient, and so the whole step."
    return f"{both}: the penalty has not turned the sign, so with L2 it has no effect at all."

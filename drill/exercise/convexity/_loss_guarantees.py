"""What gradient descent is sure to do: level 5 of convex losses.

A convex loss with curvature at most L and a step below 2/L: the loss falls to its infimum, and
where there is a minimiser the parameters tend to one (Polyak 1987, section 1.4). Without one of
these conditions something else happens, and that is asked here.
"""

from __future__ import annotations

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import shown
from drill.exercise.convexity._loss_runs import AWAY, HOPS, INFIMUM, KINDS, MIN, SADDLE
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import latex
from drill.grade.part import Choice

ENDS = (
    Choice(MIN, "the parameters tend to a global minimiser"),
    Choice(INFIMUM, "the loss tends to its infimum, but there is no minimiser to tend to"),
    Choice(AWAY, "it diverges"),
    Choice(SADDLE, "it tends to a stationary point that is no minimum"),
    Choice(HOPS, "it ends up hopping between two points about the minimiser"),
)
SAYS = {one.id: one.text for one in ENDS}
HINTS = (
    "Is the loss convex and smooth, is the step small enough, is there a minimiser at all?",
    "The guarantee has all three as its conditions: which one is missing, if any?",
)


def guarantee(pick: Pick) -> Draft:
    """Draw a loss, a start and a step."""
    run = pick.one(KINDS)(pick)
    return assembled(
        f"{run.model}. Gradient descent starts at {run.start}, with the constant step "
        rf"$\eta = {shown(run.rate)}$. What becomes of it?"
        f"\n\n$$L({run.letters}) = {latex(run.of)}$$",
        [
            ask(number("size", run.answer, label=run.asked), run.by_sympy, run.by_numbers,
                tolerance=2e-3),
            ask(
                choice("end", run.end, ENDS, label="what happens"),
                lambda: run.end,
                run.watched,
                run.wrong,
            ),
        ],
        hints=HINTS,
        solution=(
            Step("what to ask", run.first),
            *run.way,
            Step("answer", f"The number is ${shown(run.answer)}$, and {SAYS[run.end]}."),
        ),
    )  # fmt: skip

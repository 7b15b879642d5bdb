"""Gradient descent by hand on functions of one variable, from one step to the whole run."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.decimals import about, bracketed, decimal, exactly, typed_decimal
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import figure
from drill.exercise.gradient_descent._descents import (
    AWAY,
    CENTRES,
    ByStep,
    Run,
    W,
    by_complex_steps,
    by_formula,
    by_sympy,
    iterates_table,
    square,
)
from drill.exercise.gradient_descent._whole_runs import behaviour, how_long
from drill.exercise.parts import after, wired
from drill.exercise.pick import Pick
from drill.exercise.write import display, latex
from drill.grade.part import Part
from drill.maths.build import minus, plus, power, times
from drill.maths.rebuild import substitute
from drill.maths.slope import slope
from drill.maths.tree import Name

RATES = tuple(map(exactly, ("0.05", "0.1", "0.2", "0.25", "0.3")))
HINTS = {
    1: ("Which way is down, and how far is the step?", "Find the slope at $w_0$ first."),
    2: (
        "The second step starts where the first one ended.",
        "The slope has to be worked out again at $w_1$.",
    ),
    3: (
        "The rule is the same for every function; only the slope is another one.",
        "Write $f'$ as a formula once, then put $w_0$ and later $w_1$ in.",
    ),
}


def _quadratic(pick: Pick, steps: int) -> tuple[Run, int, int]:
    a, c = pick.integer(1, 5), pick.one(CENTRES)
    run = square(a, c, pick.one(AWAY), pick.one(RATES), steps)
    return run, a, c


def _curved(n: int, a: int, b: int, start: int, rate: Fraction) -> Run:
    return Run(
        plus(times(a, power(W, n)), times(b, W)),
        lambda w: a * n * w ** (n - 1) + b,
        lambda w: a * w**n + b * w,
        Fraction(start),
        rate,
        2,
    )


@cache
def _curved_runs() -> tuple[Run, ...]:
    """List the runs whose slope and value at the start differ in size, with a slope to follow."""
    every = product(
        (3, 4),
        (1, 2, 3),
        (-5, -4, -3, 3, 4, 5),
        (-2, -1, 1, 2),
        map(exactly, ("0.01", "0.02", "0.03", "0.05")),
    )
    runs = (_curved(*choices) for choices in every)
    return tuple(
        run
        for run in runs
        if abs(run.slope(run.start)) not in {0, abs(Fraction(run.value(run.start)))}
    )


RULE = r"$w_{k+1} = w_k - \eta\, f'(w_k)$"


class GdSteps1d(Family):
    """Carry out steps of gradient descent on a function of one variable."""

    name = "gd_steps_1d"
    topic = "gradient_descent"
    title = "Take steps of gradient descent"
    instances = levels(2750, 2750, 536, 2860, 2880)
    requires = shares(power_sum=0.5, slope_sign=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function, a start and a rate; levels 4 and 5 ask about the run as a whole."""
        if level == 4:
            return behaviour(pick)
        if level == 5:
            return how_long(pick)
        if level == 3:
            run = pick.one(_curved_runs())
            return _steps_draft(level, run, by_complex_steps(run))
        run, a, c = _quadratic(pick, level)
        return _steps_draft(level, run, by_formula(run, a, c))


FAMILY = GdSteps1d()


def _iterate(run: Run, k: int) -> Part:
    """Ask for a weight; a later one comes of the one before."""
    part = figure(f"w{k}", run.iterates[k], label=f"$w_{k}$")
    if k == 1:
        return part
    before = Name(f"w{k - 1}")
    there = substitute(slope(run.of, "w"), {"w": before})
    return after(part, minus(before, times(run.rate, there)))


def _steps_draft(level: int, run: Run, second: ByStep) -> Draft:
    first = by_sympy(run)
    mistakes: list[WiredMistake] = []
    names = ("ascent", "learning-rate-missing", "wrong-object")
    for k in range(1, run.steps + 1):
        wrong = [
            (name, typed_decimal(run.mistaken(name, k))) for name in names[: 3 if k < 2 else 2]
        ]
        mistakes += wired(f"w{k}", [one for one in wrong if len(one[1]) < 12])
    asked = " and ".join(f"$w_{k}$" for k in range(1, run.steps + 1))
    steps = "One step" if run.steps == 1 else "Two steps"
    rounded = "" if level < 3 else " Three digits that count are enough."
    return Draft(
        prompt=f"{steps} of gradient descent from $w_0 = {run.start}$ with learning rate "
        rf"$\eta = {decimal(run.rate)}$: find {asked}.{rounded}"
        + display(f"f(w) = {latex(run.of)}").rstrip(),
        parts=tuple(_iterate(run, k) for k in range(1, run.steps + 1)),
        evidence=tuple(Evidence(f"w{k}", first(k), second(k)) for k in range(1, run.steps + 1)),
        hints=HINTS[level],
        solution=(
            Step("the rule", f"Against the slope, by the learning rate: {RULE}."),
            Step("the slope", f"$f'(w) = {latex(slope(run.of, 'w'))}$"),
            *(Step(f"step {k}", _line(run, k)) for k in range(1, run.steps + 1)),
            Step("answer", iterates_table(run)),
        ),
        mistakes=tuple(mistakes),
        shown=(run.of,),
        plain=frozenset(f"w{k}" for k in range(1, run.steps + 1)),
    )


def _line(run: Run, k: int) -> str:
    before, after = run.iterates[k - 1], run.iterates[k]
    steep = run.slope(before)
    return (
        f"$f'({decimal(before)}) {about(steep)}$, so $w_{k} = {decimal(before)} - "
        rf"{decimal(run.rate)} \cdot {bracketed(steep)} {about(after)}$"
    )

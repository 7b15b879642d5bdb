"""A run as a whole: the factor of each step, what becomes of the run, and how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal, exactly
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.figures import figure, wired_figures
from drill.exercise.gradient_descent._descents import (
    AWAY,
    CENTRES,
    Run,
    by_formula,
    by_sympy,
    iterates_table,
    square,
)
from drill.exercise.parts import after, after_signs, choice, number
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import call, minus, negate, plus, power, times
from drill.maths.tree import Name

GROWING = tuple(
    (a, exactly(rate))
    for a, rate in (
        *product((1,), ("0.2", "0.3", "0.6", "0.8", "0.9", "1.1", "1.25", "1.5")),
        *product((2,), ("0.1", "0.2", "0.3", "0.4", "0.55", "0.6", "0.75")),
        *product((3,), ("0.1", "0.2", "0.3", "0.4", "0.5")),
        *product((5,), ("0.05", "0.15", "0.18", "0.22", "0.25", "0.3")),
    )
)
"""A coefficient and a rate, so that 1 - 2aη is a short decimal and none of 0, 1 and -1."""
SHRINKING = tuple(
    (a, exactly(rate))
    for a, rate in (
        *product((1,), ("0.25", "0.4", "0.45", "0.6", "0.75", "0.8")),
        *product((2,), ("0.1", "0.125", "0.2", "0.3", "0.375", "0.4")),
        *product((5,), ("0.05", "0.08", "0.09", "0.12", "0.15", "0.16")),
    )
)
"""The same with the factor between -1 and 1."""
GOALS = tuple(map(exactly, ("0.1", "0.05", "0.01", "0.001")))
BEHAVIOURS = (
    Choice("slides", "it comes closer from one side", "That needs $0 < 1 - 2a\\eta < 1$."),
    Choice(
        "swings", "it comes closer and changes side each step", "That needs a factor in (-1, 0)."
    ),
    Choice("diverges", "it gets farther away", "That needs a factor below $-1$."),
)
SAYS = {choice.id: choice.text for choice in BEHAVIOURS}
HINTS = {
    4: (
        "By what factor does one step change the distance from the minimum?",
        r"For $f(w) = a (w - c)^2$ the distance is multiplied by $1 - 2 a \eta$.",
    ),
    5: (
        "Every step changes the distance from the minimum by the same factor.",
        "Multiply by the size of that factor until the distance is small enough.",
    ),
}


def _kind(factor: Fraction) -> str:
    if factor > 0:
        return "slides"
    return "swings" if factor > -1 else "diverges"


def behaviour(pick: Pick) -> Draft:
    """Draw a square and a rate, and ask for the factor of a step and for what the run does."""
    a, rate = pick.one(GROWING)
    c, away = pick.one(CENTRES), pick.one(AWAY)
    run = square(a, c, away, rate, 2)
    factor = 1 - 2 * a * rate
    kind, w2 = _kind(factor), run.iterates[2]
    others: dict[str, Fraction] = {
        "learning-rate-missing": Fraction(1 - 2 * a),
        "ascent": 1 + 2 * a * rate,
    }
    return Draft(
        prompt=rf"Gradient descent with $\eta = {decimal(rate)}$ starts at $w_0 = {c + away}$. By "
        "what factor does each step multiply the distance $w_k - c$ from the minimum "
        f"$c = {c}$, where is $w_2$, and what will the run do?"
        + display(f"f(w) = {latex(run.of)}").rstrip(),
        parts=(
            figure("factor", factor, label="factor of each step"),
            after(figure("w2", w2, label="$w_2$"), plus(c, times(away, power(Name("factor"), 2)))),
            after_signs(
                choice("kind", kind, BEHAVIOURS, label="the run"),
                {
                    "diverges": minus(call("abs", Name("factor")), 1),
                    "slides": Name("factor"),
                    "swings": negate(Name("factor")),
                },
            ),
        ),
        evidence=(
            Evidence("factor", _factor_by_sympy(run, c), given(_factor_by_running(run, c))),
            Evidence("w2", by_sympy(run)(2), by_formula(run, a, c)(2)),
            Evidence("kind", given(kind), given(lambda: _kind_by_running(run, c))),
        ),
        hints=HINTS[4],
        solution=(
            Step("one step", f"$w_{{k+1}} - c = (w_k - c) - \\eta \\cdot {2 * a} (w_k - c)$"),
            Step(
                "the factor",
                rf"It is $1 - {2 * a} \cdot {decimal(rate)} = {decimal(factor)}$ each time.",
            ),
            Step(
                "two steps",
                rf"$w_2 = {c} + {bracketed(factor)}^2 \cdot {bracketed(away)} {about(w2)}$"
                if c
                else rf"$w_2 = {bracketed(factor)}^2 \cdot {bracketed(away)} {about(w2)}$",
            ),
            Step("answer", f"{iterates_table(run)}\n\nSo {SAYS[kind]}."),
        ),
        mistakes=(
            *wired_figures("factor", others.items()),
            *wired_figures("w2", [("ascent", run.mistaken("ascent", 2))]),
        ),
        shown=(run.of,),
        plain=frozenset({"factor", "w2"}),
    )


def _factor_by_sympy(run: Run, c: int) -> Oracle:
    """Differentiate the update itself: its slope at the minimum is the factor."""

    def found() -> float:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        w = symbol("w")
        update = w - sympy.Rational(str(run.rate)) * to_sympy(run.of).diff(w)
        return float(update.diff(w).subs(w, c))

    return given(found)


def _factor_by_running(run: Run, c: int) -> Callable[[], float]:
    def found() -> float:
        start = float(run.start)
        after = start - float(run.rate) * slope_of_one(run.value, start)
        return (after - c) / (start - c)

    return found


def _kind_by_running(run: Run, c: int) -> str:
    here, away = float(run.start), abs(float(run.start) - c)
    after = here - float(run.rate) * slope_of_one(run.value, here)
    if abs(after - c) > away:
        return "diverges"
    return "slides" if (after - c) * (here - c) > 0 else "swings"


def how_long(pick: Pick) -> Draft:
    """Draw a square and a goal, and ask how many steps it takes to come that near."""
    a, rate = pick.one(SHRINKING)
    c, away, goal = pick.one((-3, -1, 0, 2)), pick.one(AWAY), pick.one(GOALS)
    run = square(a, c, away, rate, 0)
    factor = 1 - 2 * a * rate
    count = _count(abs(factor), Fraction(abs(away)), goal)
    distances = [abs(away) * abs(factor) ** k for k in (count - 1, count)]
    return Draft(
        prompt=f"Gradient descent from $w_0 = {c + away}$ with $\\eta = {decimal(rate)}$. What "
        "factor multiplies the distance from the minimum in each step, and after how many steps "
        f"is that distance below ${decimal(goal)}$ for the first time?"
        + display(f"f(w) = {latex(run.of)}").rstrip(),
        parts=(
            figure("factor", factor, label="factor of each step"),
            number("count", count, label="steps"),
        ),
        evidence=(
            Evidence("factor", _factor_by_sympy(run, c), given(_factor_by_running(run, c))),
            Evidence(
                "count",
                _count_by_logarithm(abs(factor), abs(away), goal),
                given(lambda: _count_by_running(run, c, goal)),
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step("the distance", f"The minimum is at $c = {c}$; it starts ${abs(away)}$ away."),
            Step(
                "the factor",
                rf"$1 - {2 * a} \cdot {decimal(rate)} = {decimal(factor)}$ in every step.",
            ),
            Step(
                "solve for k",
                rf"${abs(away)} \cdot {decimal(abs(factor))}^k < {decimal(goal)}$; the logarithm "
                "or plain multiplying gives it.",
            ),
            Step(
                "answer",
                f"After {count - 1} steps it is ${decimal(distances[0], 3)}$, after {count} "
                f"${decimal(distances[1], 3)}$: so {count} steps, with the factor "
                f"${decimal(factor)}$.",
            ),
        ),
        mistakes=wired_figures("factor", [("ascent", 1 + 2 * a * rate)]),
        shown=(run.of,),
        plain=frozenset({"factor", "count"}),
    )


def _count(factor: Fraction, away: Fraction, goal: Fraction) -> int:
    count = 0
    while away >= goal:
        away, count = away * factor, count + 1
    return count


def _count_by_logarithm(factor: Fraction, away: int, goal: Fraction) -> Oracle:
    """Solve away · factor^k < goal for k with sympy's logarithms."""

    def found() -> float:
        import sympy

        ratio = sympy.log(sympy.Rational(str(goal)) / away) / sympy.log(sympy.Rational(str(factor)))
        return float(sympy.floor(ratio) + 1)

    return given(found)


def _count_by_running(run: Run, c: int, goal: Fraction) -> float:
    here, count = float(run.start), 0
    while abs(here - c) >= float(goal) * (1 - 1e-12):
        here, count = here - float(run.rate) * slope_of_one(run.value, here), count + 1
    return float(count)

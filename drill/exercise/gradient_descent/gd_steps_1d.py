"""Gradient descent by hand on functions of one variable, from one step to the whole run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.decimals import about, bracketed, decimal, exactly, typed_decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import figure
from drill.exercise.parts import choice, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import display, latex, maths, table
from drill.grade.part import Choice
from drill.maths.build import plus, power, times
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

Slope = Callable[[Fraction], Fraction]
"""A derivative, written by hand, on exact numbers."""

W = Name("w")
CENTRES = tuple(range(-5, 6))
AWAY = (-6, -5, -4, -3, -1, 1, 3, 4, 5, 6)
"""Distances from the minimum; at 2 the value and the slope of a square are as large."""
RATES = tuple(map(exactly, ("0.05", "0.1", "0.2", "0.25", "0.3")))
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


def descend(start: Fraction, slope: Slope, rate: Fraction, steps: int) -> tuple[Fraction, ...]:
    """Run gradient descent, w - η f'(w) at every step; the start is among the iterates."""
    found = [start]
    for _ in range(steps):
        found.append(found[-1] - rate * slope(found[-1]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Run:
    """A function, written as a tree, by hand as a slope, and in numpy; and how it is descended."""

    of: Node
    slope: Slope
    value: Callable[[Any], Any]
    start: Fraction
    rate: Fraction
    steps: int

    @property
    def iterates(self) -> tuple[Fraction, ...]:
        """Work out w_0, w_1, …."""
        return descend(self.start, self.slope, self.rate, self.steps)

    def mistaken(self, mistake: str, k: int) -> Fraction:
        """Work out w_k with a mistake in every step."""
        wrong: dict[str, tuple[Slope, Fraction]] = {
            "ascent": (self.slope, -self.rate),
            "learning-rate-missing": (self.slope, Fraction(1)),
            "wrong-object": (self.value, self.rate),
        }
        followed, rate = wrong[mistake]
        return descend(self.start, followed, rate, k)[k]


def _square(a: int, c: int, away: int, rate: Fraction, steps: int) -> Run:
    return Run(
        times(a, power(plus(W, -c), 2)),
        lambda w: 2 * a * (w - c),
        lambda w: a * (w - c) ** 2,
        Fraction(c + away),
        rate,
        steps,
    )


def _quadratic(pick: Pick, steps: int) -> tuple[Run, int, int]:
    a, c = pick.integer(1, 5), pick.one(CENTRES)
    run = _square(a, c, pick.one(AWAY), pick.one(RATES), steps)
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
    4: (
        "By what factor does one step change the distance from the minimum?",
        r"For $f(w) = a (w - c)^2$ the distance is multiplied by $1 - 2 a \eta$.",
    ),
    5: (
        "Every step changes the distance from the minimum by the same factor.",
        "Multiply by the size of that factor until the distance is small enough.",
    ),
}


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
            return _behaviour(pick)
        if level == 5:
            return _how_long(pick)
        if level == 3:
            run = pick.one(_curved_runs())
            return _steps_draft(level, run, _by_complex_steps(run))
        run, a, c = _quadratic(pick, level)
        return _steps_draft(level, run, _by_formula(run, a, c))


FAMILY = GdSteps1d()

ByStep = Callable[[int], Oracle]


def _by_sympy(run: Run) -> ByStep:
    """Let sympy differentiate the function, and go down with exact numbers."""

    def at(k: int) -> Oracle:
        def found() -> float:
            import sympy

            from drill.maths.symbols import symbol, to_sympy

            w = symbol("w")
            slope_of = to_sympy(run.of).diff(w)
            here = sympy.Rational(run.start.numerator, run.start.denominator)
            rate = sympy.Rational(run.rate.numerator, run.rate.denominator)
            for _ in range(k):
                here -= rate * slope_of.subs(w, here)
            return float(here)

        return given(found)

    return at


def _by_formula(run: Run, a: int, c: int) -> ByStep:
    """Use the closed form w_k = c + (1 - 2aη)^k (w_0 - c)."""
    factor = 1 - 2 * a * float(run.rate)
    return lambda k: given(lambda: c + factor**k * (float(run.start) - c))


def _by_complex_steps(run: Run) -> ByStep:
    """Go down in floats, with slopes by the complex step."""

    def at(k: int) -> Oracle:
        def found() -> float:
            here = float(run.start)
            for _ in range(k):
                here -= float(run.rate) * slope_of_one(run.value, here)
            return here

        return given(found)

    return at


def _steps_draft(level: int, run: Run, second: ByStep) -> Draft:
    found, first = run.iterates, _by_sympy(run)
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
        parts=tuple(figure(f"w{k}", found[k], label=f"$w_{k}$") for k in range(1, run.steps + 1)),
        evidence=tuple(Evidence(f"w{k}", first(k), second(k)) for k in range(1, run.steps + 1)),
        hints=HINTS[level],
        solution=(
            Step("the rule", f"Against the slope, by the learning rate: {RULE}."),
            Step("the slope", f"$f'(w) = {latex(slope(run.of, 'w'))}$"),
            *(Step(f"step {k}", _line(run, k)) for k in range(1, run.steps + 1)),
            Step("answer", _iterates_table(run)),
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


def _iterates_table(run: Run) -> str:
    rows = [
        (
            str(k),
            maths(decimal(w)),
            maths(decimal(run.slope(w))),
            maths(decimal(Fraction(run.value(w)))),
        )
        for k, w in enumerate(run.iterates)
    ]
    return table(("k", "$w_k$", "$f'(w_k)$", "$f(w_k)$"), rows)


def _kind(factor: Fraction) -> str:
    if factor > 0:
        return "slides"
    return "swings" if factor > -1 else "diverges"


def _behaviour(pick: Pick) -> Draft:
    a, rate = pick.one(GROWING)
    c, away = pick.one(CENTRES), pick.one(AWAY)
    run = _square(a, c, away, rate, 2)
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
            figure("w2", w2, label="$w_2$"),
            choice("kind", kind, BEHAVIOURS, label="the run"),
        ),
        evidence=(
            Evidence("factor", _factor_by_sympy(run, c), given(_factor_by_running(run, c))),
            Evidence("w2", _by_sympy(run)(2), _by_formula(run, a, c)(2)),
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
            Step("answer", f"{_iterates_table(run)}\n\nSo {SAYS[kind]}."),
        ),
        mistakes=(
            *wired("factor", [(name, typed_decimal(size)) for name, size in others.items()]),
            *wired("w2", [("ascent", typed_decimal(run.mistaken("ascent", 2)))]),
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


def _how_long(pick: Pick) -> Draft:
    a, rate = pick.one(SHRINKING)
    c, away, goal = pick.one((-3, -1, 0, 2)), pick.one(AWAY), pick.one(GOALS)
    run = _square(a, c, away, rate, 0)
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
        mistakes=wired("factor", [("ascent", typed_decimal(1 + 2 * a * rate))]),
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

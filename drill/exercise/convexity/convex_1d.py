"""Convex, concave or neither, by the second derivative or by the kinks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.convexity._convex_range import least_parameter
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import choice, expression, number, wired
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.exercise.truths import central_difference, sympy_derivative
from drill.exercise.write import latex, positive
from drill.grade.part import Choice
from drill.maths.build import call, exp, over, plus, polynomial, power, times
from drill.maths.domain import REAL
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

X = Name("x")
FACTORS = (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)
KINDS = (
    Choice("convex", "convex", "Some chord lies below the graph there."),
    Choice("concave", "concave", "Some chord lies above the graph there."),
    Choice("neither", "neither", "It bends one way only there."),
)
CHORDS = 24
"""Places between which every chord is tried."""
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Problem:
    """A function in two writings, where it is looked at, and why it is what it is."""

    of: Node
    f: Callable[[Any], Any]
    kind: str
    reason: str
    low: float = -5.0
    high: float = 5.0
    where: str = "on the whole real line"


def _sign_of(factor: int) -> str:
    return "convex" if factor > 0 else "concave"


def _quadratic(pick: Pick) -> Problem:
    a, b, c = (pick.one(FACTORS) for _ in range(3))
    sign = "positive" if a > 0 else "negative"
    return Problem(
        polynomial("x", {2: a, 1: b, 0: c}),
        lambda x: a * x * x + b * x + c,
        _sign_of(a),
        f"$f''$ is the constant ${2 * a}$, which is {sign}.",
    )


def _known_shapes(pick: Pick) -> Problem:
    return pick.one((_even_powers, _exponential, _logarithm))(pick)


def _even_powers(pick: Pick) -> Problem:
    a, b, c = pick.one(FACTORS), pick.integer(2, 6), pick.one(FACTORS)
    b = b if a > 0 else -b
    sign = "never negative" if a > 0 else "never positive"
    return Problem(
        polynomial("x", {4: a, 2: b, 1: c}),
        lambda x: a * x**4 + b * x * x + c * x,
        _sign_of(a),
        f"$x^2$ is never negative and both factors have the same sign, so $f''$ is {sign}.",
    )


def _exponential(pick: Pick) -> Problem:
    from drill.exercise import numeric

    a, k, c = pick.one(FACTORS), pick.one((-4, -3, -2, 2, 3)), pick.one(FACTORS)
    sign = "positive" if a > 0 else "negative"
    return Problem(
        plus(times(a, exp(times(k, X))), times(c, X)),
        lambda x: a * numeric.exp(k * x) + c * x,
        _sign_of(a),
        f"$k^2 = {k * k}$ and the exponential are positive, so $f''$ is {sign}.",
        low=-2.0,
        high=2.0,
    )


def _logarithm(pick: Pick) -> Problem:
    from drill.exercise import numeric

    a, b, c = pick.one(FACTORS), pick.integer(2, 6), pick.one(FACTORS)
    b = -b if a > 0 else b
    sign = "negative" if a > 0 else "positive"
    return Problem(
        plus(times(a, call("ln", X)), times(b, power(X, 2)), times(c, X)),
        lambda x: a * numeric.ln(x) + b * x * x + c * x,
        _sign_of(-a),
        f"$x^2$ is positive, so both terms of $f''$ are {sign}.",
        low=0.05,
        high=5.0,
        where="for $x > 0$",
    )


def _cubic(pick: Pick) -> Problem:
    a, turn, c = pick.one((-3, -2, 2, 3)), pick.one((-3, -2, -1, 1, 2, 3)), pick.one(FACTORS)
    place, width = pick.one(("left", "right", "inside")), pick.integer(1, 4)
    low, high = {
        "left": (turn - width, turn),
        "right": (turn, turn + width),
        "inside": (turn - width, turn + 1),
    }[place]
    kind = {"left": _sign_of(-a), "right": _sign_of(a), "inside": "neither"}[place]
    b = -3 * a * turn
    side = {
        "left": f"the interval lies to the left of it: $f'' {'<' if a > 0 else '>'} 0$ inside.",
        "right": f"the interval lies to the right of it: $f'' {'>' if a > 0 else '<'} 0$ inside.",
        "inside": "that is inside the interval, so $f''$ has both signs there.",
    }[place]
    return Problem(
        polynomial("x", {3: a, 2: b, 1: c}),
        lambda x: a * x**3 + b * x * x + c * x,
        kind,
        f"$f''$ changes its sign at $x = {turn}$, and {side}",
        low=float(low),
        high=float(high),
        where=f"for ${low} < x < {high}$",
    )


LEVELS = {1: _quadratic, 2: _known_shapes, 3: _cubic}
HINTS = {
    1: ("How does the slope itself change?", "Differentiate twice, and look at the sign."),
    2: (
        "Differentiate twice; no number has to be put in.",
        "An even power and an exponential are never negative, nor is a square below a bar.",
    ),
    3: (
        "The answer depends on the interval.",
        "Find where $f'' = 0$, and whether that place is inside.",
    ),
    4: (
        "Between the kinks the function is a straight line: only the kinks count.",
        "Across the kink of an absolute value the slope jumps by twice its factor.",
    ),
}


class Convex1d(Family):
    """Tell convex from concave functions of one variable."""

    name = "convex_1d"
    topic = "convexity"
    title = "Convex, concave or neither"
    instances = levels(1000, 1500, 2880, 3600, 900)
    requires = shares(power_sum=0.7)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function whose bend is known from how it is built."""
        if level == 4:
            return _kinks(pick)
        if level == 5:
            return least_parameter(pick)
        return _smooth(LEVELS[level](pick), level)


FAMILY = Convex1d()


def _by_chords(problem: Problem) -> Callable[[], str]:
    """Hold the graph against the middle of every chord on a grid."""

    def found() -> str:
        import numpy as np

        grid = np.linspace(problem.low, problem.high, CHORDS)
        left, right = np.meshgrid(grid, grid)
        ends = (problem.f(left) + problem.f(right)) / 2
        gap = ends - problem.f((left + right) / 2)
        over_graph, under_graph = bool((gap > SLACK).any()), bool((gap < -SLACK).any())
        if over_graph and under_graph:
            return "neither"
        return "convex" if over_graph else "concave"

    return found


def _by_sign(problem: Problem) -> Callable[[], str]:
    """Let sympy differentiate twice, and look at the signs all over the interval."""

    def found() -> str:
        from drill.exercise.sympy_values import sympy_at
        from drill.maths.symbols import symbol, to_sympy

        bend = to_sympy(problem.of).diff(symbol("x"), 2)
        step = (problem.high - problem.low) / CHORDS
        places = (problem.low + (turn + 0.5) * step for turn in range(CHORDS))
        worth = [sympy_at(bend, {"x": place}) for place in places]
        signs = {size > 0 for size in worth if isinstance(size, float) and size}
        return "neither" if len(signs) > 1 else "convex" if True in signs else "concave"

    return found


def _smooth(problem: Problem, level: int) -> Draft:
    first = slope(problem.of, "x")
    second = slope(first, "x")
    domain = positive("x") if "x > 0" in problem.where else REAL
    wrong: list[tuple[str, Node]] = [("wrong-object", first)]
    if level == 1:
        wrong.append(("quadratic-hessian-halved", over(second, 2)))
    bend = Asked(
        expression("second", second, ("x",), label="$f''(x)$", domain=domain),
        Evidence(
            "second",
            sympy_derivative(problem.of, "x", "x"),
            central_difference(_first_by_complex_step(problem.f), "x"),
            tolerance=1e-5,
        ),
        wired("second", wrong),
    )
    kind = ask(
        choice("kind", problem.kind, KINDS, label=f"{problem.where}, $f$ is"),
        _by_sign(problem),
        _by_chords(problem),
    )
    return assembled(
        f"Find $f''$, and say whether $f$ is convex or concave {problem.where}."
        f"\n\n$$f(x) = {latex(problem.of)}$$",
        [bend, kind],
        hints=HINTS[level],
        solution=(
            Step("first derivative", f"$f'(x) = {latex(first)}$"),
            Step("second derivative", f"$f''(x) = {latex(second)}$"),
            Step("its sign", problem.reason),
            Step("answer", f"{problem.where[0].upper()}{problem.where[1:]} $f$ is {problem.kind}."),
        ),
    )


def _first_by_complex_step(f: Callable[[Any], Any]) -> Callable[..., float]:
    from drill.exercise.truths import slope_of_one

    return lambda x: slope_of_one(f, x)


def _kinks(pick: Pick) -> Draft:
    a, b = pick.one(tuple(combinations(range(-4, 5), 2)))
    c, d = pick.one(FACTORS), pick.one(FACTORS)
    kind = _sign_of(c) if c * d > 0 else "neither"
    of = plus(times(c, call("abs", plus(X, -a))), times(d, call("abs", plus(X, -b))))
    problem = Problem(of, lambda x: c * abs(x - a) + d * abs(x - b), kind, "", -6.0, 6.0)

    def jump(at: int) -> Callable[[], float]:
        h = 1e-3
        return lambda: float(problem.f(at + h) - 2 * problem.f(at) + problem.f(at - h)) / h

    def by_sides(at: int) -> Callable[[], Any]:
        from fractions import Fraction

        half = Fraction(1, 2)
        right = c * (1 if at + half > a else -1) + d * (1 if at + half > b else -1)
        left = c * (1 if at - half > a else -1) + d * (1 if at - half > b else -1)
        return lambda: right - left

    parts = [
        ask(number("first", 2 * c, label=f"jump of the slope at $x = {a}$"), by_sides(a), jump(a)),
        ask(number("other", 2 * d, label=f"jump of the slope at $x = {b}$"), by_sides(b), jump(b)),
        ask(
            choice("kind", kind, KINDS, label="$f$ is"),
            lambda: _sign_of(c) if (c > 0) == (d > 0) else "neither",
            _by_chords(problem),
        ),
    ]
    return assembled(
        "By how much does the slope jump at each kink, and is $f$ convex or concave?"
        f"\n\n$$f(x) = {latex(of)}$$",
        parts,
        hints=HINTS[4],
        solution=(
            Step("only the kinks bend", "Convex: no jump is downward. Concave: none is upward."),
            Step("the jumps", f"At $x = {a}$ by ${2 * c}$, at $x = {b}$ by ${2 * d}$."),
            Step("answer", f"Jumps ${2 * c}$ and ${2 * d}$: $f$ is {kind}."),
        ),
    )

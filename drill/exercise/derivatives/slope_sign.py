"""What the sign of a derivative says: where the function goes, and which way is down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.derivatives._kinks import KINKS, kink
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import after_signs, choice, chose, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.values import value
from drill.exercise.write import inline, latex
from drill.grade.part import Choice
from drill.maths.build import call, exp, node, plus, polynomial, power, times
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

X = Name("x")
NEAR = 1e-4
FLAT = 1e-4
"""Slopes smaller than this are 0 here: the others are at least a hundred times as large."""
SLOPES = (-6, -5, -3, -2, 0, 2, 3, 5, 6)
HEIGHTS = (-7, -4, -2, 2, 4, 7)
"""The function's own value, which says nothing about the slope."""
PLACES = (-4, -3, -2, -1, 1, 2, 3, 4)
TRENDS = (
    Choice("up", "increasing", "The slope is negative or 0 there."),
    Choice("down", "decreasing", "The slope is positive or 0 there."),
    Choice("flat", "flat: the slope is 0", "The slope is not 0 there."),
)
MOVES = (
    Choice("left", "to the left, to smaller x", "That is where $f$ is higher, or no lower."),
    Choice("right", "to the right, to larger x", "That is where $f$ is higher, or no lower."),
    Choice("stay", "the slope does not say: it is 0", "The slope is not 0, so it says."),
)
SAYS = {
    "up": "$f$ is increasing there.",
    "down": "$f$ is decreasing there.",
    "flat": "$f$ is flat there, and the slope alone does not say which way is down.",
}
STEPS = {"left": "A step to the left lowers it.", "right": "A step to the right lowers it."}
DOWNHILL = {"up": "left", "down": "right", "flat": "stay"}
UPHILL = {"up": "right", "down": "left"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A place, and a function or its derivative alone; both again in numbers."""

    place: int
    derivative: Node
    rise: Callable[[float], float]
    """f(a + h) - f(a - h) in numbers, without the derivative where f is known."""
    function: Node | None = None
    height: float = 0.0
    shows_derivative: bool = False
    factors: tuple[Node, ...] = ()


def _known(of: Node, f: Callable[[float], Any], place: int, **more: Any) -> Problem:
    return Problem(
        place,
        slope(of, "x"),
        lambda h: float(f(place + h) - f(place - h)),
        of,
        float(f(place)),
        **more,
    )


def _quadratic(pick: Pick) -> Problem:
    a, p = pick.one(PLACES), pick.one(PLACES)
    s, v = pick.one(SLOPES), pick.one(HEIGHTS)
    b = s - 2 * a * p
    c = v - a * p * p - b * p
    of = polynomial("x", {2: a, 1: b, 0: c})
    return _known(of, lambda x: a * x * x + b * x + c, p, shows_derivative=True)


def _cubic(pick: Pick) -> Problem:
    a, b, p = pick.one((-2, -1, 1, 2)), pick.one((-3, -2, -1, 1, 2, 3)), pick.one(PLACES[1:-1])
    s, v = pick.one(SLOPES), pick.one(HEIGHTS)
    c = s - 3 * a * p * p - 2 * b * p
    d = v - a * p**3 - b * p * p - c * p
    of = polynomial("x", {3: a, 2: b, 1: c, 0: d})
    return _known(of, lambda x: a * x**3 + b * x * x + c * x + d, p)


def _exponential_or_log(pick: Pick) -> Problem:
    return pick.one((_log_and_line, _exponential_and_line, _damped))(pick)


def _log_and_line(pick: Pick) -> Problem:
    from drill.exercise import numeric

    p, k, s = pick.integer(1, 6), pick.one(PLACES), pick.one(SLOPES)
    a, b = k * p, s - k
    return _known(
        plus(times(a, call("ln", X)), times(b, X)), lambda x: a * numeric.ln(x) + b * x, p
    )


def _exponential_and_line(pick: Pick) -> Problem:
    from drill.exercise import numeric

    k, a, s = pick.integer(1, 6), pick.one(PLACES), pick.one(SLOPES)
    b = s - k * a
    return _known(
        plus(times(a, exp(times(k, X))), times(b, X)),
        lambda x: a * numeric.exp(k * x) + b * x,
        0,
    )


def _damped(pick: Pick) -> Problem:
    from drill.exercise import numeric

    shift, p, front = pick.integer(-5, 6), pick.integer(-4, 4), pick.one((-3, -2, 2, 3))
    return _known(
        times(front, plus(X, shift), exp(times(-1, X))),
        lambda x: front * (x + shift) * numeric.exp(-x),
        p,
    )


def _factored(pick: Pick) -> Problem:
    from drill.exercise import numeric

    r, s, m = pick.one(ROOTS)
    k, c = pick.one((-3, -2, 2, 3)), pick.one((-1, 1))
    p = pick.integer(-5, 5)
    factors = (node(k), power(plus(X, -r), m), plus(X, -s), exp(times(c, X)))

    def derivative(x: float) -> float:
        return float(k * (x - r) ** m * (x - s) * numeric.exp(c * x))

    def rise(h: float) -> float:  # Simpson's rule: f itself is not known
        return (derivative(p - h) + 4 * derivative(p) + derivative(p + h)) * h / 3

    return Problem(p, times(*factors), rise, shows_derivative=True, factors=factors)


ROOTS = tuple(
    (r, s, m) for r, s in permutations(range(-4, 5), 2) for m in (1, 2) if m == 2 or r < s
)
"""Two roots, the first perhaps a double one; two simple ones in one order only."""
LEVELS = {1: _quadratic, 2: _cubic, 3: _exponential_or_log, 4: _factored}
HINTS = {
    1: ("The sign of the derivative is all that counts.", "Put the place into $f'$."),
    2: ("The value of $f$ says nothing here.", "Differentiate first, then put the place in."),
    3: (
        "Differentiate first; the sign is what counts.",
        r"$e^0 = 1$, and $e^{\text{anything}}$ is positive.",
    ),
    4: (
        "No number is needed: count the negative factors.",
        "An exponential and a square are never negative.",
    ),
}


class SlopeSign(Family):
    """Read off a derivative's sign where a function goes."""

    name = "slope_sign"
    topic = "derivatives"
    title = "Say from the slope where a function goes"
    instances = levels(3456, 7776, 1296, 9504, 880)
    requires = shares(power_sum=0.5, elementary_mix=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function and a place, with a value that does not give the slope away."""
        if level == 5:
            return kink(*pick.one(KINKS))
        return _smooth(LEVELS[level](pick), level)


FAMILY = SlopeSign()


def _trend(rate: float) -> str:
    return "flat" if abs(rate) < FLAT else "up" if rate > 0 else "down"


def _smooth(problem: Problem, level: int) -> Draft:
    a = problem.place
    there = value(problem.derivative, {"x": float(a)})
    trend = _trend(there if isinstance(there, float) else 0.0)
    move = DOWNHILL[trend]
    shown = [f"f(x) = {latex(problem.function)}"] if problem.function else []
    if problem.shows_derivative:
        shown.append(f"f'(x) = {latex(problem.derivative)}")
    mistakes: tuple[WiredMistake, ...] = ()
    by_height = _trend(problem.height)
    if problem.function and by_height not in {trend, "flat"}:
        mistakes += wired("trend", [("wrong-object", by_height)])
    if trend in UPHILL:
        mistakes += wired("move", [("ascent", UPHILL[trend])])
    first = choice("trend", trend, TRENDS, label=f"at $x = {a}$, $f$ is")
    return Draft(
        prompt=f"What does $f$ do at $x = {a}$, and which way does a small step lower it?\n\n"
        + "\n\n".join(f"$${line}$$" for line in shown),
        parts=(
            first,
            after_signs(
                choice("move", move, MOVES, label="to lower $f$, step"),
                {DOWNHILL[id_]: chose(first, id_) for id_ in DOWNHILL},
            ),
        ),
        evidence=_evidence(problem),
        hints=HINTS[level],
        solution=tuple(_solution(problem, trend, move)),
        mistakes=mistakes,
    )


def _solution(problem: Problem, trend: str, move: str) -> Iterator[Step]:
    a = problem.place
    if problem.shows_derivative:
        yield Step(
            "rule", "A positive slope rises to the right; to go down, step against its sign."
        )
    else:
        yield Step("derivative", f"$f'(x) = {latex(problem.derivative)}$")
    if problem.factors:
        lines = [f"- {inline(factor)} is {_sign(factor, a)}" for factor in problem.factors]
        yield Step("signs", "\n".join(lines))
    words = {"up": "positive", "down": "negative", "flat": "zero"}[trend]
    yield Step("at the place", f"$f'({a})$ is {words}.")
    yield Step("answer", SAYS[trend] if trend == "flat" else f"{SAYS[trend]} {STEPS[move]}")


def _sign(factor: Node, at: int) -> str:
    found = value(factor, {"x": float(at)})
    if not isinstance(found, float) or found == 0:
        return "zero"
    return "positive" if found > 0 else "negative"


def _evidence(problem: Problem) -> tuple[Evidence, ...]:
    by_sympy = _sign_by_sympy(problem)

    def by_numbers() -> str:
        return _trend(problem.rise(NEAR) / (2 * NEAR))

    return (
        Evidence("trend", given(by_sympy), given(by_numbers)),
        Evidence(
            "move", given(lambda: DOWNHILL[by_sympy()]), given(lambda: DOWNHILL[by_numbers()])
        ),
    )


def _sign_by_sympy(problem: Problem) -> Callable[[], str]:
    def found() -> str:
        from drill.maths.symbols import symbol, to_sympy

        x = symbol("x")
        rate = (
            to_sympy(problem.function).diff(x) if problem.function else to_sympy(problem.derivative)
        )
        return _trend(float(rate.subs(x, problem.place)))

    return found

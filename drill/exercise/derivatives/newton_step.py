"""Newton's method, for minima and for roots, and where it walks uphill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import ROUNDED, Answer, after, choice, distinct, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import display, latex
from drill.grade.part import Choice, Part
from drill.maths.build import exp, minus, node, over, plus, polynomial, times
from drill.maths.rebuild import substitute
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

X = Name("x")
FINEST = 40
"""The largest denominator of a first step that is still pleasant."""
FINEST_LATER = 999
FURTHEST = 12
WAYS = (
    Choice("downhill", "downhill", "$f''$ is negative where it starts."),
    Choice("uphill", "uphill", "$f''$ is positive where it starts."),
)
NEAR = 1e-3
Exact = Callable[[Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Problem:
    """A function and a start; `rungs` are f and its derivatives, exact where they are needed."""

    of: Node
    start: Fraction
    numeric: Callable[[float], float]
    rungs: tuple[Exact, ...]
    minimise: bool
    steps: int = 1

    @property
    def target(self) -> int:
        """Which rung is to become 0: f for a root, f' for a minimum."""
        return 1 if self.minimise else 0

    def moved(self, x: Fraction, rung: int, sign: int = -1) -> Fraction | None:
        """Step by ∓ rung/next rung; None where the lower one is 0."""
        below = self.rungs[rung + 1](x)
        return x + sign * self.rungs[rung](x) / below if below else None

    @property
    def iterates(self) -> list[Fraction]:
        """List the start and what follows; short where a step is impossible, far or ugly."""
        points = [self.start]
        for turn in range(self.steps):
            there = self.moved(points[-1], self.target)
            if there is None or there == points[-1] or abs(there) > FURTHEST:
                return points
            if not there or there.denominator > (FINEST if turn == 0 else FINEST_LATER):
                return points
            points.append(there)
        return points

    @property
    def nice(self) -> bool:
        """Say whether every step can be taken, and its obvious misreading leads elsewhere."""
        points = self.iterates
        if len(points) <= self.steps:
            return False
        other = self.moved(self.start, 1 - self.target)
        return other != points[1]


def _polynomial(coefficients: Mapping[int, int]) -> tuple[Exact, ...]:
    """Give a polynomial and its first three derivatives as exact functions."""
    rungs = []
    here = dict(coefficients)
    for _ in range(4):
        rungs.append(_exact(dict(here)))
        here = {n - 1: n * c for n, c in here.items() if n}
    return tuple(rungs)


def _exact(coefficients: Mapping[int, int]) -> Exact:
    return lambda x: sum((c * x**n for n, c in coefficients.items()), start=Fraction(0))


def _of_polynomial(
    coefficients: Mapping[int, int], start: int | Fraction, *, minimise: bool, steps: int = 1
) -> Problem:
    pairs = [(n, float(c)) for n, c in coefficients.items()]
    return Problem(
        polynomial("x", dict(coefficients)),
        Fraction(start),
        lambda x: sum(c * x**n for n, c in pairs),
        _polynomial(coefficients),
        minimise,
        steps,
    )


def _exponential(a: int, k: int, b: int) -> Problem:
    """Give a e^(kx) - b x at 0, where the exponential is 1."""
    from drill.exercise import numeric

    return Problem(
        plus(times(a, exp(times(k, X))), times(-b, X)),
        Fraction(0),
        lambda x: float(a * numeric.exp(k * x) - b * x),
        (
            lambda _: Fraction(a),
            lambda _: Fraction(a * k - b),
            lambda _: Fraction(a * k * k),
            lambda _: Fraction(a * k**3),
        ),
        minimise=True,
    )


def _candidates(level: int) -> Iterator[Problem]:
    starts = (-3, -2, -1, 1, 2, 3, 4)
    small = (-3, -2, -1, 1, 2, 3)
    if level == 1:
        for a, r, start in product((1, 2, 3, 4, 5), (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5), starts):
            yield _of_polynomial({2: a, 1: -2 * a * r, 0: r}, start, minimise=True)
    elif level == 2:
        for b, c, start in product((-4, -3, -2, 2, 3, 4), range(-7, 8), starts):
            yield _of_polynomial({3: 1, 1: b, 0: c}, start, minimise=False)
    elif level == 3:
        for a, k, b in product((2, 3, 4, 5), (1, 2, 3), range(1, 13)):
            yield _exponential(a, k, b)
    elif level == 4:
        for c, start in product((2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15), (1, 2, 3, 4)):
            yield _of_polynomial({2: 1, 0: -c}, start, minimise=False, steps=2)
        for c, start in product((2, 3, 4, 5, 6, 7, 9, 10), (1, 2, 3)):
            yield _of_polynomial({3: 1, 0: -c}, start, minimise=False, steps=2)
    else:
        for a, b, start in product((4, 6, 8, 10), small, starts):
            yield _of_polynomial({4: 1, 2: -a, 1: b}, start, minimise=True)


@cache
def _pool(level: int) -> tuple[Problem, ...]:
    return tuple(problem for problem in _candidates(level) if problem.nice)


HINTS = {
    True: (
        "At a minimum $f'$ is 0; Newton's method looks for that root.",
        "The step is $f'$ over $f''$, and it is subtracted.",
    ),
    False: (
        "Follow the tangent down to the axis.",
        "The step is $f$ over $f'$, and it is subtracted.",
    ),
}


class NewtonStep(Family):
    """Take steps of Newton's method."""

    name = "newton_step"
    topic = "derivatives"
    title = "Take steps of Newton's method"
    instances = levels(315, 527, 120, 59, 93)
    requires = shares(second_derivative=0.7, power_sum=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function and a start from which the step is a pleasant number."""
        problem = pick.one(_pool(level))
        return _asked(problem, says_way=level == 5)


FAMILY = NewtonStep()


def _asked(problem: Problem, *, says_way: bool) -> Draft:
    points = problem.iterates
    goal = "to minimise" if problem.minimise else "to find a root of"
    times_text = "one step" if problem.steps == 1 else "two steps"
    start = latex(node(problem.start))
    parts: list[Part] = [
        number(f"x{k}", point, label=f"$x_{k}$", tolerance=ROUNDED)
        for k, point in enumerate(points[1:], start=1)
    ]
    parts = [
        parts[0],
        *(after(part, _moved_from(problem, f"x{k}")) for k, part in enumerate(parts[1:], start=1)),
    ]
    mistakes = _wrong(problem, points)
    extra = ""
    if says_way:
        way = "downhill" if problem.rungs[2](problem.start) > 0 else "uphill"
        parts.append(choice("way", way, WAYS, label="it sets off"))
        extra = " Does it set off downhill or uphill?"
    return Draft(
        prompt=f"Take {times_text} of Newton's method {goal} $f$ from $x_0 = {start}$.{extra} "
        "(A fraction, or three decimals.)" + display(f"f(x) = {latex(problem.of)}").rstrip(),
        parts=tuple(parts),
        evidence=tuple(_evidence(problem, parts)),
        hints=HINTS[problem.minimise],
        solution=tuple(_solution(problem, points, says_way=says_way)),
        mistakes=mistakes,
        shown=(problem.of,),
        plain=frozenset(part.id for part in parts),
    )


def _moved_from(problem: Problem, name: str) -> Node:
    """Write a step from an earlier answer."""
    target = slope(problem.of, "x") if problem.minimise else problem.of
    x = Name(name)
    return minus(x, over(*(substitute(f, {"x": x}) for f in (target, slope(target, "x")))))


def _wrong(problem: Problem, points: list[Fraction]) -> tuple[WiredMistake, ...]:
    x = points[0]
    found: list[tuple[str, Answer]] = []
    for name, answer in (
        ("ascent", problem.moved(x, problem.target, sign=1)),
        ("wrong-object", problem.moved(x, 1 - problem.target)),
    ):
        if answer is not None:
            found.append((name, answer))
    return wired("x1", distinct(found))


def _solution(problem: Problem, points: list[Fraction], *, says_way: bool) -> Iterator[Step]:
    first = slope(problem.of, "x")
    if problem.minimise:
        yield Step("rule", r"$x_1 = x_0 - \frac{f'(x_0)}{f''(x_0)}$")
        yield Step(
            "derivatives", f"$f'(x) = {latex(first)}$ and $f''(x) = {latex(slope(first, 'x'))}$"
        )
    else:
        yield Step("rule", r"$x_1 = x_0 - \frac{f(x_0)}{f'(x_0)}$")
        yield Step("derivative", f"$f'(x) = {latex(first)}$")
    target = problem.target
    for k, (here, there) in enumerate(pairwise(points)):
        top, bottom = (latex(node(problem.rungs[target + i](here))) for i in (0, 1))
        yield Step(
            f"step {k + 1}",
            f"$x_{k + 1} = {latex(node(here))} - \\frac{{{top}}}{{{bottom}}} = "
            f"{latex(node(there))}$",
        )
    if says_way:
        bend = problem.rungs[2](points[0])
        yield Step(
            "which way",
            f"$f''({latex(node(points[0]))}) = {bend}$: "
            + (
                "the step goes against the slope, downhill."
                if bend > 0
                else "a negative $f''$ turns the step around, uphill."
            ),
        )
    found = [f"$x_{k} = {latex(node(p))}$" for k, p in enumerate(points) if k]
    if says_way:
        found.append("downhill" if problem.rungs[2](points[0]) > 0 else "uphill")
    yield Step("answer", ", ".join(found))


def _evidence(problem: Problem, parts: list[Part]) -> Iterator[Evidence]:
    for turn, part in enumerate(parts):
        if part.id == "way":
            yield Evidence("way", given(_way_by_sympy(problem)), given(_way_by_numbers(problem)))
        else:
            yield Evidence(
                part.id,
                given(_by_sympy(problem, turn + 1)),
                given(_by_differences(problem, turn + 1)),
                tolerance=1e-4,
            )


def _derivatives(problem: Problem) -> tuple[Any, Any, Any, Any]:
    from drill.maths.symbols import symbol, to_sympy

    x = symbol("x")
    f = to_sympy(problem.of)
    return x, f, f.diff(x), f.diff(x, 2)


def _by_sympy(problem: Problem, steps: int) -> Callable[[], Value]:
    def found() -> float:
        import sympy

        x, f, first, second = _derivatives(problem)
        top, bottom = (first, second) if problem.minimise else (f, first)
        at = sympy.Rational(problem.start.numerator, problem.start.denominator)
        for _ in range(steps):
            at = at - top.subs(x, at) / bottom.subs(x, at)
        return float(at)

    return found


def _way_by_sympy(problem: Problem) -> Callable[[], Value]:
    def found() -> str:
        x, _f, _first, second = _derivatives(problem)
        return "downhill" if second.subs(x, problem.start.numerator) > 0 else "uphill"

    return found


def _by_differences(problem: Problem, steps: int) -> Callable[[], Value]:
    """Step in floats, with derivatives from differences of f alone."""
    f = problem.numeric

    def found() -> float:
        at = float(problem.start)
        for _ in range(steps):
            first = (f(at + NEAR) - f(at - NEAR)) / (2 * NEAR)
            second = (f(at + NEAR) - 2 * f(at) + f(at - NEAR)) / NEAR**2
            at -= first / second if problem.minimise else f(at) / first
        return at

    return found


def _way_by_numbers(problem: Problem) -> Callable[[], Value]:
    """See whether a thousandth of the step makes f larger or smaller."""

    def found() -> str:
        at = float(problem.start)
        there = at + 1e-3 * (_float(_by_differences(problem, 1)()) - at)
        return "downhill" if problem.numeric(there) < problem.numeric(at) else "uphill"

    return found


def _float(found: Value) -> float:
    return found if isinstance(found, float) else 0.0

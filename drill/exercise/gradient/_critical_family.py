"""Critical points that depend on a parameter: every factor counts, and none is divided away."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import gcd
from typing import Any, TypeAlias

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Oracle, Point, Value
from drill.exercise.gradient._shared import Field, vector_latex
from drill.exercise.parts import wired
from drill.exercise.pick import Pick
from drill.exercise.truths import complex_gradient
from drill.exercise.values import defined
from drill.exercise.write import display, latex, positive
from drill.grade.part import AnswerType, Part
from drill.maths.build import minus, over, plus, power, times
from drill.maths.show import typed
from drill.maths.tree import Name, Node, SetOf, Vector

A, X, Y = Name("a"), Name("x"), Name("y")
VARIABLES = ("x", "y")
NEAR = 1e-4
FRONTS = (-3, -2, -1, 1, 2, 3)
HINTS = (
    "Treat $a$ as a number you do not know. In how many ways can each equation hold?",
    "Factor both equations instead of dividing: a factor that is divided away is a lost point.",
)

Spot: TypeAlias = tuple[Fraction, Fraction]
"""A point (s a, t a), by s and t."""
Function: TypeAlias = Callable[[Any, Any, float], Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """A function of x, y and the parameter a, and where its gradient is zero."""

    of: Node
    numeric: Function
    points: tuple[Spot, ...]
    equations: tuple[Node, Node]
    """The left sides, without a number common to both."""
    way: tuple[Step, ...]
    kept: tuple[Spot, ...]
    """What is left of the points where somebody divides by x and y."""


def _written(points: Sequence[Spot]) -> tuple[Vector, ...]:
    return tuple(Vector((_of_a(s), _of_a(t))) for s, t in points)


def _of_a(size: Fraction, power_of_a: Node = A) -> Node:
    """Write a multiple of a, with one fraction bar."""
    return over(times(size.numerator, power_of_a), size.denominator)


def _spot(point: Spot) -> str:
    return f"${vector_latex(_written((point,))[0].items)}$"


@cache
def _products() -> tuple[tuple[int, int, int], ...]:
    """List c, p and q of x y (c a - p x - q y), without a common factor."""
    return tuple(
        (c, p, q)
        for c, p, q in product((3, 6, 9, 12), (1, 2, 3, 4), (1, 2, 3, 4))
        if gcd(c, p, q) == 1
    )


def _product(pick: Pick) -> Problem:
    (c, p, q), k = pick.one(_products()), pick.one(FRONTS)

    def bracket(many: int, other: int) -> Node:
        return plus(times(c, A), times(-many, X), times(-other, Y))

    origin, inner = (Fraction(0), Fraction(0)), (Fraction(c, 3 * p), Fraction(c, 3 * q))
    right, above = (Fraction(c, p), Fraction(0)), (Fraction(0), Fraction(c, q))
    way = (
        Step("products", "Each left side is a product, so one of its two factors is 0."),
        Step(
            "four cases",
            f"- $x = 0$ and $y = 0$: {_spot(origin)}\n"
            f"- $y = 0$, and the second bracket is 0: {_spot(right)}\n"
            f"- $x = 0$, and the first bracket is 0: {_spot(above)}\n"
            f"- both brackets are 0: {_subtracted(p, q)}, and so {_spot(inner)}",
        ),
    )
    return Problem(
        of=times(k, X, Y, bracket(p, q)),
        numeric=lambda x, y, a: k * x * y * (c * a - p * x - q * y),
        points=(origin, right, above, inner),
        equations=(times(Y, bracket(2 * p, q)), times(X, bracket(p, 2 * q))),
        way=way,
        kept=(inner,),
    )


def _subtracted(p: int, q: int) -> str:
    return f"subtracting them gives ${latex(times(p, X))} = {latex(times(q, Y))}$"


CUBES = {(1, 1): (1, 1), (1, 8): (2, 4), (8, 1): (4, 2)}
"""For the fronts of x³ and y³: by what the point (c a, c a) is divided."""
CROSSED = tuple(c for c in range(-6, 7) if c)


def _coupled(pick: Pick) -> Problem:
    m, n = pick.one(tuple(CUBES))
    c, k = pick.one(CROSSED), pick.one(FRONTS)
    s, t = (Fraction(c, by) for by in CUBES[(m, n)])
    origin, other = (Fraction(0), Fraction(0)), (s, t)
    first = minus(times(m, power(X, 2)), times(c, A, Y))
    second = minus(times(n, power(Y, 2)), times(c, A, X))
    by_x = over(times(m, power(X, 2)), times(c, A))
    cube = power(A, 3)
    common = gcd(m * m * n, c**3)
    way = (
        Step("one letter by the other", f"The first equation gives $y = {latex(by_x)}$."),
        Step(
            "put together",
            f"In the second one that leaves ${latex(times(m * m * n // common, power(X, 4)))} = "
            f"{latex(times(c**3 // common, cube, X))}$.",
        ),
        Step(
            "do not divide",
            f"$x = 0$ solves it, with $y = 0$; else $x^3 = {latex(_of_a(s**3, cube))}$, so "
            f"$x = {latex(_of_a(s))}$ and $y = {latex(_of_a(t))}$.",
        ),
    )
    return Problem(
        of=plus(times(k * m, power(X, 3)), times(k * n, power(Y, 3)), times(-3 * k * c, A, X, Y)),
        numeric=lambda x, y, a: k * (m * x**3 + n * y**3 - 3 * c * a * x * y),
        points=(origin, other),
        equations=(first, second),
        way=way,
        kept=(other,),
    )


def with_parameter(pick: Pick) -> Draft:
    """Ask for the critical points in terms of the parameter a > 0."""
    way = pick.way((len(_products()), len(CUBES) * len(CROSSED)))
    problem = (_product, _coupled)[way](pick)
    points = _written(problem.points)
    swapped = SetOf(tuple(Vector((y, x)) for x, y in (point.items for point in points)))
    wrong: list[tuple[str, Node]] = [
        ("solution-divided-away", SetOf(_written(problem.kept))),
    ]
    if {(t, s) for s, t in problem.points} != set(problem.points):
        wrong.append(("components-swapped", swapped))
    first, second = map(latex, problem.equations)
    return Draft(
        prompt="Find all points where the gradient is zero, in terms of $a > 0$."
        + display(f"f(x, y) = {latex(problem.of)}").rstrip(),
        parts=(
            Part(
                id="p",
                answer=AnswerType.SET,
                truth=typed(SetOf(points)),
                label="set of points",
                variables=("a",),
                domain=positive("a"),
            ),
        ),
        evidence=(Evidence("p", _solved(problem.of), _refined(problem)),),
        hints=HINTS,
        solution=(
            Step(
                "two equations",
                "Both partial derivatives are 0; a number common to both is left out:"
                + display(rf"{first} = 0, \quad {second} = 0").rstrip(),
            ),
            *problem.way,
            Step(
                "answer",
                "The gradient is zero at\n\n"
                + "\n".join(f"- {_spot(point)}" for point in problem.points),
            ),
        ),
        mistakes=wired("p", wrong),
        shown=(problem.of,),
        plain=frozenset({"p"}),
    )


def _solved(of: Node) -> Oracle:
    """Let sympy solve both equations at a = 1; where f is homogeneous, the points grow with a."""

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        x, y, a = (symbol(name) for name in (*VARIABLES, "a"))
        whole = sympy.Poly(to_sympy(of), x, y, a)
        if not whole.is_homogeneous:
            return [math.nan] * len(points)
        plain = whole.eval(a, 1)
        found = sympy.solve_poly_system([plain.diff(x), plain.diff(y)], x, y)
        pairs = [(float(s), float(t)) for s, t in found if s.is_real and t.is_real]
        return [_in_order((s * at["a"], t * at["a"]) for s, t in pairs) for at in points]

    return oracle


def _in_order(pairs: Iterable[Value]) -> Value:
    """Order points by their coordinates; those that are not real are left out."""
    return tuple(sorted((pair for pair in pairs if defined(pair)), key=_rounded))


def _rounded(pair: Value) -> tuple[float, ...]:
    return tuple(round(float(str(size)), 6) for size in pair) if isinstance(pair, tuple) else ()


def _refined(problem: Problem) -> Oracle:
    """Follow Newton's method on the complex-step gradient, from beside each point."""

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        return [_newtons(problem, point["a"]) for point in points]

    return oracle


def _newtons(problem: Problem, a: float) -> Value:
    field = Field(problem.of, lambda x, y: problem.numeric(x, y, a), VARIABLES)
    beside = ((float(s) * a + 4e-4 * a, float(t) * a - 3e-4 * a) for s, t in problem.points)
    return _in_order(newton(field, start, steps=2) for start in beside)


def newton(field: Field, start: tuple[float, float], steps: int) -> tuple[float, float]:
    """Find where the complex-step gradient is zero, near the start."""
    import numpy as np

    gradient = complex_gradient(field.numeric, VARIABLES)
    here = np.array(start)
    for _ in range(steps):
        near = [here, *(here + side * NEAR * axis for axis in np.eye(2) for side in (1, -1))]
        rows = gradient([{"x": float(x), "y": float(y)} for x, y in near])
        at, right, left, up, down = np.array(rows, dtype=float)
        slopes = np.array([right - left, up - down]).T / (2 * NEAR)
        here = here - np.linalg.solve(slopes, at)
    return float(here[0]), float(here[1])

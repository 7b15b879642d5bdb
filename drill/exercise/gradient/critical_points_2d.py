"""Where the gradient is zero: two equations for two unknowns, built backwards from the points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Oracle, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._critical_family import newton, with_parameter
from drill.exercise.gradient._shared import Field, vector_latex
from drill.exercise.parts import set_of, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import display, latex
from drill.grade.part import Part
from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node, SetOf, Vector, number

X, Y = Name("x"), Name("y")
VARIABLES = ("x", "y")
PLACES = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
APART = tuple((p, q) for p in PLACES for q in PLACES if p != q)
FRONTS = (-3, -2, -1, 1, 2, 3)
STEPS = 6

Exponents: TypeAlias = tuple[int, int]
Spot: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """A polynomial by its coefficients, and the points where its gradient is zero."""

    coefficients: Mapping[Exponents, int]
    points: tuple[Spot, ...]
    way: tuple[Step, ...]

    @property
    def field(self) -> Field:
        """Write it, and again in numpy."""
        pairs = tuple(self.coefficients.items())
        terms = (times(c, power(X, m), power(Y, n)) for (m, n), c in pairs if c)

        def again(x: Any, y: Any) -> Any:
            return sum(c * x**m * y**n for (m, n), c in pairs)

        return Field(plus(*terms), again, VARIABLES)


def _paraboloid(pick: Pick) -> Problem:
    (p, q), a, b = pick.one(APART), pick.one(FRONTS), pick.one(FRONTS)
    lift = pick.integer(-4, 4)
    coefficients = {(2, 0): a, (0, 2): b, (1, 0): -2 * a * p, (0, 1): -2 * b * q, (0, 0): lift}
    way = (Step("solve each", f"The first gives $x = {p}$, the second $y = {q}$."),)
    return Problem(coefficients, ((p, q),), way)


CROSSED = tuple(
    (a, b, c) for a, b, c in product((1, 2, 3), (-2, -1, 1, 2), (1, 2, 3)) if 4 * a * c != b * b
)


def _crossed(pick: Pick) -> Problem:
    (p, q), (a, b, c) = pick.one(APART), pick.one(CROSSED)
    d, e = -(2 * a * p + b * q), -(b * p + 2 * c * q)
    coefficients = {(2, 0): a, (1, 1): b, (0, 2): c, (1, 0): d, (0, 1): e}
    det = 4 * a * c - b * b
    way = (
        Step(
            "eliminate",
            f"Take ${2 * c}$ times the first equation less {_times_all(b)} the second: $y$ drops "
            rf"out, and ${latex(times(det, Name('x')))} = {det * p}$ is left.",
        ),
        Step("solve", f"So $x = {p}$, and then either equation gives $y = {q}$."),
    )
    return Problem(coefficients, ((p, q),), way)


def _times_all(factor: int) -> str:
    return f"$({factor})$ times" if factor < 0 else f"${factor}$ times"


ROOTS = tuple((r, s) for r in range(-5, 6) for s in range(r + 2, 6, 2))
"""Two roots, at least 2 apart."""


def _cubic(pick: Pick) -> Problem:
    (r, s), q, b = pick.one(ROOTS), pick.one(PLACES), pick.one(FRONTS)
    a = pick.one((1, -1))
    # the x part has the derivative 6 a (x - r)(x - s)
    coefficients = {
        (3, 0): 2 * a,
        (2, 0): -3 * a * (r + s),
        (1, 0): 6 * a * r * s,
        (0, 2): b,
        (0, 1): -2 * b * q,
    }
    way = (
        Step("in x", f"A quadratic equation with the roots $x = {r}$ and $x = {s}$."),
        Step("in y", f"A straight one: $y = {q}$, with either of them."),
    )
    return Problem(coefficients, ((r, q), (s, q)), way)


def _coupled(pick: Pick) -> Problem:
    k, a = pick.one([k for k in range(-9, 10) if k]), pick.one((-3, -2, -1, 1, 2, 3))
    lift = pick.integer(-5, 5)
    coefficients = {(3, 0): a, (1, 1): -3 * a * k, (0, 3): a, (0, 0): lift}
    square = f"{'' if k == 1 else '-' if k == -1 else k}"
    cube = f"{'' if k == 1 else '-' if k == -1 else k**3}"
    way = (
        Step("one letter by the other", f"$x^2 = {square} y$ and $y^2 = {square} x$"),
        Step(
            "put together",
            f"The square of the first, with the second put in: $x^4 = {cube} x$.",
        ),
        Step(
            "do not divide",
            f"$x = 0$ gives $y = 0$; else $x^3 = {k**3}$, so $x = {k}$ and $y = {k}$.",
        ),
    )
    return Problem(coefficients, ((0, 0), (k, k)), way)


LEVELS: dict[int, Callable[[Pick], Problem]] = {
    1: _paraboloid,
    2: _crossed,
    3: _cubic,
    4: _coupled,
}
HINTS = {
    1: ("What must both partial derivatives be?", "Set both to 0; each has one letter only."),
    2: (
        "Two equations, two unknowns, and both letters in each.",
        "Solve one of them for one letter and put it into the other.",
    ),
    3: (
        "How many solutions can each of the two equations have?",
        "Factor the equation in $x$; every solution goes with every solution in $y$.",
    ),
    4: (
        "Neither equation can be solved alone.",
        "Put one into the other, and factor instead of dividing: dividing loses a solution.",
    ),
}


class CriticalPoints2d(Family):
    """Find where the gradient of a function of two variables is zero."""

    name = "critical_points_2d"
    topic = "gradient"
    title = "Find where the gradient is zero"
    version = 2
    instances = levels(len(APART) * 324, len(APART) * len(CROSSED), len(ROOTS) * 120, 1188, 528)
    requires = shares(gradient_vector=0.8)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw the critical points, from which the function is made; level 5 has a parameter."""
        if level == 5:
            return with_parameter(pick)
        problem = LEVELS[level](pick)
        field = problem.field
        first, second = field.gradient
        part, swapped = _asked(problem.points)
        equations = rf"{latex(first)} = 0, \quad {latex(second)} = 0"
        shows = "\n".join(f"- ${vector_latex(point)}$" for point in problem.points)
        several = len(problem.points) > 1
        return Draft(
            prompt=("Find all points" if several else "Find the point")
            + " where the gradient is zero."
            + display(f"f(x, y) = {latex(field.of)}").rstrip(),
            parts=(part,),
            evidence=(
                Evidence(
                    "p",
                    _solved(field.of, several=several),
                    given(lambda: _checked(field, problem.points)),
                ),
            ),
            hints=HINTS[level],
            solution=(
                Step(
                    "two equations",
                    f"Both partial derivatives are 0:{display(equations).rstrip()}",
                ),
                *problem.way,
                Step("answer", f"The gradient is zero at\n\n{shows}"),
            ),
            mistakes=wired("p", _gone_wrong(problem.points, swapped)),
            shown=(field.of,),
            plain=frozenset({"p"}),
        )


FAMILY = CriticalPoints2d()


def _asked(points: tuple[Spot, ...]) -> tuple[Part, Node]:
    """Ask for one point as a vector, for several as a set; with the coordinates swapped too."""
    trees = [Vector((number(x), number(y))) for x, y in points]
    turned = [Vector((number(y), number(x))) for x, y in points]
    if len(points) == 1:
        return vector("p", trees[0].items, label="$(x, y)$"), turned[0]
    return set_of("p", trees, label="set of points"), SetOf(tuple(turned))


def _gone_wrong(points: tuple[Spot, ...], swapped: Node) -> list[tuple[str, Node]]:
    """Give what a mistake leads to; points with two equal coordinates may be swapped unseen."""
    if any(x != y for x, y in points):
        return [("components-swapped", swapped)]
    kept = (Vector((number(x), number(y))) for x, y in points if x and y)
    return [("solution-divided-away", SetOf(tuple(kept)))]


def _solved(of: Node, *, several: bool) -> Oracle:
    """Let sympy solve both equations, and keep the real solutions."""

    def found() -> Value:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        names = [symbol(name) for name in VARIABLES]
        whole = to_sympy(of)
        solutions = sympy.solve_poly_system([whole.diff(name) for name in names], *names)
        real = sorted(
            tuple(map(float, one)) for one in solutions if all(size.is_real for size in one)
        )
        return tuple(real) if several else real[0]

    return given(found)


def _checked(field: Field, points: tuple[Spot, ...]) -> Value:
    """Start beside each point, and follow Newton's method on the complex-step gradient back."""
    found = tuple(newton(field, (x + 0.07, y - 0.05), STEPS) for x, y in sorted(points))
    return found if len(points) > 1 else found[0]

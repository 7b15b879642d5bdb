"""Gradient descent by hand on two weights: round bowls, crossed ones, narrow ones, and a line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient_descent._bowls import RATES, Bowl, Run, point, point_part, wired_points
from drill.exercise.gradient_descent._line_fit import line
from drill.exercise.parts import choice
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import display, latex, maths, table
from drill.grade.part import Choice

COORDINATES = (-4, -2, -1, 1, 2, 3, 4)
STARTS = tuple((x, y) for x in COORDINATES for y in COORDINATES)
TRAILS = (
    Choice("zigzag", "it crosses the valley at every step while $x$ creeps along"),
    Choice("straight", "both coordinates shrink and keep their signs"),
    Choice("diverges", "it is thrown farther out along $y$ at every step"),
)
SAYS = {item.id: item.text for item in TRAILS}
HINTS = {
    1: ("Two partial derivatives, one step.", "Work out the gradient at the start, as a pair."),
    2: (
        "Both components of the gradient are taken at the old point.",
        "The mixed term gives each partial derivative a share of the other letter.",
    ),
    3: (
        "The second step starts where the first one ended, in both coordinates.",
        "Work out both components at the old point before either coordinate moves.",
    ),
    4: (
        "The two directions do not know of each other here.",
        r"Each coordinate is multiplied by a factor of its own: $1 - \eta \lambda$.",
    ),
}


def _runs(
    bowls: Sequence[Bowl], starts: Sequence[tuple[int, int]], rates: Sequence[Fraction], steps: int
) -> tuple[Run, ...]:
    every = (Run(*choices, steps) for choices in product(bowls, starts, rates))
    return tuple(run for run in every if run.tells_apart)


@cache
def _pool(level: int) -> tuple[Run, ...]:
    """List the runs of a level on which every mistake shows."""
    if level == 1:
        bowls = [Bowl(2 * a, 0, 2 * c) for a, c in product((1, 2, 3, 4), repeat=2) if a != c]
        return _runs(bowls, STARTS[::2], RATES[:3], 1)
    if level == 2:
        bowls = [Bowl(2 * a, b, 2 * c) for a, b, c in product((1, 2, 3), (-2, -1, 1, 2), (1, 2, 3))]
        return _runs(bowls, STARTS[::3], RATES[:3], 1)
    if level == 3:
        bowls = [
            Bowl(2 * a, b, 2 * c, p, q)
            for a, b, c, p, q in product((1, 2), (-1, 1), (1, 2, 3), (-3, 2), (-4, 1))
        ]
        return _runs(bowls, STARTS[::4], RATES[:2], 2)
    bowls = [Bowl(a, 0, c) for a, c in product((2, 4), (20, 40, 60, 80))]
    rates = tuple(Fraction(n, 1000) for n in (10, 15, 20, 24, 30, 40, 45, 60))
    return _runs(bowls, STARTS[::3], rates, 2)


class GdSteps2d(Family):
    """Carry out steps of gradient descent on two weights."""

    name = "gd_steps_2d"
    topic = "gradient_descent"
    title = "Take steps of gradient descent on two weights"
    instances = levels(828, 1544, 1226, 1088, 1028)
    requires = shares(gd_steps_1d=0.7, gradient_vector=0.6)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a bowl, a start and a rate; level 5 fits a line to two points."""
        if level == 5:
            return line(pick)
        return _steps(level, pick.one(_pool(level)))


FAMILY = GdSteps2d()


def _steps(level: int, run: Run) -> Draft:
    bowl, found = run.bowl, run.iterates
    last = run.steps
    asked = "one step" if last == 1 else "two steps"
    parts = [point_part("p", found[last], f"$(x_{last}, y_{last})$")]
    evidence = [Evidence("p", _by_sympy(run), _by_matrix_power(run))]
    question = ""
    trail = ""
    if level == 4:
        trail = _trail(1 - run.rate * bowl.c)
        parts.append(choice("trail", trail, TRAILS, label="in the long run"))
        evidence.append(Evidence("trail", given(trail), given(lambda: _watched(run))))
        question = " And what does the run do in the long run?"
    return Draft(
        prompt=f"Take {asked} of gradient descent from $(x_0, y_0) = {point(run.start)}$ with "
        rf"$\eta = {decimal(run.rate)}$.{question}"
        + display(f"f(x, y) = {latex(bowl.tree)}").rstrip(),
        parts=tuple(parts),
        evidence=tuple(evidence),
        hints=HINTS[level],
        solution=(
            Step(
                "the gradient",
                rf"$\nabla f = \left({latex(bowl.gradient[0])}, {latex(bowl.gradient[1])}\right)$",
            ),
            *(_one_step(run, k) for k in range(1, last + 1)),
            *([Step("the factors", _factors(run))] if level == 4 else []),
            Step("answer", _table(run) + (f"\n\nIn the long run {SAYS[trail]}." if trail else "")),
        ),
        mistakes=wired_points("p", run.wrong),
        shown=(bowl.tree,),
        plain=frozenset({"p"}),
    )


def _one_step(run: Run, k: int) -> Step:
    before, after = run.iterates[k - 1], run.iterates[k]
    slopes = run.bowl.slopes(before)
    return Step(
        f"step {k}",
        rf"At ${point(before)}$ it is ${point(slopes)}$, so the next point is ${point(before)} - "
        rf"{decimal(run.rate)} \cdot {point(slopes)} = {point(after)}$.",
    )


def _factors(run: Run) -> str:
    along, across = (1 - run.rate * size for size in (run.bowl.a, run.bowl.c))
    return (
        f"Each step multiplies $x$ by $1 - {decimal(run.rate * run.bowl.a)} = {decimal(along)}$ "
        f"and $y$ by $1 - {decimal(run.rate * run.bowl.c)} = {decimal(across)}$."
    )


def _table(run: Run) -> str:
    rows = [
        (str(k), maths(decimal(x)), maths(decimal(y)), maths(point(run.bowl.slopes((x, y)))))
        for k, (x, y) in enumerate(run.iterates)
    ]
    return table(("k", "$x_k$", "$y_k$", r"$\nabla f$"), rows)


def _trail(across: Fraction) -> str:
    if across < -1:
        return "diverges"
    return "zigzag" if across < 0 else "straight"


def _by_sympy(run: Run) -> Oracle:
    """Let sympy differentiate the function, and go down with exact numbers."""

    def found() -> tuple[float, ...]:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        names = [symbol("x"), symbol("y")]
        gradient = sympy.Matrix([to_sympy(run.bowl.tree)]).jacobian(names)
        here = sympy.Matrix([list(run.start)])
        for _ in range(run.steps):
            there = dict(zip(names, here, strict=True))
            here -= sympy.Rational(str(run.rate)) * gradient.subs(there)
        return tuple(map(float, here))

    return given(found)


def _by_matrix_power(run: Run) -> Oracle:
    """Use the closed form w* + (I - ηH)^k (w_0 - w*) in numpy."""

    def found() -> tuple[float, ...]:
        import numpy as np

        bowl = run.bowl
        curvature = np.array([[bowl.a, bowl.b], [bowl.b, bowl.c]], dtype=float)
        lowest = np.linalg.solve(curvature, [-float(bowl.p), -float(bowl.q)])
        map_of_step = np.linalg.matrix_power(np.eye(2) - float(run.rate) * curvature, run.steps)
        return tuple(map(float, lowest + map_of_step @ (np.array(run.start) - lowest)))

    return given(found)


def _watched(run: Run) -> str:
    """Run on for ten steps and look at y."""
    y, heights = float(run.start[1]), []
    for _ in range(10):
        y -= float(run.rate) * run.bowl.c * y
        heights.append(y)
    if abs(heights[-1]) > abs(heights[0]):
        return "diverges"
    return "zigzag" if heights[0] * heights[1] < 0 else "straight"

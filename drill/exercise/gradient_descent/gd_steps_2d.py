"""Gradient descent by hand on two weights: round bowls, crossed ones, narrow ones, and a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import TypeAlias

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.decimals import decimal, decimal_node, exactly
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import ROUNDED, choice, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import display, latex, maths, table
from drill.grade.part import Choice, Part
from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node, Vector

X, Y = Name("x"), Name("y")
RATES = tuple(map(exactly, ("0.05", "0.1", "0.2", "0.25")))
ENTRIES = (-3, -2, -1, 1, 2, 3)
COORDINATES = (-4, -2, -1, 1, 2, 3, 4)
STARTS = tuple((x, y) for x in COORDINATES for y in COORDINATES)
POINTS = tuple(
    ((x1, y1), (x2, y2))
    for x1, x2 in ((1, 2), (1, 3), (2, 3), (-1, 1), (-1, 2), (0, 2))
    for y1, y2 in product((-1, 1, 2, 3, 5), repeat=2)
)
TRAILS = (
    Choice("zigzag", "it crosses the valley at every step while $x$ creeps along"),
    Choice("straight", "both coordinates shrink and keep their signs"),
    Choice("diverges", "it is thrown farther out along $y$ at every step"),
)

Pair: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Bowl:
    """f = (a x² + 2 b xy + c y²)/2 + p x + q y, whose gradient is (ax + by + p, bx + cy + q)."""

    a: int
    b: int
    c: int
    p: int = 0
    q: int = 0

    def slopes(self, at: Pair) -> Pair:
        """Work out the gradient."""
        x, y = at
        return self.a * x + self.b * y + self.p, self.b * x + self.c * y + self.q

    @property
    def tree(self) -> Node:
        """Write f."""
        return plus(
            times(Fraction(self.a, 2), power(X, 2)),
            times(self.b, X, Y),
            times(Fraction(self.c, 2), power(Y, 2)),
            times(self.p, X),
            times(self.q, Y),
        )

    @property
    def gradient(self) -> tuple[Node, Node]:
        """Write the gradient."""
        return (
            plus(times(self.a, X), times(self.b, Y), self.p),
            plus(times(self.b, X), times(self.c, Y), self.q),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A bowl, a start, a rate and how many steps."""

    bowl: Bowl
    start: tuple[int, int]
    rate: Fraction
    steps: int

    @property
    def iterates(self) -> tuple[Pair, ...]:
        """Go down with exact numbers; the start is among the iterates."""
        return self.followed(self.bowl.slopes, self.rate)

    def followed(self, slopes: Callable[[Pair], Pair], rate: Fraction) -> tuple[Pair, ...]:
        """Go down along given slopes."""
        found: list[Pair] = [(Fraction(self.start[0]), Fraction(self.start[1]))]
        for _ in range(self.steps):
            here = found[-1]
            g, h = slopes(here)
            found.append((here[0] - rate * g, here[1] - rate * h))
        return tuple(found)

    @property
    def wrong(self) -> tuple[tuple[str, Pair], ...]:
        """Give the last point with a mistake in every step."""

        def swapped(at: Pair) -> Pair:
            g, h = self.bowl.slopes(at)
            return h, g

        return (
            ("ascent", self.followed(self.bowl.slopes, -self.rate)[-1]),
            ("learning-rate-missing", self.followed(self.bowl.slopes, Fraction(1))[-1]),
            ("components-swapped", self.followed(swapped, self.rate)[-1]),
        )

    @property
    def tells_apart(self) -> bool:
        """Say whether no mistake ends where another one or the right way ends."""
        ends = [self.iterates[-1], *(end for _, end in self.wrong)]
        return all(_far(one, other) for i, one in enumerate(ends) for other in ends[:i])


def _far(one: Pair, other: Pair) -> bool:
    """Compare by the coordinate that differs more, well beyond rounding."""
    return any(
        abs(a - b) > max(abs(a), abs(b), Fraction(1, 10)) / 50
        for a, b in zip(one, other, strict=True)
    )


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
    5: (
        "The weights are $w$ and $b$; the data are fixed numbers.",
        r"With the errors $e_i = w x_i + b - y_i$: the mean of $2 e_i x_i$, and that of $2 e_i$.",
    ),
}


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
            return _line(pick)
        return _steps(level, pick.one(_pool(level)))


FAMILY = GdSteps2d()


def _pair(part: str, at: Pair, label: str) -> Part:
    return vector(part, tuple(map(decimal_node, at)), label=label, tolerance=ROUNDED)


def _set(at: Sequence[Fraction | int]) -> str:
    return rf"\left({', '.join(decimal(size) for size in at)}\right)"


def _wire(part: str, wrong: Sequence[tuple[str, Pair]]) -> tuple[WiredMistake, ...]:
    return wired(part, [(name, Vector(tuple(map(decimal_node, end)))) for name, end in wrong])


def _steps(level: int, run: Run) -> Draft:
    bowl, found = run.bowl, run.iterates
    last = run.steps
    asked = "one step" if last == 1 else "two steps"
    parts = [_pair("p", found[last], f"$(x_{last}, y_{last})$")]
    evidence = [Evidence("p", _by_sympy(run), _by_matrix_power(run))]
    question = ""
    trail = ""
    if level == 4:
        trail = _trail(1 - run.rate * bowl.c)
        parts.append(choice("trail", trail, TRAILS, label="in the long run"))
        evidence.append(Evidence("trail", given(trail), given(lambda: _watched(run))))
        question = " And what does the run do in the long run?"
    return Draft(
        prompt=f"Take {asked} of gradient descent from $(x_0, y_0) = {_set(run.start)}$ with "
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
        mistakes=_wire("p", run.wrong),
        shown=(bowl.tree,),
        plain=frozenset({"p"}),
    )


SAYS = {item.id: item.text for item in TRAILS}


def _one_step(run: Run, k: int) -> Step:
    before, after = run.iterates[k - 1], run.iterates[k]
    slopes = run.bowl.slopes(before)
    return Step(
        f"step {k}",
        rf"At ${_set(before)}$ it is ${_set(slopes)}$, so the next point is ${_set(before)} - "
        rf"{decimal(run.rate)} \cdot {_set(slopes)} = {_set(after)}$.",
    )


def _factors(run: Run) -> str:
    along, across = (1 - run.rate * size for size in (run.bowl.a, run.bowl.c))
    return (
        f"Each step multiplies $x$ by $1 - {decimal(run.rate * run.bowl.a)} = {decimal(along)}$ "
        f"and $y$ by $1 - {decimal(run.rate * run.bowl.c)} = {decimal(across)}$."
    )


def _table(run: Run) -> str:
    rows = [
        (str(k), maths(decimal(x)), maths(decimal(y)), maths(_set(run.bowl.slopes((x, y)))))
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


@dataclass(frozen=True, slots=True)
class Fit:
    """Two points, weights to start from, and a rate: a step of fitting y = w x + b."""

    points: tuple[tuple[int, int], tuple[int, int]]
    start: tuple[int, int]
    rate: Fraction

    @property
    def run(self) -> Run:
        """See the mean of two squared errors as the bowl it is in (w, b), less its height."""
        (x1, y1), (x2, y2) = self.points
        bowl = Bowl(x1 * x1 + x2 * x2, x1 + x2, 2, -(x1 * y1 + x2 * y2), -(y1 + y2))
        return Run(bowl, self.start, self.rate, 1)

    @property
    def wrong(self) -> tuple[tuple[str, Pair], ...]:
        """Give where the step ends with a mistake."""
        summed = self.run.followed(self.run.bowl.slopes, 2 * self.rate)[-1]
        return (*self.run.wrong, ("batch-mean-missing", summed))

    @property
    def tells_apart(self) -> bool:
        """Say whether no mistake ends where another one or the right way ends."""
        ends = [self.run.iterates[-1], *(end for _, end in self.wrong)]
        return all(_far(one, other) for i, one in enumerate(ends) for other in ends[:i])


@cache
def _fits() -> tuple[Fit, ...]:
    every = product(POINTS, ((0, 0), (1, 0), (2, -1), (-1, 1)), RATES[:2])
    made = (Fit(*choices) for choices in every)
    return tuple(fit for fit in made if fit.tells_apart)


def _line(pick: Pick) -> Draft:
    fit = pick.one(_fits())
    (x1, y1), (x2, y2) = fit.points
    w, b = fit.start
    errors = [w * x + b - y for x, y in fit.points]
    slopes = fit.run.bowl.slopes(fit.run.iterates[0])
    after = fit.run.iterates[1]
    return Draft(
        prompt=f"Fit $y = w x + b$ to the points ${_set((x1, y1))}$ and ${_set((x2, y2))}$. The "
        f"loss is the mean of the squared errors. Take one step of gradient descent from $(w, b) = "
        rf"{_set(fit.start)}$ with $\eta = {decimal(fit.rate)}$. Find the new $(w, b)$.",
        parts=(_pair("p", after, "new $(w, b)$"),),
        evidence=(Evidence("p", _fit_by_sympy(fit), _fit_by_complex_step(fit)),),
        hints=HINTS[5],
        solution=(
            Step("the errors", r"The error at each point is $e_i = w x_i + b - y_i$."),
            Step("with these weights", f"$e_1 = {errors[0]}$ and $e_2 = {errors[1]}$"),
            Step(
                "the gradient",
                rf"The mean of $2 e_i x_i$ and the mean of $2 e_i$: ${_set(slopes)}$.",
            ),
            Step(
                "answer",
                rf"${_set(fit.start)} - {decimal(fit.rate)} \cdot {_set(slopes)} = {_set(after)}$",
            ),
        ),
        mistakes=_wire("p", fit.wrong),
        plain=frozenset({"p"}),
    )


def _fit_by_sympy(fit: Fit) -> Oracle:
    def found() -> tuple[float, ...]:
        import sympy

        w, b = sympy.symbols("w b", real=True)
        loss = sum((w * x + b - y) ** 2 for x, y in fit.points) / sympy.Integer(2)
        there = {w: fit.start[0], b: fit.start[1]}
        rate = sympy.Rational(str(fit.rate))
        return tuple(float(there[v] - rate * loss.diff(v).subs(there)) for v in (w, b))

    return given(found)


def _fit_by_complex_step(fit: Fit) -> Oracle:
    def loss(w: complex, b: complex) -> complex:
        import numpy as np

        points = np.array(fit.points, dtype=float)
        return complex(np.mean((w * points[:, 0] + b - points[:, 1]) ** 2))

    def found() -> tuple[float, ...]:
        w, b = map(float, fit.start)
        by_w = slope_of_one(lambda z: loss(z, b), w)
        by_b = slope_of_one(lambda z: loss(w, z), b)
        return w - float(fit.rate) * by_w, b - float(fit.rate) * by_b

    return given(found)

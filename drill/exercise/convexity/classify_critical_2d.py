"""Minimum, maximum, saddle, or not decided: what the Hessian says where the gradient is zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations, product

from drill.exercise.contract import Step
from drill.exercise.convexity._flat_points import flat_point
from drill.exercise.convexity._read_hessian import from_function, from_hessian
from drill.exercise.convexity._several_points import several_points
from drill.exercise.convexity._surfaces import (
    KINDS,
    MAX,
    MIN,
    OPEN,
    SADDLE,
    SAYS,
    by_signs,
    sympy_eigenvalues,
)
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

HINTS = (
    "Each eigenvalue is how $f$ bends along one direction.",
    "Look at the signs only: all up, all down, some of each, or a zero that leaves it open.",
)


class ClassifyCritical2d(Family):
    """Say what a critical point is."""

    name = "classify_critical_2d"
    topic = "convexity"
    title = "Minimum, maximum or saddle"
    version = 2
    instances = levels(1092, 624, 19_840, 2512, 4860)
    requires = shares(hessian_definiteness=0.8, critical_points_2d=0.7)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw what a point is first, and then a Hessian or a function that makes it so."""
        return LEVELS[level](pick)


LARGEST = 12
MOST_OF_A_KIND = 220
"""Of three eigenvalues so many make a minimum, but far more a saddle."""


@cache
def _eigenvalues() -> tuple[tuple[tuple[int, ...], ...], ...]:
    """List two or three different eigenvalues, a pool for each number and kind of them."""
    pools: dict[tuple[int, str], list[tuple[int, ...]]] = {}
    for count in (2, 3):
        for values in combinations(range(-LARGEST, LARGEST + 1), count):
            pools.setdefault((count, by_signs(values)), []).append(values)
    return tuple(map(tuple, pools.values()))


def _from_eigenvalues(pick: Pick) -> Draft:
    values = pick.among(_eigenvalues(), MOST_OF_A_KIND)
    kind = by_signs(values)
    down = sum(size < 0 for size in values)
    listed = ", ".join(f"${size}$" for size in pick.shuffled(values))
    wrong = [("zero-eigenvalue-is-saddle", SADDLE)] if kind == OPEN else []
    if kind not in {MIN, OPEN}:
        wrong.append(("stationary-is-minimum", MIN))
    n = len(values)
    rows = [[size if i == j else 0 for j in range(n)] for i, size in enumerate(values)]
    return assembled(
        f"At a point where the gradient of a function of {('two', 'three')[n - 2]} variables is "
        f"zero, its Hessian has the eigenvalues {listed}. In how many of its eigenvectors' "
        "directions does the function bend downward, and what is the point?",
        [
            ask(
                number("down", down, label="directions that bend downward"),
                lambda: sum(size < 0 for size in sympy_eigenvalues(rows)),
                lambda: _downs(values),
            ),
            ask(
                choice("kind", kind, KINDS, label="the point is"),
                lambda: by_signs(sympy_eigenvalues(rows)),
                lambda: _kind_of_turned(values),
                wrong,
            ),
        ],
        hints=HINTS,
        solution=(
            Step("what they mean", "Along an eigenvector $f$ bends as its eigenvalue says."),
            Step("the signs", _signs(values)),
            Step("answer", SAYS[kind]),
        ),
    )


def _signs(values: Sequence[int]) -> str:
    ups, downs = sum(size > 0 for size in values), sum(size < 0 for size in values)
    zeros = len(values) - ups - downs
    text = f"{ups} positive, {downs} negative"
    return text + (f", {zeros} zero." if zeros else ".")


def _turned(values: Sequence[int]) -> object:
    """Turn the diagonal matrix of these eigenvalues, so that nothing is left to read off."""
    import numpy as np

    side = np.arange(1.0, len(values) + 1)
    mirror = np.eye(len(values)) - 2 * np.outer(side, side) / (side @ side)
    return mirror @ np.diag(np.array(values, dtype=float)) @ mirror


def _downs(values: Sequence[int]) -> int:
    import numpy as np

    return int((np.linalg.eigvalsh(np.array(_turned(values))) < -1e-9).sum())


def _kind_of_turned(values: Sequence[int]) -> str:
    """Look at the quadratic form in every direction of a grid that holds its axes' mirrors."""
    import numpy as np

    form = np.array(_turned(values))
    n = len(values)
    side = np.arange(1.0, n + 1)
    mirror = np.eye(n) - 2 * np.outer(side, side) / (side @ side)
    grid = [np.array(way, dtype=float) for way in product((-2, -1, 0, 1, 2), repeat=n) if any(way)]
    ways = [*grid, *mirror]
    worth = [float(way @ form @ way) for way in ways]
    low, high = min(worth), max(worth)
    if low < -1e-9 and high > 1e-9:
        return SADDLE
    if low > 1e-9:
        return MIN
    return MAX if high < -1e-9 else OPEN


LEVELS: dict[int, Callable[[Pick], Draft]] = {
    1: _from_eigenvalues,
    2: from_hessian,
    3: from_function,
    4: several_points,
    5: flat_point,
}
FAMILY = ClassifyCritical2d()

"""Gradients, Jacobians and Hessians: mistakes of the whole grid, then of its components.

A component is a derivative like any other. Where several are wrong, what all of them share is
named; the same slip was then made in each.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drill.grade.diagnose.floats import near, value_of
from drill.grade.diagnose.forms import Guess, guesses, summed
from drill.grade.diagnose.looked import looked
from drill.grade.diagnose.order import Ranked, best_first
from drill.grade.diagnose.probes import Point
from drill.grade.diagnose.scalar import findings, is_probe, probe
from drill.grade.diagnose.search import Budget
from drill.grade.diagnose.spread import LEAST, WANTED, spread
from drill.grade.diagnose.task import DerivativeTask, Finding, Op
from drill.grade.mistakes import named
from drill.maths.components import Grid
from drill.maths.slope import slope
from drill.maths.tree import Node, names

MOST_CELLS = 16
_FEW_CELLS = 4
"""In so few components each may have a mistake of its own."""
_BEHIND = 10
"""Added to the rank of what components share, so that mistakes of the whole come first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One component: what is differentiated, and by what."""

    tree: Node
    variable: str


Cells = tuple[tuple[Cell, ...], ...]


def expected_cells(task: DerivativeTask, whole: Node | Grid) -> Cells:
    """Lay out what has to be differentiated by what: a row for each output."""
    outputs = whole.cells if isinstance(whole, Grid) else (whole,)
    if task.op is Op.HESSIAN and not isinstance(whole, Grid):
        outputs = tuple(slope(whole, name) for name in task.wrt)
    elif task.op is Op.SECOND:
        outputs = tuple(slope(tree, task.wrt[0]) for tree in outputs)
    return tuple(tuple(Cell(tree, name) for name in task.wrt) for tree in outputs)


def grid_findings(
    task: DerivativeTask, whole: Node | Grid, answer: Node | Grid, budget: Budget
) -> list[Finding]:
    """Give the findings of an answer where a vector or a matrix was asked for, or was given."""
    posed = _posed(task, whole, answer)
    if posed is None:
        return []
    if posed.right:
        return []
    found = posed.wholes()
    if len(posed.given) != len(posed.flat) or posed.turned:
        return best_first(found)
    each = posed.components(budget)
    shared = _shared([[one for one in some if not is_probe(one)] for some in each])
    found += [
        (_BEHIND + turn, one) for turn, one in enumerate(shared) if one.bugs == 1 or not found
    ]
    return best_first(found) or posed.probes() or _apart(each) or _shared(each)


@dataclass(frozen=True, slots=True)
class _Posed:
    """A question of several components and its answer, at points where all have values."""

    task: DerivativeTask
    whole: Node | Grid
    cells: Cells
    truths: tuple[Node, ...]
    given: tuple[Node, ...]
    letters: frozenset[str]
    turned: bool
    """Whether the answer has the rows that the truth has columns."""
    points: tuple[Point, ...]
    values: tuple[tuple[float, ...], ...]
    """The answer's numbers: a row for each component, a column for each point."""

    @property
    def flat(self) -> list[Cell]:
        """The components row by row."""
        return [cell for row in self.cells for cell in row]

    @property
    def right(self) -> bool:
        """Whether the answer is the truth as far as these points can tell."""
        return self.fits([*map(_at, self.truths)]) and not self.turned

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of what was asked for."""
        return len(self.cells), len(self.cells[0])

    def fits(self, guess: Sequence[Callable[[Point], float]]) -> bool:
        """Tell whether a guess is the answer in every component at every point."""
        return len(guess) == len(self.values) and all(
            near(cell(at), value, 1.0)
            for cell, row in zip(guess, self.values, strict=True)
            for at, value in zip(self.points, row, strict=True)
        )

    def wholes(self) -> list[Ranked]:
        """List the mistakes of the whole that give the answer."""
        tried = [*guesses(self.task, self.whole, self.truths, *self.shape)]
        if len(self.truths) > 1 and len(self.given) == 1:
            tried.insert(0, summed(self.truths))
        found = [_ranked(guess) for guess in tried if self.fits(guess.cells)]
        if not found and self.task.op is Op.GRADIENT and self.is_half_of_form():
            mistake = named("quadratic-form-asymmetric")
            said = "The answer belongs to the same quadratic form, with an A that is not symmetric."
            found = [(_BEHIND, Finding(mistake.id, mistake.name, mistake.sentence, (), said))]
        return found

    def is_half_of_form(self) -> bool:
        """Tell whether the answer is 2Ax, whatever A the learner took for this quadratic form.

        Then x·2Ax = 2xᵀAx is what it is for the truth, and both are linear.
        """
        if len(self.given) != len(self.task.wrt):
            return False
        for at in self.points:
            twice = {**at, **{name: 2 * at[name] for name in self.task.wrt}}
            sums = [0.0, 0.0]
            for name, *trees in zip(self.task.wrt, self.truths, self.given, strict=True):
                for turn, tree in enumerate(trees):
                    here = value_of(tree, at)
                    if not near(value_of(tree, twice), 2 * here, 1.0):
                        return False
                    sums[turn] += at[name] * here
            if not near(sums[0], sums[1], 1.0):
                return False
        return True

    def components(self, budget: Budget) -> list[list[Finding]]:
        """List the findings of each component that is wrong; none where that leads nowhere."""
        each: list[list[Finding]] = []
        for cell, answer in zip(self.flat, self.given, strict=True):
            here = looked(cell.tree, cell.variable, answer, self.task.domain, self.letters)
            if here is None or here.right:
                continue
            each.append(findings(here, budget))
            if len(self.flat) > _FEW_CELLS and not _shared(each):
                return []
        return each

    def probes(self) -> list[Finding]:
        """Say how the answer as a whole differs where no rule explains it."""
        height, width = self.shape
        found: list[Finding] = []
        turned = [
            self.truths[row * width + column] for column in range(width) for row in range(height)
        ]
        if height > 1 and width > 1 and self.fits([*map(_at, turned)]):
            found.append(probe("probe/transposed"))
        rows = [[value_of(tree, at) for at in self.points] for tree in self.truths]
        if _same_without_order(rows, self.values):
            found.append(probe("probe/swapped"))
        return found


def _shared(each: list[list[Finding]]) -> list[Finding]:
    """List what all wrong components have in common."""
    if not each:
        return []
    ids = set.intersection(*({one.id for one in found} for found in each))
    return [one for one in each[0] if one.id in ids]


def _apart(each: list[list[Finding]]) -> list[Finding]:
    """Name the mistake of each component, where each has one of its own."""
    if not all(found and not is_probe(found[0]) for found in each):
        return []
    return best_first([(0, replace(found[0], bugs=len(each))) for found in each])


def _posed(task: DerivativeTask, whole: Node | Grid, answer: Node | Grid) -> _Posed | None:
    """Work question and answer out; None where there is too much of it, or no value."""
    cells = expected_cells(task, whole)
    flat = [cell for row in cells for cell in row]
    given = answer.cells if isinstance(answer, Grid) else (answer,)
    if max(len(flat), len(given)) > MOST_CELLS:
        return None
    truths = tuple(slope(cell.tree, cell.variable) for cell in flat)
    letters = frozenset((*task.wrt, *task.variables)).union(
        *(names(cell.tree) for cell in flat), *map(names, given)
    )
    points = tuple(_shared_points(task, (*truths, *given), letters))
    if len(points) < LEAST:
        return None
    shape = (len(cells), len(cells[0]))
    turned = isinstance(answer, Grid) and 1 not in shape and answer.shape == shape[::-1] != shape
    values = tuple(tuple(value_of(tree, at) for at in points) for tree in given)
    return _Posed(task, whole, cells, truths, given, letters, turned, points, values)


def _shared_points(
    task: DerivativeTask, trees: Sequence[Node], letters: frozenset[str]
) -> list[Point]:
    found: list[Point] = []
    for at in spread(sorted(letters), task.domain):
        if all(math.isfinite(value_of(tree, at)) for tree in trees):
            found.append(at)
        if len(found) == WANTED:
            break
    return found


def _at(tree: Node) -> Callable[[Point], float]:
    return lambda at: value_of(tree, at)


def _ranked(guess: Guess) -> Ranked:
    mistake = named(guess.id)
    return guess.rank, Finding(mistake.id, mistake.name, mistake.sentence, (), guess.said)


def _same_without_order(ours: Sequence[Sequence[float]], theirs: Sequence[Sequence[float]]) -> bool:
    left = list(ours)
    for row in theirs:
        same = (
            turn
            for turn, other in enumerate(left)
            if all(near(a, b, 1.0) for a, b in zip(row, other, strict=True))
        )
        at = next(same, None)
        if at is None:
            return False
        del left[at]
    return not left

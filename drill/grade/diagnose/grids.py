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
from drill.grade.diagnose.order import Ranked, best_first
from drill.grade.diagnose.probes import Point
from drill.grade.diagnose.scalar import Looked, looked, probe, probed, rules
from drill.grade.diagnose.search import Budget
from drill.grade.diagnose.spread import LEAST, WANTED, spread
from drill.grade.diagnose.task import DerivativeTask, Finding, Op
from drill.grade.mistakes import named
from drill.maths.components import Grid
from drill.maths.slope import slope
from drill.maths.tree import Node, names

MOST_CELLS = 16
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
    found = posed.wholes()
    if len(posed.given) == len(posed.flat) and not posed.turned:
        found += posed.components(budget)
        return best_first(found) or posed.probes()
    return best_first(found)


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
        if self.fits([*map(_at, self.truths)]) and not self.turned:
            return []
        tried = [*guesses(self.task, self.whole, self.truths, *self.shape)]
        if len(self.truths) > 1 and len(self.given) == 1:
            tried.insert(0, summed(self.truths))
        return [_ranked(guess) for guess in tried if self.fits(guess.cells)]

    def components(self, budget: Budget) -> list[Ranked]:
        """Name what the wrong components share, or else what each of them has."""
        each = [rules(here, budget) for here in self.wrong()]
        if not each or not all(each):
            return []
        shared = set.intersection(*({one.id for one in found} for found in each))
        if shared:
            return [(_BEHIND + turn, one) for turn, one in enumerate(each[0]) if one.id in shared]
        return [(_BEHIND, replace(found[0], bugs=len(each))) for found in each]

    def wrong(self) -> list[Looked]:
        """List the components that are wrong."""
        domain = self.task.domain
        every = [
            looked(cell.tree, cell.variable, answer, domain, self.letters)
            for cell, answer in zip(self.flat, self.given, strict=True)
        ]
        return [here for here in every if here is not None and not here.right]

    def probes(self) -> list[Finding]:
        """Say how the answer differs where no rule explains it."""
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
        each = [probed(here) for here in self.wrong()]
        if each:
            shared = set.intersection(*({one.id for one in some} for some in each))
            found += [one for one in each[0] if one.id in shared]
        return found


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

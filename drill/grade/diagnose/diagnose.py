"""The one door to diagnosis: a task and a wrong answer in, the mistakes that explain it out.

Nothing raises and nothing looks at a clock: guesses are counted. What cannot be worked out has no
findings.
"""

from __future__ import annotations

from drill.grade.diagnose.grids import grid_findings
from drill.grade.diagnose.looked import LARGEST, LARGEST_ANSWER, looked, size
from drill.grade.diagnose.scalar import findings
from drill.grade.diagnose.search import Budget
from drill.grade.diagnose.task import DerivativeTask, Finding, Op
from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.read import answer_side
from drill.maths.slope import slope
from drill.maths.tree import Node, names

GUESSES = 6_000
"""Guesses that one diagnosis may work out."""


def diagnose(task: DerivativeTask, given: Node, guesses: int = GUESSES) -> tuple[Finding, ...]:
    """Name the mistakes that give a wrong answer, best first (see `order`); none for a right one.

    Rules come first; probes, which only say how the answer differs, where no rule fits.
    """
    if size(task.of) > LARGEST:
        return ()
    try:
        whole, answer = components(task.of), components(answer_side(given))
        # Short texts may come to much: a power of a matrix.
        if _longest(whole) > LARGEST_ANSWER or _longest(answer) > LARGEST_ANSWER:
            return ()
        return tuple(_found(task, whole, answer, Budget(guesses)))
    except (NoValue, LookupError, RecursionError):
        return ()


def _longest(parts: Node | Grid) -> int:
    return max(map(size, parts.cells if isinstance(parts, Grid) else (parts,)))


def _found(
    task: DerivativeTask, whole: Node | Grid, answer: Node | Grid, budget: Budget
) -> list[Finding]:
    simple = task.op in {Op.DERIVATIVE, Op.SECOND} and len(task.wrt) == 1
    if isinstance(whole, Grid) or isinstance(answer, Grid) or not simple:
        return grid_findings(task, whole, answer, budget)
    variable = task.wrt[0]
    tree = slope(whole, variable) if task.op is Op.SECOND else whole
    letters = frozenset((*task.wrt, *task.variables)) | names(whole)
    here = looked(tree, variable, answer, task.domain, letters)
    return [] if here is None else findings(here, budget)

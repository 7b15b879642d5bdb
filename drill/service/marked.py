"""The steps of a derivative, with the one marked where the learner's answer left the way.

Made only where a wrong answer was explained by a mistake at a known place; any other exercise is
solved in its own words. Reading and explaining need the standard library alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from drill.exercise.contract import Task
from drill.grade.verdict import Judgement, Verdict
from drill.session.attempt import Try

MOST_STEPS = 12
"""A longer explanation helps nobody at a verdict."""


class Marked(NamedTuple):
    """One step: its name, its prose, and whether the answer went wrong here."""

    name: str
    text: str
    here: bool


def marked_steps(task: Task | None, tries: Sequence[Try]) -> tuple[Marked, ...]:
    """Explain what an exercise asked for, up to the last wrong answer; empty where that is unknown.

    A gradient is explained by the variable of the component that was refuted.
    """
    wrong = [one for one in tries if one.judgement is Judgement.WRONG]
    verdicts = wrong[-1].verdicts.values() if wrong else ()
    verdict = next((one for one in verdicts if place_of(one) is not None), None)
    if task is None or verdict is None:
        return ()
    name = _variable(task, verdict)
    return _explained(task, name, place_of(verdict) or ()) if name else ()


def place_of(verdict: Verdict) -> tuple[int, ...] | None:
    """Give the place of the mistake that explains an answer best, if it has one."""
    return verdict.mistakes[0].path if verdict.mistakes else None


def _variable(task: Task, verdict: Verdict) -> str:
    """Give the variable whose derivative went wrong; nothing where that is not known."""
    wrt = [name.strip() for name in task.wrt.split(",")]
    if task.op == "derivative" and len(wrt) == 1:
        return wrt[0]
    component = verdict.counterexample.component if verdict.counterexample else ""
    if task.op == "gradient" and component.isdigit() and int(component) <= len(wrt):
        return wrt[int(component) - 1]
    return ""


def _explained(task: Task, name: str, path: tuple[int, ...]) -> tuple[Marked, ...]:
    from drill.maths.errors import MathsError
    from drill.maths.read import answer_side, read_typed
    from drill.maths.scope import Scope, canonical
    from drill.maths.steps import explain
    from drill.maths.steps.told import title, told

    try:
        tree = answer_side(read_typed(task.of, Scope((*task.variables, name))))
        found = explain(tree, canonical(name))
    except MathsError:
        return ()
    if not found.exists or len(found.steps) > MOST_STEPS:
        return ()
    here = found.step_at(path)
    return tuple(
        Marked(title(step), told(step, found.wrt), turn == here)
        for turn, step in enumerate(found.steps)
    )

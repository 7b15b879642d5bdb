"""A finding as a mistake that knows its step: the rule whose turn it was where it happened."""

from __future__ import annotations

from collections.abc import Iterable

from drill.grade.diagnose import DerivativeTask, Finding, Op
from drill.grade.verdict import Mistake
from drill.maths.errors import NoValue
from drill.maths.steps import Explanation, explain
from drill.maths.steps.told import title

WHOLE = frozenset(
    {
        "wrong-variable",
        "wrong-object",
        "other-variable-differentiated",
        "other-variable-zeroed",
        "total-for-partial",
        "integrated-instead",
    }
)
"""Mistakes that, made with the whole expression, belong to no step of it."""


def located(task: DerivativeTask, findings: Iterable[Finding]) -> tuple[Mistake, ...]:
    """Turn findings into mistakes; a probe, and a task of several variables, has no step."""
    found = tuple(findings)
    explained = _explained(task) if found else None
    return tuple(_mistake(explained, one) for one in found)


def _explained(task: DerivativeTask) -> Explanation | None:
    if task.op is not Op.DERIVATIVE or len(task.wrt) != 1:
        return None
    try:
        return explain(task.of, task.wrt[0])
    except NoValue:
        return None


def _mistake(explained: Explanation | None, found: Finding) -> Mistake:
    nowhere = found.id.startswith("probe/") or (found.id in WHOLE and not found.path)
    path = None if nowhere else found.path
    step = ""
    if explained is not None and path is not None:
        step = title(explained.steps[explained.step_at(path)])
    return Mistake(found.id, found.name, found.sentence, found.line, step, path)

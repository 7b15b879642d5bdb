"""A finding as a mistake that knows its step: the rule whose turn it was where it happened."""

from __future__ import annotations

from collections.abc import Iterable

from drill.grade.diagnose import DerivativeTask, Finding, Op
from drill.grade.verdict import Mistake
from drill.maths.errors import NoValue
from drill.maths.steps import Explanation, explain
from drill.maths.steps.told import title


def located(task: DerivativeTask, findings: Iterable[Finding]) -> tuple[Mistake, ...]:
    """Turn findings into mistakes; a probe, and a task of several variables, has no step."""
    found = tuple(findings)
    explained = _explained(task) if found else None
    return tuple(
        Mistake(one.id, one.name, one.sentence, one.line, _step(explained, one), one.path)
        for one in found
    )


def _explained(task: DerivativeTask) -> Explanation | None:
    if task.op is not Op.DERIVATIVE or len(task.wrt) != 1:
        return None
    try:
        return explain(task.of, task.wrt[0])
    except NoValue:
        return None


def _step(explained: Explanation | None, found: Finding) -> str:
    if explained is None or found.id.startswith("probe/"):
        return ""
    return f"{title(explained.steps[explained.step_at(found.path)])}:"

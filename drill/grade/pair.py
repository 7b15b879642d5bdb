"""Two typed texts compared: what `drill grade` asks, without a bank or an exercise around them.

The expected text is read the way a learner's is, so that pairs may be written by hand. With no
declared variables, free letters and Greek names are variables.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.grade.judge import judge, prove_response
from drill.grade.part import AnswerType, Part
from drill.grade.verdict import Judgement, Verdict
from drill.maths.errors import Unreadable
from drill.maths.read import read
from drill.maths.scope import Scope
from drill.maths.show import typed
from drill.maths.tree import Matrix, Node, SetOf, Vector, names

KINDS: dict[type, AnswerType] = {
    Vector: AnswerType.VECTOR,
    Matrix: AnswerType.MATRIX,
    SetOf: AnswerType.SET,
}


def judge_pair(expected: str, given: str, variables: Sequence[str]) -> Verdict:
    """Judge `given` against `expected`; a text that cannot be read is a verdict too."""
    try:
        part, scope = _part(expected, variables)
    except Unreadable as error:
        message = f"The expected answer cannot be read: {error}"
        return Verdict(Judgement.UNREADABLE, message=message, column=error.column)
    return judge(part, given, scope=scope)


def prove_pair(expected: str, given: str, variables: Sequence[str]) -> str:
    """Let sympy confirm that two texts mean the same: `proved`, `not_proved` or `conflict`."""
    try:
        part, scope = _part(expected, variables)
    except Unreadable:
        return "not_proved"
    return prove_response(part, given, scope)


def _part(expected: str, variables: Sequence[str]) -> tuple[Part, Scope]:
    scope = _scope(variables)
    tree: Node = read(expected, scope).tree
    kind = KINDS.get(type(tree), AnswerType.EXPRESSION)
    declared = scope.variables or tuple(sorted(names(tree)))
    return Part("a", kind, typed(tree), variables=declared), scope


def _scope(variables: Sequence[str]) -> Scope:
    return Scope(tuple(variables)) if variables else Scope(free=True)

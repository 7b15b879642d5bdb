"""Two typed texts compared: what `drill grade` asks, without a bank or an exercise around them.

The expected text is read the way a learner's is, so that pairs may be written by hand. With no
declared variables, free letters and Greek names are variables; an i that nobody declared may then
be the imaginary unit, if that makes the answer right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drill.grade.judge import WiredAnswer, judge_question
from drill.grade.part import AnswerType, Part
from drill.grade.typed_answers import Question, proof_sides
from drill.grade.verdict import Judgement, Verdict
from drill.maths.errors import Unreadable
from drill.maths.read import read
from drill.maths.scope import Scope
from drill.maths.tree import Constant, Node, children

_I = "i"
_I_FOUND = Constant(_I)


def judge_pair(
    expected: str,
    given: str,
    variables: Sequence[str] = (),
    mistakes: Sequence[WiredAnswer] = (),
    form: str = "",
) -> Verdict:
    """Judge `given` against `expected`; a text that cannot be read is a verdict too."""
    try:
        asked = _question(expected, variables, form)
    except Unreadable as error:
        message = f"The expected answer cannot be read: {error}"
        return Verdict(Judgement.UNREADABLE, message=message, column=error.column)
    verdict = judge_question(asked, given, mistakes)
    if verdict.judgement is Judgement.WRONG and asked.scope.free:
        unreal = _with_imaginary_unit(asked, given)
        if unreal is not None:
            found = judge_question(unreal, given)
            return found if found.judgement is Judgement.CORRECT else verdict
    return verdict


def prove_pair(expected: str, given: str, variables: Sequence[str] = ()) -> str:
    """Let sympy confirm that two texts mean the same: `proved`, `not_proved` or `conflict`."""
    from drill.grade.prove import Proof, prove

    try:
        asked = _question(expected, variables)
        asked = asked if not asked.scope.free else _with_imaginary_unit(asked, given) or asked
        return prove(*proof_sides(asked, given)).value
    except Unreadable:
        return Proof.NOT_PROVED.value


def _question(expected: str, variables: Sequence[str], form: str = "") -> Question:
    declared = tuple(name.strip() for name in variables if name.strip())
    scope = Scope(declared, free=not declared, complex=bool(declared) and _I not in declared)
    tree = read(expected, scope).tree
    part = Part("a", AnswerType.EXPRESSION, expected, variables=scope.variables, form=form)
    return Question(part, scope, tree)


def _with_imaginary_unit(asked: Question, given: str) -> Question | None:
    """Ask the same with i as the imaginary unit; None where no i was typed, or it is no answer."""
    if _I not in f"{asked.part.truth}{given}".lower():
        return None
    scope = replace(asked.scope, complex=True)
    try:
        truth, answer = read(asked.part.truth, scope).tree, read(given, scope).tree
    except Unreadable:
        return None
    return Question(asked.part, scope, truth) if _mentions_i(truth, answer) else None


def _mentions_i(*trees: Node) -> bool:
    left = list(trees)
    while left:
        here = left.pop()
        if here == _I_FOUND:
            return True
        left.extend(children(here))
    return False

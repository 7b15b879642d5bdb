"""An expected answer and a given one, both as people type them: the grading of `drill grade`.

The expected answer is read by the learner's grammar, not in typed form. Without declared
variables, single letters and Greek names are variables; an i that nobody declared may be the
imaginary unit, if that makes the answer right.
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


def pair_question(expected: str, variables: Sequence[str] = (), form: str = "") -> Question:
    """Make a question of an expected answer; raises `Unreadable` where it is none."""
    declared = tuple(name.strip() for name in variables if name.strip())
    scope = Scope(declared, free=not declared, complex=bool(declared) and _I not in declared)
    truth = read(expected, scope).tree
    part = Part("a", AnswerType.EXPRESSION, expected, variables=scope.variables, form=form)
    return Question(part, scope, truth)


def grade_pair(
    expected: str,
    given: str,
    variables: Sequence[str] = (),
    mistakes: Sequence[WiredAnswer] = (),
    form: str = "",
) -> Verdict:
    """Grade a given answer against an expected one.

    An unreadable expected answer leaves the pair undecided, with the reader's sentence.
    """
    try:
        asked = pair_question(expected, variables, form)
    except Unreadable as error:
        return Verdict(Judgement.UNDECIDED, message=f"The expected answer: {error}")
    verdict = judge_question(asked, given, mistakes)
    if verdict.judgement is Judgement.WRONG and asked.scope.free:
        unreal = _unreal(asked, expected, given)
        if unreal is not None and unreal.judgement is Judgement.CORRECT:
            return unreal
    return verdict


def pair_sides(expected: str, given: str, variables: Sequence[str] = ()) -> tuple[Node, Node]:
    """Give the two trees a proof has to show equal. Raises `Unreadable`."""
    return proof_sides(pair_question(expected, variables), given)


def _unreal(asked: Question, expected: str, given: str) -> Verdict | None:
    """Judge once more with i as the imaginary unit, where an i was typed at all."""
    scope = replace(asked.scope, complex=True)
    try:
        truth, answer = read(expected, scope).tree, read(given, scope).tree
    except Unreadable:
        return None
    if not (_mentions_i(truth) or _mentions_i(answer)):
        return None
    return judge_question(Question(asked.part, scope, truth), given)


def _mentions_i(tree: Node) -> bool:
    left = [tree]
    while left:
        here = left.pop()
        if here == Constant(_I):
            return True
        left.extend(children(here))
    return False

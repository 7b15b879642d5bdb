"""The one door to grading: a part and what was typed in, a verdict out.

Equality, form and mistakes are judged in that order. A wrong answer is matched against the
mistakes wired to the exercise, then diagnosed where a derivative was asked for. Nothing raises:
what cannot be read or decided is a verdict too, and counts neither way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drill.grade.diagnose import DerivativeTask, asks_for, diagnose
from drill.grade.located import located
from drill.grade.mistakes import named
from drill.grade.part import AnswerType, Part
from drill.grade.plain_answers import judge_choice, judge_ordering, judge_text
from drill.grade.typed_answers import Question, equals, judge_typed, proof_sides, question
from drill.grade.typed_answers import truth_tree as typed_tree
from drill.grade.verdict import Judgement, Mistake, Verdict
from drill.maths.errors import Unreadable
from drill.maths.scope import Scope
from drill.maths.tree import Node

NO_TRUTH = "This part cannot be graded: its author's answer is not readable ({})."

_PLAIN = {
    AnswerType.CHOICE: judge_choice,
    AnswerType.ORDERING: judge_ordering,
    AnswerType.TEXT: judge_text,
}


@dataclass(frozen=True, slots=True)
class WiredAnswer:
    """The answer (in typed form) that a learner with a mistake would give to this very part."""

    id: str
    answer: str


def judge(
    part: Part,
    response: str,
    mistakes: Sequence[WiredAnswer] = (),
    scope: Scope | None = None,
    task: DerivativeTask | None = None,
) -> Verdict:
    """Judge what was typed into a part; the verdict's message is one sentence.

    `scope` replaces the one that the part's variables make. Every wired mistake that the answer
    matches is named, in the order given, unless its answer is the truth. Where none matches and
    the part asks for the derivative that `task` is, the answer is diagnosed.
    """
    try:
        if part.answer is AnswerType.DERIVATION:
            return _judge_lines(part, response, mistakes)
        if part.answer in _PLAIN:
            return _judge_plain(part, response, mistakes)
        asked = question(part, scope)
    except Unreadable as error:
        return _unreadable(part, error)
    return judge_question(asked, response, mistakes, task)


def judge_question(
    asked: Question,
    response: str,
    mistakes: Sequence[WiredAnswer] = (),
    task: DerivativeTask | None = None,
) -> Verdict:
    """Judge typed maths against a truth that is read already."""
    try:
        verdict, tree = judge_typed(asked, response)
    except Unreadable as error:
        return Verdict(Judgement.UNREADABLE, message=str(error), column=error.column)
    if verdict.judgement is Judgement.WRONG:
        made = _named(_made(asked, tree, mistakes), _diagnosed(asked, tree, task))
        verdict = replace(verdict, mistakes=made)
    return verdict


def prove_response(part: Part, response: str, scope: Scope | None = None) -> str:
    """Let sympy try to confirm a right answer: `proved`, `not_proved` or `conflict`."""
    from drill.grade.prove import Proof, prove

    if part.answer in _PLAIN or part.answer is AnswerType.DERIVATION:
        return Proof.NOT_PROVED.value
    try:
        truth, given = proof_sides(question(part, scope), response)
    except Unreadable:
        return Proof.NOT_PROVED.value
    return prove(truth, given, part.domain).value


def _unreadable(part: Part, error: Unreadable) -> Verdict:
    if part.answer in _PLAIN:
        return Verdict(Judgement.UNREADABLE, message=str(error), column=error.column)
    return Verdict(Judgement.UNDECIDED, message=NO_TRUTH.format(str(error).rstrip(".")))


def _judge_lines(part: Part, response: str, mistakes: Sequence[WiredAnswer]) -> Verdict:
    from drill.grade.derivation.whole import judge_derivation

    return judge_derivation(part, response, [(one.id, one.answer) for one in mistakes])


def _judge_plain(part: Part, response: str, mistakes: Sequence[WiredAnswer]) -> Verdict:
    check = _PLAIN[part.answer]
    verdict = check(part, response)
    if verdict.judgement is not Judgement.WRONG:
        return verdict
    made = tuple(
        named(wired.id)
        for wired in mistakes
        if check(replace(part, truth=wired.answer), response).judgement is Judgement.CORRECT
    )
    return replace(verdict, mistakes=made)


def _diagnosed(asked: Question, tree: Node, task: DerivativeTask | None) -> tuple[Mistake, ...]:
    """Name the mistakes behind a wrong derivative, if a derivative is what this part asks for."""
    if task is None or not asks_for(task, asked.truth):
        return ()
    return located(task, diagnose(task, tree))


def _named(wired: tuple[Mistake, ...], diagnosed: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """Let the wired mistakes lead, each with its place where the diagnosis found it as well."""
    places = {one.id: one for one in reversed(diagnosed)}
    return tuple(places.get(one.id, one) for one in wired) or diagnosed


def _made(asked: Question, tree: Node, mistakes: Sequence[WiredAnswer]) -> tuple[Mistake, ...]:
    """List the mistakes whose answer this is, and is not the truth as well."""
    made: list[Mistake] = []
    for wired in mistakes:
        try:
            theirs = typed_tree(asked.part.answer, wired.answer, asked.scope)
        except Unreadable:
            continue
        if equals(replace(asked, truth=theirs), tree).equal and not equals(asked, theirs).equal:
            made.append(named(wired.id))
    return tuple(made)

"""Typed maths judged: read under the part's variables, compared, looked over for its form.

A reading that is wrong while another common reading of the same text is right is asked about, not
marked. A left side that only names what was asked is taken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from drill.grade.close import is_close
from drill.grade.compare import IDENTICAL, UNDECIDED, Comparison, compare
from drill.grade.form import form_complaint
from drill.grade.part import AnswerType, Part
from drill.grade.shapes import read_shape
from drill.grade.verdict import Counterexample, DecidedBy, Judgement, Verdict
from drill.maths.errors import Unreadable
from drill.maths.read import Reading, answer_side, read, read_typed
from drill.maths.scope import Scope
from drill.maths.show import line
from drill.maths.tree import Equation, Name, Node, SetOf, Vector, names

_LISTS = frozenset({AnswerType.VECTOR, AnswerType.SET})

NOT_DECIDED = "This could not be decided; a simpler form of the same answer may help."


@dataclass(frozen=True, slots=True)
class Question:
    """A part with its truth read, and the scope its answers are read under."""

    part: Part
    scope: Scope
    truth: Node


def question(part: Part, scope: Scope | None = None) -> Question:
    """Read the truth of a part; raises `Unreadable` where its author made a slip."""
    given = scope or Scope(part.variables, complex=part.domain.complex)
    return Question(part, given, truth_tree(part.answer, part.truth, given))


@lru_cache(maxsize=256)
def truth_tree(answer: AnswerType, text: str, scope: Scope) -> Node:
    """Read a truth, or the answer of a wired mistake; the same text is read once."""
    if answer is AnswerType.SHAPE:
        return read_shape(text, scope)
    return _as_asked(answer, read_typed(text, scope))


def judge_typed(asked: Question, response: str) -> tuple[Verdict, Node]:
    """Judge a typed answer; gives the tree it was read as, too. Raises `Unreadable`."""
    reading = _read(asked, response)
    tree = _as_asked(asked.part.answer, reading.tree)
    outcome = equals(asked, tree)
    if outcome.equal is False:
        for doubt in reading.ambiguities:
            if equals(asked, _as_asked(asked.part.answer, doubt.other)).equal:
                return _asked_about(doubt.taken, doubt.other, doubt.column), tree
    return _verdict(asked, tree, outcome), tree


def given_tree(asked: Question, response: str) -> Node:
    """Give what a typed answer was taken for, without its label. Raises `Unreadable`."""
    return answer_side(_as_asked(asked.part.answer, _read(asked, response).tree))


def proof_sides(asked: Question, response: str) -> tuple[Node, Node]:
    """Give the two trees that a proof has to show equal. Raises `Unreadable`."""
    reading = _read(asked, response)
    return _sides(asked.truth, _as_asked(asked.part.answer, reading.tree))


def equals(asked: Question, tree: Node) -> Comparison:
    """Compare an answer with the truth, in the way this kind of answer is compared."""
    truth, given = _sides(asked.truth, tree)
    part = asked.part
    if part.tolerance > 0 and not names(truth) and not names(given):
        near = is_close(truth, given, part.tolerance)
        if near:
            same = truth == given
            return IDENTICAL if same else Comparison(equal=True, decided_by=DecidedBy.NUMBERS)
    if part.answer is AnswerType.SHAPE:
        return _compare_shapes(truth, given, part)
    return compare(truth, given, part.domain, up_to_factor=True)


def _compare_shapes(truth: Node, given: Node, part: Part) -> Comparison:
    if not isinstance(truth, Vector) or not isinstance(given, Vector):
        return UNDECIDED
    if truth == given:
        return IDENTICAL
    if len(truth.items) != len(given.items):
        count = len(truth.items)
        sizes = "1 size" if count == 1 else f"{count} sizes"
        reason = f"the shape has {sizes}, and yours has {len(given.items)}"
        return Comparison(equal=False, decided_by=DecidedBy.IDENTITY, reason=reason)
    return compare(truth, given, part.domain)


def _read(asked: Question, response: str) -> Reading:
    if asked.part.answer is AnswerType.SHAPE:
        return Reading(read_shape(response, asked.scope))
    if asked.part.answer in _LISTS and "," in response:
        return _listed(asked, response)
    return read(response, asked.scope)


def _listed(asked: Question, response: str) -> Reading:
    """Read a list without its brackets, where a list was asked for."""
    try:
        return read(response, asked.scope)
    except Unreadable:
        try:
            return read(f"({response})", asked.scope)
        except Unreadable:
            pass
        raise


def _as_asked(answer: AnswerType, tree: Node) -> Node:
    """Take a list that was asked to be a set for one, with or without its braces."""
    side = answer_side(tree) if answer is AnswerType.SET else tree
    if answer is not AnswerType.SET or isinstance(side, SetOf | Equation):
        return side
    return SetOf(side.items) if isinstance(side, Vector) else SetOf((side,))


def _sides(truth: Node, given: Node) -> tuple[Node, Node]:
    """Take labels off, unless two different variables were asked for and given."""
    if isinstance(truth, Equation) and isinstance(given, Equation):
        named = isinstance(truth.left, Name) and truth.left == given.left
        return (truth.right, given.right) if named else (truth, given)
    return answer_side(truth), answer_side(given)


def _asked_about(taken: Node, other: Node, column: int) -> Verdict:
    message = (
        f"This can be read in two ways: as {line(taken)}, which is how it was taken, or as"
        f" {line(other)}; add brackets to say which."
    )
    return Verdict(Judgement.UNREADABLE, message=message, column=column)


def _verdict(asked: Question, tree: Node, outcome: Comparison) -> Verdict:
    if outcome.equal is None:
        return Verdict(Judgement.UNDECIDED, message=NOT_DECIDED)
    if not outcome.equal:
        return Verdict(
            Judgement.WRONG, outcome.decided_by, _wrong(asked, outcome), outcome.counterexample
        )
    complaint = form_complaint(asked.part.form, answer_side(tree))
    if complaint:
        return Verdict(Judgement.FORM, outcome.decided_by, complaint)
    return Verdict(Judgement.CORRECT, outcome.decided_by)


def _wrong(asked: Question, outcome: Comparison) -> str:
    """Say in one sentence what is wrong."""
    example = outcome.counterexample
    if example is not None:
        return _difference(example)
    if outcome.reason:
        return f"That is not it: {outcome.reason.rstrip('.')}."
    if isinstance(asked.truth, Equation):
        return "That equation does not have the same solutions."
    return "That is not it."


def _difference(example: Counterexample) -> str:
    start = f"in component {example.component} " if example.component else ""
    if not example.at:
        return f"That is not it: {start}yours is {example.yours}."
    at = ", ".join(f"{name} = {value}" for name, value in example.at.items())
    yours = "has" if example.yours.startswith("no ") else "is"
    truth = "has" if example.truth.startswith("no ") else "is"
    sentence = f"at {at} {start}yours {yours} {example.yours}, the truth {truth} {example.truth}."
    return sentence[0].upper() + sentence[1:]

"""Two typed texts compared: what `drill grade` asks, without a bank or an exercise around them.

The expected text is read the way a learner's is, so that pairs may be written by hand. With no
declared variables, free letters and Greek names are variables; an i that nobody declared may then
be the imaginary unit, if that makes the answer right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drill.grade.diagnose import DerivativeTask, ask, derivative
from drill.grade.judge import WiredAnswer, judge_question
from drill.grade.part import AnswerType, Part
from drill.grade.typed_answers import Question, proof_sides
from drill.grade.verdict import Judgement, Verdict
from drill.maths.errors import NoValue, Unreadable
from drill.maths.read import answer_side, read
from drill.maths.scope import Scope, canonical
from drill.maths.show import typed
from drill.maths.tree import Constant, Node, children

_I = "i"
_I_FOUND = Constant(_I)


@dataclass(frozen=True, slots=True)
class Source:
    """What the expected answer is the derivative of, as typed, and by which names."""

    of: str
    wrt: tuple[str, ...]


def judge_pair(
    expected: str,
    given: str,
    variables: Sequence[str] = (),
    mistakes: Sequence[WiredAnswer] = (),
    form: str = "",
    *,
    source: Source | None = None,
) -> Verdict:
    """Judge `given` against `expected`; a text that cannot be read is a verdict too.

    With a `source` the expected answer is its derivative, and may be left empty; a wrong answer
    is then diagnosed.
    """
    try:
        asked, task = _asked(expected, variables, form, source)
    except (Unreadable, NoValue) as error:
        message = f"The expected answer cannot be read: {error}"
        column = error.column if isinstance(error, Unreadable) else None
        return Verdict(Judgement.UNREADABLE, message=message, column=column)
    verdict = judge_question(asked, given, mistakes, task)
    if verdict.judgement is Judgement.WRONG and asked.scope.free:
        unreal = _with_imaginary_unit(asked, given)
        if unreal is not None:
            found = judge_question(unreal, given)
            return found if found.judgement is Judgement.CORRECT else verdict
    return verdict


def prove_pair(
    expected: str, given: str, variables: Sequence[str] = (), source: Source | None = None
) -> str:
    """Let sympy confirm that two texts mean the same: `proved`, `not_proved` or `conflict`."""
    from drill.grade.prove import Proof, prove

    try:
        asked, _ = _asked(expected, variables, "", source)
        asked = asked if not asked.scope.free else _with_imaginary_unit(asked, given) or asked
        return prove(*proof_sides(asked, given)).value
    except (Unreadable, NoValue):
        return Proof.NOT_PROVED.value


def _asked(
    expected: str, variables: Sequence[str], form: str, source: Source | None
) -> tuple[Question, DerivativeTask | None]:
    """Read what is expected, or work it out from its source.

    A source that cannot be read costs the diagnosis only, where the expected answer is there.
    """
    if source is None:
        return _question(expected, variables, form), None
    names = (*variables, *source.wrt) if any(variables) else ()
    if not expected.strip():
        scope = _scope(names)
        task = _task(source, scope)
        truth = derivative(task)
        return _posed(typed(truth), truth, scope, form), task
    try:
        scope = _scope(names)
        truth = read(expected, scope).tree
        return _posed(expected, truth, scope, form), _task(source, scope, truth)
    except (Unreadable, NoValue):
        return _question(expected, variables, form), None


def _task(source: Source, scope: Scope, truth: Node | None = None) -> DerivativeTask:
    """Read a source; raises `Unreadable`, or `NoValue` where it is nothing to differentiate."""
    of = answer_side(read(source.of, scope).tree)
    return ask(of, tuple(map(canonical, source.wrt)), scope.variables, expected=truth)


def _scope(variables: Sequence[str]) -> Scope:
    declared = tuple(dict.fromkeys(name.strip() for name in variables if name.strip()))
    return Scope(declared, free=not declared, complex=bool(declared) and _I not in declared)


def _question(expected: str, variables: Sequence[str], form: str = "") -> Question:
    scope = _scope(variables)
    tree = read(expected, scope).tree
    return _posed(expected, tree, scope, form)


def _posed(text: str, truth: Node, scope: Scope, form: str) -> Question:
    part = Part("a", AnswerType.EXPRESSION, text, variables=scope.variables, form=form)
    return Question(part, scope, truth)


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

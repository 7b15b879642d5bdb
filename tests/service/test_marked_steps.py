"""The solution of an exercise, with the step marked in which the answer went wrong."""

from __future__ import annotations

import pytest

from drill.cli.plain import step_line
from drill.exercise.contract import Step, Task
from drill.grade.part import AnswerType, Part
from drill.grade.verdict import Judgement
from drill.service.explain import LineKind, derivation, judge_line
from drill.service.grading import grade
from drill.service.marked import marked_steps
from drill.service.speak import Speaker
from drill.service.workers import TookTooLong, Workers
from drill.session.attempt import Attempt
from drill.session.question import Question

OWN = (Step("own", "The exercise's own words."),)


def asked(of: str, truth: str, op: str = "derivative", wrt: str = "x") -> Question:
    names = tuple(wrt.split(","))
    answer = AnswerType.VECTOR if op == "gradient" else AnswerType.EXPRESSION
    return Question(
        item="exercise/own",
        kind="exercise",
        topic="chain_rule",
        concept="chain-rule.composition",
        prompt="Differentiate.",
        parts=(Part("a", answer, truth, variables=names),),
        answer=truth,
        solution=OWN,
        task=Task(op, of, wrt, names),
    )


CHAIN = asked("(3*x+1)^4", "12*(3*x+1)^3")


def answered(workers: Workers, question: Question, *texts: str) -> Attempt:
    attempt = Attempt(1, question)
    for text in texts:
        attempt.answer({"a": text}, grade(workers, question, {"a": text}), None, 0)
    return attempt


def test_a_mistake_with_a_place_marks_its_step_and_names_it(workers: Workers) -> None:
    attempt = answered(workers, CHAIN, "4(3x+1)^3")
    said = Speaker(views=False).feedback(attempt, attempt.tries[-1], ())
    assert [(step.name, step.here) for step in said.solution] == [
        ("Sum rule", False),
        ("Chain rule", True),
    ]
    assert said.misconceptions[0].sentence.endswith("Step: Chain rule.")
    assert "Here your answer went wrong" in step_line(said.solution[1])
    assert "Here your answer went wrong" not in step_line(said.solution[0])


def test_the_mark_stays_when_the_answer_was_mended(workers: Workers) -> None:
    attempt = answered(workers, CHAIN, "4(3x+1)^3", "12(3x+1)^3")
    assert attempt.tries[-1].judgement is Judgement.CORRECT
    assert [step.here for step in marked_steps(CHAIN.task, attempt.tries)] == [False, True]


@pytest.mark.parametrize("text", ["12(3x+1)^3", "x + 17.3"])
def test_without_a_known_place_the_exercise_keeps_its_own_words(
    workers: Workers, text: str
) -> None:
    attempt = answered(workers, CHAIN, text)
    said = Speaker(views=False).feedback(attempt, attempt.tries[-1], ())
    assert [step.text for step in said.solution] == ["The exercise's own words."]


def test_of_a_gradient_the_refuted_component_is_explained(workers: Workers) -> None:
    square = asked("(x-2*y)^2", "(2*(x-2*y), -4*(x-2*y))", "gradient", "x,y")
    attempt = answered(workers, square, "(2(x-2y), 2(x-2y))")
    marked = marked_steps(square.task, attempt.tries)
    assert marked
    assert sum(step.here for step in marked) == 1
    assert "-2" in marked[-1].text


def test_a_task_that_is_no_derivative_of_one_variable_is_not_explained(workers: Workers) -> None:
    attempt = answered(workers, CHAIN, "4(3x+1)^3")
    assert marked_steps(None, attempt.tries) == ()
    assert marked_steps(Task("hessian", "x^2", "x,y", ("x", "y")), attempt.tries) == ()
    assert marked_steps(Task("derivative", "x^", "x", ("x",)), attempt.tries) == ()


def test_a_line_that_takes_too_long_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    logit = derivation("logit")
    assert logit is not None

    def late(*_: object) -> object:
        raise TookTooLong

    slow = Workers()
    monkeypatch.setattr(slow, "call", late)
    assert judge_line(slow, logit, (), "p - y").kind is LineKind.UNDECIDED

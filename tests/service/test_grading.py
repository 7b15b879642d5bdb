"""What the grader cannot do in time, or at all, is never held against the learner."""

from __future__ import annotations

import pytest
from bench import Inside
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.grade.part import AnswerType, Choice, Part
from drill.grade.verdict import Judgement
from drill.service.grading import (
    EMPTY,
    LONGEST_ANSWER,
    UNDECIDED_FAILED,
    UNDECIDED_TIME,
    grade,
)
from drill.service.workers import Died, Failed, TookTooLong, WorkerError
from drill.session.question import Question

PARTS = (
    Part("a", AnswerType.EXPRESSION, "3*x^2", variables=("x",)),
    Part("b", AnswerType.NUMBER, "4"),
)
CHOICES = (Choice("a", "yes"), Choice("b", "no"))


def question(*parts: Part) -> Question:
    return Question("exercise/made_up", "exercise", "t", "c", "", parts, "")


def judged(answers: dict[str, str], workers: Inside | None = None) -> dict[str, Judgement]:
    verdicts = grade(workers or Inside(), question(*PARTS), answers)
    return {id_: verdict.judgement for id_, verdict in verdicts.items()}


def test_each_part_is_judged_by_itself() -> None:
    assert judged({"a": "3 x x", "b": "5"}) == {"a": Judgement.CORRECT, "b": Judgement.WRONG}


def test_a_part_that_was_not_sent_is_empty_and_unreadable() -> None:
    verdicts = grade(Inside(), question(*PARTS), {"a": "3x^2"})
    assert verdicts["a"].judgement is Judgement.CORRECT
    assert (verdicts["b"].judgement, verdicts["b"].message) == (Judgement.UNREADABLE, EMPTY)


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_nothing_typed_never_reaches_the_worker(blank: str) -> None:
    workers = Inside()
    workers.fails = Failed("it was asked")
    assert judged({"a": blank, "b": blank}, workers) == dict.fromkeys("ab", Judgement.UNREADABLE)


def test_an_answer_that_is_too_long_is_refused_with_both_lengths_and_never_sent() -> None:
    workers = Inside()
    workers.fails = Failed("it was asked")
    typed = "x+" * 2500
    verdict = grade(workers, question(PARTS[0]), {"a": typed})["a"]
    assert (verdict.judgement, verdict.column) == (Judgement.UNREADABLE, LONGEST_ANSWER)
    assert "4000 characters; this has 5000" in verdict.message


def test_an_answer_of_the_greatest_length_is_sent() -> None:
    workers = Inside()
    workers.fails = TookTooLong()
    typed = {"a": "x" * LONGEST_ANSWER, "b": "x" * (LONGEST_ANSWER + 1)}
    assert judged(typed, workers) == {"a": Judgement.UNDECIDED, "b": Judgement.UNREADABLE}


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (TookTooLong(), UNDECIDED_TIME),
        (Failed("memory"), UNDECIDED_FAILED),
        (Failed("the maths process stopped twice while it worked on this"), UNDECIDED_FAILED),
        (Died(), UNDECIDED_FAILED),
    ],
)
@pytest.mark.parametrize("typed", ["3x^2", "x", "nonsense("])
def test_what_was_not_decided_is_never_wrong(error: WorkerError, message: str, typed: str) -> None:
    workers = Inside()
    workers.fails = error
    verdict = grade(workers, question(PARTS[0]), {"a": typed})["a"]
    assert (verdict.judgement, verdict.message) == (Judgement.UNDECIDED, message)
    assert verdict.mistakes == ()


def test_a_choice_is_judged_by_its_letter() -> None:
    part = Part("a", AnswerType.CHOICE, "b", choices=CHOICES)
    assert grade(Inside(), question(part), {"a": "b"})["a"].judgement is Judgement.CORRECT
    assert grade(Inside(), question(part), {"a": "a"})["a"].judgement is Judgement.WRONG


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.text(max_size=80))
def test_whatever_is_typed_gets_a_verdict_for_every_part(typed: str) -> None:
    found = judged({"a": typed, "b": typed, "c": "a part that there is not"})
    assert set(found) == {"a", "b"}
    assert set(found.values()) <= set(Judgement)

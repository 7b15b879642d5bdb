"""The answer of a card whose lines are put in order names that order."""

from __future__ import annotations

from dataclasses import replace

from drill.exercise.contract import Step
from drill.grade.part import AnswerType, Choice, Part
from drill.service.speak import answer_of
from drill.session.question import Question

LINES = (Choice("a", "then"), Choice("b", "first"))
ORDER = Part("a", AnswerType.ORDERING, "b a", choices=LINES)
CARD = Question("t.order", "ordering", "t", "c", "Put it in order.", (ORDER,), "One by one.")


def test_the_right_order_stands_before_the_answer() -> None:
    assert answer_of(CARD) == "The order is b a.\n\nOne by one."


def test_a_solution_says_the_order_itself() -> None:
    assert answer_of(replace(CARD, solution=(Step("answer", "1. first"),))) == "One by one."


def test_what_has_no_order_keeps_its_answer() -> None:
    assert answer_of(replace(CARD, parts=())) == "One by one."

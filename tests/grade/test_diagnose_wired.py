"""Diagnosis where answers are graded: a pair with its source, an exercise with its task."""

from __future__ import annotations

from typing import Any

import pytest

from drill.exercise.contract import Task, WiredMistake
from drill.exercise.make import make
from drill.grade.diagnose import ask
from drill.grade.judge import WiredAnswer, judge
from drill.grade.pair import Source, judge_pair, prove_pair
from drill.grade.part import AnswerType, Part
from drill.grade.verdict import Judgement, Verdict
from drill.maths.read import read_typed
from drill.wire import from_json, to_json
from drill.worker import answer

PART = Part("a", AnswerType.EXPRESSION, "12*(3*x+1)^3", variables=("x",))
POWER = Source("(3*x+1)^4", ("x",))


def ids(verdict: Verdict) -> list[str]:
    return [mistake.id for mistake in verdict.mistakes]


@pytest.mark.parametrize("expected", ["12*(3*x+1)^3", "", " "])
def test_a_pair_with_its_source_is_diagnosed_whether_or_not_the_truth_is_given(
    expected: str,
) -> None:
    verdict = judge_pair(expected, "4(3x+1)^3", ("x",), source=POWER)
    assert verdict.judgement is Judgement.WRONG
    assert ids(verdict)[0] == "inner-derivative-missing"
    assert verdict.mistakes[0].where.startswith("The derivative of 3x + 1")
    assert judge_pair(expected, "12(1+3x)^3", ("x",), source=POWER).judgement is Judgement.CORRECT


def test_free_letters_are_variables_of_the_source_too() -> None:
    assert ids(judge_pair("", "2θ", source=Source("θ^2*w", ("θ",))))[0] == "constant-factor-dropped"
    assert ids(judge_pair("", "2xy + 2θ", ("x", "y", "theta"), source=Source("x^2*y", ("x",))))


def test_a_total_derivative_is_told_by_its_extra_term() -> None:
    verdict = judge_pair("", "2x*y + x^2*dy/dx", source=Source("x^2*y", ("x",)))
    assert ids(verdict) == ["total-for-partial"]


def test_several_names_ask_for_a_gradient_or_for_what_the_truth_looks_like() -> None:
    both = Source("x^2*y", ("x", "y"))
    assert ids(judge_pair("", "(x^2, 2xy)", source=both))[0] == "components-swapped"
    hessian = judge_pair("[[2*y,2*x],[2*x,0]]", "[[2y,0],[0,0]]", source=both)
    assert ids(hessian)[0] == "mixed-partial-dropped"
    assert judge_pair("2*x", "2x", source=both).judgement is Judgement.CORRECT


def test_a_truth_that_is_no_derivative_of_the_source_is_graded_without_diagnosis() -> None:
    verdict = judge_pair("7*x", "4(3x+1)^3", ("x",), source=POWER)
    assert verdict.judgement is Judgement.WRONG
    assert ids(verdict) == []


@pytest.mark.parametrize(("of", "wrt"), [("(3*x", "x"), ("x^2", "2"), ("{x, y}", "x")])
def test_a_source_that_cannot_be_read_is_said_to_be_so(of: str, wrt: str) -> None:
    verdict = judge_pair("", "2x", ("x",), source=Source(of, (wrt,)))
    assert verdict.judgement in {Judgement.UNREADABLE, Judgement.WRONG}
    assert ids(verdict) == []


@pytest.mark.parametrize(("of", "wrt"), [("(3*x", "x"), ("a*x^2", "x"), ("x^2", "2")])
def test_a_source_that_cannot_be_read_costs_only_the_diagnosis(of: str, wrt: str) -> None:
    right = judge_pair("2*x", "x + x", ("x",), source=Source(of, (wrt,)))
    wrong = judge_pair("2*x", "x", ("x",), source=Source(of, (wrt,)))
    assert right.judgement is Judgement.CORRECT
    assert (wrong.judgement, ids(wrong)) == (Judgement.WRONG, [])


def test_a_source_whose_shapes_do_not_fit_costs_only_the_diagnosis() -> None:
    source = Source("[[x]] + (x, y)", ("x", "y"))
    verdict = judge_pair("2*x", "x", ("x", "y"), source=source)
    assert (verdict.judgement, ids(verdict)) == (Judgement.WRONG, [])
    assert judge_pair("", "x", ("x", "y"), source=source).judgement is Judgement.UNREADABLE


def test_a_worked_out_truth_can_be_proved() -> None:
    assert prove_pair("", "12(3x+1)^3", ("x",), POWER) == "proved"
    assert prove_pair("", "12(3x+1)^3", ("x",), Source("(3*x", ("x",))) == "not_proved"


def test_wired_mistakes_come_before_a_diagnosis() -> None:
    task = ask(read_typed("(3*x+1)^4"), ("x",))
    wired = WiredAnswer("innermost-factor-missing", "4*(3*x+1)^3")
    assert ids(judge(PART, "4(3x+1)^3", [wired], task=task)) == ["innermost-factor-missing"]
    assert ids(judge(PART, "12(3x+1)^4", [wired], task=task)) == ["kept-exponent"]
    assert ids(judge(PART, "12(3x+1)^4", [wired])) == []


def test_a_part_that_asks_for_something_else_is_not_diagnosed() -> None:
    task = ask(read_typed("(3*x+1)^4"), ("x",))
    value = Part("b", AnswerType.NUMBER, "768", variables=())
    assert ids(judge(value, "256", task=task)) == []


def job(**more: Any) -> list[str]:
    """Let the worker grade an answer; gives the ids it named."""
    asked = {"id": 1, "job": "grade", "part": to_json(PART), "mistakes": [], **more}
    return ids(from_json(Verdict, answer(asked)["value"]))


def test_the_worker_diagnoses_what_the_task_of_an_exercise_says() -> None:
    task = to_json(Task("derivative", "(3*x+1)^4", "x", ("x",)))
    assert job(response="12(3x+1)^4", task=task) == ["kept-exponent"]
    assert job(response="12(3x+1)^4", task=None) == []
    assert job(response="12(3x+1)^4") == []
    other = to_json(Task("integral", "(3*x+1)^4", "x", ("x",)))
    broken = to_json(Task("derivative", "(3*x+1", "x", ("x",)))
    assert job(response="12(3x+1)^4", task=other) == []
    assert job(response="12(3x+1)^4", task=broken) == []


def test_what_the_families_wire_is_named_by_diagnosis_as_well() -> None:
    """The families' own wrong answers were written without the rules of a diagnosis."""
    named = wired = 0
    for family in ("power_sum", "product_quotient", "chain_two_layer", "partial_poly"):
        for level in (1, 3):
            made = make(family, level, "11")
            if made.task is None:
                continue
            (part,) = made.parts
            for mistake in made.mistakes:
                assert isinstance(mistake, WiredMistake)
                asked = {"part": to_json(part), "response": mistake.answer}
                wired += 1
                named += mistake.id in job(**asked, task=to_json(made.task))
    assert wired >= 10
    assert named >= 0.9 * wired


def test_a_guess_that_has_no_value_costs_nothing_but_itself() -> None:
    # The sigmoid is 1 in floats, so that a guess which divides by p(1 - p) divides by zero.
    saturated = Source("ln(sigmoid(50*x))", ("x",))
    verdict = judge_pair("", "3", ("x",), source=saturated)
    assert verdict.judgement is Judgement.WRONG

"""A derivation as one answer: the first wrong line is named, and a leap is sent back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drill.grade.derivation.so_far import read_so_far
from drill.grade.follow import answered
from drill.grade.judge import WiredAnswer, judge, prove_response
from drill.grade.part import AnswerType, Begins, Part
from drill.grade.verdict import Judgement, Verdict
from drill.maths.errors import Unreadable
from drill.maths.show import typed

LINE = Part(
    "d",
    AnswerType.DERIVATION,
    "12*(3*x+1)^3",
    variables=("x",),
    form="simplified",
    begins=Begins("(3*x+1)^4", "x", least=2),
)
LOGIT = Part(
    "d",
    AnswerType.DERIVATION,
    "sigmoid(z)-y",
    variables=("y", "z"),
    begins=Begins(
        "-(y*ln(p)+(1-y)*ln(1-p))", "z", "L", {"p": "sigmoid(z)"}, goals=("p-y",), least=3
    ),
)
WIRED = (
    WiredAnswer("outer-evaluated-at-x", "12*x^3"),
    WiredAnswer("inner-derivative-missing", "4*(3*x+1)^3"),
)


def said(*lines: str, part: Part = LINE) -> Verdict:
    return judge(part, "\n".join(lines), WIRED if part is LINE else ())


def test_right_lines_that_reach_the_end_are_right() -> None:
    verdict = said("f'(x) = 4(3x+1)^3 * d/dx(3x+1)", "= 4(3x+1)^3 * 3", "= 12(3x+1)^3")
    assert verdict.judgement is Judgement.CORRECT
    assert verdict.line is None


def test_names_for_parts_and_their_slopes_are_lines_too() -> None:
    lines = ("u = 3x+1", "du/dx = 3", "df/du = 4u^3", "f'(x) = 4u^3 * 3", "= 12(3x+1)^3")
    assert said(*lines).judgement is Judgement.CORRECT


def test_the_first_wrong_line_is_named_with_what_it_should_be_and_what_was_done() -> None:
    verdict = said("4(3x+1)^3 * d/dx(3x+1)", "= 4(3x+1)^3", "= 4(27x^3+27x^2+9x+1)")
    assert (verdict.judgement, verdict.line) == (Judgement.WRONG, 2)
    assert verdict.message == (
        "Line 2: This is not equal to the line before: at x = 1 yours is 256, it should be 768. "
        "What comes after it follows from it: only that line needs mending."
    )
    assert verdict.counterexample is not None
    assert verdict.counterexample.truth == "768"
    (mistake,) = verdict.mistakes
    assert mistake.id == "inner-derivative-missing"
    assert mistake.where.startswith("Line 2")
    assert mistake.path is None, "its place is one in this line, not in the exercise"


def test_a_slip_of_algebra_is_named_although_nobody_wired_it() -> None:
    verdict = said("4(3x+1)^3 * 3", "= 12(3x+1)^2")
    assert [one.id for one in verdict.mistakes] == ["algebra/exponent"]


def test_a_wired_mistake_is_found_behind_a_wrong_slope_of_a_part() -> None:
    verdict = said("u = 3x+1", "du/dx = 1", "f'(x) = 4u^3 * 1")
    assert verdict.line == 2
    assert [one.id for one in verdict.mistakes] == ["inner-derivative-missing"]


@pytest.mark.parametrize(
    ("rest", "end"),
    [
        ("= 12(3x+1)^3", "Line 3 is right again."),
        ("= 5x", "Line 3 does not follow from the line before it either."),
    ],
)
def test_it_is_said_how_the_lines_behind_a_wrong_one_stand(rest: str, end: str) -> None:
    assert said("4(3x+1)^3 * 3", "= 12x^3", rest).message.endswith(end)


def test_a_line_is_held_against_the_last_step_and_told_which_that_is() -> None:
    verdict = said("u = 3x+1", "f'(x) = 4u^3 * 3", "du/dx = 3", "= 12u^2")
    assert "Line 4: This is not equal to line 2: " in verdict.message


def test_empty_lines_count_so_that_numbers_are_those_beside_the_field() -> None:
    assert said("4(3x+1)^3 * 3", "", "= 12x^3").line == 3


def test_a_leap_to_the_right_end_is_sent_back_for_the_line_between() -> None:
    verdict = said("12(3x+1)^3")
    assert verdict.judgement is Judgement.FORM
    assert verdict.message.startswith("Right, but show the line between")


def test_a_line_that_is_only_turned_round_is_no_further_line() -> None:
    verdict = said("12(3x+1)^3", "= (3x+1)^3 * 12")
    assert verdict.judgement is Judgement.FORM


def test_without_a_least_number_of_lines_one_is_enough() -> None:
    assert LINE.begins is not None
    free = replace(LINE, begins=replace(LINE.begins, least=0))
    assert judge(free, "12(3x+1)^3").judgement is Judgement.CORRECT


def test_a_derivative_left_to_take_is_named() -> None:
    verdict = said("4(3x+1)^3 * d/dx(3x+1)", "= d/dx(3x+1) * 4(1+3x)^3")
    assert verdict.judgement is Judgement.FORM
    assert "d/dx (3x + 1) is still to be worked out" in verdict.message


def test_the_question_once_more_counts_neither_way() -> None:
    verdict = said("f'(x) = d/dx (3x+1)^4")
    assert verdict.judgement is Judgement.UNREADABLE
    assert "df/dx" in verdict.message


def test_the_last_line_is_held_to_the_form_asked_for() -> None:
    verdict = said("4(3x+1)^3 * d/dx(3x+1)", "= 4(3x+1)^3 * 3")
    assert verdict.judgement is Judgement.FORM
    assert "multiply 4 and 3" in verdict.message


def test_what_is_to_be_shown_must_be_reached() -> None:
    begun = ("dL/dz = dL/dp * dp/dz", "dL/dp = -y/p + (1-y)/(1-p)", "dp/dz = p(1-p)")
    almost = (*begun, "dL/dz = -y(1-p) + (1-y)p")
    assert said(*almost, part=LOGIT).judgement is Judgement.FORM
    assert said(*almost, "= p - y", part=LOGIT).judgement is Judgement.CORRECT
    assert said(*almost, "= p - y", "= σ(z) - y", part=LOGIT).judgement is Judgement.CORRECT


def test_an_unreadable_line_counts_neither_way_and_says_line_and_column() -> None:
    verdict = said("4(3x+1)^3 * 3", "= 12 x^3", "= 12 (3x + 1")
    assert (verdict.judgement, verdict.line) == (Judgement.UNREADABLE, 3)
    assert verdict.message.startswith("Line 3: ")
    assert verdict.column == "= 12 (3x + 1".index("(")


@pytest.mark.parametrize("empty", ["", " \n \n"])
def test_nothing_typed_is_nothing_judged(empty: str) -> None:
    assert judge(LINE, empty).judgement is Judgement.UNREADABLE


def test_lines_are_bounded_in_number_and_length() -> None:
    many = said(*["4(3x+1)^3 * 3"] * 61)
    assert (many.judgement, many.line) == (Judgement.UNREADABLE, 61)
    long = said("x+" * 600 + "x")
    assert (long.judgement, long.line) == (Judgement.UNREADABLE, 1)


@pytest.mark.parametrize(
    "line", ["__import__('os').system('true')", "f'(x) = d/dx " + "(" * 200, "9^9^9^9^9 = x", "= ="]
)
def test_hostile_lines_are_read_by_the_grammar_alone(line: str) -> None:
    assert said(line).judgement is not Judgement.CORRECT


@pytest.mark.parametrize("begins", [None, Begins("(3*x+", "x")])
def test_a_slip_of_the_author_is_nobodys_mistake(begins: Begins | None) -> None:
    assert judge(replace(LINE, begins=begins), "3x").judgement is Judgement.UNDECIDED


def test_nothing_is_left_to_prove_of_a_derivation() -> None:
    assert prove_response(LINE, "12(3x+1)^3") == "not_proved"


def test_a_later_part_can_follow_from_the_last_line() -> None:
    assert typed(answered(LINE, "4(3x+1)^3\n= 4(1+3x)^3")) == "4*(1+3*x)^3"
    with pytest.raises(Unreadable):
        answered(LINE, "u = 3x+1")


# --- what is being typed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("f'(x) = 4(3x+1)^3 * d/dx(3x+1)", "4 (3x + 1)³ d/dx (3x + 1)"),
        ("u = 3x+1", "u = 3x + 1"),
        ("u = 3x+1\n= 4u^3 * du/dx", "4u³ du/dx"),
        ("u = 3x+1\ndu/dx = 3", "du/dx = 3"),
        ("4(3x+1\n12x", "12x"),
        ("12x\n", ""),
    ],
)
def test_the_line_being_typed_is_read_under_the_names_above_it(text: str, shown: str) -> None:
    assert read_so_far(LINE, text).text == shown


def test_a_derivative_sign_is_shown_and_not_worked_out() -> None:
    assert read_so_far(LOGIT, "dL/dz = dL/dp * dp/dz").text == "dL/dp dp/dz"


def test_a_line_that_cannot_be_read_yet_says_so() -> None:
    with pytest.raises(Unreadable, match="no meaning here yet"):
        read_so_far(LINE, "= 4u^3 * du/dx")


def test_an_ambiguous_line_is_asked_about() -> None:
    assert read_so_far(LINE, "= 1/2x").asks

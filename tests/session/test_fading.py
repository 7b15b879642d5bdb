"""How much of a solution is shown follows from how well the skill is held."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drill.exercise.contract import Exercise, Step
from drill.grade.part import AnswerType, Begins, Part
from drill.grade.verdict import DecidedBy, Judgement, Verdict
from drill.schedule.fold import DAY_MS, fold
from drill.schedule.memory import Parameters
from drill.schedule.state import ItemState, Rating, Reviewed
from drill.session.attempt import Attempt, review_body
from drill.session.fading import HELD_DAYS, Stage, given, stage
from drill.session.question import from_exercise

FAMILY = "exercise/power_sum"
PARAMETERS = Parameters()
STEPS = tuple(Step(name, f"text of {name}") for name in ("rule", "one", "two", "three", "answer"))
EXERCISE = Exercise(
    "power_sum",
    2,
    "7",
    1,
    "",
    (Part("a", AnswerType.EXPRESSION, "x"),),
    ("look", "think", STEPS[0].text),
    STEPS,
)


def practised(*successes: bool, days: float = 1.0, rating: Rating = Rating.GOOD) -> ItemState:
    """Practise a family as practice does: with the help of its stage, at the learner's level."""
    state = ItemState(FAMILY)
    for success in successes:
        review = Reviewed(
            state.last_ms + round(days * DAY_MS),
            rating if success else Rating.AGAIN,
            max(state.level, 1),
            success,
            climbs=stage(state) in (Stage.FIRST_LINE, Stage.BARE),
        )
        state = fold(state, review, FAMILY, PARAMETERS)
    return state


def test_help_fades_from_a_whole_example_to_nothing() -> None:
    stages = [stage(practised(*[True] * n)) for n in range(5)]
    assert stages == [
        Stage.EXAMPLE,
        Stage.LAST_STEP,
        Stage.FIRST_LINE,
        Stage.BARE,
        Stage.BARE,
    ]


def test_only_with_a_first_line_or_nothing_a_success_climbs() -> None:
    assert [practised(*[True] * n).level for n in range(1, 7)] == [1, 1, 2, 3, 4, 5]


def test_a_failure_brings_the_first_line_back() -> None:
    assert stage(practised(True, True, True, False)) is Stage.FIRST_LINE


def test_a_failure_where_it_cannot_get_easier_brings_most_of_the_solution_back() -> None:
    assert stage(practised(False)) is Stage.LAST_STEP
    assert stage(practised(False, False)) is Stage.LAST_STEP


def test_after_such_a_failure_help_fades_again() -> None:
    assert [stage(practised(False, *[True] * n)) for n in range(1, 3)] == [
        Stage.FIRST_LINE,
        Stage.BARE,
    ]


def test_who_finds_it_easy_at_once_is_spared_the_last_step() -> None:
    assert stage(practised(True, rating=Rating.EASY)) is Stage.FIRST_LINE


def test_what_is_remembered_for_weeks_needs_nothing() -> None:
    held = replace(practised(True), stability=HELD_DAYS)
    assert stage(held) is Stage.BARE
    assert stage(replace(held, last_rating=Rating.AGAIN)) is not Stage.BARE


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        (Stage.EXAMPLE, []),
        (Stage.LAST_STEP, ["rule", "one", "two"]),
        (Stage.FIRST_LINE, ["rule"]),
        (Stage.BARE, []),
    ],
)
def test_a_stage_says_which_steps_are_shown(shown: Stage, names: list[str]) -> None:
    assert [step.name for step in given(STEPS, shown)] == names


@pytest.mark.parametrize("length", range(2, 7))
def test_the_last_step_and_what_leads_to_it_are_never_shown(length: int) -> None:
    for one in Stage:
        assert len(given(STEPS[:length], one)) <= max(1, length - 2)


def test_a_step_that_gives_the_answer_away_is_not_shown() -> None:
    told = (STEPS[0], Step("early", f"so {STEPS[-1].text}"), *STEPS[1:])
    assert given(told, Stage.LAST_STEP) == (STEPS[0],)


def test_a_step_that_is_shown_is_no_hint_any_more() -> None:
    assert from_exercise(EXERCISE, "t", "c", Stage.BARE).hints == ("look", "think", STEPS[0].text)
    assert from_exercise(EXERCISE, "t", "c", Stage.FIRST_LINE).hints == ("look", "think")


@pytest.mark.parametrize("shown", Stage)
def test_help_changes_neither_the_grade_nor_the_suggestion(shown: Stage) -> None:
    attempt = Attempt(1, from_exercise(EXERCISE, "t", "c", shown))
    right = Verdict(Judgement.CORRECT, DecidedBy.IDENTITY)
    attempt.answer({"a": "x"}, {"a": right}, None, 0)
    body = review_body(attempt, Rating.GOOD, "s")
    assert attempt.suggestion() is Rating.GOOD
    assert (body["first_try"], body["stage"]) == (True, shown.value)
    assert attempt.climbs is (shown in (Stage.FIRST_LINE, Stage.BARE))


def test_a_derivation_whose_beginning_is_shown_asks_for_fewer_lines_of_ones_own() -> None:
    part = Part("a", AnswerType.DERIVATION, "x", begins=Begins("x^2/2", "x", least=3))
    asked = replace(EXERCISE, parts=(part,))
    least = {
        shown: begins.least
        for shown in Stage
        if (begins := from_exercise(asked, "t", "c", shown).parts[0].begins) is not None
    }
    assert least == {Stage.EXAMPLE: 3, Stage.LAST_STEP: 1, Stage.FIRST_LINE: 2, Stage.BARE: 3}


def test_the_question_asks_for_as_many_lines_as_are_left_to_show() -> None:
    part = Part("a", AnswerType.DERIVATION, "x", begins=Begins("x^2/2", "x", least=3))
    asked = replace(EXERCISE, prompt="Derive it. Show at least 3 lines.", parts=(part,))
    said = {shown: from_exercise(asked, "t", "c", shown).prompt for shown in Stage}
    assert said == {
        Stage.EXAMPLE: "Derive it. Show at least 3 lines.",
        Stage.LAST_STEP: "Derive it. Show at least 1 line more.",
        Stage.FIRST_LINE: "Derive it. Show at least 2 lines more.",
        Stage.BARE: "Derive it. Show at least 3 lines.",
    }

"""Every family can be opened with a worked example, and shown with a part of its solution."""

from __future__ import annotations

import unicodedata

import pytest

from drill.exercise.contract import Exercise
from drill.exercise.make import make
from drill.exercise.registry import find, places
from drill.service.speak import Speaker
from drill.session.fading import Stage, given
from drill.session.question import from_exercise

SPEAKER = Speaker(views=True)


@pytest.fixture(scope="module")
def exercises() -> list[Exercise]:
    return [make(name, min(find(name).instances), "example 0") for name in places()]


def test_an_example_says_what_is_asked_and_every_step(exercises: list[Exercise]) -> None:
    for one in exercises:
        page = SPEAKER.example(f"exercise/{one.family}", one)
        assert page.view, one.family
        assert "$" not in page.text, one.family
        assert "**" not in page.text, one.family
        assert all(step.name in page.text for step in one.solution), one.family
        steering = {char for char in page.text if unicodedata.category(char) in ("Cc", "Cf")}
        assert steering <= {"\n"}, one.family


def test_what_is_given_never_holds_the_last_step(exercises: list[Exercise]) -> None:
    for one in exercises:
        for stage in Stage:
            shown = given(one.solution, stage)
            assert one.solution[-1] not in shown, one.family
            assert all(one.solution[-1].text not in step.text for step in shown), one.family


def test_a_question_with_help_still_has_a_hint_left(exercises: list[Exercise]) -> None:
    for one in exercises:
        question = from_exercise(one, "t", "c", Stage.LAST_STEP)
        assert question.hints, one.family
        assert not {step.text for step in question.given} & set(question.hints), one.family

"""A practice session in lines says what the screens show, and takes what their keys do."""

from __future__ import annotations

import io

import pytest
from fake_door import CORRECT, EXERCISE

from drill.cli.plain import HELP, Plain
from drill.service.messages import (
    Feedback,
    PrimerPage,
    Prompt,
    Rate,
    Reply,
    Request,
    Similar,
    SimilarNext,
    SolutionStep,
    Summary,
)

GIVEN = Prompt(
    **{
        **{name: getattr(EXERCISE, name) for name in ("n", "item", "kind", "prompt", "parts")},
        "left": 3,
        "family": "chain_two_layer",
        "stage": "last_step",
        "given": (SolutionStep("outer", "u^4"), SolutionStep("inner", "3x + 1")),
    }
)
END = Summary(1, 1, 1, 0, 0, {}, 0, 0)


def session(typed: str, *replies: Reply) -> tuple[list[Request], str]:
    """Hold a session whose requests are answered with the next reply each."""
    output = io.StringIO()
    door = Plain(io.StringIO(typed), output)
    asked: list[Request] = []
    left = list(replies)

    def handle(request: Request) -> None:
        asked.append(request)
        if left:
            door.hear(left.pop(0))

    door.steer(handle)
    door.hear(GIVEN)
    door.run()
    return asked, output.getvalue()


def test_the_steps_that_are_given_are_said_under_the_question() -> None:
    _, said = session("")
    lines = said.splitlines()
    begin = lines.index("Its solution begins:")
    assert lines[begin + 1 : begin + 3] == ["  outer: u^4", "  inner: 3x + 1"]
    assert lines.index(GIVEN.prompt) < begin


def test_a_worked_example_is_read_before_its_family() -> None:
    output = io.StringIO()
    page = PrimerPage("exercise/power_sum", "A worked example", "Differentiate.\n\nanswer\n\n2x")
    Plain(io.StringIO(), output).hear(page)
    assert output.getvalue().splitlines()[1:4] == ["New: A worked example", "", "Differentiate."]


@pytest.mark.parametrize("word", ["/similar", " /similar "])
def test_another_of_a_kind_can_be_asked_for_after_the_verdict(word: str) -> None:
    asked, said = session(f"12(3x+1)^3\n{word}\n\n", CORRECT, SimilarNext(1), END)
    assert asked[1:] == [Similar(1), Rate(1, 3)]
    assert "Another of its kind comes once this one is rated." in said
    assert "/similar" in HELP


def test_a_verdict_that_a_proof_overruled_cannot_be_rated_by_an_empty_line() -> None:
    output = io.StringIO()
    door = Plain(io.StringIO("\n"), output)
    asked: list[Request] = []
    door.steer(asked.append)
    door.hear(GIVEN)
    door.hear(CORRECT)
    door.hear(Feedback(1, "undecided", message="Numbers and sympy disagree."))
    door._take("")
    assert not [one for one in asked if isinstance(one, Rate)]
    assert "Numbers and sympy disagree." in output.getvalue()


@pytest.mark.parametrize("word", ["help", "?", "HELP", "/help"])
def test_help_is_help_with_or_without_its_slash(word: str) -> None:
    asked, said = session(f"{word}\n")
    assert HELP in said
    assert [type(one).__name__ for one in asked] == ["Quit"]


@pytest.mark.parametrize("word", ["quit", "exit", "/quit"])
def test_a_bare_quit_ends_the_session_and_is_no_answer(word: str) -> None:
    asked, _ = session(f"{word}\n", END)
    assert [type(one).__name__ for one in asked] == ["Quit"]

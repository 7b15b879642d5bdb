"""What was told is said in one line without the marks of Markdown, and maths stays as it was."""

from __future__ import annotations

import pytest

from drill.progress.behind import answer_of
from drill.progress.spoken import spoken


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("It says how *sensitive* the", "It says how sensitive the"),
        ("It answers: **which change of", "It answers: which change of"),
        ("**Both** of them", "Both of them"),
        ("| | passes | exact? | memory |", "passes, exact?, memory"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a, b, 1, 2"),
        ("the `relu` of $x$", "the relu of x"),
        ("half a $formula", "half a formula"),
    ],
)
def test_marks_are_not_shown(told: str, said: str) -> None:
    assert spoken(told) == said


@pytest.mark.parametrize(
    "told", ["2*x*y and 3*x", "w* is where f is least", "|x| has a kink", "a * b", "x^2 | y"]
)
def test_what_could_be_maths_stays_as_it_was_typed(told: str) -> None:
    assert spoken(told) == told


def test_typed_maths_keeps_its_stars_and_old_words_lose_their_marks() -> None:
    body = {"answers": [{"a": "*2*x"}], "told": "**so** it is"}
    assert answer_of(body) == "*2*x → so it is"

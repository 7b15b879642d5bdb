"""A told answer pre-ticks the points its words make, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.bank.model import KeyPoint
from drill.grade.keypoints import match_points

SLOPE = KeyPoint("slope", "", cues=(("slope", "rate of change"), ("point", "instant")))
DOWN = KeyPoint(
    "down",
    "",
    cues=(("negative gradient", "opposite the gradient", "downhill"),),
    anti_cues=("direction of the gradient", "uphill"),
)
NEVER = KeyPoint("never", "", cues=(("not unique", "never unique"),))


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ("The slope of the curve at a point.", {"slope"}),
        ("instantaneous rate of change at an instant", {"slope"}),
        ("SLOPES, at every POINT", {"slope"}),
        ("the slope", set()),
        ("It is not the slope at a point", set()),
        ("It isn't flat. The slope at the point", {"slope"}),
        ("we step downhil", {"down"}),
        ("you go along the negative gradeint", {"down"}),
        ("go uphill, the opposite of downhill", set()),
        ("the minimiser is not unique", {"never"}),
        ("", set()),
    ],
)
def test_points_are_made_by_their_words(told: str, made: set[str]) -> None:
    assert set(match_points(told, (SLOPE, DOWN, NEVER))) == made


def test_the_matched_words_are_shown_as_typed() -> None:
    matched = match_points("It is the Slope, at one point x.", (SLOPE,))
    assert matched == {"slope": "Slope … point"}


@given(st.text(max_size=200))
def test_any_text_is_matched_without_an_error(told: str) -> None:
    for span in match_points(told, (SLOPE, DOWN)).values():
        assert all(piece in told for piece in span.split(" … "))

"""A told answer pre-ticks the points its words make, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.bank.model import KeyPoint
from drill.grade.keypoints import match_points, read_points

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


def _point(*groups: tuple[str, ...], against: tuple[str, ...] = ()) -> KeyPoint:
    return KeyPoint("it", "", cues=groups, anti_cues=against)


@pytest.mark.parametrize(
    ("told", "cue"),
    [
        ("the gradient is 2w x", "2*w*x"),
        ("so f'(x) = 0 there", "f' = 0"),
        ("it is p−y", "p - y"),
        ("x² + y²", "x^2+y^2"),
        ("x**4 is flat", "x^4"),
        ("about √n checkpoints", "root n"),
        ("λ w is added", "lambda*w"),
        ("it's a log-likelihood", "log likelihood"),
        ("the surface is nonconvex", "non-convex"),
        ("we minimize it", "minimise"),
        ("it doesn't saturate", "does not saturate"),
        ("it doesnt saturate", "not saturate"),
        ("not the sum, 2/n of it", "2/n"),
        ("it multiplies them", "multiply"),
        ("a low lr", "learning rate"),
        ("not only the slope", "slope"),
    ],
)
def test_two_ways_of_writing_the_same_thing_are_the_same(told: str, cue: str) -> None:
    assert match_points(told, [_point((cue,))]).keys() == {"it"}


@pytest.mark.parametrize(
    ("told", "point"),
    [
        ("The gradient does not vanish here", _point(("vanish",))),
        ("it points uphill, to the steepest ascent", _point(("steepest descent",))),
        ("we go along the gradient", _point(("against",), against=("along the gradient",))),
        (
            "forward mode gives all weights, reverse one",
            _point(("n passes",), against=("forward ... all weights",)),
        ),
        ("It is convex", _point(("not convex",))),
    ],
)
def test_what_contradicts_a_point_is_shown_and_never_ticks_it(told: str, point: KeyPoint) -> None:
    read = read_points(told, [point])
    assert not read.made
    assert read.contradicted["it"] in told


@pytest.mark.parametrize(
    ("told", "against"),
    [
        ("we do not go along the gradient", "along the gradient"),
        ("forward mode is exact; all weights need a sweep", "forward ... all weights"),
        ("it isn't true that it is convex", "is convex"),
    ],
)
def test_a_denied_contradiction_contradicts_nothing(told: str, against: str) -> None:
    assert not read_points(told, [_point(("zzz",), against=(against,))]).contradicted


def test_a_clause_that_makes_a_point_outweighs_one_that_turns_it_round() -> None:
    point = _point(("large",), ("soft",))
    assert match_points("a small T is sharp, a large T is soft", [point])
    assert read_points("a small T is soft, a large T is sharp", [point]).contradicted


def test_the_matched_words_are_shown_as_typed() -> None:
    matched = match_points("It is the Slope, at one point x.", (SLOPE,))
    assert matched == {"slope": "Slope … point"}


@given(st.text(max_size=200))
def test_any_text_is_matched_without_an_error(told: str) -> None:
    read = read_points(told, (SLOPE, DOWN))
    assert not read.made.keys() & read.contradicted.keys()
    for span in (*read.made.values(), *read.contradicted.values()):
        assert all(piece in told for piece in span.split(" … "))

"""A told answer pre-ticks the points its words make, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.bank.model import KeyPoint
from drill.grade.keypoints import read_points
from drill.grade.told.answer import Answer, Hit

SLOPE = KeyPoint(
    "slope",
    "The slope at one point, or instant.",
    cues=(("slope", "rate of change"), ("point", "instant")),
)
DOWN = KeyPoint(
    "down",
    "Downhill, opposite the gradient: the negative gradient.",
    cues=(("negative gradient", "opposite the gradient", "downhill"),),
    anti_cues=("direction of the gradient", "uphill"),
)
NEVER = KeyPoint("never", "It is not unique.", cues=(("not unique", "never unique"),))


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
    assert set(read_points(told, (SLOPE, DOWN, NEVER)).made) == made


def _point(*groups: tuple[str, ...], against: tuple[str, ...] = ()) -> KeyPoint:
    text = ", ".join(group[0] for group in groups)
    return KeyPoint("it", text, cues=groups, anti_cues=against)


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
    assert read_points(told, [_point((cue,))]).made.keys() == {"it"}


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
    assert read_points("a small T is sharp, a large T is soft", [point]).made
    assert read_points("a small T is soft, a large T is sharp", [point]).contradicted


def test_the_matched_words_are_shown_as_typed() -> None:
    matched = read_points("It is the Slope, at one point x.", (SLOPE,)).made
    assert matched == {"slope": "Slope … point"}


@given(st.text(max_size=200))
def test_any_text_is_matched_without_an_error(told: str) -> None:
    read = read_points(told, (SLOPE, DOWN))
    assert not read.made.keys() & read.contradicted.keys()
    for span in (*read.made.values(), *read.contradicted.values()):
        assert all(piece in told for piece in span.split(" … "))


@pytest.mark.parametrize(
    "told",
    [
        "nothing here vanishes",
        "it hardly vanishes",
        "neither of them vanishes",
        "none of them vanishes",
    ],
)
def test_negations_that_have_endings_negate(told: str) -> None:
    assert not read_points(told, [_point(("vanish",))]).made


def test_who_forgets_is_asked() -> None:
    gate = _point(("forget gate", "forget one"))
    assert read_points("The LSTM forget gate stays near 1", [gate]).made
    assert read_points("People forget one path of the two", [gate]).made
    assert not read_points("I forget whether it is the forget gate", [gate]).made


@pytest.mark.parametrize(
    "told",
    [
        "the leaf keeps its x.grad after loss.backward() was called",
        "leaf tensors, e.g. weights, have a .grad",
        "the leaf has it at 0.5 too, in .grad and .item()",
    ],
)
def test_a_full_stop_within_a_name_or_number_ends_no_sentence(told: str) -> None:
    assert read_points(told, [_point(("leaf",), ("grad",))]).made


@pytest.mark.parametrize(
    ("told", "against", "there"),
    [
        ("The loss of a network is not convex", "loss is not convex", True),
        ("The constraint is not convex", "loss is not convex", False),
        ("The loss isn't convex", "loss is not convex", True),
        ("Momentum does not vanish", "gradient does not vanish", False),
    ],
)
def test_a_negative_phrase_keeps_what_it_is_said_of(told: str, against: str, there: bool) -> None:
    assert bool(Answer(told).denials(_point(("zzz",), against=(against,)))) is there


@pytest.mark.parametrize(
    ("told", "phrase"),
    [
        ("a larger learning rate", "large learning rate"),
        ("take h = 1e-20", "h = 1"),
        ("divide by (1-b)^t", "1 - b^t"),
        ("divide by 1-b^t", "(1-b)^t"),
        ("the central one is O(h^2)", "o(h)"),
        ("it takes 1,024 tokens", "1"),
        ("a non-negative eigenvalue", "no eigenvalue"),
    ],
)
def test_comparatives_and_maths_are_compared_exactly(told: str, phrase: str) -> None:
    groups = Answer(told).groups(_point((phrase,)))
    assert not [hit for hit in groups[0] if not hit.turned]


def _decided(told: str, point: KeyPoint) -> tuple[Hit, ...]:
    answer = Answer(told)
    return answer.decide(answer.groups(point))


@pytest.mark.parametrize(
    ("told", "made"),
    [
        ("Adam divides by the root of the second moment of gradients. So steps are equal.", True),
        ("Adam divides.\nSteps equal.", True),
        ("Adam divides by a root of the moment of gradients. Some take steps as well.", False),
    ],
)
def test_two_sentences_that_go_together_are_read_together(told: str, made: bool) -> None:
    assert bool(_decided(told, _point(("divides",), ("steps",)))) is made


def test_the_other_half_of_a_contrast_contradicts_nothing() -> None:
    point = _point(("sufficient",), ("below 1",))
    assert not _decided("Above 1 it is necessary", point)
    assert any(hit.turned for hit in _decided("Above 1 it is sufficient", point))

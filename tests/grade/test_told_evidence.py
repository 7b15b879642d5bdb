"""What speaks for and against a point is found where the answer speaks of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.bank.model import KeyPoint
from drill.grade.keypoints import Asked, read_points
from drill.grade.told.answer import Answer
from drill.grade.told.evidence import FIGURES, LOCAL, Evidence
from drill.grade.told.gather import gather
from drill.grade.told.scale import WEIGHTS, weigh
from drill.grade.told.tone import agrees, spoilt
from drill.grade.told.words import stems

CURVED = KeyPoint(
    "curved", "Early curvature is high.", cues=(("curvature", "sharp"), ("high", "large", "early"))
)
SCALED = KeyPoint(
    "scaled", "Adam divides by the gradient's size.", cues=(("normalise", "divides"),)
)
ASKED = Asked(
    "Why does Adam need warmup?",
    "The curvature is high at the start. Adam divides by the size of the gradient.",
)


def evidence(told: str, asked: Asked = ASKED) -> Evidence:
    """Gather the evidence on the first point."""
    return gather(Answer(told), (CURVED, SCALED), asked)[0].evidence


@pytest.mark.parametrize(
    ("told", "figure"),
    [
        ("The curvature does not matter, high or not", "negated"),
        ("The curvature is low at the start", "opposite"),
        ("The curvature is always high", "absolute"),
        ("The curvature is irrelevant", "dismissed"),
        ("The curvature is high, about 777", "number"),
        ("The curvature divides the size", "rival"),
    ],
)
def test_what_may_be_wrong_is_noticed_where_the_point_is_spoken_of(told: str, figure: str) -> None:
    assert getattr(evidence(told), figure)
    assert not getattr(evidence("The curvature is high at the start"), figure)


WRONG = KeyPoint(
    "wrong",
    "Adam divides by the root of the second moment.",
    cues=(("divides",), ("root",)),
    anti_cues=("multiplies by the first moment",),
)


@pytest.mark.parametrize(
    ("told", "figure"),
    [
        ("by the first of the moments Adam multiplies", "loosely"),
        ("the first moment is what counts", "nearly"),
        ("Adam divides, or multiplies, by a root", "foreign"),
        ("a size divided by the curvature", "swapped"),
    ],
)
def test_what_is_near_to_a_listed_mistake_is_noticed(told: str, figure: str) -> None:
    asked = Asked("", "Take the curvature by size.")
    one = gather(Answer(told), (WRONG,), asked)[0].evidence
    right = gather(Answer("Adam divides by a root"), (WRONG,), asked)[0].evidence
    assert getattr(one, figure) > getattr(right, figure)


def test_what_is_wrong_with_another_point_is_not_held_against_this_one() -> None:
    told = "Early curvature is high. Adam never divides by anything at all, 777."
    found = gather(Answer(told), (CURVED, SCALED), ASKED)
    assert not any(getattr(found[0].evidence, name) for name in LOCAL)
    assert found[0].evidence.others_against
    assert found[1].evidence.against


def test_words_of_the_question_are_no_evidence() -> None:
    told = "the early curvature is high"
    plain = evidence(told).rare
    asked = Asked("Why is the early curvature high?", ASKED.answer)
    assert evidence(told, asked).rare == 0 < plain


def test_cues_that_are_far_apart_make_no_point() -> None:
    assert evidence("Curvature. Something else altogether. A high price.").cued == 0
    assert evidence("The curvature is high.").cued == 1


@pytest.mark.parametrize(
    "told",
    [
        "I don't remember whether the curvature is high",
        "I forgot if early curvature is high",
        "the curvature is high, no wait, it is something else",
    ],
)
def test_what_is_not_known_or_taken_back_is_not_said(told: str) -> None:
    assert evidence(told).cued == 0


def test_a_slip_of_the_keys_is_put_right() -> None:
    assert evidence("erly curvatrue is high").own == evidence("early curvature is high").own


@pytest.mark.parametrize(
    ("told", "accepted"),
    [
        ("I'd say it's right.", True),
        ("The sentence is perfectly correct as it stands", True),
        ("Nothing's missing here", True),
        ("It is not correct", False),
        ("It is sharp", False),
        ("check if it is right", False),
        ("", False),
    ],
)
def test_an_answer_that_accepts_a_sentence_is_noticed(told: str, accepted: bool) -> None:
    assert agrees(stems(told)) is accepted


def test_two_negations_leave_a_sentence_as_it_is() -> None:
    assert spoilt(stems("it does not hold"))
    assert spoilt(stems("it fails"))
    assert not spoilt(stems("it does not fail"))


def test_a_brief_right_answer_is_ticked_and_its_words_are_shown() -> None:
    read = read_points(
        "Early on the curvature is high, and Adam normalises.", (CURVED, SCALED), ASKED
    )
    assert set(read.made) == {"curved", "scaled"}
    assert "curvature" in read.made["curved"]


def test_an_answer_that_has_it_backwards_ticks_nothing_and_shows_why() -> None:
    told = "The curvature is always low at the start, so size never matters."
    read = read_points(told, (CURVED, SCALED), ASKED)
    assert not read.made
    assert all(piece in told for piece in read.contradicted["curved"].split(" … "))


def test_every_figure_has_its_weights_and_speaks_the_way_it_should() -> None:
    assert set(WEIGHTS) == set(FIGURES)
    for name in ("against", "negated", "opposite", "absolute", "agrees", "others_against"):
        made, against = WEIGHTS[name]
        assert made < 0 < against


def test_a_card_without_points_is_weighed_without_an_error() -> None:
    assert weigh([]) == []
    assert not read_points("anything", (), ASKED).made


@given(st.text(max_size=120), st.text(max_size=60), st.text(max_size=60))
def test_any_answer_to_any_card_is_read_without_an_error(
    told: str, prompt: str, answer: str
) -> None:
    point = KeyPoint("it", answer, cues=((prompt or "x",),))
    read = read_points(told, (point, CURVED), Asked(prompt, answer))
    assert not read.made.keys() & read.contradicted.keys()
    for span in (*read.made.values(), *read.contradicted.values()):
        assert all(piece in told for piece in span.split(" … "))

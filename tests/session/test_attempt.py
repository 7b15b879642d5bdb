"""What happened to a question decides what is suggested, and nothing else does."""

from __future__ import annotations

import pytest

from drill.bank.model import KeyPoint
from drill.grade.part import AnswerType, Part
from drill.grade.verdict import Judgement, Mistake, Verdict
from drill.schedule.state import Rating
from drill.session.attempt import IDLE_MS, Attempt, review_body
from drill.session.question import Question

GRADED = Question(
    item="exercise/chain_two_layer",
    kind="exercise",
    topic="chain_rule",
    concept="chain-rule.composition",
    prompt="",
    parts=(Part("a", AnswerType.EXPRESSION, "x"),),
    answer="",
    hints=("one", "two", "three"),
    family="chain_two_layer",
    level=2,
    seed="7",
    version=1,
)
TOLD = Question(
    item="derivatives.what",
    kind="explain",
    topic="derivatives",
    concept="derivatives.slope",
    prompt="",
    parts=(),
    answer="",
    key_points=(
        KeyPoint("a", "", must=True),
        KeyPoint("b", "", must=True),
        KeyPoint("c", ""),
        KeyPoint("d", ""),
    ),
)


def answered(*judgements: Judgement, hints: int = 0, reveal: bool = False) -> Attempt:
    attempt = Attempt(1, GRADED)
    for _ in range(hints):
        attempt.hint()
    for judgement in judgements:
        attempt.answer({"a": "x"}, {"a": Verdict(judgement)}, None, 1000)
    if reveal:
        attempt.reveal("", None, 1000)
    return attempt


@pytest.mark.parametrize(
    ("attempt", "rating"),
    [
        (answered(Judgement.CORRECT), Rating.GOOD),
        (answered(Judgement.FORM, Judgement.CORRECT), Rating.GOOD),
        (answered(Judgement.UNREADABLE, Judgement.CORRECT), Rating.GOOD),
        (answered(Judgement.UNDECIDED, Judgement.CORRECT), Rating.GOOD),
        (answered(Judgement.WRONG, Judgement.CORRECT), Rating.HARD),
        (answered(Judgement.CORRECT, hints=1), Rating.HARD),
        (answered(Judgement.WRONG, Judgement.CORRECT, hints=1), Rating.AGAIN),
        (answered(Judgement.WRONG), Rating.AGAIN),
        (answered(Judgement.WRONG, reveal=True), Rating.AGAIN),
        (answered(reveal=True), Rating.AGAIN),
    ],
)
def test_the_suggestion_follows_from_what_happened(attempt: Attempt, rating: Rating) -> None:
    assert attempt.suggestion() is rating


@pytest.mark.parametrize(
    ("ticked", "rating"),
    [
        (("a", "b", "c"), Rating.GOOD),
        (("a", "c", "d"), Rating.HARD),
        (("a", "b"), Rating.HARD),
        (("c",), Rating.AGAIN),
        ((), Rating.AGAIN),
    ],
)
def test_points_are_weighed_and_the_must_have_ones_must_be_there(
    ticked: tuple[str, ...], rating: Rating
) -> None:
    attempt = Attempt(1, TOLD)
    attempt.reveal("…", None, 0)
    attempt.points = ticked
    assert attempt.suggestion() is rating


def test_a_card_is_rated_only_after_an_answer_or_a_reveal() -> None:
    attempt = Attempt(1, GRADED)
    assert not attempt.rateable
    attempt.hint()
    assert not attempt.rateable
    attempt.reveal("", None, 0)
    assert attempt.rateable


def test_hints_end_after_the_last() -> None:
    attempt = Attempt(1, GRADED)
    assert [attempt.hint() for _ in range(4)] == ["one", "two", "three", None]


def test_only_confidence_said_before_the_verdict_is_kept() -> None:
    attempt = answered(Judgement.WRONG)
    attempt.answer({"a": "y"}, {"a": Verdict(Judgement.CORRECT)}, 1, 0)
    assert attempt.confidence == 1
    attempt.answer({"a": "y"}, {"a": Verdict(Judgement.CORRECT)}, 4, 0)
    assert attempt.confidence == 1


def test_a_phone_call_is_not_thinking_time() -> None:
    attempt = Attempt(1, GRADED)
    attempt.reveal("", None, 10 * IDLE_MS)
    assert attempt.think_ms == IDLE_MS


def test_a_level_climbs_only_by_what_was_right_at_once() -> None:
    assert answered(Judgement.CORRECT).first_try
    assert not answered(Judgement.CORRECT, hints=1).first_try
    assert not answered(Judgement.WRONG, Judgement.CORRECT).first_try


def test_the_event_keeps_the_text_as_typed_and_the_mistakes_by_id() -> None:
    attempt = Attempt(1, GRADED)
    mistake = Mistake("inner-derivative-missing", "", "")
    wrong = Verdict(Judgement.WRONG, mistakes=(mistake,))
    attempt.answer({"a": " 4(3x+1)^3 "}, {"a": wrong}, 4, 8400)
    body = review_body(attempt, Rating.AGAIN, "s")
    assert body["answers"] == [{"a": " 4(3x+1)^3 "}]
    assert body["mistakes"] == ["inner-derivative-missing"]
    assert (body["family"], body["level"], body["seed"], body["version"]) == (
        "chain_two_layer",
        2,
        "7",
        1,
    )
    assert (body["confidence"], body["think_ms"], body["first_try"]) == (4, 8400, False)


FOLLOWS = Verdict(Judgement.WRONG, follows=True)
RIGHT, SLIP = Verdict(Judgement.CORRECT), Verdict(Judgement.WRONG)


def parts_judged(*tries: tuple[tuple[str, Verdict], tuple[str, Verdict]]) -> Attempt:
    """Answer two parts a few times; each with what was typed, and its verdict."""
    attempt = Attempt(1, GRADED)
    for (a, judged_a), (b, judged_b) in tries:
        attempt.answer({"a": a, "b": b}, {"a": judged_a, "b": judged_b}, None, 1000)
    return attempt


@pytest.mark.parametrize(
    ("attempt", "rating"),
    [
        (parts_judged((("8", SLIP), ("16", FOLLOWS))), Rating.AGAIN),
        (parts_judged((("8", SLIP), ("16", FOLLOWS)), (("6", RIGHT), ("12", RIGHT))), Rating.HARD),
        (
            parts_judged(
                (("8", SLIP), ("16", FOLLOWS)),
                (("6", RIGHT), ("16", SLIP)),
                (("6", RIGHT), ("12", RIGHT)),
            ),
            Rating.HARD,
        ),
        (
            parts_judged(
                (("8", SLIP), ("16", FOLLOWS)),
                (("6", RIGHT), ("17", SLIP)),
                (("6", RIGHT), ("12", RIGHT)),
            ),
            Rating.AGAIN,
        ),
        (
            parts_judged(
                (("8", SLIP), ("16", FOLLOWS)),
                (("9", SLIP), ("16", SLIP)),
                (("6", RIGHT), ("12", RIGHT)),
            ),
            Rating.AGAIN,
        ),
    ],
)
def test_a_slip_that_is_carried_on_counts_once(attempt: Attempt, rating: Rating) -> None:
    assert attempt.suggestion() is rating


def test_the_event_keeps_which_parts_followed() -> None:
    carried = parts_judged((("8", SLIP), ("16", FOLLOWS)), (("9", SLIP), ("18", FOLLOWS)))
    assert review_body(carried, Rating.AGAIN, "s")["follows"] == ["b"]
    assert "follows" not in review_body(answered(Judgement.WRONG), Rating.AGAIN, "s")

"""How a log is read and played past the models."""

from datetime import UTC, datetime

import pytest

from drill.schedule.evaluate import LoggedReview, ReviewsError, evaluate, parse_reviews
from drill.schedule.memory import Parameters, retrievability, step
from drill.schedule.scores import Outcome, score
from drill.schedule.settings import DAY_MS, HOUR_MS
from drill.schedule.state import Rating

PARAMETERS = Parameters()
HEADER = "card_id,review_rating,review_time,review_duration"
MIDNIGHT = round(datetime(2026, 11, 23, tzinfo=UTC).timestamp() * 1000)


def test_a_log_is_read_and_put_in_the_order_of_time() -> None:
    found = parse_reviews(
        [HEADER, "b,1,2026-11-24T01:00:00.250+01:00,900", "a,3,2026-11-23T12:00:00,"]
    )
    assert found == (
        LoggedReview("a", Rating.GOOD, MIDNIGHT + 12 * HOUR_MS),
        LoggedReview("b", Rating.AGAIN, MIDNIGHT + DAY_MS + 250, offset_min=60),
    )


@pytest.mark.parametrize("time", ["1763899200000", "1763899200", "2025-11-23T12:00"])
def test_a_time_may_be_unix_time_in_milliseconds_or_seconds(time: str) -> None:
    (found,) = parse_reviews([HEADER, f"a,3,{time},"])
    assert (found.utc_ms, found.offset_min) == (1_763_899_200_000, 0)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "line 1: no column 'card_id'; needed are card_id, review_rating, review_time"),
        (["card_id,review_time"], "line 1: no column 'review_rating'"),
        ([HEADER, "a,5,2026-11-23T12:00,"], "line 2: '5' is no rating; ratings are 1 to 4"),
        ([HEADER, "a,3,17638992,"], "no Unix time in 13 digits"),
        ([HEADER, "a,3,yesterday,"], "line 2: 'yesterday' is no ISO 8601 time"),
        ([HEADER, "a,3,0000-01-01,"], "line 2: '0000-01-01' is no ISO 8601 time"),
        ([HEADER, "a,3"], "line 2: '' is no ISO 8601 time"),
        ([HEADER, "a,3,2026-11-23T12:00,", 'b,"x' + "y" * 200_000], "line 3: not CSV"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(lines: list[str], words: str) -> None:
    with pytest.raises(ReviewsError, match=words) as caught:
        parse_reviews(lines)
    assert "\n" not in str(caught.value)


def test_the_first_moment_of_the_calendar_can_be_read_in_any_zone() -> None:
    (found,) = parse_reviews([HEADER, "a,3,0001-01-01T00:00+14:00,"])
    assert found.utc_ms < 0


def review(card: str, rating: int, days: float) -> LoggedReview:
    return LoggedReview(card, Rating(rating), MIDNIGHT + round(days * DAY_MS))


def test_only_a_review_on_a_later_day_is_predicted() -> None:
    log = [
        review("a", 3, 0.5),
        review("a", 3, 0.51),
        review("a", 1, 2.5),
        review("a", 3, 2.51),
        review("b", 3, 3.0),
    ]
    found = evaluate(log, day_start_min=0)
    assert (found.reviews, found.cards, found.predictions, found.recalled) == (5, 2, 1, 0)


def test_a_prediction_is_the_models_from_the_past_alone() -> None:
    log = [review("a", 3, 0.5), review("a", 3, 2.75)]
    stability, _ = step(0, 0, 0, Rating.GOOD, PARAMETERS)
    recall = retrievability(2.25, stability, PARAMETERS)
    plain = evaluate(log, day_start_min=0).models[0]
    assert plain == score("FSRS-6", [recall], [Outcome(True, 2, 2, 0)])


def test_the_start_of_the_day_decides_what_a_later_day_is() -> None:
    log = [review("a", 3, 0.95), review("a", 3, 1.05)]
    assert evaluate(log, day_start_min=0).predictions == 1
    assert evaluate(log, day_start_min=240).predictions == 0


def test_the_day_is_the_one_on_the_clock_the_log_was_written_by() -> None:
    log = parse_reviews([HEADER, "a,3,2026-11-23T12:00+09:00,", "a,3,2026-11-24T05:00+09:00,"])
    assert evaluate(log, day_start_min=240).predictions == 1


def test_the_gain_is_the_difference_of_the_two_losses() -> None:
    log = [review(f"card {n % 50}", 1 if n % 3 else 3, n * 0.7) for n in range(600)]
    found = evaluate(log, day_start_min=0)
    plain, corrected = found.models
    assert found.gain == pytest.approx(plain.log_loss - corrected.log_loss)
    assert found.gain > 2 * found.gain_error > 0


def test_an_empty_log_gives_an_empty_evaluation() -> None:
    found = evaluate([])
    assert (found.predictions, found.gain, found.gain_error) == (0, 0.0, 0.0)

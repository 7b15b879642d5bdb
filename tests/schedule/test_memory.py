"""The memory model, held to the `fsrs` package and to what it must never do."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as TheirRating
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drill.schedule import memory
from drill.schedule.memory import (
    DEFAULT,
    HIGHEST,
    LOWEST,
    STABILITY_MAX,
    STABILITY_MIN,
    Parameters,
    ParametersError,
    interval,
    retrievability,
    step,
)
from drill.schedule.state import Rating

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PARAMETERS = Parameters()

ratings = st.sampled_from(Rating)
same_sitting = st.integers(0, 7 * 3600).map(lambda seconds: timedelta(seconds=seconds))
whole_days = st.integers(1, 900).map(lambda days: timedelta(days=days))
reviews = st.lists(st.tuples(ratings, st.one_of(same_sitting, whole_days)), min_size=1, max_size=40)


@st.composite
def weights(draw: st.DrawFn) -> tuple[float, ...]:
    """Draw any weights the model admits."""
    return tuple(draw(st.floats(low, high)) for low, high in zip(LOWEST, HIGHEST, strict=True))


def close(ours: float, theirs: float) -> bool:
    return math.isclose(ours, theirs, rel_tol=1e-9)


def assert_follows_the_package(
    given_weights: tuple[float, ...], history: list[tuple[Rating, timedelta]]
) -> None:
    """Play a history through both, until the package leaves the range that ours keeps to."""
    parameters = Parameters(given_weights)
    scheduler = Scheduler(
        parameters=given_weights, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    card, now = Card(), START
    stability = difficulty = 0.0
    for index, (rating, gap) in enumerate(history):
        now += gap if index else timedelta()
        days = gap / timedelta(days=1)
        if index and gap >= timedelta(days=1):
            recall = scheduler.get_card_retrievability(card, now)
            assert close(retrievability(days, stability, parameters), recall)
        card, _ = scheduler.review_card(card, TheirRating(int(rating)), now)
        stability, difficulty = step(stability, difficulty, days, rating, parameters)
        assert card.stability is not None
        assert card.difficulty is not None
        if card.stability > STABILITY_MAX:
            assert stability == STABILITY_MAX
            return
        assert close(stability, card.stability)
        assert close(difficulty, card.difficulty)
        ahead = min(max(round(interval(stability, 0.9, parameters)), 1), 36500)
        assert timedelta(days=ahead) == card.due - now


@settings(deadline=None, max_examples=150)
@given(reviews)
def test_a_history_leaves_the_memory_the_package_says(
    history: list[tuple[Rating, timedelta]],
) -> None:
    assert_follows_the_package(DEFAULT, history)


@settings(deadline=None, max_examples=150)
@given(weights(), reviews)
def test_that_holds_for_any_weights_the_model_admits(
    given_weights: tuple[float, ...], history: list[tuple[Rating, timedelta]]
) -> None:
    assert_follows_the_package(given_weights, history)


def test_the_weights_and_their_bounds_are_the_packages() -> None:
    assert DEFAULT == DEFAULT_PARAMETERS
    assert LOWEST == LOWER_BOUNDS_PARAMETERS
    assert HIGHEST == UPPER_BOUNDS_PARAMETERS


@settings(deadline=None)
@given(st.floats(STABILITY_MIN, STABILITY_MAX), st.floats(0.7, 0.99))
def test_the_interval_is_when_recall_has_fallen_to_the_retention(
    stability: float, retention: float
) -> None:
    days = interval(stability, retention, PARAMETERS)
    assert close(retrievability(days, stability, PARAMETERS), retention)


@given(st.floats(STABILITY_MIN, STABILITY_MAX))
def test_stability_is_the_days_to_nine_in_ten(stability: float) -> None:
    assert close(retrievability(stability, stability, PARAMETERS), 0.9)


@given(st.floats(0, 10_000), st.floats(0, 10_000), st.floats(STABILITY_MIN, STABILITY_MAX))
def test_recall_never_rises_by_waiting(one: float, other: float, stability: float) -> None:
    sooner, later = sorted((one, other))
    assert retrievability(later, stability, PARAMETERS) <= retrievability(
        sooner, stability, PARAMETERS
    )


anything = st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None, max_examples=300)
@given(anything, anything, st.floats(-1e9, 1e9), ratings, weights())
@example(5e-324, 10.0, 1e9, Rating.EASY, HIGHEST)
@example(1e308, -5.0, -1.0, Rating.AGAIN, LOWEST)
def test_no_value_however_extreme_leaves_the_range(
    stability: float,
    difficulty: float,
    elapsed_days: float,
    rating: Rating,
    given_weights: tuple[float, ...],
) -> None:
    after = step(stability, difficulty, elapsed_days, rating, Parameters(given_weights))
    assert STABILITY_MIN <= after[0] <= STABILITY_MAX
    assert 1.0 <= after[1] <= 10.0


@given(st.floats(-1e6, 0.0), st.floats(STABILITY_MIN, STABILITY_MAX))
def test_a_clock_that_went_back_counts_as_no_time(elapsed: float, stability: float) -> None:
    assert retrievability(elapsed, stability, PARAMETERS) == 1.0
    assert step(stability, 5.0, elapsed, Rating.GOOD, PARAMETERS) == step(
        stability, 5.0, 0.0, Rating.GOOD, PARAMETERS
    )


@given(st.floats(STABILITY_MIN, STABILITY_MAX), st.floats(1.0, 10.0), st.floats(0.0, 4000.0))
def test_a_better_rating_never_leaves_a_weaker_memory(
    stability: float, difficulty: float, elapsed: float
) -> None:
    after = [step(stability, difficulty, elapsed, rating, PARAMETERS) for rating in Rating]
    stabilities = [one[0] for one in after]
    difficulties = [one[1] for one in after]
    assert stabilities == sorted(stabilities)
    assert difficulties == sorted(difficulties, reverse=True)


def test_an_evening_and_the_next_morning_are_two_days() -> None:
    minutes = step(5.0, 5.0, 10 / 1440, Rating.GOOD, PARAMETERS)[0]
    overnight = step(5.0, 5.0, 9 / 24, Rating.GOOD, PARAMETERS)[0]
    assert minutes == memory.stability_same_sitting(5.0, Rating.GOOD, PARAMETERS)
    assert overnight > minutes


@pytest.mark.parametrize(
    ("given_weights", "words"),
    [
        (DEFAULT[:-1], "21 weights, and 20 were given"),
        ((-1.0, *DEFAULT[1:]), "w0 = -1.0 is not between 0.001 and 100.0"),
        ((*DEFAULT[:20], math.nan), "w20 = nan is not between 0.1 and 0.8"),
        ((*DEFAULT[:20], math.inf), "w20 = inf is not between 0.1 and 0.8"),
    ],
)
def test_weights_that_cannot_be_used_are_refused_in_one_line(
    given_weights: tuple[float, ...], words: str
) -> None:
    with pytest.raises(ParametersError, match=words) as caught:
        Parameters(given_weights)
    assert "\n" not in str(caught.value)


def test_a_model_this_drill_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(ParametersError, match="'fsrs-7' is not known here"):
        Parameters(model="fsrs-7")

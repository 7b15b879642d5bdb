"""When an item comes back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from drill.schedule.due import (
    FINAL_DAYS,
    due_ms,
    interval_days,
    intervals,
    is_due,
    is_leech,
)
from drill.schedule.fold import fold
from drill.schedule.memory import Parameters, interval
from drill.schedule.settings import DAY_MS, HOUR_MS, MINUTE_MS, Settings, local_day, number_of
from drill.schedule.state import ItemState, Rating, Reopened, Reviewed

PARAMETERS = Parameters()
SETTINGS = Settings()
NINE = number_of(date(2026, 11, 23)) * DAY_MS + 9 * HOUR_MS
"""09:00 UTC on 23 November 2026."""
DAY_S = 86_400

offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: quarters * 15)


@st.composite
def reviewed_states(draw: st.DrawFn) -> ItemState:
    """Draw a state as some reviews before `NINE` would leave it."""
    gaps = draw(st.lists(st.integers(MINUTE_MS, 200 * DAY_MS), min_size=1, max_size=8))
    state = ItemState(draw(st.text("abcdef-.", min_size=1, max_size=12)))
    moment = NINE - sum(gaps)
    for gap in gaps:
        rating = draw(st.sampled_from(Rating))
        state = fold(state, Reviewed(moment, rating), state.item, PARAMETERS)
        moment += gap
    return state


def after(rating: Rating, moment: int = NINE, item: str = "a") -> ItemState:
    return fold(None, Reviewed(moment, rating), item, PARAMETERS)


def days_until_due(state: ItemState, settings: Settings = SETTINGS, offset: int = 0) -> int:
    due = due_ms(state, settings, PARAMETERS, offset)
    assert due is not None
    return (local_day(due, offset) - local_day(state.last_ms, offset)).days


def test_what_was_forgotten_comes_back_in_ten_minutes() -> None:
    assert due_ms(after(Rating.AGAIN), SETTINGS, PARAMETERS) == NINE + 10 * MINUTE_MS


def test_a_new_item_is_not_due() -> None:
    assert due_ms(ItemState("a"), SETTINGS, PARAMETERS) is None
    assert not is_due(ItemState("a"), NINE, SETTINGS, PARAMETERS)


def test_the_first_intervals_are_those_the_model_gives() -> None:
    assert intervals(ItemState("a"), NINE, SETTINGS, PARAMETERS)[:3] == (600, DAY_S, 2 * DAY_S)
    assert intervals(ItemState("a"), NINE, SETTINGS, PARAMETERS)[3] in (
        7 * DAY_S,
        8 * DAY_S,
        9 * DAY_S,
    )


def test_an_item_is_due_from_the_start_of_its_day_whatever_the_hour_it_was_learnt() -> None:
    late = after(Rating.HARD, NINE + 14 * HOUR_MS)
    assert due_ms(late, SETTINGS, PARAMETERS) == NINE - 9 * HOUR_MS + DAY_MS + 4 * HOUR_MS


def test_an_item_learnt_after_midnight_is_due_after_one_sleep() -> None:
    past_midnight = NINE + 16 * HOUR_MS  # 01:00, still the 23rd
    state = after(Rating.HARD, past_midnight)
    assert not is_due(state, past_midnight + 2 * HOUR_MS, SETTINGS, PARAMETERS)
    assert is_due(state, past_midnight + 3 * HOUR_MS, SETTINGS, PARAMETERS)


def test_days_are_counted_where_the_learner_is_now() -> None:
    state = after(Rating.HARD)
    tokyo, new_york = 9 * 60, -5 * 60
    assert due_ms(state, SETTINGS, PARAMETERS, tokyo) == NINE + 10 * HOUR_MS
    assert due_ms(state, SETTINGS, PARAMETERS, new_york) == NINE + 24 * HOUR_MS


@run(deadline=None, max_examples=150)
@given(reviewed_states(), offsets)
def test_a_remembered_item_waits_for_another_day(state: ItemState, offset: int) -> None:
    state = replace(state, last_rating=Rating.GOOD)
    assert days_until_due(state, offset=offset) >= 1


@run(deadline=None, max_examples=150)
@given(reviewed_states(), offsets, st.integers(0, 5), st.booleans())
def test_what_is_shown_is_what_is_scheduled(
    state: ItemState, offset: int, level: int, first_try: bool
) -> None:
    shown = intervals(state, NINE, SETTINGS, PARAMETERS, offset, level=level, first_try=first_try)
    for rating, seconds in zip(Rating, shown, strict=True):
        review = Reviewed(NINE, rating, level=level, first_try=first_try)
        later = fold(state, review, state.item, PARAMETERS)
        if rating == Rating.AGAIN:
            assert seconds == 600
        else:
            assert seconds == days_until_due(later, offset=offset) * DAY_S


@run(deadline=None, max_examples=200)
@given(reviewed_states(), st.dates(date(2026, 11, 1), date(2027, 3, 1)) | st.none())
def test_a_better_rating_never_comes_back_sooner(state: ItemState, interview: date | None) -> None:
    settings = Settings(interview_date=interview)
    again, hard, good, easy = intervals(state, NINE, settings, PARAMETERS)
    assert again < hard <= good <= easy


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_a_better_rating_comes_back_later_after_a_usual_review(rating: Rating) -> None:
    state = after(rating, NINE - 3 * DAY_MS)
    found = intervals(state, NINE, SETTINGS, PARAMETERS)
    assert len(set(found)) == 4


@given(st.floats(0.01, 300.0), st.floats(0.01, 300.0), st.text(max_size=6), st.integers(1, 99))
def test_spreading_keeps_the_order_and_stays_near(
    one: float, other: float, item: str, repetitions: int
) -> None:
    shorter, longer = (
        ItemState(item, stability=stability, repetitions=repetitions)
        for stability in sorted((one, other))
    )
    assert interval_days(shorter, SETTINGS, PARAMETERS) <= interval_days(
        longer, SETTINGS, PARAMETERS
    )
    exact = max(interval(longer.stability, 0.9, PARAMETERS), 1.0)
    moved = interval_days(longer, SETTINGS, PARAMETERS)
    assert abs(moved - exact) <= min(0.1 * exact, 1 + 0.05 * exact) + 1


def test_what_was_learnt_together_comes_back_on_several_days() -> None:
    days = {days_until_due(after(Rating.EASY, item=f"item-{n}")) for n in range(40)}
    assert days == {7, 8, 9}


def test_a_higher_retention_brings_items_back_sooner() -> None:
    state = ItemState(
        "a", stability=20.0, difficulty=5.0, last_ms=NINE, last_rating=3, repetitions=4
    )
    lengths = [interval_days(state, Settings(r), PARAMETERS) for r in (0.8, 0.9, 0.95)]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == 3


def test_no_interval_is_longer_than_the_longest() -> None:
    state = ItemState("a", stability=9000.0, difficulty=5.0, last_rating=3, repetitions=9)
    assert interval_days(state, SETTINGS, PARAMETERS) == 365


@run(deadline=None, max_examples=150)
@given(reviewed_states(), st.integers(1, 120))
def test_every_item_is_seen_again_in_the_days_before_the_interview(
    state: ItemState, ahead: int
) -> None:
    today = local_day(NINE, 0)
    interview = date.fromordinal(today.toordinal() + ahead)
    state = replace(state, last_rating=Rating.GOOD)
    last = local_day(state.last_ms, 0)
    due = due_ms(state, Settings(interview_date=interview), PARAMETERS)
    assert due is not None
    if (interview - last).days > FINAL_DAYS:
        assert local_day(due, 0) < interview


def test_before_an_interview_items_are_spread_over_the_last_days() -> None:
    settings = Settings(interview_date=date(2026, 11, 30))
    days = {days_until_due(after(Rating.EASY, item=f"item-{n}"), settings) for n in range(40)}
    assert days <= {2, 3, 4, 5, 6}
    assert len(days) >= 4


def test_what_was_seen_in_the_last_days_is_left_alone() -> None:
    settings = Settings(interview_date=date(2026, 11, 28))
    assert days_until_due(after(Rating.EASY), settings) == days_until_due(after(Rating.EASY))


def test_after_the_interview_intervals_are_the_usual_ones() -> None:
    settings = Settings(interview_date=date(2026, 11, 23))
    state = ItemState("a")
    assert intervals(state, NINE, settings, PARAMETERS) == intervals(
        state, NINE, SETTINGS, PARAMETERS
    )


def test_a_reopened_item_is_due_on_the_day_it_is_wanted() -> None:
    asked = Reopened(NINE, NINE + 2 * DAY_MS)
    seen = fold(after(Rating.EASY), asked, "a", PARAMETERS)
    assert days_until_due(seen) == 2
    unseen = fold(None, asked, "a", PARAMETERS)
    assert not is_due(unseen, NINE + DAY_MS, SETTINGS, PARAMETERS)
    assert is_due(unseen, NINE + 2 * DAY_MS, SETTINGS, PARAMETERS)


def test_a_level_just_reached_is_tried_within_days() -> None:
    family = ItemState(
        "exercise/power_sum",
        stability=60.0,
        difficulty=5.0,
        first_ms=NINE - 90 * DAY_MS,
        last_ms=NINE - 30 * DAY_MS,
        last_rating=3,
        repetitions=9,
        level=3,
        streak=3,
    )
    found = intervals(family, NINE, SETTINGS, PARAMETERS, level=3, first_try=True)
    assert found == (600, DAY_S, 2 * DAY_S, 3 * DAY_S)
    stayed = intervals(family, NINE, SETTINGS, PARAMETERS, level=3, first_try=False)
    assert stayed[1] > 30 * DAY_S


def test_a_suspended_item_is_never_due() -> None:
    state = replace(after(Rating.AGAIN), suspended=True)
    assert not is_due(state, NINE + DAY_MS, SETTINGS, PARAMETERS)


def test_an_item_forgotten_eight_times_is_a_leech() -> None:
    states = [ItemState("a", lapses=n) for n in range(18)]
    assert [state.lapses for state in states if is_leech(state)] == list(range(8, 18))

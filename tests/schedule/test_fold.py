"""From events to states."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.schedule.fold import DAY_MS, elapsed_days, fold, replay
from drill.schedule.memory import Parameters, step
from drill.schedule.state import (
    Change,
    ItemState,
    Rating,
    Reopened,
    Reset,
    Resumed,
    Reviewed,
    Suspended,
)

PARAMETERS = Parameters()
ITEM = "chain-rule.statement"
START = 1_795_000_000_000
MINUTE_MS = 60_000

times = st.integers(START, START + 400 * DAY_MS)
changes = st.one_of(
    st.builds(
        Reviewed,
        times,
        st.sampled_from(Rating),
        level=st.integers(0, 5),
        first_try=st.booleans(),
        mode=st.sampled_from(["practice", "ahead", "interview"]),
    ),
    st.builds(Suspended, times),
    st.builds(Resumed, times),
    st.builds(Reset, times),
    st.builds(Reopened, times, times),
)
histories = st.lists(changes, max_size=25).map(lambda made: sorted(made, key=lambda c: c.utc_ms))


def reviewed(*answers: tuple[float, Rating]) -> ItemState:
    """Replay reviews given as (days after the start, rating)."""
    return replay(
        ITEM,
        [Reviewed(START + round(days * DAY_MS), rating) for days, rating in answers],
        PARAMETERS,
    )


def test_a_first_review_begins_the_memory() -> None:
    state = reviewed((0, Rating.GOOD))
    assert (state.stability, state.difficulty) == step(0, 0, 0, Rating.GOOD, PARAMETERS)
    assert (state.first_ms, state.last_ms, state.repetitions) == (START, START, 1)
    assert not state.new


def test_elapsed_time_counts_to_the_millisecond() -> None:
    state = reviewed((0, Rating.GOOD))
    later = fold(state, Reviewed(START + 3 * DAY_MS + 1, Rating.GOOD), ITEM, PARAMETERS)
    exact = step(state.stability, state.difficulty, 3 + 1 / DAY_MS, Rating.GOOD, PARAMETERS)
    assert (later.stability, later.difficulty) == exact


@pytest.mark.parametrize("mode", ["practice", "ahead", "interview"])
def test_practice_before_it_is_due_counts_with_its_true_gap(mode: str) -> None:
    state = reviewed((0, Rating.EASY))
    later = fold(state, Reviewed(START + DAY_MS, Rating.GOOD, mode=mode), ITEM, PARAMETERS)
    assert later.stability == reviewed((0, Rating.EASY), (1, Rating.GOOD)).stability


def test_a_lapse_is_forgetting_what_was_right_in_an_earlier_sitting() -> None:
    assert reviewed((0, Rating.GOOD), (3, Rating.AGAIN)).lapses == 1


def test_again_on_the_way_to_learning_is_no_lapse() -> None:
    assert reviewed((0, Rating.AGAIN), (0.01, Rating.AGAIN)).lapses == 0
    assert reviewed((0, Rating.AGAIN), (2, Rating.AGAIN)).lapses == 0
    assert reviewed((0, Rating.GOOD), (0.01, Rating.AGAIN)).lapses == 0


def test_a_lapse_is_counted_once_however_often_it_takes_to_relearn() -> None:
    history = [(0, Rating.GOOD), (3, Rating.AGAIN), (3.01, Rating.AGAIN), (3.02, Rating.GOOD)]
    assert reviewed(*history).lapses == 1
    assert reviewed(*history, (5, Rating.AGAIN)).lapses == 2


def test_set_aside_and_taken_up_leave_the_memory_alone() -> None:
    state = reviewed((0, Rating.GOOD))
    aside = fold(state, Suspended(START + 5), ITEM, PARAMETERS)
    assert aside == replace(state, suspended=True)
    assert fold(aside, Resumed(START + 9), ITEM, PARAMETERS) == state


def test_an_item_can_be_set_aside_before_it_was_ever_seen() -> None:
    assert fold(None, Suspended(START), ITEM, PARAMETERS) == ItemState(ITEM, suspended=True)


def test_a_reset_begins_again_and_keeps_only_that_it_was_set_aside() -> None:
    state = replace(reviewed((0, Rating.GOOD), (3, Rating.AGAIN)), suspended=True)
    assert fold(state, Reset(START), ITEM, PARAMETERS) == ItemState(ITEM, suspended=True)


def test_a_reopened_item_is_wanted_until_its_next_review() -> None:
    state = fold(reviewed((0, Rating.EASY)), Reopened(START, START + DAY_MS), ITEM, PARAMETERS)
    assert state.wanted_by_ms == START + DAY_MS
    after = fold(state, Reviewed(START + DAY_MS, Rating.GOOD), ITEM, PARAMETERS)
    assert after.wanted_by_ms == 0


def test_of_two_wishes_the_sooner_holds() -> None:
    asked = [Reopened(START, START + 3 * DAY_MS), Reopened(START, START + DAY_MS)]
    assert replay(ITEM, asked, PARAMETERS).wanted_by_ms == START + DAY_MS
    assert replay(ITEM, asked[::-1], PARAMETERS).wanted_by_ms == START + DAY_MS


def test_a_clock_that_went_back_leaves_no_negative_gap() -> None:
    state = reviewed((1, Rating.GOOD))
    assert elapsed_days(state, START) == 0.0
    after = fold(state, Reviewed(START, Rating.GOOD), ITEM, PARAMETERS)
    assert math.isfinite(after.stability)


@settings(deadline=None, max_examples=100)
@given(histories)
def test_a_replay_is_its_steps_one_by_one(history: list[Change]) -> None:
    state = None
    for change in history:
        state = fold(state, change, ITEM, PARAMETERS)
    assert (state or ItemState(ITEM)) == replay(ITEM, history, PARAMETERS)


@settings(deadline=None, max_examples=100)
@given(histories, st.integers(-10, 10))
def test_only_the_gaps_between_events_matter(history: list[Change], weeks: int) -> None:
    """Moving every event by the same time moves the moments in the state and nothing else."""
    shift = weeks * 7 * DAY_MS

    def moved(change: Change) -> Change:
        later = replace(change, utc_ms=change.utc_ms + shift)
        return replace(later, by_ms=later.by_ms + shift) if isinstance(later, Reopened) else later

    one = replay(ITEM, history, PARAMETERS)
    other = replay(ITEM, map(moved, history), PARAMETERS)
    shifted = {
        name: getattr(one, name) + shift
        for name in ("first_ms", "last_ms", "wanted_by_ms")
        if getattr(one, name)
    }
    assert other == replace(one, **shifted)


@settings(deadline=None, max_examples=100)
@given(histories)
def test_a_state_stays_within_its_bounds(history: list[Change]) -> None:
    state = replay(ITEM, history, PARAMETERS)
    assert 0 <= state.lapses <= state.repetitions
    assert 0 <= state.level <= 5
    assert state.new == (state.stability == 0)
    assert state.first_ms <= state.last_ms

"""How the level of an exercise family follows its learner."""

from dataclasses import replace
from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.schedule.fold import DAY_MS, fold
from drill.schedule.level import CLIMB, HIGHEST, LOWEST, climbs, moved
from drill.schedule.memory import Parameters
from drill.schedule.state import ItemState, Rating, Reviewed

PARAMETERS = Parameters()
FAMILY = "exercise/power_sum"


def answer(state: ItemState, success: bool, shown: int | None = None) -> ItemState:
    """Answer one exercise at the learner's level, a day after the last."""
    rating = Rating.GOOD if success else Rating.AGAIN
    review = Reviewed(
        state.last_ms + DAY_MS, rating, level=shown or max(state.level, 1), first_try=success
    )
    return fold(state, review, FAMILY, PARAMETERS)


def play(*successes: bool) -> ItemState:
    state = ItemState(FAMILY)
    for success in successes:
        state = answer(state, success)
    return state


def test_until_the_first_failure_every_success_climbs() -> None:
    levels = [play(*[True] * n).level for n in range(6)]
    assert levels == [0, 2, 3, 4, 5, 5]


def test_a_failure_steps_down_and_ends_the_quick_climb() -> None:
    assert play(True, True, False).level == 2
    assert play(True, True, False, True, True, True).level == 2
    assert play(True, True, False, *[True] * CLIMB).level == 3


def test_the_lowest_level_is_not_left_downwards() -> None:
    state = play(False, False, False)
    assert (state.level, state.streak) == (1, -3)


def test_a_hint_is_no_first_try_success() -> None:
    review = Reviewed(0, Rating.GOOD, level=3, first_try=False)
    assert fold(None, review, FAMILY, PARAMETERS).level == 2


def test_a_first_try_that_the_learner_rates_again_does_not_climb() -> None:
    review = Reviewed(0, Rating.AGAIN, level=3, first_try=True)
    assert fold(None, review, FAMILY, PARAMETERS).level == 2


def test_the_same_failure_on_two_devices_steps_down_once() -> None:
    at_four = play(True, True, True)
    once = answer(at_four, success=False, shown=4)
    twice = answer(once, success=False, shown=4)
    assert (once.level, twice.level) == (3, 3)


def helped(state: ItemState, success: bool = True) -> ItemState:
    """Answer one exercise with much help, a day after the last."""
    rating = Rating.GOOD if success else Rating.AGAIN
    moment = state.last_ms + DAY_MS
    review = Reviewed(moment, rating, max(state.level, 1), success, climbs=False)
    return fold(state, review, FAMILY, PARAMETERS)


def test_success_with_much_help_does_not_climb_but_keeps_the_opening() -> None:
    state = helped(helped(ItemState(FAMILY)))
    assert (state.level, state.streak) == (1, 2)
    assert answer(state, success=True).level == 2


def test_success_with_much_help_is_none_of_the_four_that_climb() -> None:
    fallen = play(True, True, False)
    state = fallen
    for success in (True, True, True):
        state = helped(answer(state, success))
    assert (state.level, state.streak) == (fallen.level, 3)
    assert answer(state, success=True).level == fallen.level + 1


def test_failure_with_much_help_steps_down_like_any_other() -> None:
    assert helped(play(True, True), success=False).level == play(True, True, False).level


@pytest.mark.parametrize(
    ("stage", "mode", "expected"),
    [
        ("", "practice", True),
        ("bare", "ahead", True),
        ("first_line", "interview", True),
        ("last_step", "practice", False),
        ("example", "practice", False),
        ("bare", "similar", False),
    ],
)
def test_help_and_a_repetition_at_once_are_not_climbed_by(
    stage: str, mode: str, expected: bool
) -> None:
    assert climbs(stage, mode) is expected


def test_a_level_just_reached_is_still_tried_soon_after_another_of_its_kind() -> None:
    reached = play(True, True)
    at_once = Reviewed(reached.last_ms + 60_000, Rating.GOOD, 2, first_try=True, climbs=False)
    state = fold(reached, at_once, FAMILY, PARAMETERS)
    assert (state.level, state.wanted_by_ms) == (reached.level, reached.wanted_by_ms)
    later = fold(state, replace(at_once, utc_ms=state.wanted_by_ms), FAMILY, PARAMETERS)
    assert later.wanted_by_ms == 0


def test_a_card_has_no_level() -> None:
    state = fold(None, Reviewed(0, Rating.GOOD, first_try=True), "chain-rule.statement", PARAMETERS)
    assert (state.level, state.streak) == (0, 0)


@given(
    st.integers(0, HIGHEST),
    st.integers(-9, 9),
    st.integers(-3, 9),
    st.booleans(),
    st.booleans(),
)
def test_a_level_moves_by_one_within_its_bounds(
    level: int, streak: int, shown: int, success: bool, opening: bool
) -> None:
    after, run = moved(level, streak, shown, success, opening)
    assert LOWEST <= after <= HIGHEST
    if level:
        assert after <= level + 1 if success else after <= level
        assert after >= level if success else after >= min(level, shown) - 1
    assert run >= 0 if success else run <= 0


@pytest.mark.parametrize("slope", [1.0, 1.5, 2.5])
@pytest.mark.parametrize("ability", [3.5, 4.0, 4.5, 5.0, 5.5])
def test_a_learner_of_fixed_ability_settles_at_80_to_90_percent(
    ability: float, slope: float
) -> None:
    """Success falls with the level along a logistic curve; the levels straddle the learner."""
    rng = Random(7)
    state = ItemState(FAMILY)
    results = []
    for _ in range(3000):
        chance = 1 / (1 + exp(-slope * (ability - max(state.level, 1))))
        success = rng.random() < chance
        results.append(success)
        state = answer(state, success)
    settled = results[200:]
    assert 0.80 <= sum(settled) / len(settled) <= 0.90


def test_a_strong_learner_reaches_the_top_within_days() -> None:
    state = play(True, True, True)
    assert state.wanted_by_ms == state.last_ms + 2 * DAY_MS

"""How the level of an exercise family follows its learner."""

from math import exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.schedule.fold import DAY_MS, fold
from drill.schedule.level import CLIMB, HIGHEST, LOWEST, moved
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

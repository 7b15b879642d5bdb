"""Policies tried on a simulated learner."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drill.schedule.memory import DEFAULT, Parameters
from drill.schedule.settings import SettingsError
from drill.schedule.simulate import Outcome, Trial, simulate

SHORT = Trial(days=14, cards=40, minutes_per_day=10, new_per_day=8, runs=2)
FORGETFUL = Parameters((*(weight / 3 for weight in DEFAULT[:4]), *DEFAULT[4:]))
"""A learner whose first answers hold a third as long as drill thinks."""


def tried(trial: Trial = SHORT, learner: Parameters | None = None) -> Outcome:
    (found,) = simulate(trial, [0.9], learner)
    return found


def test_every_day_is_told_and_nothing_is_held_that_was_never_met() -> None:
    found = tried()
    assert [day.day for day in found.days] == list(range(1, 15))
    for number, day in enumerate(found.days, 1):
        met = sum(one.new for one in found.days[:number])
        assert 0 < day.held <= met <= SHORT.cards
        assert day.new <= SHORT.new_per_day
    assert found.held == found.days[-1].held
    assert found.busiest >= found.minutes > 0
    assert found.reviews >= found.met / len(found.days)


def test_the_same_seed_gives_the_same_figures_and_another_one_others() -> None:
    assert tried() == tried()
    assert tried(replace(SHORT, seed=2)) != tried()


def test_a_higher_retention_asks_for_more_and_holds_more() -> None:
    low, high = simulate(replace(SHORT, minutes_per_day=0, days=30), [0.75, 0.95])
    assert (low.retention, high.retention) == (0.75, 0.95)
    assert high.reviews > low.reviews
    assert high.held > low.held


def test_the_minutes_of_a_day_are_kept_to_but_for_what_was_forgotten_again() -> None:
    found = tried(replace(SHORT, minutes_per_day=5))
    assert found.busiest < 5 * 1.6
    assert found.met < tried().met


def test_a_learner_whose_memory_is_the_model_s_is_the_same_named_or_not() -> None:
    assert tried(learner=Parameters()) == tried()


def test_a_learner_who_forgets_sooner_than_drill_thinks_holds_less() -> None:
    assert tried(learner=FORGETFUL).held < tried().held


def test_before_an_interview_everything_comes_once_more() -> None:
    plain = replace(SHORT, days=30, minutes_per_day=0)
    assert tried(replace(plain, interview=True)).held > tried(plain).held


def test_a_retention_drill_does_not_take_is_refused() -> None:
    with pytest.raises(SettingsError, match="desired retention in percent: 50"):
        simulate(SHORT, [0.5])

"""The days until the interview, played ahead."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from drill.schedule.fold import DAY_MS
from drill.schedule.memory import Parameters
from drill.schedule.plan import HORIZON_DAYS, Plan, best, plan
from drill.schedule.queue import Candidate, Pace
from drill.schedule.settings import HOUR_MS, Settings
from drill.schedule.state import ItemState, Rating

PARAMETERS = Parameters()
NOW = 1_795_424_400_000
"""09:00 UTC on 23 November 2026."""
BANK = [
    Candidate(
        f"t{n // 10}.c{n // 5}.i{n}",
        f"t{n // 10}",
        f"t{n // 10}.c{n // 5}",
        "exercise" if n % 5 == 4 else "card",
        n,
    )
    for n in range(40)
]
THREE_WEEKS = Settings(interview_date=date(2026, 12, 14))


def planned(settings: Settings = THREE_WEEKS, *states: ItemState, now_ms: int = NOW) -> Plan:
    return plan(
        BANK,
        {state.item: state for state in states},
        settings,
        PARAMETERS,
        now_ms=now_ms,
        rng=Random(1),
        runs=4,
    )


def test_every_day_before_the_interview_is_planned_and_the_day_itself_is_free() -> None:
    days = [one.day for one in planned().days]
    assert days == [date.fromordinal(date(2026, 11, 23).toordinal() + n) for n in range(21)]


def test_before_the_rollover_today_is_still_yesterday() -> None:
    assert planned(now_ms=NOW - 6 * HOUR_MS).days[0].day == date(2026, 11, 22)


def test_without_an_interview_a_month_is_planned() -> None:
    assert len(planned(Settings()).days) == HORIZON_DAYS
    assert len(planned(Settings(interview_date=date(2026, 11, 1))).days) == HORIZON_DAYS


def test_an_interview_years_ahead_is_planned_for_one() -> None:
    far = replace(THREE_WEEKS, interview_date=date(2040, 1, 1))
    found = plan(BANK[:2], {}, far, PARAMETERS, now_ms=NOW, rng=Random(1), runs=1)
    assert len(found.days) == 366


def test_three_weeks_are_enough_for_a_small_bank() -> None:
    found = planned()
    assert found.unmet == 0.0
    assert found.ready > 0.9
    assert 0.0 <= found.ready_error < 0.2
    assert sum(day.new for day in found.days) == 40


def test_new_items_keep_to_the_days_limit_and_minutes_to_theirs() -> None:
    found = planned(replace(THREE_WEEKS, new_per_day=3, minutes_per_day=5))
    assert all(day.new <= 3 for day in found.days)
    assert all(day.minutes < 2 * 5 for day in found.days)


def test_what_another_drill_introduced_today_is_counted() -> None:
    def first_day(introduced: int) -> float:
        return (
            plan(
                BANK,
                {},
                THREE_WEEKS,
                PARAMETERS,
                now_ms=NOW,
                rng=Random(1),
                introduced_today=introduced,
                pace=Pace(1.0, 1.0),
                runs=1,
            )
            .days[0]
            .new
        )

    assert (first_day(0), first_day(6), first_day(10)) == (10, 4, 0)


def test_too_little_time_leaves_items_unmet_and_the_learner_less_ready() -> None:
    hurried = planned(replace(THREE_WEEKS, interview_date=date(2026, 11, 26), minutes_per_day=4))
    assert hurried.unmet > 0.5
    assert hurried.ready < planned().ready


def test_an_item_set_aside_counts_for_nothing() -> None:
    aside = [ItemState(one.item, suspended=True) for one in BANK]
    empty = planned(THREE_WEEKS, *aside)
    assert (empty.ready, empty.unmet, empty.minutes) == (0.0, 0.0, 0.0)


def test_what_is_known_already_needs_less_time() -> None:
    known = [
        ItemState(
            one.item,
            stability=200.0,
            difficulty=3.0,
            first_ms=NOW - 90 * DAY_MS,
            last_ms=NOW - 9 * DAY_MS,
            last_rating=Rating.GOOD,
            repetitions=5,
        )
        for one in BANK
    ]
    found = planned(THREE_WEEKS, *known)
    assert found.minutes < planned().minutes
    assert found.ready > 0.95


def test_the_same_random_numbers_give_the_same_plan() -> None:
    assert planned() == planned()


def test_of_plans_nearly_as_good_the_shortest_is_best() -> None:
    long, short = planned(), planned(replace(THREE_WEEKS, desired_retention=0.8))
    assert best([long, replace(short, ready=long.ready - 0.004)]).minutes == short.minutes
    assert best([long, replace(short, ready=long.ready - 0.1)]) is long


@pytest.mark.parametrize("offset_min", [-600, 0, 840])
def test_a_plan_can_be_made_in_any_zone(offset_min: int) -> None:
    found = plan(
        BANK,
        {},
        THREE_WEEKS,
        PARAMETERS,
        now_ms=NOW,
        rng=Random(1),
        offset_min=offset_min,
        runs=1,
    )
    assert found.days[-1].day == date(2026, 12, 13)

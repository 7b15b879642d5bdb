"""What lies ahead."""

from dataclasses import replace
from datetime import date

import pytest

from drill.schedule.fold import DAY_MS
from drill.schedule.forecast import days_to_due, recall_at
from drill.schedule.memory import Parameters
from drill.schedule.settings import HOUR_MS, Settings
from drill.schedule.state import ItemState, Rating

PARAMETERS = Parameters()
NOW = 1_795_424_400_000
"""09:00 UTC on 23 November 2026."""


def seen(item: str, days_ago: float, stability: float) -> ItemState:
    return ItemState(
        item,
        stability=stability,
        difficulty=5.0,
        first_ms=NOW - 50 * DAY_MS,
        last_ms=NOW - round(days_ago * DAY_MS),
        last_rating=Rating.GOOD,
        repetitions=2,
    )


def test_each_item_falls_due_on_its_day_and_what_is_overdue_today() -> None:
    states = [
        seen("overdue", 30, 2.0),
        seen("today", 2, 2.0),
        seen("tomorrow", 1, 2.0),
        seen("in two days", 0, 2.0),
        seen("beyond", 0, 300.0),
        replace(seen("aside", 30, 2.0), suspended=True),
        ItemState("new"),
    ]
    found = days_to_due(states, Settings(), PARAMETERS, now_ms=NOW)
    assert found.pop("beyond") > 5
    assert found == {"overdue": 0, "today": 0, "tomorrow": 1, "in two days": 2}


def test_the_days_are_the_learners() -> None:
    late = NOW + 18 * HOUR_MS  # 03:00 in UTC, still the 23rd; noon of the 24th in Tokyo
    state = replace(seen("a", 0, 1.0), last_ms=NOW)
    days = {
        offset: days_to_due([state], Settings(), PARAMETERS, now_ms=late, offset_min=offset)["a"]
        for offset in (0, 9 * 60)
    }
    assert days == {0: 1, 9 * 60: 0}


def test_the_interview_brings_items_forward_only_while_it_lies_ahead() -> None:
    state = seen("a", 0, 300.0)
    ahead = Settings(interview_date=date(2026, 11, 30))
    past = Settings(interview_date=date(2026, 11, 23))
    assert days_to_due([state], ahead, PARAMETERS, now_ms=NOW)["a"] < 7
    assert days_to_due([state], past, PARAMETERS, now_ms=NOW)["a"] >= 7


def test_recall_falls_towards_the_date() -> None:
    state = seen("a", 0, 10.0)
    assert recall_at(state, NOW, PARAMETERS) == 1.0
    assert recall_at(state, NOW + 10 * DAY_MS, PARAMETERS) == pytest.approx(0.9)
    assert recall_at(ItemState("new"), NOW, PARAMETERS) == 0.0

"""What lies ahead."""

from dataclasses import replace
from datetime import date

import pytest

from drill.schedule.fold import DAY_MS
from drill.schedule.forecast import due_per_day, readiness, recall_at
from drill.schedule.memory import Parameters
from drill.schedule.queue import Candidate
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


def test_each_item_is_counted_on_its_day_and_the_overdue_today() -> None:
    states = [
        seen("overdue", 30, 2.0),
        seen("today", 2, 2.0),
        seen("tomorrow", 1, 2.0),
        seen("in two days", 0, 2.0),
        seen("beyond", 0, 300.0),
        replace(seen("aside", 30, 2.0), suspended=True),
        ItemState("new"),
    ]
    found = due_per_day(states, Settings(), PARAMETERS, now_ms=NOW, days=5)
    assert found == (2, 1, 1, 0, 0)


def test_the_days_are_the_learners() -> None:
    late = NOW + 18 * HOUR_MS  # 03:00 in UTC, still the 23rd; noon of the 24th in Tokyo
    state = replace(seen("a", 0, 1.0), last_ms=NOW)
    counts = {
        offset: due_per_day([state], Settings(), PARAMETERS, now_ms=late, days=2, offset_min=offset)
        for offset in (0, 9 * 60)
    }
    assert counts == {0: (0, 1), 9 * 60: (1, 0)}


def test_the_interview_brings_items_forward_only_while_it_lies_ahead() -> None:
    state = seen("a", 0, 300.0)
    ahead = Settings(interview_date=date(2026, 11, 30))
    past = Settings(interview_date=date(2026, 11, 23))
    assert sum(due_per_day([state], ahead, PARAMETERS, now_ms=NOW, days=7)) == 1
    assert sum(due_per_day([state], past, PARAMETERS, now_ms=NOW, days=7)) == 0


def test_readiness_is_the_mean_recall_with_the_unseen_as_nothing() -> None:
    row = [
        Candidate(name, topic, topic, "card", 0) for name, topic in zip("abcd", "xxyz", strict=True)
    ]
    states = {"a": seen("a", 5, 5.0), "d": replace(seen("d", 5, 5.0), suspended=True)}
    found = readiness(row, states, PARAMETERS, NOW)
    assert found["x"] == pytest.approx(0.45)
    assert (found["y"], found["z"]) == (None, None)


def test_recall_falls_towards_the_date() -> None:
    state = seen("a", 0, 10.0)
    assert recall_at(state, NOW, PARAMETERS) == 1.0
    assert recall_at(state, NOW + 10 * DAY_MS, PARAMETERS) == pytest.approx(0.9)
    assert recall_at(ItemState("new"), NOW, PARAMETERS) == 0.0

"""Readiness follows from the states, and the forecast from the plan."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from drill.progress.model import Ready
from drill.progress.ready import ready
from drill.schedule.candidate import Candidate
from drill.schedule.fold import fold
from drill.schedule.forecast import recall_at
from drill.schedule.memory import Parameters
from drill.schedule.plan import Plan, plan
from drill.schedule.settings import DAY_MS, Settings
from drill.schedule.state import ItemState, Rating, Reviewed

NOW = 1_795_000_000_000  # 18 November 2026
TODAY = date(2026, 11, 18)
PARAMETERS = Parameters()
TITLES = {"derivatives": "Derivatives", "gradient": "Gradient", "convexity": "Convexity"}
CANDIDATES = tuple(
    Candidate(f"{topic}.{n}", topic, f"{topic}.c", "card", n) for topic in TITLES for n in range(3)
)


def states(reviewed: dict[str, int]) -> dict[str, ItemState]:
    """Review items once, so many days ago."""
    return {
        item: fold(None, Reviewed(NOW - days * DAY_MS, Rating.GOOD), item, PARAMETERS)
        for item, days in reviewed.items()
    }


def made(known: dict[str, ItemState], chosen: Settings, course: Plan | None = None) -> Ready:
    return ready(
        CANDIDATES, TITLES, known, chosen, PARAMETERS, now_ms=NOW, today=TODAY, plan=course
    )


def test_what_was_never_met_counts_as_not_recalled() -> None:
    known = states({"derivatives.0": 1, "derivatives.1": 2})
    found = made(known, Settings())
    recalls = [recall_at(state, NOW, PARAMETERS) for state in known.values()]
    assert found.topics[0].recall == pytest.approx(sum(recalls) / 3)
    assert found.recall == pytest.approx(sum(recalls) / 9)
    assert [(topic.met, topic.items) for topic in found.topics] == [(2, 3), (0, 3), (0, 3)]
    assert found.topics[1].recall is None


def test_what_is_set_aside_counts_for_nothing() -> None:
    known = states({"derivatives.0": 1})
    known["derivatives.1"] = ItemState("derivatives.1", suspended=True)
    found = made(known, Settings())
    assert (found.topics[0].items, found.items) == (2, 8)


def test_without_an_interview_there_is_no_forecast() -> None:
    found = made(states({"derivatives.0": 1}), Settings())
    assert (found.forecast, found.interview_in_days, found.forecast_sentence) == (None, None, "")
    assert "Weakest" not in found.sentence


def test_an_empty_start_is_said_as_such() -> None:
    assert made({}, Settings()).sentence.startswith("Nothing has been met yet")


def test_the_forecast_is_the_plan_s_topic_by_topic() -> None:
    chosen = Settings(interview_date=date(2026, 11, 25))
    known = states({"derivatives.0": 1, "gradient.0": 1})
    course = plan(CANDIDATES, known, chosen, PARAMETERS, now_ms=NOW, rng=Random(3), runs=5)
    found = made(known, chosen, course)
    assert found.interview_in_days == 7
    assert found.forecast == course.ready
    assert [topic.forecast for topic in found.topics] == [one.ready for one in course.topics]
    shares = [topic.forecast or 0.0 for topic in found.topics]
    assert sum(shares) / 3 == pytest.approx(course.ready)
    assert "Wed 25 Nov (7 days)" in found.forecast_sentence


def test_a_course_nobody_waits_for_any_more_can_be_ended() -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        plan(CANDIDATES, {}, Settings(), PARAMETERS, now_ms=NOW, rng=Random(3), between=stop)

"""The made-up history: moved so that it ends today, wherever and whenever that is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from runpy import run_path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.bank.model import Library
from drill.journal.events import Event, from_json, local_day
from drill.progress.walk import standing
from drill.service.catalogue import Catalogue
from drill.service.clock import Moment
from drill.service.demo import HISTORY, LAST_DAY, fill, find_history, moved


def at(day: str, hour: int) -> int:
    return (
        round(datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=UTC).timestamp()) * 1000
    )


def history() -> list[Event]:
    """Give a setting on the first day and a review on the morning of the last."""
    body = {"interview_date": "2026-04-18", "new_per_day": 7}
    first = Event("me", "made-up", 1, "settings", "", at("2026-01-01", 7), 0, body)
    last = Event("me", "made-up", 2, "review", "a.card", at(LAST_DAY, 7), 0, {"rating": 3})
    return [first, last]


@settings(max_examples=60, deadline=None)
@given(st.integers(at("2024-01-01", 0), at("2034-01-01", 0)), st.integers(-720, 840))
def test_the_last_day_is_today_and_local_times_stay(utc_ms: int, offset_min: int) -> None:
    now = Moment(utc_ms, offset_min)
    today = local_day(utc_ms, offset_min)
    found = list(moved(history(), now))
    local_hour = now.local.hour
    ends = local_hour < 4 or local_hour >= 7  # before four it is still yesterday's day
    assert len(found) == (2 if ends else 1)
    assert all(event.utc_ms <= utc_ms for event in found)
    for event in found:
        local = datetime.fromtimestamp(event.utc_ms / 1000, UTC) + timedelta(minutes=offset_min)
        assert (local.hour, local.minute) == (7, 0)
    if ends:
        assert found[-1].day == today
    interview = date.fromisoformat(found[0].body["interview_date"])
    assert (interview - date.fromisoformat(today)).days == 18


def test_a_history_can_be_shipped_inside_the_package(tmp_path: Path) -> None:
    assert find_history(tmp_path / "drill") == tmp_path / "data" / "demo" / "history.jsonl"
    inside = tmp_path / "drill" / "_demo"
    inside.mkdir(parents=True)
    assert find_history(tmp_path / "drill") == inside / "history.jsonl"


def test_the_shipped_history_is_sound_small_and_ninety_days_long() -> None:
    assert HISTORY.stat().st_size < 1_000_000
    with HISTORY.open(encoding="utf-8") as lines:
        events = [from_json(line) for line in lines]
    assert events == sorted(events, key=lambda event: event.order)
    assert events[-1].day == LAST_DAY
    length = date.fromisoformat(LAST_DAY) - date.fromisoformat(events[0].day)
    assert length.days == 90
    assert len(standing(events)) < len(events), "something was taken back"


def test_the_history_can_be_made_again_exactly(library: Library) -> None:
    made = run_path(str(Path(__file__).parents[1] / "make_demo.py"))
    catalogue = Catalogue(library)
    lives = [made["Learner"](catalogue, Random(5)) for _ in range(2)]
    for learner in lives:
        learner.live(6)
    assert lives[0].events == lives[1].events
    assert {event.kind for event in lives[0].events} >= {"settings", "review"}


@pytest.mark.parametrize("offset_min", [0, -480, 345])
def test_a_journal_is_filled_with_it(tmp_path: Path, offset_min: int) -> None:
    small = tmp_path / "history.jsonl"
    with HISTORY.open(encoding="utf-8") as lines:
        small.write_text("".join(line for line, _ in zip(lines, range(40), strict=False)))
    assert fill(tmp_path / "d.db", Moment(at("2026-11-23", 12), offset_min), small) == 40

"""What a glance at the journal says before it is open is what the open journal says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journals import DAY_MS, HOUR_MS, START_MS, HandClock, review
from sample_bank import GOOD, loaded

from drill.exercise.contract import Exercise
from drill.journal.journal import Journal
from drill.schedule.memory import MODEL, Parameters
from drill.schedule.queue import Pace
from drill.schedule.settings import Settings
from drill.service.catalogue import Catalogue
from drill.service.places import Places
from drill.service.records import Records, read_settings

ITEMS = ("slopes.told", "slopes.typed", "exercise/power_sum")
FAMILY = ITEMS[2]
MISTAKES = ("sign-lost", "constant-kept")
TODAY = date(2026, 11, 18)
WEIGHTS = list(Parameters().weights)

items = st.sampled_from(ITEMS)
reviews = st.fixed_dictionaries(
    {
        "rating": st.integers(1, 4),
        "think_ms": st.integers(0, 100_000),
        "mode": st.sampled_from(["practice", "ahead", "similar", "interview"]),
        "stage": st.sampled_from(["", "example", "last_step", "first_line", "bare"]),
        "first_try": st.booleans(),
    },
    optional={
        "level": st.integers(0, 5),
        "mistakes": st.lists(st.sampled_from(MISTAKES), max_size=2),
    },
)
chosen = st.fixed_dictionaries(
    {},
    optional={
        "new_per_day": st.integers(0, 20) | st.none(),
        "rollover_hour": st.integers(0, 30),
        "interview_date": st.sampled_from(["2026-12-24", "nonsense"]),
        "unknown": st.booleans(),
    },
)
texts = st.fixed_dictionaries({"text": st.text(st.characters(codec="utf-8"), max_size=12)})
events = st.one_of(
    st.tuples(st.just("review"), items, reviews),
    st.tuples(st.just("review"), items, reviews),
    st.tuples(st.sampled_from(["suspend", "resume", "reset"]), items, st.just({})),
    st.tuples(st.just("reopen"), items, st.builds(dict, by_ms=st.integers(0, 2 * START_MS))),
    st.tuples(st.sampled_from(["note", "flag"]), items, texts),
    st.tuples(
        st.just("renamed"),
        st.sampled_from(["slopes.told", "slopes.new"]),
        st.just({"formerly": "slopes.typed"}),
    ),
    st.tuples(st.just("settings"), st.just(""), chosen),
    st.tuples(
        st.just("parameters"),
        st.just(""),
        st.sampled_from(
            [
                {"model": MODEL, "weights": [w * 1.01 for w in WEIGHTS[:4]] + WEIGHTS[4:]},
                {"model": "another", "weights": [1.0]},
            ]
        ),
    ),
)
steps = st.tuples(
    events,
    st.integers(-20 * 24, 0),
    st.sampled_from([-600, 0, 60, 840]),
    st.booleans(),
)
"""An event, the hours before now and the offset it happened at, and whether it is taken back."""


def places(folder: Path) -> Places:
    return Places(folder / "d.db", folder / "b", folder / "config.toml", folder / "cache")


def everything(records: Records) -> dict[str, Any]:
    """Say all that a conversation asks before its first answer."""
    now = HandClock()
    return {
        "states": dict(records.states()),
        "settings": records.settings(),
        "parameters": records.parameters(),
        "days": records.day_counts(TODAY, 25),
        "pace": records.pace(),
        "introduced": records.introduced_today(now),
        "mistakes": records.recent_mistakes(now, 14),
        "notes": [records.note(item) for item in ITEMS],
        "prepared": [records.has_prepared(FAMILY, level) for level in range(1, 4)],
        "asked": records.times_asked("power_sum"),
    }


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.lists(steps, max_size=14), st.sets(st.integers(1, 3)))
def test_a_glance_says_what_the_journal_says(made: list[Any], prepared: set[int]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Journal.open(folder / "d.db", clock=HandClock()) as journal:
            for (kind, item, body), hours, offset, void in made:
                event = journal.append(kind, item, body, START_MS + hours * HOUR_MS, offset)
                if void:
                    journal.void(event.id)
            for level in prepared:
                journal.put_prepared(FAMILY, level, {"level": level})
            assert not journal.check()
        records = Records(places(folder), HandClock())
        try:
            seen = everything(records)
            assert records._journal is None, "a glance is enough"
            assert records.journal.count() >= len(made)
            assert everything(records) == seen
        finally:
            records.close()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[], Records]:
    return lambda: Records(places(tmp_path), HandClock())


def exercise(level: int) -> Exercise:
    return Exercise("power_sum", level, "3", 1, "Differentiate.", (), (), ())


def test_an_exercise_kept_for_another_day_is_taken_once(opened: Callable[[], Records]) -> None:
    records = opened()
    records.put_prepared(exercise(2))
    records.close()
    records = opened()
    assert records.take_prepared(FAMILY, 1) is None
    assert records.take_prepared(FAMILY, 2) == exercise(2)
    assert records.take_prepared(FAMILY, 2) is None
    records.append("note", FAMILY, {"text": "seen"}, records._clock.now())
    records.close()
    records = opened()
    assert not records.has_prepared(FAMILY, 2)
    records.close()


def test_what_another_drill_writes_is_seen(opened: Callable[[], Records], tmp_path: Path) -> None:
    records = opened()
    assert records.states() == {}
    with Journal.open(tmp_path / "d.db", clock=HandClock()) as other:
        other.append("review", "slopes.told", review(3))
        other.append("settings", "", {"new_per_day": 3})
    assert set(records.states()) == {"slopes.told"}
    assert records.settings().new_per_day == 3
    records.close()


def test_what_is_written_is_known_at_once_and_gone_once_voided(
    opened: Callable[[], Records],
) -> None:
    records = opened()
    event = records.append("review", "slopes.told", review(3), records._clock.now())
    assert not records.states()["slopes.told"].new
    assert records.day_counts(TODAY, 1) == (1,)
    records.void(event.id)
    assert "slopes.told" not in records.states() or records.states()["slopes.told"].new
    assert records.undo_last() is None
    records.close()


def test_the_pace_is_the_learner_s_own_once_there_is_enough_of_it(
    opened: Callable[[], Records],
) -> None:
    records = opened()
    for index in range(20):
        assert records.pace() == Pace()
        records.append("review", f"i{index}", review(3, think_ms=12_000), records._clock.now())
        records.day_counts(TODAY, 1)
    assert records.pace() == Pace(12.0, 12.0)
    records.close()


def test_what_is_due_tomorrow_leaves_out_what_is_set_aside(
    opened: Callable[[], Records], tmp_path: Path
) -> None:
    records = opened()
    catalogue = Catalogue(loaded(tmp_path, GOOD))
    now = records._clock.now()
    for item in (*ITEMS[:2], "nowhere"):
        records.append("review", item, review(1), now)
    assert records.due_tomorrow(now, catalogue) == 2
    records.append("suspend", ITEMS[0], {}, now)
    assert records.due_tomorrow(now, catalogue) == 1
    records.append("settings", "", {"topics_out": ["slopes"]}, now)
    assert records.due_tomorrow(now, catalogue) == 0
    records.close()


def test_the_plan_of_a_first_day_is_new_cards_alone(
    opened: Callable[[], Records], tmp_path: Path
) -> None:
    records = opened()
    catalogue = Catalogue(loaded(tmp_path, GOOD))
    planned = records.plan(catalogue, records._clock.now(), Random(1))
    assert planned
    assert {one.reason for one in planned} == {"new"}
    records.close()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({}, Settings()),
        ({"new_per_day": 3}, Settings(new_per_day=3)),
        ({"new_per_day": -3, "minutes_per_day": 5}, Settings(minutes_per_day=5)),
        ({"new_per_day": "many"}, Settings()),
        ({"unheard_of": 1}, Settings()),
        ({"interview_date": "2026-12-24"}, Settings(interview_date=date(2026, 12, 24))),
        ({"interview_date": "soon"}, Settings()),
    ],
)
def test_a_setting_that_cannot_be_used_is_left_as_usual(
    found: dict[str, object], expected: Settings
) -> None:
    assert read_settings(found) == expected


def test_days_are_counted_by_the_learner_s_date(opened: Callable[[], Records]) -> None:
    records = opened()
    clock = HandClock(START_MS - 2 * DAY_MS)
    records.append("review", "slopes.told", review(3), clock)
    assert records.day_counts(TODAY, 3) == (1, 0, 0)
    assert records.day_counts(TODAY - timedelta(days=2), 1) == (1,)
    records.close()

"""What a session does before its first card: former ids are joined, a lost journal is refused."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from journals import DAY_MS, HandClock, review

from drill.journal.errors import JournalReadOnly
from drill.journal.journal import Journal
from drill.service.clock import Moment
from drill.service.places import Places
from drill.service.records import Records

OLD, NEW = "slopes.said", "slopes.told"
FORMERLY = {OLD: NEW}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def places(tmp_path: Path, clock: HandClock) -> Places:
    """Give the places of a learner who met the card under its old id."""
    found = Places(tmp_path / "d.db", tmp_path / "b", tmp_path / "config.toml", tmp_path / "c")
    with Journal.open(found.journal, clock=clock) as journal:
        for rating in (3, 4):
            journal.append("review", OLD, review(rating))
            clock.wait(2 * DAY_MS)
    return found


@pytest.fixture
def records(places: Places, clock: HandClock) -> Iterator[Records]:
    opened = Records(places, clock)
    yield opened
    opened.close()


def now(clock: HandClock) -> Moment:
    return Moment(clock.utc_ms, clock.offset_min)


def told(records: Records) -> int:
    return len(list(records.journal.events(kind="renamed", voided=True)))


def test_its_reviews_count_for_the_id_it_has_now(records: Records, clock: HandClock) -> None:
    records.rejoin(FORMERLY, now(clock))
    assert {item: one.repetitions for item, one in records.states().items()} == {NEW: 2}
    assert records.journal.check() == ()


def test_the_journal_is_told_once(records: Records, clock: HandClock) -> None:
    records.rejoin(FORMERLY, now(clock))
    records.append("review", OLD, review(3), now(clock))
    records.rejoin(FORMERLY, now(clock))
    assert told(records) == 1
    assert records.journal.states()[NEW].repetitions == 3


def test_a_renaming_the_learner_took_back_stays_taken_back(
    records: Records, clock: HandClock
) -> None:
    records.rejoin(FORMERLY, now(clock))
    (event,) = records.journal.events(kind="renamed")
    records.void(event.id)
    records.rejoin(FORMERLY, now(clock))
    assert told(records) == 1
    assert records.states().keys() == {OLD}


def test_nothing_is_written_where_no_such_card_was_met(records: Records, clock: HandClock) -> None:
    records.rejoin({"hills.said": "hills.told"}, now(clock))
    assert told(records) == 0


def test_a_journal_that_cannot_be_written_is_refused_before_the_first_card(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.refuse_unwritable()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(JournalReadOnly, match="every answer is saved at once; make it writable"):
        records.refuse_unwritable()

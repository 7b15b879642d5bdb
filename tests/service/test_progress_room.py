"""The progress room: it answers beside the request loop, from the journal as it stands."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import BANKS
from journals import DAY_MS, HOUR_MS, MINUTE_MS, START_MS, HandClock, review
from local_door import build

from drill.journal.events import Event
from drill.journal.journal import Journal
from drill.service.messages import (
    Behind,
    Envelope,
    Error,
    GetBehind,
    GetProgress,
    Progress,
    Reply,
    Request,
    decode_reply,
    encode,
)
from drill.service.service import Service

TYPED = "tiny.typed"
CHOICE = "tiny.chosen"


class Asked:
    """A service and the replies it gave, on whatever thread."""

    def __init__(self, folder: Path, clock: HandClock) -> None:
        self._heard: queue.Queue[Reply] = queue.Queue()
        self.service: Service = build(
            folder, clock, lambda envelope: self._heard.put(envelope.message), (str(BANKS),)
        )

    def ask(self, request: Request) -> Reply:
        self.service.handle(Envelope(request))
        return self.next()

    def next(self) -> Reply:
        found = self._heard.get(timeout=30)
        while isinstance(found, Progress) and not found.whole:
            assert found.ready.forecast is None
            found = self._heard.get(timeout=30)
        return found


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "d.db", clock=HandClock())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Check the banks once for all."""
    folder = tmp_path_factory.mktemp("banks")
    Asked(folder, HandClock()).service.close()
    return folder / "cache"


@pytest.fixture
def asked(tmp_path: Path, cache: Path, journal: Journal) -> Iterator[Asked]:
    shutil.copytree(cache, tmp_path / "cache")
    made = Asked(tmp_path, HandClock(START_MS + 3 * DAY_MS))
    yield made
    made.service.close()


def progress(asked: Asked) -> Progress:
    found = asked.ask(GetProgress())
    assert isinstance(found, Progress)
    return found


def behind(asked: Asked, number: str) -> Behind:
    found = asked.ask(GetBehind(number))
    assert isinstance(found, Behind)
    return found


def test_an_empty_journal_has_a_review_too(asked: Asked) -> None:
    made = progress(asked)
    assert made.remembering.reviews == 0
    assert made.ready.met == 0
    assert made.ready.items > 0
    assert len(made.remembering.due) == 30


def test_what_is_undone_is_no_longer_counted(asked: Asked, journal: Journal) -> None:
    journal.append("review", TYPED, review(3), START_MS)
    taken_back = journal.append(
        "review", TYPED, review(1, mistakes=["constant-kept"]), START_MS + 1
    )
    assert progress(asked).mistakes.rows[0].name == "Constant kept"
    journal.void(taken_back.id)
    made = progress(asked)
    assert made.remembering.reviews == 1
    assert made.mistakes.rows == ()


def test_every_number_opens_as_many_events_as_it_counts(asked: Asked, journal: Journal) -> None:
    for day in range(3):
        at = START_MS + day * DAY_MS
        journal.append("review", TYPED, review(1, verdict="wrong", mistakes=["sign-lost"]), at)
        journal.append("review", CHOICE, review(3, verdict="correct"), at + 1)
    made = progress(asked)
    assert behind(asked, made.ready.number).total == made.ready.met == 2
    for topic in made.ready.topics:
        assert behind(asked, topic.number).total == topic.met
    for due in made.remembering.due:
        assert behind(asked, due.number).total == due.items
    assert sum(due.items for due in made.remembering.due) == 2
    for recall in (made.remembering.recent, made.remembering.ever, *made.remembering.weeks):
        assert behind(asked, recall.number).total == recall.asked
    for row in made.mistakes.rows:
        assert behind(asked, row.number).total == row.times == 3
    assert behind(asked, "reviews").total == made.remembering.reviews == 6


def test_with_an_interview_date_every_topic_has_a_forecast(asked: Asked, journal: Journal) -> None:
    journal.append("review", TYPED, review(3), START_MS)
    assert progress(asked).ready.forecast is None
    journal.append("settings", "", {"interview_date": "2026-11-25"}, START_MS + 5)
    made = progress(asked).ready
    assert made.interview_in_days == 4
    assert made.forecast is not None
    assert made.forecast > 0
    assert all(topic.forecast is not None for topic in made.topics if topic.items)
    assert "Wed 25 Nov" in made.forecast_sentence


def test_where_the_day_begins_at_midnight_due_dates_do_too(
    tmp_path: Path, cache: Path, journal: Journal
) -> None:
    shutil.copytree(cache, tmp_path / "cache")
    journal.append("settings", "", {"rollover_hour": 0}, START_MS)
    journal.append("review", TYPED, review(3), START_MS)
    at_two = START_MS + 13 * HOUR_MS + 54 * MINUTE_MS  # 01:00 UTC of the 19th, 02:00 local
    asked = Asked(tmp_path, HandClock(at_two))
    made = progress(asked)
    assert (made.date, made.remembering.due[0].date) == ("2026-11-18", "2026-11-19")
    assert sum(due.items for due in made.remembering.due) == 1
    for due in made.remembering.due:
        assert behind(asked, due.number).total == due.items
    asked.service.close()


def test_a_number_that_does_not_exist_is_refused_in_words(asked: Asked) -> None:
    found = asked.ask(GetBehind("nonsense/7"))
    assert isinstance(found, Error)
    assert "nonsense/7" in found.message
    assert behind(asked, "due/never").total == 0
    assert behind(asked, "topic/none").total == 0


def test_the_replies_survive_the_pipe(asked: Asked, journal: Journal) -> None:
    journal.append("review", TYPED, review(1, mistakes=["constant-kept"]), START_MS)
    for reply in (progress(asked), behind(asked, "mistake/constant-kept")):
        assert decode_reply(encode(reply)).message == reply


def test_other_requests_are_answered_while_a_report_is_being_made(
    asked: Asked, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append("review", TYPED, review(3), START_MS)
    gate, events = threading.Event(), Journal.events

    def slow(self: Journal) -> Iterator[Event]:
        assert gate.wait(30)
        yield from events(self)

    monkeypatch.setattr(Journal, "events", slow)
    asked.service.handle(Envelope(GetProgress()))
    assert isinstance(asked.ask(GetBehind("nonsense")), Error)
    gate.set()
    assert isinstance(asked.next(), Progress)


def test_an_end_in_the_middle_of_a_report_is_an_end(asked: Asked, journal: Journal) -> None:
    journal.append("review", TYPED, review(3), START_MS)
    asked.service.handle(Envelope(GetProgress()))
    asked.service.close()
    assert journal.count() == 1
    assert journal.check() == ()

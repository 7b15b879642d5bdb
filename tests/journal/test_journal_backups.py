"""Backups: made whole, one a day, thinned, put back."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from journals import DAY_MS, HOUR_MS, HandClock, exported, review

from drill.journal import backup, copies
from drill.journal.backup import thin
from drill.journal.errors import (
    JournalDamaged,
    JournalNewer,
    JournalUnopenable,
    NotAJournal,
)
from drill.journal.journal import Journal, restore

CARD = "chain-rule.statement"
Open = Callable[[str], Journal]


def folder(journal: Journal) -> Path:
    return journal.path.parent / "drill-backups"


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def damage(path: Path) -> None:
    """Overwrite the middle of a closed file, as a failing disk does."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3 : len(raw) // 3 + 6000] = b"\xa5" * 6000
    path.write_bytes(raw)


def test_the_first_start_of_a_learners_day_makes_one_backup(
    journal: Journal, clock: HandClock
) -> None:
    assert journal.backup_daily() is None, "an empty journal has nothing to keep"
    journal.append("review", CARD, review())
    assert journal.backup_daily() == folder(journal) / "drill-2026-11-18.db"
    assert journal.backup_daily() is None
    clock.wait(15 * HOUR_MS)  # 03:06, still the same day
    assert journal.backup_daily() is None
    clock.wait(HOUR_MS)
    journal.backup_daily()
    assert names(folder(journal)) == ["drill-2026-11-18.db", "drill-2026-11-19.db"]


def test_a_backup_is_one_plain_private_file_with_every_event(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    for _ in range(5):
        journal.append("review", CARD, review())
    made = journal.backup(tmp_path / "stick")
    assert names(made.parent) == ["drill-2026-11-18-120640.db"]
    assert made.stat().st_mode & 0o077 == 0
    with Journal.open(made, clock=clock) as copy:
        assert exported(copy) == exported(journal)
        assert copy.states() == journal.states()
        assert copy.device != journal.device


def test_a_journal_lets_readers_and_a_writer_go_on_side_by_side_also_when_it_was_a_backup(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    def mode(path: Path) -> str:
        with closing(sqlite3.connect(path)) as raw:
            return str(raw.execute("PRAGMA journal_mode").fetchone()[0])

    journal.append("review", CARD, review())
    made, place = journal.backup(), tmp_path / "elsewhere.db"
    assert (mode(journal.path), mode(made)) == ("wal", "delete")
    journal.restore(made)
    assert mode(journal.path) == "wal"
    restore(place, made, clock=clock)
    for path in (place, made):
        with Journal.open(path, clock=clock):
            assert mode(path) == "wal"


def test_two_backups_within_a_second_are_both_kept(journal: Journal) -> None:
    journal.append("review", CARD, review())
    assert journal.backup() != journal.backup()
    assert len(names(folder(journal))) == 2


def test_a_backup_that_cannot_be_verified_leaves_nothing_behind(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append("review", CARD, review())

    def find_a_fault(raw: sqlite3.Connection, path: Path) -> None:
        raise JournalDamaged(f"{path}: the file is damaged")

    monkeypatch.setattr(copies, "verify", find_a_fault)
    with pytest.raises(JournalDamaged):
        journal.backup_daily()
    assert names(folder(journal)) == []


def test_a_backup_that_lacks_events_is_not_kept(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append("review", CARD, review())
    counts = iter((5, 4))
    monkeypatch.setattr(copies, "count_raw", lambda raw: next(counts))
    with pytest.raises(JournalDamaged, match="only 4 of its 5 events"):
        journal.backup()
    assert names(folder(journal)) == []


def test_old_backups_are_thinned_to_days_weeks_and_months(tmp_path: Path) -> None:
    last = date(2026, 11, 23)
    for age in range(400):
        (tmp_path / f"drill-{last - timedelta(age)}.db").write_bytes(b"x")
    (tmp_path / "drill-2026-11-23-101500.db").write_bytes(b"x")
    thin(tmp_path, "drill")
    assert names(tmp_path) == [
        "drill-2026-06-30.db",
        "drill-2026-07-31.db",
        "drill-2026-08-31.db",
        "drill-2026-09-30.db",
        "drill-2026-10-31.db",
        "drill-2026-11-08.db",
        "drill-2026-11-15.db",
        *(f"drill-2026-11-{day}.db" for day in (17, 18, 19, 20, 21, 22)),
        "drill-2026-11-23-101500.db",
        "drill-2026-11-23.db",
    ]


def test_the_sum_of_all_backups_is_bounded_and_the_newest_two_always_stay(tmp_path: Path) -> None:
    for day in range(10, 17):
        (tmp_path / f"drill-2026-11-{day}.db").write_bytes(b"x" * 100)
    thin(tmp_path, "drill", max_bytes=350)
    assert names(tmp_path) == [f"drill-2026-11-{day}.db" for day in (14, 15, 16)]
    thin(tmp_path, "drill", max_bytes=10)
    assert names(tmp_path) == ["drill-2026-11-15.db", "drill-2026-11-16.db"]


def test_thinning_touches_only_what_bears_a_backups_name(tmp_path: Path) -> None:
    for day in range(1, 29):
        (tmp_path / f"drill-2026-01-{day:02}.db").write_bytes(b"x")
    others = [
        "drill-2026-99-99.db",
        "drill-damaged-2020-01-01-000000.db",
        "other-2020-01-01.db",
        "drill.db",
        "drill-2020-01-01.db.txt",
    ]
    for name in others:
        (tmp_path / name).write_bytes(b"x")
    thin(tmp_path, "drill")
    assert set(others) <= set(names(tmp_path))
    assert len(names(tmp_path)) < 28


def test_the_newest_five_safety_copies_are_kept(tmp_path: Path) -> None:
    for day in range(1, 9):
        (tmp_path / f"drill-before-restore-2026-01-{day:02}-120000.db").write_bytes(b"x")
    thin(tmp_path, "drill")
    assert names(tmp_path) == [
        f"drill-before-restore-2026-01-{day:02}-120000.db" for day in range(4, 9)
    ]


def test_what_a_killed_backup_left_behind_is_cleared_away_once_it_is_old(tmp_path: Path) -> None:
    newest = tmp_path / "drill-2026-11-23.db"
    for path in (old := tmp_path / "drill-2026.1.partial", new := tmp_path / "drill-x.2.partial"):
        path.write_bytes(b"x")
    newest.write_bytes(b"x")
    now = newest.stat().st_mtime
    os.utime(old, (now - 7200, now - 7200))
    thin(tmp_path, "drill")
    assert names(tmp_path) == sorted([newest.name, new.name])


def test_restoring_gives_back_the_backups_events_and_keeps_the_replaced_ones(
    journal: Journal, clock: HandClock
) -> None:
    journal.append("review", CARD, review())
    made, then, device = journal.backup(), exported(journal), journal.device
    clock.wait(HOUR_MS)
    journal.append("review", CARD, review(1))
    replaced = exported(journal)
    done = journal.restore(made)
    assert done.events == 1
    assert exported(journal) == then
    assert journal.check() == ()
    assert journal.device != device, "the number 2 is in use elsewhere"
    assert done.kept is not None
    with Journal.open(done.kept, clock=clock) as kept:
        assert exported(kept) == replaced
    journal.append("review", CARD, review(4))
    assert journal.merge(done.kept).new == 1
    assert journal.state(CARD).repetitions == 3


def test_another_drill_goes_on_with_the_restored_journal_under_the_new_device(
    journal: Journal, open_journal: Open
) -> None:
    other = open_journal("drill")
    journal.append("review", CARD, review())
    made = journal.backup()
    other.append("review", CARD, review())
    journal.restore(made)
    event = other.append("review", CARD, review(4))
    assert event.device == journal.device
    assert journal.state(CARD).repetitions == 2
    assert journal.check() == ()


def test_a_damaged_journal_is_moved_aside_and_its_backup_takes_its_place(
    journal: Journal, clock: HandClock
) -> None:
    for _ in range(30):
        journal.append("review", CARD, review())
    made, then = journal.backup(), exported(journal)
    journal.close()
    damage(journal.path)
    bad = journal.path.read_bytes()
    done = restore(journal.path, made, clock=clock)
    assert done.kept is not None
    assert done.kept.name == "drill-damaged-2026-11-18-120640.db"
    assert done.kept.read_bytes() == bad
    with Journal.open(journal.path, clock=clock) as again:
        assert exported(again) == then
        assert again.check() == ()
        assert again.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("what", ["not a database" * 100, ""])
def test_a_backup_can_take_the_place_of_any_file_or_of_none(
    journal: Journal, clock: HandClock, tmp_path: Path, what: str
) -> None:
    journal.append("review", CARD, review())
    made = journal.backup()
    place = tmp_path / "elsewhere" / "drill.db"
    if what:
        place.parent.mkdir()
        place.write_text(what)
    done = restore(place, made, clock=clock)
    assert (done.kept is not None) == bool(what)
    with Journal.open(place, clock=clock) as there:
        assert there.state(CARD).repetitions == 1
    assert [p.name for p in place.parent.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ("missing", JournalUnopenable),
        ("empty", NotAJournal),
        ("text", NotAJournal),
        ("damaged", JournalDamaged),
        ("newer", JournalNewer),
    ],
)
def test_a_backup_of_no_use_is_refused_and_nothing_changes(
    journal: Journal, clock: HandClock, tmp_path: Path, bad: str, error: type[Exception]
) -> None:
    for _ in range(30):
        journal.append("review", CARD, review())
    before, device = exported(journal), journal.device
    file = tmp_path / "bad.db"
    if bad != "missing":
        journal.backup(tmp_path).rename(file)
    if bad == "empty":
        file.write_bytes(b"")
    if bad == "text":
        file.write_text("no journal " * 1000)
    if bad == "damaged":
        damage(file)
    if bad == "newer":
        with closing(sqlite3.connect(file, isolation_level=None)) as raw:
            raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(error, match=r"bad\.db"):
        journal.restore(file)
    assert exported(journal) == before
    assert journal.device == device
    assert journal.append("review", CARD, review()).number == 31


def test_backups_of_many_days_stay_few(journal: Journal, clock: HandClock) -> None:
    for _ in range(40):
        journal.append("review", CARD, review())
        journal.backup_daily()
        clock.wait(DAY_MS)
    assert len(names(folder(journal))) <= backup.DAYS + backup.WEEKS + backup.MONTHS

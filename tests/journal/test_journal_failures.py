"""What goes wrong is said in one plain line, loses nothing, and leaves the journal usable."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from journals import HandClock, exported, journals, review

from drill.journal import copies, opening, store
from drill.journal.errors import (
    JournalBusy,
    JournalDamaged,
    JournalError,
    JournalFull,
    JournalReadOnly,
    JournalUnopenable,
    NotAJournal,
    explain,
)
from drill.journal.journal import Journal

CARD = "chain-rule.statement"
Open = Callable[[str], Journal]


def is_one_plain_line(error: JournalError, path: Path) -> bool:
    text = str(error)
    return text.startswith(f"{path}: ") and text.isprintable() and "sqlite" not in text.lower()


def run(journal: Journal, statement: str) -> None:
    with journal._store.reading() as connection:
        connection.exec_driver_sql(statement)


def test_a_full_disk_is_said_and_the_next_answer_is_saved_once_there_is_room(
    journal: Journal,
) -> None:
    journal.append("review", CARD, review())
    before = exported(journal), journal.states()
    run(journal, "PRAGMA max_page_count = 1")
    with pytest.raises(JournalFull, match="disk is full") as caught:
        journal.append("review", CARD, review(text="x" * 200_000))
    assert is_one_plain_line(caught.value, journal.path)
    assert (exported(journal), journal.states()) == before
    run(journal, "PRAGMA max_page_count = 1000000")
    assert journal.append("review", CARD, review()).number == 2
    assert journal.check() == ()


def test_a_disk_that_fills_up_during_an_import_takes_nothing_in(journal: Journal) -> None:
    with journals("other") as (other,):
        for _ in range(60):
            other.append("review", CARD, review(text="x" * 3000))
        with closing(sqlite3.connect(journal.path)) as raw:
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
        real = store.connect

        def connect_small(path: Path) -> sqlite3.Connection:
            raw = real(path)
            raw.execute(f"PRAGMA max_page_count = {pages + 5}").close()
            return raw

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "connect", connect_small)
            with pytest.raises(JournalFull):
                journal.merge(other.path)
        assert journal.count() == 0
        assert journal.merge(other.path).new == 60
        assert journal.check() == ()


def test_a_journal_that_became_read_only_says_so_and_can_still_be_read(journal: Journal) -> None:
    journal.append("review", CARD, review())
    run(journal, "PRAGMA query_only = 1")
    with pytest.raises(JournalReadOnly, match="cannot be written") as caught:
        journal.append("review", CARD, review())
    assert is_one_plain_line(caught.value, journal.path)
    assert journal.state(CARD).repetitions == 1
    run(journal, "PRAGMA query_only = 0")
    assert journal.append("review", CARD, review()).number == 2


def test_a_lock_held_too_long_is_said_and_the_answer_can_be_saved_afterwards(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.connect
    monkeypatch.setattr(store, "connect", lambda path: real(path, busy_s=0.01))
    with (
        Journal.open(tmp_path / "drill.db", clock=clock) as journal,
        closing(sqlite3.connect(journal.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalBusy, match="another program") as caught:
            journal.append("review", CARD, review())
        assert is_one_plain_line(caught.value, journal.path)
        assert journal.states() == {}
        other.execute("ROLLBACK")
        assert journal.append("review", CARD, review()).number == 1


@pytest.mark.parametrize("where", ["file", "folder"])
def test_a_place_that_cannot_be_written_is_refused_before_the_first_card(
    journal: Journal, clock: HandClock, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    journal.close()
    locked = journal.path if where == "file" else journal.path.parent
    monkeypatch.setattr(opening.os, "access", lambda path, mode: Path(path) != locked)
    with pytest.raises(JournalReadOnly, match="make it writable") as caught:
        Journal.open(journal.path, clock=clock)
    assert is_one_plain_line(caught.value, locked)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalUnopenable, match="file"):
        Journal.open(tmp_path / "file" / "drill.db", clock=clock)


def test_a_folder_in_the_journals_place_is_said(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(JournalUnopenable, match="this is a folder"):
        Journal.open(tmp_path, clock=clock)


def test_a_file_of_something_else_is_refused_and_left_alone(
    tmp_path: Path, clock: HandClock
) -> None:
    text, music = tmp_path / "notes.txt", tmp_path / "music.db"
    text.write_text("notes " * 500)
    with closing(sqlite3.connect(music)) as raw:
        raw.execute("CREATE TABLE meta (title)")
    for path in (text, music):
        before = path.read_bytes()
        with pytest.raises(NotAJournal, match=r"no drill journal.*--db") as caught:
            Journal.open(path, clock=clock)
        assert is_one_plain_line(caught.value, path)
        assert path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["music.db", "notes.txt"]


def test_an_empty_file_becomes_a_journal(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "drill.db").touch()
    with Journal.open(tmp_path / "drill.db", clock=clock) as journal:
        assert journal.append("review", CARD, review()).number == 1


def test_a_journal_cut_short_is_called_damaged_and_points_to_its_backups(
    journal: Journal, clock: HandClock
) -> None:
    for _ in range(50):
        journal.append("review", CARD, review(text="x" * 500))
    journal.close()
    raw = journal.path.read_bytes()
    journal.path.write_bytes(raw[: len(raw) // 2])
    with (
        pytest.raises(JournalDamaged, match="drill journal restore") as caught,
        Journal.open(journal.path, clock=clock) as again,
    ):
        list(again.events())
    assert is_one_plain_line(caught.value, journal.path)


def test_a_page_that_went_bad_is_found_by_check(journal: Journal, clock: HandClock) -> None:
    for _ in range(50):
        journal.append("review", CARD, review(text="x" * 500))
    journal.close()
    raw = bytearray(journal.path.read_bytes())
    raw[-8192:] = b"\xa5" * 8192
    journal.path.write_bytes(raw)
    with Journal.open(journal.path, clock=clock) as again:
        (found, *_) = again.check()
        assert found.what == "file"


def test_a_row_that_cannot_be_read_names_its_event(journal: Journal) -> None:
    event = journal.append("note", CARD, {"text": "a"})
    with journal._store.writing() as connection:
        connection.exec_driver_sql("UPDATE event SET body = '{'")
    with pytest.raises(JournalDamaged, match=event.id):
        list(journal.events())


def test_a_journal_without_its_identity_is_called_damaged(
    journal: Journal, clock: HandClock
) -> None:
    with journal._store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE name = 'device'")
    with pytest.raises(JournalDamaged, match="`device` is missing"):
        Journal.open(journal.path, clock=clock)


def test_a_pipe_that_breaks_under_an_export_is_not_blamed_on_the_journal(journal: Journal) -> None:
    class Broken:
        def write(self, text: str) -> int:
            raise BrokenPipeError

    journal.append("review", CARD, review())
    with pytest.raises(BrokenPipeError):
        journal.export(Broken())
    assert journal.append("review", CARD, review()).number == 2


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, JournalFull),
        (errno.EACCES, JournalReadOnly),
        (errno.EROFS, JournalReadOnly),
        (errno.ENOTDIR, JournalUnopenable),
    ],
)
def test_a_backup_folder_that_cannot_be_used_is_said_by_its_name(
    journal: Journal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    kind: type[JournalError],
) -> None:
    def refuse(path: object, flags: int, mode: int = 0) -> int:
        raise OSError(code, os.strerror(code), str(path))

    journal.append("review", CARD, review())
    monkeypatch.setattr(copies.os, "open", refuse)
    with pytest.raises(kind, match="stick") as caught:
        journal.backup(tmp_path / "stick")
    assert str(caught.value).isprintable()
    monkeypatch.undo()
    assert journal.append("review", CARD, review()).number == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", JournalFull),
        ("SQLITE_BUSY_SNAPSHOT", JournalBusy),
        ("SQLITE_LOCKED", JournalBusy),
        ("SQLITE_READONLY_DBMOVED", JournalReadOnly),
        ("SQLITE_CANTOPEN_ISDIR", JournalUnopenable),
        ("SQLITE_NOTADB", NotAJournal),
        ("SQLITE_CORRUPT_INDEX", JournalDamaged),
        ("SQLITE_IOERR_FSYNC", JournalError),
        ("SQLITE_ERROR", JournalError),
    ],
)
def test_each_of_sqlites_errors_has_its_words(name: str, kind: type[JournalError]) -> None:
    error = sqlite3.OperationalError("first line\nsecond line")
    error.sqlite_errorname = name
    said = explain(error, Path("/home/ann/drill.db"))
    assert type(said) is kind
    assert is_one_plain_line(said, Path("/home/ann/drill.db"))

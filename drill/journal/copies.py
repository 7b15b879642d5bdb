"""A whole copy of a journal in another file: what backups, restoring and merging begin with.

Made by SQLite's own online backup, so that it is one moment of the journal even while a session
writes. It is verified before anybody sees it, and is one plain file. It has a device id of its own
and belongs to no file, so that whoever goes on with it does so under an id never used before.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from drill.journal.errors import JournalUnopenable, NotAJournal, damaged
from drill.journal.identity import known_version, new_device
from drill.journal.store import connect, files_in_words, in_words


def copy(source: Path, target: Path) -> int:
    """Copy a journal into a new file and verify it; give its number of events.

    Raises
    ------
    JournalUnopenable, NotAJournal, JournalNewer, JournalDamaged
        Where there is nothing to copy; then there is no target either.

    """
    if not source.is_file():
        raise JournalUnopenable(f"{source}: there is no such file; name a journal or a backup")
    try:
        with files_in_words(source):
            copied = _copy(source, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return copied


def _copy(source: Path, target: Path) -> int:
    with opened_to_read(source) as old:
        check_is_journal(old, source)
        before = count_raw(old)
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        verify(old, source)
        # From here on, what goes wrong goes wrong with the copy: its disk is full, most likely.
        with in_words(target), closing(connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE").close()
            _disown(new)
            verify(new, target)
            copied = count_raw(new)
    if copied < before:
        raise damaged(source, f"only {copied} of its {before} events could be copied")
    return copied


def put_over(copied: Path, journal: Path) -> None:
    """Replace all that is in a journal by a copy, in one transaction of the journal's own."""
    with (
        in_words(journal),
        closing(connect(copied)) as new,
        closing(connect(journal)) as old,
    ):
        new.backup(old)


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a journal that may lie where nothing can be written.

    SQLite needs to write beside a journal even to read it; where it cannot, the file and its log
    are read from a copy.
    """
    try:
        raw = connect(path)
        raw.execute("SELECT count(*) FROM sqlite_master").close()
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            raise
    else:
        with closing(raw):
            yield raw
        return
    with TemporaryDirectory(prefix="drill-") as folder:
        for end in ("", "-wal"):
            beside = path.with_name(path.name + end)
            if beside.exists():
                shutil.copyfile(beside, Path(folder, "journal.db" + end))
        with closing(connect(Path(folder, "journal.db"))) as raw:
            yield raw


def check_is_journal(raw: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no journal, and one that a newer drill has written."""
    try:
        rows = dict(raw.execute("SELECT name, value FROM meta"))
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
        raise NotAJournal(f"{path}: this is no drill journal; name another file") from None
    known_version(str(rows.get("schema", "")), path)


def verify(raw: sqlite3.Connection, path: Path) -> None:
    """Raise `JournalDamaged` unless SQLite finds every page of a database in order."""
    (first,) = raw.execute("PRAGMA integrity_check(1)").fetchone()
    if first != "ok":
        raise damaged(path, f"the file is damaged ({' '.join(str(first).split())})")


def count_raw(raw: sqlite3.Connection) -> int:
    """Count the events."""
    return int(raw.execute("SELECT count(*) FROM event").fetchone()[0])


def _disown(raw: sqlite3.Connection) -> None:
    values = [(new_device(), "device"), ("", "file")]
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany("UPDATE meta SET value = ? WHERE name = ?", values)
    raw.execute("COMMIT")

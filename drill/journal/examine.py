"""A look at a journal that changes nothing, for whoever asks whether it is sound.

`Journal.open` makes, migrates and renames; this opens the file for reading alone, and says what is
in it and whether its caches agree with its events.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import NullPool, create_engine, func, select

from drill.journal.check import check_all
from drill.journal.errors import JournalUnopenable, NotAJournal
from drill.journal.glance import is_of_this_version
from drill.journal.identity import check_version, read_meta
from drill.journal.log import count_events
from drill.journal.store import connect, in_words, snapshot
from drill.journal.tables import event
from drill.value import Value


class Examined(Value):
    """What was seen."""

    events: int
    last_ms: int
    """The latest moment an event was made at; 0 where there is none."""
    mismatches: tuple[str, ...]
    """Where a cache says otherwise than the events do; empty where all is well."""
    current: bool
    """Whether its tables are those this drill makes; others are renewed at the next start."""


def examine(path: Path) -> Examined:
    """Look at a journal that is there; raises `JournalError` in words where it is none."""
    if path.is_dir():
        raise JournalUnopenable(f"{path}: this is a folder; name a file in it with --db")
    engine = create_engine(
        "sqlite+pysqlite://", creator=lambda: connect(path, mode="ro"), poolclass=NullPool
    )
    try:
        with in_words(path), engine.connect() as connection, snapshot(connection):
            found = read_meta(connection)
            if not found:
                raise NotAJournal(f"{path}: this is no drill journal; name another with --db")
            check_version(found, path)
            current = is_of_this_version(found)
            last = connection.execute(select(func.max(event.c.utc_ms))).scalar_one()
            mismatches = check_all(connection, found["learner"]) if current else ()
            return Examined(
                count_events(connection), last or 0, tuple(map(str, mismatches)), current
            )
    finally:
        engine.dispose()


def sqlite_version() -> str:
    """Say which SQLite is at work."""
    return sqlite3.sqlite_version

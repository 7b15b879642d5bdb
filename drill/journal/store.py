"""The database file behind a journal: connections, transactions, and SQLite's errors in words.

All that is SQLite's own stands here. Another engine would need another `Store` and nothing else.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from drill.journal.errors import explain, explain_system

BUSY_S: Final = 10.0
"""How long a writer waits for another; an answer holds the lock for about a millisecond."""

PRAGMAS: Final = (
    "PRAGMA synchronous=FULL",  # the system's SQLite may have been built with less
    "PRAGMA trusted_schema=OFF",  # a journal may come from elsewhere
    *(
        # macOS alone has an fsync that does not reach the disk.
        ("PRAGMA fullfsync=1", "PRAGMA checkpoint_fullfsync=1") if sys.platform == "darwin" else ()
    ),
)


def connect(path: Path, *, mode: str = "rw", busy_s: float = BUSY_S) -> sqlite3.Connection:
    """Open an existing file without the driver's own transactions; never create one.

    `mode` is SQLite's: `rw`, or `ro` to change nothing.
    """
    raw = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_s,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in PRAGMAS:
            raw.execute(pragma).close()
    except sqlite3.Error:
        raw.close()
        raise
    return raw


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLAlchemy and SQLite report into a `JournalError` about `path`."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error.orig or error, path) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error


@contextmanager
def files_in_words(path: Path) -> Iterator[None]:
    """Do the same where files are made and moved, for what the system reports of them.

    Kept apart, because a pipe that breaks under an export is no fault of the journal's.
    """
    try:
        with in_words(path):
            yield
    except OSError as error:
        raise explain_system(error, path) from error


class Store:
    """One open file: a connection for the request loop, and one more for each long job.

    The first is shared under a lock, so that any thread may ask; a long job beside the request
    loop takes `aside`, and holds nobody up.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        self._engine = create_engine(
            "sqlite+pysqlite://", creator=lambda: connect(path), poolclass=NullPool
        )
        with in_words(path):
            self._main = self._engine.connect()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend the main connection for a query or two."""
        with self._lock, in_words(self.path), self._main.begin():
            yield self._main

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend the main connection for one transaction that is durable when the block ends.

        The lock is taken at the start: under WAL a transaction that reads first and writes later
        fails at once when another has written in between, whatever the time-out.
        """
        with self._lock, in_words(self.path), self._main.begin():
            self._main.exec_driver_sql("BEGIN IMMEDIATE")
            yield self._main

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Lend a connection of its own, outside any transaction; see the functions below."""
        with in_words(self.path), self._engine.connect() as connection:
            yield connection

    def data_version(self) -> int:
        """Give a number that changes when anything but the main connection has written."""
        with self.reading() as connection:
            return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, in_words(self.path):
            self._main.close()
            self._engine.dispose()


@contextmanager
def snapshot(connection: Connection) -> Iterator[Connection]:
    """Read one moment of the journal, however long it takes; writers go on meanwhile."""
    with connection.begin() as transaction:
        connection.exec_driver_sql("BEGIN")
        yield connection
        transaction.rollback()  # there is nothing to commit, and a damaged file could not


@contextmanager
def apart(connection: Connection) -> Iterator[Connection]:
    """Write to this connection's own temporary tables, which locks nobody out."""
    with connection.begin():
        connection.exec_driver_sql("BEGIN")
        yield connection


@contextmanager
def lasting(connection: Connection) -> Iterator[Connection]:
    """Write, as `Store.writing` does, on a connection that was lent aside."""
    with connection.begin():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def use_wal(connection: Connection, attempts: int = 200) -> None:
    """Let readers and one writer go on side by side, from now on and for every connection.

    The switch does not wait for others by itself, as a transaction does.
    """
    for attempt in range(1, attempts + 1):
        try:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except DBAPIError as error:
            if attempt == attempts or "locked" not in str(error.orig):
                raise
            # Waiting for the writer that is in the way is what BEGIN IMMEDIATE does.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("ROLLBACK")
        else:
            return

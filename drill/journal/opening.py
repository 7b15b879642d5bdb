"""What happens when a journal is opened: made if it is not there, known again, refused, migrated.

An existing journal costs one SELECT and one look at the file. The device's id belongs to the file
it was made with: events are numbered by device, so a copy that went on under the same id would
give two events one key. Every file system numbers its files; the number is kept in the journal,
and a file that finds another number is a copy and takes a new id. A new id is always sound, so
nothing is lost where a file system numbers anew without need. Backups carry no number at all.
What this cannot see is an older copy written over the file's own bytes (`cp old.db drill.db`);
then the merge says so (`Conflict`). `drill journal restore` gives a new id in every case.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import OperationalError

from drill.journal.caches import PARAMETERS
from drill.journal.errors import (
    JournalNewer,
    JournalReadOnly,
    JournalUnopenable,
    NotAJournal,
    damaged,
)
from drill.journal.events import LEARNER
from drill.journal.store import Store, in_words, use_wal
from drill.journal.tables import CACHES, SCHEMA, create_all, meta

READ_META: Final = select(meta.c.name, meta.c.value)
EXPECTED: Final = ("schema", "caches", "learner", "device", "file", PARAMETERS)


def prepare_file(path: Path) -> None:
    """See that there is a file we may write, for this user's eyes only; raise in words if not."""
    with in_words(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            pass
    if path.is_dir():
        raise JournalUnopenable(f"{path}: this is a folder; name a file in it with --db")
    for place in (path, path.parent):  # SQLite keeps its log beside the file
        if not os.access(place, os.W_OK):
            raise JournalReadOnly(
                f"{place}: cannot be written, and every answer is saved at once; "
                "make it writable, or copy the journal to a folder that is (--db)"
            )


def read_meta(connection: Connection, path: Path) -> dict[str, str]:
    """Read what a journal says of itself; empty where there is no journal yet.

    Raises
    ------
    NotAJournal
        The file is a database of something else.

    """
    try:
        return {name: value for name, value in connection.execute(READ_META)}
    except OperationalError as error:
        if "no such" not in str(error.orig):
            raise
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if tables:
        raise NotAJournal(
            f"{path}: this database is no drill journal; name another file with --db"
        ) from None
    return {}


def ensure_journal(store: Store) -> dict[str, str]:
    """Give what the journal says of itself, after making it if the file is empty."""
    with store.reading() as connection:
        found = read_meta(connection, store.path)
    if not found:
        with store.writing() as connection:
            found = read_meta(connection, store.path) or create(connection, store.path)
        with store.reading() as connection:
            use_wal(connection)
    if missing := [name for name in EXPECTED if name not in found and name != "caches"]:
        raise damaged(store.path, f"`{missing[0]}` is missing in it")
    return found


def create(connection: Connection, path: Path) -> dict[str, str]:
    """Make the tables, and an identity for the device."""
    create_all(connection)
    made = {
        "schema": str(SCHEMA),
        "caches": CACHES,
        "learner": LEARNER,
        "device": new_device(),
        "file": file_number(path),
        PARAMETERS: "",
    }
    rows = [{"name": name, "value": value} for name, value in made.items()]
    connection.execute(insert(meta), rows)
    return made


def check_version(found: dict[str, str], path: Path) -> int:
    """Give the journal's version; refuse in words one that is newer than this drill."""
    text = found["schema"]
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise damaged(path, "its version cannot be read")
    version = int(text)
    if version > SCHEMA:
        raise JournalNewer(
            f"{path}: a newer drill has written this journal (version {version}, and this drill "
            f"reads up to {SCHEMA}); upgrade drill, or name another journal with --db"
        )
    return version


def ensure_identity(store: Store, found: dict[str, str]) -> str:
    """Give the device's id, a new one where the file is a copy of the one it was made with."""
    with in_words(store.path):
        here = file_number(store.path)
    if found["file"] == here:
        return found["device"]
    with store.writing() as connection:
        now = read_meta(connection, store.path)
        if now["file"] != here:  # else another drill was faster
            now["device"] = identify(connection, here)
    return now["device"]


def identify(connection: Connection, here: str) -> str:
    """Give the journal a new device id, for the file of that number."""
    device = new_device()
    for name, value in (("device", device), ("file", here)):
        connection.execute(update(meta).where(meta.c.name == name).values(value=value))
    return device


def new_device() -> str:
    """Draw a device id: 64 bits from the system, so that no two devices ever share one."""
    return os.urandom(8).hex()


def file_number(path: Path) -> str:
    """Give what the file system knows a file by; a copy has another, a renamed file the same."""
    found = path.stat()
    # Where the time of creation is kept as well (macOS, Windows), two machines cannot coincide.
    born = getattr(found, "st_birthtime_ns", None) or getattr(found, "st_birthtime", "")
    return f"{found.st_ino} {born}".strip()

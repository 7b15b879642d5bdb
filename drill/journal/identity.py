"""What a journal says of itself: its version, its learner, its device, and the file it belongs to.

Events are numbered by device, so a copied file that went on under the same device id would give two
events one key. Every file system numbers its files; the number is kept in the journal, and a file
that finds another number is a copy and takes a new id. A new id is always sound, so nothing is lost
where a file system numbers anew without need. Backups carry no number at all. What this cannot see
is an older copy written over the file's own bytes (`cp old.db drill.db`); then a merge says so
(`Conflict`). `drill journal restore` gives a new id in every case.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import OperationalError

from drill.journal.errors import JournalNewer, NotAJournal, damaged
from drill.journal.events import LEARNER
from drill.journal.tables import CACHES, create_all, meta
from drill.journal.version import PARAMETERS, SCHEMA

READ_META: Final = select(meta.c.name, meta.c.value)


def read_meta(connection: Connection) -> dict[str, str]:
    """Read what a journal says of itself; empty where there is none in the file."""
    try:
        return {row.name: row.value for row in connection.execute(READ_META)}
    except OperationalError as error:
        if "no such" not in str(error.orig):
            raise
    return {}


def create(connection: Connection, path: Path) -> dict[str, str]:
    """Make the tables, and an identity for the device, within a transaction that writes.

    Raises
    ------
    NotAJournal
        The file is a database of something else; only under the lock is that certain, because
        another drill may just be making the journal.

    """
    if not is_empty(connection):
        raise NotAJournal(f"{path}: this database is no drill journal; name another file with --db")
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


def is_empty(connection: Connection) -> bool:
    """Say whether there is no table in the database at all."""
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


def write_meta(connection: Connection, **values: str) -> None:
    """Change what a journal says of itself."""
    for name, value in values.items():
        connection.execute(update(meta).where(meta.c.name == name).values(value=value))


def check_version(found: dict[str, str], path: Path) -> int:
    """Give the journal's version; refuse in words one that is newer than this drill."""
    return known_version(found.get("schema", ""), path)


def known_version(text: str, path: Path) -> int:
    """Read a version; raise `JournalNewer` or `JournalDamaged` where this drill cannot."""
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise damaged(path, "its version cannot be read")
    version = int(text)
    if version > SCHEMA:
        raise JournalNewer(
            f"{path}: a newer drill has written this journal (version {version}, and this drill "
            f"reads up to {SCHEMA}); upgrade drill, or name another journal with --db"
        )
    return version


def identify(connection: Connection, path: Path) -> str:
    """Give the journal's device id, a new one where the file is not the one it was made for."""
    now, here = read_meta(connection), file_number(path)
    if now["file"] == here:  # another drill was faster
        return now["device"]
    device = new_device()
    write_meta(connection, device=device, file=here)
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

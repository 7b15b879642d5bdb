"""What happens when a journal is opened: made if it is not there, refused, migrated, known again.

A journal in order costs one SELECT and one look at the file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from drill.journal.errors import JournalUnopenable, damaged
from drill.journal.identity import (
    check_version,
    create,
    file_number,
    identify,
    is_empty,
    read_meta,
)
from drill.journal.store import Store, files_in_words, use_wal
from drill.journal.tables import CACHES
from drill.journal.version import PARAMETERS, SCHEMA
from drill.journal.writable import refuse_unwritable

EXPECTED: Final = ("caches", "learner", "device", "file", PARAMETERS)


def prepare_file(path: Path) -> None:
    """See that there is a file we may write, for this user's eyes only; raise in words if not."""
    with files_in_words(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    if path.is_dir():
        raise JournalUnopenable(f"{path}: this is a folder; name a file in it with --db")
    refuse_unwritable(path)


def ensure_journal(store: Store) -> dict[str, str]:
    """Give what the journal says of itself, after making it where the file is empty."""
    with store.reading() as connection:
        found = read_meta(connection)
    if found:
        return found
    with store.reading() as connection:
        if is_empty(connection):
            use_wal(connection)
    with store.writing() as connection:
        # Another drill may have been faster.
        return read_meta(connection) or create(connection, store.path)


def settle(store: Store, backups: Path, stamp: str) -> dict[str, str]:
    """See that a file is a journal of today's form, and give what it says of itself.

    An older one is migrated, a newer one refused; what another drill has folded is folded anew.
    """
    found = ensure_journal(store)
    version = check_version(found, store.path)
    if version < SCHEMA:
        from drill.journal.migrate import migrate

        return migrate(store, version, backups, stamp)
    if missing := [name for name in EXPECTED if name not in found]:
        raise damaged(store.path, f"`{missing[0]}` is missing in it")
    if found["caches"] != CACHES:
        from drill.journal.migrate import renew_caches

        renew_caches(store)
    return found


def ensure_identity(store: Store, found: dict[str, str]) -> str:
    """Give the device's id, a new one where the file is a copy of the one it was made for."""
    with files_in_words(store.path):
        if found["file"] == file_number(store.path):
            return found["device"]
    with store.reading() as connection:
        use_wal(connection)  # a backup that has become a journal is not set up for it
    with store.writing() as connection:
        return identify(connection, store.path)

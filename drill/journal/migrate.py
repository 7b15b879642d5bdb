"""An older journal becomes one of today: backed up, changed step by step, in one transaction.

Imported only when a journal's version is not this drill's. To change the event table: raise
`tables.SCHEMA`, and put under the old version here what makes the next one of it. A step cares for
events alone: the caches are thrown away and made anew after the last one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import Connection

from drill.journal.backup import back_up
from drill.journal.caches import rebuild
from drill.journal.errors import JournalError, damaged
from drill.journal.identity import check_version, read_meta, write_meta
from drill.journal.log import count_events
from drill.journal.store import Store
from drill.journal.tables import CACHES, recreate_caches
from drill.journal.version import SCHEMA

Step: TypeAlias = Callable[[Connection], None]

STEPS: Final[dict[int, Step]] = {}
"""From each older version to the next. Version 1 is the first."""


def migrate(store: Store, found: int, folder: Path, stamp: str) -> dict[str, str]:
    """Back a journal up, bring it to this drill's version, and give what it then says of itself."""
    back_up(store.path, folder, f"before-v{SCHEMA}-{stamp}")
    for version in range(found, SCHEMA):
        if version not in STEPS:
            raise JournalError(
                f"{store.path}: this drill cannot read journals of version {version}; "
                "open it with an older drill first"
            )
    with store.writing() as connection:
        before = count_events(connection)
        # Another drill may have been faster.
        now = check_version(read_meta(connection), store.path)
        for version in range(now, SCHEMA):
            STEPS[version](connection)
        if count_events(connection) != before:
            raise damaged(store.path, "its events could not all be brought over; it is unchanged")
        _renew(connection, schema=str(SCHEMA))
        return read_meta(connection)


def renew_caches(store: Store) -> None:
    """Make caches anew that another version of drill has folded."""
    with store.writing() as connection:
        _renew(connection)


def _renew(connection: Connection, **values: str) -> None:
    recreate_caches(connection)
    write_meta(connection, caches=CACHES, **values)
    rebuild(connection, read_meta(connection)["learner"])

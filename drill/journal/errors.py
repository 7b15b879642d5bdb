"""What can go wrong with a journal, in words for the person whose journal it is.

JournalError
├── BadEvent          an event, or a line of an export, is not of the right shape
├── Conflict          two journals hold different events under one key
├── CannotVoid        there is no such event, or it cannot be taken back
├── JournalNewer      a newer drill has written the journal
├── NotAJournal       the file is something else
├── JournalDamaged    the file is a journal no more, or part of it cannot be read
├── JournalBusy       another program has held the journal too long
├── JournalFull       there is no room left
├── JournalReadOnly   the file or its folder cannot be written
└── JournalUnopenable the file cannot be opened or created

Each message is one plain line: what, where, what to do next. A failed write has changed nothing,
and the journal can be used again at once. SQLite's errors become these here and nowhere else.
"""

from __future__ import annotations

import errno
from pathlib import Path


class JournalError(Exception):
    """The root: its text is one plain line that may be shown as it is."""


class BadEvent(JournalError):  # noqa: N818 - it names what was found, and reads as one
    """An event, or a line of an export, is not of the right shape."""


class Conflict(JournalError):  # noqa: N818 - the same
    """Two journals hold different events under one key."""


class CannotVoid(JournalError):  # noqa: N818 - the same
    """There is no such event, or it cannot be taken back."""


class JournalNewer(JournalError):  # noqa: N818 - the same
    """A newer drill has written the journal."""


class NotAJournal(JournalError):  # noqa: N818 - the same
    """The file is something else."""


class JournalDamaged(JournalError):  # noqa: N818 - the same
    """The file is a journal no more, or part of it cannot be read."""


class JournalBusy(JournalError):  # noqa: N818 - the same
    """Another program has held the journal too long."""


class JournalFull(JournalError):  # noqa: N818 - the same
    """There is no room left where the journal lies."""


class JournalReadOnly(JournalError):  # noqa: N818 - the same
    """The file or its folder cannot be written."""


class JournalUnopenable(JournalError):  # noqa: N818 - the same
    """The file cannot be opened or created."""


NO_ROOM = ("SQLITE_FULL",)
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED")
READ_ONLY = ("SQLITE_READONLY", "SQLITE_PERM")
UNOPENABLE = ("SQLITE_CANTOPEN",)
FOREIGN = ("SQLITE_NOTADB",)
DAMAGED = ("SQLITE_CORRUPT",)
DISK = ("SQLITE_IOERR",)
FULL_QUOTA = getattr(errno, "EDQUOT", errno.ENOSPC)  # Windows has no such number


def explain(error: BaseException, path: Path) -> JournalError:
    """Say in words what SQLite reports of the journal at `path`."""
    # Python 3.11's sqlite3 names SQLite's code; the extended names begin with the plain one.
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith(NO_ROOM):
        return JournalFull(f"{path}: the disk is full, and nothing was saved; make room, go on")
    if name.startswith(LOCKED):
        return JournalBusy(
            f"{path}: another program has kept the journal locked; close it, then try again"
        )
    if name.startswith(READ_ONLY):
        return JournalReadOnly(
            f"{path}: the journal cannot be written; make the file and its folder writable"
        )
    if name.startswith(UNOPENABLE):
        return JournalUnopenable(
            f"{path}: the journal cannot be opened; see that the folder is there and is yours"
        )
    if name.startswith(FOREIGN):
        return NotAJournal(
            f"{path}: this is no drill journal; name another with --db, "
            "or put a backup in its place with `drill journal restore FILE`"
        )
    if name.startswith(DAMAGED):
        return damaged(path, "the file is damaged")
    if name.startswith(DISK):
        return JournalError(
            f"{path}: the disk reports an error, and nothing was saved; "
            "see that it is there and has room, then try again"
        )
    return JournalError(f"{path}: {_first_line(error)}; see `drill doctor`")


def explain_system(error: OSError, path: Path) -> JournalError:
    """Say in words what the system reports of a file beside or at the journal's path."""
    where = error.filename if isinstance(error.filename, str) else path
    why = (error.strerror or "the system refuses").lower()
    if error.errno in (errno.ENOSPC, FULL_QUOTA):
        return JournalFull(f"{where}: {why}, and nothing was saved; make room, go on")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return JournalReadOnly(f"{where}: {why}; make it writable, or choose another place (--db)")
    return JournalUnopenable(f"{where}: {why}; see that the place is there, or choose another")


def damaged(path: Path, what: str) -> JournalDamaged:
    """Say what is damaged, and how to get the journal back."""
    return JournalDamaged(
        f"{path}: {what}; put a backup in its place with `drill journal restore FILE`"
    )


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__

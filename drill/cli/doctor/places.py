"""The files: the journal and what it lies on, its backups, the settings, the banks."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from drill.cli.doctor.cloud import network_of, synced_by, usual
from drill.cli.doctor.finding import NOTE, OK, WRONG, Finding
from drill.service.places import Places

MOST_SHOWN = 5
LITTLE_ROOM = 100 * 2**20
NO_ROOM = 10 * 2**20
OLD_BACKUP_DAYS = 7
AHEAD_MS = 24 * 3_600_000
"""An event may be this much later than now; clocks of two devices differ."""
DAY_S = 86_400


def journal(places: Places, now_ms: int) -> Iterator[Finding]:
    """Look at the journal, without making one."""
    path = places.journal.absolute()
    yield from synced(path)
    yield from folder(path)
    if not path.exists():
        said = "there is none yet; the first answer makes it"
        yield Finding(NOTE, "journal", said, where=str(path))
        return
    yield from private(path)
    yield from _content(path, now_ms)


def synced(path: Path) -> Iterator[Finding]:
    """Warn of folders in which a journal is not safe."""
    home, environment = usual()
    program = synced_by(path, home, environment)
    if program:
        yield Finding(
            WRONG,
            "journal",
            f"lies in a folder that {program} syncs; copied while it is written, it is damaged",
            "move it elsewhere (--db or DRILL_DB), put copies there with `drill journal backup "
            "FOLDER`, and join devices with `drill journal merge FILE`",
            str(path),
        )
    network = network_of(path)
    if network:
        yield Finding(
            WRONG,
            "journal",
            f"lies on a network drive ({network}), where SQLite cannot lock it",
            "move it to a disk of this machine (--db or DRILL_DB)",
            str(path),
        )


def folder(path: Path) -> Iterator[Finding]:
    """See that the journal's place can be written and has room."""
    place = _nearest(path.parent)
    if not os.access(place, os.W_OK):
        yield Finding(
            WRONG,
            "folder",
            "cannot be written, and every answer is saved at once",
            "make it writable, or choose another place (--db)",
            str(place),
        )
        return
    free = shutil.disk_usage(place).free
    yield room(free, str(place))


def room(free: int, where: str) -> Finding:
    """Judge the bytes that are free."""
    said = f"{free / 2**20:,.0f} MiB free"
    if free < NO_ROOM:
        return Finding(WRONG, "disk", said, "make room: answers may not be saved", where)
    if free < LITTLE_ROOM:
        return Finding(NOTE, "disk", said, "make room soon", where)
    return Finding(OK, "disk", said, where=where)


def private(path: Path) -> Iterator[Finding]:
    """Say so where others on this machine can read what was answered."""
    if sys.platform == "win32":
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if not os.access(path, os.W_OK):
        yield Finding(WRONG, "journal", "cannot be written", f"chmod u+w '{path}'", str(path))
    if mode & 0o077:
        yield Finding(
            NOTE,
            "journal",
            f"others on this machine can open it (mode {mode:03o})",
            f"chmod 600 '{path}'",
            str(path),
        )


def _content(path: Path, now_ms: int) -> Iterator[Finding]:
    from drill.journal.errors import JournalError
    from drill.journal.examine import examine, sqlite_version

    yield Finding(OK, "sqlite", sqlite_version())
    try:
        found = examine(path)
    except JournalError as error:
        what = str(error).removeprefix(f"{path}: ")
        what, _, todo = what.partition("; ")
        todo = todo or "put a backup in its place with `drill journal restore FILE`"
        yield Finding(WRONG, "journal", what, todo, str(path))
        return
    for mismatch in found.mismatches[:MOST_SHOWN]:
        yield Finding(
            WRONG,
            "journal",
            mismatch,
            "the events are the truth: `drill journal check` lists all; put a backup in place with "
            "`drill journal restore FILE`",
            str(path),
        )
    if found.last_ms > now_ms + AHEAD_MS:
        last = datetime.fromtimestamp(found.last_ms / 1000, UTC)
        yield Finding(
            WRONG,
            "clock",
            f"an event is of {last:%Y-%m-%d %H:%M} UTC, which is to come",
            "set this machine's clock right; if the event is wrong, take it back with "
            "`drill journal undo --event ID`",
            str(path),
        )
    if not found.current:
        said = "was written by another drill; the next start renews it"
        yield Finding(NOTE, "journal", said, where=str(path))
    elif not found.mismatches:
        yield Finding(OK, "journal", f"{found.events} events, sound", "", str(path))


def backups(places: Places, now_s: float) -> Iterator[Finding]:
    """See how old the newest copy is."""
    if not places.journal.exists():
        return
    try:
        newest = max(
            (one.stat().st_mtime for one in places.backups.iterdir() if one.is_file()), default=0.0
        )
    except OSError:
        newest = 0.0
    where = str(places.backups)
    if not newest:
        yield Finding(NOTE, "backups", "there is none yet", "make one: drill journal backup", where)
        return
    days = max(0, int((now_s - newest) / DAY_S))
    said = "the newest is of today" if days == 0 else f"the newest is {days} days old"
    if days > OLD_BACKUP_DAYS:
        yield Finding(NOTE, "backups", said, "practise, or make one: drill journal backup", where)
    else:
        yield Finding(OK, "backups", said, "", where)


def settings(places: Places) -> Iterator[Finding]:
    """Check config.toml as the app does."""
    from drill.tui.config import read_looks

    _looks, warnings = read_looks(places.config)
    for warning in warnings:
        where, _, what = warning.partition(": ")
        yield Finding(WRONG, "settings", what, "mend that line, or take it out", where)
    if not warnings:
        said = "fine" if places.config.exists() else "none kept; all are as usual"
        yield Finding(OK, "settings", said, "", str(places.config))


def banks(places: Places, content: Sequence[str]) -> Iterator[Finding]:
    """Load every bank and say what is wrong with any."""
    from drill.service.banks import load_library

    library = load_library(content, places)
    for problem in library.problems:
        yield Finding(
            WRONG,
            "banks",
            problem.message,
            "mend it; `drill bank check` says whether it is right",
            f"{problem.file}:{problem.line}",
        )
    cards = sum(len(topic.cards) for topic in library.topics)
    yield Finding(OK, "banks", f"{cards} cards in {len(library.topics)} topics")


def _nearest(place: Path) -> Path:
    """Give the folder itself, or the nearest one above it that is there."""
    place = place.absolute()
    while not place.exists() and place.parent != place:
        place = place.parent
    return place

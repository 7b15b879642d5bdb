"""Backups: one a day, thinned as they age, bounded in size; and putting one back.

A backup gets its name only when it is complete and verified, so that a half-made or empty one is
never taken for one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from drill.journal.copies import (
    check_is_journal,
    copy,
    count_raw,
    put_over,
    verify,
)
from drill.journal.errors import JournalDamaged, NotAJournal
from drill.journal.store import connect, files_in_words

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 6
"""The newest backup is kept of each of the last days, weeks and months there are backups of."""
SAFETY: Final = 5
"""Copies kept of those made before something replaced the journal; damaged ones all stay."""
ALWAYS: Final = 2
"""The newest backups stay, however large they are."""
MAX_BYTES: Final = 256 * 1024 * 1024
"""Of the backups together; the safety copies may take as much again."""
STALE_S: Final = 3600
"""A half-made copy older than a finished one by this was left behind by a killed drill."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did: how many events there are now, and where the replaced journal lies."""

    events: int
    kept: Path | None


@dataclass(frozen=True, slots=True, order=True)
class _Dated:
    """A backup by its name; the order is that of time."""

    day: date
    rest: str
    path: Path


def back_up(journal: Path, folder: Path, label: str) -> Path:
    """Copy the journal into `folder`, under the journal's name and `label`; replace nothing."""
    with files_in_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = _free(folder, f"{journal.stem}-{label}")
        partial = folder / f"{target.stem}.{os.getpid()}.partial"
        partial.unlink(missing_ok=True)
        copy(journal, partial)
        partial.replace(target)
    return target


def back_up_daily(journal: Path, folder: Path, today: str) -> Path | None:
    """Back up unless today's backup is there or there is nothing to keep; thin the old ones."""
    if (folder / f"{journal.stem}-{today}.db").exists():
        return None
    with files_in_words(journal), closing(connect(journal)) as raw:
        if count_raw(raw) == 0:
            return None
    made = back_up(journal, folder, today)
    thin(folder, journal.stem)
    return made


def thin(folder: Path, stem: str, max_bytes: int = MAX_BYTES) -> list[Path]:
    """Remove the backups that need not be kept; give what was removed.

    Only files that bear a backup's name are touched.
    """
    with files_in_words(folder):
        files = [path for path in folder.iterdir() if path.is_file()]
        backups = sorted(_dated(files, stem), reverse=True)
        keep = _to_keep(backups)
        kept = [one.path for one in backups if one in keep]
        safety = _safety_copies(files, stem)
        stay = {*_within(kept, max_bytes), *_within(safety[:SAFETY], max_bytes)}
        gone = [path for path in (*(one.path for one in backups), *safety) if path not in stay]
        gone += _left_behind(files, stem, [one.path for one in backups[:1]])
        for path in gone:
            path.unlink(missing_ok=True)
    return gone


def restore(journal: Path, file: Path, folder: Path, stamp: str) -> Restored:
    """Put a backup in the journal's place in one step, and the journal among the backups.

    The journal takes a new device id: numbers after the backup's last may be in use elsewhere.
    Another drill that has the journal open goes on with the restored one. A journal that cannot be
    read is moved among the backups as it is. Where the backup is of no use, nothing has changed.
    """
    with files_in_words(journal.parent):
        journal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".drill-", dir=journal.parent) as scratch:
            ready = Path(scratch, "ready.db")
            events = copy(file, ready)
            if _is_sound(journal):
                kept: Path | None = back_up(journal, folder, f"before-restore-{stamp}")
                put_over(ready, journal)
            else:
                kept = _move_aside(journal, folder, stamp)
                ready.replace(journal)
    return Restored(events, kept)


def _is_sound(journal: Path) -> bool:
    if not journal.exists():
        return False
    try:
        with files_in_words(journal), closing(connect(journal)) as raw:
            check_is_journal(raw, journal)
            verify(raw, journal)
    except (JournalDamaged, NotAJournal):
        return False
    return True


def _move_aside(journal: Path, folder: Path, stamp: str) -> Path | None:
    if not journal.exists():
        return None
    with files_in_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = _free(folder, f"{journal.stem}-damaged-{stamp}")
        for end in ("-wal", "-shm", ""):
            beside = journal.with_name(journal.name + end)
            if beside.exists():
                beside.rename(target.with_name(target.name + end))
    return target


def _free(folder: Path, stem: str) -> Path:
    """Find a name that is not taken."""
    target = folder / f"{stem}.db"
    number = 2
    while target.exists():
        target = folder / f"{stem}-{number}.db"
        number += 1
    return target


def _dated(files: Iterable[Path], stem: str) -> Iterable[_Dated]:
    name = re.compile(rf"{re.escape(stem)}-(\d{{4}}-\d\d-\d\d)((?:-\d+)*)\.db")
    for path in files:
        if found := name.fullmatch(path.name):
            try:
                yield _Dated(date.fromisoformat(found[1]), found[2], path)
            except ValueError:
                continue  # somebody else's file, named 2026-99-99


def _to_keep(newest_first: list[_Dated]) -> set[_Dated]:
    periods: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    keep = set(newest_first[:ALWAYS])
    for number, period in periods:
        newest: dict[Hashable, _Dated] = {}
        for one in newest_first:
            newest.setdefault(period(one.day), one)
        keep.update(list(newest.values())[:number])
    return keep


def _within(newest_first: list[Path], max_bytes: int) -> list[Path]:
    """Cut the oldest off where all together are too large."""
    total = 0
    for index, path in enumerate(newest_first):
        # Another drill may be thinning the same folder.
        total += path.stat().st_size if path.exists() else 0
        if index >= ALWAYS and total > max_bytes:
            return newest_first[:index]
    return newest_first


def _safety_copies(files: Iterable[Path], stem: str) -> list[Path]:
    name = re.compile(rf"{re.escape(stem)}-before-[a-z0-9]+-([0-9-]+)\.db")
    found = [(match[1], path) for path in files if (match := name.fullmatch(path.name))]
    return [path for _, path in sorted(found, reverse=True)]


def _left_behind(files: Iterable[Path], stem: str, newest: list[Path]) -> list[Path]:
    since = max((path.stat().st_mtime for path in newest), default=0.0) - STALE_S
    return [
        path
        for path in files
        if path.name.startswith(f"{stem}-")
        and path.suffix == ".partial"
        and path.stat().st_mtime < since
    ]

"""The journal as the rest of drill sees it: append, take back, ask.

Every write is one durable transaction that reads the item again before it folds, so that two drills
at once lose nothing. The clock is handed in. The long jobs (events, export, import, merge, check,
rebuild, backup) work on a connection of their own, and may run in a thread beside the request loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from drill.journal import prepared, record
from drill.journal.caches import (
    introduced_since,
    parameters_in_force,
    read_state,
    read_states,
    rebuild,
)
from drill.journal.days import Day, read_days
from drill.journal.errors import CannotVoid
from drill.journal.events import LEARNER, Event, local_day, parse_id, to_json
from drill.journal.log import (
    Wanted,
    count_events,
    last_event,
    read_events,
    settings_of,
)
from drill.journal.moments import Clock, stamp
from drill.journal.names import names_in_force
from drill.journal.opening import ensure_identity, prepare_file, settle
from drill.journal.shape import Kind
from drill.journal.store import Store, lasting, snapshot
from drill.schedule.memory import Parameters
from drill.schedule.state import ItemState

if TYPE_CHECKING:  # each is imported by the one method that needs it: starting must be quick
    from drill.journal.backup import Restored
    from drill.journal.check import Mismatch
    from drill.journal.merge import Merged


class Journal:
    """One learner's journal, open; use `Journal.open`."""

    learner = LEARNER
    """Whose journal it is."""

    def __init__(self, store: Store, clock: Clock, backups: Path, device: str) -> None:
        self._store = store
        self._clock = clock
        self._backups = backups
        self.device = device
        """The id that this file's own events are numbered under."""

    @classmethod
    def open(cls, path: Path, *, clock: Clock, backups: Path | None = None) -> Self:
        """Open a journal, or make one where there is none.

        `backups` is where copies go before a migration and each day; beside the journal, if not
        given.

        Raises
        ------
        JournalError
            One of its kinds, in words, where the file cannot be used; it is unchanged then.

        """
        path = path.absolute()  # the current folder may change while the journal is open
        prepare_file(path)
        backups = backups or beside(path)
        store = Store(path)
        try:
            return cls(store, clock, backups, _device(store, clock, backups))
        except BaseException:
            store.close()
            raise

    @property
    def path(self) -> Path:
        """Where the journal lies."""
        return self._store.path

    # --- write -----------------------------------------------------------------------------------

    def append(
        self,
        kind: str,
        item: str,
        body: Mapping[str, object],
        utc_ms: int | None = None,
        offset_min: int | None = None,
    ) -> Event:
        """Keep an event; it is durable, and folded in, when this returns. Now, if no time is given.

        Raises
        ------
        BadEvent
            The event is not of the shape its kind has; nothing was saved.
        JournalError
            It could not be saved, and nothing has changed.

        """
        if kind == Kind.VOID:
            raise CannotVoid("an event is taken back by `void`, which looks at it first")
        now = self._clock.now()
        draft = record.draft(
            self.learner,
            kind,
            item,
            body,
            (
                now.utc_ms if utc_ms is None else utc_ms,
                now.offset_min if offset_min is None else offset_min,
            ),
        )
        with self._store.writing() as connection:
            return record.append(connection, self.path, draft)

    def void(self, event_id: str) -> Event:
        """Take an event back; give the void. A void itself cannot be taken back.

        Raises
        ------
        CannotVoid
            There is no such event, it is a void, or it is taken back already.

        """
        key, at = parse_id(event_id), self._now()
        with self._store.writing() as connection:
            return record.void(connection, self.path, key, at)

    def undo_last(self, count: int = 1, *, here: bool = False) -> tuple[Event, ...]:
        """Take the last reviews back, in one step; give them, last first, fewer where none is left.

        The last ones by time, wherever they were made; with `here`, the last made on this device.
        """
        at = self._now()
        with self._store.writing() as connection:
            undone = record.undo(connection, self.path, self.learner, count, at, here=here)
            return tuple(map(names_in_force(connection, self.learner).called, undone))

    # --- ask -------------------------------------------------------------------------------------

    def state(self, item: str) -> ItemState:
        """Give what is remembered of an item."""
        with self._store.reading() as connection:
            return read_state(connection, self.learner, item) or ItemState(item)

    def states(self) -> dict[str, ItemState]:
        """Give every item that has a state."""
        with self._store.reading() as connection:
            return read_states(connection, self.learner)

    def events(
        self,
        *,
        kind: str | None = None,
        item: str | None = None,
        since_ms: int | None = None,
        voided: bool = False,
    ) -> Iterator[Event]:
        """Read events in the order of replay, in bounded memory, under their items' ids of today.

        `voided`: those too that are taken back, and the voids that took them.
        """
        with self._store.aside() as connection, snapshot(connection):
            names = names_in_force(connection, self.learner)
            formerly = () if item is None else names.all(item)[1:]
            wanted = Wanted(self.learner, kind, item, since_ms, formerly, voided)
            yield from map(names.called, read_events(connection, wanted))

    def latest(self, kind: str, item: str) -> Event | None:
        """Give the last event of a kind that stands for an item: its note, its flag."""
        with self._store.reading() as connection:
            names = names_in_force(connection, self.learner)
            return last_event(connection, self.learner, kind, names.all(item))

    def count(self) -> int:
        """Count the events."""
        with self._store.reading() as connection:
            return count_events(connection)

    def introduced_since(self, utc_ms: int) -> int:
        """Count the items whose first review is at or after a moment, on whatever device."""
        with self._store.reading() as connection:
            return introduced_since(connection, self.learner, utc_ms)

    def days(self, since: str = "") -> tuple[Day, ...]:
        """Give the days something was done on, in order, from an ISO date on."""
        with self._store.reading() as connection:
            return read_days(connection, self.learner, since)

    def settings(self) -> dict[str, Any]:
        """Give the settings that travel with the journal: the last one wins, name by name."""
        with self._store.reading() as connection:
            return settings_of(connection, self.learner)

    def parameters(self) -> Parameters:
        """Give the memory model's parameters in force."""
        with self._store.reading() as connection:
            return parameters_in_force(connection)

    def data_version(self) -> int:
        """Give a number that changes when something else has written: another drill, a merge."""
        return self._store.data_version()

    # --- exercises made ahead --------------------------------------------------------------------

    def put_prepared(self, item: str, level: int, body: Mapping[str, object]) -> None:
        """Keep an exercise for later."""
        with self._store.writing() as connection:
            prepared.put(connection, item, level, body)

    def take_prepared(self, item: str, level: int) -> dict[str, Any] | None:
        """Take an exercise away; None where there is none."""
        with self._store.writing() as connection:
            return prepared.take(connection, item, level)

    def peek_prepared(self, item: str, level: int) -> dict[str, Any] | None:
        """Look at an exercise and leave it there."""
        with self._store.reading() as connection:
            return prepared.peek(connection, item, level)

    def prepared_items(self) -> frozenset[tuple[str, int]]:
        """List what has been made ahead, as (item, level)."""
        with self._store.reading() as connection:
            return prepared.kept(connection)

    # --- long jobs -------------------------------------------------------------------------------

    def export(self, target: IO[str]) -> int:
        """Write every event as a line of JSON, in the order of replay; give their number."""
        written = 0
        with self._store.aside() as connection, snapshot(connection):
            for found in read_events(connection, Wanted(voided=True)):
                target.write(to_json(found) + "\n")
                written += 1
        return written

    def import_(self, source: IO[str], name: str = "-") -> Merged:
        """Take in the lines of an export: all of them, or none and `name:line: message`.

        Raises
        ------
        BadEvent, Conflict
            A line is wrong, or has another event's key; nothing was taken in.

        """
        from drill.journal.merge import import_lines

        return import_lines(self._store, self.learner, source, name)

    def merge(self, path: Path) -> Merged:
        """Take in another journal's events: all of them, or none. That file is only read."""
        from drill.journal.merge import merge_journal

        return merge_journal(self._store, self.learner, path)

    def check(self) -> tuple[Mismatch, ...]:
        """Compare every cache with a replay of the events, and look at the file; empty if sound."""
        from drill.journal.check import check_all

        with self._store.aside() as connection, snapshot(connection):
            return check_all(connection, self.learner)

    def rebuild(self) -> None:
        """Make every cache anew from the events alone."""
        with self._store.aside() as connection, lasting(connection):
            rebuild(connection, self.learner)

    def backup(self, folder: Path | None = None) -> Path:
        """Copy the journal as it is now into a folder; give the copy, complete and verified."""
        from drill.journal.backup import back_up

        return back_up(self.path, folder or self._backups, stamp(self._clock.now()))

    def backup_daily(self) -> Path | None:
        """Back up on the first call of each of the learner's days; thin the old ones."""
        from drill.journal.backup import back_up_daily

        now = self._clock.now()
        return back_up_daily(self.path, self._backups, local_day(now.utc_ms, now.offset_min))

    def restore(self, file: Path) -> Restored:
        """Put a backup in this journal's place; what it replaces is kept among the backups."""
        from drill.journal.backup import restore as put_back

        path = self.path
        self._store.close()  # a damaged file is moved away, and nobody may write to it there
        try:
            return put_back(path, file, self._backups, stamp(self._clock.now()))
        finally:
            self._store = Store(path)
            self.device = _device(self._store, self._clock, self._backups)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _now(self) -> tuple[int, int]:
        now = self._clock.now()
        return now.utc_ms, now.offset_min


def restore(path: Path, file: Path, *, clock: Clock, backups: Path | None = None) -> Restored:
    """Put a backup in the place of a journal that need not be readable, or there at all."""
    from drill.journal.backup import restore as put_back

    return put_back(path, file, backups or beside(path), stamp(clock.now()))


def _device(store: Store, clock: Clock, backups: Path) -> str:
    return ensure_identity(store, settle(store, backups, stamp(clock.now())))


def beside(path: Path) -> Path:
    """Give the folder a journal's backups lie in."""
    return path.parent / f"{path.stem}-backups"

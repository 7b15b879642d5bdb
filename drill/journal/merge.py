"""Events from elsewhere: the union of two logs, all of it or nothing.

What comes in is read and checked line by line into a table of this connection alone, however much
it is, before the journal is locked; then one transaction compares, inserts and folds. The union is
the same in any order, and so are the states: a fold follows the events' own order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
)

from drill.journal.caches import Touched, refresh, take_back
from drill.journal.copies import copy
from drill.journal.errors import BadEvent, Conflict, JournalDamaged
from drill.journal.events import (
    Event,
    Key,
    check_event,
    local_day,
    parse_id,
    read_line,
)
from drill.journal.log import BATCH, COLUMNS, Wanted, from_row, select_events, stream, to_row
from drill.journal.opening import settle
from drill.journal.shape import (
    MAX_ITEM,
    MAX_LINE,
    MAX_NAME,
    MAX_OFFSET_MIN,
    MEMORY_KINDS,
    Kind,
)
from drill.journal.store import Store, apart, lasting, snapshot
from drill.journal.tables import event, key_columns


@dataclass(frozen=True, slots=True)
class Merged:
    """What came in: how many events were read, and how many of them were new here."""

    read: int
    new: int

    @property
    def known(self) -> int:
        """Events that were here already."""
        return self.read - self.new


class Arrival(NamedTuple):
    """One event from elsewhere, where it stands there, and its body as it is stored."""

    line: int
    event: Event
    text: str


incoming = Table(
    "incoming",
    MetaData(),
    *key_columns(),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(MAX_NAME), nullable=False),
    Column("item", String(MAX_ITEM), nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("offset_min", Integer, nullable=False),
    Column("body", Text, nullable=False),
    prefixes=["TEMPORARY"],
)
ARRIVED: Final = tuple(incoming.c[column.name] for column in COLUMNS)
CONTENT: Final = ("kind", "item", "utc_ms", "offset_min", "body")


def read_lines(source: IO[str], name: str) -> Iterator[Arrival]:
    """Read an export line by line; raise `BadEvent` (`file:line: message`) at a fault."""
    line = 0
    while True:
        line += 1
        try:
            # One character more than is allowed, so that a file without newlines is no burden.
            text = source.readline(MAX_LINE + 1)
        except UnicodeDecodeError:
            raise BadEvent(f"{name}:{line}: this is not UTF-8 text") from None
        if not text:
            return
        if line == 1:
            text = text.removeprefix("\ufeff")
        if text.isspace():
            continue
        try:
            yield Arrival(line, *read_line(text))
        except BadEvent as error:
            raise BadEvent(f"{name}:{line}: {error}") from None


def read_journal(connection: Connection, path: Path) -> Iterator[Arrival]:
    """Read another journal's events, which are checked like any that come from elsewhere."""
    rows = stream(connection, select_events(Wanted(voided=True)))
    for line, row in enumerate(rows, 1):
        learner, device, number = row[:3]
        try:
            found = from_row(row)
            yield Arrival(line, found, check_event(found))
        except (BadEvent, JournalDamaged) as error:
            raise BadEvent(f"{path}: event {learner}/{device}/{number}: {error}") from None


def import_lines(store: Store, learner: str, source: IO[str], name: str) -> Merged:
    """Take in the lines of an export."""
    return take_in(store, learner, read_lines(source, name), name)


def merge_journal(store: Store, learner: str, path: Path) -> Merged:
    """Take in another journal, which is only read, and may lie where nothing can be written."""
    with TemporaryDirectory(prefix="drill-") as folder:
        copied = Path(folder, "other.db")
        copy(path, copied)
        other = Store(copied)
        try:
            settle(other, Path(folder), "merged")
            with other.aside() as connection, snapshot(connection):
                return take_in(store, learner, read_journal(connection, path), str(path))
        finally:
            other.close()


def take_in(store: Store, learner: str, arrivals: Iterator[Arrival], name: str) -> Merged:
    """Make the union of the journal and what arrives.

    Raises
    ------
    BadEvent
        An event is not of the right shape, or not this learner's.
    Conflict
        Two events under one key differ, in what arrives or between it and the journal.

    """
    with store.aside() as connection:
        with apart(connection):
            incoming.create(connection, checkfirst=False)
            read = _stage(connection, learner, arrivals, name)
            _refuse_two_of_one_key(connection, name)
        with lasting(connection):
            _refuse_conflicts(connection, name)
            connection.execute(delete(incoming).where(exists().where(_same_key(event))))
            new = connection.execute(
                insert(event).from_select(
                    [column.name for column in COLUMNS], select(*ARRIVED).distinct()
                )
            ).rowcount
            refresh(connection, learner, _touched(connection))
    return Merged(read, new)


def _stage(connection: Connection, learner: str, arrivals: Iterator[Arrival], name: str) -> int:
    read = 0
    while batch := list(islice(arrivals, BATCH)):
        for arrival in batch:
            if arrival.event.learner != learner:
                raise BadEvent(
                    f"{name}:{arrival.line}: this event is of learner `{arrival.event.learner}`, "
                    f"and the journal is of `{learner}`; merge only journals of one person"
                )
        connection.execute(insert(incoming), [_staged(arrival) for arrival in batch])
        read += len(batch)
    return read


def _staged(arrival: Arrival) -> dict[str, object]:
    return {"line": arrival.line, **to_row(arrival.event, arrival.text)}


def _refuse_two_of_one_key(connection: Connection, name: str) -> None:
    again = incoming.alias("again")
    query = (
        select(*ARRIVED[:3], incoming.c.line, again.c.line)
        .where(_same_key(again), incoming.c.line < again.c.line, _differs(again))
        .limit(1)
    )
    if found := connection.execute(query).first():
        *key, first, second = found
        raise Conflict(
            f"{name}:{second}: event {Key(*key).id} stands in line {first} already, with other "
            "content; nothing was taken in"
        )


def _refuse_conflicts(connection: Connection, name: str) -> None:
    query = select(*ARRIVED[:3]).where(_same_key(event), _differs(event)).limit(1)
    if found := connection.execute(query).first():
        raise Conflict(
            f"{name}: event {Key(*found).id} is another one in this journal, so one of the two is "
            "a copy that went on by itself; nothing was taken in: go on with the better of them"
        )


def _same_key(other: FromClause) -> ColumnElement[bool]:
    return and_(
        other.c.learner == incoming.c.learner,
        other.c.device == incoming.c.device,
        other.c.number == incoming.c.number,
    )


def _differs(other: FromClause) -> ColumnElement[bool]:
    return or_(
        *(other.c[name] != incoming.c[name] for name in CONTENT),
    )


def _touched(connection: Connection) -> Touched:
    """Collect what the events that are new here concern, in a few queries however many they are."""
    touched = Touched()
    kind = incoming.c.kind
    items = select(incoming.c.item).where(kind.in_(MEMORY_KINDS)).distinct()
    touched.items.update(row.item for row in connection.execute(items))
    times = select(func.min(incoming.c.utc_ms), func.max(incoming.c.utc_ms))
    first_ms, last_ms = connection.execute(times.where(kind == Kind.REVIEW)).one()
    if first_ms is not None:
        touched.days = {local_day(first_ms, -MAX_OFFSET_MIN), local_day(last_ms, MAX_OFFSET_MIN)}
    weights = select(incoming.c.line).where(kind == Kind.PARAMETERS).limit(1)
    touched.parameters = connection.execute(weights).first() is not None
    renamings = select(incoming.c.line).where(kind == Kind.RENAMED).limit(1)
    touched.names = connection.execute(renamings).first() is not None
    for row in connection.execute(select(*ARRIVED).where(kind == Kind.VOID)).all():
        take_back(connection, parse_id(from_row(row).body["of"]), touched)
    return touched

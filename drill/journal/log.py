"""The log in SQL: put an event in, find the next number, read events in the order of replay.

Knows the event table and which events are taken back; knows no cache of states.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal,
    select,
)

from drill.journal.errors import JournalDamaged
from drill.journal.events import Event, Key
from drill.journal.shape import Kind, parameters_in
from drill.journal.tables import event, voided
from drill.schedule.memory import Parameters

BATCH: Final = 500
"""Rows fetched or written at a time."""

COLUMNS: Final = (
    event.c.learner,
    event.c.device,
    event.c.number,
    event.c.kind,
    event.c.item,
    event.c.utc_ms,
    event.c.offset_min,
    event.c.body,
)
ORDER: Final = (event.c.utc_ms, event.c.device, event.c.number)
"""The order of replay, the same on every device."""

WITH_VOIDS: Final = event.outerjoin(
    voided,
    and_(
        event.c.learner == voided.c.learner,
        event.c.device == voided.c.device,
        event.c.number == voided.c.number,
    ),
)
STANDS: Final[ColumnElement[bool]] = voided.c.number.is_(None)
"""True of an event that is not taken back; needs `WITH_VOIDS`."""

NEXT_NUMBER: Final = select(
    *(
        select(func.max(table.c.number))
        .where(table.c.learner == bindparam("learner"), table.c.device == bindparam("device"))
        .scalar_subquery()
        for table in (event, voided)
    )
)
"""The last number of a device that is here, and the last that is known to be taken back."""
INSERT: Final = insert(event)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events to read; an empty field asks for all."""

    learner: str | None = None
    kind: str | None = None
    item: str | None = None
    since_ms: int | None = None
    formerly: tuple[str, ...] = ()
    """Other ids of the same item, whose events are wanted too."""
    voided: bool = False
    """Read those too that are taken back, and the voids that took them."""


def next_number(connection: Connection, learner: str, device: str) -> int:
    """Give the number after a device's last, within the transaction that will use it."""
    found = connection.execute(NEXT_NUMBER, {"learner": learner, "device": device}).one()
    return max(number or 0 for number in found) + 1


def insert_event(connection: Connection, new: Event, text: str) -> None:
    """Put an event in whose body has the stored form `text`."""
    connection.execute(INSERT, to_row(new, text))


def to_row(new: Event, text: str) -> dict[str, object]:
    """Give the columns of an event whose body has the stored form `text`."""
    return {
        "learner": new.learner,
        "device": new.device,
        "number": new.number,
        "kind": new.kind,
        "item": new.item,
        "utc_ms": new.utc_ms,
        "offset_min": new.offset_min,
        "body": text,
    }


def from_row(row: Sequence[Any]) -> Event:
    """Build the event a row holds; raise `JournalDamaged` where its body is no object."""
    learner, device, number, kind, item, utc_ms, offset_min, text = row
    try:
        body = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        body = None
    if not isinstance(body, Mapping):
        raise JournalDamaged(
            f"event {learner}/{device}/{number} cannot be read; put a backup in the journal's "
            "place with `drill journal restore FILE`"
        )
    return Event(learner, device, number, kind, item, utc_ms, offset_min, body)


def select_events(wanted: Wanted) -> Select[Any]:
    """Select events in the order of replay."""
    found = select(*COLUMNS)
    if not wanted.voided:
        found = found.select_from(WITH_VOIDS).where(STANDS, event.c.kind != Kind.VOID)
    if wanted.learner is not None:
        found = found.where(event.c.learner == wanted.learner)
    if wanted.kind is not None:
        found = found.where(event.c.kind == wanted.kind)
    if wanted.item is not None:
        found = found.where(event.c.item.in_((wanted.item, *wanted.formerly)))
    if wanted.since_ms is not None:
        found = found.where(event.c.utc_ms >= wanted.since_ms)
    return found.order_by(event.c.learner, *ORDER)


def read_events(connection: Connection, wanted: Wanted) -> Iterator[Event]:
    """Read events in the order of replay, a batch in memory at a time."""
    yield from map(from_row, stream(connection, select_events(wanted)))


def stream(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    """Run a query of any length in bounded memory."""
    yield from connection.execute(query.execution_options(yield_per=BATCH))


def find_event(connection: Connection, key: Key) -> Event | None:
    """Find one event by its key."""
    row = connection.execute(select(*COLUMNS).where(is_key(key))).first()
    return None if row is None else from_row(row)


def count_events(connection: Connection) -> int:
    """Count the events of the log."""
    return int(connection.execute(select(func.count()).select_from(event)).scalar_one())


def is_key(key: Key) -> ColumnElement[bool]:
    """Match the event with a key."""
    return and_(
        event.c.learner == key.learner,
        event.c.device == key.device,
        event.c.number == key.number,
    )


def is_voided(connection: Connection, key: Key) -> bool:
    """Say whether an event is taken back."""
    query = select(literal(1)).where(
        voided.c.learner == key.learner,
        voided.c.device == key.device,
        voided.c.number == key.number,
    )
    return connection.execute(query).first() is not None


def last_reviews(
    connection: Connection, learner: str, count: int, device: str | None
) -> list[Event]:
    """Find the last reviews that stand, last first: by time, or as made on one device."""
    query = (
        select(*COLUMNS)
        .select_from(WITH_VOIDS)
        .where(STANDS, event.c.learner == learner, event.c.kind == Kind.REVIEW)
        .limit(count)
    )
    if device is None:
        query = query.order_by(*(column.desc() for column in ORDER))
    else:
        query = query.where(event.c.device == device).order_by(event.c.number.desc())
    return [from_row(row) for row in connection.execute(query)]


def last_event(
    connection: Connection, learner: str, kind: str, names: Sequence[str]
) -> Event | None:
    """Find the last event of a kind that stands for an item, by whichever of its ids."""
    query = (
        select(*COLUMNS)
        .select_from(WITH_VOIDS)
        .where(STANDS, event.c.learner == learner, event.c.kind == kind, event.c.item.in_(names))
        .order_by(*(column.desc() for column in ORDER))
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else from_row(row)


def parameters_of(connection: Connection, learner: str) -> Parameters:
    """Give the parameters in force: the last that stand and are of a model known here.

    They hold for the whole history: stabilities under two sets of weights do not compare.
    """
    wanted = Wanted(learner, Kind.PARAMETERS, item="")
    in_force = Parameters()
    for found in read_events(connection, wanted):
        in_force = parameters_in(found.body) or in_force
    return in_force


def settings_of(connection: Connection, learner: str) -> dict[str, Any]:
    """Fold the settings that stand: the last one wins, name by name; null takes a name away."""
    made: dict[str, Any] = {}
    for found in read_events(connection, Wanted(learner, Kind.SETTINGS, item="")):
        made.update(found.body)
    return {name: value for name, value in made.items() if value is not None}

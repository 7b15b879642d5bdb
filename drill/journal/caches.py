"""The caches beside the log: each item's state, each day's figures, what is taken back.

Every function works inside the caller's transaction, so that an event and what follows from it are
saved together or not at all. `rebuild` makes all caches from the events alone; whatever else writes
them must leave what it would have made, and `check` sees to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from drill.journal.days import FIRST_DAY, LAST_DAY, count_in, recount
from drill.journal.events import (
    Event,
    Key,
    parse_id,
    to_change,
)
from drill.journal.log import (
    COLUMNS,
    ORDER,
    STANDS,
    WITH_VOIDS,
    Wanted,
    find_event,
    from_row,
    is_voided,
    parameters_of,
    read_events,
)
from drill.journal.names import Names, names_in_force, renew_names
from drill.journal.shape import MEMORY_KINDS, Kind
from drill.journal.tables import STATE_COLUMNS, day, event, meta, renamed, state, voided
from drill.journal.version import PARAMETERS
from drill.schedule.fold import fold
from drill.schedule.memory import Parameters
from drill.schedule.state import ItemState

FIELDS: Final = tuple(field.name for field in fields(ItemState))

OF_ITEM: Final = and_(
    event.c.learner == bindparam("of"), event.c.item.in_(bindparam("names", expanding=True))
)
LAST: Final = select(*ORDER).where(OF_ITEM).order_by(*(column.desc() for column in ORDER)).limit(1)
HISTORY: Final = (
    select(*COLUMNS)
    .select_from(WITH_VOIDS)
    .where(OF_ITEM, STANDS, event.c.kind.in_(MEMORY_KINDS))
    .order_by(*ORDER)
)

ITS_STATE: Final = and_(state.c.learner == bindparam("of"), state.c.item == bindparam("on"))
READ_STATE: Final = select(*STATE_COLUMNS).where(ITS_STATE)
READ_STATES: Final = select(*STATE_COLUMNS).where(state.c.learner == bindparam("of"))
INSERT_STATE: Final = insert(state)
UPDATE_STATE: Final = update(state).where(ITS_STATE)
DELETE_STATE: Final = delete(state).where(ITS_STATE)


def read_state(connection: Connection, learner: str, item: str) -> ItemState | None:
    """Read an item's cached state."""
    row = connection.execute(READ_STATE, {"of": learner, "on": item}).first()
    return None if row is None else ItemState(*row)


def read_states(connection: Connection, learner: str) -> dict[str, ItemState]:
    """Read every cached state, by item."""
    rows = connection.execute(READ_STATES, {"of": learner})
    return {made.item: made for made in (ItemState(*row) for row in rows)}


@lru_cache(maxsize=4)
def read_parameters(text: str) -> Parameters:
    """Read the weights in force as `meta` holds them; empty text means the model's own."""
    return Parameters(tuple(json.loads(text))) if text else Parameters()


def write_parameters(parameters: Parameters) -> str:
    """Write weights as `meta` holds them."""
    return "" if parameters == Parameters() else json.dumps(parameters.weights)


def introduced_since(connection: Connection, learner: str, utc_ms: int) -> int:
    """Count the items whose first review is at or after a moment."""
    query = (
        select(func.count())
        .select_from(state)
        # A state without reviews has 0 there.
        .where(state.c.learner == learner, state.c.first_ms >= max(utc_ms, 1))
    )
    return int(connection.execute(query).scalar_one())


def is_late(connection: Connection, new: Event, names: Names) -> bool:
    """Say whether an event belongs before one of its item that is already here.

    So it is where the clock was moved back, or another device's future has been merged.
    """
    asked = {"of": new.learner, "names": names.all(names.now(new.item))}
    last = connection.execute(LAST, asked).first()
    return last is not None and new.order < tuple(last)


def advance(connection: Connection, new: Event, parameters: Parameters, names: Names) -> None:
    """Fold in an event that is the last of its item."""
    change = to_change(new)
    if change is not None:
        item = names.now(new.item)
        before = read_state(connection, new.learner, item)
        after = fold(before, change, item, parameters)
        values = columns_of(after)
        if before is None:
            connection.execute(INSERT_STATE, {"learner": new.learner, **values})
        else:
            connection.execute(UPDATE_STATE, {"of": new.learner, "on": item, **values})
    if new.kind == Kind.REVIEW:
        count_in(connection, new)


def columns_of(made: ItemState) -> dict[str, object]:
    """Give a state as the columns it is kept in."""
    return {name: getattr(made, name) for name in FIELDS}


def replayed(
    connection: Connection, learner: str, item: str, parameters: Parameters, names: Names
) -> ItemState | None:
    """Fold an item's events from the first; None where none that stands concerns its memory.

    None too where it has another id now: its events are those of that one.
    """
    if names.now(item) != item:
        return None
    made: ItemState | None = None
    for row in connection.execute(HISTORY, {"of": learner, "names": names.all(item)}):
        change = to_change(from_row(row))
        if change is not None:
            made = fold(made, change, item, parameters)
    return made


def refold(
    connection: Connection, learner: str, item: str, parameters: Parameters, names: Names
) -> None:
    """Make an item's state anew from its events."""
    made = replayed(connection, learner, item, parameters, names)
    connection.execute(DELETE_STATE, {"of": learner, "on": item})
    if made is not None:
        values = columns_of(made)
        connection.execute(INSERT_STATE, {"learner": learner, **values})


def mark_voided(connection: Connection, target: Key) -> None:
    """Note that an event is taken back, whether or not it has arrived."""
    if not is_voided(connection, target):
        connection.execute(insert(voided), target._asdict())


@dataclass(slots=True)
class Touched:
    """What the caches must be made anew of, after events came or went."""

    items: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    parameters: bool = False
    names: bool = False

    def add(self, new: Event) -> None:
        """Note one event that is new or has been taken back."""
        if new.kind in MEMORY_KINDS:
            self.items.add(new.item)
        if new.kind == Kind.REVIEW:
            self.days.add(new.day)
        self.parameters = self.parameters or new.kind == Kind.PARAMETERS
        self.names = self.names or new.kind == Kind.RENAMED


def take_back(connection: Connection, target: Key, touched: Touched) -> None:
    """Apply a void. One that names a void does nothing: what was taken back stays so."""
    mark_voided(connection, target)
    found = find_event(connection, target)
    if found is not None:
        touched.add(found)


def refresh(connection: Connection, learner: str, touched: Touched) -> None:
    """Make anew whatever was touched; new weights touch every state."""
    if touched.parameters and _renew_parameters(connection, learner):
        touched.items.update(items_of(connection, learner))
    if touched.names:
        touched.items.update(renew_names(connection, learner))
    parameters = parameters_in_force(connection)
    names = names_in_force(connection, learner)
    for item in sorted({*touched.items, *map(names.now, touched.items)}):
        refold(connection, learner, item, parameters, names)
    if touched.days:
        recount(connection, learner, min(touched.days), max(touched.days))


def parameters_in_force(connection: Connection) -> Parameters:
    """Give the weights in force as the cache has them."""
    query = select(meta.c.value).where(meta.c.name == PARAMETERS)
    return read_parameters(connection.execute(query).scalar_one())


def items_of(connection: Connection, learner: str) -> list[str]:
    """List every item that has events or a state, in order."""
    asked = (
        select(event.c.item).where(event.c.learner == learner),
        select(state.c.item).where(state.c.learner == learner),
    )
    found = {row.item for query in asked for row in connection.execute(query.distinct())}
    return sorted(found - {""})


def rebuild(connection: Connection, learner: str) -> None:
    """Make every cache anew from the events alone."""
    for table in (state, day, voided, renamed):
        connection.execute(delete(table))
    for target in sorted(void_targets(connection)):
        connection.execute(insert(voided), target._asdict())
    _keep_parameters(connection, parameters := parameters_of(connection, learner))
    renew_names(connection, learner)
    names = names_in_force(connection, learner)
    for item in items_of(connection, learner):
        refold(connection, learner, item, parameters, names)
    recount(connection, learner, FIRST_DAY, LAST_DAY)


def void_targets(connection: Connection) -> set[Key]:
    """Collect the keys that void events name."""
    return {parse_id(found.body["of"]) for found in voids(connection)}


def voids(connection: Connection) -> Iterator[Event]:
    """Read the void events."""
    return read_events(connection, Wanted(kind=Kind.VOID, voided=True))


def _renew_parameters(connection: Connection, learner: str) -> bool:
    """Note the weights in force anew; say whether they have changed."""
    after = parameters_of(connection, learner)
    if after == parameters_in_force(connection):
        return False
    _keep_parameters(connection, after)
    return True


def _keep_parameters(connection: Connection, parameters: Parameters) -> None:
    text = write_parameters(parameters)
    connection.execute(update(meta).where(meta.c.name == PARAMETERS).values(value=text))

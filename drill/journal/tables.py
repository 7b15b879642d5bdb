"""The tables: one that is the truth, and caches that can be rebuilt from it at any time.

Portable SQL, so that a shared server can hold a journal later: keys made of what they mean, big
integers for UTC time, JSON as text, no sequences, triggers or types of one engine. To keep a
further column of an item, add the field to `ItemState`: its table follows, and an older journal's
caches are rebuilt when they are not the ones `CACHES` names.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from drill.journal.shape import MAX_ITEM, MAX_NAME
from drill.journal.version import FOLDS
from drill.schedule.state import ItemState

metadata = MetaData()


def key_columns() -> tuple[Column[str], Column[str], Column[int]]:
    """Make the columns an event is known by."""
    return (
        Column("learner", String(MAX_NAME), primary_key=True),
        Column("device", String(MAX_NAME), primary_key=True),
        Column("number", BigInteger, primary_key=True, autoincrement=False),
    )


event = Table(
    "event",
    metadata,
    *key_columns(),
    Column("kind", String(MAX_NAME), nullable=False),
    Column("item", String(MAX_ITEM), nullable=False),
    Column("utc_ms", BigInteger, nullable=False),
    Column("offset_min", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("event_of_item", "learner", "item", "utc_ms", "device", "number"),
    Index("event_in_time", "learner", "utc_ms", "device", "number"),
)

meta = Table(
    "meta",
    metadata,
    Column("name", String(MAX_NAME), primary_key=True),
    Column("value", Text, nullable=False),
)

KINDS: Final[dict[str, TypeEngine[Any]]] = {
    "str": String(MAX_ITEM),
    "int": BigInteger(),
    "float": Float(53),
    "bool": Boolean(),
}

state = Table(
    "state",
    metadata,
    Column("learner", String(MAX_NAME), primary_key=True),
    *(
        Column(
            field.name,
            KINDS[str(field.type)],
            nullable=False,
            primary_key=field.name == "item",
        )
        for field in fields(ItemState)
    ),
)
"""A cache: the fold of each item's events."""

STATE_COLUMNS: Final = tuple(state.c[field.name] for field in fields(ItemState))

voided = Table("voided", metadata, *key_columns())
"""A cache: the keys that void events name, also of events that have not arrived yet."""

day = Table(
    "day",
    metadata,
    Column("learner", String(MAX_NAME), primary_key=True),
    Column("date", String(10), primary_key=True),
    Column("reviews", Integer, nullable=False),
    Column("recalled", Integer, nullable=False),
    Column("think_ms", BigInteger, nullable=False),
)
"""A cache: what was done on each of the learner's dates."""

renamed = Table(
    "renamed",
    metadata,
    Column("learner", String(MAX_NAME), primary_key=True),
    Column("item", String(MAX_ITEM), primary_key=True),
    Column("now", String(MAX_ITEM), nullable=False),
)
"""A cache: ids that have become others, each with the one it is now."""

prepared = Table(
    "prepared",
    metadata,
    Column("item", String(MAX_ITEM), primary_key=True),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
"""Exercises made ahead, which may be thrown away at any time."""

FOLDED: Final = (state, voided, day, renamed)

CACHES: Final = f"{FOLDS} " + " ".join(
    f"{table.name}({','.join(table.c.keys())})" for table in (*FOLDED, prepared)
)
"""What the caches hold; a journal that says otherwise has them made anew."""


def create_all(connection: Connection) -> None:
    """Create every table in an empty database."""
    metadata.create_all(connection, checkfirst=False)


def recreate_caches(connection: Connection) -> None:
    """Throw the caches away and create them empty, whatever shape they had."""
    caches = [*FOLDED, prepared]
    metadata.drop_all(connection, tables=caches)
    metadata.create_all(connection, tables=caches, checkfirst=False)

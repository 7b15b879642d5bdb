"""Whether a journal is sound: the file itself, and every cache against a replay of the events."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from drill.journal.caches import (
    FIELDS,
    items_of,
    parameters_in_force,
    read_state,
    replayed,
    void_targets,
)
from drill.journal.days import DAY, FIRST_DAY, LAST_DAY, Day, counted, read_days
from drill.journal.errors import JournalDamaged, explain
from drill.journal.events import Key
from drill.journal.log import parameters_of
from drill.journal.names import Names, names_in_force, names_of
from drill.journal.tables import voided
from drill.schedule.state import ItemState

TOLERANCE: Final = 1e-9
"""Relative; another machine's powers and exponentials may differ in the last bits."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing a cache says otherwise than the events do."""

    what: str
    """The item, date, event or file it is about."""
    field: str
    cached: object
    replayed: object

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.what}: {self.field} is {self.cached}, and the events give {self.replayed}"


def check_all(connection: Connection, learner: str) -> tuple[Mismatch, ...]:
    """Compare every cache with the events, within one snapshot; empty where all is well."""
    if found := check_file(connection):
        return tuple(found)  # a replay of a damaged file says nothing
    return (
        *check_parameters(connection, learner),
        *check_voids(connection),
        *check_names(connection, learner),
        *check_states(connection, learner),
        *check_days(connection, learner),
    )


def check_file(connection: Connection) -> list[Mismatch]:
    """Have SQLite look at every page."""
    try:
        found = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
    except DatabaseError as error:
        if not isinstance(explain(error.orig or error, Path()), JournalDamaged):
            raise
        found = ["so damaged that it cannot be looked at"]  # some releases say it like this
    return [Mismatch("file", "integrity", text, "ok") for text in found if text != "ok"]


def check_parameters(connection: Connection, learner: str) -> list[Mismatch]:
    """Compare the weights in force."""
    cached, events = parameters_in_force(connection), parameters_of(connection, learner)
    if cached == events:
        return []
    return [Mismatch("memory model", "weights", cached.weights, events.weights)]


def check_voids(connection: Connection) -> list[Mismatch]:
    """Compare which events are taken back."""
    query = select(voided.c.learner, voided.c.device, voided.c.number)
    cached = {Key(*row) for row in connection.execute(query)}
    events = void_targets(connection)
    return [
        Mismatch(f"event {key.id}", "taken back", key in cached, key in events)
        for key in sorted(cached ^ events)
    ]


def check_names(connection: Connection, learner: str) -> list[Mismatch]:
    """Compare which ids have become which."""
    cached, events = names_in_force(connection, learner), names_of(connection, learner)
    made = Names(events)
    return [
        Mismatch(item, "id now", cached.now(item), made.now(item))
        for item in sorted({*cached.former, *events})
        if cached.now(item) != made.now(item)
    ]


def check_states(connection: Connection, learner: str) -> list[Mismatch]:
    """Replay every item; floats may differ by `TOLERANCE`."""
    parameters = parameters_in_force(connection)
    names = names_in_force(connection, learner)
    found: list[Mismatch] = []
    for item in items_of(connection, learner):
        cached = read_state(connection, learner, item)
        events = replayed(connection, learner, item, parameters, names)
        found += compare_states(item, cached, events)
    return found


def compare_states(item: str, cached: ItemState | None, events: ItemState | None) -> list[Mismatch]:
    """List the fields of an item's state that differ."""
    if cached is None or events is None:
        same = cached is events
        return [] if same else [Mismatch(item, "state", _there(cached), _there(events))]
    pairs = ((name, getattr(cached, name), getattr(events, name)) for name in FIELDS)
    return [Mismatch(item, name, one, other) for name, one, other in pairs if not agree(one, other)]


def agree(cached: object, events: object) -> bool:
    """Compare two values of a field."""
    if isinstance(cached, float) and isinstance(events, float):
        return math.isclose(cached, events, rel_tol=TOLERANCE)
    return cached == events


def check_days(connection: Connection, learner: str) -> list[Mismatch]:
    """Count every day anew."""
    cached = {one.date: one for one in read_days(connection, learner)}
    events = {one.date: one for one in counted(connection, learner, FIRST_DAY, LAST_DAY)}
    nothing = {
        date: Day(date, *(0 for _ in fields(Day)[1:])) for date in cached.keys() | events.keys()
    }
    return [
        Mismatch(date, name, getattr(one, name), getattr(other, name))
        for date in sorted(nothing)
        for one, other in [(cached.get(date, nothing[date]), events.get(date, nothing[date]))]
        for name in DAY
        if getattr(one, name) != getattr(other, name)
    ]


def _there(state: ItemState | None) -> str:
    return "none" if state is None else f"{state.repetitions} repetitions"

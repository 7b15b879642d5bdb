"""What one write does, inside its transaction: number the event, keep it, fold it in.

The journal's own rows are read again in every transaction, because another drill may have written
since: the device's last number, the item's state, the weights in force, even the version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from drill.journal.caches import Touched, advance, is_late, read_parameters, refresh, take_back
from drill.journal.errors import CannotVoid, JournalError
from drill.journal.events import Event, Key, check_event
from drill.journal.identity import check_version, read_meta
from drill.journal.log import find_event, insert_event, is_voided, last_reviews, next_number
from drill.journal.names import names_in_force
from drill.journal.shape import MEMORY_KINDS, Kind
from drill.journal.version import PARAMETERS, SCHEMA


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is sound and has no number yet, and its body as it is stored."""

    event: Event
    text: str


def draft(
    learner: str, kind: str, item: str, body: Mapping[str, object], at: tuple[int, int]
) -> Draft:
    """Check an event before anything is locked; raise `BadEvent` where it may not be kept."""
    unnumbered = Event(learner, "unnumbered", 1, kind, item, *at, body)
    text = check_event(unnumbered)
    return Draft(replace(unnumbered, body=json.loads(text)), text)


def append(connection: Connection, path: Path, new: Draft) -> Event:
    """Keep an event and fold it in."""
    found = read_current(connection, path)
    event = number(connection, found["device"], new)
    names = names_in_force(connection, event.learner)
    late = event.kind in MEMORY_KINDS and is_late(connection, event, names)
    insert_event(connection, event, new.text)
    if late or event.kind in (Kind.PARAMETERS, Kind.RENAMED):
        touched = Touched()
        touched.add(event)
        refresh(connection, event.learner, touched)
    else:
        advance(connection, event, read_parameters(found[PARAMETERS]), names)
    return event


def void(connection: Connection, path: Path, key: Key, at: tuple[int, int]) -> Event:
    """Take one event back; raise `CannotVoid` where that cannot be."""
    target = find_event(connection, key)
    if target is None:
        raise CannotVoid(f"there is no event {key.id} in this journal")
    if target.kind == Kind.VOID:
        raise CannotVoid(f"event {key.id} takes another back, and that is final")
    if is_voided(connection, key):
        raise CannotVoid(f"event {key.id} is taken back already")
    return take_out(connection, path, target, at)


def undo(
    connection: Connection,
    path: Path,
    learner: str,
    count: int,
    at: tuple[int, int],
    *,
    here: bool,
) -> tuple[Event, ...]:
    """Take the last reviews back that stand; give them, last first."""
    device = read_current(connection, path)["device"] if here else None
    found = last_reviews(connection, learner, count, device)
    for target in found:
        take_out(connection, path, target, at)
    return tuple(found)


def take_out(connection: Connection, path: Path, target: Event, at: tuple[int, int]) -> Event:
    """Keep a void for an event, on the same item, and fold anew what it had changed."""
    device = read_current(connection, path)["device"]
    body = {"of": target.id}
    new = draft(target.learner, Kind.VOID, target.item, body, at)
    event = number(connection, device, new)
    insert_event(connection, event, new.text)
    touched = Touched()
    take_back(connection, target.key, touched)
    refresh(connection, target.learner, touched)
    return event


def number(connection: Connection, device: str, new: Draft) -> Event:
    """Give an event its number, within the transaction that keeps it."""
    last = next_number(connection, new.event.learner, device)
    return replace(new.event, device=device, number=last)


def read_current(connection: Connection, path: Path) -> dict[str, str]:
    """Read what the journal says of itself now; refuse it if another drill has changed its form."""
    found = read_meta(connection)
    if check_version(found, path) != SCHEMA:
        raise JournalError(
            f"{path}: an older journal has taken its place; close drill and open it again"
        )
    return found

"""A look at a journal before SQLAlchemy is loaded: what the first card and the home screen need.

Importing SQLAlchemy takes longer than everything else between the command and the first card. So
a session begins with this read-only look, through the standard library alone, and the journal
itself is opened beside it. Only a journal of exactly this version is looked at; any other is left
to `Journal.open`, which knows how to make, migrate or refuse it. Nothing is ever written here.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

from drill.journal.version import FOLDS, PARAMETERS, SCHEMA
from drill.schedule.memory import Parameters, ParametersError
from drill.schedule.state import ItemState
from drill.value import Value

COLUMNS: Final = ",".join(field.name for field in fields(ItemState))
STANDING: Final = """
    SELECT event.body FROM event LEFT JOIN voided USING (learner, device, number)
    WHERE voided.number IS NULL AND event.learner = ? AND event.item = ? AND event.kind = ?
    ORDER BY event.utc_ms, event.device, event.number
"""

NOTES: Final = """
    SELECT event.body FROM event LEFT JOIN voided USING (learner, device, number)
    WHERE voided.number IS NULL AND event.learner = ?1 AND event.kind = 'note' AND event.item IN
    (SELECT ?2 UNION ALL SELECT item FROM renamed WHERE learner = ?1 AND now = ?2)
    ORDER BY event.utc_ms, event.device, event.number
"""

MISTAKEN: Final = """
    SELECT event.utc_ms, event.offset_min, coalesce(renamed.now, event.item), event.body
    FROM event LEFT JOIN voided USING (learner, device, number)
    LEFT JOIN renamed ON renamed.learner = event.learner AND renamed.item = event.item
    WHERE voided.number IS NULL AND event.learner = ? AND event.utc_ms >= ?
    AND event.kind = 'review' AND event.body LIKE '%"mistakes":%'
    ORDER BY event.utc_ms, event.device, event.number
"""


class Mistaken(Value):
    """A review in which named mistakes were made."""

    utc_ms: int
    offset_min: int
    item: str
    mistakes: tuple[str, ...]


class Day(Value):
    """What was done on one of the learner's dates."""

    date: str
    reviews: int
    think_ms: int


class Glance:
    """A read-only connection to a journal of this version."""

    def __init__(self, raw: sqlite3.Connection, meta: dict[str, str]) -> None:
        self._raw = raw
        self._learner = meta["learner"]
        weights = meta[PARAMETERS]
        self.parameters = Parameters(tuple(json.loads(weights))) if weights else Parameters()

    def states(self) -> dict[str, ItemState]:
        """Give every item that has a state."""
        query = f"SELECT {COLUMNS} FROM state WHERE learner = ?"  # noqa: S608 - our own columns
        return {row[0]: _state(row) for row in self._raw.execute(query, [self._learner])}

    def settings(self) -> dict[str, Any]:
        """Give the settings that travel with the journal: the last one wins, name by name."""
        made: dict[str, Any] = {}
        for (body,) in self._raw.execute(STANDING, [self._learner, "", "settings"]):
            made.update(json.loads(body))
        return {name: value for name, value in made.items() if value is not None}

    def days(self, since: str = "") -> tuple[Day, ...]:
        """Give the days something was done on, in order, from an ISO date on."""
        query = (
            "SELECT date, reviews, think_ms FROM day WHERE learner = ? AND date >= ? ORDER BY date"
        )
        rows = self._raw.execute(query, [self._learner, since])
        return tuple(Day(*row) for row in rows)

    def mistaken(self, since_ms: int) -> tuple[Mistaken, ...]:
        """Give the reviews with named mistakes from a moment on, in order."""
        rows = self._raw.execute(MISTAKEN, [self._learner, since_ms])
        return tuple(
            Mistaken(utc_ms, offset_min, item, tuple(json.loads(body)["mistakes"]))
            for utc_ms, offset_min, item, body in rows
        )

    def note(self, item: str) -> str:
        """Give the last note that stands for an item."""
        rows = self._raw.execute(NOTES, [self._learner, item]).fetchall()
        return str(json.loads(rows[-1][0]).get("text", "")) if rows else ""

    def prepared_items(self) -> frozenset[tuple[str, int]]:
        """List the exercises made ahead, as (item, level)."""
        return frozenset(self._raw.execute("SELECT item, level FROM prepared"))

    def peek_prepared(self, item: str, level: int) -> dict[str, Any] | None:
        """Look at an exercise made ahead."""
        query = "SELECT body FROM prepared WHERE item = ? AND level = ?"
        row = self._raw.execute(query, [item, level]).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()


def _state(row: tuple[Any, ...]) -> ItemState:
    """Build a state from its columns; SQLite keeps a truth value as a number."""
    made = ItemState(*row)
    return replace(made, suspended=bool(made.suspended))


def glance(path: Path) -> Glance | None:
    """Look at a journal; None where there is none, or one that must be opened the long way."""
    if not path.is_file():
        return None
    raw: sqlite3.Connection | None = None
    try:
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1.0)
        meta = dict(raw.execute("SELECT name, value FROM meta"))
        if is_of_this_version(meta):
            return Glance(raw, meta)
    except (sqlite3.Error, ValueError, KeyError, ParametersError):
        pass  # Journal.open will say in words what is wrong, or mend it
    if raw is not None:
        raw.close()
    return None


def is_of_this_version(meta: dict[str, str]) -> bool:
    """Say whether a journal's tables are the ones this drill would make."""
    states = f"{FOLDS} state(learner,{COLUMNS})"
    return meta.get("schema") == str(SCHEMA) and meta.get("caches", "").startswith(states)

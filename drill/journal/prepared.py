"""Exercises made ahead: a plain cache in the journal's file, which may be emptied at any time.

So the first card of the next session needs no generator. What an exercise looks like is its
maker's business; here it is an object of JSON for an item at a level.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from drill.journal.shape import body_text
from drill.journal.tables import prepared

ITS: Final = (prepared.c.item == bindparam("on"), prepared.c.level == bindparam("at"))
READ: Final = select(prepared.c.body).where(*ITS)
DELETE: Final = delete(prepared).where(*ITS)


def put(connection: Connection, item: str, level: int, body: Mapping[str, object]) -> None:
    """Keep an exercise, in place of one that is there already."""
    text = body_text(body)
    connection.execute(DELETE, {"on": item, "at": level})
    connection.execute(insert(prepared), {"item": item, "level": level, "body": text})


def peek(connection: Connection, item: str, level: int) -> dict[str, Any] | None:
    """Look at an exercise; None where there is none, or it cannot be read any more."""
    text = connection.execute(READ, {"on": item, "at": level}).scalar_one_or_none()
    try:
        body = json.loads(text or "null")
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def take(connection: Connection, item: str, level: int) -> dict[str, Any] | None:
    """Take an exercise away, so that nobody else gets it."""
    body = peek(connection, item, level)
    connection.execute(DELETE, {"on": item, "at": level})
    return body


def kept(connection: Connection) -> frozenset[tuple[str, int]]:
    """List what there is, as (item, level)."""
    rows = connection.execute(select(prepared.c.item, prepared.c.level))
    return frozenset((row.item, row.level) for row in rows)

"""Ids that have become others: one item's events stay one history, whatever its card was called.

A bank says `formerly: [old.id]`, and a bank may change or be missing on another device. So the
first drill that sees such a card keeps an event, `renamed` on the new id with the old one in its
body, and from then on the events alone say what belongs together: every fold takes the events of
all names of an item, in their own order, as the events of the name it has now. Nothing is rewritten
or moved, which keeps the rest as it was: the union of two logs is the same in any order, whichever
device heard of the name first; a review is taken back by its id under whatever name it was made;
taking the `renamed` event back parts the two again; and a drill that does not know the kind carries
it along, shows the old id as retired, and has its caches made anew by one that does.

The renamings that stand are applied in the order of replay. A later one wins, and a name that is
given to something else is its own again, so no two of them can go round in a circle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from drill.journal.events import Event
from drill.journal.log import Wanted, read_events
from drill.journal.shape import Kind
from drill.journal.tables import renamed

READ: Final = select(renamed.c.item, renamed.c.now).where(renamed.c.learner == bindparam("of"))


class Names:
    """Which ids are another one by now."""

    def __init__(self, now: Mapping[str, str]) -> None:
        self._now = now

    @property
    def former(self) -> tuple[str, ...]:
        """Every id that has become another, in order."""
        return tuple(sorted(self._now))

    def now(self, item: str) -> str:
        """Give the id an item has now."""
        return self._now.get(item, item)

    def all(self, item: str) -> tuple[str, ...]:
        """Give an item's id and those it had before."""
        return (item, *sorted(old for old, now in self._now.items() if now == item))

    def called(self, found: Event) -> Event:
        """Give an event under the id its item has now."""
        return replace(found, item=self._now[found.item]) if found.item in self._now else found


def names_in_force(connection: Connection, learner: str) -> Names:
    """Give the names as the cache has them."""
    return Names(_kept(connection, learner))


def names_of(connection: Connection, learner: str) -> dict[str, str]:
    """Read from the events which id has become which; chains are followed to their end."""
    direct: dict[str, str] = {}
    for found in read_events(connection, Wanted(learner, Kind.RENAMED)):
        direct.pop(found.item, None)
        direct[found.body["formerly"]] = found.item
    return {old: _end(direct, old) for old in direct}


def renew_names(connection: Connection, learner: str) -> set[str]:
    """Make the cache of names anew; give the items whose names are others than before."""
    before = _kept(connection, learner)
    after = names_of(connection, learner)
    changed = before.items() ^ after.items()
    if changed:
        connection.execute(delete(renamed).where(renamed.c.learner == learner))
        rows = [{"learner": learner, "item": old, "now": now} for old, now in after.items()]
        if rows:
            connection.execute(insert(renamed), rows)
    return {name for pair in changed for name in pair}


def _kept(connection: Connection, learner: str) -> dict[str, str]:
    return {row.item: row.now for row in connection.execute(READ, {"of": learner})}


def _end(direct: Mapping[str, str], item: str) -> str:
    while item in direct:
        item = direct[item]
    return item

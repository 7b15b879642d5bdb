"""What was done on each of the learner's dates: a cache that spares statistics the whole log.

A date is the learner's own, where the review was made, and begins at 04:00.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Final

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from drill.journal.events import EPOCH, ROLLOVER_MIN, Event
from drill.journal.log import COLUMNS, STANDS, WITH_VOIDS, from_row, stream
from drill.journal.shape import MAX_OFFSET_MIN, Kind
from drill.journal.tables import day, event
from drill.schedule.state import Rating

ITS_DAY: Final = and_(day.c.learner == bindparam("of"), day.c.date == bindparam("at"))
ADD_TO_DAY: Final = (
    update(day)
    .where(ITS_DAY)
    .values(
        reviews=day.c.reviews + 1,
        recalled=day.c.recalled + bindparam("right"),
        think_ms=day.c.think_ms + bindparam("ms"),
    )
)
INSERT_DAY: Final = insert(day)


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one of the learner's dates."""

    date: str
    reviews: int
    recalled: int
    """Reviews that were not rated Again."""
    think_ms: int


def count_in(connection: Connection, new: Event) -> None:
    """Count a review on its day."""
    one = add_review(Day(new.day, 0, 0, 0), new)
    right, ms = one.recalled, one.think_ms
    there = {"of": new.learner, "at": one.date, "right": right, "ms": ms}
    if connection.execute(ADD_TO_DAY, there).rowcount == 0:
        row = {"reviews": 1, "recalled": right, "think_ms": ms}
        connection.execute(INSERT_DAY, {"learner": new.learner, "date": one.date, **row})


def add_review(before: Day, new: Event) -> Day:
    """Count a review in a day's figures."""
    return Day(
        before.date,
        before.reviews + 1,
        before.recalled + (new.body["rating"] > Rating.AGAIN),
        before.think_ms + int(new.body.get("think_ms", 0)),
    )


def read_days(connection: Connection, learner: str, since: str = "") -> tuple[Day, ...]:
    """Read the days something was done on, in order."""
    query = (
        select(day.c.date, day.c.reviews, day.c.recalled, day.c.think_ms)
        .where(day.c.learner == learner, day.c.date >= since)
        .order_by(day.c.date)
    )
    return tuple(Day(*row) for row in connection.execute(query))


def recount(connection: Connection, learner: str, first: str, last: str) -> None:
    """Count the days from `first` to `last` anew."""
    connection.execute(delete(day).where(day.c.learner == learner, day.c.date.between(first, last)))
    made = counted(connection, learner, first, last)
    if made:
        connection.execute(
            INSERT_DAY,
            [{"learner": learner, **dict(zip(DAY, astuple(one), strict=True))} for one in made],
        )


DAY: Final = tuple(field.name for field in fields(Day))


def counted(connection: Connection, learner: str, first: str, last: str) -> list[Day]:
    """Count the reviews that stand on the days from `first` to `last`, from the events alone."""
    query = (
        select(*COLUMNS)
        .select_from(WITH_VOIDS)
        .where(STANDS, event.c.learner == learner, event.c.kind == Kind.REVIEW)
        .where(event.c.utc_ms >= _edge(first, 0, -MAX_OFFSET_MIN))
        .where(event.c.utc_ms < _edge(last, 1, MAX_OFFSET_MIN))
    )
    made: dict[str, Day] = {}
    for found in map(from_row, stream(connection, query)):
        if first <= (at := found.day) <= last:
            made[at] = add_review(made.get(at, Day(at, 0, 0, 0)), found)
    return [made[at] for at in sorted(made)]


FIRST_DAY: Final = "0001-01-01"
LAST_DAY: Final = "9999-12-31"


def _edge(iso_day: str, days: int, offset_min: int) -> int:
    """Give a moment at which a day begins (0) or ends (1) somewhere on earth, in UTC ms."""
    ordinal = date.fromisoformat(iso_day).toordinal() + days - EPOCH
    return (ordinal * 24 * 60 + ROLLOVER_MIN + offset_min) * 60_000

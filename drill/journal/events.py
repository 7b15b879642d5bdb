"""What an event is, and its form as one line of JSON: what two devices exchange.

Standard library only, so that a door, a test or a script can read an export without a database.
Everything that enters a journal has passed `check_event`, so the folds behind it need no doubts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, NoReturn

from drill.journal.errors import BadEvent
from drill.journal.shape import MAX_DEPTH, MAX_LINE, Kind, check_id, check_shape, shown
from drill.schedule.level import climbs
from drill.schedule.state import Change, Rating, Reopened, Reset, Resumed, Reviewed, Suspended
from drill.value import Value

LEARNER = "me"
"""The learner's name in a journal of one's own, so that two devices of one person merge."""

ROLLOVER_MIN = 4 * 60
"""A learner's day begins at 04:00."""
DAY_MIN = 24 * 60


class Key(NamedTuple):
    """What an event is known by, on every device for ever."""

    learner: str
    device: str
    number: int

    @property
    def id(self) -> str:
        """The key in one word."""
        return f"{self.learner}/{self.device}/{self.number}"


class Event(Value):
    """One thing that happened, as it is kept: never changed, never deleted."""

    learner: str
    device: str
    number: int
    kind: str
    item: str
    """A card's id or `exercise/<family>`; empty where no item is concerned."""
    utc_ms: int
    offset_min: int
    """Local time minus UTC when and where it happened."""
    body: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """The primary key."""
        return Key(self.learner, self.device, self.number)

    @property
    def id(self) -> str:
        """The key in one word: `learner/device/number`."""
        return self.key.id

    @property
    def order(self) -> tuple[int, str, int]:
        """Where the event stands in a replay."""
        return self.utc_ms, self.device, self.number

    @property
    def day(self) -> str:
        """The learner's date it counts for, as ISO 8601."""
        return local_day(self.utc_ms, self.offset_min)


def local_day(utc_ms: int, offset_min: int) -> str:
    """Give the learner's date, which begins at 04:00 local time, as ISO 8601."""
    minutes = utc_ms // 60_000 + offset_min - ROLLOVER_MIN
    return date.fromordinal(EPOCH + minutes // DAY_MIN).isoformat()


EPOCH = date(1970, 1, 1).toordinal()


def to_json(event: Event) -> str:
    """Write an event as one line of ASCII, without the newline.

    ASCII, because a learner's text may hold line separators and terminal control characters.
    """
    return json.dumps(
        {
            "id": event.id,
            "kind": event.kind,
            "item": event.item,
            "utc_ms": event.utc_ms,
            "offset_min": event.offset_min,
            "body": event.body,
        },
        separators=(",", ":"),
        allow_nan=False,
    )


FIELDS = ("id", "kind", "item", "utc_ms", "offset_min", "body")


def from_json(line: str) -> Event:
    """Read one line; raise `BadEvent` with one line that names what is wrong."""
    return read_line(line)[0]


def read_line(line: str) -> tuple[Event, str]:
    """Read one line into an event and its body as it is stored; raise `BadEvent` in one line."""
    if len(line) > MAX_LINE:
        raise BadEvent(f"the line has more than {MAX_LINE} characters")
    try:
        found = json.loads(line, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise BadEvent(f"the line is nested more than {MAX_DEPTH} deep") from None
    except ValueError as error:
        raise BadEvent(f"the line is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise BadEvent("the line is not a JSON object")
    for name in FIELDS:
        if name not in found:
            raise BadEvent(f"`{name}` is missing")
    for name in found:
        if name not in FIELDS:
            raise BadEvent(f"`{shown(name)}` is not known; a newer drill may have written it")
    if not isinstance(found["id"], str):
        raise BadEvent("`id` must be text: learner/device/number")
    key = parse_id(found["id"])
    event = Event(*key, *(found[name] for name in FIELDS[1:]))
    return event, check_event(event)


def parse_id(text: str) -> Key:
    """Read `learner/device/number`; raise `BadEvent` where it is something else."""
    learner, device, number = check_id(text)
    return Key(learner, device, number)


def check_event(event: Event) -> str:
    """Give the body as it is stored; raise `BadEvent`, naming the field, if it may not be kept."""
    check_id(event.id)
    return check_shape(event.kind, event.item, event.utc_ms, event.offset_min, event.body)


def to_change(event: Event) -> Change | None:
    """Give what the event does to its item's memory; None where it does nothing to it."""
    body = event.body
    match event.kind:
        case Kind.REVIEW:
            return Reviewed(
                event.utc_ms,
                Rating(body["rating"]),
                body.get("level", 0),
                body.get("first_try", False),
                body.get("mode", "practice"),
                climbs(body.get("stage", ""), body.get("mode", "")),
            )
        case Kind.SUSPEND:
            return Suspended(event.utc_ms)
        case Kind.RESUME:
            return Resumed(event.utc_ms)
        case Kind.RESET:
            return Reset(event.utc_ms)
        case Kind.REOPEN:
            return Reopened(event.utc_ms, body["by_ms"])
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise BadEvent("a name stands twice in one object")
    return made


def _no_constant(name: str) -> NoReturn:
    raise BadEvent(f"{name} is not a number in JSON")

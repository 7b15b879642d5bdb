"""What an event is, and its form as one line of JSON: what two devices exchange.

Standard library only, so that a door, a test or a script can read an export without a database.
Everything that enters a journal has passed `check_event`: the folds behind it need no doubts. A
kind that a later drill invents is kept and carried, and changes nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, NoReturn

from drill.journal.errors import BadEvent
from drill.schedule.memory import MODEL, Parameters, ParametersError
from drill.schedule.state import Change, Rating, Reopened, Reset, Resumed, Reviewed, Suspended

LEARNER = "me"
"""The learner's name in a journal of one's own, so that two devices of one person merge."""

MAX_BODY = 256 * 1024
"""Characters of an event's body as JSON; a long interview takes a tenth of it."""
MAX_LINE = 8 * MAX_BODY
"""Characters of a line; the body may be written in escapes."""
MAX_DEPTH = 24
MAX_ITEM = 200
MAX_NAME = 64
MAX_NUMBER = 2**53
MAX_UTC_MS = 32_503_680_000_000  # the year 3000 begins
MAX_OFFSET_MIN = 18 * 60

ROLLOVER_MIN = 4 * 60
"""A learner's day begins at 04:00."""
DAY_MIN = 24 * 60


class Kind(StrEnum):
    """The kinds of event this drill writes."""

    REVIEW = "review"
    VOID = "void"
    PARAMETERS = "parameters"
    PLACEMENT = "placement"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESET = "reset"
    REOPEN = "reopen"
    SETTINGS = "settings"
    NOTE = "note"
    FLAG = "flag"
    """The learner says that a card is wrong."""
    INTERVIEW = "interview"


MEMORY_KINDS = (Kind.REVIEW, Kind.SUSPEND, Kind.RESUME, Kind.RESET, Kind.REOPEN)
"""The kinds an item's state is folded from; each names its item."""
GENERAL_KINDS = (Kind.PARAMETERS, Kind.SETTINGS)
"""The kinds that concern no item, so that the few of them are found at once."""


class Key(NamedTuple):
    """What an event is known by, on every device for ever."""

    learner: str
    device: str
    number: int

    @property
    def id(self) -> str:
        """The key in one word."""
        return f"{self.learner}/{self.device}/{self.number}"


@dataclass(frozen=True, slots=True)
class Event:
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
    """Read one line into the event and its body as it is stored; raise `BadEvent` as `from_json`."""
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
            raise BadEvent(f"`{_shown(name)}` is not known; a newer drill may have written it")
    if not isinstance(found["id"], str):
        raise BadEvent("`id` must be text: learner/device/number")
    key = parse_id(found["id"])
    event = Event(*key, *(found[name] for name in FIELDS[1:]))
    return event, check_event(event)


def parse_id(text: str) -> Key:
    """Read `learner/device/number`; raise `BadEvent` where it is something else."""
    pieces = text.split("/")
    if len(pieces) != 3:
        raise BadEvent(f"`id` must be learner/device/number, not `{_shown(text)}`")
    learner, device, number = pieces
    for piece in (learner, device):
        if not is_name(piece):
            raise BadEvent(
                f"`id` must be of letters, digits, `-`, `_` and `.`, not `{_shown(text)}`"
            )
    if not (number.isascii() and number.isdigit() and len(number) <= 16 and number[0] != "0"):
        raise BadEvent(f"`id` must end in a number from 1, not `{_shown(text)}`")
    if int(number) > MAX_NUMBER:
        raise BadEvent(f"`id` must end in a number up to 2^53, not `{_shown(text)}`")
    return Key(learner, device, int(number))


def is_name(text: str) -> bool:
    """Say whether a text may name a learner, a device or a kind."""
    plain = text.replace("-", "").replace("_", "").replace(".", "")
    return 0 < len(text) <= MAX_NAME and plain.isascii() and plain.isalnum()


def check_event(event: Event) -> str:
    """Give the body as it is stored; raise `BadEvent`, naming the field, if it may not be."""
    parse_id(event.id)
    if not isinstance(event.kind, str) or not is_name(event.kind):
        raise BadEvent("`kind` must be a word of letters, digits, `-`, `_` and `.`")
    if not isinstance(event.item, str) or len(event.item) > MAX_ITEM:
        raise BadEvent(f"`item` must be text of at most {MAX_ITEM} characters")
    if not event.item.isprintable():
        raise BadEvent("`item` must not hold control or format characters")
    _check_whole("utc_ms", event.utc_ms, 0, MAX_UTC_MS)
    _check_whole("offset_min", event.offset_min, -MAX_OFFSET_MIN, MAX_OFFSET_MIN)
    if not isinstance(event.body, Mapping):
        raise BadEvent("`body` must be an object")
    text = body_text(event.body)
    _check_kind(event)
    return text


def body_text(body: Mapping[str, object]) -> str:
    """Write a body in the one form it is stored and compared in; raise `BadEvent` if it has none.

    Keys in order, no spaces, UTF-8: equal bodies have equal texts.
    """
    _check_depth(body)
    try:
        text = json.dumps(
            body, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
        )
        text.encode()
    except UnicodeEncodeError:
        raise BadEvent("`body` holds half of a surrogate pair, which is no character") from None
    except (TypeError, ValueError) as error:
        raise BadEvent(f"`body` has no JSON form: {error}") from None
    if len(text) > MAX_BODY:
        raise BadEvent(f"`body` has {len(text)} characters; {MAX_BODY} are allowed")
    return text


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


def to_parameters(event: Event) -> Parameters | None:
    """Give the memory model's parameters; None where they are of a model not known here."""
    if event.body.get("model") != MODEL:
        return None
    return Parameters(tuple(_number(weight) for weight in event.body["weights"]))


def _check_kind(event: Event) -> None:
    body = event.body
    if event.kind in MEMORY_KINDS and not event.item:
        raise BadEvent(f"`item` must not be empty in a {event.kind}")
    if event.kind in GENERAL_KINDS and event.item:
        raise BadEvent(f"`item` must be empty in {event.kind}")
    match event.kind:
        case Kind.REVIEW:
            _check_review(body)
        case Kind.VOID:
            if not isinstance(body.get("of"), str):
                raise BadEvent("`of` must be the id of the event that is taken back")
            parse_id(body["of"])
        case Kind.REOPEN:
            _check_whole("by_ms", body.get("by_ms"), 0, MAX_UTC_MS)
        case Kind.PARAMETERS:
            _check_parameters(event)


TEXTS = ("mode", "verdict", "decided_by", "family", "seed", "topic", "concept", "session")


def _check_review(body: Mapping[str, Any]) -> None:
    """Check what folds and statistics compute with; the rest is carried as it was given."""
    _check_whole("rating", body.get("rating"), 1, 4)
    _check_whole("level", body.get("level", 0), 0, 99)
    _check_whole("think_ms", body.get("think_ms", 0), 0, MAX_UTC_MS)
    if not isinstance(body.get("first_try", False), bool):
        raise BadEvent("`first_try` must be true or false")
    for name in TEXTS:
        if not isinstance(body.get(name, ""), str):
            raise BadEvent(f"`{name}` must be text")
    mistakes = body.get("mistakes", [])
    if not isinstance(mistakes, list | tuple) or not all(isinstance(m, str) for m in mistakes):
        raise BadEvent("`mistakes` must be a list of ids")


def _check_parameters(event: Event) -> None:
    if not isinstance(event.body.get("model"), str):
        raise BadEvent("`model` must name the memory model")
    try:
        to_parameters(event)
    except KeyError:
        raise BadEvent("`weights` is missing") from None
    except (TypeError, ValueError, OverflowError) as error:
        known = isinstance(error, ParametersError)
        raise BadEvent(str(error) if known else "`weights` must be a list of numbers") from None


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _check_whole(name: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadEvent(f"`{name}` must be a whole number from {low} to {high}")


def _check_depth(body: Mapping[str, object]) -> None:
    layer: list[object] = [body]
    for _ in range(MAX_DEPTH):
        layer = [inner for value in layer for inner in _inside(value)]
        if not layer:
            return
    raise BadEvent(f"`body` is nested more than {MAX_DEPTH} deep")


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        for name in value:
            if not isinstance(name, str):
                raise BadEvent("`body` must have texts as names")
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise BadEvent("a name stands twice in one object")
    return made


def _no_constant(name: str) -> NoReturn:
    raise BadEvent(f"{name} is not a number in JSON")


def _shown(text: str) -> str:
    """Cut a foreign text short, and let none of its control characters through."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return "".join(character if character.isprintable() else "�" for character in short)

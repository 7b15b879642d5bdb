"""The shape an event must have to enter a journal: limits, kinds, and what each kind's body holds.

Whatever the folds and the statistics compute with is checked here, once, when it comes in, so that
nothing behind needs doubts. The rest of a body is carried as it was given, and a kind that a later
drill invents is kept whole: it changes nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from drill.journal.errors import BadEvent
from drill.schedule.memory import MODEL, Parameters, ParametersError

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
    RENAMED = "renamed"
    """The item has a new id; the body's `formerly` is the one it had."""


MEMORY_KINDS = (Kind.REVIEW, Kind.SUSPEND, Kind.RESUME, Kind.RESET, Kind.REOPEN)
"""The kinds an item's state is folded from; each names its item."""
GENERAL_KINDS = (Kind.PARAMETERS, Kind.SETTINGS)
"""The kinds that concern no item, so that the few of them are found at once."""


def check_shape(kind: str, item: str, utc_ms: int, offset_min: int, body: object) -> str:
    """Give the body as it is stored; raise `BadEvent`, naming the field, if it may not be."""
    given: tuple[object, ...] = (kind, item)
    if not all(isinstance(value, str) for value in given):
        raise BadEvent("`kind` and `item` must be text")
    if not is_name(kind):
        raise BadEvent("`kind` must be a word of letters, digits, `-`, `_` and `.`")
    if len(item) > MAX_ITEM or not item.isprintable():
        raise BadEvent(
            f"`item` must have at most {MAX_ITEM} characters, and no control or format characters"
        )
    check_whole("utc_ms", utc_ms, 0, MAX_UTC_MS)
    check_whole("offset_min", offset_min, -MAX_OFFSET_MIN, MAX_OFFSET_MIN)
    if not isinstance(body, Mapping):
        raise BadEvent("`body` must be an object")
    text = body_text(body)
    _check_kind(kind, item, body)
    return text


def is_name(text: str) -> bool:
    """Say whether a text may name a learner, a device or a kind."""
    plain = text.replace("-", "").replace("_", "").replace(".", "")
    return 0 < len(text) <= MAX_NAME and plain.isascii() and plain.isalnum()


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


def parameters_in(body: Mapping[str, Any]) -> Parameters | None:
    """Read the memory model's parameters; None where they are of a model not known here."""
    if body.get("model") != MODEL:
        return None
    return Parameters(tuple(_number(weight) for weight in body["weights"]))


def _check_kind(kind: str, item: str, body: Mapping[str, Any]) -> None:
    if kind in MEMORY_KINDS and not item:
        raise BadEvent(f"`item` must not be empty in a {kind}")
    if kind in GENERAL_KINDS and item:
        raise BadEvent(f"`item` must be empty in {kind}")
    match kind:
        case Kind.REVIEW:
            _check_review(body)
        case Kind.VOID:
            if not isinstance(body.get("of"), str):
                raise BadEvent("`of` must be the id of the event that is taken back")
            check_id(body["of"])
        case Kind.REOPEN:
            check_whole("by_ms", body.get("by_ms"), 0, MAX_UTC_MS)
        case Kind.PARAMETERS:
            _check_parameters(body)
        case Kind.RENAMED:
            _check_renamed(item, body)


TEXTS = ("mode", "stage", "verdict", "family", "topic", "concept")


def _check_review(body: Mapping[str, Any]) -> None:
    """Check what folds and statistics compute with; the rest is carried as it was given."""
    check_whole("rating", body.get("rating"), 1, 4)
    check_whole("level", body.get("level", 0), 0, 99)
    check_whole("think_ms", body.get("think_ms", 0), 0, MAX_UTC_MS)
    if not isinstance(body.get("first_try", False), bool):
        raise BadEvent("`first_try` must be true or false")
    for name in TEXTS:
        if not isinstance(body.get(name, ""), str):
            raise BadEvent(f"`{name}` must be text")
    mistakes = body.get("mistakes", [])
    if not isinstance(mistakes, list | tuple) or not all(isinstance(m, str) for m in mistakes):
        raise BadEvent("`mistakes` must be a list of ids")


def _check_renamed(item: str, body: Mapping[str, Any]) -> None:
    former = body.get("formerly")
    if not item:
        raise BadEvent("`item` must not be empty in renamed")
    if not isinstance(former, str) or not former or former == item:
        raise BadEvent("`formerly` must be another id, the one the item had before")
    if len(former) > MAX_ITEM or not former.isprintable():
        raise BadEvent(f"`formerly` must have at most {MAX_ITEM} characters, all printable")


def _check_parameters(body: Mapping[str, Any]) -> None:
    if not isinstance(body.get("model"), str):
        raise BadEvent("`model` must name the memory model")
    try:
        parameters_in(body)
    except KeyError:
        raise BadEvent("`weights` is missing") from None
    except (TypeError, ValueError, OverflowError) as error:
        known = isinstance(error, ParametersError)
        raise BadEvent(str(error) if known else "`weights` must be a list of numbers") from None


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def check_whole(name: str, value: object, low: int, high: int) -> None:
    """Raise `BadEvent` unless a field is a whole number within bounds."""
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


def check_id(text: str) -> tuple[str, str, int]:
    """Take `learner/device/number` apart; raise `BadEvent` where it is something else."""
    pieces = text.split("/")
    if len(pieces) != 3:
        raise BadEvent(f"`id` must be learner/device/number, not `{shown(text)}`")
    learner, device, number = pieces
    for piece in (learner, device):
        if not is_name(piece):
            raise BadEvent(
                f"`id` must be of letters, digits, `-`, `_` and `.`, not `{shown(text)}`"
            )
    if not (number.isascii() and number.isdigit() and len(number) <= 16 and number[0] != "0"):
        raise BadEvent(f"`id` must end in a number from 1, not `{shown(text)}`")
    if int(number) > MAX_NUMBER:
        raise BadEvent(f"`id` must end in a number up to 2^53, not `{shown(text)}`")
    return learner, device, int(number)


def shown(text: str) -> str:
    """Cut a foreign text short, and let none of its control characters through."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return "".join(character if character.isprintable() else "�" for character in short)

"""The format of banks for editors: a JSON Schema made from the very tables the checker reads."""

from __future__ import annotations

from typing import Any

from drill.bank.shape import BANK, KINDS, SPECIAL_KEYS
from drill.bank.sorts import (
    Entry,
    Figure,
    Flag,
    Interval,
    Key,
    ListOf,
    MapOf,
    OneOf,
    Option,
    Prose,
    Text,
    Typed,
    Value,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a bank, as what `json.dumps` takes.

    An editor that holds a bank to it offers keys and marks most slips; `drill bank check` sees
    more: references, circles, maths.
    """
    schema = _schema(BANK)
    card = schema["properties"]["cards"]["items"]
    card["allOf"] = [_kind_rule(kind.value, rule.must, rule.may) for kind, rule in KINDS.items()]
    return {"$schema": _DIALECT, "title": "A question bank of drill", **schema}


def _kind_rule(kind: str, must: tuple[str, ...], may: tuple[str, ...]) -> dict[str, Any]:
    """Say which keys a kind of card needs, and which it has no use for."""
    others = [key for key in SPECIAL_KEYS if key not in {*must, *may}]
    then: dict[str, Any] = {"properties": dict.fromkeys(others, False)}
    if must:
        then["required"] = list(must)
    else:
        then["anyOf"] = [{"required": [key]} for key in may]
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def _schema(shape: Value) -> dict[str, Any]:
    match shape:
        case Entry():
            return _entry(shape)
        case OneOf(_, entries):
            return {"oneOf": [_entry(entry) for entry in entries.values()]}
        case ListOf(item, least, most, _, single):
            found = {"type": "array", "items": _schema(item), "minItems": least, "maxItems": most}
            return {"anyOf": [_schema(item), found]} if single else found
        case MapOf(name, item):
            names = {"propertyNames": {"pattern": f"^(?:{name.pattern})$"}} if name.pattern else {}
            return {"type": "object", "additionalProperties": _schema(item), **names}
        case Text(pattern, _, longest):
            found = {"type": "string", "maxLength": longest}
            return {**found, "pattern": f"^(?:{pattern})$"} if pattern else found
        case Prose(longest):
            return {"type": ["string", "number"], "maxLength": longest}
        case Typed():
            return {"type": ["string", "number"]}
        case Interval():
            return {"type": "string"}
        case Option(words):
            return {"enum": list(words)}
        case Flag():
            return {"type": "boolean"}
        case Figure(low, high, above, whole):
            start = "exclusiveMinimum" if above else "minimum"
            return {"type": "integer" if whole else "number", start: low, "maximum": high}


def _entry(shape: Entry) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _key(key) for name, key in shape.keys.items()},
        "required": [name for name, key in shape.keys.items() if key.required],
        "additionalProperties": False,
    }


def _key(key: Key) -> dict[str, Any]:
    found = _schema(key.value)
    return {**found, "description": key.note} if key.note else found

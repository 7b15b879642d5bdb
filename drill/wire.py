"""Values to JSON and back, by their own type hints: one way for every pipe, cache and door.

A frozen dataclass becomes an object, a tuple an array, an enum its value. Coming back, every field
is checked against its hint, so that what arrives from another process is a value of the right
shape or one plain error. Nothing here knows what the values mean.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar, cast

from drill.value import is_record

Json = Any
T = TypeVar("T")

_PLAIN = frozenset({type(None), str, int, float, bool})


class WireError(ValueError):
    """What arrived is not of the shape that was expected; the text says where and what would be."""


def to_json(value: object) -> Json:
    """Turn a value into what `json.dumps` takes."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(to_json(key)): to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_json(getattr(value, name)) for name in _names(type(value))}
    raise TypeError(f"{type(value).__name__} has no JSON form")


def from_json(kind: type[T], data: Json, where: str = "") -> T:
    """Build a value of `kind`; raise `WireError` naming the field that does not fit."""
    return cast("T", _build(kind, data, where or kind.__name__))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    """List the name and the hint of every field, and whether it must be given."""
    hints = typing.get_type_hints(kind)
    return tuple(
        (
            field.name,
            hints[field.name],
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(kind)
    )


def _build(kind: Any, data: Json, where: str) -> object:
    return _builder(kind)(data, where)


@cache
def _builder(kind: Any) -> Callable[[Json, str], object]:
    """Choose how values of a kind are built; hints are few, and looking into one is slow."""
    origin = typing.get_origin(kind)
    if origin is typing.Union or origin is types.UnionType:
        return partial(_build_union, typing.get_args(kind))
    if origin is tuple:
        return partial(_build_tuple, typing.get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return partial(_build_mapping, typing.get_args(kind))
    if kind is object or kind is Any:
        return _as_it_is
    if kind is date:
        return _build_date
    if is_record(kind):
        return partial(_build_dataclass, cast("type", kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return partial(_build_enum, kind)
    return partial(_build_plain, kind)


def _as_it_is(data: Json, _where: str) -> object:
    return data


def _build_enum(kind: type[Enum], data: Json, where: str) -> object:
    try:
        return kind(data)
    except ValueError:
        allowed = ", ".join(str(member.value) for member in kind)
        raise WireError(f"{where} must be one of: {allowed}") from None


def _build_plain(kind: type, data: Json, where: str) -> object:
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if kind is type(None) and data is None:
        return None
    if isinstance(data, kind) and not (isinstance(data, bool) and kind is not bool):
        return _whole_text(data, where) if isinstance(data, str) else data
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    raise WireError(f"{where} must be {words.get(kind, kind.__name__)}")


def _build_date(data: Json, where: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise WireError(f"{where} must be a date such as 2026-11-23") from None


def _whole_text(text: str, where: str) -> str:
    """Refuse half of a surrogate pair: JSON can name one, but no file or terminal can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise WireError(f"{where} holds half of a surrogate pair, which is no character") from None
    return text


def _build_union(options: tuple[Any, ...], data: Json, where: str) -> object:
    if data is None and type(None) in options:
        return None
    real = [option for option in options if option is not type(None)]
    for option in real[:-1]:
        try:
            return _build(option, data, where)
        except WireError:
            continue
    return _build(real[-1], data, where)


def _build_tuple(arguments: tuple[Any, ...], data: Json, where: str) -> tuple[object, ...]:
    if not isinstance(data, (list, tuple)):
        raise WireError(f"{where} must be a list")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_build(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(data))
    if len(arguments) != len(data):
        raise WireError(f"{where} must be a list of {len(arguments)}")
    pairs = zip(arguments, data, strict=True)
    return tuple(_build(kind, item, f"{where}[{i}]") for i, (kind, item) in enumerate(pairs))


def _build_mapping(arguments: tuple[Any, ...], data: Json, where: str) -> dict[object, object]:
    if not isinstance(data, Mapping):
        raise WireError(f"{where} must be an object")
    key_kind, value_kind = arguments
    made: dict[object, object] = {}
    for key, item in data.items():
        name = int(key) if key_kind is int else key
        made[name] = _build(value_kind, item, f"{where}.{key}")
    return made


def _build_dataclass(kind: type, data: Json, where: str) -> object:
    if not isinstance(data, Mapping):
        raise WireError(f"{where} must be an object")
    made: dict[str, object] = {}
    for name, hint, needed in _fields(kind):
        if name in data:
            made[name] = _build(hint, data[name], f"{where}.{name}")
        elif needed:
            raise WireError(f"{where} lacks {name}")
    return kind(**made)

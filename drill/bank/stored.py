"""A library as plain lists and back, several times faster than a checked conversion.

A dataclass is the list of its fields, in order. Coming back nothing is checked: this is for what
drill wrote itself and knows by a checksum to be whole. The way back is worked out once for each
type, from its hints, so that a field added to the model is stored without a word here.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar, cast

from drill.value import is_record

Build: TypeAlias = Callable[[Any], Any]
T = TypeVar("T")


def pack(value: object) -> Any:
    """Turn a value into lists, mappings with text keys, texts, numbers, true, false and None."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return [pack(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return {str(key): pack(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [pack(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} is not stored")


def unpack(kind: type[T], data: Any) -> T:
    """Build a value of `kind` from what `pack` made of one.

    Raises `TypeError`, `ValueError` or `LookupError` where the data is of another shape.
    """
    build = _builder(cast("Any", kind))
    made = data if build is None else build(data)
    if not isinstance(made, kind):
        raise TypeError(f"this is no {kind.__name__}")
    return made


@cache
def _builder(kind: Any) -> Build | None:
    """Give the function that builds a value of a type; None where the data is the value."""
    if kind is object:
        return _any
    origin = typing.get_origin(kind)
    if origin is typing.Union or origin is types.UnionType:
        return _optional(kind)
    if origin is tuple:
        return _tuple(typing.get_args(kind)[0])
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(typing.get_args(kind)[1])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return _dataclass(kind) if is_record(kind) else None


def _any(data: Any) -> Any:
    """Build a value of an open type: all there is to restore are tuples."""
    if isinstance(data, list):
        return tuple(map(_any, data))
    return {key: _any(item) for key, item in data.items()} if isinstance(data, dict) else data


def _optional(kind: Any) -> Build:
    (inner,) = (option for option in typing.get_args(kind) if option is not type(None))
    build = _builder(inner)
    return lambda data: data if data is None or build is None else build(data)


def _tuple(item: Any) -> Build:
    build = _builder(item)
    return tuple if build is None else lambda data: tuple([build(each) for each in data])


def _mapping(item: Any) -> Build:
    build = _builder(item)
    return dict if build is None else lambda data: {key: build(each) for key, each in data.items()}


def _dataclass(kind: Any) -> Build:
    hints = typing.get_type_hints(kind)
    builders = [(i, _builder(hints[field.name])) for i, field in enumerate(fields(kind))]
    changed = [(index, build) for index, build in builders if build is not None]
    count = len(builders)

    def build_one(data: list[Any]) -> Any:
        if len(data) != count:
            raise ValueError(f"{kind.__name__} has {count} fields")
        for index, build in changed:
            data[index] = build(data[index])
        return kind(*data)

    return build_one

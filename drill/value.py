"""Frozen values that cost next to nothing to declare.

`@dataclass(frozen=True)` compiles six methods for every class, half a millisecond each, whether
the class is ever used or not; a start imports more than a hundred of them and uses a few. A
`Value` is the same frozen dataclass, made when its first instance is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, is_dataclass
from typing import Self, dataclass_transform


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value:
    """The base of a frozen dataclass that is completed on first use; no decorator is needed."""

    def __new__(cls, *_values: object, **_named: object) -> Self:
        """Complete the class before its first instance is initialised."""
        if "__dataclass_fields__" not in cls.__dict__:
            complete(cls)
        return object.__new__(cls)


def complete(kind: type[Value]) -> None:
    """Make a class and its bases the dataclasses they stand for, so that they can be looked into.

    Whoever asks for the fields of a class rather than of an instance calls this first.
    """
    for base in reversed(kind.__mro__[: kind.__mro__.index(Value)]):
        if "__dataclass_fields__" not in base.__dict__:
            dataclass(frozen=True)(base)


def is_record(kind: object) -> bool:
    """Tell whether a class has fields; a `Value` not yet in use is completed for it."""
    if isinstance(kind, type) and issubclass(kind, Value) and kind is not Value:
        complete(kind)
    return isinstance(kind, type) and is_dataclass(kind)

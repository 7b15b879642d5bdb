"""What was read of a mapping: values by key, each with its line, as the types they were checked to.

A key that is missing or was wrong gives the empty value of its type: its problem is reported
already, and the rest of the bank is still to be looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a list, or one value by name of a mapping."""

    value: object
    line: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A checked mapping; `lines` has every key that was there, also one whose value was wrong."""

    line: int
    values: Mapping[str, object]
    lines: Mapping[str, int]

    def has(self, key: str) -> bool:
        """Say whether the key was there, right or wrong."""
        return key in self.lines

    def line_of(self, key: str) -> int:
        """Give the line of a key's value, or of the mapping."""
        return self.lines.get(key, self.line)

    def text(self, key: str) -> str:
        """Give a text."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: float) -> float:
        """Give a number."""
        value = self.values.get(key, default)
        return value if isinstance(value, float) else default

    def flag(self, key: str) -> bool:
        """Give a truth value; false if it is not there."""
        return self.values.get(key) is True

    def items(self, key: str) -> tuple[Item, ...]:
        """Give the values of a list or mapping with their lines."""
        value = self.values.get(key, ())
        return value if isinstance(value, tuple) else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts."""
        return tuple(item.value for item in self.items(key) if isinstance(item.value, str))

    def records(self, key: str) -> tuple[Record, ...]:
        """Give a list of mappings."""
        return tuple(item.value for item in self.items(key) if isinstance(item.value, Record))

    def record(self, key: str) -> Record:
        """Give a mapping; an empty one if it is not there."""
        value = self.values.get(key)
        return value if isinstance(value, Record) else Record(self.line_of(key), {}, {})

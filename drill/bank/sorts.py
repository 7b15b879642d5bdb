"""The sorts of value a bank's keys hold: the words that `shape` describes the format in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, perhaps of a pattern; `says` completes the sentence "… must be"."""

    pattern: str = ""
    says: str = "a line of text"
    longest: int = 300


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown with maths between dollar signs."""

    longest: int = 20_000
    says: str = "text, in quotes or under `|`"


@dataclass(frozen=True, slots=True)
class Typed:
    """Maths in typed form: every `*` written, `^` for powers."""

    says: str = 'maths in typed form, such as "12*(3*x+1)^3"'


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a variable is meant."""

    says: str = 'a range, such as "> 0", "-1 .. 1" or "integer 1 .. 9"'


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: at least or above `low`, at most `high`."""

    low: float
    high: float
    above: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one sort of value."""

    item: Value
    least: int = 0
    most: int = 40
    example: str = "[first, second]"
    single: bool = False
    """Whether one value that stands alone is a list of one."""


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from names to one sort of value."""

    name: Text
    item: Value
    example: str = "{x: 2}"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: what it holds, whether it must be there, and what it is for."""

    value: Value
    required: bool = False
    note: str = ""


def needed(value: Value, note: str = "") -> Key:
    """Make a key that must be there."""
    return Key(value, required=True, note=note)


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping with known keys; `name` is what a message calls it."""

    name: str
    keys: Mapping[str, Key]


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several entries, told apart by the one key that each begins with."""

    name: str
    entries: Mapping[str, Entry] = field(default_factory=dict)


Value: TypeAlias = (
    Text | Prose | Typed | Interval | Option | Figure | Flag | ListOf | MapOf | Entry | OneOf
)

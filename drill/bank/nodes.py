"""A YAML document as values that remember their lines. Knows neither YAML's syntax nor banks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text, as written: `no` and `1.0` are texts too, and what reads them says what they mean.

    Lines count from 1; `quoted` tells a text from a number or nothing.
    """

    text: str
    line: int
    last_line: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its value."""

    key: Leaf
    value: Node


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; no key stands twice."""

    pairs: tuple[Pair, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that was reported already; whoever reads it leaves it alone."""

    line: int


Node: TypeAlias = Leaf | Series | Fields | Refused

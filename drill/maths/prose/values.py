"""What prose is made of: blocks of styled spans. Knows neither how it is read nor how it is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["plain", "strong", "em", "code", "maths"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; in the style `maths` of a block, its text is LaTeX."""

    text: str
    style: Style = "plain"


Spans: TypeAlias = tuple[Span, ...]
Line: TypeAlias = tuple[Span, ...]
"""One line as it is shown: maths is set, and no span holds a line break."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list in order, counted from `start`."""

    items: tuple[Spans, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on lines of its own, in LaTeX."""

    latex: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines kept as they are."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, of equal length; the first is a heading where `header` says so."""

    rows: tuple[tuple[Spans, ...], ...]
    header: bool = False


Block: TypeAlias = Paragraph | Bullets | Numbered | Display | CodeBlock | Table

"""What prose is made of: blocks of styled spans. Knows neither how it is read nor how it is set."""

from __future__ import annotations

from typing import Literal, TypeAlias

from drill.value import Value

Style: TypeAlias = Literal["plain", "strong", "em", "code", "maths"]


class Span(Value):
    """A run of text in one style; in the style `maths` of a block, its text is LaTeX."""

    text: str
    style: Style = "plain"


Spans: TypeAlias = tuple[Span, ...]
Line: TypeAlias = tuple[Span, ...]
"""One line as it is shown: maths is set, and no span holds a line break."""


class Paragraph(Value):
    """Running text."""

    spans: Spans


class Bullets(Value):
    """A list without order."""

    items: tuple[Spans, ...]


class Numbered(Value):
    """A list in order, counted from `start`."""

    items: tuple[Spans, ...]
    start: int = 1


class Display(Value):
    """A formula on lines of its own, in LaTeX."""

    latex: str


class CodeBlock(Value):
    """Lines kept as they are."""

    lines: tuple[str, ...]


class Table(Value):
    """Rows of cells, of equal length; the first is a heading where `header` says so."""

    rows: tuple[tuple[Spans, ...], ...]
    header: bool = False


Block: TypeAlias = Paragraph | Bullets | Numbered | Display | CodeBlock | Table

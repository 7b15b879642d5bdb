"""Blocks to lines: drawn for a screen, wrapped to a width, or said in plain text."""

from __future__ import annotations

import re
from textwrap import wrap as wrap_text

from drill.maths import typeset
from drill.maths.cells import cells
from drill.maths.errors import CannotSet
from drill.maths.latex.spelling import spelled, undrawn
from drill.maths.prose import tables
from drill.maths.prose.values import (
    Block,
    Bullets,
    CodeBlock,
    Display,
    Line,
    Numbered,
    Paragraph,
    Span,
    Spans,
    Table,
)
from drill.maths.prose.wrap import wrap
from drill.value import Value

LEAST_WIDTH = 20
"""A narrower width is taken as this one."""
INDENT = "    "
MINUS = "\N{MINUS SIGN}"
_HYPHEN = re.compile(r"(?<![\w.)-])-(?=\.?\d)")
"""The sign of a negative number; not what joins words or numbers."""


class Drawn(Value):
    """One block, ready for a door that wraps by itself.

    `kind` is `text`, `bullet`, `display`, `code` or `table`. A text or a bullet is one line, to be
    wrapped; the others are kept line by line. `mark` is what stands before a bullet's first line.
    """

    kind: str
    lines: tuple[Line, ...]
    mark: str = ""


def drawn(blocks: tuple[Block, ...], width: int, *, ascii: bool = False) -> tuple[Drawn, ...]:  # noqa: A002 - as elsewhere
    """Set blocks: maths in two dimensions where it stands alone, within `width` cells."""
    room = max(width, LEAST_WIDTH)
    return tuple(piece for block in blocks for piece in _drawn(block, room, ascii))


def render(blocks: tuple[Block, ...], width: int, *, ascii: bool = False) -> tuple[Line, ...]:  # noqa: A002 - as elsewhere
    """Set blocks as lines of at most `width` cells, an empty line between blocks.

    With `ascii` every character is ASCII, and maths is one line of words.
    """
    room = max(width, LEAST_WIDTH)
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        if index:
            lines.append(())
        for piece in _drawn(block, room - len(INDENT), ascii):
            lines += _laid(piece, room)
    return tuple(lines)


def plain(blocks: tuple[Block, ...], width: int | None = None, *, columns: bool = False) -> str:
    """Say blocks in plain text: maths in ASCII words, no box drawing, no escape.

    Without `width` a paragraph is one line, as screen readers and JSON want it. With `columns` a
    table is set in columns, for who sees them; else it is said row by row.
    """
    out: list[str] = []
    for index, block in enumerate(blocks):
        if index:
            out.append("")
        if columns and isinstance(block, Table):
            out += _in_columns(block)
        else:
            out += _said(block, width)
    return "\n".join(out)


def to_json(lines: tuple[Line, ...]) -> list[list[list[str]]]:
    """Turn lines into what `json.dumps` takes: each a list of `[text, style]`."""
    return [[[span.text, span.style] for span in line] for line in lines]


# --- drawn -----------------------------------------------------------------------------------


def _drawn(block: Block, width: int, ascii_only: bool) -> list[Drawn]:
    match block:
        case Paragraph(run):
            return [Drawn("text", (_set(run, ascii_only),))]
        case Bullets(items):
            mark = "-" if ascii_only else "•"
            return [Drawn("bullet", (_set(item, ascii_only),), mark) for item in items]
        case Numbered(items, start):
            return [
                Drawn("bullet", (_set(item, ascii_only),), f"{number}.")
                for number, item in enumerate(items, start)
            ]
        case Display(latex):
            rows = _display(latex, width, ascii_only)
            return [Drawn("display", tuple((Span(row, "maths"),) for row in rows))]
        case CodeBlock(lines):
            texts = [spelled(line) if ascii_only else line for line in lines] or [""]
            pieces = [piece for text in texts for piece in _cut(text, width)]
            return [Drawn("code", tuple((Span(piece, "code"),) for piece in pieces))]
        case Table(rows_, header):
            set_rows = tuple(tuple(_cell(cell, ascii_only) for cell in row) for row in rows_)
            rule = "-" if ascii_only else "─"
            return [Drawn("table", tables.lay_out(set_rows, width, rule if header else ""))]


def _set(run: Spans, ascii_only: bool) -> Line:
    """Set the maths of a run in one line, and spell the rest where only ASCII will do."""
    return tuple(
        Span(_inline(span.text, ascii_only), "maths")
        if span.style == "maths"
        else Span(spelled(span.text) if ascii_only else span.text, span.style)
        for span in run
    )


def _cell(run: Spans, ascii_only: bool) -> Line:
    """Set a cell; a negative number has the minus of the formulas around the table."""
    line = _set(run, ascii_only)
    if ascii_only:
        return line
    return tuple(
        span if span.style in {"maths", "code"} else Span(_HYPHEN.sub(MINUS, span.text), span.style)
        for span in line
    )


def _inline(latex: str, ascii_only: bool) -> str:
    """Set a formula in a line; what cannot be set shows as it was written."""
    try:
        return typeset.ascii(latex) if ascii_only else typeset.inline(latex)
    except CannotSet:
        return spelled(latex) if ascii_only else latex


def _display(latex: str, width: int, ascii_only: bool) -> tuple[str, ...]:
    try:
        if not ascii_only:
            return typeset.display(latex, width)
        text = typeset.ascii(latex)
    except CannotSet:
        text = spelled(latex) if ascii_only else latex.replace("\n", " ")
    return tuple("".join(span.text for span in line) for line in wrap((Span(text),), width))


def _cut(text: str, width: int) -> list[str]:
    """Keep a line of code as it is, and continue one that is too wide on the next."""
    spaces = len(text) - len(text.lstrip(" "))
    if cells(text) <= width:
        return [text]
    margin = " " * min(spaces, width // 2)
    parts = wrap((Span(text.strip().replace(" ", "\N{NO-BREAK SPACE}")),), width - len(margin))
    return [margin + "".join(span.text for span in line) for line in parts]


def _laid(piece: Drawn, width: int) -> list[Line]:
    if piece.kind == "text":
        return list(wrap(piece.lines[0], width))
    if piece.kind == "bullet":
        hang = len(piece.mark) + 1
        rows = wrap(piece.lines[0], width - hang)
        marks = [f"{piece.mark} ", *[" " * hang] * (len(rows) - 1)]
        return [(Span(mark), *row) for mark, row in zip(marks, rows, strict=True)]
    margin = "" if piece.kind == "table" else INDENT
    return [(Span(margin), *row) if margin else row for row in piece.lines]


# --- said ------------------------------------------------------------------------------------


def _said(block: Block, width: int | None) -> list[str]:
    match block:
        case Paragraph(run):
            return _filled(_words(run), width)
        case Bullets(items):
            return [line for item in items for line in _filled(f"- {_words(item)}", width, "  ")]
        case Numbered(items, start):
            return [
                line
                for number, item in enumerate(items, start)
                for line in _filled(f"{number}. {_words(item)}", width, "   ")
            ]
        case Display(latex):
            return _filled(INDENT + _inline(latex, ascii_only=True), width, INDENT)
        case CodeBlock(lines):
            return [INDENT + undrawn(line) for line in lines]
        case Table(rows, header):
            return _said_table([[_words(cell) for cell in row] for row in rows], header, width)


def _words(run: Spans) -> str:
    return "".join(
        _inline(span.text, ascii_only=True) if span.style == "maths" else undrawn(span.text)
        for span in run
    )


def _said_table(rows: list[list[str]], header: bool, width: int | None) -> list[str]:
    """Say a table row by row; under a heading every cell is named, for who cannot see columns."""
    if not header:
        return [line for row in rows for line in _filled("; ".join(row), width)]
    names, *body = rows
    said = [
        "; ".join(
            f"{name}: {cell}" if name else cell for name, cell in zip(names, row, strict=True)
        )
        for row in body
    ]
    return [line for row in said for line in _filled(f"- {row}", width, "  ")]


def _in_columns(table: Table) -> list[str]:
    """Set a table in columns as wide as they need."""
    rows = [[_words(cell) for cell in row] for row in table.rows]
    sizes = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell + " " * (size - cells(cell)) for cell, size in zip(row, sizes, strict=True)
        ).rstrip()
        for row in rows
    ]
    rule = ["  ".join("-" * size for size in sizes)] if table.header else []
    return [*lines[:1], *rule, *lines[1:]]


def _filled(text: str, width: int | None, indent: str = "") -> list[str]:
    if width is None:
        return [text]
    room = max(width, LEAST_WIDTH)
    return wrap_text(text, room, subsequent_indent=indent, break_on_hyphens=False) or [text]

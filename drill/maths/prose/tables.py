"""Tables in columns: as wide as they need, or as they may."""

from __future__ import annotations

from drill.maths.cells import cells
from drill.maths.prose.values import Line, Span
from drill.maths.prose.wrap import wrap

_GAP = 2
_LEAST = 6


def lay_out(rows: tuple[tuple[Line, ...], ...], width: int, rule: str) -> tuple[Line, ...]:
    """Set rows in columns within `width` cells; `rule` is drawn under a heading, where it has one.

    Too many columns for the width are set as running rows instead.
    """
    count = max(map(len, rows))
    room = width - _GAP * (count - 1)
    if room < _LEAST * count:
        return tuple(line for row in rows for line in wrap(_run_on(row), width))
    sizes = _sizes(rows, count, room)
    lines: list[Line] = []
    for index, row in enumerate(rows):
        cells_ = [_strong(cell) for cell in row] if rule and index == 0 else list(row)
        lines += _row(cells_, sizes)
        if rule and index == 0:
            lines.append((Span((" " * _GAP).join(rule * size for size in sizes)),))
    return tuple(lines)


def _sizes(rows: tuple[tuple[Line, ...], ...], count: int, room: int) -> list[int]:
    """Give each column what it needs; take from the widest until all of them fit."""
    sizes = [max(1, *(_width(row[column]) for row in rows)) for column in range(count)]
    while sum(sizes) > room:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes


def _row(row: list[Line], sizes: list[int]) -> list[Line]:
    columns = [wrap(cell, size) for cell, size in zip(row, sizes, strict=True)]
    height = max(map(len, columns))
    lines: list[Line] = []
    for level in range(height):
        line: list[Span] = []
        for column, size in zip(columns, sizes, strict=True):
            part = column[level] if level < len(column) else ()
            line += [*part, Span(" " * (size - _width(part) + _GAP))]
        lines.append(tuple(line[:-1]))
    return lines


def _strong(cell: Line) -> Line:
    return tuple(Span(s.text, "strong" if s.style == "plain" else s.style) for s in cell)


def _run_on(row: tuple[Line, ...]) -> Line:
    out: list[Span] = []
    for index, cell in enumerate(row):
        out += [Span("; "), *cell] if index else [*cell]
    return tuple(out)


def _width(line: Line) -> int:
    return sum(cells(span.text) for span in line)

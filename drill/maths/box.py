"""Rectangles of text with a base line, and the ways to put them together.

The base is the row that stands on the line of what is beside it: a fraction's bar, a sum's sign.
Knows nothing of formulas.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.maths.cells import cells
from drill.value import Value

BAR = "─"
_TALL = {  # top, fill, middle, bottom
    "(": "⎛⎜⎜⎝",
    ")": "⎞⎟⎟⎠",
    "[": "⎡⎢⎢⎣",
    "]": "⎤⎥⎥⎦",
    "{": "⎧⎪⎨⎩",
    "}": "⎫⎪⎬⎭",
    "⌊": "│││⎣",
    "⌋": "│││⎦",
    "⌈": "⎡│││",
    "⌉": "⎤│││",
    "|": "││││",
    "‖": "║║║║",
}


class Box(Value):
    """Rows of equal width in cells, at least one, and the index of the base row."""

    rows: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        """Cells across."""
        return cells(self.rows[0])

    @property
    def below(self) -> int:
        """Rows under the base."""
        return len(self.rows) - 1 - self.base


def flat(text: str) -> Box:
    """Make a box of one row."""
    return Box((text,))


def beside(boxes: Sequence[Box]) -> Box:
    """Set boxes side by side on one base line."""
    if not boxes:
        return flat("")
    base = max(box.base for box in boxes)
    height = base + 1 + max(box.below for box in boxes)
    columns = [_padded(box, base - box.base, height) for box in boxes]
    return Box(tuple("".join(parts) for parts in zip(*columns, strict=True)), base)


def stacked(boxes: Sequence[Box], base: int, align: str = "c") -> Box:
    """Set boxes over each other; the base is that of the box with index `base`."""
    width = max(box.width for box in boxes)
    rows = [row for box in boxes for row in _aligned(box, width, align)]
    return Box(tuple(rows), sum(len(box.rows) for box in boxes[:base]) + boxes[base].base)


def fraction(top: Box, bottom: Box) -> Box:
    """Set a top over a bottom, a bar between them, wider than a bar inside of either."""
    inner = any(part.rows[part.base].strip(BAR) == "" for part in (top, bottom))
    bar = flat(BAR * (max(top.width, bottom.width) + 2 * inner))
    return stacked((top, bar, bottom), base=1)


def scripted(base: Box, below: Box | None, above: Box | None) -> Box:
    """Set scripts behind a base: beside its corners where it is tall, else in rows of their own."""
    empty = flat("")
    high, low = above or empty, below or empty
    width = max(high.width, low.width)
    between = len(base.rows) - (above is not None) - (below is not None)
    top = _aligned(high, width, "l") if above is not None else []
    bottom = _aligned(low, width, "l") if below is not None else []
    if len(base.rows) == 1:
        rows = [*top, " " * width, *bottom]
        return beside((base, Box(tuple(rows), len(top))))
    rows = [*top, *[" " * width] * max(between, 0), *bottom]
    extra = max(len(top) - 1, 0)
    return beside((base, Box(tuple(rows), base.base + extra)))


def marked(base: Box, mark: str) -> Box:
    """Set a mark behind the upper right corner of a box, on its first row."""
    under = [" " * cells(mark)] * (len(base.rows) - 1)
    return beside((base, Box((mark, *under), base.base)))


def raised(base: Box, exponent: Box) -> Box:
    """Set an exponent to the upper right of a box, wholly above it."""
    under = [" " * exponent.width] * len(base.rows)
    return beside((base, Box((*exponent.rows, *under), len(exponent.rows) + base.base)))


def under_root(body: Box, index: str) -> Box:
    """Set a root sign over a box; the index (`³`, or nothing) stands in its corner."""
    mark = index or " "
    rows = [f" │{row}" for row in body.rows]
    rows[-1] = f"╲{rows[-1][1:]}"
    rows[0] = mark + rows[0][1:] if len(rows) > 1 else rows[0]
    head = (mark if len(rows) == 1 else " ") + "┌" + BAR * body.width
    return Box((head, *rows), body.base + 1)


def fenced(left: str, body: Box, right: str) -> Box:
    """Set a body between brackets as tall as it is."""
    height = len(body.rows)
    return beside((_bracket(left, height, body.base), body, _bracket(right, height, body.base)))


def grid(rows: Sequence[Sequence[Box]], align: str, gap: int, *, airy: bool = False) -> Box:
    """Set cells in columns, `align` a letter (l, c, r) for each; `airy` parts rows by a blank."""
    count = len(align)
    table = [[*row, *[flat("")] * (count - len(row))] for row in rows]
    widths = [max(row[column].width for row in table) for column in range(count)]
    lines: list[Box] = []
    for row in table:
        if airy and lines:
            lines.append(flat(""))
        across: list[Box] = []
        for column, cell in enumerate(row):
            if column:
                across.append(flat(" " * gap))
            fitted = tuple(_aligned(cell, widths[column], align[column]))
            across.append(Box(fitted, cell.base))
        lines.append(beside(across))
    whole = stacked(lines, 0, "l")
    middle = lines[0].base if len(rows) == 1 else (len(whole.rows) - 1) // 2
    return Box(whole.rows, middle)


def _bracket(sign: str, height: int, base: int) -> Box:
    if height == 1 or not sign:
        return flat(sign)
    top, fill, middle, bottom = tuple(_TALL.get(sign, sign * 4))
    column = [fill] * height
    if height > 2:
        column[min(max(base, 1), height - 2)] = middle
    column[0], column[-1] = top, bottom
    return Box(tuple(column), base)


def _padded(box: Box, above: int, height: int) -> list[str]:
    blank = " " * box.width
    return [blank] * above + list(box.rows) + [blank] * (height - above - len(box.rows))


def _aligned(box: Box, width: int, align: str) -> list[str]:
    free = width - box.width
    left = {"l": 0, "r": free}.get(align, free // 2)
    return [" " * left + row + " " * (free - left) for row in box.rows]

"""Rectangles of text with a baseline, and how they are put together.

Knows nothing of maths: only what stands beside, above, around and behind what. Every character is
one cell wide, so that the width of a line is its length.
"""

from __future__ import annotations

from dataclasses import dataclass

_TALL = {
    "(": ("⎛", "⎜", "⎝"),
    ")": ("⎞", "⎟", "⎠"),
    "[": ("⎡", "⎢", "⎣"),
    "]": ("⎤", "⎥", "⎦"),
    "{": ("⎧", "⎪", "⎩"),
    "}": ("⎫", "⎪", "⎭"),
    "|": ("│", "│", "│"),
    "‖": ("║", "║", "║"),
    "⌊": ("│", "│", "⎣"),
    "⌋": ("│", "│", "⎦"),
    "⌈": ("⎡", "│", "│"),
    "⌉": ("⎤", "│", "│"),
}
_WAIST = {"{": "⎨", "}": "⎬"}


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of equal length; `base` is the line that others are aligned with."""

    lines: tuple[str, ...]
    base: int = 0

    @property
    def width(self) -> int:
        """Cells across."""
        return len(self.lines[0])

    @property
    def height(self) -> int:
        """Lines."""
        return len(self.lines)


def flat(text: str) -> Box:
    """Make a box of one line."""
    return Box((text,))


def beside(*boxes: Box) -> Box:
    """Put boxes side by side, on one baseline."""
    above = max(box.base for box in boxes)
    below = max(box.height - box.base for box in boxes)
    padded = [_raised_to(box, above, below) for box in boxes]
    return Box(tuple("".join(row) for row in zip(*padded, strict=True)), above)


def over(top: Box, bottom: Box) -> Box:
    """Put a fraction together; its bar is the baseline, and wider than a bar inside it."""
    inner = any(box.lines[box.base].strip("─") == "" for box in (top, bottom))
    width = max(top.width, bottom.width) + 2 * inner
    lines = (
        *(row.center(width) for row in top.lines),
        "─" * width,
        *(row.center(width) for row in bottom.lines),
    )
    return Box(lines, top.height)


def behind(base: Box, exponent: Box) -> Box:
    """Put an exponent to the upper right of a box, wholly above it."""
    upper = tuple(" " * base.width + row for row in exponent.lines)
    lower = tuple(row + " " * exponent.width for row in base.lines)
    return Box(upper + lower, exponent.height + base.base)


def marked(base: Box, mark: str) -> Box:
    """Put superscript characters at the upper right corner of a box, on its first line."""
    rest = " " * len(mark)
    lines = (base.lines[0] + mark, *(row + rest for row in base.lines[1:]))
    return Box(lines, base.base)


def around(opening: str, body: Box, closing: str) -> Box:
    """Put brackets or bars around a box, as tall as it is; an empty text puts nothing."""
    sides = [Box(_tall(mark, body.height), body.base) for mark in (opening, closing)]
    return beside(sides[0], body, sides[1])


def under_root(body: Box, index: str) -> Box:
    """Put a root sign over a box; the index (`³`, or nothing) stands in its corner."""
    mark = index or " "
    rows = [f" │{row}" for row in body.lines]
    rows[-1] = f"╲{rows[-1][1:]}"
    rows[0] = mark + rows[0][1:] if body.height > 1 else rows[0]
    head = (mark if body.height == 1 else " ") + "┌" + "─" * body.width
    return Box((head, *rows), body.base + 1)


def grid(rows: list[list[Box]]) -> Box:
    """Set boxes in columns, centred; rows that are more than a line tall are set apart."""
    widths = [max(box.width for box in column) for column in zip(*rows, strict=True)]
    gap = any(box.height > 1 for row in rows for box in row)
    lines: list[str] = []
    for place, row in enumerate(rows):
        if gap and place:
            lines.append(" " * (sum(widths) + 2 * (len(widths) - 1)))
        cells = [_centred(box, width) for box, width in zip(row, widths, strict=True)]
        between = [flat("  ")] * (len(cells) - 1)
        joined = [cells[0]]
        for mark, cell in zip(between, cells[1:], strict=True):
            joined += [mark, cell]
        lines += beside(*joined).lines
    return Box(tuple(lines), (len(lines) - 1) // 2)


def _centred(box: Box, width: int) -> Box:
    return Box(tuple(row.center(width) for row in box.lines), box.base)


def _raised_to(box: Box, above: int, below: int) -> tuple[str, ...]:
    blank = " " * box.width
    head = (blank,) * (above - box.base)
    return head + box.lines + (blank,) * (below - box.height + box.base)


def _tall(mark: str, height: int) -> tuple[str, ...]:
    if height == 1 or not mark:
        return (mark,) * height
    first, middle, last = _TALL[mark]
    column = [first, *[middle] * (height - 2), last]
    if mark in _WAIST and height > 2:
        column[height // 2] = _WAIST[mark]
    return tuple(column)

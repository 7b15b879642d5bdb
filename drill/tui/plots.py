"""Small plots of drawn characters, as rows of styled pieces, with an ASCII twin for each.

They know shares and counts, not what these stand for. What is selected is shown reversed, and
every level has a shape of its own, so that colour never carries anything alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from drill.tui.glyphs import Glyphs

Piece: TypeAlias = tuple[str, str]
Row: TypeAlias = list[Piece]

BAR, QUIET, CHOSEN = "$primary", "$text-disabled", "reverse bold"
SHADES = 5


def columns(
    shares: Sequence[float | None],
    height: int,
    glyphs: Glyphs,
    *,
    width: int = 1,
    gap: int = 0,
    chosen: int = -1,
    line: float | None = None,
) -> list[Row]:
    """Draw shares of the height as columns, the top row first; None is a gap.

    `line` is a share at which a line runs behind the columns. Anything above 0 shows.
    """
    behind = _line(line, height, glyphs)
    rows: list[Row] = []
    for row in reversed(range(height)):
        between = behind.get(row, " ")
        pieces: Row = []
        for index, share in enumerate(shares):
            cell = _cell(share, row, height, glyphs) or between
            style = BAR if cell != between else QUIET
            pieces.append((cell * width, CHOSEN if index == chosen else style))
            pieces.append((between * gap, QUIET))
        rows.append([piece for piece in pieces if piece[0]])
    return rows


def _cell(share: float | None, row: int, height: int, glyphs: Glyphs) -> str:
    if share is None or share <= 0:
        return ""
    steps = len(glyphs.levels)
    level = round((min(share, 1.0) * height - row) * steps)
    if row == 0:
        level = max(level, 1)
    return glyphs.levels[min(level, steps) - 1] if level > 0 else ""


def _line(share: float | None, height: int, glyphs: Glyphs) -> dict[int, str]:
    """Place a horizontal line: in the row it falls into, at its foot or through its middle."""
    if share is None or not 0 <= share < 1:
        return {}
    row, part = divmod(share * height, 1.0)
    if part < 0.25:
        return {int(row): glyphs.foot}
    if part < 0.75:
        return {int(row): glyphs.rule}
    return {int(row) + 1: glyphs.foot}


def heights(counts: Sequence[int], top: int, glyphs: Glyphs) -> str:
    """Draw counts as heights against a common top; none is a blank."""
    steps = len(glyphs.levels)
    return "".join(
        glyphs.levels[min(steps, -(-count * steps // max(top, 1))) - 1] if count > 0 else " "
        for count in counts
    )


def calendar(counts: Sequence[int], glyphs: Glyphs, *, chosen: int = -1) -> list[Row]:
    """Draw days from a Monday on, a row for each weekday and two cells for each week.

    A day without anything is a dot; the others are as dark as their share of the fullest day.
    """
    top = max(counts, default=0)
    rows: list[Row] = []
    for weekday in range(7):
        row: Row = []
        for index in range(weekday, len(counts), 7):
            shade = shade_of(counts[index], top)
            style = QUIET if shade == 0 else BAR
            row.append((glyphs.shades[shade] * 2, CHOSEN if index == chosen else style))
        rows.append(row)
    return rows


def shade_of(count: int, top: int) -> int:
    """Give the shade of a count, from 0 for none to 4 for the most."""
    if count <= 0 or top <= 0:
        return 0
    return max(1, -(-count * (SHADES - 1) // top))


def band(share: float, error: float, goal: float, width: int, glyphs: Glyphs) -> Row:
    """Draw a share with its band on a line from 0 to 1, and where the goal stands."""

    def place(value: float) -> int:
        return round(max(0.0, min(1.0, value)) * (width - 1))

    low, middle, high, aim = (place(one) for one in (share - error, share, share + error, goal))
    row: Row = []
    for cell in range(width):
        if cell == middle:
            row.append((glyphs.dot, "bold $primary"))
        elif low <= cell <= high:
            row.append((glyphs.bar, BAR))
        elif cell == aim:
            row.append((glyphs.goal, "bold"))
        else:
            row.append((glyphs.track, QUIET))
    return row


def beside(left: Sequence[Row], width: int, right: Sequence[Row]) -> list[Row]:
    """Put two plots side by side, the right one from a column on."""
    rows: list[Row] = []
    for index in range(max(len(left), len(right))):
        row = list(left[index]) if index < len(left) else []
        used = sum(len(text) for text, _style in row)
        if index < len(right) and right[index]:
            row = [*row, (" " * max(1, width - used), ""), *right[index]]
        rows.append(row)
    return rows

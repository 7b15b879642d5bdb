"""How do I interview? The points of each mock interview over time, and what they are made of."""

from __future__ import annotations

from textual.content import Content

from drill.service.messages.progress import InterviewCount, Interviews
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs, bar
from drill.tui.plots import BAR, QUIET, Row, columns
from drill.tui.review.page import (
    BLANK,
    SUBDUED,
    Page,
    Size,
    Spot,
    long_day,
    rows,
    sentence,
    short_day,
    window,
)

POINTS = 100
COLUMN = 13
"""Cells of one interview in the plot, its date below it."""
AXIS = 6
CRITERION = 30


def page(found: Interviews) -> Page:
    """Make the page; the last interview is stood on first."""
    spots = tuple(Spot(row.number, _said(row)) for row in found.rows)

    def draw(size: Size, at: int, glyphs: Glyphs) -> list[Content]:
        return _draw(found, size, at, glyphs)

    return Page("How do I interview?", (spots,), draw, start=max(0, len(spots) - 1))


def _said(row: InterviewCount) -> str:
    total = "" if row.total is None else f", {row.total} of {POINTS}"
    said = f"{long_day(row.date)}, {row.level}: {row.band}{total}"
    return said + f", {spell.count(row.questions, 'question')}, {row.minutes} min"


def _draw(found: Interviews, size: Size, at: int, glyphs: Glyphs) -> list[Content]:
    lines = [*sentence(found.sentence, size.width), BLANK]
    if not found.rows:
        return lines
    shown = window(len(found.rows), at, max(1, (size.width - AXIS) // COLUMN))
    drawn = [found.rows[index] for index in shown]
    height = 10 if size.height >= 30 else 5
    lines += rows(_plot(drawn, height, at - shown.start, glyphs))
    lines.append(BLANK)
    for part in found.rows[at].criteria:
        filled, track = bar(part.points / part.of if part.of else 0.0, 20, glyphs)
        pieces = [(f"  {part.name:<{CRITERION}}", ""), (filled, BAR), (track, QUIET)]
        lines.append(content.line([*pieces, (f" {part.points:>3} of {part.of}", "bold")]))
    return lines


def _plot(drawn: list[InterviewCount], height: int, at: int, glyphs: Glyphs) -> list[Row]:
    """Draw the points as columns, with the date, the level and the band below."""
    shares = [None if row.total is None else max(row.total, 1) / POINTS for row in drawn]
    plot = columns(shares, height, glyphs, width=5, gap=COLUMN - 5, chosen=at)
    labels = [POINTS * (height - 1 - row) // height for row in range(height)]
    made: list[Row] = [
        [(f"{label:>4}  ", SUBDUED), *row] for label, row in zip(labels, plot, strict=True)
    ]
    for texts in (
        [short_day(row.date) for row in drawn],
        [row.level for row in drawn],
        [row.band.replace("no hire", "no") for row in drawn],
    ):
        below = "".join(f"{text[: COLUMN - 1]:<{COLUMN}}" for text in texts)
        made.append([(" " * AXIS + below.rstrip(), SUBDUED)])
    return made

"""The events behind a number: when, what, how it was judged, and what was typed below it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from drill.service.messages.progress import EventLine
from drill.tui import content
from drill.tui.plots import Row
from drill.tui.review.page import SUBDUED, Size, cut

WHEN, ITEM, SAID = 16, 34, 16
"""Cells of the columns: date and time, item, verdict and rating."""


def behind(lines: Iterable[EventLine], size: Size) -> list[Content]:
    """Draw as many events as fit; what was typed stands below each."""
    made: list[Content] = []
    for line in lines:
        block = [_head(line, size.width)]
        if line.answer:
            block.append(content.line([(f"  {cut(line.answer, size.width - 2)}", SUBDUED)]))
        if len(made) + len(block) > size.height:
            break
        made += block
    return made or [content.text("Nothing stands behind this number.", SUBDUED)]


def _head(line: EventLine, width: int) -> Content:
    end = "  " + cut(f"{line.verdict}  {line.rating}".strip(), SAID)
    mark = f"  {line.mark}" if line.mark else ""
    room = max(10, width - WHEN - 2 - len(end) - len(mark))
    row: Row = [
        (f"{line.date} {line.time}  ", SUBDUED),
        (cut(line.item, min(room, ITEM)), "bold"),
        (end, ""),
        (mark, SUBDUED),
    ]
    return content.line(row)

"""The events behind a number: when, what, how it was judged, and what was typed below it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from drill.service.messages.progress import EventLine
from drill.tui import content
from drill.tui.plots import Row
from drill.tui.review.page import SUBDUED, Size, cut, long_day, short_day

WHEN, SAID = 16, 18
"""Cells of the columns: date and time, verdict and rating; what was asked has the rest."""


def behind(lines: Iterable[EventLine], size: Size) -> list[Content]:
    """Draw as many events as fit, in columns; what was typed stands below each."""
    shown = tuple(lines)[: size.height]
    verdict = max((len(line.verdict) for line in shown), default=0)
    said = max((len(_said(line, verdict)) for line in shown), default=0)
    marks = max((len(line.mark) for line in shown), default=0)
    room = size.width - WHEN - 2 - 2 - min(said, SAID) - (marks + 2 if marks else 0)
    item = max(10, min(room, max((len(_asked(line)) for line in shown), default=0)))
    made: list[Content] = []
    for line in shown:
        row: Row = [
            (f"{_when(line, shown[0]):<{WHEN}}  ", SUBDUED),
            (cut(_asked(line), item), "bold"),
            ("  " + cut(_said(line, verdict), min(said, SAID)), ""),
            (f"  {line.mark}" if line.mark else "", SUBDUED),
        ]
        block = [content.line(row)]
        if line.answer:
            block.append(content.line([(f"  {cut(line.answer, size.width - 2)}", SUBDUED)]))
        if len(made) + len(block) > size.height:
            break
        made += block
    return made or [content.text("Nothing stands behind this number.", SUBDUED)]


def _asked(line: EventLine) -> str:
    """Say what was asked, or the id where no bank has it any more."""
    return content.safe(line.title or line.item)


def _said(line: EventLine, verdict: int) -> str:
    return f"{line.verdict:<{verdict}}  {line.rating}".rstrip()


def _when(line: EventLine, latest: EventLine) -> str:
    """Say a date as the pages do, with its year where that is not the latest event's."""
    if line.date[:4] != latest.date[:4]:
        return f"{short_day(line.date)} {line.date[:4]}"
    return f"{long_day(line.date)} {line.time}"

"""What do I get wrong? Every misconception: when it was made, and whether it is gone."""

from __future__ import annotations

from textual.content import Content

from drill.service.messages.progress import MistakeCount, Mistakes
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs
from drill.tui.plots import BAR, Row, heights
from drill.tui.review.page import BLANK, SUBDUED, Page, Size, Spot, cut, sentence, window

NAME, NARROW_NAME = 36, 26
AGO = 8


def page(found: Mistakes) -> Page:
    """Make the page."""
    spots = tuple(Spot(row.number, _said(row, found)) for row in found.rows)

    def draw(size: Size, at: int, glyphs: Glyphs) -> list[Content]:
        return _draw(found, size, at, glyphs)

    return Page("What do I get wrong?", (spots,), draw)


def _said(row: MistakeCount, found: Mistakes) -> str:
    said = f"{row.name}: {spell.count(row.times, 'time')}, {row.recent} in {found.recent_days} days"
    said += f"; {spell.count(row.chances, 'chance')} since without it"
    return said + (", so it is gone" if row.gone else "")


def _draw(found: Mistakes, size: Size, at: int, glyphs: Glyphs) -> list[Content]:
    lines = [*sentence(found.sentence, size.width), BLANK]
    if not found.rows:
        return lines
    most = NAME if size.width >= 90 else NARROW_NAME
    name = min(most, max(len(row.name) for row in found.rows))
    weeks = len(found.rows[0].weeks)
    head = f"  {'':<{name}}  {f'{weeks} weeks':<{weeks}}  all {found.recent_days} d  "
    lines.append(content.text(f"{head}{'last':<{AGO}}  chances", SUBDUED))
    room = max(3, size.height - len(lines) - 1)
    shown = window(len(found.rows), at, room)
    top = max(max(row.weeks) for row in found.rows)
    lines += [_row(found.rows[index], name, top, glyphs, chosen=index == at) for index in shown]
    left = len(found.rows) - len(shown)
    if left:
        lines.append(content.text(f"  and {left} more above or below", SUBDUED))
    return lines


def _row(row: MistakeCount, name: int, top: int, glyphs: Glyphs, *, chosen: bool) -> Content:
    state = f"{glyphs.tick} gone" if row.gone else ""
    pieces: Row = [
        (f"{'›' if chosen else ' '} ", "bold"),
        (cut(row.name, name), "reverse bold" if chosen else SUBDUED if row.gone else ""),
        ("  ", ""),
        (heights(row.weeks, top, glyphs), BAR),
        (f"  {row.times:>3} {row.recent or '-':>4}  ", ""),
        (f"{_ago(row.days_ago):<{AGO}}", SUBDUED),
        (f"  {row.chances:>3} ", ""),
        (state, ""),
    ]
    return content.line(pieces)


def _ago(days: int) -> str:
    return "today" if days == 0 else f"{days} d ago"

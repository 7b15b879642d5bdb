"""Am I ready? Every topic: what is recalled now, and on the day of the interview."""

from __future__ import annotations

from textual.content import Content

from drill.service.messages.progress import Ready, TopicReady
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs, bar
from drill.tui.plots import BAR, QUIET, Row, band
from drill.tui.review.page import BLANK, SUBDUED, Page, Size, Spot, cut, long_day, sentence

LONGEST_NAME = 31
NARROW_NAME = 25
SHARE = 5
FORECAST = 10
"""Cells of ` 98% ±4`."""


def page(found: Ready, *, whole: bool) -> Page:
    """Make the page; as long as it is not whole, the forecast is on its way."""
    every = TopicReady(
        found.number,
        "",
        "Everything",
        found.items,
        found.met,
        found.recall if found.met else None,
        found.forecast,
        found.forecast_error,
    )
    topics = (every, *found.topics)
    spots = tuple(Spot(topic.number, _said(topic)) for topic in topics)

    def draw(size: Size, at: int, glyphs: Glyphs) -> list[Content]:
        return _draw(found, topics, size, at, glyphs, whole=whole)

    return Page("Am I ready?", (spots,), draw)


def _said(topic: TopicReady) -> str:
    said = f"{topic.title}: {topic.met} of {spell.count(topic.items, 'item')} met"
    return said if topic.recall is None else f"{said}, {topic.recall:.0%} recalled now"


def _draw(
    found: Ready,
    topics: tuple[TopicReady, ...],
    size: Size,
    at: int,
    glyphs: Glyphs,
    *,
    whole: bool,
) -> list[Content]:
    forecast = found.forecast is not None
    name = NARROW_NAME if forecast and size.width < 90 else LONGEST_NAME
    name = min(name, max(len(topic.title) for topic in topics))
    free = size.width - 2 - name - 2 - SHARE
    width = (free - FORECAST - 2) // 2 if forecast else free
    width = max(6, min(width, 40))
    lines = [*sentence(found.sentence, size.width), BLANK]
    head = f"  {'':<{name}}  {'now':<{width + SHARE}}"
    if forecast:
        head += f"  on {long_day(found.interview_date)}, goal {glyphs.goal}"
    lines.append(content.text(head, SUBDUED))
    for index, topic in enumerate(topics):
        chosen = index == at
        row: Row = [(f"{'›' if chosen else ' '} ", "bold")]
        row += [(cut(topic.title, name) + "  ", "reverse bold" if chosen else "")]
        row += _now(topic, width, glyphs)
        if topic.forecast is not None:
            row.append(("  ", ""))
            row += band(topic.forecast, topic.forecast_error, found.goal, width, glyphs)
            row.append((f" {topic.forecast:>4.0%} ±{topic.forecast_error * 100:.0f}", ""))
        lines.append(content.line(row))
        if index == 0:
            lines.append(BLANK)
    if found.forecast_sentence:
        lines += [BLANK, *sentence(found.forecast_sentence, size.width)]
    elif whole:
        lines += [BLANK, content.text("Set the date of the interview to see a forecast.", SUBDUED)]
    else:
        lines += [BLANK, content.text("Playing the days up to the interview …", SUBDUED)]
    return lines


def _now(topic: TopicReady, width: int, glyphs: Glyphs) -> Row:
    if topic.recall is None:
        return [(cut("not begun", width), SUBDUED), (" " * SHARE, "")]
    filled, track = bar(topic.recall, width, glyphs)
    return [(filled, BAR), (track, QUIET), (f"{topic.recall:>{SHARE}.0%}", "bold")]

"""The map of concepts as content: the list by topic, and what one of them rests on and carries.

Pure functions of the message, a place in it, a size and the glyphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.content import Content

from drill.service.messages import ConceptMap, MapLine
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs, bar
from drill.tui.plots import BAR, QUIET
from drill.tui.review.page import BLANK, SUBDUED, Size, cut, window

HERE, NEEDED, CARRIED = "› ", "↑ ", "↓ "
"""What stands before the concept one is on, those it rests on, and those that rest on it."""
BAR_WIDTH: Final = 10
WORD_WIDTH: Final = len("partly held")
AROUND: Final = 2 + 2 + BAR_WIDTH + 2 + WORD_WIDTH
"""Cells of a line beside its title: the mark, the bar, the word, and the gaps."""
TALL: Final = 12
"""Lines from which each related concept has one of its own."""
COLOURS: Final = {
    "held": "$text-success",
    "partly held": "$text-primary",
    "begun": "$text-warning",
    "waits": SUBDUED,
}


def standing(lines: Sequence[MapLine]) -> str:
    """Say how much of everything is held."""
    held, items = sum(line.held for line in lines), sum(line.items for line in lines)
    return f"{held} of {spell.count(items, 'item')} held"


def carried_by(lines: Iterable[MapLine], concept: str) -> tuple[MapLine, ...]:
    """Give the concepts that rest on one."""
    return tuple(line for line in lines if concept in line.requires)


def widest(found: ConceptMap) -> int:
    """Count the cells that the longest line of the list takes."""
    longest = max((len(line.title) for line in found.lines), default=0)
    return longest + AROUND


def rows(found: ConceptMap, at: int, size: Size, glyphs: Glyphs) -> list[Content]:
    """Draw the part of the list around a place, topic by topic."""
    here = found.lines[at]
    longest = max(len(line.title) for line in found.lines)
    name = max(8, min(longest, size.width - AROUND))
    drawn: list[Content] = []
    place = 0
    for index, line in enumerate(found.lines):
        if index == 0 or found.lines[index - 1].topic != line.topic:
            of_topic = [one for one in found.lines if one.topic == line.topic]
            drawn += [] if index == 0 else [BLANK]
            drawn.append(_heading(found.topics.get(line.topic, line.topic), of_topic))
        if index == at:
            place = len(drawn)
        drawn.append(_row(line, here, name, glyphs))
    shown = window(len(drawn), place, size.height)
    return drawn[shown.start : shown.stop]


def _heading(title: str, lines: Sequence[MapLine]) -> Content:
    return content.line(((title, "bold"), (f"  {standing(lines)}", SUBDUED)))


def _row(line: MapLine, here: MapLine, name: int, glyphs: Glyphs) -> Content:
    on = line is here
    mark = HERE if on else NEEDED if line.concept in here.requires else ""
    mark = mark or (CARRIED if here.concept in line.requires else "  ")
    filled, track = bar(line.held / line.items if line.items else 0.0, BAR_WIDTH, glyphs)
    return content.line(
        (
            (mark, "bold $text-accent"),
            (cut(content.safe(line.title), name), "bold reverse" if on else ""),
            ("  ", ""),
            (filled, BAR),
            (track, QUIET),
            (f"  {line.standing}", COLOURS.get(line.standing, "")),
        )
    )


def detail(found: ConceptMap, at: int, size: Size) -> list[Content]:
    """Say how one concept stands, what it rests on and what rests on it."""
    here = found.lines[at]
    by_id = {line.concept: line for line in found.lines}
    needed = tuple(by_id[id_] for id_ in here.requires if id_ in by_id)
    carried = carried_by(found.lines, here.concept)
    title = content.text(here.title, "bold $text-primary")
    lines = [*title.wrap(size.width), *content.text(said(here, needed)).wrap(size.width)]
    if size.height < TALL:
        lines += _inline(NEEDED, "rests on", needed, size.width)
        lines += _inline(CARRIED, "carries", carried, size.width)
    else:
        lines += _listed(NEEDED, "rests on", needed, size.width)
        lines += _listed(CARRIED, "carries", carried, size.width)
    return lines[: size.height]


def said(line: MapLine, needed: Iterable[MapLine]) -> str:
    """Say in a sentence how a concept stands, and what a waiting one waits for."""
    if line.met:
        return f"{line.standing}: {line.held} of {spell.count(line.items, 'item')}, {line.met} met"
    missing = [one.title for one in needed if not one.met and one.items]
    if line.standing == "waits" and missing:
        return f"waits for {', '.join(missing)}"
    return f"{line.standing}: {spell.count(line.items, 'item')}, none met yet"


def _inline(mark: str, word: str, lines: Sequence[MapLine], width: int) -> list[Content]:
    head = content.line(((mark, "bold $text-accent"), (f"{word:<10}", SUBDUED)))
    named = [
        content.line(((line.title, ""), (f" ({line.standing})", COLOURS.get(line.standing, ""))))
        for line in lines
    ]
    body = Content(" · ").join(named) if named else content.text("nothing", SUBDUED)
    return content.hang(head, body, width).split("\n")


def _listed(mark: str, word: str, lines: Sequence[MapLine], width: int) -> list[Content]:
    made = [BLANK, content.line(((mark, "bold $text-accent"), (word, SUBDUED)))]
    for line in lines:
        head = (f"  {line.standing:<{WORD_WIDTH}}  ", COLOURS.get(line.standing, ""))
        made += content.hang(content.line((head,)), content.text(line.title), width).split("\n")
    return made if lines else [*made, content.text("  nothing", SUBDUED)]

"""The four pages of the progress review, as content: what is drawn, and what can be opened.

Each page lists its spots, the numbers a learner can stand on, group by group; the one stood on is
marked in the drawing and said in words below it. Pure functions of the message, a size and a place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from drill.service.messages import Progress
from drill.tui import content
from drill.tui.glyphs import Glyphs
from drill.tui.plots import Row
from drill.value import Value

SUBDUED = "$text-muted"


class Spot(Value):
    """A number that can be opened, and what is said of it."""

    number: str
    said: str


class Size(Value):
    """The cells a page has."""

    width: int
    height: int


class Page(Value):
    """One question, its spots by group, and how it is drawn with a spot chosen."""

    title: str
    groups: tuple[tuple[Spot, ...], ...]
    draw: Callable[[Size, int, Glyphs], list[Content]]
    """From the size, the place among all spots, and the glyphs."""

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every spot in order."""
        return tuple(spot for group in self.groups for spot in group)


def pages(found: Progress) -> tuple[Page, ...]:
    """Make the four pages."""
    from drill.tui import page_interviews, page_mistakes, page_ready, page_remembering

    return (
        page_ready.page(found.ready),
        page_remembering.page(found.remembering),
        page_mistakes.page(found.mistakes),
        page_interviews.page(found.interviews),
    )


def rows(drawn: Sequence[Row]) -> list[Content]:
    """Make content of a plot."""
    return [content.line(row) for row in drawn]


def wrapped(text: str, width: int, style: str = "bold") -> list[Content]:
    """Wrap a sentence."""
    return list(content.text(text, style).wrap(width))


def cut(text: str, width: int) -> str:
    """Fit a text into exactly so many cells."""
    return f"{text:<{width}}" if len(text) <= width else text[: width - 1] + "…"

"""What a page of the progress review is: what is drawn, and the numbers that can be opened.

Each page lists its spots, the numbers a learner can stand on, group by group; the one stood on is
marked in the drawing and said in words below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from drill.tui import content
from drill.tui.glyphs import Glyphs
from drill.tui.plots import Row

SUBDUED = "$text-muted"
BLANK = Content("")


@dataclass(frozen=True, slots=True)
class Spot:
    """A number that can be opened, and what is said of it."""

    number: str
    said: str
    empty: bool = False
    """Whether nothing stands behind it."""


@dataclass(frozen=True, slots=True)
class Size:
    """The cells a page has."""

    width: int
    height: int


Draw = Callable[[Size, int, Glyphs], list[Content]]
"""From the size, the place among all spots, and the glyphs."""


@dataclass(frozen=True, slots=True)
class Page:
    """One question, its spots by group, and how it is drawn with one of them chosen."""

    title: str
    groups: tuple[tuple[Spot, ...], ...]
    draw: Draw
    start: int = 0
    """The spot one stands on first."""

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every spot in order."""
        return tuple(spot for group in self.groups for spot in group)


def rows(drawn: Sequence[Row]) -> list[Content]:
    """Make content of a plot."""
    return [content.line(row) for row in drawn]


def sentence(text: str, width: int, style: str = "") -> list[Content]:
    """Wrap a sentence."""
    return list(content.text(text, style).wrap(width))


def cut(text: str, width: int) -> str:
    """Fit a text into exactly so many cells."""
    return f"{text:<{width}}" if len(text) <= width else text[: width - 1] + "…"


def window(count: int, at: int, room: int) -> range:
    """Give the rows of a list that fit, the one stood on among them."""
    first = max(0, min(at - room // 2, count - room))
    return range(first, min(count, first + room))


def short_day(day: str) -> str:
    """Say a date as `23 Nov`."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%b}"


def long_day(day: str) -> str:
    """Say a date as `Mon 23 Nov`."""
    found = date.fromisoformat(day)
    return f"{found:%a} {found.day} {found:%b}"

"""The map of concepts: how well each is held, what it rests on and what rests on it.

On a narrow screen the chosen concept is told below the list, on a wide one beside it.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import ConceptMap, Envelope, Error, GetConcepts
from drill.tui import concept_page, content, keys
from drill.tui.review.page import SUBDUED, Size
from drill.tui.screens.base import Desk
from drill.tui.widgets.interview_line import InterviewLine

LABELS = {
    "concepts.open": "its cards",
    "concepts.down": "move",
    "concepts.topic": "next topic",
    "concepts.back": "home",
    "app.help": "help",
}
WIDE = 110
"""Columns from which the chosen concept stands beside the list."""
LEAST_DETAIL = 38
"""Columns that are left for it; the list has what its longest line takes of the rest."""
MARGIN = 2
BELOW = 6
"""Lines the chosen concept has below the list."""
LOW = 16
"""Screens lower than this have the list alone."""


class ConceptsScreen(Desk):
    """Up and down choose a concept; enter opens its cards."""

    BINDINGS: ClassVar[list[BindingType]] = keys.CONCEPTS
    DEFAULT_CSS = f"""
    ConceptsScreen {{ layout: vertical; }}
    ConceptsScreen #panes {{ height: 1fr; }}
    ConceptsScreen #list {{ height: 1fr; padding: 0 {MARGIN}; text-wrap: nowrap; }}
    ConceptsScreen #detail {{ padding: 0 {MARGIN}; text-wrap: nowrap; }}
    """

    def __init__(self, concept: str = "") -> None:
        super().__init__()
        self._wanted = concept
        """The id or the title of the concept to stand on first."""
        self._found: ConceptMap | None = None
        self._at = 0
        self._line = InterviewLine()
        self._list = Static("", id="list", markup=False)
        self._detail = Static("", id="detail", markup=False)
        self._panes = Container(self._list, self._detail, id="panes")

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self._line
        yield self._panes
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask for the map."""
        self.ask(GetConcepts())
        self._draw()
        self.ready()

    def on_resize(self) -> None:
        """Fit the new size."""
        self._draw()

    async def hear(self, envelope: Envelope) -> None:
        """Take the map."""
        match envelope.message:
            case ConceptMap() as found:
                self._take(found)
            case Error() as error:
                self.drill.say(error.message, wrong=True)
            case _:
                return

    def _take(self, found: ConceptMap) -> None:
        self._found = found
        names = [{line.concept, line.title} for line in found.lines]
        self._at = next((at for at, both in enumerate(names) if self._wanted in both), 0)
        self._draw()

    # --- keys ------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Stand on another concept."""
        if self._found is not None:
            self._at = max(0, min(len(self._found.lines) - 1, self._at + step))
            self._draw()

    def action_topic(self, step: int) -> None:
        """Stand on the first concept of another topic."""
        if self._found is None or not self._found.lines:
            return
        topics = [line.topic for line in self._found.lines]
        order = list(dict.fromkeys(topics))
        wanted = order[(order.index(topics[self._at]) + step) % len(order)]
        self._at = topics.index(wanted)
        self._draw()

    def action_open(self) -> None:
        """Show the cards and exercises of the concept."""
        if self._found is not None and self._found.lines:
            self.drill.open_browse(concept=self._found.lines[self._at].concept)

    def action_back(self) -> None:
        """Go home."""
        self.drill.go_home()

    # --- drawing ---------------------------------------------------------------------------------

    def _draw(self) -> None:
        self.show_keys(LABELS)
        found = self._found
        self._detail.display = found is not None and bool(found.lines)
        if found is None or not found.lines:
            self._line.show("Concepts")
            said = "Reading the journal …" if found is None else "The banks have no concepts."
            self._list.update(content.text(said, SUBDUED))
            return
        self._line.show(f"Concepts · {concept_page.standing(found.lines)}")
        width, height = self.app.size.width, self.app.size.height - 3
        wide = width >= WIDE
        needed = concept_page.widest(found) + 2 * MARGIN + 2
        list_width = min(needed, width - LEAST_DETAIL) if wide else width
        below = 0 if wide or self.app.size.height < LOW else BELOW
        self._panes.styles.layout = "horizontal" if wide else "vertical"
        self._list.styles.width = list_width
        self._detail.display = wide or below > 0
        self._detail.styles.width = width - list_width if wide else width
        self._detail.styles.height = "1fr" if wide else below
        list_size = Size(list_width - 2 * MARGIN, max(1, height - (below or 1)))
        glyphs = self.drill.glyphs
        self._list.update(_joined(concept_page.rows(found, self._at, list_size, glyphs)))
        detail_width = (width - list_width if wide else width) - 2 * MARGIN
        detail_size = Size(detail_width, height if wide else below - 1)
        detail = concept_page.detail(found, self._at, detail_size)
        if below:
            detail = [content.text(glyphs.rule * detail_width, "$text-disabled"), *detail]
        self._detail.update(_joined(detail))


def _joined(lines: list[Content]) -> Content:
    return Content("\n").join(lines)

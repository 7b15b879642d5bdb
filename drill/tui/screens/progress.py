"""The progress review: four pages, one question each, and the events behind every number."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import Behind, Envelope, Error, GetBehind, GetProgress, Progress
from drill.tui import content, keys, spell
from drill.tui.review import interviews, mistakes, ready, remembering
from drill.tui.review.behind import behind
from drill.tui.review.page import BLANK, SUBDUED, Page, Size, cut
from drill.tui.screens.base import Desk

LABELS = {
    "progress.next": "next page",
    "progress.down": "move",
    "progress.group": "next plot",
    "progress.open": "events",
    "progress.back": "back",
    "app.help": "help",
}
BEHIND_LABELS = {"progress.down": "scroll", "progress.back": "back to the page", "app.help": "help"}
MARGIN = 3


class ProgressScreen(Desk):
    """Left and right turn the pages; enter opens what stands behind the chosen number."""

    BINDINGS: ClassVar[list[BindingType]] = keys.PROGRESS
    DEFAULT_CSS = """
    ProgressScreen { layout: vertical; }
    ProgressScreen #title { height: 1; padding: 0 1; }
    ProgressScreen .rule { height: 1; padding: 0 1; color: $text-disabled; }
    ProgressScreen #page { height: 1fr; padding: 0 2 0 3; text-wrap: nowrap; }
    ProgressScreen #said { height: 1; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[Page, ...] = ()
        self._page = 0
        self._at: list[int] = []
        """The place on each page."""
        self._behind: Behind | None = None
        self._asked = ""
        """The number whose events are on their way."""
        self._top = 0
        self._title = Static("", id="title", markup=False)
        self._rule = Static("", classes="rule", markup=False)
        self._sheet = Static("", id="page", markup=False)
        self._said = Static("", id="said", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self._title
        yield self._rule
        yield self._sheet
        yield self._said
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask for the review, unless the core was started with that request."""
        if not isinstance(self.drill.asked_at_start, GetProgress):
            self.ask(GetProgress())
        self._draw()
        self.ready()

    async def hear(self, envelope: Envelope) -> None:
        """Take the review, or the events behind a number."""
        match envelope.message:
            case Progress() as found:
                self._take(found)
            case Behind() as found if found.number == self._asked:
                self._behind, self._top, self._asked = found, 0, ""
            case Error() as error:
                self._asked = ""
                self.drill.say(error.message, wrong=True)
            case _:
                return
        self._draw()

    def _take(self, found: Progress) -> None:
        self._pages = (
            ready.page(found.ready, whole=found.whole),
            remembering.page(found.remembering),
            mistakes.page(found.mistakes),
            interviews.page(found.interviews),
        )
        self._at = self._at or [page.start for page in self._pages]

    def on_resize(self) -> None:
        """Fit the plots."""
        self._draw()

    # --- keys ------------------------------------------------------------------------------------

    def action_turn(self, step: int) -> None:
        """Go to another page."""
        if self._pages and self._behind is None:
            self._page = (self._page + step) % len(self._pages)
            self._draw()

    def action_move(self, step: int) -> None:
        """Stand on another number, or scroll the events."""
        if self._behind is not None:
            last = max(0, len(self._behind.lines) - 1)
            self._top = max(0, min(last, self._top + step))
        elif self._pages:
            last = len(self._pages[self._page].spots) - 1
            self._at[self._page] = max(0, min(last, self._at[self._page] + step))
        self._draw()

    def action_group(self, step: int) -> None:
        """Stand on the first number of another plot."""
        if not self._pages or self._behind is not None:
            return
        page = self._pages[self._page]
        starts = [sum(len(one) for one in page.groups[:index]) for index in range(len(page.groups))]
        here = max(i for i, start in enumerate(starts) if start <= max(0, self._at[self._page]))
        self._at[self._page] = starts[(here + step) % len(starts)]
        self._draw()

    def action_open(self) -> None:
        """Ask for the events behind the number stood on."""
        if not self._pages or self._behind is not None:
            return
        spots = self._pages[self._page].spots
        if not spots:
            return
        spot = spots[self._at[self._page]]
        if spot.empty:
            self.drill.say("No events stand behind this one.")
            return
        self._asked = spot.number
        self.ask(GetBehind(self._asked))

    def action_back(self) -> None:
        """Close the events, or go home."""
        if self._behind is not None:
            self._behind = None
            self._draw()
        else:
            self.drill.go_home()

    # --- drawing ---------------------------------------------------------------------------------

    def _draw(self) -> None:
        width = max(40, self.size.width)
        height = max(8, self.size.height - 4)
        size = Size(width - 2 * MARGIN, height)
        self._rule.update(content.text(self.drill.glyphs.rule * (width - 2)))
        self.show_keys(LABELS if self._behind is None else BEHIND_LABELS)
        if self._behind is not None:
            self._draw_behind(self._behind, size, width)
        elif self._pages:
            self._draw_page(self._pages[self._page], size, width)
        else:
            self._head("Progress", "", width)
            self._sheet.update(content.text("Reading the journal …", SUBDUED))

    def _draw_page(self, page: Page, size: Size, width: int) -> None:
        self._head(page.title, f"{self._page + 1} of {len(self._pages)}", width)
        at = self._at[self._page]
        lines = page.draw(size, at, self.drill.glyphs)
        self._show(lines)
        said = page.spots[at].said if page.spots else ""
        line = content.text(cut(f"  › {said}", width - 2))
        self._said.update(line if said else BLANK)

    def _draw_behind(self, found: Behind, size: Size, width: int) -> None:
        total = spell.count(max(found.total, len(found.lines)), "event")
        counted = f"{found.total} in {total}" if found.total < len(found.lines) else total
        self._head(found.title, counted, width)
        shown = found.lines[self._top :]
        self._show(behind(shown, size))
        more = len(found.lines) - self._top
        below = "the latest come first" if 2 * more > size.height else ""
        if found.total > len(found.lines) > 0:
            below = f"the latest {len(found.lines)} of {found.total}"
        self._said.update(content.text(f"  {below}", SUBDUED))

    def _show(self, lines: list[Content]) -> None:
        self._sheet.update(Content("\n").join(lines))

    def _head(self, left: str, right: str, width: int) -> None:
        room = width - 2 - len(right) - 2
        left = left if len(left) <= room else left[: room - 1] + "…"
        gap = " " * max(1, width - 2 - len(left) - len(right))
        self._title.update(content.line(((left, "bold $text-primary"), (gap + right, SUBDUED))))

"""Browsing: a field to search in, the cards and families found, and one of them read whole.

On a narrow screen the card takes the list's place; on a wide one it stands beside it.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from drill.service.messages import (
    Browse,
    Envelope,
    Error,
    Found,
    ItemPage,
    Saved,
    ShowItem,
    Undone,
)
from drill.tui import content, item_page, keys
from drill.tui.listing import Listing, Place
from drill.tui.screens.base import Desk
from drill.tui.screens.item_deeds import ItemDeeds
from drill.tui.widgets.entry import Entry
from drill.tui.widgets.interview_line import InterviewLine

WIDE = 110
"""Columns from which the list and the card stand side by side."""
LIST_SHARE = 0.46
MARGIN = 2
LONGEST_QUERY = 200
PAGE = 10
SEARCH_LABELS = {
    "browse.open": "read",
    "browse.down": "choose",
    "browse.back": "home",
}
LIST_LABELS = {
    "browse.open": "read",
    "browse.search": "search",
    "browse.state": "state",
    "browse.drill": "drill now",
    "browse.suspend": "set aside",
    "browse.back": "home",
    "app.help": "help",
    "browse.concepts": "concepts",
    "browse.note": "note",
    "browse.undo": "undo",
    "browse.reopen": "ask back",
    "browse.reset": "reset",
}
CARD_LABELS = {
    "browse.drill": "drill now",
    "browse.suspend": "set aside",
    "browse.reopen": "ask back",
    "browse.note": "note",
    "browse.page_down": "scroll",
    "browse.back": "list",
    "browse.reset": "reset",
    "browse.undo": "undo",
    "browse.down": "next",
}


class BrowseScreen(Desk):
    """Type to search; enter reads; from there plain keys act on the card."""

    BINDINGS: ClassVar[list[BindingType]] = keys.BROWSE
    AUTO_FOCUS = ""
    """A box closed above the screen gives no field the focus by itself."""
    DEFAULT_CSS = f"""
    BrowseScreen {{ layout: vertical; }}
    BrowseScreen #search {{ height: 1; padding: 0 {MARGIN}; }}
    BrowseScreen #search Static {{ width: auto; }}
    BrowseScreen #search Entry {{ width: 1fr; }}
    BrowseScreen #count {{ height: 2; padding: 0 {MARGIN}; color: $text-muted; }}
    BrowseScreen #panes {{ height: 1fr; }}
    BrowseScreen #list {{ height: 1fr; padding: 0 {MARGIN}; text-wrap: nowrap; }}
    BrowseScreen #card {{ height: 1fr; padding: 0 {MARGIN + 2}; }}
    BrowseScreen #card Static {{ height: auto; }}
    """

    def __init__(self, query: str = "", concept: str = "", place: Place | None = None) -> None:
        super().__init__()
        self._return_to = place
        """Where one comes back to, until it is found."""
        self._concept = concept
        """The concept whose cards are shown, where it was opened from the map; esc leads back."""
        self._list_of = Listing(state="" if place is None else place.state)
        self._deeds = ItemDeeds(self)
        self._page: ItemPage | None = None
        self._reading = False
        self._asked = 0
        """The number of the last search; only its reply is shown."""
        self._line = InterviewLine()
        asked = f"concept:{concept}" if concept and place is None else query
        self._entry = Entry(asked, max_length=LONGEST_QUERY)
        self._count = Static("", id="count", markup=False)
        self._list = Static("", id="list", markup=False)
        self._card = Static("", markup=False)
        self._scroll = VerticalScroll(self._card, id="card", can_focus=False)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self._line
        yield Horizontal(Static("search  ", markup=False), self._entry, id="search")
        yield self._count
        yield Horizontal(self._list, self._scroll, id="panes")
        yield self.key_bar

    def on_mount(self) -> None:
        """Show everything there is, or the cards of the concept."""
        if not self._concept and self._return_to is None:
            self._entry.focus()
        self._search()
        self._draw()
        self.ready()

    def on_resize(self) -> None:
        """Fit the new size."""
        self._draw()
        self._show_chosen()

    def on_descendant_focus(self) -> None:
        """Name the keys that work where the learner is now."""
        self._draw()

    def on_descendant_blur(self) -> None:
        """Do the same when the field is left."""
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as it is typed; a slash is only the key that begins a search."""
        event.stop()
        if event.value == "/":
            self._entry.value = ""
            return
        self._reading = False
        self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the first that was found, or the one chosen."""
        event.stop()
        self.action_open()

    async def hear(self, envelope: Envelope) -> None:
        """Take what was found, a page, or what was done."""
        match envelope.message:
            case Found() as found if envelope.id == str(self._asked):
                self._take(found)
            case ItemPage() as page:
                self._take_page(page)
            case Saved() as saved:
                self._deeds.saved(saved.review, saved.what)
                self.ask(ShowItem(self._list_of.item))
            case Undone() as undone:
                self.drill.say("Taken back.")
                self._list_of = self._list_of.on(undone.item)
                self.ask(ShowItem(self._list_of.item))
            case Error() as error:
                self.drill.say(error.message, wrong=True)
            case _:
                return

    # --- keys ------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Choose another item."""
        self._list_of = self._list_of.moved(step)
        self._draw()
        self._show_chosen()

    def action_page(self, step: int) -> None:
        """Scroll the card where one is read, else the list."""
        if self._reading or (self._wide and self.focused is None):
            self._scroll.scroll_relative(
                y=step * max(1, self._scroll.size.height - 2), animate=False
            )
        else:
            self.action_move(step * PAGE)

    def action_open(self) -> None:
        """Read the chosen item."""
        if self._list_of.chosen is not None:
            self._reading = True
            self.set_focus(None)
            self._show_chosen()
            self._draw()

    def action_search(self) -> None:
        """Go back to the field."""
        self._reading = False
        self._entry.focus()
        self._draw()

    def action_state(self) -> None:
        """Show only the items of the next state, or all again."""
        self._list_of = self._list_of.next_state()
        self._search()

    def action_concepts(self) -> None:
        """Show where the chosen item stands in the map of concepts."""
        line = self._list_of.chosen
        self.drill.open_concepts(line.concept if line is not None else self._concept)

    def action_drill(self) -> None:
        """Practise the chosen item alone."""
        if (line := self._list_of.chosen) is not None:
            query, state = self._entry.value, self._list_of.state
            place = Place(query, self._concept, state, line.item, self._reading)
            self._deeds.practise(line, place)

    def action_suspend_item(self) -> None:
        """Set the chosen item aside, or take it up again."""
        if (line := self._list_of.chosen) is not None:
            self._deeds.suspend(line)

    def action_reopen(self) -> None:
        """Want the chosen item back now."""
        if (line := self._list_of.chosen) is not None:
            self._deeds.reopen(line)

    def action_reset(self) -> None:
        """Begin again with the chosen item, if that is meant."""
        if (line := self._list_of.chosen) is not None:
            self._deeds.reset(line)

    def action_note(self) -> None:
        """Write a note on the chosen item."""
        if (line := self._list_of.chosen) is not None:
            page = self._page_of(line.item)
            self._deeds.note(line, "" if page is None else page.note)

    def action_undo(self) -> None:
        """Take back what was done here last."""
        self._deeds.undo()

    def action_back(self) -> None:
        """From the card to the list, from a search to all, from all to where it was opened."""
        if self._reading and not self._wide:
            self._reading = False
            self._draw()
        elif self._entry.has_focus and self._entry.value:
            self._entry.value = ""
        elif self._concept:
            self.drill.open_concepts(self._concept)
        else:
            self.drill.go_home()

    # --- asking ----------------------------------------------------------------------------------

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _page_of(self, item: str) -> ItemPage | None:
        """Give the page that was shown last, where it is the one of this item."""
        page = self._page
        return page if page is not None and page.line.item == item else None

    def _search(self) -> None:
        self._asked += 1
        self.ask(Browse(self._entry.value, self._list_of.state), str(self._asked))

    def _take_page(self, page: ItemPage) -> None:
        """Show a page, and its item in the list as it is now.

        The list itself stays as it was found, so that what is being read does not slip away.
        """
        item = page.line.item
        self._list_of = self._list_of.with_line(page.line)
        if item == self._list_of.item:
            moved = self._page_of(item) is None
            self._page = page
            if moved:
                self._scroll.scroll_home(animate=False)
        self._draw()

    def _take(self, found: Found) -> None:
        """Show what was found, the nearest chosen."""
        self._list_of = self._list_of.taken(found)
        if self._return_to is not None:
            self._list_of = self._list_of.on(self._return_to.item)
            self._reading = self._return_to.reading
            self._return_to = None
        if self._list_of.chosen is None:
            self._reading = False
        self._draw()
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Ask for the page that is to be seen."""
        item = self._list_of.item
        if item and (self._wide or self._reading) and self._page_of(item) is None:
            self.ask(ShowItem(item))

    # --- drawing ---------------------------------------------------------------------------------

    def _draw(self) -> None:
        width = self.app.size.width
        card_only = self._reading and not self._wide
        self._list.display = not card_only
        self._scroll.display = self._wide or self._reading
        list_width = round(width * LIST_SHARE) if self._wide else width
        self._list.styles.width = list_width
        self._line.show("Browse")
        self._count.update(content.text(self._list_of.counted()))
        height = max(3, self.app.size.height - 6)
        self._list.update(self._list_of.rows(list_width - 2 * MARGIN, height))
        card_width = (width - list_width if self._wide else width) - 2 * (MARGIN + 2) - 1
        page = self._page_of(self._list_of.item)
        if page is None:
            self._card.update("")
        else:
            drawn = item_page.drawn(page, min(card_width, content.WIDTH), self.drill.glyphs)
            self._card.update(drawn)
        self.show_keys(self._labels())

    def _labels(self) -> dict[str, str]:
        back = {"browse.back": "concepts"} if self._concept else {}
        if self._entry.has_focus:
            return SEARCH_LABELS | back
        labels = CARD_LABELS if self._reading and not self._wide else LIST_LABELS | back
        if not self._deeds.undoable:
            labels = {id_: word for id_, word in labels.items() if id_ != "browse.undo"}
        chosen = self._list_of.chosen
        if chosen is not None and "suspended" in chosen.states:
            return labels | {"browse.suspend": "take up again"}
        return labels

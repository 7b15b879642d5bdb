"""Browsing: a field to search in, the cards and families found, and one of them read whole.

On a narrow screen the card takes the list's place; on a wide one it stands beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from drill.service.messages import (
    BROWSE_STATES,
    Browse,
    Envelope,
    Error,
    Found,
    ItemLine,
    ItemPage,
    Note,
    ReopenItem,
    Request,
    ResetItem,
    Saved,
    ShowItem,
    StartPractice,
    Suspend,
    TakeBack,
    Undone,
)
from drill.tui import content, item_page, keys
from drill.tui.screens.base import Desk
from drill.tui.widgets.entry import Entry
from drill.tui.widgets.interview_line import InterviewLine

WIDE = 110
"""Columns from which the list and the card stand side by side."""
LIST_SHARE = 0.4
MARGIN = 2
LONGEST_QUERY = 200
PAGE = 10
SAID = {
    "suspend": "Set aside: it comes no more. x takes it up again.",
    "resume": "Taken up again.",
    "reset": "Begun again; its history is kept. u takes that back.",
    "reopen": "Asked back: it is due now.",
    "note": "Noted.",
}
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
    "browse.suspend": "suspend",
    "browse.note": "note",
    "browse.back": "home",
    "app.help": "help",
    "browse.undo": "undo",
    "browse.reopen": "ask back",
    "browse.reset": "reset",
}
CARD_LABELS = {
    "browse.drill": "drill now",
    "browse.suspend": "suspend",
    "browse.reopen": "ask back",
    "browse.reset": "reset",
    "browse.note": "note",
    "browse.page_down": "scroll",
    "browse.back": "list",
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

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._found: Found | None = None
        self._at = 0
        self._state = ""
        self._page: ItemPage | None = None
        self._reading = False
        self._asked = 0
        """The number of the last search; only its reply is shown."""
        self._events: list[str] = []
        """What was done here, to be taken back."""
        self._line = InterviewLine()
        self._entry = Entry(query, max_length=LONGEST_QUERY)
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
        """Show everything there is."""
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
        """Search as it is typed."""
        event.stop()
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
                self._events.append(saved.review)
                self.drill.say(SAID.get(saved.what, "Saved."))
                self.ask(ShowItem(self._chosen_item))
            case Undone() as undone:
                self.drill.say("Taken back.")
                self._choose(undone.item)
                self.ask(ShowItem(self._chosen_item))
            case Error() as error:
                self.drill.say(error.message, wrong=True)
            case _:
                return

    # --- keys ------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Choose another item."""
        lines = self._lines
        if lines:
            self._at = max(0, min(len(lines) - 1, self._at + step))
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
        if self._chosen is not None:
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
        states = ("", *BROWSE_STATES)
        self._state = states[(states.index(self._state) + 1) % len(states)]
        self._search()

    def action_drill(self) -> None:
        """Practise the chosen item alone."""
        line = self._chosen
        if line is None:
            return
        if "retired" in line.states:
            self.drill.say("No bank has it any more.", wrong=True)
        elif "suspended" in line.states:
            self.drill.say("It is set aside; x takes it up again.", wrong=True)
        else:
            self.drill.open_practice(StartPractice(items=(line.item,)))

    def action_suspend_item(self) -> None:
        """Set the chosen item aside, or take it up again."""
        line = self._chosen
        if line is not None:
            self.ask(Suspend(line.item, on="suspended" not in line.states))

    def action_reopen(self) -> None:
        """Want the chosen item back now."""
        self._about_chosen(ReopenItem)

    def action_reset(self) -> None:
        """Begin again with the chosen item, if that is meant."""
        from drill.tui.screens.confirm import ConfirmScreen

        line = self._chosen
        if line is not None:
            self.drill.push_screen(
                ConfirmScreen(
                    f"Begin again with {line.item}?",
                    "It will be new; its history stays in the journal.",
                    lambda: self.ask(ResetItem(line.item)),
                )
            )

    def action_note(self) -> None:
        """Write a note on the chosen item."""
        line, page = self._chosen, self._page
        if line is None:
            return
        note = page.note if page is not None and page.line.item == line.item else ""
        self.drill.open_line(
            "A note of your own", note, lambda text: self.ask(Note(line.item, text))
        )

    def action_undo(self) -> None:
        """Take back what was done here last."""
        if self._events:
            self.ask(TakeBack(self._events.pop()))
        else:
            self.drill.say("Nothing was done here that could be taken back.")

    def action_back(self) -> None:
        """From the card to the list, from a search to all, from all home."""
        if self._reading and not self._wide:
            self._reading = False
            self._draw()
        elif self._entry.has_focus and self._entry.value:
            self._entry.value = ""
        else:
            self.drill.go_home()

    # --- asking ----------------------------------------------------------------------------------

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= WIDE

    @property
    def _lines(self) -> tuple[ItemLine, ...]:
        return () if self._found is None else self._found.lines

    @property
    def _chosen(self) -> ItemLine | None:
        lines = self._lines
        return lines[self._at] if self._at < len(lines) else None

    @property
    def _chosen_item(self) -> str:
        return "" if self._chosen is None else self._chosen.item

    def _search(self) -> None:
        self._asked += 1
        self.ask(Browse(self._entry.value, self._state), str(self._asked))

    def _choose(self, item: str) -> None:
        """Stand on an item, where it is listed."""
        for place, line in enumerate(self._lines):
            if line.item == item:
                self._at = place

    def _take_page(self, page: ItemPage) -> None:
        """Show a page, and its item in the list as it is now.

        The list itself stays as it was found, so that what is being read does not slip away.
        """
        item = page.line.item
        if self._found is not None:
            lines = tuple(page.line if line.item == item else line for line in self._lines)
            self._found = replace(self._found, lines=lines)
        if item == self._chosen_item:
            moved = self._page is None or self._page.line.item != item
            self._page = page
            if moved:
                self._scroll.scroll_home(animate=False)
        self._draw()

    def _take(self, found: Found) -> None:
        """Show what was found, the nearest chosen."""
        self._found, self._at = found, 0
        if self._chosen is None:
            self._reading = False
        self._draw()
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Ask for the page that is to be seen."""
        if self._chosen is None or not (self._wide or self._reading):
            return
        if self._page is None or self._page.line.item != self._chosen_item:
            self.ask(ShowItem(self._chosen_item))

    def _about_chosen(self, request: type[ReopenItem]) -> None:
        if self._chosen is not None:
            asked: Request = request(self._chosen_item)
            self.ask(asked)

    # --- drawing ---------------------------------------------------------------------------------

    def _draw(self) -> None:
        width = self.app.size.width
        card_only = self._reading and not self._wide
        self._list.display = not card_only
        self._scroll.display = self._wide or self._reading
        list_width = round(width * LIST_SHARE) if self._wide else width
        self._list.styles.width = list_width
        self._line.show("Browse")
        self._count.update(content.text(self._counted()))
        self._list.update(self._rows(list_width - 2 * MARGIN))
        card_width = (width - list_width if self._wide else width) - 2 * (MARGIN + 2) - 1
        page = self._page
        if page is None or page.line.item != self._chosen_item:
            self._card.update("")
        else:
            drawn = item_page.drawn(page, min(card_width, content.WIDTH), self.drill.glyphs)
            self._card.update(drawn)
        self.show_keys(self._labels())

    def _labels(self) -> dict[str, str]:
        if self._entry.has_focus:
            return SEARCH_LABELS
        labels = CARD_LABELS if self._reading and not self._wide else LIST_LABELS
        if self._chosen is not None and "suspended" in self._chosen.states:
            return labels | {"browse.suspend": "take up again"}
        return labels

    def _counted(self) -> str:
        found = self._found
        if found is None:
            return "searching"
        said = [f"{len(found.lines)} of {found.total}"]
        said += [f"only {self._state}"] if self._state else []
        said += [f"{count} {word}" for word, count in found.counts if word != self._state]
        return " · ".join(said)

    def _rows(self, width: int) -> Content:
        lines = self._lines
        if self._found is not None and not lines:
            hint = "Nothing is found. state: topic: kind: level: tag: concept: narrow a search."
            return content.text(hint, "$text-muted")
        height = max(3, self.app.size.height - 6)
        top = max(0, min(self._at - height // 2, len(lines) - height))
        shown = enumerate(lines[top : top + height], top)
        return Content("\n").join(
            item_page.row(line, width, here=index == self._at) for index, line in shown
        )

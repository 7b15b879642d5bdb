"""What a search found and the item one stands on, as a value, and how the list of it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual.content import Content

from drill.service.messages import BROWSE_STATES, Found, ItemLine
from drill.tui import content, item_page

NOTHING = (
    "Nothing is found. Fewer words find more. Narrow a search with state:due, topic:gradient, "
    "kind:recall, level:senior, tag: or concept:."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stood in the list, so that one can come back to it."""

    query: str
    concept: str
    """The concept whose cards were shown, where it was opened from the map."""
    state: str
    item: str
    reading: bool
    """Whether the item was being read."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of the last search; the list stays as it was found while one is read."""

    found: Found | None = None
    at: int = 0
    state: str = ""
    """The one state that is asked for, or none."""

    @property
    def lines(self) -> tuple[ItemLine, ...]:
        """Every item, the nearest first."""
        return () if self.found is None else self.found.lines

    @property
    def chosen(self) -> ItemLine | None:
        """The item one stands on."""
        return self.lines[self.at] if self.at < len(self.lines) else None

    @property
    def item(self) -> str:
        """The id of the item one stands on; empty where there is none."""
        return "" if self.chosen is None else self.chosen.item

    def taken(self, found: Found) -> Listing:
        """Show what was found, the nearest chosen."""
        return replace(self, found=found, at=0)

    def moved(self, step: int) -> Listing:
        """Stand on another item."""
        return replace(self, at=max(0, min(len(self.lines) - 1, self.at + step)))

    def on(self, item: str) -> Listing:
        """Stand on an item, where it is listed."""
        places = [place for place, line in enumerate(self.lines) if line.item == item]
        return replace(self, at=places[0]) if places else self

    def with_line(self, line: ItemLine) -> Listing:
        """Show an item as it is now."""
        if self.found is None:
            return self
        lines = tuple(line if one.item == line.item else one for one in self.lines)
        return replace(self, found=replace(self.found, lines=lines))

    def next_state(self) -> Listing:
        """Ask for the items of the next state, or for all again."""
        states = ("", *BROWSE_STATES)
        return replace(self, state=states[(states.index(self.state) + 1) % len(states)])

    def counted(self) -> str:
        """Say how many there are, and how many of them are due and so on."""
        if self.found is None:
            return "searching"
        said = [f"{len(self.lines)} of {self.found.total}"]
        said += [f"only {item_page.word(self.state)}"] if self.state else []
        said += [
            f"{count} {item_page.word(state)}"
            for state, count in self.found.counts
            if state != self.state
        ]
        return " · ".join(said)

    def rows(self, width: int, height: int) -> Content:
        """Draw the part of the list around the item one stands on; states in a column."""
        if self.found is not None and not self.lines:
            return content.text(NOTHING, "$text-muted")
        top = max(0, min(self.at - height // 2, len(self.lines) - height))
        shown = self.lines[top : top + height]
        states = max((len(item_page.state_of(line)[0]) for line in shown), default=0)
        return Content("\n").join(
            item_page.row(line, width, here=at == self.at, states=states)
            for at, line in enumerate(shown, top)
        )

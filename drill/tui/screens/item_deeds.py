"""What a learner does to a single item from a list, and how the last of it is taken back."""

from __future__ import annotations

from drill.service.messages import (
    ItemLine,
    Note,
    ReopenItem,
    ResetItem,
    StartPractice,
    Suspend,
    TakeBack,
)
from drill.tui.listing import Place
from drill.tui.screens.base import Desk
from drill.tui.spell import short

SAID = {
    "suspend": "Set aside: it comes no more. x takes it up again.",
    "resume": "Taken up again.",
    "reset": "Begun again; its history is kept. u takes that back.",
    "reopen": "Asked back: it is due now.",
    "note": "Noted.",
}
"""What is said once it is saved."""


class ItemDeeds:
    """Asks the core for what is done, and remembers it so that it can be taken back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._events: list[str] = []

    def saved(self, event: str, what: str) -> None:
        """Hear that something was done."""
        self._events.append(event)
        self._desk.drill.say(SAID.get(what, "Saved."))

    def undo(self) -> None:
        """Take back what was done here last."""
        if self._events:
            self._desk.ask(TakeBack(self._events.pop()))
        else:
            self._desk.drill.say("Nothing was done here that could be taken back.")

    @property
    def undoable(self) -> bool:
        """Whether anything was done here that can be taken back."""
        return bool(self._events)

    def practise(self, line: ItemLine, back: Place) -> None:
        """Practise an item alone, and come back to it."""
        drill = self._desk.drill
        if "retired" in line.states:
            drill.say("No bank has it any more.", wrong=True)
        elif "suspended" in line.states:
            drill.say("It is set aside; x takes it up again.", wrong=True)
        else:
            request = StartPractice(items=(line.item,))
            drill.open_practice(request, lambda: drill.back_to_browse(back))

    def suspend(self, line: ItemLine) -> None:
        """Set an item aside, or take it up again."""
        self._desk.ask(Suspend(line.item, on="suspended" not in line.states))

    def reopen(self, line: ItemLine) -> None:
        """Want an item back now."""
        self._desk.ask(ReopenItem(line.item))

    def reset(self, line: ItemLine) -> None:
        """Begin again with an item, if that is meant."""
        from drill.tui.screens.confirm import ConfirmScreen

        self._desk.drill.push_screen(
            ConfirmScreen(
                f"Begin again with “{short(line.title)}”?",
                "It will be new; its history stays in the journal.",
                lambda: self._desk.ask(ResetItem(line.item)),
            )
        )

    def note(self, line: ItemLine, before: str) -> None:
        """Write a note on an item, beginning with the one it has."""
        self._desk.drill.open_line(
            "A note of your own", before, lambda text: self._desk.ask(Note(line.item, text))
        )

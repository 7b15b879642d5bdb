"""What a learner does with a card beside rating it: a note, a flag, setting it aside, another."""

from __future__ import annotations

from drill.service.messages import Flag, Note, Prompt, Similar, Suspend
from drill.tui.screens.base import Desk


class CardDeeds:
    """Asks the core, and the learner for a line where one is needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def similar(self, prompt: Prompt) -> None:
        """Want another exercise like this one next."""
        self._desk.ask(Similar(prompt.n))

    def note(self, prompt: Prompt) -> None:
        """Write a note of one's own."""
        self._desk.drill.open_line(
            "A note of your own",
            prompt.note,
            lambda text: self._desk.ask(Note(prompt.item, text)),
        )

    def flag(self, prompt: Prompt) -> None:
        """Say that the card is wrong."""
        self._desk.drill.open_line(
            "What is wrong with this card?",
            "",
            lambda text: self._desk.ask(Flag(prompt.item, text, prompt.n)),
        )

    def suspend(self, prompt: Prompt) -> None:
        """Set the card aside."""
        self._desk.ask(Suspend(prompt.item))

"""Practice: a session of cards, with what is read before them and what is done beside them.

Every step of it is a reply of the core or a key of the learner; nothing here decides what is right
or what comes next.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from drill.service.messages import (
    Envelope,
    Error,
    Feedback,
    Hinted,
    PrimerPage,
    Prompt,
    Quit,
    Reading,
    Reply,
    Request,
    Revealed,
    Saved,
    SimilarNext,
    Skip,
    Summary,
    Undo,
    Undone,
)
from drill.tui import content, keys, spell
from drill.tui.screens.card_deeds import CardDeeds
from drill.tui.screens.card_desk import CardDesk
from drill.tui.screens.phases import SAVED, Phase, taken_back


class PracticeScreen(CardDesk):
    """One session, from its first card to its summary."""

    BINDINGS: ClassVar[list[BindingType]] = keys.PRACTICE

    def __init__(self, first: Request, back: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._first = first
        self._back = back
        """What opens the screen that it was begun from, where that was not home."""
        self._deeds = CardDeeds(self)
        self._held: list[Envelope] = []
        """Replies that arrived behind a primer and wait until it has been read."""
        self._pages_read = 0
        self._settled = 0
        """Cards rated in this session and not taken back."""
        self._counted, self._total = 0, 0
        """The question that said last how many cards there are, and how many it said."""
        self._began = time.monotonic()

    def compose(self) -> ComposeResult:
        """Lay the screen out once."""
        self._draw_top()
        yield from super().compose()

    def on_mount(self) -> None:
        """Ask for the session, unless the core was started with the request already."""
        if self._phase is Phase.ASKING:
            self.sheet.fields.take_focus()
        self.call_after_refresh(self._name_keys)
        self.set_interval(1.0, self._draw_top)
        if self._first is not self.drill.asked_at_start:
            self.ask(self._first)
        self.ready()

    def hear_early(self, message: Reply) -> bool:
        """Take a question with fields before anything is laid out, so that it is drawn once."""
        if not isinstance(message, Prompt) or self._card is not None:
            return False
        return self._begin_early(message)

    # --- replies ----------------------------------------------------------------------------------

    async def hear(self, envelope: Envelope) -> None:
        """Take one reply."""
        message = envelope.message
        if self._phase is Phase.PRIMER and isinstance(message, Prompt | PrimerPage):
            self._held.append(envelope)
            return
        match message:
            case Prompt():
                await self._ask(message)
                self._draw_top()
            case PrimerPage():
                self._rate_line(None)
                await self.sheet.show_primer(message)
                self._leave_field(Phase.PRIMER)
            case Reading() if envelope.id == str(self._read_id):
                self._take_reading(message)
            case Hinted():
                self.sheet.show_hint(message)
                self.sheet.to_end()
            case Feedback():
                self._take_feedback(message)
            case Revealed():
                self._take_revealed(message)
            case Saved() if message.what == "review":
                self._settled += 1
            case Saved():
                self.drill.say(SAVED.get(message.what, f"Saved: {message.what}."))
            case Undone():
                self._settled -= message.again
                self.drill.say(taken_back(message, self._card))
            case SimilarNext():
                self.drill.say("Another like it comes once you have rated this one.")
            case Summary():
                await self.sheet.show_summary(message, self._pages_read)
                self._top.show_text("Practice")
                self._rate_line(None)
                self._leave_field(Phase.ENDED)
            case Error():
                self._take_error(message)
            case _:
                return

    def _take_error(self, error: Error) -> None:
        self.drill.say(error.message, wrong=True)
        if self._phase is Phase.CHECKING:
            self._ask_again()
        elif self._phase is Phase.WAITING:
            self.sheet.put("question", content.text(spell.sentence(error.message)))
            self._leave_field(Phase.ENDED)

    # --- keys -------------------------------------------------------------------------------------

    def action_advance(self) -> None:
        """Turn a page, leave the summary, or do what comes next with the card."""
        match self._phase:
            case Phase.PRIMER:
                self._turn_page()
            case Phase.ENDED:
                self._leave()
            case _:
                super().action_advance()

    def action_skip(self) -> None:
        """Leave this card for later."""
        if self._card is not None and self._phase not in (Phase.ENDED, Phase.PRIMER):
            self.ask(Skip(self._card.prompt.n))

    def action_undo(self) -> None:
        """Take the last saved review back."""
        if self._phase not in (Phase.PRIMER, Phase.WAITING):
            self.ask(Undo())

    @property
    def _undoable(self) -> bool:
        return self._settled > 0 or super()._undoable

    def action_step_back(self) -> None:
        """Go back to the points of this card where they were ticked, else take a review back."""
        card = self._card
        if self._phase is Phase.SETTLED and card is not None and card.was_ticked:
            self._compare()
        else:
            self.action_undo()

    def action_pause(self) -> None:
        """Hide the card and stop the clock."""
        if self._phase is Phase.ENDED:
            self._leave()
        else:
            self._thought.touch(time.monotonic())
            self.drill.open_pause(self._resume)

    def action_similar(self) -> None:
        """Ask for another exercise like this one."""
        self._with_settled(self._deeds.similar)

    def action_note(self) -> None:
        """Write a note of one's own on this card."""
        self._with_settled(self._deeds.note)

    def action_flag(self) -> None:
        """Say that the card is wrong."""
        self._with_settled(self._deeds.flag)

    def action_suspend_item(self) -> None:
        """Set the card aside."""
        self._with_settled(self._deeds.suspend)

    def _with_settled(self, deed: Callable[[Prompt], None]) -> None:
        """Do something with a card whose answer can be seen."""
        if self._phase is Phase.SETTLED and self._card is not None:
            deed(self._card.prompt)

    def _leave(self) -> None:
        """Go back to where it was begun."""
        if self._back is None:
            self.drill.go_home()
        else:
            self._back()

    def _name_keys(self) -> None:
        super()._name_keys()
        if self._phase is Phase.ENDED and self._back is not None:
            self.show_keys({"practice.advance": "back", "app.help": "help"})

    def _turn_page(self) -> None:
        """Read on; at its end leave the primer for what has arrived behind it."""
        if self.sheet.more_below:
            self.sheet.turn(1)
            return
        self._phase = Phase.WAITING
        self._pages_read += 1
        held, self._held = self._held, []
        for envelope in held:
            self.drill.deliver(envelope)

    def _resume(self, stop: bool | None) -> None:
        self._thought.come_back(time.monotonic())
        if stop:
            self.ask(Quit())

    def _draw_top(self) -> None:
        if self._card is None or self._phase is Phase.ENDED:
            return
        prompt = self._card.prompt
        marks = [word for word, on in (("new", prompt.new), ("leech", prompt.leech)) if on]
        if prompt.among:
            marks.append(f"{prompt.among} of its kind")
        if prompt.mode != "practice":
            marks.append(prompt.mode)
        elapsed = time.monotonic() - self._began
        number = self._settled + 1
        if prompt.n != self._counted:
            self._counted, self._total = prompt.n, number + prompt.left
        self._top.show(min(number, self._total), self._total, marks, elapsed)

    def on_resize(self) -> None:
        """Fit the lines that are as wide as the screen."""
        self._draw_top()

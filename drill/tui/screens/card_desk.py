"""A card in front of the learner, on a screen whose content changes so that the eyes stay in place.

How it is asked, answered, compared and settled, and the keys of each of these phases. It knows
nothing of the session: which card comes next and what is done beside answering are `practice`'s.
"""

from __future__ import annotations

import time

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import (
    Answer,
    Feedback,
    Hint,
    Prompt,
    Rate,
    Read,
    Reading,
    Reveal,
    Revealed,
    Tick,
)
from drill.tui import content
from drill.tui.open_card import OpenCard
from drill.tui.screens.base import Desk
from drill.tui.screens.phases import HOW_SURE, Phase, labels
from drill.tui.thought import Thought
from drill.tui.widgets import verdict
from drill.tui.widgets.fields import Fields
from drill.tui.widgets.sheet import Sheet
from drill.tui.widgets.top_line import TopLine


class CardDesk(Desk):
    """One card, from its question to its rating."""

    # Only a question opens a field: coming back from an overlay or another window must not.
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    CardDesk { layout: vertical; }
    #ratings { height: 1; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._phase = Phase.WAITING
        self._card: OpenCard | None = None
        self._thought = Thought(time.monotonic())
        self._painted = True
        self._read_id = 0
        self._top = TopLine()
        self.sheet = Sheet()
        """The middle of the screen."""
        self._ratings = Static("", id="ratings", markup=False)

    def compose(self) -> ComposeResult:
        """Lay the screen out once."""
        self._enter(self._phase)
        yield self._top
        yield self.sheet
        yield self._ratings
        yield self.key_bar

    # --- what is shown of it ----------------------------------------------------------------------

    def _begin_early(self, prompt: Prompt) -> bool:
        """Take a question before anything is laid out; False where its box takes long to import."""
        card = OpenCard(prompt)
        if card.single_choice is not None:
            self._phase = Phase.CHOOSING
        elif prompt.parts:
            self.sheet.fields.prepare(prompt.parts)
            self._phase = Phase.ASKING
        else:
            return False
        self._card = card
        self.sheet.draw_prompt(prompt)
        return True

    def _begin(self, prompt: Prompt) -> OpenCard:
        self._card = card = OpenCard(prompt)
        self._thought = Thought(time.monotonic())
        return card

    async def _ask(self, prompt: Prompt) -> None:
        card = self._begin(prompt)
        self._rate_line(None)
        await self.sheet.show_prompt(prompt)
        if card.single_choice is not None:
            self._leave_field(Phase.CHOOSING)
        elif prompt.parts:
            await self.sheet.fields.ask(prompt.parts)
            self._enter(Phase.ASKING)
        else:
            await self.sheet.open_box()
            self._enter(Phase.TELLING)
            self._open_keys_after_paint()
        self.call_after_refresh(self._name_keys)  # by then it is known whether there is more below

    def _take_feedback(self, feedback: Feedback) -> None:
        card = self._card
        if card is None:
            return
        card.shown = feedback
        settled = card.settles(feedback)
        self.sheet.show_feedback(feedback, settled=settled)
        if settled:
            self._settle(feedback)
            return
        if self._phase is Phase.SETTLED:  # it was right, and a proof has overruled that
            self._rate_line(None)
            self.sheet.put("solution", Content(""))
        if feedback.verdict == "unreadable":
            # Enter once more is a slip, not giving up: nothing has been judged yet.
            card.judged, card.unreadable = {}, True
        self._ask_again()

    def _take_reading(self, reading: Reading) -> None:
        if self._card is not None:
            part = frozenset({reading.part})
            unread = self._card.unread
            self._card.unread = unread | part if reading.error else unread - part
        self.sheet.fields.show_while_typed(reading)

    def _ask_again(self) -> None:
        """Go on with the answer that stands in the fields, or with another choice."""
        if self._card is not None and self._card.single_choice is not None:
            self._leave_field(Phase.CHOOSING)
            return
        self._enter(Phase.ASKING)
        self.sheet.fields.allow(typing=True)
        self.sheet.fields.take_focus()

    def _take_revealed(self, revealed: Revealed) -> None:
        card = self._card
        if card is None:
            return
        compare = bool(revealed.points) and self._phase is not Phase.TICKING
        card.shown = revealed
        self.sheet.fields.allow(typing=False)
        if compare:
            card.compare(revealed)
        self.sheet.show_revealed(revealed, card.ticked)
        if compare:
            self._compare()
        else:
            self._settle(revealed)

    def _compare(self) -> None:
        """Let the points be ticked."""
        self._rate_line(None)
        self._leave_field(Phase.TICKING)
        self._open_keys_after_paint()

    def _settle(self, shown: Feedback | Revealed) -> None:
        """Everything is on the screen; what is left is the rating."""
        self.sheet.fields.allow(typing=False)
        self._rate_line(shown)
        self._leave_field(Phase.SETTLED)
        self._open_keys_after_paint()

    # --- keys -------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take letters where something is chosen; any key shows that somebody is there."""
        self._thought.touch(time.monotonic())
        part = None if self._card is None else self._card.single_choice
        if self._phase is Phase.CHOOSING and part is not None:
            ids = [choice.id for choice in part.choices]
            if event.key in ids:
                event.stop()
                self._choose(ids.index(event.key))

    def on_fields_touched(self) -> None:
        """Note that somebody is there; what Enter does follows from what stands in the fields."""
        self._thought.touch(time.monotonic())
        self._forget_unreadable()
        self.sheet.show_field(self.focused)
        if self._phase is Phase.ASKING and self._card is not None and self._card.judged:
            self._enter(Phase.ASKING)

    def _forget_unreadable(self) -> None:
        """Take back that the answer cannot be read: from here its reading says how it stands."""
        card = self._card
        if card is None or not card.unreadable or self._phase is not Phase.ASKING:
            return
        if self.sheet.fields.values != card.sent:
            card.unreadable = False
            self.sheet.put("verdict", Content(""))

    def on_fields_sent(self) -> None:
        """Take Enter in a field."""
        self.action_advance()

    def on_box_sent(self) -> None:
        """Take Enter in the box, unless it was typed before the question could be seen."""
        if self._painted:
            self.action_done()

    def on_fields_typed(self, event: Fields.Typed) -> None:
        """Ask how the typed text is read."""
        if self._card is not None and self._phase is Phase.ASKING:
            self._read_id += 1
            self.ask(Read(self._card.prompt.n, event.text, event.part), str(self._read_id))

    def action_advance(self) -> None:
        """Do the one thing that comes next in this phase."""
        card = self._card
        match self._phase:
            case Phase.ASKING:
                self._check()
            case Phase.CHOOSING:
                self._choose_marked()
            case Phase.SURE:
                self._send_answer(None)
            case Phase.TICKING if card is not None and self._painted:
                self.ask(Tick(card.prompt.n, tuple(sorted(card.ticked))))
            case Phase.SETTLED if card is not None and card.shown is not None:
                self._rate(card.shown.suggested_rating)
            case _:
                return

    def action_digit(self, digit: int) -> None:
        """Choose, say how sure, tick or rate, whichever is asked."""
        match self._phase:
            case Phase.CHOOSING:
                self._choose(digit - 1)
            case Phase.SURE if digit <= 4:
                self._send_answer(digit)
            case Phase.TICKING:
                self._toggle(digit - 1)
            case Phase.SETTLED if digit <= 4:
                self._rate(digit)
            case _:
                return

    def action_move(self, step: int) -> None:
        """Mark another choice, or go to another field; elsewhere scroll."""
        card = self._card
        if self._phase is Phase.CHOOSING and card is not None and card.single_choice is not None:
            card.mark(step)
            self.sheet.show_choices(card.single_choice, card.choice)
        elif self._phase is not Phase.ASKING or not self.sheet.fields.focus_beside(step):
            self.sheet.scroll_relative(y=step, animate=False)

    def action_hint(self) -> None:
        """Ask for a hint."""
        asked = (Phase.ASKING, Phase.CHOOSING, Phase.TELLING)
        if self._card is not None and self._phase in asked:
            self.ask(Hint(self._card.prompt.n))

    def action_reveal(self) -> None:
        """See the answer, compared with what was told where something was."""
        if self._card is None:
            return
        n, ms = self._card.prompt.n, self._thought.ms(time.monotonic())
        if self._phase in (Phase.ASKING, Phase.CHOOSING):
            self.ask(Reveal(n, ms=ms))
        elif self._phase is Phase.TELLING:
            self.ask(Reveal(n, self.sheet.told, ms=ms))

    def action_done(self) -> None:
        """Say that the answer is told; elsewhere it would give the solution away by a slip."""
        if self._phase is Phase.TELLING:
            self.action_reveal()

    def action_symbols(self) -> None:
        """Open the typing cheat-sheet."""
        if self._phase is Phase.ASKING:
            self.drill.open_symbols(self.sheet.fields.insert)

    def action_scroll(self, direction: int) -> None:
        """Move what is too long for the screen."""
        self.sheet.turn(direction)
        self.call_after_refresh(self._name_keys)

    # --- what keys lead to ------------------------------------------------------------------------

    def _check(self) -> None:
        card = self._card
        if card is None or self.sheet.fields.focus_next_empty():
            return
        if card.given_up(self.sheet.fields.values):
            self.action_reveal()
        elif card.judged is None and self.drill.asks_confidence and not card.unread:
            self._ask_how_sure()
        else:
            self._send_answer(None)

    def _choose(self, index: int) -> None:
        card = self._card
        part = None if card is None else card.single_choice
        if card is None or part is None or index >= len(part.choices):
            return
        card.choice = part.choices[index].id
        self.sheet.show_choices(part, card.choice)
        if self.drill.asks_confidence:
            self._ask_how_sure()
        else:
            self._send_answer(None)

    def _choose_marked(self) -> None:
        card = self._card
        part = None if card is None else card.single_choice
        if card is None or part is None:
            return
        marked = [at for at, one in enumerate(part.choices) if one.id == card.choice]
        if marked:
            self._choose(marked[0])
        else:
            self.drill.say("Choose with a letter, or mark one with the arrow keys.")

    def _ask_how_sure(self) -> None:
        self.sheet.ask_below(content.line(HOW_SURE))
        self._leave_field(Phase.SURE)

    def _send_answer(self, confidence: int | None) -> None:
        card = self._card
        if card is None:
            return
        part = card.single_choice
        values = {part.id: card.choice} if part else dict(self.sheet.fields.values)
        card.judged = card.sent = values
        self.sheet.ask_below(None)
        self._enter(Phase.CHECKING)
        self.sheet.fields.allow(typing=False)
        self.ask(Answer(card.prompt.n, values, confidence, self._thought.ms(time.monotonic())))

    def _toggle(self, index: int) -> None:
        card = self._card
        if card is not None and isinstance(card.shown, Revealed):
            card.toggle(index)
            self.sheet.show_revealed(card.shown, card.ticked)

    def _rate(self, rating: int) -> None:
        """Rate, unless the verdict is not painted yet: the key was meant for something else."""
        if self._card is not None and self._painted:
            self._enter(Phase.WAITING)
            self._rate_line(None)
            self.ask(Rate(self._card.prompt.n, rating))

    # --- drawing ----------------------------------------------------------------------------------

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self._name_keys()

    def _name_keys(self) -> None:
        """Name what can be done now on the key bar."""
        typing = self._phase in (Phase.ASKING, Phase.TELLING)
        values, more = self.sheet.fields.values, self.sheet.more_below
        named = labels(self._phase, self._card, values, more=more, undoable=self._undoable)
        self.show_keys(named, typing=typing)

    @property
    def _undoable(self) -> bool:
        """Whether a review is known that could be taken back: one of this card, at the least."""
        return self._card is not None and not self._card.prompt.new

    def _leave_field(self, phase: Phase) -> None:
        """Enter a phase of plain keys."""
        self._enter(phase)
        self.set_focus(None)

    def _rate_line(self, shown: Feedback | Revealed | None) -> None:
        line = Content("") if shown is None else verdict.ratings(shown)
        self._ratings.update(line)

    def on_resize(self) -> None:
        """Fit the new size, and keep the verdict in sight."""
        self.call_after_refresh(self._name_keys)
        if self._phase in (Phase.SURE, Phase.TICKING, Phase.SETTLED):
            self.sheet.to_end()

    def _open_keys_after_paint(self) -> None:
        """Take rating keys only once the verdict can be seen."""
        self._painted = False
        self.call_after_refresh(self._keys_open)

    def _keys_open(self) -> None:
        self._painted = True

"""Answering in an interview: the fields, the words, follow-ups, hints, and the clock of thought.

Enter goes to what is still empty, and sends once everything is written; another key sends what is
there. What comes before the first question and after the last one belongs to the interview.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from time import monotonic

from drill.service.messages import (
    Clarified,
    Clarify,
    EndInterview,
    Hinted,
    InterviewHint,
    InterviewRead,
    Probe,
    ProbeAnswer,
    Reading,
    Reply,
    Respond,
    Slot,
    Unread,
)
from drill.tui.screens.base import Desk
from drill.tui.screens.interview_clock import SlotClock
from drill.tui.screens.interview_phases import Phase
from drill.tui.widgets import assessment
from drill.tui.widgets.fields import Fields
from drill.tui.widgets.key_bar import short_key
from drill.tui.widgets.sheet import Sheet

PLACEHOLDER = "answer in words; say what you assume (ctrl+j begins a new line)"
MEANT_S = 5.0
"""The questions end where the key is pressed twice within this."""


class Answering(Desk):
    """The part of an interview's screen in which questions are answered."""

    def __init__(self) -> None:
        super().__init__()
        self.phase = Phase.WAITING
        self.slot: Slot | None = None
        self.clock = SlotClock()
        self.sheet = Sheet()
        """The middle of the screen."""
        self.probe: Probe | None = None
        self._end_asked = -MEANT_S
        """When the key that ends the questions was pressed last."""
        self._read_id = 0

    @abstractmethod
    def enter(self, phase: Phase) -> None:
        """Enter a phase, and name its keys."""

    @abstractmethod
    def draw_line(self) -> None:
        """Draw the line that says where the interview stands."""

    # --- replies ----------------------------------------------------------------------------------

    async def take_slot(self, slot: Slot) -> None:
        """Ask a question."""
        self.slot, self.probe = slot, None
        await self.clear_sheet()
        self.sheet.put("question", partial(assessment.prose, slot.view, slot.prompt))
        self.sheet.show_offers(slot.parts)
        self.enter(Phase.ANSWERING)
        if slot.parts:
            await self.sheet.fields.ask(slot.parts)
        if slot.told:
            await self.sheet.open_box(PLACEHOLDER)
        if slot.parts:
            self.sheet.fields.take_focus()
        self.sheet.scroll_home(animate=False)
        self.clock.begin()
        self.draw_line()

    async def take_probe(self, probe: Probe) -> None:
        """Ask a follow-up; its time is the slot's."""
        self.probe = probe
        await self.clear_sheet()
        self.sheet.put("question", partial(assessment.follow_up, probe))
        self.enter(Phase.PROBED)
        await self.sheet.open_box(PLACEHOLDER)
        self.clock.begin(probe.spent_s)
        self.draw_line()

    async def clear_sheet(self) -> None:
        """Begin with an empty sheet; what was said of the last one goes, too."""
        self.drill.clear_notifications()
        await self.sheet.clear()

    def take_aside(self, message: Reply, request_id: str) -> None:
        """Take what does not change what is asked."""
        match message:
            case Reading() if request_id == str(self._read_id):
                self.sheet.fields.show_while_typed(message)
            case Clarified():
                self.sheet.add_below(partial(assessment.clarified, message))
                self.sheet.to_end()
            case Hinted():
                self.sheet.show_hint(message)
                self.sheet.to_end()
            case Unread():
                self.answer_again()
                for one in message.parts:
                    unread = Reading(message.n, one.part, error=one.message, column=one.column)
                    self.sheet.fields.show_reading(unread)
                self.sheet.fields.show_verdicts(message.parts)
                self.sheet.fields.focus_on(message.parts[0].part)
                self.call_after_refresh(self.sheet.fields.scroll_visible, animate=False)
            case _:
                return

    def answer_again(self) -> None:
        """Give the field back, with what stands in it and the clock as it was."""
        self.enter(Phase.PROBED if self.probe is not None else Phase.ANSWERING)
        self.sheet.fields.allow(typing=True)
        self.sheet.focus_writing()

    # --- answering --------------------------------------------------------------------------------

    def on_fields_sent(self) -> None:
        """Take Enter in a field: on to the next empty one, then to the words, then send."""
        slot = self.slot
        if self.phase is not Phase.ANSWERING or slot is None:
            return
        if self.sheet.fields.focus_next_empty():
            return
        if slot.told and not self.sheet.told.strip():
            self.sheet.focus_box()
        else:
            self.action_answer()

    def on_box_sent(self) -> None:
        """Take Enter in the box: send, unless a part is still empty."""
        slot = self.slot
        if self.phase is not Phase.ANSWERING or slot is None or not slot.parts:
            self.action_answer()
        elif not any(map(str.strip, self.sheet.fields.values.values())) and not self._worded:
            self._nothing_yet()
        elif self.sheet.fields.focus_next_empty():
            self._not_all("A field is still empty")
        elif not self._worded:
            self._not_all("Not a word is written yet")
        else:
            self.action_answer()

    def on_fields_typed(self, event: Fields.Typed) -> None:
        """Ask how the typed text is read."""
        if self.slot is not None and self.phase is Phase.ANSWERING:
            self._read_id += 1
            self.ask(InterviewRead(self.slot.n, event.text, event.part), str(self._read_id))

    def action_answer(self) -> None:
        """Send what is written, once every key typed before this one has reached its field."""
        (self.focused or self).call_later(self._answer)

    def _answer(self) -> None:
        values = dict(self.sheet.fields.values) if self.phase is Phase.ANSWERING else {}
        written = self._worded or any(map(str.strip, values.values()))
        if self.phase in (Phase.ANSWERING, Phase.PROBED) and not written:
            self._nothing_yet()
        else:
            self._send(values, self.sheet.told)

    @property
    def _worded(self) -> bool:
        return bool(self.sheet.told.strip())

    def _nothing_yet(self) -> None:
        skip = short_key(self.drill.keys_in_force["interview.skip"])
        self.drill.say(f"Nothing is written yet; {skip} passes over.")

    def _not_all(self, what: str) -> None:
        send = short_key(self.drill.keys_in_force["interview.answer"])
        self.drill.say(f"{what}; {send} sends it as it is.")

    def action_skip(self) -> None:
        """Pass the question over."""
        self._send({}, "")

    def _send(self, values: dict[str, str], text: str) -> None:
        if self.phase is Phase.ANSWERING and self.slot is not None:
            ms = self.clock.ms
            request: Respond | ProbeAnswer = Respond(self.slot.n, values, text, ms)
        elif self.phase is Phase.PROBED and self.probe is not None:
            ms = self.clock.ms
            request = ProbeAnswer(self.probe.n, self.probe.probe, text, ms)
        else:
            return
        self.enter(Phase.WAITING)
        self.sheet.fields.allow(typing=False)
        self.ask(request)

    def action_clarify(self) -> None:
        """Ask what is given and what is expected."""
        if self.phase is Phase.ANSWERING and self.slot is not None:
            self.ask(Clarify(self.slot.n))

    def action_hint(self) -> None:
        """Take a hint."""
        if self.phase is Phase.ANSWERING and self.slot is not None:
            self.ask(InterviewHint(self.slot.n))

    def action_end(self) -> None:
        """End the questions, once it is pressed twice."""
        if self.phase not in (Phase.ANSWERING, Phase.PROBED):
            return
        last, self._end_asked = self._end_asked, monotonic()
        if self._end_asked - last < MEANT_S:
            self.enter(Phase.WAITING)
            self.ask(EndInterview())
        else:
            self.drill.say("The same key again ends the questions; this answer would be lost.")

    def action_symbols(self) -> None:
        """Open the typing cheat-sheet."""
        if self.phase is Phase.ANSWERING and self.slot is not None and self.slot.parts:
            self.drill.open_symbols(self.sheet.fields.insert)

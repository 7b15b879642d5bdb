"""A mock interview: brief, slots with their follow-ups, the comparison, the scorecard.

Every phase is a reply of the core or a key of the learner. The screen owns the clock of thought:
it stands still while the interview is paused, and warns, and no more, when a slot's time is up.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from textual.app import ComposeResult
from textual.content import Content

from drill.service.messages import (
    Assessed,
    Brief,
    Clarified,
    Clarify,
    EndInterview,
    Envelope,
    Error,
    ExportInterview,
    Hinted,
    InterviewHint,
    InterviewRead,
    Probe,
    ProbeAnswer,
    Reading,
    Reply,
    Respond,
    Saved,
    Scorecard,
    Slot,
    StartInterview,
    TickSlot,
    Unread,
)
from drill.tui import content, keys
from drill.tui.screens.base import Desk
from drill.tui.screens.interview_phases import LABELS, Phase
from drill.tui.widgets import assessment
from drill.tui.widgets.fields import Fields
from drill.tui.widgets.interview_line import InterviewLine
from drill.tui.widgets.key_bar import short_key
from drill.tui.widgets.sheet import Sheet

PLACEHOLDER = "answer in words; say what you assume"
MEANT_S = 5.0
"""The questions end where the key is pressed twice within this."""
LEFT = "The interview is left open; i goes on with it, within a day."


class InterviewScreen(Desk):
    """One interview, from its brief to its scorecard."""

    BINDINGS = keys.INTERVIEW
    AUTO_FOCUS = ""
    DEFAULT_CSS = "InterviewScreen { layout: vertical; }"

    def __init__(self, first: StartInterview) -> None:
        super().__init__()
        self._first = first
        self._phase = Phase.WAITING
        self._brief: Brief | None = None
        self._slot: Slot | None = None
        self._probe: Probe | None = None
        self._assessed: Assessed | None = None
        self._ticked: frozenset[str] = frozenset()
        self._made: frozenset[int] = frozenset()
        self._held: list[Envelope] = []
        """Replies that arrived behind the brief and wait until it has been read."""
        self._before_s = 0.0
        """Seconds of this slot that were sent with earlier answers."""
        self._since = monotonic()
        self._paused_at: float | None = None
        self._sent_s = 0.0
        """Seconds that went into what was sent last."""
        self._end_asked = -MEANT_S
        """When the key that ends the questions was pressed last."""
        self._read_id = 0
        self._line = InterviewLine()
        self.sheet = Sheet()
        """The middle of the screen."""

    def compose(self) -> ComposeResult:
        """Lay the screen out once."""
        yield self._line
        yield self.sheet
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask for the interview, unless the core was started with the request already."""
        self._enter(Phase.WAITING)
        self.set_interval(1.0, self._draw_line)
        if self._first is not self.drill.asked_at_start:
            self.ask(self._first)
        self.ready()

    # --- replies ----------------------------------------------------------------------------------

    async def hear(self, envelope: Envelope) -> None:
        """Take one reply."""
        message = envelope.message
        if self._phase is Phase.BRIEF and not isinstance(message, Error):
            self._held.append(envelope)
            return
        match message:
            case Brief():
                await self._take_brief(message)
            case Slot():
                await self._take_slot(message)
            case Probe():
                await self._take_probe(message)
            case Assessed():
                await self._take_assessed(message)
            case Scorecard():
                await self._take_scorecard(message)
            case _:
                self._take_aside(message, envelope.id)

    def _take_aside(self, message: Reply, request_id: str) -> None:
        """Take what does not change what is asked."""
        match message:
            case Reading() if request_id == str(self._read_id):
                self.sheet.fields.show_reading(message)
            case Clarified():
                said = content.view(message.view) if message.view else content.text(message.text)
                self.sheet.add_below(content.text("clarified  ", "bold $text-primary") + said)
                self.sheet.to_end()
            case Hinted():
                self.sheet.show_hint(message)
                self.sheet.to_end()
            case Unread():
                why = "; ".join(part.message for part in message.parts)
                self.drill.say(f"Not readable yet: {why}", wrong=True)
                self._answer_again()
                self.sheet.fields.focus_on(message.parts[0].part)
            case Saved(what="export"):
                self.drill.say(f"Written to {message.review}.")
            case Error():
                self._take_error(message)
            case _:
                return

    async def _take_brief(self, brief: Brief) -> None:
        self._brief = brief
        await self.sheet.clear()
        self.sheet.put("question", assessment.brief(brief))
        self._enter(Phase.BRIEF)
        self.set_focus(None)
        self._draw_line()

    async def _take_slot(self, slot: Slot) -> None:
        self.drill.clear_notifications()  # they were about the slot before
        self._slot, self._probe, self._assessed = slot, None, None
        self._before_s = self._sent_s = 0.0
        await self.sheet.clear()
        drawn = content.view(slot.view) if slot.view else content.text(slot.prompt)
        self.sheet.put("question", drawn)
        self.sheet.show_offers(slot.parts)
        self._enter(Phase.ANSWERING)
        if slot.parts:
            await self.sheet.fields.ask(slot.parts)
        if slot.told:
            await self.sheet.open_box(PLACEHOLDER, sends=False)
        if slot.parts:
            self.sheet.fields.take_focus()
        self.sheet.scroll_home(animate=False)
        self._begin_clock()

    async def _take_probe(self, probe: Probe) -> None:
        self._probe = probe
        await self.sheet.clear()
        drawn = content.view(probe.view) if probe.view else content.text(probe.prompt)
        head = content.text("follow-up", "bold $text-primary")
        self.sheet.put("question", Content("\n\n").join([head, drawn]))
        self._enter(Phase.PROBED)
        await self.sheet.open_box(PLACEHOLDER, sends=False)
        self._begin_clock()

    async def _take_assessed(self, assessed: Assessed) -> None:
        self._assessed = assessed
        self._ticked = frozenset(assessed.ticked)
        self._made = frozenset(i for i, one in enumerate(assessed.probes) if one.likely)
        await self.sheet.clear()
        self.sheet.put("question", assessment.answered(assessed))
        self.sheet.put("verdict", assessment.judged(assessed))
        self._draw_points()
        self._enter(Phase.REVIEW)
        self.set_focus(None)
        self.sheet.scroll_home(animate=False)
        self._draw_line()

    async def _take_scorecard(self, card: Scorecard) -> None:
        await self.sheet.clear()
        self.sheet.put("question", assessment.scorecard(card, self.drill.glyphs))
        self._enter(Phase.OVER)
        self.set_focus(None)
        self.sheet.scroll_home(animate=False)
        self._draw_line()

    def _take_error(self, error: Error) -> None:
        self.drill.say(error.message, wrong=True)
        if self._brief is None:
            self.sheet.put("question", content.text(error.message))
            self._enter(Phase.OVER)
        elif self._phase is Phase.WAITING:
            self._answer_again()

    def _answer_again(self) -> None:
        """Give the field back, with what stands in it and the clock as it was."""
        self._enter(Phase.PROBED if self._probe is not None else Phase.ANSWERING)
        self.sheet.fields.allow(typing=True)
        self.sheet.focus_writing()

    # --- keys -------------------------------------------------------------------------------------

    def on_fields_sent(self) -> None:
        """Take Enter in a field: on to the next empty one, then to the words, then send."""
        slot = self._slot
        if self._phase is not Phase.ANSWERING or slot is None:
            return
        if self.sheet.fields.focus_next_empty():
            return
        if slot.told:
            self.sheet.focus_box()
        else:
            self.action_answer()

    def on_fields_typed(self, event: Fields.Typed) -> None:
        """Ask how the typed text is read."""
        if self._slot is not None and self._phase is Phase.ANSWERING:
            self._read_id += 1
            self.ask(InterviewRead(self._slot.n, event.text, event.part), str(self._read_id))

    async def action_advance(self) -> None:
        """Do the one thing that comes next where nothing is typed."""
        match self._phase:
            case Phase.BRIEF:
                self._phase = Phase.WAITING
                held, self._held = self._held, []
                for envelope in held:
                    await self.hear(envelope)
            case Phase.REVIEW:
                self._go_on()
            case Phase.OVER:
                self.drill.go_home()
            case _:
                return

    def action_answer(self) -> None:
        """Send what is written, once every key typed before this one has reached its field."""
        (self.focused or self).call_later(self._answer)

    def _answer(self) -> None:
        values = dict(self.sheet.fields.values) if self._phase is Phase.ANSWERING else {}
        written = bool(self.sheet.told.strip()) or any(map(str.strip, values.values()))
        if self._phase in (Phase.ANSWERING, Phase.PROBED) and not written:
            skip = short_key(self.drill.keys_in_force["interview.skip"])
            self.drill.say(f"Nothing is written yet; {skip} passes over.")
        else:
            self._send(values, self.sheet.told)

    def action_skip(self) -> None:
        """Pass the question over."""
        self._send({}, "")

    def action_clarify(self) -> None:
        """Ask what is given and what is expected."""
        if self._phase is Phase.ANSWERING and self._slot is not None:
            self.ask(Clarify(self._slot.n))

    def action_hint(self) -> None:
        """Take a hint."""
        if self._phase is Phase.ANSWERING and self._slot is not None:
            self.ask(InterviewHint(self._slot.n))

    def action_end(self) -> None:
        """End the questions, once it is pressed twice."""
        if self._phase not in (Phase.ANSWERING, Phase.PROBED):
            return
        last, self._end_asked = self._end_asked, monotonic()
        if self._end_asked - last < MEANT_S:
            self._enter(Phase.WAITING)
            self.ask(EndInterview())
        else:
            self.drill.say("The same key again ends the questions; this answer would be lost.")

    def action_digit(self, digit: int) -> None:
        """Tick a point, or a follow-up behind the points."""
        shown = self._assessed
        if self._phase is not Phase.REVIEW or shown is None:
            return
        probe = digit - 1 - len(shown.points)
        if probe < 0:
            self._ticked ^= {shown.points[digit - 1].id}
        elif probe < len(shown.probes):
            self._made ^= {probe}
        self._draw_points()

    def action_symbols(self) -> None:
        """Open the typing cheat-sheet."""
        if self._phase is Phase.ANSWERING and self._slot is not None and self._slot.parts:
            self.drill.open_symbols(self.sheet.fields.insert)

    def action_pause(self) -> None:
        """Hide everything and stop the clock; before it begins and after it ended, go home."""
        if self._phase in (Phase.BRIEF, Phase.OVER):
            self._leave()
        else:
            self._paused_at = monotonic()
            self.drill.open_pause(self._resume)

    def action_scroll(self, direction: int) -> None:
        """Move what is too long for the screen."""
        self.sheet.turn(direction)

    def action_export(self) -> None:
        """Write the transcript to a file that does not exist yet."""
        if self._phase is Phase.OVER and self._brief is not None:
            self.drill.open_line("Write the transcript to", "interview.md", self._export)

    def _export(self, path: str) -> None:
        self.ask(ExportInterview(str(Path(path).expanduser().absolute())))

    def _resume(self, stop: bool | None) -> None:
        if self._paused_at is not None:
            self._since += monotonic() - self._paused_at
            self._paused_at = None
        if stop:
            self._leave()

    def _leave(self) -> None:
        over = self._phase is Phase.OVER
        self.drill.go_home()
        if not over:
            self.drill.say(LEFT)

    # --- what keys lead to ------------------------------------------------------------------------

    def _send(self, values: dict[str, str], text: str) -> None:
        self._sent_s = self._thought_s()
        ms = int(self._sent_s * 1000)
        if self._phase is Phase.ANSWERING and self._slot is not None:
            request: Respond | ProbeAnswer = Respond(self._slot.n, values, text, ms)
        elif self._phase is Phase.PROBED and self._probe is not None:
            request = ProbeAnswer(self._probe.n, self._probe.probe, text, ms)
        else:
            return
        self._enter(Phase.WAITING)
        self.sheet.fields.allow(typing=False)
        self.ask(request)

    def _go_on(self) -> None:
        """Page on to the points; from the end of the page, keep what is ticked."""
        if self.sheet.scroll_offset.y < self.sheet.max_scroll_y:
            self.sheet.turn(1)
        elif self._assessed is not None:
            ticked = tuple(one.id for one in self._assessed.points if one.id in self._ticked)
            self._enter(Phase.WAITING)
            self.ask(TickSlot(self._assessed.n, ticked, tuple(sorted(self._made))))

    # --- drawing ----------------------------------------------------------------------------------

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        labels = LABELS[phase] | {"app.help": "help"}
        shown = self._assessed
        if phase is Phase.REVIEW and shown is not None and not (shown.points or shown.probes):
            labels.pop("interview.digit_1", None)
        self.show_keys(labels, typing=phase in (Phase.ANSWERING, Phase.PROBED))

    def _draw_points(self) -> None:
        if self._assessed is not None:
            drawn = assessment.points(self._assessed, self._ticked, self._made, self.drill.glyphs)
            self.sheet.put("solution", drawn)

    def _draw_line(self) -> None:
        if self._brief is None or self._paused_at is not None:
            return
        level = self._brief.level.capitalize()
        match self._phase:
            case Phase.BRIEF:
                self._line.show(f"{level} · brief")
            case Phase.REVIEW if self._assessed is not None:
                stage = "slot" if self._brief.coach else "wrap-up, slot"
                self._line.show(f"{level} · {stage} {self._assessed.n} of {self._assessed.of}")
            case Phase.OVER:
                self._line.show(f"{level} · scorecard")
            case _ if self._slot is not None:
                slot = self._slot
                where = f"{level} · slot {slot.n} of {slot.of} · {_words(slot.topic)} · {slot.kind}"
                self._line.show(where, self._before_s + self._thought_s(), slot.seconds)
            case _:
                return

    def on_resize(self) -> None:
        """Fit the lines that are as wide as the screen."""
        self._draw_line()

    def _begin_clock(self) -> None:
        """Start to count for what is asked now; a follow-up counts on within its slot."""
        self._before_s += self._sent_s
        self._sent_s = 0.0
        self._since = monotonic()
        self._draw_line()

    def _thought_s(self) -> float:
        return monotonic() - self._since


def _words(topic: str) -> str:
    return topic.replace("_", " ")

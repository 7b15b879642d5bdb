"""A mock interview: brief, slots with their follow-ups, the comparison, the scorecard.

Every phase is a reply of the core or a key of the learner. Enter does the one thing that comes
next: it goes to what is still empty, sends, pages on. Nothing here decides what is right.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.app import ComposeResult

from drill.service.messages import (
    Assessed,
    Brief,
    CompareAgain,
    Envelope,
    Error,
    ExportInterview,
    Probe,
    Saved,
    Scorecard,
    Slot,
    StartInterview,
    StartPractice,
)
from drill.tui import content, keys
from drill.tui.screens.interview_answering import Answering
from drill.tui.screens.interview_phases import LABELS, Phase, where
from drill.tui.screens.interview_ticks import Ticks
from drill.tui.widgets import assessment
from drill.tui.widgets.interview_line import InterviewLine
from drill.tui.widgets.scorecard import scorecard

LEFT = "The interview is left open; i goes on with it, within a day."


class InterviewScreen(Answering):
    """One interview, from its brief to its scorecard."""

    BINDINGS = keys.INTERVIEW
    AUTO_FOCUS = ""
    DEFAULT_CSS = "InterviewScreen { layout: vertical; }"

    def __init__(self, first: StartInterview) -> None:
        super().__init__()
        self._first = first
        self._brief: Brief | None = None
        self._ticks: Ticks | None = None
        self._compared = 0
        """Comparisons made here, so that one can go back to them."""
        self._card: Scorecard | None = None
        self._held: list[Envelope] = []
        """Replies that arrived behind the brief and wait until it has been read."""
        self._written = ""
        """The file that holds the transcript."""
        self._line = InterviewLine()

    def compose(self) -> ComposeResult:
        """Lay the screen out once."""
        yield self._line
        yield self.sheet
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask for the interview, unless the core was started with the request already."""
        self.enter(Phase.WAITING)
        self.set_interval(1.0, self.draw_line)
        for size in ("scroll_y", "virtual_size"):
            self.watch(self.sheet, size, self._turned, init=False)
        if self._first is not self.drill.asked_at_start:
            self.ask(self._first)
        self.ready()

    # --- replies ----------------------------------------------------------------------------------

    async def hear(self, envelope: Envelope) -> None:
        """Take one reply."""
        message = envelope.message
        if self.phase is Phase.BRIEF and not isinstance(message, Error):
            self._held.append(envelope)
            return
        match message:
            case Brief():
                await self._take_brief(message)
            case Slot():
                self._ticks = None
                await self.take_slot(message)
            case Probe():
                await self.take_probe(message)
            case Assessed():
                await self._take_assessed(message)
            case Scorecard():
                await self._take_scorecard(message)
            case Saved(what="export"):
                self._written = message.review
                self.sheet.add_below(
                    content.text(f"Written to {message.review}", "$foreground 75%")
                )
                self.draw_line()
            case Error():
                self._take_error(message)
            case _:
                self.take_aside(message, envelope.id)

    async def _take_brief(self, brief: Brief) -> None:
        self._brief = brief
        await self.clear_sheet()
        self.sheet.put("question", partial(assessment.brief, brief))
        self.enter(Phase.BRIEF)
        self.set_focus(None)
        self.draw_line()

    async def _take_assessed(self, assessed: Assessed) -> None:
        self._card, self._written = None, ""
        self._ticks = Ticks(assessed)
        glyphs = self.drill.glyphs
        await self.clear_sheet()
        self.sheet.put("question", partial(assessment.answered, assessed, glyphs))
        self.sheet.put("verdict", partial(assessment.judged, assessed, glyphs))
        self.sheet.put("solution", partial(self._ticks.draw, glyphs))
        self._show(Phase.REVIEW)

    async def _take_scorecard(self, card: Scorecard) -> None:
        self._card = card
        await self.clear_sheet()
        self.sheet.put("question", partial(scorecard, card, self.drill.glyphs))
        self._show(Phase.OVER)

    def _show(self, phase: Phase) -> None:
        """Let something be read from its beginning."""
        self.enter(phase)
        self.set_focus(None)
        self.sheet.scroll_home(animate=False)
        self.call_after_refresh(self._turned)
        self.draw_line()

    def _take_error(self, error: Error) -> None:
        self.drill.say(error.message, wrong=True)
        if self._brief is None:
            self.sheet.put("question", content.text(error.message))
            self.enter(Phase.OVER)
        elif self.phase is Phase.WAITING:
            self.answer_again()

    # --- reading and comparing --------------------------------------------------------------------

    async def action_advance(self) -> None:
        """Do the one thing that comes next where nothing is typed."""
        match self.phase:
            case Phase.BRIEF:
                self.phase = Phase.WAITING
                held, self._held = self._held, []
                for envelope in held:
                    await self.hear(envelope)
            case Phase.REVIEW | Phase.OVER if self.sheet.more_below:
                self.sheet.turn(1)
            case Phase.REVIEW if self._ticks is not None:
                self._compared += 1
                self.enter(Phase.WAITING)
                self.ask(self._ticks.request())
            case Phase.OVER:
                self.drill.go_home()
            case _:
                return

    def action_digit(self, digit: int) -> None:
        """Tick a point, or a follow-up behind the points."""
        if self.phase is Phase.REVIEW and self._ticks is not None:
            self._ticks.toggle(digit)
            self.sheet.put("solution", partial(self._ticks.draw, self.drill.glyphs))

    def action_back(self) -> None:
        """Compare the slot before once more."""
        if self.phase in (Phase.REVIEW, Phase.OVER) and self._compared:
            self._compared -= 1
            self.ask(CompareAgain())

    def action_practise(self) -> None:
        """Practise now what was missed."""
        if self.phase is Phase.OVER and self._card is not None and self._card.reopened:
            self.drill.open_practice(StartPractice(items=self._card.reopened))

    def action_export(self) -> None:
        """Write the transcript to a file that does not exist yet."""
        if self.phase is Phase.OVER and self._card is not None:
            self.drill.open_line("Write the transcript to", "interview.md", self._export)

    def _export(self, path: str) -> None:
        self.ask(ExportInterview(str(Path(path).expanduser().absolute())))

    def action_scroll(self, direction: int) -> None:
        """Move what is too long for the screen."""
        self.sheet.turn(direction)

    # --- pausing and leaving ----------------------------------------------------------------------

    def action_pause(self) -> None:
        """Hide everything and stop the clock; before it begins and after it ended, go home."""
        if self.phase in (Phase.BRIEF, Phase.OVER):
            self._leave()
        else:
            self.clock.pause()
            self.drill.open_pause(self._resume)

    def _resume(self, stop: bool | None) -> None:
        self.clock.go_on()
        if stop:
            self._leave()

    def _leave(self) -> None:
        over = self.phase is Phase.OVER
        self.drill.go_home()
        if not over:
            self.drill.say(LEFT)

    # --- drawing ----------------------------------------------------------------------------------

    def enter(self, phase: Phase) -> None:
        """Enter a phase, and name its keys."""
        self.phase = phase
        labels = LABELS[phase] | {"app.help": "help"}
        if phase in (Phase.REVIEW, Phase.OVER) and self.sheet.more_below:
            labels["interview.advance"] = "next page"
        if phase in (Phase.REVIEW, Phase.OVER) and not self.sheet.scroll_y:
            labels.pop("interview.scroll_up")
        if phase is Phase.REVIEW and (self._ticks is None or not self._ticks.any):
            labels.pop("interview.digit_1", None)
        if not self._compared:
            labels.pop("interview.back", None)
        if self._card is None:
            labels.pop("interview.export", None)
        if self._card is None or not self._card.reopened:
            labels.pop("interview.practise", None)
        self.show_keys(labels, typing=phase in (Phase.ANSWERING, Phase.PROBED))

    def _turned(self) -> None:
        """Name the keys anew: what Enter does follows from what is below."""
        if self.phase in (Phase.REVIEW, Phase.OVER):
            self.enter(self.phase)

    def draw_line(self) -> None:
        """Draw the line that says where the interview stands."""
        if self._brief is None or self.clock.stands:
            return
        shown = None if self._ticks is None else self._ticks.shown
        asked = self.probe or self.slot
        said = where(self.phase, self._brief, asked, shown)
        if self.phase is Phase.OVER and self._written:
            self._line.show(f"{said} · transcript written")
        elif self.phase in (Phase.BRIEF, Phase.REVIEW, Phase.OVER):
            self._line.show(said)
        elif asked is not None:
            self._line.show(said, self.clock.slot_s, asked.seconds)

    def on_resize(self) -> None:
        """Fit the lines that are as wide as the screen, and keep what is typed in sight."""
        super().on_resize()
        self.draw_line()

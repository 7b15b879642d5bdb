"""Practice: one screen whose content changes, so that the eyes stay in one place.

The phases follow one another: a primer to read, a question to answer, perhaps how sure one is, the
verdict, the rating. Every one of them is a reply of the core or a key of the learner; nothing here
decides what is right or what comes next.
"""

from __future__ import annotations

import time

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import (
    Answer,
    Envelope,
    Error,
    Feedback,
    Flag,
    Hint,
    Hinted,
    Note,
    PrimerPage,
    Prompt,
    PromptPart,
    Quit,
    Rate,
    Read,
    Reading,
    Reply,
    Request,
    Reveal,
    Revealed,
    Saved,
    Similar,
    SimilarNext,
    Skip,
    Summary,
    Suspend,
    Tick,
    Undo,
    Undone,
)
from drill.tui import content, keys
from drill.tui.screens.base import Desk
from drill.tui.screens.phases import HOW_SURE, IDLE_S, LABELS, SAVED, Phase
from drill.tui.widgets import verdict
from drill.tui.widgets.fields import Fields
from drill.tui.widgets.sheet import Sheet
from drill.tui.widgets.top_line import TopLine


class PracticeScreen(Desk):
    """One session, from its first card to its summary."""

    BINDINGS = keys.PRACTICE
    # Only a question opens a field: coming back from an overlay or another window must not.
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    PracticeScreen { layout: vertical; }
    #ratings { height: 1; padding: 0 2; }
    """

    def __init__(self, first: Request) -> None:
        super().__init__()
        self._first = first
        self._phase = Phase.WAITING
        self._prompt: Prompt | None = None
        self._shown: Feedback | Revealed | None = None
        self._ticked: frozenset[str] = frozenset()
        self._choice = ""
        self._judged: dict[str, str] | None = None
        """The answer that was judged last; the same again means giving up."""
        self._held: list[Envelope] = []
        """Replies that arrived behind a primer and wait until it has been read."""
        self._settled = 0
        """Cards rated in this session and not taken back."""
        self._left = 0
        self._unread = False
        """Whether what stands in the field could not be read a moment ago."""
        self._began = time.monotonic()
        self._thought_s = 0.0
        self._last_key = time.monotonic()
        self._painted = True
        self._read_id = 0
        self._top = TopLine()
        self.sheet = Sheet()
        """The middle of the screen."""
        self._ratings = Static("", id="ratings", markup=False)

    def compose(self) -> ComposeResult:
        """Lay the screen out once."""
        self._enter(self._phase)
        self._draw_top()
        yield self._top
        yield self.sheet
        yield self._ratings
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask for the session, unless the core was started with the request already."""
        if self._phase is Phase.ASKING:
            self.sheet.fields.take_focus()
        self.set_interval(1.0, self._draw_top)
        if self._first is not self.drill.asked_at_start:
            self.ask(self._first)
        self.ready()

    # --- replies ----------------------------------------------------------------------------------

    def hear_early(self, message: Reply) -> bool:
        """Take a question with fields before anything is laid out, so that it is drawn once."""
        if not isinstance(message, Prompt) or self._prompt is not None:
            return False
        self._begin(message)
        if self._single_choice() is not None:
            self._phase = Phase.CHOOSING
        elif message.parts:
            self.sheet.fields.prepare(message.parts)
            self._phase = Phase.ASKING
        else:  # its box takes long to import
            self._prompt = None
            return False
        self.sheet.draw_prompt(message)
        return True

    async def hear(self, envelope: Envelope) -> None:
        """Take one reply."""
        message = envelope.message
        if self._phase is Phase.PRIMER and isinstance(message, Prompt | PrimerPage):
            self._held.append(envelope)
            return
        match message:
            case Prompt():
                await self._ask(message)
            case PrimerPage():
                self._rate_line(None)
                await self.sheet.show_primer(message)
                self._leave_field(Phase.PRIMER)
            case Reading() if envelope.id == str(self._read_id):
                self._unread = bool(message.error)
                self.sheet.fields.show_reading(message)
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
                self._settled = max(0, self._settled - 1)
                self.drill.say("Taken back; here it is again.")
            case SimilarNext():
                self.drill.say("Another like it comes once you have rated this one.")
            case Summary():
                await self.sheet.show_summary(message)
                self._top.show_text("practice")
                self._rate_line(None)
                self._leave_field(Phase.ENDED)
            case Error():
                self._take_error(message)
            case _:
                return

    def _begin(self, prompt: Prompt) -> None:
        self._prompt, self._shown, self._judged = prompt, None, None
        self._ticked, self._choice = frozenset(), ""
        self._thought_s, self._last_key = 0.0, time.monotonic()
        self._left, self._unread = prompt.left, False

    async def _ask(self, prompt: Prompt) -> None:
        self._begin(prompt)
        self._rate_line(None)
        await self.sheet.show_prompt(prompt)
        if self._single_choice() is not None:
            self._leave_field(Phase.CHOOSING)
        elif prompt.parts:
            await self.sheet.fields.ask(prompt.parts)
            self._enter(Phase.ASKING)
        else:
            await self.sheet.open_box()
            self._enter(Phase.TELLING)
            self._open_keys_after_paint()
        self._draw_top()

    def _take_feedback(self, feedback: Feedback) -> None:
        self._shown = feedback
        # A choice cannot be tried again in earnest: it is settled either way.
        settled = feedback.verdict == "correct" or self._single_choice() is not None
        self.sheet.show_feedback(feedback, settled=settled)
        if settled:
            self._settle(feedback)
            return
        if self._phase is Phase.SETTLED:  # it was right, and a proof has overruled that
            self._rate_line(None)
            self.sheet.put("solution", Content(""))
        if feedback.verdict == "unreadable":
            # Enter once more is a slip, not giving up: nothing has been judged yet.
            self._judged = {}
        self._enter(Phase.ASKING)
        self.sheet.fields.allow(typing=True)
        self.sheet.fields.take_focus()

    def _take_revealed(self, revealed: Revealed) -> None:
        first = self._phase is not Phase.TICKING
        self._shown = revealed
        self.sheet.fields.allow(typing=False)
        if revealed.points and first:
            self._ticked = frozenset(point.id for point in revealed.points if point.matched)
        self.sheet.show_revealed(revealed, self._ticked)
        if revealed.points and first:
            self._leave_field(Phase.TICKING)
            self._open_keys_after_paint()
        else:
            self._settle(revealed)

    def _settle(self, shown: Feedback | Revealed) -> None:
        """Everything is on the screen; what is left is the rating."""
        self.sheet.fields.allow(typing=False)
        self._rate_line(shown)
        self._leave_field(Phase.SETTLED)
        self._open_keys_after_paint()

    def _take_error(self, error: Error) -> None:
        self.drill.say(error.message, wrong=True)
        if self._phase is Phase.CHECKING:
            self._enter(Phase.ASKING)
            self.sheet.fields.allow(typing=True)
            self.sheet.fields.take_focus()
        elif self._phase is Phase.WAITING:
            self.sheet.put("question", content.text(error.message))
            self._leave_field(Phase.ENDED)

    # --- keys -------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take letters where something is chosen; any key shows that somebody is there."""
        self._count_thought()
        part = self._single_choice()
        if self._phase is Phase.CHOOSING and part is not None:
            ids = [choice.id for choice in part.choices]
            if event.key in ids:
                event.stop()
                self._choose(ids.index(event.key))

    def on_fields_touched(self) -> None:
        """Note that somebody is there; what Enter does follows from what stands in the fields."""
        self._count_thought()
        if self._phase is Phase.ASKING and self._judged:
            self._enter(Phase.ASKING)

    def on_fields_sent(self) -> None:
        """Take Enter in a field."""
        self.action_advance()

    def on_box_sent(self) -> None:
        """Take Enter in the box, unless it was typed before the question could be seen."""
        if self._painted:
            self.action_done()

    def on_fields_typed(self, event: Fields.Typed) -> None:
        """Ask how the typed text is read."""
        if self._prompt is not None and self._phase is Phase.ASKING:
            self._read_id += 1
            self.ask(Read(self._prompt.n, event.text, event.part), str(self._read_id))

    def action_advance(self) -> None:
        """Do the one thing that comes next in this phase."""
        match self._phase:
            case Phase.PRIMER:
                self._turn_page()
            case Phase.ASKING:
                self._check()
            case Phase.CHOOSING:
                self._choose_marked()
            case Phase.SURE:
                self._send_answer(None)
            case Phase.TICKING if self._prompt is not None and self._painted:
                self.ask(Tick(self._prompt.n, tuple(sorted(self._ticked))))
            case Phase.SETTLED if self._shown is not None:
                self._rate(self._shown.suggested_rating)
            case Phase.ENDED:
                self.drill.go_home()
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
        """Mark another choice; elsewhere scroll."""
        part = self._single_choice()
        if self._phase is not Phase.CHOOSING or part is None:
            self.sheet.scroll_relative(y=step, animate=False)
            return
        ids = [choice.id for choice in part.choices]
        at = ids.index(self._choice) + step if self._choice else min(step, 0)
        self._choice = ids[at % len(ids)]
        self.sheet.show_choices(part, self._choice)

    def action_hint(self) -> None:
        """Ask for a hint."""
        if self._prompt is not None and self._phase in (
            Phase.ASKING,
            Phase.CHOOSING,
            Phase.TELLING,
        ):
            self.ask(Hint(self._prompt.n))

    def action_reveal(self) -> None:
        """See the answer, compared with what was told where something was."""
        if self._prompt is None:
            return
        if self._phase in (Phase.ASKING, Phase.CHOOSING):
            self.ask(Reveal(self._prompt.n, ms=self._thought_ms()))
        elif self._phase is Phase.TELLING:
            self.ask(Reveal(self._prompt.n, self.sheet.told, ms=self._thought_ms()))

    def action_done(self) -> None:
        """Say that the answer is told; elsewhere it would give the solution away by a slip."""
        if self._phase is Phase.TELLING:
            self.action_reveal()

    def action_skip(self) -> None:
        """Leave this card for later."""
        if self._prompt is not None and self._phase not in (Phase.ENDED, Phase.PRIMER):
            self.ask(Skip(self._prompt.n))

    def action_undo(self) -> None:
        """Take the last saved review back."""
        if self._phase not in (Phase.PRIMER, Phase.WAITING):
            self.ask(Undo())

    def action_symbols(self) -> None:
        """Open the typing cheat-sheet."""
        if self._phase is Phase.ASKING:
            self.drill.open_symbols(self.sheet.fields.insert)

    def action_pause(self) -> None:
        """Hide the card and stop the clock."""
        if self._phase is Phase.ENDED:
            self.drill.go_home()
        else:
            self._count_thought()
            self.drill.open_pause(self._resume)

    def action_similar(self) -> None:
        """Ask for another exercise like this one."""
        if self._phase is Phase.SETTLED and self._prompt is not None:
            self.ask(Similar(self._prompt.n))

    def action_note(self) -> None:
        """Write a note of one's own on this card."""
        if self._phase is Phase.SETTLED and self._prompt is not None:
            item, old = self._prompt.item, self._prompt.note
            self.drill.open_line("A note of your own", old, lambda text: self.ask(Note(item, text)))

    def action_flag(self) -> None:
        """Say that the card is wrong."""
        if self._phase is Phase.SETTLED and self._prompt is not None:
            item, n = self._prompt.item, self._prompt.n
            self.drill.open_line(
                "What is wrong with this card?", "", lambda text: self.ask(Flag(item, text, n))
            )

    def action_suspend_item(self) -> None:
        """Set the card aside."""
        if self._phase is Phase.SETTLED and self._prompt is not None:
            self.ask(Suspend(self._prompt.item))

    def action_scroll(self, direction: int) -> None:
        """Move what is too long for the screen."""
        self.sheet.turn(direction)

    # --- what keys lead to ------------------------------------------------------------------------

    def _turn_page(self) -> None:
        """Read on; at its end leave the primer for what has arrived behind it."""
        if self.sheet.more_below:
            self.sheet.turn(1)
            return
        self._phase = Phase.WAITING
        held, self._held = self._held, []
        for envelope in held:
            self.drill.deliver(envelope)

    def _check(self) -> None:
        if self._prompt is None or self.sheet.fields.focus_next_empty():
            return
        values = dict(self.sheet.fields.values)
        if values == self._judged:
            self.action_reveal()
        elif self._judged is None and self.drill.asks_confidence and not self._unread:
            self._ask_how_sure()
        else:
            self._send_answer(None)

    def _choose(self, index: int) -> None:
        part = self._single_choice()
        if self._phase is not Phase.CHOOSING or part is None or index >= len(part.choices):
            return
        self._choice = part.choices[index].id
        self.sheet.show_choices(part, self._choice)
        if self.drill.asks_confidence:
            self._ask_how_sure()
        else:
            self._send_answer(None)

    def _choose_marked(self) -> None:
        part = self._single_choice()
        marked = [i for i, one in enumerate(part.choices) if one.id == self._choice] if part else []
        if marked:
            self._choose(marked[0])
        else:
            self.drill.say("Choose with a letter, or mark one with the arrow keys.")

    def _ask_how_sure(self) -> None:
        self.sheet.ask_below(content.line(HOW_SURE))
        self._leave_field(Phase.SURE)

    def _send_answer(self, confidence: int | None) -> None:
        if self._prompt is None:
            return
        part = self._single_choice()
        values = {part.id: self._choice} if part else dict(self.sheet.fields.values)
        self._judged = values
        self.sheet.ask_below(None)
        self._enter(Phase.CHECKING)
        self.sheet.fields.allow(typing=False)
        self.ask(Answer(self._prompt.n, values, confidence, self._thought_ms()))

    def _toggle(self, index: int) -> None:
        if isinstance(self._shown, Revealed) and index < len(self._shown.points):
            self._ticked ^= {self._shown.points[index].id}
            self.sheet.show_revealed(self._shown, self._ticked)

    def _rate(self, rating: int) -> None:
        """Rate, unless the verdict is not painted yet: the key was meant for something else."""
        if self._prompt is not None and self._painted:
            self._enter(Phase.WAITING)
            self._rate_line(None)
            self.ask(Rate(self._prompt.n, rating))

    def _resume(self, stop: bool | None) -> None:
        self._last_key = time.monotonic()
        if stop:
            self.ask(Quit())

    # --- drawing ----------------------------------------------------------------------------------

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        labels = LABELS[phase] | {"app.help": "help"}
        if self._prompt is not None and not self._prompt.hints:
            labels.pop("practice.hint", None)
        if self._prompt is not None and not self._prompt.family:
            labels.pop("practice.similar", None)
        unchanged = self._judged is not None and dict(self.sheet.fields.values) == self._judged
        if phase is Phase.ASKING and unchanged:
            labels["practice.advance"] = "give up, show the solution"
        self.show_keys(labels, typing=phase in (Phase.ASKING, Phase.TELLING))

    def _leave_field(self, phase: Phase) -> None:
        """Enter a phase of plain keys."""
        self._enter(phase)
        self.set_focus(None)

    def _rate_line(self, shown: Feedback | Revealed | None) -> None:
        line = Content("") if shown is None else verdict.ratings(shown)
        self._ratings.update(line)

    def _draw_top(self) -> None:
        prompt = self._prompt
        if prompt is None or self._phase is Phase.ENDED:
            return
        marks = [word for word, on in (("new", prompt.new), ("leech", prompt.leech)) if on]
        if prompt.mode != "practice":
            marks.append(prompt.mode)
        elapsed = time.monotonic() - self._began
        number = self._settled + 1
        self._top.show(number, number + self._left, marks, elapsed)

    def on_resize(self) -> None:
        """Fit the lines that are as wide as the screen."""
        self._draw_top()

    def _single_choice(self) -> PromptPart | None:
        parts = self._prompt.parts if self._prompt else ()
        return parts[0] if len(parts) == 1 and parts[0].answer == "choice" else None

    def _count_thought(self) -> None:
        now = time.monotonic()
        self._thought_s += min(now - self._last_key, IDLE_S)
        self._last_key = now

    def _thought_ms(self) -> int:
        self._count_thought()
        return int(self._thought_s * 1000)

    def _open_keys_after_paint(self) -> None:
        """Take rating keys only once the verdict can be seen."""
        self._painted = False
        self.call_after_refresh(self._keys_open)

    def _keys_open(self) -> None:
        self._painted = True

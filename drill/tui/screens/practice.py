"""Practice: one screen whose content changes, so that the eyes stay in one place.

The phases follow one another: a primer to read, a question to answer, perhaps how sure one is, the
verdict, the rating. Every one of them is a reply of the core or a key of the learner; nothing here
decides what is right or what comes next.
"""

from __future__ import annotations

import time
from enum import Enum, auto

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

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
    Request,
    Reveal,
    Revealed,
    Saved,
    Skip,
    Summary,
    Suspend,
    Tick,
    Undo,
    Undone,
)
from drill.tui import content, keys, spell
from drill.tui.glyphs import bar
from drill.tui.screens.base import Desk
from drill.tui.widgets import verdict
from drill.tui.widgets.fields import Fields
from drill.tui.widgets.key_bar import KeyBar

IDLE_S = 90.0
"""Without a key for this long the learner is elsewhere; the clock of thought stands still."""
LETTERS = "abcdefghi"


class Phase(Enum):
    """What the learner is doing."""

    WAITING = auto()
    PRIMER = auto()
    ASKING = auto()
    """Typing into fields; also after a verdict that leaves something to try."""
    CHOOSING = auto()
    TELLING = auto()
    """Writing, or thinking, an answer that will be compared with key points."""
    SURE = auto()
    CHECKING = auto()
    TICKING = auto()
    SETTLED = auto()
    ENDED = auto()


LABELS: dict[Phase, dict[str, str]] = {
    Phase.WAITING: {},
    Phase.PRIMER: {
        "practice.advance": "go on",
        "practice.scroll_down": "scroll",
        "practice.pause": "pause",
    },
    Phase.ASKING: {
        "practice.advance": "check",
        "practice.hint": "hint",
        "practice.reveal": "reveal",
        "practice.symbols": "symbols",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.CHOOSING: {
        "practice.digit_1": "… or a letter: choose",
        "practice.hint": "hint",
        "practice.reveal": "reveal",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.TELLING: {
        "practice.done": "done, show the answer",
        "practice.hint": "hint",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.SURE: {"practice.digit_1": "guess  2 unsure  3 fairly  4 certain"},
    Phase.CHECKING: {"practice.pause": "pause"},
    Phase.TICKING: {
        "practice.digit_1": "… tick the points you made",
        "practice.advance": "done",
        "practice.scroll_down": "scroll",
    },
    Phase.SETTLED: {
        "practice.advance": "as suggested",
        "practice.undo_plain": "undo",
        "practice.note": "note",
        "practice.flag": "card is wrong",
        "practice.suspend": "set aside",
        "practice.scroll_down": "scroll",
    },
    Phase.ENDED: {"practice.advance": "home"},
}


class PracticeScreen(Desk):
    """One session, from its first card to its summary."""

    BINDINGS = keys.PRACTICE
    DEFAULT_CSS = """
    PracticeScreen { layout: vertical; }
    #top { height: 1; padding: 0 1; color: $text-muted; }
    #progress { height: 1; padding: 0 1; color: $primary; }
    #body { height: 1fr; padding: 1 4 0 4; scrollbar-size-vertical: 1; }
    #body > * { height: auto; }
    #question { margin: 0 0 1 0; }
    #choices { margin: 0 0 1 0; }
    #telling { height: 6; border: none; padding: 0; background: $surface; display: none; }
    #telling:focus { border: none; background: $boost; }
    #verdict { margin: 1 0 0 0; }
    #solution { margin: 1 0 0 0; }
    #ratings { height: 1; padding: 0 4; }
    """

    def __init__(self, first: Request) -> None:
        super().__init__()
        self._first = first
        self._phase = Phase.WAITING
        self._prompt: Prompt | None = None
        self._shown: Feedback | Revealed | None = None
        self._ticked: frozenset[str] = frozenset()
        self._choice = ""
        self._tries: dict[str, str] | None = None
        self._total = 0
        self._began = time.monotonic()
        self._thinking_s = 0.0
        self._last_key = time.monotonic()
        self._painted = True
        self._read_id = 0
        self._held: list[Envelope] = []

    def compose(self) -> ComposeResult:
        """Lay the screen out once; cards change what it holds."""
        yield Static("", id="top", markup=False)
        yield Static("", id="progress", markup=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="question", markup=False)
            yield Static("", id="choices", markup=False)
            yield Fields()
            yield Vertical(id="box")
            yield Static("", id="hints", markup=False)
            yield Static("", id="verdict", markup=False)
            yield Static("", id="solution", markup=False)
        yield Static("", id="ratings", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask for the session, unless the core was started with the request already."""
        self._enter(Phase.WAITING)
        self.set_interval(1.0, self._tick_clock)
        if self._first is not self.drill.asked_at_start:
            self.ask(self._first)

    # --- replies ---------------------------------------------------------------------------------

    async def hear(self, envelope: Envelope) -> None:
        """Take one reply; what follows a primer waits until the primer has been read."""
        if self._phase is Phase.PRIMER and isinstance(envelope.message, Prompt | PrimerPage):
            self._held.append(envelope)
            return
        match envelope.message:
            case Prompt() as prompt:
                await self._show_prompt(prompt)
            case PrimerPage() as page:
                self._show_primer(page)
            case Reading() as reading:
                if envelope.id == str(self._read_id):
                    self.query_one(Fields).show_reading(reading)
            case Hinted() as hinted:
                self._show_hint(hinted)
            case Feedback() as feedback:
                self._show_feedback(feedback)
            case Revealed() as revealed:
                self._show_revealed(revealed)
            case Saved() as saved:
                if saved.what != "review":
                    self.notify(f"Saved: {saved.what}.", timeout=2, markup=False)
            case Undone():
                self.notify("Taken back; here it is again.", timeout=2, markup=False)
            case Summary() as summary:
                self._show_summary(summary)
            case Error() as error:
                self._show_error(error)
            case _:
                return

    async def _show_prompt(self, prompt: Prompt) -> None:
        self._prompt, self._shown, self._tries = prompt, None, None
        self._ticked, self._choice = frozenset(), ""
        self._thinking_s, self._last_key = 0.0, time.monotonic()
        self._total = max(self._total, prompt.n + prompt.left)
        self._clear()
        self._put(
            "question", content.view(prompt.view) if prompt.view else content.text(prompt.prompt)
        )
        self._draw_top()
        single = prompt.parts[0] if len(prompt.parts) == 1 else None
        if single is not None and single.answer == "choice":
            self._draw_choices(single)
            await self.query_one(Fields).remove_children()
            self._enter(Phase.CHOOSING)
            self.set_focus(None)
        elif prompt.parts:
            for part in prompt.parts:
                if part.choices:
                    self._draw_choices(part)
            self._enter(Phase.ASKING)
            await self.query_one(Fields).ask(prompt.parts)
        else:
            await self.query_one(Fields).remove_children()
            self._enter(Phase.TELLING)
            await self._open_box()
        if prompt.note:
            self._put("hints", content.text(f"your note: {prompt.note}", "$text-muted"))
        self.query_one("#body").scroll_home(animate=False)

    async def _open_box(self) -> None:
        box = self.query_one("#box")
        await box.remove_children()
        area = TextArea(id="telling", soft_wrap=True, show_line_numbers=False, compact=True)
        await box.mount(area)
        area.display = True
        area.focus()

    def _show_primer(self, page: PrimerPage) -> None:
        self._clear()
        title = content.text(page.title, "bold $text-primary")
        body = content.view(page.view) if page.view else content.text(page.text)
        self._put("question", Content("\n\n").join([title, body]))
        self._enter(Phase.PRIMER)
        self.set_focus(None)
        self.query_one("#body").scroll_home(animate=False)

    def _show_hint(self, hinted: Hinted) -> None:
        said = content.view(hinted.view) if hinted.view else content.text(hinted.hint)
        left = f"  ({hinted.left} left)" if hinted.left else ""
        head = content.text("hint  ", "bold $text-warning")
        before = self.query_one("#hints", Static).content
        new = head + said + content.text(left, "$text-muted")
        lines = [before, new] if isinstance(before, Content) and before.plain else [new]
        self._put("hints", Content("\n").join(lines))

    def _show_feedback(self, feedback: Feedback) -> None:
        self._shown = feedback
        self._put("verdict", verdict.judged(feedback, self.drill.glyphs))
        if feedback.verdict == "correct":
            self._settle(feedback)
            return
        if self._single_choice() is not None:
            # A choice cannot be tried again in earnest: show why, and rate.
            self._settle(feedback)
            return
        self._enter(Phase.ASKING)
        fields = self.query_one(Fields)
        fields.allow(typing=True)
        fields.take_focus()
        self._scroll_to_end()

    def _show_revealed(self, revealed: Revealed) -> None:
        self._shown = revealed
        self.query_one(Fields).allow(typing=False)
        answer = content.view(revealed.view) if revealed.view else content.text(revealed.answer)
        pieces = [content.text("answer", "bold $text-primary"), answer]
        if revealed.solution:
            pieces = [verdict.solution(revealed.solution)]
        self._put("solution", Content("\n").join(pieces))
        if revealed.points and self._phase is not Phase.TICKING:
            self._ticked = frozenset(point.id for point in revealed.points if point.matched)
            self._draw_points()
            self._enter(Phase.TICKING)
            self.set_focus(None)
            self._open_keys_after_paint()
            self._scroll_to_end()
            return
        if revealed.points:
            self._draw_points()
        self._settle(revealed)

    def _settle(self, shown: Feedback | Revealed) -> None:
        """Everything is on the screen; what is left is the rating."""
        if isinstance(shown, Feedback) and shown.solution:
            self._put("solution", verdict.solution(shown.solution))
        elif isinstance(shown, Feedback) and shown.view:
            self._put("solution", content.view(shown.view))
        self._put("ratings", verdict.ratings(shown, settled=True))
        self.query_one(Fields).allow(typing=False)
        self._enter(Phase.SETTLED)
        self.set_focus(None)
        self._open_keys_after_paint()
        self._scroll_to_end()

    def _show_summary(self, summary: Summary) -> None:
        self._clear()
        minutes = max(1, round(summary.seconds / 60))
        if summary.reviews:
            lines = [
                content.text("Done for now.", "bold $text-success"),
                Content(""),
                content.text(
                    f"{spell.count(summary.reviews, 'review')} in about {minutes} min, "
                    f"{summary.right} right at once, {summary.new} new."
                ),
            ]
        else:
            lines = [content.text("Nothing was answered; nothing was changed.", "bold")]
        if summary.worst:
            lines.append(content.text(f"Forgotten today: {', '.join(summary.worst[:5])}."))
        lines += [Content(""), content.text(f"Tomorrow: {summary.due_tomorrow} due.")]
        self._put("question", Content("\n").join(lines))
        self._put("top", content.text("practice"))
        self._enter(Phase.ENDED)
        self.set_focus(None)

    def _show_error(self, error: Error) -> None:
        self.notify(error.message, severity="error", timeout=8, markup=False)
        if self._phase is Phase.CHECKING:
            self._enter(Phase.ASKING)
            self.query_one(Fields).allow(typing=True)
            self.query_one(Fields).take_focus()
        elif self._phase is Phase.WAITING:
            self._put("question", content.text(error.message))

    # --- keys ------------------------------------------------------------------------------------

    def on_key(self) -> None:
        """Note that somebody is there: idle time is not thinking time."""
        now = time.monotonic()
        self._thinking_s += min(now - self._last_key, IDLE_S)
        self._last_key = now

    def on_fields_sent(self) -> None:
        """Take Enter in a field."""
        self.action_advance()

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
            case Phase.TICKING if self._prompt is not None and self._painted:
                self._send_ticks()
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

    def key_a(self) -> None:
        """Choose a."""
        self._choose(0)

    def key_b(self) -> None:
        """Choose b."""
        self._choose(1)

    def key_c(self) -> None:
        """Choose c."""
        self._choose(2)

    def key_d(self) -> None:
        """Choose d."""
        self._choose(3)

    def key_e(self) -> None:
        """Choose e."""
        self._choose(4)

    def action_hint(self) -> None:
        """Ask for a hint."""
        if self._prompt is not None and self._phase in (
            Phase.ASKING,
            Phase.CHOOSING,
            Phase.TELLING,
        ):
            self.ask(Hint(self._prompt.n))

    def action_reveal(self) -> None:
        """Give up trying and see the answer."""
        if self._prompt is None:
            return
        if self._phase in (Phase.ASKING, Phase.CHOOSING):
            self.ask(Reveal(self._prompt.n, ms=self._thought_ms()))
        elif self._phase is Phase.TELLING:
            self.action_done()

    def action_done(self) -> None:
        """Compare what was told with the answer."""
        if self._phase is Phase.TELLING and self._prompt is not None:
            written = self.query_one("#telling", TextArea).text
            self.ask(Reveal(self._prompt.n, written, ms=self._thought_ms()))

    def action_skip(self) -> None:
        """Leave this card for later."""
        if self._prompt is not None and self._phase not in (Phase.ENDED, Phase.PRIMER):
            self.ask(Skip(self._prompt.n))

    def action_undo(self) -> None:
        """Take the last saved review back."""
        if self._phase is not Phase.ENDED:
            self.ask(Undo())

    def action_symbols(self) -> None:
        """Open the typing cheat-sheet."""
        self.drill.open_symbols(self.query_one(Fields).insert)

    def action_pause(self) -> None:
        """Hide the card and stop the clock."""
        if self._phase is Phase.ENDED:
            self.drill.go_home()
        else:
            self.drill.open_pause(self._resumed)

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
        body = self.query_one("#body")
        body.scroll_relative(y=direction * max(1, body.size.height - 2), animate=False)

    # --- what keys lead to ----------------------------------------------------------------------

    def _turn_page(self) -> None:
        """Leave the primer for what has arrived behind it."""
        self._phase = Phase.WAITING
        held, self._held = self._held, []
        for envelope in held:
            self.drill.deliver(envelope)

    def _check(self) -> None:
        fields = self.query_one(Fields)
        if self._prompt is None or fields.focus_next_empty():
            return
        values = dict(fields.values)
        if values == self._tries:  # the same answer again: nothing new to judge
            self.action_reveal()
            return
        if self.drill.asks_confidence and self._tries is None:
            self._enter(Phase.SURE)
            self._put(
                "hints", content.text("How sure are you?  1 guess  2 unsure  3 fairly  4 certain")
            )
            self.set_focus(None)
        else:
            self._send_answer(None)

    def _choose(self, index: int) -> None:
        part = self._single_choice()
        if self._phase is not Phase.CHOOSING or part is None or index >= len(part.choices):
            return
        self._choice = part.choices[index].id
        self._draw_choices(part)
        if self.drill.asks_confidence:
            self._enter(Phase.SURE)
            self._put(
                "hints", content.text("How sure are you?  1 guess  2 unsure  3 fairly  4 certain")
            )
        else:
            self._send_answer(None)

    def _send_answer(self, confidence: int | None) -> None:
        if self._prompt is None:
            return
        part = self._single_choice()
        values = {part.id: self._choice} if part else dict(self.query_one(Fields).values)
        self._tries = values
        self._put("hints", Content(""))
        self._enter(Phase.CHECKING)
        self.query_one(Fields).allow(typing=False)
        self.ask(Answer(self._prompt.n, values, confidence, self._thought_ms()))

    def _send_ticks(self) -> None:
        if self._prompt is not None:
            self.ask(Tick(self._prompt.n, tuple(sorted(self._ticked))))

    def _toggle(self, index: int) -> None:
        if isinstance(self._shown, Revealed) and index < len(self._shown.points):
            self._ticked ^= {self._shown.points[index].id}
            self._draw_points()

    def _rate(self, rating: int) -> None:
        """Rate, unless the verdict is not painted yet: the key was meant for something else."""
        if self._prompt is not None and self._painted:
            self._enter(Phase.WAITING)
            self._put("ratings", Content(""))
            self.ask(Rate(self._prompt.n, rating))

    def _resumed(self, stop: bool | None) -> None:
        self._last_key = time.monotonic()
        if stop:
            self.ask(Quit())

    # --- drawing ---------------------------------------------------------------------------------

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self.show_keys(LABELS[phase] | ({} if phase is Phase.SURE else {"app.help": "help"}))

    def _put(self, id_: str, what: Content) -> None:
        self.query_one(f"#{id_}", Static).update(what)

    def _clear(self) -> None:
        for id_ in ("question", "choices", "hints", "verdict", "solution", "ratings"):
            self._put(id_, Content(""))
        self.query_one("#box").remove_children()
        self.query_one(Fields).remove_children()

    def _draw_choices(self, part: PromptPart) -> None:
        lines = []
        for choice in part.choices:
            style = "bold reverse" if choice.id == self._choice else "bold"
            said = content.view(choice.view) if choice.view else content.text(choice.text)
            lines.append(content.text(f" {choice.id} ", style) + Content(" ") + said)
        self._put("choices", Content("\n").join(lines))

    def _draw_points(self) -> None:
        if isinstance(self._shown, Revealed):
            self._put(
                "verdict", verdict.points(self._shown.points, self._ticked, self.drill.glyphs)
            )

    def _draw_top(self) -> None:
        if self._prompt is None or self._phase is Phase.ENDED:
            return
        done = f"{self._prompt.n} of {max(self._total, self._prompt.n)}"
        marks = [
            word for word, on in (("new", self._prompt.new), ("leech", self._prompt.leech)) if on
        ]
        if self._prompt.mode != "practice":
            marks.append(self._prompt.mode)
        left = "  ".join([done, *marks])
        right = spell.clock(time.monotonic() - self._began)
        width = max(20, self.size.width - 2)
        self._put("top", content.text(left + " " * (width - len(left) - len(right)) + right))
        filled, track = bar((self._prompt.n - 1) / max(self._total, 1), width, self.drill.glyphs)
        self._put("progress", content.line(((filled, "$primary"), (track, "$surface-lighten-2"))))

    def _tick_clock(self) -> None:
        self._draw_top()

    def on_resize(self) -> None:
        """Fit the lines that are as wide as the screen."""
        self._draw_top()

    def _single_choice(self) -> PromptPart | None:
        parts = self._prompt.parts if self._prompt else ()
        return parts[0] if len(parts) == 1 and parts[0].answer == "choice" else None

    def _thought_ms(self) -> int:
        now = time.monotonic()
        self._thinking_s += min(now - self._last_key, IDLE_S)
        self._last_key = now
        return int(self._thinking_s * 1000)

    def _open_keys_after_paint(self) -> None:
        self._painted = False
        self.call_after_refresh(self._keys_open)

    def _keys_open(self) -> None:
        self._painted = True

    def _scroll_to_end(self) -> None:
        self.call_after_refresh(self.query_one("#body").scroll_end, animate=False)

"""Where an answer is typed: one row a part, or a box to write in, with the reading underneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from drill.service.messages import PartVerdict, PromptPart, Reading
from drill.tui import content
from drill.tui.widgets.entry import Entry
from drill.tui.widgets.reading_line import ReadingLine

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from drill.tui.widgets.box import Box
    from drill.tui.widgets.lines import Lines

MAX_ANSWER = 2000
MATHS = frozenset({"expression", "vector", "matrix", "set", "number", "shape", "derivation"})
READ = MATHS | {"ordering", "choice"}
"""What the core is asked to read while it is typed; of letters only that they name something."""
READ_AFTER_S = 0.08
"""A pause in typing this long asks the core how it reads what stands there."""


class Row(Horizontal):
    """One part: its label, its field, and how drill reads it."""

    DEFAULT_CSS = """
    Row { height: auto; }
    Row > .label { width: auto; padding: 0 1 0 0; color: $text-primary; }
    Row > Vertical { height: auto; width: 1fr; }
    """

    def __init__(self, part: PromptPart, field: Entry | Lines | None = None) -> None:
        super().__init__()
        self.part = part
        self.field = field or Entry(max_length=MAX_ANSWER, placeholder=hint_for(part))
        self.reading = ReadingLine()
        self.reading.display = part.answer in MATHS

    def compose(self) -> ComposeResult:
        """Lay the row out."""
        label = f"{self.part.label} =" if self.part.label else "answer:"
        yield Static(content.text(label), classes="label", markup=False)
        with Vertical():
            yield self.field
            yield self.reading

    @property
    def asked(self) -> str:
        """What the core is asked to read."""
        return self.field.value

    def touched(self) -> None:
        """Hear that something was typed."""

    def show_verdict(self, _verdict: PartVerdict) -> None:
        """Show what was judged of this part, where its field has a place for it."""

    def show_reading(self, reading: Reading) -> None:
        """Show how the typed text is read, or where it stops being readable."""
        if reading.error:
            self.reading.display = True  # a choice, too, can name nothing that is offered
            # While something is still being typed, an unfinished text is no mistake: say it calmly.
            words = content.text(f"not readable yet: {reading.error}")
        elif reading.asks:
            words = content.text(reading.asks, "$text-warning")
        elif reading.text:
            words = content.line((("reads as  ", ""), (reading.text, "$text-primary")))
        else:
            words = content.text("")
        self.reading.say(words)


def hint_for(part: PromptPart) -> str:
    """Say in an empty field what may be typed in it."""
    if part.answer == "ordering":
        return ""  # it is said below the lines that are to be put in order
    if part.choices:
        *most, last = (choice.id for choice in part.choices)
        return f"type {', '.join(most)} or {last}" if most else f"type {last}"
    return f"in {', '.join(part.variables)}" if part.variables else ""


def row_of(part: PromptPart) -> Row:
    """Make the row that a part is answered in."""
    if part.answer == "derivation":
        from drill.tui.widgets.lines import LinesRow

        return LinesRow(part)
    return Row(part)


class Fields(Vertical):
    """The rows of one question."""

    DEFAULT_CSS = "Fields { height: auto; }"

    class Typed(Message):
        """Typing paused in a field of maths; the core may be asked for its reading."""

        def __init__(self, part: str, text: str) -> None:
            super().__init__()
            self.part = part
            self.text = text

    class Touched(Message):
        """Something was typed: somebody is there."""

    class Sent(Message):
        """Enter was pressed in a field."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, Row] = {}

    def compose(self) -> ComposeResult:
        """Lay out what was asked before there was a screen."""
        yield from self._rows.values()

    def prepare(self, parts: Sequence[PromptPart]) -> None:
        """Make empty fields for these parts."""
        self._rows = {part.id: row_of(part) for part in parts}

    async def ask(self, parts: Sequence[PromptPart]) -> None:
        """Show empty fields for these parts and take the focus."""
        await self.clear()
        self.prepare(parts)
        await self.mount_all(self._rows.values())
        self.take_focus()

    async def clear(self) -> None:
        """Take the fields away, and with them what was typed: it was for another question."""
        self._rows = {}
        await self.remove_children()

    def take_focus(self) -> None:
        """Focus the first field that is still empty, or the first."""
        empty = [row for row in self._rows.values() if not row.field.value]
        if rows := empty or list(self._rows.values()):
            rows[0].field.focus()

    def focus_on(self, part: str) -> None:
        """Focus one part's field."""
        if (row := self._rows.get(part)) is not None:
            row.field.focus()

    def focus_next_empty(self) -> bool:
        """Move on to the next empty field; False where every field is filled."""
        for row in self._rows.values():
            if not row.field.value.strip():
                row.field.focus()
                return True
        return False

    def focus_beside(self, step: int) -> bool:
        """Go to the field after the one with the focus, or before it; False where none is."""
        rows = list(self._rows.values())
        here = next((at for at, row in enumerate(rows) if row.field.has_focus), None)
        if here is None or not 0 <= here + step < len(rows):
            return False
        rows[here + step].field.focus()
        return True

    @property
    def values(self) -> Mapping[str, str]:
        """What stands in the fields, by part."""
        return {id_: row.field.value for id_, row in self._rows.items()}

    def allow(self, *, typing: bool) -> None:
        """Stop or allow typing."""
        for row in self._rows.values():
            row.field.disabled = not typing

    def show_reading(self, reading: Reading) -> None:
        """Show the core's reading under its field."""
        if (row := self._rows.get(reading.part)) is not None:
            row.show_reading(reading)

    def show_while_typed(self, reading: Reading) -> None:
        """Show a reading of what is being typed; letters are half an answer until the last one."""
        row = self._rows.get(reading.part)
        if row is not None and row.part.answer in MATHS:
            row.show_reading(reading)

    def show_verdicts(self, parts: Sequence[PartVerdict]) -> None:
        """Show in the fields themselves what was judged of them."""
        for one in parts:
            if (row := self._rows.get(one.part)) is not None:
                row.show_verdict(one)

    def insert(self, symbol: str) -> None:
        """Put a symbol where the cursor is."""
        for row in self._rows.values():
            if row.field.has_focus:
                row.field.insert_text_at_cursor(symbol)
                return

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask for the reading once typing pauses."""
        event.stop()
        self.post_message(self.Touched())
        self._read_after_a_pause(event.input)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Ask for the reading of a line once typing pauses."""
        event.stop()
        self.post_message(self.Touched())
        for row in self._rows.values():
            row.touched()
        self._read_after_a_pause(event.text_area)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Read the line the cursor has moved to."""
        event.stop()
        self._read_after_a_pause(event.text_area)

    def on_box_sent(self, event: Box.Sent) -> None:
        """Pass Enter in a field of several lines on."""
        event.stop()
        self.post_message(self.Sent())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass Enter on."""
        event.stop()
        self.post_message(self.Sent())

    def _read_after_a_pause(self, field: Widget) -> None:
        row = next((one for one in self._rows.values() if one.field is field), None)
        if row is None or row.part.answer not in READ:
            return
        asked = row.asked
        if not asked.strip():
            row.reading.say(content.text(""))
        self.set_timer(READ_AFTER_S, lambda: self._paused(row, asked))

    def _paused(self, row: Row, asked: str) -> None:
        """Report a pause, unless more has been typed since."""
        if row.asked == asked and asked.strip():
            self.post_message(self.Typed(row.part.id, asked))

"""Where an answer is typed: one row a part, or a box to write in, with the reading underneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from drill.service.messages import PromptPart, Reading
from drill.tui import content
from drill.tui.widgets.entry import Entry

MAX_ANSWER = 2000
MATHS = frozenset({"expression", "vector", "matrix", "set", "number", "shape"})
READ_AFTER_S = 0.08
"""A pause in typing this long asks the core how it reads what stands there."""


class Row(Horizontal):
    """One part: its label, its field, and how drill reads it."""

    DEFAULT_CSS = """
    Row { height: auto; }
    Row > .label { width: auto; padding: 0 1 0 0; color: $text-primary; }
    Row > Vertical { height: auto; width: 1fr; }
    Row .reading { height: auto; color: $text-muted; }
    """

    def __init__(self, part: PromptPart) -> None:
        super().__init__()
        self.part = part
        hint = f"in {', '.join(part.variables)}" if part.variables else ""
        self.field = Entry(max_length=MAX_ANSWER, placeholder=hint)
        self.reading = Static("", classes="reading", markup=False)

    def compose(self) -> ComposeResult:
        """Lay the row out."""
        label = f"{self.part.label} =" if self.part.label else "answer:"
        yield Static(content.text(label), classes="label", markup=False)
        with Vertical():
            yield self.field
            yield self.reading

    def show_reading(self, reading: Reading) -> None:
        """Show how the typed text is read, or where it stops being readable."""
        if reading.error:
            # While something is still being typed, an unfinished text is no mistake: say it calmly.
            words = content.text(f"not readable yet: {reading.error}")
        elif reading.asks:
            words = content.text(reading.asks, "$text-warning")
        elif reading.text:
            words = content.line((("reads as  ", ""), (reading.text, "$text-primary")))
        else:
            words = content.text("")
        self.reading.update(words)


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
        self._rows = {part.id: Row(part) for part in parts}

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
        row = next((one for one in self._rows.values() if one.field is event.input), None)
        if row is None or row.part.answer not in MATHS:
            return
        row.reading.update("") if not event.value else None
        self.set_timer(READ_AFTER_S, lambda: self._paused(row, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass Enter on."""
        event.stop()
        self.post_message(self.Sent())

    def _paused(self, row: Row, value: str) -> None:
        """Report a pause, unless more has been typed since."""
        if row.field.value == value and value.strip():
            self.post_message(self.Typed(row.part.id, value))

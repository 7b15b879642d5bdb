"""A field for a derivation: several lines, numbered, of which one may be marked as the wrong one.

Enter checks, as in every field; ctrl+j begins the next line. A mark goes as soon as its line is
changed: what stands there then has not been judged.

A module of its own because Textual's text area takes long to import, and few cards need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import PartVerdict, PromptPart
from drill.tui import content
from drill.tui.widgets.box import Box
from drill.tui.widgets.fields import MAX_ANSWER, Row

if TYPE_CHECKING:
    from rich.text import Text
    from textual.document._document import EditResult
    from textual.document._edit import Edit

    from drill.tui.app import DrillApp

KEYS = "ctrl+j begins the next line, enter checks"
PLACEHOLDER = "the first line, then what it is equal to, line by line"
SAID = {"wrong": "{} line {} is the first wrong one", "unreadable": "{} look at line {} again"}
"""What is said under the field of a line that a verdict is about."""


class Lines(Box):
    """The lines of a derivation."""

    DEFAULT_CSS = "Lines { height: auto; min-height: 3; max-height: 9; }"

    def __init__(self) -> None:
        super().__init__(PLACEHOLDER)
        self.show_line_numbers = True
        self._marked: tuple[int, str] | None = None

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.text

    @property
    def up_to_here(self) -> str:
        """The lines down to the one the cursor stands in, under which that one is read."""
        return "\n".join(self.document.lines[: self.cursor_location[0] + 1])

    @property
    def marked(self) -> int | None:
        """The marked line, from 0; None once it was changed."""
        if self._marked is None:
            return None
        line, text = self._marked
        lines = self.document.lines
        return line if line < len(lines) and lines[line] == text else None

    def insert_text_at_cursor(self, text: str) -> None:
        """Put text where the cursor is."""
        self.insert(text)

    def mark(self, line: int) -> None:
        """Mark a line, from 0, and stand at its end."""
        if 0 <= line < self.document.line_count:
            text = self.document.get_line(line)
            self._marked = (line, text)
            self.move_cursor((line, len(text)))
            self.notify_style_update()

    def unmark(self) -> None:
        """Mark no line."""
        self._marked = None
        self.notify_style_update()

    def edit(self, edit: Edit) -> EditResult:
        """Put in no more than an answer may have."""
        room = MAX_ANSWER - len(self.text)
        edit.text = edit.text[: max(0, room)]
        return super().edit(edit)

    def get_line(self, line_index: int) -> Text:
        """Give a line as it is drawn; a marked one is seen without colours, too."""
        drawn = super().get_line(line_index)
        if line_index == self.marked:
            drawn.stylize("underline bold")
        return drawn


class LinesRow(Row):
    """A part that is answered with a derivation: its name above, the mark below its lines."""

    DEFAULT_CSS = """
    LinesRow { layout: vertical; height: auto; }
    LinesRow .mark { height: auto; }
    """

    field: Lines

    def __init__(self, part: PromptPart) -> None:
        super().__init__(part, Lines())
        self._mark = Static("", classes="mark", markup=False)
        self._mark.display = False

    def compose(self) -> ComposeResult:
        """Lay the row out."""
        name = self.part.label or "answer"
        head = content.line(
            ((f"{name}, line by line", "$text-primary"), (f"  {KEYS}", "$text-muted"))
        )
        yield Static(head, markup=False)
        yield self.field
        yield self._mark
        yield self.reading

    @property
    def asked(self) -> str:
        """What is read while it is typed: the line the cursor stands in, under those above it."""
        return self.field.up_to_here

    def touched(self) -> None:
        """Let go of a mark whose line was changed."""
        if self.field.marked is None:
            self._say(None)

    def show_verdict(self, verdict: PartVerdict) -> None:
        """Mark the line that a verdict is about, or none."""
        said = SAID.get(verdict.verdict)
        if said is None or verdict.line is None:
            self.field.unmark()
            self._say(None)
            self.reading.say(content.text(""))
            return
        self.field.mark(verdict.line - 1)
        glyphs = cast("DrillApp", self.app).glyphs
        style = "$text-error" if verdict.verdict == "wrong" else "$text-warning"
        sign = glyphs.cross if verdict.verdict == "wrong" else "?"
        self._say(content.text(said.format(sign, verdict.line), style))

    def _say(self, what: Content | None) -> None:
        """Say something of a line; nothing takes no room."""
        self._mark.display = what is not None
        self._mark.update(what or "")

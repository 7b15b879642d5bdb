"""A field of several lines, which shows no character that could steer the terminal.

Enter sends it, as in a field of one line; ctrl+j begins a new line, which every terminal can send.

A module of its own because Textual's text area takes long to import, and no first card needs it.
"""

from __future__ import annotations

from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.events import Key
from textual.message import Message
from textual.widgets import TextArea

from drill.tui.content import safe
from drill.tui.widgets.at_once import act, actions_of

ACTIONS = actions_of(TextArea.BINDINGS)
PLACEHOLDER = "type your answer, or only think it; enter shows what it should say"


class Box(TextArea):
    """A field of several lines."""

    DEFAULT_CSS = """
    Box { height: 6; border: none; padding: 0; background: $surface; }
    Box:focus { border: none; background: $boost; }
    Box .text-area--placeholder { color: $text-muted; }
    """

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            placeholder=placeholder or PLACEHOLDER,
        )

    class Sent(Message):
        """Enter was pressed."""

    async def on_key(self, event: Key) -> None:
        """Send at Enter, before the text area makes a new line of it."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Sent())
        elif event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")
        else:
            await act(self, event, ACTIONS)

    def edit(self, edit: Edit) -> EditResult:
        """Make what steers visible before it is put in."""
        edit.text = safe(edit.text.replace("\t", " "))
        return super().edit(edit)

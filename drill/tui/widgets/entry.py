"""A field of one line, which shows no character that could steer the terminal.

A pasted control or format character becomes a visible replacement character, which the reader then
refuses with its column: refused, never stripped unseen.
"""

from __future__ import annotations

from textual.events import Key
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from drill.tui.content import safe
from drill.tui.widgets.at_once import act, actions_of

ACTIONS = actions_of(Input.BINDINGS)


class Entry(Input):
    """A field of one line."""

    DEFAULT_CSS = """
    Entry { border: none; height: 1; padding: 0; background: $surface; }
    Entry:focus { border: none; background: $boost; }
    Entry > .input--placeholder { color: $text-muted; }
    """

    virtual_size = Reactive(Size(0, 0), layout=False)
    """How wide the text is. It is one line high whatever is typed, and its own width is given: the
    screen need not be laid out again at every key, which is most of what a key costs."""

    def __init__(self, value: str = "", *, max_length: int, placeholder: str = "") -> None:
        super().__init__(
            safe(value),
            placeholder=safe(placeholder),
            max_length=max_length,
            compact=True,
            select_on_focus=False,  # a letter typed to mend an answer must not replace it
        )

    def validate_value(self, value: str) -> str:
        """Make what steers visible; a newline cannot stand in one line either."""
        return safe(value).replace("\n", " ")

    async def on_key(self, event: Key) -> None:
        """Do what a key is bound to before the next one is heard."""
        await act(self, event, ACTIONS)

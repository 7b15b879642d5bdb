"""A box that waits for a key to be pressed, to give it a meaning."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from drill.tui import content
from drill.tui.screens.overlays import Overlay


class PressScreen(Overlay):
    """The next key is the one; Esc leaves things as they are."""

    def __init__(self, title: str, done: Callable[[str], None]) -> None:
        super().__init__()
        self._title, self._done = title, done

    def compose(self) -> ComposeResult:
        """Lay out."""
        with Vertical():
            yield Static(content.text(self._title, "bold"), markup=False)
            yield Static(
                content.text("\npress the new key   esc leave it", "$text-muted"), markup=False
            )

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        self.dismiss(True)  # noqa: FBT003 - the result of a modal is positional
        self._done(event.key)

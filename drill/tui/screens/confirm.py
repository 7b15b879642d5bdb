"""A question to be answered with yes or no."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from drill.tui import content
from drill.tui.screens.overlays import Overlay


class ConfirmScreen(Overlay):
    """`y` does it; Esc and `n` leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "confirm", "yes", show=False),
        Binding("n", "close", "no", show=False),
    ]

    def __init__(self, question: str, more: str, done: Callable[[], None]) -> None:
        super().__init__()
        self._question, self._more, self._done = question, more, done

    def compose(self) -> ComposeResult:
        """Lay out."""
        with Vertical():
            yield Static(content.text(self._question, "bold"), markup=False)
            yield Static(content.text(self._more), markup=False)
            yield Static(content.text("\ny yes   n no", "$text-muted"), markup=False)

    def action_confirm(self) -> None:
        """Do it."""
        self.dismiss(True)  # noqa: FBT003 - the result of a modal is positional
        self._done()

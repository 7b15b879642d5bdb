"""The small screens that lie over a main one: pause, one line to write, symbols, help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from drill.tui import content
from drill.tui.widgets.entry import Entry

BOX_CSS = """
    align: center middle;
    & > Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 90%;
        padding: 1 3; background: $surface; border: round $primary;
    }
    & Static { height: auto; }
"""

SYMBOLS: tuple[tuple[str, str, str], ...] = (
    ("x^2", "x², x**2", "a power"),
    ("sqrt(x)", "√x, root(3, x)", "a root"),
    ("exp(x)", "e^x", "the exponential"),
    ("ln(x)", "log(x), log2, log10", "logarithms; log is natural"),
    ("sin(x)", "sin x, sin^2 x", "and cos, tan …, arcsin …"),
    ("abs(x)", "|x|", "the absolute value"),
    ("sigmoid(x)", "σ(x)", "and relu, softplus, tanh …"),
    ("theta", "θ, \\theta, θ₁", "Greek letters by name"),
    ("w1", "w_1, w₁", "a name with an index"),
    ("(a, b)", "[a, b]", "a vector"),
    ("[[a, b], [c, d]]", "", "a matrix, row by row"),
    ("{1, -2}", "", "a set"),
    ("norm(x)", "‖x‖, ||x||", "a norm"),
    ("A^T", "transpose(A)", "a transpose"),
    ("pi", "π", "and e, inf"),
)
INSERTS = ("σ", "θ", "π", "²", "³", "√", "·", "∇", "∞")


class Overlay(ModalScreen[bool]):
    """A box in the middle that Esc closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", show=False, priority=True)
    ]
    DEFAULT_CSS = "Overlay {" + BOX_CSS + "}"

    def action_close(self) -> None:
        """Close without doing anything."""
        self.dismiss(False)  # noqa: FBT003 - the result of a modal is positional


class PauseScreen(Overlay):
    """Nothing of the card shows while it is up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close", "go on", show=False),
        Binding("q", "stop", "end the session", show=False),
    ]
    DEFAULT_CSS = "PauseScreen { background: $background 100%; }"

    def compose(self) -> ComposeResult:
        """Lay out."""
        with Vertical():
            yield Static(
                "Paused. The clock stands still; everything answered is saved.", markup=False
            )
            yield Static("\nenter go on   q end the session", markup=False)

    def action_stop(self) -> None:
        """End the session."""
        self.dismiss(True)  # noqa: FBT003 - the result of a modal is positional


class LineScreen(Overlay):
    """One line to write."""

    def __init__(self, title: str, value: str, done: Callable[[str], None]) -> None:
        super().__init__()
        self._title, self._value, self._done = title, value, done

    def compose(self) -> ComposeResult:
        """Lay out."""
        with Vertical():
            yield Static(content.text(self._title, "bold"), markup=False)
            yield Entry(self._value, max_length=1000)
            yield Static(content.text("\nenter save   esc leave it", "$text-muted"), markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save what was written."""
        event.stop()
        text = event.value.strip()
        self.dismiss(True)  # noqa: FBT003 - the result of a modal is positional
        if text:
            self._done(text)


class SymbolsScreen(Overlay):
    """How to type maths, and a few symbols to insert by number."""

    DEFAULT_CSS = "SymbolsScreen > Vertical { width: 76; padding: 0 3; }"

    def __init__(self, insert: Callable[[str], None]) -> None:
        super().__init__()
        self._insert = insert

    def compose(self) -> ComposeResult:
        """Lay out."""
        with Vertical():
            # What can be done comes first: on a low screen the end of the list is cut.
            inserts = [f"{number} {symbol}" for number, symbol in enumerate(INSERTS, 1)]
            yield Static(content.text("insert:  " + "   ".join(inserts)), markup=False)
            yield Static(content.text("esc close", "$text-muted"), markup=False)
            rows = [content.text("\nTyping maths", "bold")]
            rows += [
                content.line(((f"{plain:<18}", "bold"), (f"{also:<21}", ""), (what, "$text-muted")))
                for plain, also, what in SYMBOLS
            ]
            yield Static(Content("\n").join(rows), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Insert a symbol by its number."""
        name = event.key
        if name.isdigit() and 1 <= int(name) <= len(INSERTS):
            event.stop()
            event.prevent_default()
            self.dismiss(True)  # noqa: FBT003 - the result of a modal is positional
            self._insert(INSERTS[int(name) - 1])


class HelpScreen(Overlay):
    """Every key of the screen below, with its id for `config.toml`."""

    DEFAULT_CSS = """
    HelpScreen > Vertical { width: 78; padding: 1 2; }
    HelpScreen VerticalScroll { height: auto; max-height: 100%; }
    """

    def __init__(self, title: str, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._title, self._rows = title, rows

    def compose(self) -> ComposeResult:
        """Lay out."""
        with Vertical(), VerticalScroll():
            lines = [content.text(self._title, "bold"), Content("")]
            lines += [
                content.line(((f"{keys:<11}", "bold"), (f"{what:<35} ", ""), (id_, "$text-muted")))
                for keys, what, id_ in self._rows
            ]
            lines.append(
                content.text("\nMove a key in config.toml; `drill where` says where it is.")
            )
            yield Static(Content("\n").join(lines), markup=False)

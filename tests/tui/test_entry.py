"""The field of one line: drawn as Textual's own, without laying the screen out at every key."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.events import Paste
from textual.widgets import Input, Static

from drill.tui.widgets.entry import Entry
from drill.tui.widgets.reading_line import ReadingLine

LONG = "12*(3*x+1)^3 - 4*(x^2 + 1)*sin(x)"
TYPED = [
    ["a", "b", "c"],
    [*"xyz" * 12],
    [*"xyz" * 12, *["left"] * 20],
    [*"xyz" * 12, "home", "delete", "delete"],
    [*"xyz" * 12, "home", "end", "backspace"],
    [*"xyz" * 9, *["shift+left"] * 5],
    [*"xyz" * 9, *["shift+left"] * 30, "q"],
    [*"xyz" * 12, "ctrl+u", "w"],
    ["漢", "字", *"ab", "漢" * 1, *"漢字" * 9, "left", "left"],
    ["a", "backspace"],
    [*"one two three", "ctrl+left", "ctrl+w"],
]


class Both(App[None]):
    """Drill's field and Textual's, of one width."""

    CSS = "Input { width: 24; border: none; height: 1; padding: 0; }"

    def compose(self) -> ComposeResult:
        yield Entry(max_length=200, placeholder="in x, y")
        yield Input(max_length=200, placeholder="in x, y", compact=True, select_on_focus=False)
        yield Static("below")


def drawn(app: Both) -> list[str]:
    """Read what stands in both fields."""
    strips = app.screen._compositor.render_strips()[:2]
    return ["".join(segment.text for segment in strip)[:24] for strip in strips]


def seen(field: Input) -> tuple[object, ...]:
    return field.value, field.selection, field.scroll_offset


@pytest.mark.parametrize("keys", TYPED, ids=[str(number) for number in range(len(TYPED))])
async def test_whatever_is_typed_is_drawn_as_in_the_usual_field(keys: list[str]) -> None:
    app = Both()
    async with app.run_test(size=(40, 10)) as pilot:
        ours, usual = app.query(Input)
        assert drawn(app)[0] == drawn(app)[1] == f"{'in x, y':<24}"
        for field in (ours, usual):
            field.focus()
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
        await pilot.pause()
        app.set_focus(None)
        await pilot.pause()
        assert seen(ours) == seen(usual)
        assert drawn(app)[0] == drawn(app)[1]


async def test_what_is_pasted_is_drawn_as_in_the_usual_field() -> None:
    app = Both()
    async with app.run_test(size=(40, 10)) as pilot:
        ours, usual = app.query(Input)
        for field in (ours, usual):
            field.focus()
            await pilot.pause()
            field.post_message(Paste(LONG))
            await pilot.pause()
            await pilot.press("left", "left")
        app.set_focus(None)
        await pilot.pause()
        assert seen(ours) == seen(usual)
        assert drawn(app)[0] == drawn(app)[1]


async def test_a_key_does_not_lay_the_screen_out(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Both()
    async with app.run_test(size=(40, 10)) as pilot:
        app.query_one(Entry).focus()
        await pilot.press("a")
        await pilot.pause()
        laid_out: list[bool] = []
        reflow = app.screen._compositor.reflow
        monkeypatch.setattr(
            app.screen._compositor,
            "reflow",
            lambda *given: laid_out.append(True) or reflow(*given),
        )
        await pilot.press(*"bcd", "left", "backspace")
        await pilot.pause()
        assert laid_out == []
        assert app.query_one(Entry).value == "abd"


class Reader(App[None]):
    """A reading with something below it."""

    def compose(self) -> ComposeResult:
        yield ReadingLine()
        yield Static("below")


async def test_a_reading_takes_the_lines_it_needs_and_never_none() -> None:
    app = Reader()
    async with app.run_test(size=(20, 8)) as pilot:
        line = app.query_one(ReadingLine)
        for words, height in (("short", 1), ("so long that it is wrapped", 2), ("", 1), ("x", 1)):
            line.say(Content(words))
            await pilot.pause()
            assert line.size.height == height

"""Every word of every screen can be read in both themes: 4.5 to 1, as WCAG asks of text."""

from __future__ import annotations

import pytest
from all_screens import NAMES, open_scene
from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from drill.tui.contrast import GROUNDS, TEXTS, readable
from drill.tui.looks import Looks

LEAST = 4.5
THEMES = ("textual-dark", "textual-light")
COVERED = ("help", "how maths is typed")
"""What lies under a box is dimmed on purpose; only the box is read."""


def luminance(colour: tuple[int, int, int]) -> float:
    """Give the relative luminance of sRGB values, WCAG 2.2."""
    parts = [value / 255 for value in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Give the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faint(app: App[int], rows: range, columns: range) -> dict[str, float]:
    """List the words in a part of the screen that have too little contrast."""
    found: dict[str, float] = {}
    for strip in [*app.screen._compositor.render_strips()][rows.start : rows.stop]:
        for segment in strip.crop(columns.start, columns.stop):
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None:
                continue
            ratio = contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
            if ratio < LEAST and any(char.isalnum() for char in segment.text):
                found[segment.text.strip()] = round(ratio, 2)
    return found


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


@pytest.mark.parametrize("name", NAMES)
async def test_every_word_stands_out(name: str) -> None:
    app, _door, scene = open_scene(name, Looks(theme=THEMES[0], confidence=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in scene.keys:
            await pilot.press(key)
            await pilot.pause()
        for theme in THEMES:
            app.theme = theme
            await pilot.pause()
            rows, columns = range(24), range(80)
            if name in COVERED:
                box = app.screen.children[0].region
                rows, columns = range(box.y, box.bottom), range(box.x, box.right)
            assert faint(app, rows, columns) == {}


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
def test_every_colour_of_text_can_be_read_on_every_ground(theme: str) -> None:
    colours = readable(BUILTIN_THEMES[theme].to_color_system().generate())
    grounds = [Color.parse(colours[name]) for name in GROUNDS]
    if any(ground.ansi is not None for ground in grounds):
        return  # the terminal's own colours are the learner's choice
    for name in (*TEXTS, "text-muted"):
        for ground in grounds:
            assert contrast(Color.parse(colours[name]).rgb, ground.rgb) >= LEAST, name


@pytest.mark.parametrize("theme", THEMES)
async def test_what_is_subdued_is_fainter_than_the_words_around_it(theme: str) -> None:
    app, _door, _scene = open_scene("home", Looks(theme=theme))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        told = {segment.text.strip(): segment.style for strip in strips for segment in strip}
        ratio = {
            text: contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
            for text, style in told.items()
            if style is not None and style.color is not None and style.bgcolor is not None
        }
        assert ratio["after Gradient"] < ratio["Convexity"]

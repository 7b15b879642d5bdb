"""Every word of every screen can be read in both themes: 4.5 to 1, as WCAG asks of text."""

from __future__ import annotations

import pytest
from all_screens import NAMES, open_scene
from textual.app import App

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


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
async def test_every_word_stands_out(name: str, theme: str) -> None:
    app, _door, scene = open_scene(name, Looks(theme=theme, confidence=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in scene.keys:
            await pilot.press(key)
            await pilot.pause()
        rows, columns = range(24), range(80)
        if name in COVERED:
            box = app.screen.children[0].region
            rows, columns = range(box.y, box.bottom), range(box.x, box.right)
        assert faint(app, rows, columns) == {}

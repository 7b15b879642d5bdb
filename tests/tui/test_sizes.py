"""Every screen on terminals of every size: nothing breaks, and what is typed stays in sight."""

from __future__ import annotations

import pytest
from all_screens import NAMES, ORDERING, open_scene
from fake_door import open_app, shown
from textual.widgets import Input

from drill.service.messages import StartPractice

USUAL, SMALL, TINY = (80, 24), (60, 18), (40, 12)
TOO_SMALL = "too small"
OVERLAYS = ("help", "pause", "how maths is typed")


@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_follows_the_size_of_the_terminal(name: str) -> None:
    app, _door, scene = open_scene(name)
    async with app.run_test(size=USUAL) as pilot:
        await pilot.pause()
        for key in scene.keys:
            await pilot.press(key)
            await pilot.pause()
        for size in (SMALL, TINY, (20, 5), USUAL):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            lines = shown(app).splitlines()
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)
            field = app.focused
            if isinstance(field, Input) and size != (20, 5):
                assert field.region.height == 1
                assert app.screen.region.contains_region(field.region)
                holder = field.parent
                while holder is not None and holder is not app.screen:
                    assert getattr(holder, "region", field.region).overlaps(field.region)
                    holder = holder.parent
            if name not in OVERLAYS:
                said = [line for line in lines if TOO_SMALL in line]
                assert len(said) == (size in (TINY, (20, 5)))


async def test_a_choice_hangs_below_its_letter_at_every_width() -> None:
    app, _door = open_app({StartPractice: ORDERING})
    async with app.run_test(size=USUAL) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(*SMALL)
        await pilot.pause()
        lines = shown(app).splitlines()
        first = next(line for line in lines if "a rather long" in line)
        after = lines[lines.index(first) + 1]
        assert after.strip()
        assert len(after) - len(after.lstrip()) >= first.index("a rather long") - 2

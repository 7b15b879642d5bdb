"""Home: the line one stands on is the one Enter practises."""

from __future__ import annotations

import pytest
from fake_door import CHOICE, HOME, open_app, shown

from drill.service.messages import GetHome, StartPractice
from drill.tui.screens.concepts import ConceptsScreen

SMALL = (80, 24)


def here(screen: str) -> str:
    """Give the line one stands on."""
    return next(line for line in screen.splitlines() if line.lstrip().startswith("›"))


@pytest.mark.parametrize(
    ("keys", "line", "topics"),
    [
        ([], "Today", ()),
        (["down"], "Derivatives", ("derivatives",)),
        (["down", "down"], "Gradient descent", ("gradient_descent",)),
        (["up"], "Convexity", ("convexity",)),
        (["down", "up"], "Today", ()),
    ],
)
async def test_enter_practises_the_line_one_stands_on(
    keys: list[str], line: str, topics: tuple[str, ...]
) -> None:
    app, door = open_app({StartPractice: CHOICE}, first=GetHome())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert line in here(shown(app))
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(StartPractice) == [StartPractice(topics=topics)]


async def test_every_topic_says_how_it_stands_today() -> None:
    app, _door = open_app({}, first=GetHome())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = shown(app)
        assert "3 due · 4 new" in screen
        assert "after Gradient" in screen
        assert all(topic.title in screen for topic in HOME.topics)


async def test_the_bar_at_home_names_every_screen() -> None:
    app, _door = open_app({}, first=GetHome())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        bar = shown(app).splitlines()[-1]
        for named in ("practise", "interview", "progress", "browse", "map", "settings", "? help"):
            assert named in bar


async def test_c_opens_the_map() -> None:
    app, _door = open_app({}, first=GetHome())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, ConceptsScreen)

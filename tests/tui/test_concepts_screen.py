"""The map of concepts in the app: what rests on what, and the way to the cards and back."""

from __future__ import annotations

import pytest
from all_screens import ASIDE, CONCEPTS, LINE, PAGE
from fake_door import FakeDoor, open_app, shown

from drill.service.messages import (
    Browse,
    ConceptMap,
    Found,
    GetConcepts,
    GetHome,
    ShowItem,
)
from drill.tui.app import DrillApp
from drill.tui.looks import Looks
from drill.tui.screens.browse import BrowseScreen
from drill.tui.screens.concepts import ConceptsScreen
from drill.tui.screens.home import HomeScreen

SMALL, LARGE = (80, 24), (120, 40)


def opened(looks: Looks | None = None, found: ConceptMap = CONCEPTS) -> tuple[DrillApp, FakeDoor]:
    return open_app(
        {
            GetConcepts: found,
            Browse: lambda r: [Found(getattr(r, "query", ""), (LINE, ASIDE), 2)],
            ShowItem: PAGE,
        },
        first=GetHome(),
        looks=looks,
    )


def row_of(screen: str, title: str) -> str:
    """Give the line of the list that a concept stands in."""
    return next(line for line in screen.splitlines() if title in line)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_concept_stands_under_its_topic_with_how_well_it_is_held(
    size: tuple[int, int],
) -> None:
    app, _door = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        screen = shown(app)
        assert "13 of 36 items held" in screen
        assert screen.index("Slopes") < screen.index("First slopes") < screen.index("Hills and")
        for title, word in (
            ("First slopes", "held"),
            ("Then more", "partly held"),
            ("Later", "begun"),
            ("Hills   ", "new"),
            ("Far hills", "waits"),
        ):
            assert word in row_of(screen, title)


async def test_what_it_rests_on_and_what_rests_on_it_are_marked_and_named() -> None:
    app, _door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("c", "down")
        await pilot.pause()
        screen = shown(app)
        assert row_of(screen, "First slopes").strip().startswith("↑")
        assert row_of(screen, "Then more").strip().startswith("›")
        assert row_of(screen, "Later").strip().startswith("↓")
        assert "rests on  First slopes (held)" in screen
        assert "carries   Later (begun)" in screen
        assert "partly held: 4 of 8 items, 6 met" in screen


async def test_a_concept_that_waits_says_for_what() -> None:
    app, _door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("c", "tab", "down")
        await pilot.pause()
        assert "waits for Hills" in shown(app)


async def test_enter_shows_the_cards_and_escape_leads_back_to_the_same_place() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("c", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen)
        asked = door.asked(Browse)[-1]
        assert isinstance(asked, Browse)
        assert asked.query == "concept:slopes.then"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ConceptsScreen)
        assert row_of(shown(app), "Then more").strip().startswith("›")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_from_an_item_one_comes_to_its_concept() -> None:
    app, _door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b", "enter", "c")
        await pilot.pause()
        assert isinstance(app.screen, ConceptsScreen)
        assert row_of(shown(app), "Then more").strip().startswith("›")


async def test_a_bank_without_concepts_says_so() -> None:
    app, _door = opened(found=ConceptMap((), {}))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("c", "down", "enter", "tab")
        await pilot.pause()
        assert "no concepts" in shown(app)


async def test_with_ascii_alone_the_map_is_drawn_with_ascii_alone() -> None:
    app, _door = opened(Looks(ascii=True))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("c", "down")
        await pilot.pause()
        bars = row_of(shown(app), "First slopes")
        assert "━" not in bars
        assert "=" in bars

"""Browsing in the app: what typing finds, where the card stands, what the keys do to it."""

from __future__ import annotations

import pytest
from fake_door import EXERCISE, FakeDoor, open_app, shown

from drill.progress.model import EventLine
from drill.service.messages import (
    Browse,
    CurvePoint,
    Found,
    GetHome,
    ItemLine,
    ItemPage,
    Note,
    PointLine,
    PrimerLine,
    ReopenItem,
    Reply,
    Request,
    ResetItem,
    Saved,
    ShowItem,
    StartPractice,
    Summary,
    Suspend,
    TakeBack,
    Undone,
)
from drill.tui.app import DrillApp
from drill.tui.glyphs import ASCII
from drill.tui.item_page import curve
from drill.tui.screens.browse import BrowseScreen
from drill.tui.screens.home import HomeScreen
from drill.tui.screens.practice import PracticeScreen

SMALL, LARGE = (80, 24), (120, 40)
SIZES = [SMALL, LARGE]


def line(name: str, *states: str, recall: float | None = None) -> ItemLine:
    return ItemLine(
        f"slopes.{name}", f"What is {name}?", "recall", "slopes", "First", states, recall, ""
    )


SUMMARY = Summary(1, 1, 60, 0, 0, {"slopes": 1}, 0, 0)
LINES = (line("slope", "due", recall=0.81), line("kink", "new"), line("limit", "suspended"))


def page(of: ItemLine) -> ItemPage:
    return ItemPage(
        of,
        f"What exactly is {of.item}?",
        "A rate of change.",
        "junior",
        ("DR01",),
        (PointLine("kp1", "a rate", must=True),),
        (PrimerLine("Slopes", "A hill rises."),),
        (EventLine("me/x/1", "2026-11-23", "09:00", of.item, "2x", "correct", "good"),),
        1,
        tuple(CurvePoint(day, 1.0 - 0.02 * (day + 5)) for day in range(-5, 6)),
        "Recalled now with 81%.",
        note="mind the sign",
    )


def find(request: Request) -> list[Reply]:
    assert isinstance(request, Browse)
    kept = [
        one
        for one in LINES
        if request.query in one.title and (not request.state or request.state in one.states)
    ]
    return [Found(request.query, tuple(kept), len(LINES), (("due", 1),))]


def show(request: Request) -> list[Reply]:
    assert isinstance(request, ShowItem)
    return [page(one) for one in LINES if one.item == request.item]


def opened() -> tuple[DrillApp, FakeDoor]:
    return open_app(
        {
            Browse: find,
            ShowItem: show,
            Suspend: Saved("me/x/7", what="suspend"),
            ResetItem: Saved("me/x/8", what="reset"),
            ReopenItem: Saved("me/x/9", what="reopen"),
            Note: Saved("me/x/10", what="note"),
            TakeBack: lambda r: [Undone(r.event)],
            StartPractice: EXERCISE,
        },
        first=GetHome(),
    )


@pytest.mark.parametrize("size", SIZES)
async def test_b_at_home_lists_everything_and_escape_goes_back(size: tuple[int, int]) -> None:
    app, _door = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        screen = shown(app)
        assert "3 of 3 · 1 due" in screen
        for word in ("slope", "kink", "limit"):
            assert f"What is {word}?" in screen
        assert "81%" in screen
        assert "set aside" in screen
        assert all(len(row) <= size[0] for row in screen.splitlines())
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_typing_searches_at_once_and_only_the_last_reply_counts() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b", *"kink")
        await pilot.pause()
        assert [one.query for one in door.asked(Browse) if isinstance(one, Browse)] == [
            *("", "k", "ki", "kin", "kink")
        ]
        assert "1 of 3" in shown(app)
        assert "What is slope?" not in shown(app)
        door.say(Found("", LINES, 3))
        await pilot.pause()
        assert "1 of 3" in shown(app), "a reply to an older search is dropped"
        await pilot.press("escape")
        await pilot.pause()
        assert "3 of 3" in shown(app), "escape empties the field first"


async def test_a_small_screen_shows_the_list_then_the_card() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert door.asked(ShowItem) == []
        await pilot.press("down", "enter")
        await pilot.pause()
        screen = shown(app)
        assert "What exactly is slopes.kink?" in screen
        assert "What is slope?" not in screen
        await pilot.press("escape")
        await pilot.pause()
        assert "What is slope?" in shown(app)
        assert isinstance(app.screen, BrowseScreen)


async def test_a_large_screen_shows_both_and_the_card_follows_the_list() -> None:
    app, _door = opened()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert "What exactly is slopes.slope?" in shown(app)
        await pilot.press("down")
        await pilot.pause()
        screen = shown(app)
        assert "What exactly is slopes.kink?" in screen
        assert "What is slope?" in screen
        for piece in ("A rate of change.", "a rate", "mind the sign", "Recalled now with 81%."):
            assert piece in screen
        for piece in ("5 days ago", "now", "in 5 days", "2026-11-23 09:00", "A hill rises."):
            assert piece in screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_card_is_set_right_with_plain_keys(size: tuple[int, int]) -> None:
    app, door = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        assert door.asked(Suspend) == [Suspend("slopes.slope")]
        await pilot.press("o")
        await pilot.pause()
        assert door.asked(ReopenItem) == [ReopenItem("slopes.slope")]
        await pilot.press("u")
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert door.asked(TakeBack) == [TakeBack("me/x/9"), TakeBack("me/x/7")]
        await pilot.press("u")
        await pilot.pause()
        assert len(door.asked(TakeBack)) == 2


async def test_what_is_suspended_is_taken_up_again_and_not_drilled() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b", "down", "down", "enter")
        await pilot.pause()
        assert "take up again" in shown(app)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen)
        await pilot.press("x")
        await pilot.pause()
        assert door.asked(Suspend) == [Suspend("slopes.limit", on=False)]


async def test_a_reset_asks_first() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert "Begin again with “What is slope?”?" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        assert door.asked(ResetItem) == []
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert door.asked(ResetItem) == [ResetItem("slopes.slope")]
        await pilot.press("u")
        await pilot.pause()
        assert door.asked(TakeBack) == [TakeBack("me/x/8")], "no field took the key"


async def test_a_note_begins_with_the_one_there_is() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("end", *"!", "enter")
        await pilot.pause()
        assert door.asked(Note) == [Note("slopes.slope", "mind the sign!")]


async def test_d_drills_just_this_one() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert door.asked(StartPractice) == [StartPractice(items=("slopes.slope",))]
        assert isinstance(app.screen, PracticeScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_after_drilling_one_the_end_leads_back_to_it(size: tuple[int, int]) -> None:
    app, door = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("b", *"is", "enter", "down")
        await pilot.pause()
        assert "undo" not in shown(app).splitlines()[-1], "nothing was done here yet"
        await pilot.press("d")
        await pilot.pause()
        assert door.asked(StartPractice) == [StartPractice(items=("slopes.kink",))]
        door.say(SUMMARY)
        await pilot.pause()
        assert "enter back" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, BrowseScreen)
        assert door.asked(Browse)[-1].query == "is"
        assert "What exactly is slopes.kink?" in shown(app)


async def test_the_state_is_narrowed_with_s_once_the_field_is_left() -> None:
    app, _door = opened()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.press("b", "enter")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert "1 of 3 · only new" in shown(app)
        await pilot.press("slash", *"zzz")
        await pilot.pause()
        assert "Nothing is found." in shown(app)


async def test_a_slash_in_the_empty_field_is_the_key_not_a_word_to_search_for() -> None:
    app, door = opened()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.press("b", "slash", *"slope")
        await pilot.pause()
        assert [one.query for one in door.asked(Browse)][-1] == "slope"


async def test_text_that_could_steer_the_terminal_is_shown_as_replacement() -> None:
    app, door = opened()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        bad = line("\x1b[2J\u202e", "new")
        door.say(page(LINES[0]))
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        screen._take(Found("", (bad,), 1))
        await pilot.pause()
        assert "\x1b" not in shown(app)
        assert "\u202e" not in shown(app)


def test_a_curve_has_a_column_a_cell_and_fits_the_width() -> None:
    points = tuple(CurvePoint(day / 10, 0.95 - day / 1000) for day in range(-50, 80))
    for width in (35, 40, 70):
        for row in curve(points, width, ASCII):
            assert row.cell_length <= width
    assert curve(points[:1], 40, ASCII) == []


async def test_typing_goes_back_to_the_nearest() -> None:
    app, _door = opened()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.press("b", "down", "down", *"What", "space", *"is")
        await pilot.pause()
        assert "What exactly is slopes.slope?" in shown(app)


async def test_what_is_read_stays_though_it_no_longer_fits_the_search() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b", "down", "enter")
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
        assert "What exactly is slopes.kink?" in shown(app)
        assert len(door.asked(Browse)) == 1

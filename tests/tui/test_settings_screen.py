"""The settings in the app: a form of keys, the theme worn at once, every change taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fake_door import FakeDoor, open_app, shown
from textual.pilot import Pilot

from drill.service.messages import (
    ChangeSetting,
    GetHome,
    GetSettings,
    Reply,
    Request,
    SettingLine,
    SettingsShown,
    UndoSetting,
)
from drill.tui.app import DrillApp
from drill.tui.form import stepped
from drill.tui.keys import usual_keys
from drill.tui.looks import Looks
from drill.tui.screens.home import HomeScreen
from drill.tui.screens.settings import SettingsScreen

SMALL, LARGE = (80, 24), (120, 40)
DATE = SettingLine("interview", "Interview date", "none", "none", "none", "The day.", "date")
MINUTES = SettingLine(
    "minutes", "Minutes a day", "20", "20 min", "20", "How long.", "count", low=0, high=1440, step=5
)
SHARE = SettingLine(
    "retention",
    "Retention",
    "0.9",
    "90%",
    "0.9",
    "How well.",
    "share",
    low=0.7,
    high=0.99,
    step=0.01,
)
TOPIC = SettingLine(
    "topic.gradient", "Gradient", "in", "in", "in", "Comes or not.", "switch", choices=("in", "out")
)
LINES = (DATE, MINUTES, SHARE, TOPIC)


def settings(said: str = "", event: str = "") -> SettingsShown:
    return SettingsShown(LINES, said, event, "2026-11-23")


async def stand_on(pilot: Pilot[None], screen: SettingsScreen, name: str) -> None:
    """Go down to a setting."""
    for _ in range(len(usual_keys()) + 20):
        if screen._form.chosen is not None and screen._form.chosen.name == name:
            return
        await pilot.press("down")
    raise AssertionError(f"{name} is not among the settings")


def opened(tmp_path: Path) -> tuple[DrillApp, FakeDoor]:
    def change(request: Request) -> list[Reply]:
        assert isinstance(request, ChangeSetting)
        return [settings(f"{request.name}: {request.value}", "me/x/1")]

    app, door = open_app(
        {
            GetSettings: settings(),
            ChangeSetting: change,
            UndoSetting: settings("Taken back.", "me/x/1"),
        },
        first=GetHome(),
        looks=Looks(),
    )
    app._config = tmp_path / "config.toml"
    return app, door


def said(app: DrillApp) -> list[str]:
    """List the lines that are shown for a moment."""
    return [one.message for one in app._notifications]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_comma_at_home_opens_the_settings_and_escape_goes_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app, _door = opened(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("comma")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        screen = shown(app)
        assert "Interview date" in screen
        assert "The day." in screen, "the chosen setting says what it does"
        assert all(len(line) <= size[0] for line in screen.splitlines())
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_a_number_is_changed_with_the_arrows_and_kept_with_enter(tmp_path: Path) -> None:
    app, door = opened(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("comma", "down", "right", "right")
        await pilot.pause()
        assert door.asked(ChangeSetting) == []
        assert "‹ 30 ›" in shown(app)
        assert "keep it" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(ChangeSetting) == [ChangeSetting("minutes", "30")]
        assert said(app) == ["minutes: 30"]


async def test_escape_leaves_a_draft_and_moving_on_keeps_it(tmp_path: Path) -> None:
    app, door = opened(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("comma", "down", "right", "escape")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert door.asked(ChangeSetting) == []
        await pilot.press("down", "left", "down")
        await pilot.pause()
        assert door.asked(ChangeSetting) == [ChangeSetting("retention", "0.89")]


async def test_a_date_is_typed(tmp_path: Path) -> None:
    app, door = opened(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("comma", "enter")
        await pilot.pause()
        assert "as YYYY-MM-DD" in shown(app)
        await pilot.press("ctrl+u", *"2026-12-11", "enter")
        await pilot.pause()
        assert door.asked(ChangeSetting) == [ChangeSetting("interview", "2026-12-11")]


async def test_a_topic_is_switched_with_enter_and_taken_back_with_u(tmp_path: Path) -> None:
    app, door = opened(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("comma", "down", "down", "down", "enter")
        await pilot.pause()
        assert door.asked(ChangeSetting) == [ChangeSetting("topic.gradient", "out")]
        await pilot.press("u")
        await pilot.pause()
        assert len(door.asked(UndoSetting)) == 1


async def test_a_theme_is_worn_at_once_kept_with_enter_and_given_back_with_u(
    tmp_path: Path,
) -> None:
    app, door = opened(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("comma", *["down"] * 5, "right")
        await pilot.pause()
        worn = app.theme
        assert worn != "textual-dark"
        assert not (tmp_path / "config.toml").exists()
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == "textual-dark"
        await pilot.press("right", "enter")
        await pilot.pause()
        assert app.theme == worn
        assert (tmp_path / "config.toml").read_text() == f'theme = "{worn}"\n'
        await pilot.press("u")
        await pilot.pause()
        assert app.theme == "textual-dark"
        assert (tmp_path / "config.toml").read_text() == ""
        assert door.asked(UndoSetting) == []


async def test_confidence_is_switched_for_this_device(tmp_path: Path) -> None:
    app, _door = opened(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("comma", *["down"] * 4, "enter")
        await pilot.pause()
        assert not app.asks_confidence
        assert (tmp_path / "config.toml").read_text() == "confidence = false\n"


async def test_a_key_is_moved_by_pressing_the_new_one_and_works_at_once(tmp_path: Path) -> None:
    app, _door = opened(tmp_path)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.press("comma", *["down"] * 7)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        await stand_on(pilot, screen, "key.settings.undo")
        await pilot.press("enter", "z")
        await pilot.pause()
        assert '"settings.undo" = "z"' in (tmp_path / "config.toml").read_text()
        await pilot.press("z")
        await pilot.pause()
        assert "settings.undo" not in (tmp_path / "config.toml").read_text()


async def test_a_key_that_is_taken_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    app, _door = opened(tmp_path)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.pause()
        await pilot.press("comma", *["down"] * 7)
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        await stand_on(pilot, screen, "key.home.practise")
        await pilot.press("enter", "i")
        await pilot.pause()
        assert "`i` is `home.interview` already" in said(app)[0]
        assert not (tmp_path / "config.toml").exists()


async def test_a_file_that_cannot_be_changed_is_said_and_nothing_changes(tmp_path: Path) -> None:
    app, _door = opened(tmp_path)
    (tmp_path / "config.toml").write_text("theme = [", encoding="utf-8")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("comma", *["down"] * 4, "enter")
        await pilot.pause()
        assert "mend it" in said(app)[0]
        assert app.asks_confidence
        assert (tmp_path / "config.toml").read_text() == "theme = ["


def test_steps_stay_within_their_bounds() -> None:
    assert stepped(replace(MINUTES, value="0"), "0", -1, "") == "0"
    assert stepped(SHARE, "0.99", 1, "") == "0.99"
    assert stepped(DATE, "none", 1, "2026-11-23") == "2026-12-07"
    assert stepped(DATE, "2026-11-24", -1, "2026-11-23") == "2026-11-24"
    assert stepped(DATE, "none", 1, "") == "none"


async def test_what_was_said_of_a_screen_ends_with_it(tmp_path: Path) -> None:
    app, _door = opened(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.say("this cannot be kept", wrong=True)
        await pilot.pause()
        assert len(app._notifications) == 1
        app.go_home()
        await pilot.pause()
        assert not list(app._notifications)

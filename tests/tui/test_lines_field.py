"""The field for a derivation: lines are typed, read one at a time, and the wrong one is marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from fake_door import CORRECT, EXERCISE, WRONG, FakeDoor, open_app, shown
from rich.style import Style
from textual.pilot import Pilot

from drill.service.messages import (
    Answer,
    Assessed,
    Feedback,
    PartVerdict,
    PromptPart,
    Read,
    Reading,
    Reply,
    Request,
    Respond,
    Slot,
    StartInterview,
    StartPractice,
    TypedLine,
    Unread,
)
from drill.tui.app import DrillApp
from drill.tui.widgets.fields import MAX_ANSWER
from drill.tui.widgets.lines import Lines

PART = PromptPart("lines", "derivation", ("x",), "f′(x)")
ASKED = replace(EXERCISE, parts=(PART,))
SLOT = Slot(
    1,
    1,
    "derive",
    "junior",
    "chain_rule",
    "Chain rule",
    "c",
    "Derive it.",
    480,
    parts=(PART,),
    told=False,
)
SIZES = [(80, 24), (120, 40)]


def judged(verdict: str, line: int | None) -> Feedback:
    return replace(
        WRONG,
        verdict=verdict,
        message=f"Line {line}: it is said why.",
        parts=(PartVerdict("lines", verdict, line=line),),
    )


def opened(feedback: Feedback = CORRECT) -> tuple[DrillApp, FakeDoor]:
    return open_app({StartPractice: ASKED, Answer: feedback})


async def until(pilot: Pilot[object], holds: Callable[[], bool]) -> None:
    """Wait for the pause after which a line is read."""
    for _ in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come")


def underlined(field: Lines) -> list[int]:
    """List the lines that are drawn underlined."""
    drawn = map(field.get_line, range(field.document.line_count))
    return [at for at, line in enumerate(drawn) if any(_is_under(one.style) for one in line.spans)]


def _is_under(style: Style | str) -> bool:
    return bool(Style.parse(style).underline if isinstance(style, str) else style.underline)


@pytest.mark.parametrize("size", SIZES)
async def test_ctrl_j_begins_a_line_and_enter_sends_them_all(size: tuple[int, int]) -> None:
    app, door = opened()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("u", "=", "x", "ctrl+j", "2", "x", "enter")
        await pilot.pause()
        (sent,) = [one for one in door.sent if isinstance(one, Answer)]
        assert sent.parts == {"lines": "u=x\n2x"}
        text = shown(app)
    assert "f′(x), line by line  ctrl+j begins the next line, enter checks" in text
    assert "1  u=x" in text
    assert "2  2x" in text


async def test_the_line_the_cursor_stands_in_is_read_under_those_above_it() -> None:
    def read(request: Request) -> list[Reply]:
        assert isinstance(request, Read)
        return [Reading(1, "lines", f"<{request.text}>".replace("\n", "|"))]

    app, door = open_app({StartPractice: ASKED, Read: read})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("u", "ctrl+j", "2", "x")
        await until(pilot, lambda: "reads as  <u|2x>" in shown(app))
        await pilot.press("up")
        await until(pilot, lambda: "reads as  <u>" in shown(app))
    assert {one.part for one in door.sent if isinstance(one, Read)} == {"lines"}


async def test_a_wrong_line_is_marked_until_it_is_changed() -> None:
    app, _door = opened(judged("wrong", 1))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a", "ctrl+j", "b", "enter")
        await pilot.pause()
        field = app.screen.query_one(Lines)
        assert underlined(field) == [0]
        assert field.cursor_location == (0, 1), "one can mend it at once"
        assert field.has_focus
        assert "line 1 is the first wrong one" in shown(app)
        await pilot.press("down", "c")
        await pilot.pause()
        assert underlined(field) == [0], "another line was changed"
        await pilot.press("up", "end", "d")
        await pilot.pause()
        assert underlined(field) == []
        assert "first wrong" not in shown(app)


async def test_an_unreadable_line_is_marked_and_a_right_answer_unmarks() -> None:
    right = replace(CORRECT, parts=(PartVerdict("lines", "correct"),))
    replies: list[Reply] = [judged("unreadable", 2), right]
    app, _door = open_app({StartPractice: ASKED, Answer: lambda _request: [replies.pop(0)]})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a", "ctrl+j", "b", "enter")
        await pilot.pause()
        assert underlined(app.screen.query_one(Lines)) == [1]
        assert "? look at line 2 again" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "look at line" not in shown(app)


async def test_more_than_an_answer_may_have_is_not_taken() -> None:
    app, _door = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        field = app.screen.query_one(Lines)
        field.insert("x" * (MAX_ANSWER + 7))
        field.insert("y")
        assert field.value == "x" * MAX_ANSWER
        assert field.cursor_location == (0, MAX_ANSWER)


async def test_what_steers_a_terminal_is_made_visible() -> None:
    app, _door = opened()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        field = app.screen.query_one(Lines)
        field.insert("a\x1b[2Jb")
        assert "\x1b" not in field.value


async def test_nine_lines_leave_the_verdict_on_a_small_screen() -> None:
    app, _door = opened(judged("wrong", 2))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*(key for one in "123456789abc" for key in (one, "ctrl+j")), "x")
        await pilot.press("enter")
        await pilot.pause()
        text = shown(app)
    assert "line 2 is the first wrong one" in text
    assert "Line 2: it is said why." in text


async def test_an_interview_takes_a_derivation_and_shows_it_again() -> None:
    again = Assessed(
        1,
        1,
        "derive",
        "chain_rule",
        "Derive it.",
        typed=(TypedLine("", "u=x\n2x", "wrong"),),
        verdict="wrong",
    )
    app, door = open_app({StartInterview: SLOT, Respond: again}, StartInterview("junior"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("u", "=", "x", "ctrl+j", "2", "x", "enter")
        await pilot.pause()
        (sent,) = [one for one in door.sent if isinstance(one, Respond)]
        text = shown(app)
    assert sent.parts == {"lines": "u=x\n2x"}
    assert [line.strip() for line in text.splitlines()].count("2x") == 1


async def test_an_interview_marks_the_line_it_cannot_read() -> None:
    unread = Unread(1, (PartVerdict("lines", "unreadable", "Line 2: no.", line=2),))
    app, _door = open_app({StartInterview: SLOT, Respond: unread}, StartInterview("junior"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("a", "ctrl+j", "b", "enter")
        await pilot.pause()
        assert underlined(app.screen.query_one(Lines)) == [1]

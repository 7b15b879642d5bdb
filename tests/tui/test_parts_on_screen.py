"""A question of several parts on the screen: whose list is whose, and which slip is whose."""

from __future__ import annotations

from dataclasses import replace

from fake_door import EXERCISE, WRONG, open_app, shown

from drill.service.messages import (
    Answer,
    OfferedChoice,
    PartVerdict,
    Prompt,
    PromptPart,
    StartPractice,
)
from drill.tui.looks import Looks

SMALL = (80, 24)
KINDS = (OfferedChoice("min", "a minimum"), OfferedChoice("max", "a maximum"))
ENDS = ("upwards", "downwards")
WAYS = (OfferedChoice("up", "upwards"), OfferedChoice("down", "downwards"))


async def screen_of(*parts: PromptPart) -> list[str]:
    """Read the lines in which a question of these parts stands."""
    prompt = Prompt(1, "exercise/x", "exercise", "What is it?", parts, 3)
    app, _door = open_app({StartPractice: prompt})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        return [line.strip() for line in shown(app).splitlines()]


async def test_every_list_stands_under_the_name_of_its_part() -> None:
    lines = await screen_of(
        PromptPart("low", "choice", label="it has", choices=KINDS),
        PromptPart("way", "choice", label="it goes", choices=WAYS),
    )
    at = lines.index("it has")
    assert [line.split() for line in lines[at : at + 6]] == [
        ["it", "has"],
        ["min", "a", "minimum"],
        ["max", "a", "maximum"],
        ["it", "goes"],
        ["up", "upwards"],
        ["down", "downwards"],
    ]


async def test_what_is_offered_stands_in_a_column() -> None:
    lines = await screen_of(
        PromptPart("way", "choice", label="it goes", choices=WAYS),
        PromptPart("low", "choice", label="it has", choices=KINDS),
    )
    upwards, downwards = (next(one for one in lines if one.endswith(way)) for way in ENDS)
    assert upwards.index("upwards") == downwards.index("downwards")


async def test_how_sure_one_is_can_be_read_below_a_long_question() -> None:
    parts = (PromptPart("g", "number", label="g"), PromptPart("w", "number", label="w"))
    prompt = Prompt(1, "exercise/x", "exercise", "\n".join(map(str, range(40))), parts, 3)
    app, _door = open_app({StartPractice: prompt}, looks=Looks(confidence=True))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("8", "enter", "2", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "How sure are you?" in shown(app)


async def test_a_list_that_two_parts_share_is_shown_once() -> None:
    lines = await screen_of(
        PromptPart("low", "choice", label="the smaller one", choices=KINDS),
        PromptPart("high", "choice", label="the larger one", choices=KINDS),
    )
    assert sum("a minimum" in line for line in lines) == 1
    assert any(line.startswith("the smaller one =") for line in lines), "each has its field"
    assert any(line.startswith("the larger one =") for line in lines)


async def test_what_follows_is_told_calmly_under_what_is_wrong() -> None:
    asked = replace(
        EXERCISE, parts=(PromptPart("g", "number", label="g"), PromptPart("w", "number", label="w"))
    )
    carried = replace(
        WRONG,
        message="g: That is not it.",
        misconceptions=(),
        parts=(
            PartVerdict("g", "wrong", "That is not it."),
            PartVerdict("w", "wrong", "Consistent with your answer.", follows=True, label="w"),
        ),
    )
    app, _door = open_app({StartPractice: asked, Answer: carried})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("8", "enter", "2", "enter")
        await pilot.pause()
        lines = [line.strip() for line in shown(app).splitlines()]
    at = lines.index("g: That is not it.")
    assert lines[at + 1] == "w: Consistent with your answer."

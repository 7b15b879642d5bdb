"""The progress review in the app: four pages, and the events behind every number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_door import HOME, FakeDoor, open_app, shown
from made_up import READY, TOPICS, made_up

from drill.service.messages import (
    Behind,
    GetBehind,
    GetHome,
    GetProgress,
    Progress,
    Request,
    StartPractice,
)
from drill.service.messages.progress import EventLine
from drill.tui.app import DrillApp
from drill.tui.ascii_filter import UNKNOWN, to_ascii
from drill.tui.looks import Looks

SMALL = (80, 24)
FOUND = made_up()
LINE = EventLine("me/a/1", "2026-11-20", "09:00", "chain-rule.what", "2*x; 3", "wrong", "again")
SENTENCES = (
    FOUND.ready.sentence,
    FOUND.remembering.recall_sentence[:40],
    FOUND.mistakes.sentence[:40],
    FOUND.interviews.sentence,
)


def opened(
    looks: Looks | None = None, found: Progress = FOUND, lines: tuple[EventLine, ...] = (LINE,)
) -> tuple[DrillApp, FakeDoor]:
    def behind(request: Request) -> list[Behind]:
        assert isinstance(request, GetBehind)
        return [Behind(request.number, f"Behind {request.number}", 1, lines)]

    return open_app({GetProgress: found, GetBehind: behind}, first=GetProgress(), looks=looks)


async def test_left_and_right_move_between_the_four_questions() -> None:
    app, _ = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for number, sentence in enumerate(SENTENCES, 1):
            assert sentence in shown(app)
            assert f"{number} of 4" in shown(app)
            await pilot.press("right")
        assert SENTENCES[0] in shown(app)
        await pilot.press("left")
        assert SENTENCES[3] in shown(app)


async def test_enter_opens_the_events_behind_the_number_and_escape_leads_back() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert door.asked(GetBehind) == [GetBehind("topic/gradient_descent")]
        assert "Behind topic/gradient_descent" in shown(app)
        assert "2*x; 3" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert SENTENCES[0] in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Today" in shown(app)


async def test_chances_among_the_events_are_not_counted_with_them() -> None:
    app, _ = opened(lines=(LINE, LINE, LINE))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "1 in 3 events" in shown(app)


async def test_every_number_of_every_page_that_counts_something_can_be_opened() -> None:
    app, door = opened()
    expected = [READY.number, *(topic.number for topic in TOPICS)]
    remembering = FOUND.remembering
    expected += [one.number for one in remembering.weeks if one.asked]
    expected += [remembering.recent.number, remembering.ever.number]
    expected += [day.number for day in remembering.days if day.reviews]
    expected += [due.number for due in remembering.due if due.items]
    expected += [row.number for row in FOUND.mistakes.rows]
    expected += [row.number for row in FOUND.interviews.rows]
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        for _page in range(4):
            screen = app.screen
            spots = screen._pages[screen._page].spots
            screen.action_move(-200)
            for _spot in spots:
                screen.action_open()
                screen._asked = ""
                screen.action_move(1)
            await pilot.press("right")
    assert [one.number for one in door.asked(GetBehind)] == expected


async def test_behind_a_day_without_reviews_stands_nothing_and_it_is_said() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("right", "tab")
        await pilot.pause()
        screen = app.screen
        spots = screen._pages[1].spots
        screen.action_move([spot.empty for spot in spots].index(True) - screen._at[1])
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(GetBehind) == []
        assert [one.message for one in app._notifications] == ["No events stand behind this one."]


async def test_tab_goes_from_plot_to_plot_and_the_number_is_said_in_words() -> None:
    app, _ = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("right")
        assert "30 days, from 25 Oct" in shown(app)
        await pilot.press("tab")
        assert "Mon 31 Aug: nothing" in shown(app)
        await pilot.press("tab")
        assert "Mon 23 Nov: 4 items due" in shown(app)
        await pilot.press("down", "down", "down")
        assert "Thu 26 Nov: 9 items due" in shown(app)
        await pilot.press("shift+tab")
        assert "Mon 31 Aug" in shown(app)


async def test_events_that_come_too_late_are_dropped() -> None:
    app, door = opened()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        door.say(Behind("day/2026-11-01", "Something else", 1, (LINE,)))
        await pilot.pause()
        assert "Something else" not in shown(app)


async def test_the_forecast_comes_later_and_the_learner_stays_where_they_are() -> None:
    plain = tuple(replace(topic, forecast=None) for topic in TOPICS)
    first = replace(READY, topics=plain, forecast=None, forecast_sentence="")
    app, door = opened(found=replace(FOUND, ready=first, whole=False))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Playing the days up to the interview" in shown(app)
        await pilot.press("down")
        door.say(FOUND)
        await pilot.pause()
        assert "Keep to the plan" in shown(app)
        assert "› Derivatives" in shown(app)


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_the_pages_fit_and_have_a_form_in_ascii(
    size: tuple[int, int], *, ascii_only: bool
) -> None:
    app, _ = opened(Looks(ascii=ascii_only))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for _page in range(4):
            screen = app.screen
            drawn = screen._sheet.content.plain.splitlines()
            assert len(drawn) <= size[1] - 4
            assert max(map(len, drawn)) <= size[0] - 5
            if ascii_only:
                assert UNKNOWN not in to_ascii("".join(drawn))
            await pilot.press("right")


async def test_home_opens_the_review_and_names_the_weak_spot() -> None:
    advised = replace(
        HOME, advice="Constant kept: 4 times in two weeks.", advice_items=("exercise/power_rule",)
    )
    app, door = open_app({GetHome: advised, GetProgress: FOUND}, first=GetHome())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Constant kept: 4 times in two weeks. Drill just that: m" in shown(app)
        await pilot.press("p")
        await pilot.pause()
        assert SENTENCES[0] in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        assert door.asked(StartPractice) == [StartPractice(items=("exercise/power_rule",))]

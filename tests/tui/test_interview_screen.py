"""A mock interview in the app: what the keys do in each phase, and what the screen shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from fake_door import HOME, FakeDoor, open_app, shown
from textual.widgets import Input, TextArea

from drill.service.messages import (
    Assessed,
    Brief,
    Clarified,
    Clarify,
    CompareAgain,
    CriterionLine,
    EndInterview,
    Error,
    ExportInterview,
    GetHome,
    GetInterviews,
    Hinted,
    InterviewHint,
    InterviewRead,
    Interviews,
    LevelLine,
    OfferedChoice,
    PartVerdict,
    PointLine,
    Probe,
    ProbeAnswer,
    ProbeLine,
    PromptPart,
    Reading,
    Reply,
    Request,
    Respond,
    Saved,
    Scorecard,
    Slot,
    SlotLine,
    StartInterview,
    StartPractice,
    TickSlot,
    TypedLine,
    Unread,
)
from drill.tui.app import DrillApp
from drill.tui.screens.interview import InterviewScreen

SMALL = (80, 24)
KINDS = ("derive", "diagnose", "trade-offs", "over-claim", "trade-offs")
BRIEF = Brief("abc", "senior", 45, KINDS, 480, 5, False, "80% of the must-have points")
TOLD = Slot(
    2,
    5,
    "diagnose",
    "senior",
    "gradient_descent",
    "Gradient descent and optimisers",
    "gradient-descent.nan",
    "Your loss curve falls for 2,000 steps, then turns to NaN. What would you check, in order?",
    480,
    hints=3,
    points=2,
)
TYPED = Slot(
    1,
    5,
    "derive",
    "senior",
    "chain_rule",
    "Chain rule",
    "chain-rule.x",
    "Derive the slope, and say why.",
    480,
    parts=(PromptPart("a", "expression", ("x",), "f′(x)"),),
    told=True,
)
PROBE = Probe(
    2,
    0,
    1,
    "And if the norm stays small?",
    kind="diagnose",
    topic="gradient_descent",
    slots=5,
    seconds=480,
    spent_s=100,
    question=TOLD.prompt,
    told="norm",
)
ASSESSED = Assessed(
    2,
    5,
    "diagnose",
    "gradient_descent",
    "Your loss curve falls.",
    told="I look at the gradient norm.",
    answer="The learning rate, the gradient norm, the data.",
    points=(PointLine("kp1", "the norm", "gradient norm", must=True), PointLine("kp2", "the data")),
    ticked=("kp1",),
    probes=(ProbeLine("And if the norm stays small?", "the data", "Look at the batch.", True),),
)
CARD = Scorecard(
    "abc",
    "senior",
    "leaning hire",
    "80% of the must-have points, and 80% pass.",
    72,
    True,
    0.8,
    0.8,
    2,
    3,
    2,
    (),
    (CriterionLine("correctness", 30, 40, "5 of 5 slots counted"),),
    (SlotLine(1, "derive", "chain-rule.x", "chain_rule", "correct", 1.0, seconds=90, limit=480),),
    31,
    False,
    5,
    ("Add to each answer when it holds, and what it costs.",),
    ("gradient-descent.nan",),
)
OFFER = Interviews(
    (
        LevelLine("junior", ("2 explain", "2 compute", "1 order"), "70%"),
        LevelLine("mid", ("1 explain", "2 derive", "1 diagnose", "1 compare"), "75%"),
        LevelLine("senior", ("1 derive",), "80%"),
        LevelLine("staff", ("1 derive",), "80%"),
    ),
    45,
)


def interview(**replies: Reply | list[Reply]) -> tuple[DrillApp, FakeDoor]:
    """Open an interview whose core answers with these, by the word of the request."""

    def start(request: Request) -> Iterable[Reply]:
        return [BRIEF, *_list(replies.get("interview", TOLD))]

    kinds: dict[str, type[Request]] = {
        "respond": Respond,
        "probe": ProbeAnswer,
        "tick": TickSlot,
        "end": EndInterview,
        "clarify": Clarify,
        "hint": InterviewHint,
        "read": InterviewRead,
        "export": ExportInterview,
        "back": CompareAgain,
        "practice": StartPractice,
    }
    answers = {kinds[word]: _say(said) for word, said in replies.items() if word != "interview"}
    return open_app({StartInterview: start, **answers}, StartInterview("senior"))


def _say(said: Reply | list[Reply]) -> Callable[[Request], Iterable[Reply]]:
    return lambda _request: _list(said)


def _list(said: Reply | list[Reply]) -> list[Reply]:
    return said if isinstance(said, list) else [said]


def redraw(app: DrillApp) -> None:
    """Draw the clock as its timer would."""
    screen = app.screen
    assert isinstance(screen, InterviewScreen)
    screen.draw_line()


async def test_the_brief_comes_first_and_the_clock_waits_for_it() -> None:
    app, door = interview()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = shown(app)
        assert "Mock interview, senior" in screen
        assert "nothing is revealed until the end" in screen
        assert "NaN" not in screen
        await pilot.press("enter")
        await pilot.pause()
        screen = shown(app)
        assert "Senior · slot 2 of 5 · gradient descent" in screen
        assert "00:00 of 08:00" in screen
        assert "turns to NaN" in screen
        assert door.asked(StartInterview) == []


async def test_the_keys_of_the_sketch_are_on_the_bar() -> None:
    app, _ = interview()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        bar = shown(app).splitlines()[-1]
        for words in (
            "enter send",
            "^e ask",
            "^t hint (−15%)",
            "esc pause",
            "^x end",
            "f1 help",
        ):
            assert words in bar


async def test_an_answer_in_words_is_sent_and_a_follow_up_asked() -> None:
    app, door = interview(respond=PROBE, probe=ASSESSED)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"norm", "ctrl+j", *"data", "enter")
        await pilot.pause()
        (sent,) = door.asked(Respond)
        assert (sent.n, sent.text, dict(sent.parts)) == (2, "norm\ndata", {})
        assert "And if the norm stays small?" in shown(app)
        assert "01:40 of 08:00" in shown(app), "the slot's clock goes on"
        assert "you said: norm" in shown(app)
        await pilot.press(*"batch", "ctrl+s")
        await pilot.pause()
        (probed,) = door.asked(ProbeAnswer)
        assert (probed.n, probed.probe, probed.text) == (2, 0, "batch")


async def test_nothing_written_is_not_sent_but_can_be_passed_over() -> None:
    app, door = interview(respond=PROBE)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert door.asked(Respond) == []
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert [one.text for one in door.asked(Respond)] == [""]


async def test_a_field_is_read_and_enter_goes_on_to_the_words() -> None:
    app, door = interview(interview=TYPED, read=Reading(1, "a", "2x"), respond=TOLD)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.focused, Input)
        await pilot.press(*"2x")
        await pilot.pause(0.15)
        assert "reads as  2x" in shown(app)
        await pilot.press("enter")
        assert isinstance(app.focused, TextArea)
        await pilot.press(*"why", "ctrl+s")
        await pilot.pause()
        (sent,) = door.asked(Respond)
        assert (dict(sent.parts), sent.text) == ({"a": "2x"}, "why")


async def test_what_stood_in_a_field_is_not_sent_with_the_next_answer() -> None:
    app, door = interview(interview=TYPED, respond=TOLD)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"2x", "ctrl+s")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert len(door.asked(Respond)) == 1, "nothing is written yet"
        await pilot.press(*"norm", "ctrl+s")
        await pilot.pause()
        last = door.asked(Respond)[-1]
        assert (dict(last.parts), last.text) == ({}, "norm")


async def test_help_is_named_by_a_key_that_a_field_leaves_alone() -> None:
    app, _ = interview()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "? help" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "f1 help" in shown(app)
        assert "? help" not in shown(app)


async def test_what_cannot_be_read_is_typed_again() -> None:
    app, door = interview(
        interview=TYPED, respond=Unread(1, (PartVerdict("a", "unreadable", "an open bracket"),))
    )
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"(2", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.focused, Input)
        await pilot.press("end", *")x", "ctrl+s")
        await pilot.pause()
        assert [dict(one.parts)["a"] for one in door.asked(Respond)] == ["(2", "(2)x"]


async def test_what_several_parts_offer_stands_under_the_name_of_each() -> None:
    offers = tuple(
        PromptPart(id_, "choice", label=f"the {id_}", choices=(OfferedChoice(f"x{id_}", "this"),))
        for id_ in ("cause", "remedy")
    )
    app, _ = interview(interview=replace(TYPED, parts=offers, told=False))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = shown(app)
        for words in ("the cause\n", "xcause  this", "the remedy\n", "xremedy  this"):
            assert words in "\n".join(f"{line.strip()}\n" for line in screen.splitlines())


async def test_a_clarifying_question_and_a_hint_show_below() -> None:
    app, door = interview(
        clarify=Clarified(2, "This is a senior question."), hint=Hinted(2, "Log it.", 2)
    )
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+e")
        await pilot.press("ctrl+t")
        await pilot.pause()
        screen = shown(app)
        assert "clarified  This is a senior question." in screen
        assert "hint  Log it." in screen
        assert door.asked(Clarify) == [Clarify(2)]
        assert door.asked(InterviewHint) == [InterviewHint(2)]


async def test_the_questions_end_only_where_the_key_is_pressed_twice() -> None:
    app, door = interview(end=ASSESSED)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+x")
        assert door.asked(EndInterview) == []
        await pilot.press("ctrl+x")
        await pilot.pause()
        assert len(door.asked(EndInterview)) == 1
        assert "wrap-up, slot 2 of 5" in shown(app)


async def test_points_and_follow_ups_are_ticked_and_sent() -> None:
    app, door = interview(interview=ASSESSED, tick=CARD)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = shown(app)
        assert "I look at the gradient norm." in screen
        assert "you wrote: gradient norm" in screen
        assert "1 [✓] *the norm" in screen
        assert "2 [ ]  the data" in screen
        assert "3 [✓] follow-up: And if the norm stays small?" in screen
        await pilot.press("2", "3", "9", "enter")
        await pilot.pause()
        assert door.asked(TickSlot) == [TickSlot(2, ("kp1", "kp2"), ())]
        screen = shown(app)
        assert "leaning hire" in screen
        assert "72 of 100" in screen
        assert "1 question comes back tomorrow; d practises now what was missed." in screen


async def test_on_a_low_screen_enter_pages_on_before_it_sends() -> None:
    app, door = interview(interview=ASSESSED, tick=CARD)
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "enter next page" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(TickSlot) == []
        for _ in range(5):
            await pilot.press("enter")
            await pilot.pause()
        assert len(door.asked(TickSlot)) == 1


async def test_an_opposite_is_shown_until_its_point_is_ticked() -> None:
    against = Assessed(
        1, 5, "explain", "gradient", "?", "a saddle is a minimum", points=ASSESSED.points,
        contradicted={"kp2": "is a minimum"},
    )  # fmt: skip
    app, _ = interview(interview=against)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "You seem to say the opposite of 2: “is a minimum”." in shown(app)
        await pilot.press("2")
        await pilot.pause()
        assert "opposite" not in shown(app)


async def test_the_clock_warns_in_words_and_stands_still_in_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr("drill.tui.screens.interview_clock.monotonic", lambda: now[0])
    app, door = interview(respond=PROBE)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        now[0] += 100
        await pilot.press("escape")
        await pilot.pause()
        assert "NaN" not in shown(app)
        now[0] += 5000
        await pilot.press("enter")
        await pilot.pause()
        redraw(app)
        await pilot.pause()
        assert "01:40 of 08:00" in shown(app)
        assert "time is up" not in shown(app)
        now[0] += 400
        redraw(app)
        await pilot.pause()
        assert "time is up: 08:20 of 08:00" in shown(app)
        await pilot.press(*"late", "ctrl+s")
        await pilot.pause()
        assert [one.ms for one in door.asked(Respond)] == [500_000]


async def test_leaving_a_pause_goes_home_and_says_how_to_come_back() -> None:
    app, _ = interview()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        screen = shown(app)
        assert HOME.date in screen
        assert "left open" in " ".join(screen.split())


async def test_the_scorecard_can_be_written_to_a_file() -> None:
    app, door = interview(interview=CARD, export=Saved("/tmp/interview.md", what="export"))  # noqa: S108
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "correctness" in shown(app)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        (sent,) = door.asked(ExportInterview)
        assert sent.path.endswith("interview.md")
        await pilot.press("enter")
        await pilot.pause()
        assert HOME.date in shown(app)


async def test_what_is_refused_is_said_and_leads_home() -> None:
    app, _ = open_app({StartInterview: Error("nothing is left to ask")}, StartInterview())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "nothing is left to ask" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert HOME.date in shown(app)


async def test_from_home_level_minutes_and_manner_are_chosen_with_keys() -> None:
    app, door = open_app({GetInterviews: OFFER, StartInterview: BRIEF}, GetHome())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        assert "you pass with 75%" in shown(app)
        await pilot.press("3", "minus", "minus", "plus", "c")
        await pilot.pause()
        screen = shown(app)
        assert "40 minutes" in screen
        assert "a coach" in screen
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(StartInterview) == [StartInterview("senior", 40, coach=True, fresh=True)]


async def test_from_home_an_interview_that_was_left_open_goes_on() -> None:
    left = Interviews(OFFER.levels, 45, "senior, at slot 3 of 5, begun 14:02")
    app, door = open_app({GetInterviews: left, StartInterview: BRIEF}, GetHome())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        assert "senior, at slot 3 of 5, begun 14:02" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        assert "you pass with 75%" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(StartInterview) == [StartInterview()]


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_every_line_fits_and_no_control_character_is_shown(size: tuple[int, int]) -> None:
    nasty = Slot(1, 5, "explain", "senior", "x" * 90, "T", "i", "\x1b[31mred\u202e " * 30, 480)
    app, _ = interview(interview=nasty)
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = shown(app)
        assert "\x1b" not in screen
        assert "\u202e" not in screen
        assert all(len(line) <= size[0] for line in screen.splitlines())
        assert "00:00 of 08:00" in screen


async def test_enter_never_sends_what_is_half_empty_and_another_key_does() -> None:
    app, door = interview(interview=TYPED, respond=TOLD)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"2x", "enter", "enter")
        await pilot.pause()
        assert door.asked(Respond) == []
        assert "Not a word is written yet; ^s sends it as it is." in " ".join(shown(app).split())
        await pilot.press("ctrl+s")
        await pilot.pause()
        (sent,) = door.asked(Respond)
        assert (dict(sent.parts), sent.text) == ({"a": "2x"}, "")


async def test_enter_in_the_words_goes_to_a_field_that_is_still_empty() -> None:
    app, door = interview(interview=TYPED, respond=TOLD)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("tab", *"why", "enter")
        await pilot.pause()
        assert door.asked(Respond) == []
        assert isinstance(app.focused, Input)
        await pilot.press(*"2x", "enter")
        await pilot.pause()
        (sent,) = door.asked(Respond)
        assert (dict(sent.parts), sent.text) == ({"a": "2x"}, "why")


@pytest.mark.parametrize("answer", ["expression", "choice"])
async def test_what_could_not_be_read_is_said_at_its_field(answer: str) -> None:
    unread = Unread(1, (PartVerdict("a", "unreadable", "an open bracket"),))
    slot = replace(TYPED, parts=(PromptPart("a", answer, ("x",), "it"),))
    app, _ = interview(interview=slot, respond=unread)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"(2", "ctrl+s")
        await pilot.pause()
        assert "not readable yet: an open bracket" in " ".join(shown(app).split())


async def test_what_was_passed_over_has_no_box_and_an_order_its_right_lines() -> None:
    order = TypedLine("", "", "wrong", right="1. a: Clear.\n2. b: Step.")
    blank = replace(ASSESSED, told="", blank=True, ticked=(), typed=(order,), probes=())
    app, door = interview(interview=blank, tick=CARD)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = shown(app)
        assert "you passed it over" in screen
        assert "1. a: Clear." in screen
        assert "- the norm" in screen
        assert "[ ]" not in screen
        assert "tick what you made" not in screen
        await pilot.press("1", "enter")
        await pilot.pause()
        assert door.asked(TickSlot) == [TickSlot(2)]


async def test_a_follow_up_that_was_passed_over_has_no_number() -> None:
    passed = ProbeLine("And then?", "", "Nothing.")
    app, door = interview(interview=replace(ASSESSED, probes=(passed, *ASSESSED.probes)), tick=CARD)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        screen = shown(app)
        assert "- follow-up, passed over: And then?" in screen
        assert "3 [✓] follow-up: And if the norm stays small?" in screen
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(TickSlot) == [TickSlot(2, ("kp1",), (1,))]


async def test_fields_are_called_as_the_question_calls_them_and_the_only_one_not_at_all() -> None:
    named = TypedLine("gradient", "(1.9, -1.3)", "correct")
    single = TypedLine("", "2x", "wrong", "Twice that.")
    app, _ = interview(interview=replace(ASSESSED, typed=(named, single)))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        rows = [row.strip() for row in shown(app).splitlines()]
        assert "gradient = (1.9, -1.3)" in rows
        assert "✓ correct" in rows
        assert rows[rows.index("2x") + 1] == "✗ not quite"


async def test_one_goes_back_to_the_slot_before_also_from_the_scorecard() -> None:
    app, door = interview(interview=ASSESSED, tick=CARD, back=ASSESSED)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("u")
        assert door.asked(CompareAgain) == [], "nothing was compared yet"
        await pilot.press("enter")
        await pilot.pause()
        assert "u compare again" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert len(door.asked(CompareAgain)) == 1
        assert "wrap-up, slot 2 of 5" in shown(app)


async def test_what_was_missed_can_be_practised_at_once() -> None:
    app, door = interview(interview=CARD)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert door.asked(StartPractice) == [StartPractice(items=("gradient-descent.nan",))]


async def test_a_word_about_one_question_does_not_lie_on_the_next() -> None:
    app, _ = interview(respond=PROBE)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Nothing is written yet" in shown(app)
        await pilot.press(*"norm", "enter")
        await pilot.pause()
        assert "Nothing is written yet" not in shown(app)


async def test_the_help_says_in_words_what_each_key_does() -> None:
    app, _ = interview()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        screen = shown(app)
        for words in (
            "send the answer; go on",
            "1 … 9",
            "tick a point",
            "the slot compared before",
        ):
            assert words in screen
        assert "digit " not in screen.replace("interview.digit", "")

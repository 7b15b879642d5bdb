"""Practice in the app: what the keys do in each phase, and what the screen shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_door import (
    CHOICE,
    CORRECT,
    EXERCISE,
    POINTS,
    REVEALED,
    TOLD,
    WRONG,
    open_app,
    shown,
)
from textual.widgets import Input

from drill.service.messages import (
    Answer,
    Feedback,
    Flag,
    Hint,
    Hinted,
    Note,
    OfferedChoice,
    PrimerPage,
    Prompt,
    PromptPart,
    Quit,
    Rate,
    Read,
    Reading,
    Reveal,
    Saved,
    Similar,
    SimilarNext,
    Skip,
    SolutionStep,
    StartPractice,
    Summary,
    Tick,
    Undo,
    Undone,
)
from drill.tui.looks import Looks

SMALL = (80, 24)


async def test_an_answer_is_typed_read_checked_and_rated() -> None:
    app, door = open_app(
        {
            StartPractice: EXERCISE,
            Read: lambda r: [Reading(r.n, r.part, "12 (3x + 1)³")],
            Answer: CORRECT,
        }
    )
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"12(3x+1)^3")
        await pilot.pause(0.15)
        assert "reads as  12 (3x + 1)³" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(Answer)[0].parts == {"a": "12(3x+1)^3"}
        assert "correct" in shown(app)
        assert "3 good 4 d" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(Rate) == [Rate(1, 3)]


async def test_a_wrong_answer_can_be_mended_in_place() -> None:
    app, door = open_app({StartPractice: EXERCISE, Answer: WRONG})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        screen = shown(app)
        assert "at x = 1 yours is 256" in screen
        assert "Inner derivative missing" in screen
        assert "multiply" not in screen, "the solution waits until it is asked for"
        await pilot.press("end", *"2", "enter")
        await pilot.pause()
        assert [one.parts["a"] for one in door.asked(Answer)] == ["4", "42"]


async def test_the_same_wrong_answer_again_shows_the_solution() -> None:
    app, door = open_app({StartPractice: EXERCISE, Answer: WRONG, Reveal: REVEALED})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert len(door.asked(Reveal)) == 1
        assert "1 again soon" in shown(app)
        await pilot.press("2")
        await pilot.pause()
        assert door.asked(Rate) == [Rate(1, 2)]


async def test_confidence_is_asked_before_the_first_verdict_only() -> None:
    app, door = open_app({StartPractice: EXERCISE, Answer: WRONG}, looks=Looks())
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        assert door.asked(Answer) == []
        await pilot.press("4")
        await pilot.pause()
        await pilot.press("end", *"2", "enter")
        await pilot.pause()
        assert [one.confidence for one in door.asked(Answer)] == [4, None]


async def test_an_empty_field_is_not_sent() -> None:
    app, door = open_app({StartPractice: EXERCISE, Answer: WRONG})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(Answer) == []


@pytest.mark.parametrize("key", ["b", "2"])
async def test_a_choice_is_made_by_its_letter_or_its_number(key: str) -> None:
    app, door = open_app({StartPractice: CHOICE, Answer: CORRECT})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert door.asked(Answer)[0].parts == {"a": "b"}


async def test_a_choice_is_marked_with_the_arrows_and_made_with_enter() -> None:
    app, door = open_app({StartPractice: CHOICE, Answer: CORRECT})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(Answer) == []
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert door.asked(Answer)[0].parts == {"a": "b"}


async def test_enter_sends_what_is_told_and_ctrl_j_begins_a_new_line() -> None:
    app, door = open_app({StartPractice: TOLD, Reveal: POINTS, Tick: POINTS})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"a", "ctrl+j", *"b")
        assert door.asked(Reveal) == []
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(Reveal)[0].text == "a\nb"


async def test_what_was_written_takes_no_more_room_than_its_lines_beside_the_points() -> None:
    app, _ = open_app({StartPractice: TOLD, Reveal: REVEALED})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"slope", "enter")
        await pilot.pause()
        await pilot.pause()
        lines = [line.strip() for line in shown(app).splitlines()]
        written = lines.index("slope")
        assert lines[written : written + 3] == ["slope", "", "answer"]


@pytest.mark.parametrize(
    ("first", "named"),
    [(EXERCISE, "enter check"), (CHOICE, "enter check"), (TOLD, "enter show the answer")],
    ids=["typed", "chosen", "told"],
)
async def test_every_kind_of_question_names_what_enter_does(first: Prompt, named: str) -> None:
    app, _ = open_app({StartPractice: first})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert named in shown(app)


async def test_points_are_ticked_before_the_card_is_rated() -> None:
    app, door = open_app({StartPractice: TOLD, Reveal: POINTS, Tick: POINTS})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"slope", "ctrl+s")
        await pilot.pause()
        assert door.asked(Reveal)[0].text == "slope"
        assert "you wrote: slope" in shown(app)
        await pilot.press("2", "enter")
        await pilot.pause()
        assert door.asked(Tick) == [Tick(1, ("kp1", "kp2"))]
        await pilot.press("enter")
        await pilot.pause()
        assert door.asked(Rate) == [Rate(1, 2)]


async def test_after_an_overlay_the_rating_keys_still_rate() -> None:
    app, door = open_app({StartPractice: TOLD, Reveal: POINTS, Tick: POINTS})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"slope", "ctrl+s")
        await pilot.pause()
        for _ in range(2):
            await pilot.press("question_mark")
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
        assert door.asked(Tick) == [Tick(1, ("kp1",))]
        assert door.asked(Rate) == [Rate(1, 2)]


async def test_hints_stay_on_the_screen() -> None:
    app, _ = open_app(
        {StartPractice: EXERCISE, Hint: Hinted(1, "Name the inner function.", 2), Answer: WRONG}
    )
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press(*"4", "enter")
        await pilot.pause()
        assert "Name the inner function." in shown(app)


async def test_what_could_not_be_read_is_forgotten_once_it_is_mended() -> None:
    unread = Feedback(1, "unreadable", message="This bracket is never closed.")
    app, _ = open_app({StartPractice: EXERCISE, Answer: unread})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"(4", "enter")
        await pilot.pause()
        assert "not readable; counts neither way" in shown(app)
        await pilot.press(")")
        await pilot.pause()
        assert "not readable; counts neither way" not in shown(app)


async def test_a_wrong_verdict_stays_while_the_answer_is_mended() -> None:
    app, _ = open_app({StartPractice: EXERCISE, Answer: WRONG})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert "not quite" in shown(app)


async def test_a_late_reading_of_an_older_text_is_dropped() -> None:
    app, door = open_app({StartPractice: EXERCISE})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"x")
        await pilot.pause(0.15)
        door.say(Reading(1, "a", "something old"))
        await pilot.pause()
        assert "something old" not in shown(app)


async def test_rating_keys_ignore_what_was_typed_before_the_verdict() -> None:
    app, door = open_app({StartPractice: EXERCISE})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter", "4", "1")
        await pilot.pause()
        door.say(CORRECT)
        await pilot.pause()
        assert door.asked(Rate) == []
        await pilot.press("4")
        await pilot.pause()
        assert door.asked(Rate) == [Rate(1, 4)]


async def test_pause_hides_the_card_and_can_end_the_session() -> None:
    summary = Summary(0, 0, 0, 0, 0, {}, 3, 0)
    app, door = open_app({StartPractice: EXERCISE, Quit: summary})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert "3x + 1" not in shown(app)
        await pilot.press("q")
        await pilot.pause()
        assert door.asked(Quit) == [Quit()]
        assert "No card was answered" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Today" in shown(app)


async def test_skip_undo_note_and_flag_reach_the_core() -> None:
    app, door = open_app({StartPractice: EXERCISE, Answer: CORRECT})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+n", "ctrl+z")
        await pilot.press(*"4", "enter")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"mine", "enter")
        await pilot.pause()
        await pilot.press("w")
        await pilot.pause()
        await pilot.press(*"typo", "enter")
        await pilot.pause()
        assert door.asked(Skip) == [Skip(1)]
        assert door.asked(Undo) == [Undo()]
        assert door.asked(Note) == [Note("exercise/chain_two_layer", "mine")]
        assert door.asked(Flag) == [Flag("exercise/chain_two_layer", "typo", 1)]


async def test_a_moved_key_works_and_the_bar_shows_it() -> None:
    looks = Looks(confidence=False, keys={"practice.hint": "ctrl+y"})
    app, door = open_app({StartPractice: EXERCISE}, looks=looks)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert door.asked(Hint) == [Hint(1)]
        assert "^y hint" in shown(app)


async def test_symbols_can_be_inserted() -> None:
    app, _ = open_app({StartPractice: EXERCISE})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "σ"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_no_line_is_wider_than_the_screen(size: tuple[int, int], theme: str) -> None:
    app, _ = open_app(
        {StartPractice: EXERCISE, Answer: WRONG, Reveal: REVEALED},
        looks=Looks(theme=theme, confidence=False),
    )
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        await pilot.press("ctrl+r")
        await pilot.pause()
        lines = shown(app).splitlines()
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)


async def test_the_first_steps_of_a_solution_stand_under_the_question() -> None:
    given = replace(EXERCISE, stage="first_line", given=(SolutionStep("outer", "u to the 4th"),))
    app, _ = open_app({StartPractice: given})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = shown(app)
        assert "its solution begins" in screen
        assert screen.index("(3x + 1)") < screen.index("u to the 4th")


async def test_another_exercise_like_this_one_is_asked_for_after_the_verdict() -> None:
    app, door = open_app({StartPractice: EXERCISE, Answer: CORRECT, Similar: SimilarNext(1)})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"s", "enter")
        await pilot.pause()
        assert door.asked(Similar) == [], "in a field it is a letter"
        assert "s similar" in shown(app)
        await pilot.press("s")
        await pilot.pause()
        assert door.asked(Similar) == [Similar(1)]
        assert ["Another like it" in one.message for one in app._notifications] == [True]
        assert door.asked(Rate) == []


async def test_a_card_that_is_no_exercise_offers_no_other_like_it() -> None:
    app, _ = open_app({StartPractice: CHOICE, Answer: CORRECT})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        assert "as suggested" in shown(app)
        assert "similar" not in shown(app)


async def test_a_proof_that_overrules_takes_the_ratings_back() -> None:
    right = replace(CORRECT, solution=WRONG.solution)
    app, door = open_app({StartPractice: EXERCISE, Answer: right})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        assert "1 again" in shown(app)
        door.say(Feedback(1, "undecided", message="Numbers and sympy disagree."))
        await pilot.pause()
        screen = shown(app)
        assert "Numbers and sympy disagree." in screen
        assert "1 again" not in screen
        assert "multiply" not in screen
        await pilot.press("end", *"3", "enter")
        await pilot.pause()
        assert [one.parts["a"] for one in door.asked(Answer)] == ["4", "43"]
        assert door.asked(Rate) == []


TWO_LISTS = replace(
    CHOICE,
    parts=(
        PromptPart("why", "choice", label="why", choices=(OfferedChoice("high", "too high"),)),
        PromptPart("do", "choice", label="do", choices=(OfferedChoice("less", "lower it"),)),
    ),
)


async def test_after_ticking_wrongly_one_comes_back_to_the_points() -> None:
    app, door = open_app({StartPractice: TOLD, Reveal: POINTS, Tick: POINTS})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"slope", "enter")
        await pilot.pause()
        await pilot.press("2", "enter")
        await pilot.pause()
        assert "u back to the points" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "1 again" not in shown(app)
        await pilot.press("2", "enter")
        await pilot.pause()
        assert door.asked(Tick) == [Tick(1, ("kp1", "kp2")), Tick(1, ("kp1",))]
        assert door.asked(Undo) == [], "nothing was taken back"
        assert "1 again" in shown(app)


@pytest.mark.parametrize(
    ("again", "said"),
    [
        (
            True,
            (
                "Taken back: your last rating. Here is its card again; "
                "the one that was open comes after it."
            ),
        ),
        (
            False,
            (
                "Taken back, from an earlier session: your rating of “A flat point and what it says"
                " about…”."
            ),
        ),
    ],
)
async def test_what_is_taken_back_is_said_and_what_becomes_of_the_open_card(
    *, again: bool, said: str
) -> None:
    app, _ = open_app(
        {
            StartPractice: EXERCISE,
            Answer: CORRECT,
            Undo: Undone(
                "me/x/1",
                "derivatives.flat",
                again=again,
                title="A flat point and what it says about the function",
            ),
        }
    )
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        told = [one.message for one in app._notifications]
        assert told == [said]


async def test_what_is_said_for_a_moment_lies_on_the_rule_alone() -> None:
    app, _ = open_app({StartPractice: EXERCISE, Answer: CORRECT})
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        before = shown(app).splitlines()
        app.say("There is no review to take back.")
        await pilot.pause()
        after = shown(app).splitlines()
        assert "no review to take back" in after[1]
        assert after[2:] == before[2:]
        assert after[0].split()[:3] == before[0].split()[:3]


async def test_arrows_go_from_field_to_field() -> None:
    app, door = open_app({StartPractice: TWO_LISTS, Answer: WRONG})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "type high" in shown(app)
        assert "↓ next field" in shown(app)
        await pilot.press(*"hi", "down", *"less", "up", *"gh", "enter")
        await pilot.pause()
        assert door.asked(Answer)[0].parts == {"why": "high", "do": "less"}


async def test_where_only_choices_are_asked_for_one_answer_settles_them() -> None:
    app, _ = open_app({StartPractice: TWO_LISTS, Answer: WRONG})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"high", "down", *"less", "enter")
        await pilot.pause()
        assert "1 again" in shown(app)
        assert "multiply" in shown(app)


async def test_a_choice_that_was_not_offered_settles_nothing() -> None:
    unread = Feedback(1, "unreadable", message="Answer with one of: high.")
    app, _ = open_app({StartPractice: TWO_LISTS, Answer: unread})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press(*"hihg", "down", *"less", "enter")
        await pilot.pause()
        assert "1 again" not in shown(app)
        assert "enter check" in shown(app)


async def test_a_page_before_the_next_card_leaves_the_number_of_cards_as_it_was() -> None:
    page = PrimerPage("slopes", "Slopes", "A hill rises.")
    saved = Saved("me/x/1", what="review")
    app, _ = open_app({StartPractice: EXERCISE, Answer: CORRECT, Rate: lambda _: [saved, page]})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"4", "enter")
        await pilot.pause()
        whole = shown(app).splitlines()[0].split()[:3]
        await pilot.press("3")
        await pilot.pause()
        await pilot.resize_terminal(90, 24)
        await pilot.pause()
        assert shown(app).splitlines()[0].split()[:3] == ["2", "of", whole[2]]


async def test_pages_that_were_read_are_counted_where_no_card_was_answered() -> None:
    page = PrimerPage("slopes", "Slopes", "A hill rises.")
    ends = Summary(0, 0, 0, 0, 0, {}, 3, 0)
    app, _ = open_app({StartPractice: lambda _: [page, EXERCISE], Quit: ends})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert "You read 1 page; no card was answered." in shown(app)


async def test_the_help_says_what_every_key_does() -> None:
    app, _ = open_app({StartPractice: EXERCISE})
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        screen = shown(app)
        assert "1 … 9" in screen
        assert "set the card aside" in screen
        assert "practice.suspend" in screen


async def test_a_kind_with_few_exercises_says_so_above_the_card() -> None:
    app, _ = open_app({StartPractice: replace(EXERCISE, among=7)})
    async with app.run_test(size=SMALL):
        assert "7 of its kind" in shown(app).splitlines()[0]


async def test_the_sum_of_a_session_says_what_was_forgotten_in_its_own_words() -> None:
    ended = Summary(1, 0, 60, 0, 1, {"gradient": 1}, 1, 0, ("gradient.steepest",), ("Which way?",))
    app, _ = open_app({StartPractice: ended})
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "Which way?" in shown(app)
        assert "gradient.steepest" not in shown(app)

"""A mock interview in lines, line by line: commands in the middle of an answer, fields, ticks."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from drill.cli.plain_interview import PlainInterview
from drill.service.messages import (
    Assessed,
    Clarified,
    Clarify,
    CompareAgain,
    EndInterview,
    Hinted,
    InterviewHint,
    InterviewRead,
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
    Scorecard,
    Slot,
    SlotLine,
    TickSlot,
    TypedLine,
    Unread,
)

TOLD = Slot(1, 5, "explain", "mid", "gradient", "Gradient", "g.x", "What is it?", 480)
TYPED = replace(TOLD, parts=(PromptPart("p", "vector", ("x",), "the gradient"),))
PROBE = Probe(1, 0, 1, "And then?", question="What is it?", seconds=480, slots=5)
SHOWN = Assessed(
    1,
    5,
    "explain",
    "gradient",
    "What is it?",
    told="a slope",
    answer="The slope.",
    points=(PointLine("a", "the slope", "slope", must=True), PointLine("b", "at a point")),
    ticked=("a",),
    probes=(ProbeLine("And then?", "", "Nothing."), ProbeLine("Why?", "since", "So.", True)),
)
CARD = Scorecard(
    "abc",
    "mid",
    "leaning no",
    "Not passed.",
    50,
    False,
    0.5,
    0.75,
    0,
    1,
    1,
    (),
    (),
    (
        SlotLine(
            1,
            "explain",
            "g.x",
            "gradient",
            "50%",
            question="What is it?",
            read="Gradients",
            back=True,
        ),
    ),
    10,
    False,
    5,
    ("To pass: 1 more must-have point.",),
    ("g.x",),
)


def hold(
    replies: Mapping[type[Request], Reply], first: Reply, *lines: str
) -> tuple[list[Request], str]:
    """Hold an interview against these replies; give what was asked, and what was said."""
    output, asked = io.StringIO(), []
    door = PlainInterview(io.StringIO("".join(f"{line}\n" for line in lines)), output)

    def handle(request: Request) -> None:
        asked.append(request)
        reply = replies.get(type(request))
        if isinstance(request, InterviewRead):
            broken = request.text.count("(") > request.text.count(")")
            door.hear(Reading(1, request.part, error="an open bracket" if broken else ""))
        elif reply is not None:
            door.hear(reply)

    door.steer(handle)
    door.hear(first)
    door.run()
    return [one for one in asked if not isinstance(one, InterviewRead)], output.getvalue()


def test_help_hint_and_clarify_work_in_the_middle_of_the_words() -> None:
    replies = {
        InterviewHint: Hinted(1, "Think.", 2),
        Clarify: Clarified(1, "Say it."),
        Respond: PROBE,
    }
    lines = ["a slope", "/help", "/hint", "/clarify", "at a point", ""]
    asked, said = hold(replies, TOLD, *lines)
    sent = [one for one in asked if isinstance(one, Respond)]
    assert [one.text for one in sent] == ["a slope\nat a point"]
    assert "/hint     a hint, which takes 15 percent" in said
    assert "Hint: Think." in said
    assert "Say it." in said


def test_skip_in_the_middle_of_the_words_passes_over_and_keeps_nothing_of_them() -> None:
    asked, _ = hold({Respond: PROBE, ProbeAnswer: SHOWN}, TOLD, "a slope", "/skip", "x", "/skip")
    told = [one.text for one in asked if isinstance(one, Respond | ProbeAnswer)]
    assert told == ["", ""]


def test_end_in_the_middle_of_the_words_ends_the_questions() -> None:
    asked, _ = hold({EndInterview: SHOWN}, TOLD, "a slope", "/end")
    assert [type(one) for one in asked] == [EndInterview]


def test_quit_in_the_middle_of_the_words_sends_nothing() -> None:
    asked, said = hold({}, TYPED, "(2x, 1)", "it is", "/quit")
    assert asked == []
    assert "Left open" in said


def test_the_end_of_input_keeps_what_was_written() -> None:
    asked, _ = hold({}, TOLD, "a slope")
    assert [one.text for one in asked if isinstance(one, Respond)] == ["a slope"]


def test_a_formula_that_cannot_be_read_is_said_before_the_words_are_asked_for() -> None:
    asked, said = hold({Respond: PROBE}, TYPED, "(2x", "(2x, 1)", "why", "")
    (sent,) = (one for one in asked if isinstance(one, Respond))
    assert (dict(sent.parts), sent.text) == ({"p": "(2x, 1)"}, "why")
    unread, words = said.index("This cannot be read yet: an open bracket"), said.index("in words")
    assert unread < words
    assert said.count("Now in words") == 1


def test_words_beside_a_field_that_could_not_be_graded_are_not_asked_for_twice() -> None:
    unread = Unread(1, (PartVerdict("p", "unreadable", "Which?", label="the gradient"),))
    asked, said = hold({Respond: unread}, TYPED, "b", "why", "", "a", "/quit")
    texts = [(dict(one.parts)["p"], one.text) for one in asked if isinstance(one, Respond)]
    assert texts == [("b", "why"), ("a", "why")]
    assert "the gradient could not be read: Which?" in said
    assert "Your words are kept." in said


def test_fields_are_called_as_the_question_calls_them() -> None:
    typed = TypedLine("the gradient", "(1, 2)", "wrong", "It is twice that.")
    _, said = hold({}, replace(SHOWN, typed=(typed,)), "/quit")
    assert "the gradient: (1, 2). Not quite. It is twice that." in said


def test_the_only_field_has_no_name_and_the_right_order_its_lines() -> None:
    typed = TypedLine("", "b a", "wrong", "Not so.", right="1. a: Clear.\n2. b: Step.")
    _, said = hold({}, replace(SHOWN, typed=(typed,)), "/quit")
    assert "You answered: b a. Not quite. Not so." in said
    assert "Right is:\n  1. a: Clear.\n  2. b: Step." in said


def test_a_follow_up_that_was_passed_over_has_no_number() -> None:
    asked, said = hold({TickSlot: CARD}, SHOWN, "1 3")
    assert "  - Follow-up, passed over: And then?" in said
    assert "  3. Follow-up: Why?" in said
    assert asked == [TickSlot(1, ("a",), (1,))]
    assert "Enter is: 1 3." in said


def test_enter_takes_what_is_proposed_and_a_blank_slot_has_nothing_to_tick() -> None:
    asked, _ = hold({TickSlot: CARD}, SHOWN, "")
    assert asked == [TickSlot(1, ("a",), (1,))]
    blank = replace(SHOWN, told="", blank=True, ticked=(), probes=())
    asked, said = hold({TickSlot: CARD}, blank, "1", "")
    assert asked == [TickSlot(1)]
    assert "There is nothing to tick here; Enter goes on." in said


def test_back_shows_the_slot_before_again() -> None:
    asked, said = hold({TickSlot: replace(SHOWN, n=2), CompareAgain: SHOWN}, SHOWN, "0", "/back")
    assert [type(one) for one in asked] == [TickSlot, CompareAgain]
    assert said.count("Compare, slot 1 of 5") == 2


def test_the_scorecard_says_what_to_do_next() -> None:
    _, said = hold({TickSlot: CARD}, SHOWN, "0")
    assert "Next time:\n  - To pass: 1 more must-have point." in said
    assert "Back tomorrow. Read “Gradients”." in said
    assert "drill practice --item g.x" in said


def test_gone_on_with_at_a_follow_up_its_question_is_said() -> None:
    _, said = hold({}, PROBE, "/quit")
    assert said.index("What is it?") < said.index("Follow-up: And then?")


def test_a_line_of_a_derivation_that_cannot_be_read_is_said_at_once() -> None:
    derived = replace(TYPED, parts=(PromptPart("p", "derivation"),))
    asked, said = hold({Respond: PROBE}, derived, "a = 1", "b = (2", "b = 2", "", "so", "")
    (sent,) = (one for one in asked if isinstance(one, Respond))
    assert dict(sent.parts) == {"p": "a = 1\nb = 2"}
    assert said.count("This line cannot be read yet: an open bracket") == 1

"""What a scorecard says of what was missed, what to do next, and what cannot count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from interviews import SENTENCES, marks, perfect, plan, told, typed, walk

from drill.grade.verdict import Mistake
from drill.session.interview.interview import Interview
from drill.session.interview.score import Scorecard, score
from drill.session.interview.steps import Answered, Cut, Grade, Probed, Step, Ticked
from drill.session.interview.transcript import markdown


def card_of(*steps: Step, level: str = "senior") -> Scorecard:
    return score(walk(Interview(plan(level)), steps))


def reasons(card: Scorecard, n: int = 1) -> dict[str, str]:
    return {one.text: one.why for one in card.slots[n - 1].missed}


def test_each_missed_point_says_why_it_counts_as_missed() -> None:
    answer = told(1, marks=marks("c", against="b"))
    card = card_of(answer, Cut(), Ticked(1))
    assert reasons(card) == {
        "the point a": "Not said, and the answer must have it.",
        "the point b": "You wrote “the opposite”, which says the opposite: a fatal error.",
        "the point c": "You wrote “words”, and did not tick it.",
        "the point d": "Not said; it goes deeper.",
    }


def test_a_point_on_a_condition_says_that_it_is_one() -> None:
    card = card_of(told(1), Cut(), Ticked(1, ("a", "b", "d")))
    assert reasons(card) == {"the point c": "Not said; it names a condition or a price."}


def test_what_was_passed_over_cannot_have_been_made() -> None:
    blank = told(1, text="  ", marks=marks())
    card = card_of(blank, Cut(), Ticked(1, ("a", "b")))
    assert (card.slots[0].musts_made, card.slots[0].verdict) == (0, "no answer")
    assert set(reasons(card).values()) == {"Passed over."}


def test_a_follow_up_that_was_passed_over_gives_no_depth_whatever_is_ticked() -> None:
    steps: list[Step] = []
    for n in range(1, 6):
        steps += [told(n, probes=1, marks=marks("abcd")), Probed(n, 0, " \n ", likely=True)]
    card = card_of(*steps, *(Ticked(n, tuple("abcd"), (0,)) for n in range(1, 6)))
    assert (card.follow_ups, card.passed) == (0, False)
    assert reasons(card) == {"and 0?": "Passed over."}
    assert "0 of 5 follow-ups answered" in card.criteria[1].evidence


def test_a_follow_up_that_was_cut_off_was_not_passed_over() -> None:
    card = card_of(told(1, probes=2, marks=marks("abcd")), Probed(1, 0, "x"), Cut(), Ticked(1))
    assert reasons(card)["and 0?"] == "You answered, and did not tick it."
    assert reasons(card)["and 1?"] == "Not reached."


def test_a_wrong_field_is_called_as_the_question_called_it_with_its_mistake() -> None:
    mistake = Mistake("inner", "Inner derivative missing", "Multiply by it.")
    grade = Grade("p", "2x", "wrong", "", (mistake,), label="the gradient")
    card = card_of(Answered(1, "?", "!", grades=(grade,), given={"p": "2x"}), Cut(), Ticked(1))
    said = "You answered 2x. Inner derivative missing: Multiply by it."
    assert reasons(card) == {"the gradient": said}
    assert card.slots[0].missed_ids == ("p",), "the item comes back by what it is in the bank"


def test_a_mistake_that_is_carried_on_counts_once() -> None:
    grades = (Grade("a", "1", "wrong"), Grade("b", "2", "wrong", follows=True))
    answer = Answered(1, "?", "!", grades=grades, given={"a": "1", "b": "2"})
    card = card_of(answer, Cut(), Ticked(1))
    assert (card.slots[0].share, card.slots[0].musts_made, card.slots[0].musts) == (0.5, 1, 2)
    assert card.slots[0].missed_ids == ("a",)


def test_catchwords_make_the_points_and_cost_communication() -> None:
    steps = perfect()
    steps[0] = told(1, text="zero saddle", probes=2, marks=marks("abcd"))
    card = card_of(*steps)
    communication = card.criteria[2]
    assert communication.points == round(15 * (4 + 2 / 16) / 5)
    assert "catchwords rather than sentences in slot 1" in communication.evidence
    assert card.criteria[0].points == 40


def test_points_that_stand_nowhere_in_the_text_are_named_as_evidence() -> None:
    steps = perfect()
    steps[0] = told(1, probes=2, marks=marks("abc"))
    assert "not found: “the point d” (slot 1)" in card_of(*steps).criteria[2].evidence


def test_every_point_of_a_question_that_weighs_things_up_counts_for_that() -> None:
    card = card_of(*perfect("senior"))
    assert card.criteria[3].evidence == "14 of 14 points on conditions, limits and prices"


def test_the_band_says_how_it_follows_from_the_rule_and_the_total() -> None:
    card = card_of(*perfect())
    assert card.why == (
        "Passed: 10 of 10 must-have points (100%; 80% pass), 10 follow-ups answered (2 pass), "
        "no fatal error. A strong hire begins at 85 points."
    )
    nothing = card_of(
        *(told(n, text="", marks=marks()) for n in range(1, 6)), *(Ticked(n) for n in range(1, 6))
    )
    assert "Not passed: 0 of 10 must-have points (0%; 80% pass)" in nothing.why
    assert nothing.why.endswith("From 45 points on it would be a leaning no.")


def test_the_first_advice_is_what_was_missing_to_pass() -> None:
    steps: list[Step] = [told(n, marks=marks("a")) for n in range(1, 6)]
    card = card_of(*steps, *(Ticked(n, ("a",)) for n in range(1, 6)))
    assert card.advice[0] == "To pass: 3 more must-have points, 2 more follow-ups."


def test_one_who_passed_is_told_where_a_strong_hire_is_lost() -> None:
    steps: list[Step] = [told(n, marks=marks("ab")) for n in range(1, 6)]
    card = card_of(*steps, *(Ticked(n, ("a", "b")) for n in range(1, 6)), level="junior")
    assert card.passed
    assert card.advice[0].startswith("To a strong hire: ")
    assert "depth has most of them, at 0 of 25" in card.advice[0]
    assert "Add to each answer when it holds, and what it costs." in card.advice


@pytest.mark.parametrize(
    ("steps", "advice"),
    [
        ([told(1, text="", marks=marks()), Cut()], "Begin an answer to everything, slot 1 too"),
        ([told(1, ms=500_000), Cut()], "Slot 1 ran over: say the answer first"),
        ([told(1, probes=1), Probed(1, 0, ""), Cut()], "Say something to every follow-up: 1 of 1"),
        ([typed(1, unread=2), Cut()], "Look at how a formula reads before you send it"),
    ],
)
def test_a_habit_that_cost_something_is_named(steps: list[Step], advice: str) -> None:
    assert any(advice in one for one in card_of(*steps, Ticked(1)).advice)


def test_the_transcript_says_what_to_do_next_and_what_was_right() -> None:
    grade = Grade(
        "a",
        "b a",
        "wrong",
        "The first line is not the one to begin with.",
        right="1. a: Clear.\n2. b: Step.",
    )
    picked = Grade("c", "b", "wrong", chosen="the rate", right="a: the data")
    steps: list[Step] = [
        Answered(1, "Order?", "Because.", grades=(grade,), given={"a": "b a"}),
        Answered(2, "Which?", "Because.", grades=(picked,), given={"c": "b"}),
        told(3, text=SENTENCES, probes=1, marks=marks("b")),
        Probed(3, 0, ""),
        Cut(),
        *map(Ticked, range(1, 4)),
    ]
    made = walk(Interview(plan()), steps)
    page = markdown(made, score(made), "2026-11-23", lambda item: f"The page of {item}")
    assert "`b a`: not quite. The first line is not the one to begin with." in page
    assert "1. a: Clear.\n2. b: Step." in page
    assert "`b` (the rate): not quite." in page
    assert "Right is\n\na: the data" in page
    assert "**Follow-up, passed over:** and 0?" in page
    assert "## What to do next\n\n- To pass: " in page
    assert "**1. derive**; it comes back tomorrow: `drill practice --item item-1`" in page
    assert "read “The page of item-1”" in page
    assert "- the point a *Not said, and the answer must have it.*" in page


def test_a_wrong_value_is_not_said_twice() -> None:
    grade = Grade("w_1", "42", "wrong", "At x = 1 yours is 42, the truth is 48.", label="w_1")
    card = card_of(replace(told(1), grades=(grade,), given={"w_1": "42"}), Cut(), Ticked(1))
    assert reasons(card)["w_1"] == "At x = 1 yours is 42, the truth is 48."

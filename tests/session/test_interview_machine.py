"""Where an interview stands, and how it goes on after an interruption."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from interviews import marks, perfect, plan, told, typed, walk

from drill.bank.model import FollowUp, KeyPoint
from drill.session.interview.interview import Interview, Place, Stage, pick_probes, replay
from drill.session.interview.marks import mark, seems_answered
from drill.session.interview.score import score
from drill.session.interview.steps import (
    Answered,
    Cut,
    Hinted,
    Probed,
    Step,
    Ticked,
    plan_body,
    read_plan,
    read_step,
    step_body,
)


def test_an_exam_asks_everything_before_anything_is_compared() -> None:
    made = Interview(plan())
    stages = []
    for step in perfect():
        stages.append((made.place.stage, made.place.n))
        assert made.take(step)
    assert [n for stage, n in stages if stage is Stage.SLOT] == [1, 2, 3, 4, 5]
    assert [n for stage, n in stages[-5:]] == [1, 2, 3, 4, 5]
    assert {stage for stage, _ in stages[:-5]} == {Stage.SLOT, Stage.PROBE}
    assert {stage for stage, _ in stages[-5:]} == {Stage.REVIEW}
    assert made.place == Place(Stage.DONE)


def test_a_coach_compares_each_slot_before_the_next() -> None:
    made = walk(Interview(plan(coach=True)), [told(1, probes=1), Probed(1, 0, "because")])
    assert made.place == Place(Stage.REVIEW, 1)
    walk(made, [Ticked(1)])
    assert made.place == Place(Stage.SLOT, 2)


def test_what_does_not_fit_changes_nothing() -> None:
    made = Interview(plan())
    for step in (told(2), Probed(1, 0, ""), Ticked(1), Hinted(2)):
        assert not made.take(step)
    assert made == Interview(plan())


def test_ending_early_still_compares_what_was_answered() -> None:
    made = walk(Interview(plan()), [told(1, probes=2), Probed(1, 0, "x"), Cut()])
    assert made.place == Place(Stage.REVIEW, 1)
    walk(made, [Ticked(1)])
    assert made.place == Place(Stage.DONE)


def test_ending_before_any_answer_is_the_end() -> None:
    assert walk(Interview(plan()), [Cut()]).place == Place(Stage.DONE)


def some_steps(made: Interview, choices: list[int]) -> list[Step]:
    """Play an interview by chance: every step fits where it is taken."""
    taken: list[Step] = []
    for choice in choices:
        place = made.place
        options: dict[Stage, list[Step]] = {
            Stage.SLOT: [
                Hinted(place.n),
                told(place.n, probes=choice % 3, marks=marks("ab" if choice % 2 else "c")),
                typed(place.n, ["correct", "wrong", "form", "undecided"][choice % 4]),
                Answered(place.n, "?", "!"),
                Cut() if choice % 7 == 0 else told(place.n),
            ],
            Stage.PROBE: [Probed(place.n, place.probe, "because", bool(choice % 2), choice)],
            Stage.REVIEW: [
                Ticked(place.n, ("a",) if choice % 2 else (), (0,) if choice % 3 else ())
            ],
            Stage.DONE: [],
        }
        offered = options[place.stage]
        if not offered:
            break
        step = offered[choice % len(offered)]
        assert made.take(step)
        taken.append(step)
    return taken


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 1000), max_size=40), st.booleans(), st.integers(0, 40))
def test_resumed_from_its_events_it_is_the_interview_that_was_not_interrupted(
    choices: list[int], coach: bool, at: int
) -> None:
    begun = plan(coach=coach)
    whole = Interview(begun)
    steps = some_steps(whole, choices)
    kept = [json.loads(json.dumps(step_body(begun, step))) for step in steps]
    again = read_plan(json.loads(json.dumps(plan_body(begun))))
    assert again == begun
    read = [step for body in kept if (step := read_step(body)) is not None]
    resumed = replay(again, read[:at])
    for step in read[at:]:
        resumed.take(step)
    assert resumed == whole
    assert score(resumed) == score(whole)


def test_events_of_another_drill_are_left_alone() -> None:
    assert read_plan({"step": "begin", "plan": {"level": "principal"}}) is None
    assert read_plan({"step": "answer"}) is None
    assert read_step({"step": "answer", "what": {"n": "one"}}) is None
    assert read_step({"step": "sang", "what": {}}) is None


def test_follow_ups_depend_on_what_was_missed() -> None:
    deep = FollowUp("deeper?", "yes", "kp1")
    free = FollowUp("and else?", "yes")
    last = FollowUp("why kp2?", "because", "kp2")
    assert pick_probes((deep, free, last), {"kp2"}, 2) == (last, free)
    assert pick_probes((deep, free, last), {"kp1", "kp2"}, 2) == (deep, last)
    assert pick_probes((deep, last), set(), 1) == (deep,)
    assert pick_probes((deep,), {"kp1"}, 0) == ()


POINTS = (
    KeyPoint("zero", "The gradient is zero there.", must=True, cues=(("zero", "vanishes"),)),
    KeyPoint(
        "saddle",
        "It need not be a minimum, only if the Hessian is positive.",
        must=True,
        cues=(("saddle",),),
        anti_cues=("is a minimum",),
    ),
)


def test_the_opposite_of_a_point_is_noticed_with_its_words_and_a_denial_is_not() -> None:
    texts = [point.text for point in POINTS]
    zero, saddle = mark("Where it vanishes the saddle is a minimum.", POINTS, texts)
    assert zero.contradicted == ""
    alone, _ = mark("The gradient is zero there.", POINTS, texts)
    assert (alone.matched, alone.contradicted) == ("zero", "")
    assert (saddle.matched, saddle.contradicted) == ("", "is a minimum")
    assert saddle.condition
    assert not zero.condition
    assert mark("A saddle, not that it is a minimum.", POINTS, texts)[1].contradicted == ""


def test_where_no_point_is_a_must_all_are() -> None:
    points = (KeyPoint("a", "One."), KeyPoint("b", "Two."))
    assert all(one.must for one in mark("", points, ["One.", "Two."]))


def test_a_follow_up_seems_answered_by_half_of_its_words() -> None:
    assert seems_answered(
        "the noise falls with the root of the batch", "Noise falls with batch size"
    )
    assert not seems_answered("no idea", "Noise falls with batch size")
    assert not seems_answered("anything", "")

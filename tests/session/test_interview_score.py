"""What an interview is worth, at the edges of every rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interviews import marks, perfect, plan, told, typed, walk

from drill.bank.model import Seniority
from drill.session.interview.interview import Interview
from drill.session.interview.rules import LEVELS
from drill.session.interview.score import FATAL_CAP, Band, Scorecard, band, score
from drill.session.interview.steps import Answered, Cut, Grade, Hinted, Probed, Step, Ticked
from drill.session.interview.transcript import markdown


def points(card: Scorecard, name: str) -> int:
    return next(one.points for one in card.criteria if one.name == name)


def told_interview(level: str, ticks: list[str], probes: int = 0, made: int = 0) -> Scorecard:
    """Answer five slots in words, with these points each, and so many follow-ups in all."""
    steps: list[Step] = []
    for n in range(1, 6):
        steps.append(told(n, probes=probes, marks=marks("abcd")))
        steps += [Probed(n, i, "because") for i in range(probes)]
    for n, tick in enumerate(ticks, 1):
        now = min(made, probes)
        made -= now
        steps.append(Ticked(n, tuple(tick), tuple(range(now))))
    return score(walk(Interview(plan(level, follow_ups=probes)), steps))


@pytest.mark.parametrize("level", [one.value for one in Seniority])
def test_everything_right_is_a_hundred_and_a_strong_hire(level: str) -> None:
    card = score(walk(Interview(plan(level)), perfect(level)))
    assert (card.total, card.band, card.passed) == (100, Band.STRONG_HIRE, True)
    assert [one.of for one in card.criteria] == [40, 25, 15, 15, 5]
    assert all(one.evidence for one in card.criteria)


def test_everything_passed_over_is_nothing_and_a_strong_no() -> None:
    steps: list[Step] = [told(n, text="", marks=marks()) for n in range(1, 6)]
    steps += [Ticked(n) for n in range(1, 6)]
    card = score(walk(Interview(plan()), steps))
    assert (card.total, card.band) == (0, Band.STRONG_NO)
    assert {slot.verdict for slot in card.slots} == {"no answer"}
    assert all(len(slot.missed) == 4 for slot in card.slots)


@pytest.mark.parametrize(
    ("level", "musts", "passes"),
    [
        ("junior", 7, True),
        ("junior", 6, False),
        ("mid", 8, True),
        ("mid", 7, False),
        ("senior", 8, True),
        ("senior", 7, False),
        ("staff", 8, True),
        ("staff", 7, False),
    ],
)
def test_a_level_passes_from_its_share_of_the_must_have_points_on(
    level: str, musts: int, passes: bool
) -> None:
    ticks = ["ab" if 2 * n + 2 <= musts else "a" if 2 * n + 1 <= musts else "" for n in range(5)]
    card = told_interview(level, ticks, probes=1, made=5)
    assert card.must_share == pytest.approx(musts / 10)
    assert card.passed is passes


@pytest.mark.parametrize(
    ("level", "needed"), [("junior", 0), ("mid", 1), ("senior", 2), ("staff", 3)]
)
def test_a_level_passes_with_its_follow_ups_and_not_with_one_less(level: str, needed: int) -> None:
    assert LEVELS[Seniority(level)].follow_ups == needed
    assert told_interview(level, ["abcd"] * 5, probes=1, made=needed).passed
    if needed:
        assert not told_interview(level, ["abcd"] * 5, probes=1, made=needed - 1).passed


def test_follow_ups_that_the_cards_do_not_have_are_not_demanded() -> None:
    assert told_interview("staff", ["abcd"] * 5).passed


@pytest.mark.parametrize(("hints", "correctness"), [(0, 40), (1, 39), (2, 38), (3, 36)])
def test_each_hint_takes_fifteen_per_cent_off_its_slot(hints: int, correctness: int) -> None:
    steps = [*(Hinted(1) for _ in range(hints)), *perfect()]
    card = score(walk(Interview(plan()), steps))
    assert card.slots[0].share == pytest.approx(1.0 - 0.15 * hints)
    assert points(card, "correctness") == correctness
    assert card.passed, "hints cost points, not the pass"


def test_a_fatal_error_caps_the_result_unless_the_learner_disputes_it() -> None:
    steps = perfect()
    steps[0] = told(1, probes=2, marks=marks("bcd", against="a"))
    disputed = score(walk(Interview(plan()), steps))
    assert (disputed.fatal, disputed.passed) == ((), True)
    steps[-5] = Ticked(1, ("b", "c", "d"), (0, 1))
    card = score(walk(Interview(plan()), steps))
    assert card.fatal == ("the point a",)
    assert (card.total, card.band, card.passed) == (FATAL_CAP, Band.LEANING_NO, False)


def test_only_a_must_have_point_can_be_fatal() -> None:
    steps = perfect()
    steps[0] = told(1, probes=2, marks=marks("abc", against="d"))
    steps[-5] = Ticked(1, ("a", "b", "c"), (0, 1))
    assert score(walk(Interview(plan()), steps)).fatal == ()


@pytest.mark.parametrize(
    ("total", "passed", "wanted"),
    [
        (0, False, Band.STRONG_NO),
        (44, False, Band.STRONG_NO),
        (45, False, Band.LEANING_NO),
        (100, False, Band.LEANING_NO),
        (60, True, Band.LEANING_HIRE),
        (84, True, Band.LEANING_HIRE),
        (85, True, Band.STRONG_HIRE),
    ],
)
def test_the_band_follows_from_the_total_and_the_pass(
    total: int, passed: bool, wanted: Band
) -> None:
    assert band(total, passed=passed) is wanted


def test_what_the_grader_said_counts_and_what_it_could_not_decide_does_not() -> None:
    steps: list[Step] = [
        typed(1),
        typed(2, "wrong"),
        typed(3, "form"),
        typed(4, "undecided"),
        typed(5),
        *(Ticked(n) for n in range(1, 6)),
    ]
    card = score(walk(Interview(plan("junior")), steps))
    assert [slot.share for slot in card.slots] == [1.0, 0.0, 0.75, None, 1.0]
    assert [slot.verdict for slot in card.slots] == [
        "correct",
        "not quite",
        "partly correct",
        "could not be decided",
        "correct",
    ]
    assert card.must_share == 3 / 4
    assert points(card, "correctness") == round(40 * 2.75 / 4)


def test_a_slot_passed_over_counts_as_wrong() -> None:
    blank = Answered(1, "?", "!", grades=(Grade("a", "", "wrong"),), given={"a": ""})
    card = score(walk(Interview(plan("junior")), [blank, Cut(), Ticked(1)]))
    assert (card.slots[0].verdict, card.slots[0].share) == ("no answer", 0.0)
    assert card.slots[0].missed_ids == ("a",)


def test_ending_early_cannot_pass_and_says_why() -> None:
    steps = [*perfect()[:12], Cut(), *(Ticked(n, tuple("abcd"), (0, 1)) for n in range(1, 5))]
    card = score(walk(Interview(plan()), steps))
    assert not card.passed
    assert "1 of 5 slots not reached" in card.why
    assert card.slots[4].missed_ids == (), "what was never asked was not missed"


def test_a_slot_over_its_time_costs_a_point_and_nothing_else() -> None:
    steps = perfect()
    steps[0] = told(1, probes=2, marks=marks("abcd"), ms=481_000)
    card = score(walk(Interview(plan()), steps))
    assert (points(card, "time"), card.total, card.slots[0].late) == (4, 99, True)


@pytest.mark.parametrize(
    ("found", "communication"), [("abcd", 15), ("abc", 14), ("ab", 9), ("", 0)]
)
def test_points_ticked_that_do_not_stand_in_the_text_cost_communication(
    found: str, communication: int
) -> None:
    steps = [
        told(step.n, probes=2, marks=marks(found)) if isinstance(step, Answered) else step
        for step in perfect()
    ]
    card = score(walk(Interview(plan()), steps))
    assert points(card, "communication") == communication
    assert points(card, "correctness") == 40


def test_a_field_that_could_not_be_read_at_first_costs_communication() -> None:
    steps: list[Step] = [*(typed(n, unread=1) for n in range(1, 6)), *map(Ticked, range(1, 6))]
    card = score(walk(Interview(plan("junior")), steps))
    assert points(card, "communication") == round(15 / 2)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.sets(st.sampled_from("abcd")), min_size=5, max_size=5),
    st.integers(0, 10),
    st.sampled_from([one.value for one in Seniority]),
)
def test_ticking_one_more_point_never_costs_anything(
    ticks: list[set[str]], made: int, level: str
) -> None:
    before = told_interview(level, ["".join(sorted(tick)) for tick in ticks], 2, made)
    more = ["".join(sorted(ticks[0] | {"a"})), *("".join(sorted(tick)) for tick in ticks[1:])]
    after = told_interview(level, more, 2, made)
    assert 0 <= before.total <= after.total <= 100
    assert after.passed or not before.passed


def test_the_transcript_tells_the_band_every_question_and_every_answer() -> None:
    steps = [*perfect()[:12], Cut(), *(Ticked(n, ("a",), (0,)) for n in range(1, 5))]
    steps[0] = told(1, text="first line\nsecond `line`", probes=2, marks=marks("a"))
    made = walk(Interview(plan()), steps)
    page = markdown(made, score(made), "2026-11-23")
    assert page.startswith("# Mock interview, senior: strong no hire\n")
    assert "> first line\n> second `line`" in page
    assert "- [x] the point a (must have) *You wrote: words.*\n" in page
    assert "- [ ] the point b (must have)\n" in page
    assert "**Follow-up, answered:** and 0?" in page
    assert "**Follow-up, answered, not enough:** and 1?" in page
    assert "## 5. trade-offs, gradient\n\nNot reached." in page
    assert "| correctness |" in page

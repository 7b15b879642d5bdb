"""An interview as the service holds it: what is said when, what is kept, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from candidates import Candidate
from journals import DAY_MS, HOUR_MS, HandClock

from drill.schedule.due import due_ms
from drill.service.messages import (
    Assessed,
    Brief,
    Clarified,
    Clarify,
    EndInterview,
    Error,
    ExportInterview,
    GetInterviews,
    Hinted,
    InterviewHint,
    InterviewRead,
    Interviews,
    Probe,
    ProbeAnswer,
    Reading,
    Reply,
    Request,
    Respond,
    Saved,
    Scorecard,
    Slot,
    StartInterview,
    Suspend,
    TickSlot,
    Unread,
)


@pytest.fixture
def someone(tmp_path: Path, at_hand: None) -> Iterator[Candidate]:
    made = Candidate(tmp_path, HandClock())
    yield made
    made.service.close()


def test_an_exam_briefs_asks_five_slots_compares_them_and_gives_a_scorecard(
    someone: Candidate,
) -> None:
    brief, first = someone.ask(StartInterview("senior", minutes=45, seed=5))
    assert isinstance(brief, Brief)
    assert brief.slots == ("derive", "diagnose", "trade-offs", "over-claim", "trade-offs")
    assert (brief.slot_seconds, brief.seed, brief.coach, brief.resumed) == (480, 5, False, 0)
    asked, card = someone.play(first)
    kinds = [type(one).__name__ for one in asked]
    assert kinds.count("Slot") == kinds.count("Assessed") == 5
    assert kinds.index("Assessed") > max(i for i, kind in enumerate(kinds) if kind != "Assessed")
    assert card.band == "strong no hire"
    assert [one.of for one in card.criteria] == [40, 25, 15, 15, 5]


def test_a_coach_reveals_each_slot_before_the_next(someone: Candidate) -> None:
    asked, _ = someone.play(someone.begin(level="mid", seed=3, coach=True))
    order = [type(one).__name__ for one in asked if not isinstance(one, Probe)]
    assert order == ["Slot", "Assessed"] * 5


def test_in_an_exam_nothing_said_before_the_end_holds_an_answer(someone: Candidate) -> None:
    asked, _ = someone.play(someone.begin(level="senior", seed=5))
    answers = [one.answer for one in asked if isinstance(one, Assessed)]
    said = "\n".join(str(one) for one in asked if not isinstance(one, Assessed))
    assert all(answer and answer not in said for answer in answers)


def test_follow_ups_come_of_what_the_answer_missed(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5)
    card = someone.service._catalogue.entries[slot.item].card
    assert card is not None
    probe = someone.answer(slot, "no idea at all")
    assert isinstance(probe, Probe)
    missed = {point.id for point in card.key_points}
    wanted = next(one for one in card.follow_ups if one.missed in missed)
    assert someone.events("interview")[-1].body["what"]["probes"][0]["prompt"] == wanted.prompt


def test_the_same_seed_asks_the_same_and_the_next_interview_nothing_of_the_last_three(
    someone: Candidate, tmp_path: Path
) -> None:
    seen: list[set[str]] = []
    for number in range(5):
        someone.ask(StartInterview("senior", seed=9, fresh=True))
        plan = someone.events("interview")[-1].body["plan"]
        items = {slot["item"] for slot in plan["slots"]}
        assert len(items) == 5
        assert not items & set().union(*seen[-3:]), number
        seen.append(items)
    other = Candidate(tmp_path / "other", HandClock())
    other.ask(StartInterview("senior", seed=9))
    plan = other.events("interview")[-1].body["plan"]
    other.service.close()
    assert {slot["item"] for slot in plan["slots"]} == seen[0]


def test_what_is_set_aside_is_not_asked(someone: Candidate) -> None:
    first = someone.begin(level="senior", seed=5)
    someone.ask(Suspend(first.item))
    someone.service._records.journal.void(someone.events("interview")[0].id)
    assert someone.begin(level="senior", seed=5, fresh=True).item != first.item


def test_a_missed_point_reopens_its_card_for_tomorrow(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5, coach=True)
    now = someone.answer(slot)
    while isinstance(now, Probe):
        now = someone.ask(ProbeAnswer(now.n, now.probe))[-1]
    assert isinstance(now, Assessed)
    someone.ask(TickSlot(now.n, tuple(point.id for point in now.points[1:])))
    (reopened,) = someone.events("reopen")
    assert reopened.item == slot.item
    records = someone.service._records
    due = due_ms(records.states()[slot.item], records.settings(), records.parameters(), 60)
    assert due == reopened.body["by_ms"]
    assert due is not None
    assert HOUR_MS < due - someone.clock.utc_ms < DAY_MS
    assert someone.events("review") == []


def test_what_was_made_whole_is_not_reopened(someone: Candidate) -> None:
    slot = someone.begin(level="staff", seed=1, coach=True, topics=("gradient",))
    while slot.parts:
        now = someone.answer(slot)
        while not isinstance(now, Slot):
            said = (
                someone.ask(ProbeAnswer(now.n, now.probe))
                if isinstance(now, Probe)
                else someone.ask(TickSlot(now.n))
            )
            now = said[-1]
        slot = now
    before = len(someone.events("reopen"))
    now = someone.answer(slot)
    while isinstance(now, Probe):
        now = someone.ask(ProbeAnswer(now.n, now.probe))[-1]
    assert isinstance(now, Assessed)
    someone.ask(TickSlot(now.n, tuple(point.id for point in now.points)))
    assert len(someone.events("reopen")) == before


def test_exercises_are_graded_wrong_ones_come_back_and_what_cannot_be_read_is_asked_again(
    someone: Candidate,
) -> None:
    now: Reply = someone.begin(level="junior", seed=5, coach=True)
    while not (isinstance(now, Slot) and now.item.startswith("exercise/")):
        if isinstance(now, Slot):
            now = someone.answer(now)
        elif isinstance(now, Probe):
            now = someone.ask(ProbeAnswer(now.n, now.probe))[-1]
        else:
            assert isinstance(now, Assessed)
            now = someone.ask(TickSlot(now.n))[-1]
    slot = now
    read = someone.ask(InterviewRead(slot.n, "(1+", slot.parts[0].id))[-1]
    assert isinstance(read, Reading)
    assert read.error
    unread = someone.ask(Respond(slot.n, {part.id: "(1+" for part in slot.parts}))[-1]
    assert isinstance(unread, Unread)
    typed = someone.events("interview")[-1].body
    assert (typed["step"], set(typed["what"]["given"].values())) == ("unread", {"(1+"})
    someone.killed()
    assert someone.ask(StartInterview())[-1] == slot
    said = someone.ask(Respond(slot.n, {part.id: "12345" for part in slot.parts}))
    assessed = said[-1]
    assert isinstance(assessed, Assessed)
    assert assessed.verdict == "wrong"
    assert assessed.solution
    someone.ask(TickSlot(slot.n))
    assert someone.events("reopen")[-1].item == slot.item
    kept = [one for one in someone.events("interview") if one.body["step"] == "answer"][-1]
    assert kept.body["what"]["unread"] == 1


def test_clarifying_is_free_and_says_level_and_what_is_expected(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5)
    (said,) = someone.ask(Clarify(slot.n))
    assert isinstance(said, Clarified)
    assert "senior question" in said.text
    assert "Expected:" in said.text
    if slot.parts and slot.parts[0].variables:
        assert "Given:" in said.text


def test_three_hints_are_given_and_each_is_kept(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5)
    assert slot.hints == 3
    given = [someone.ask(InterviewHint(slot.n))[0] for _ in range(4)]
    assert [one.left for one in given if isinstance(one, Hinted)] == [2, 1, 0]
    assert isinstance(given[3], Error)
    someone.killed()
    again = someone.ask(StartInterview())[-1]
    assert isinstance(again, Slot)
    assert again.hints == 0, "an interruption gives no hint back"


def test_interrupted_at_every_step_it_comes_to_the_same_scorecard(
    tmp_path: Path, at_hand: None
) -> None:
    cards = []
    for kill in (False, True):
        folder = tmp_path / str(kill)
        one = Candidate(folder, HandClock())
        now: Reply = one.begin(level="junior", seed=11)
        while not isinstance(now, Scorecard):
            if kill:
                one.killed()
                now = one.ask(StartInterview())[-1]
            if isinstance(now, Slot):
                now = one.answer(now)
            elif isinstance(now, Probe):
                now = one.ask(ProbeAnswer(now.n, now.probe, "because", 500))[-1]
            else:
                assert isinstance(now, Assessed)
                now = one.ask(TickSlot(now.n, now.ticked[:1]))[-1]
        cards.append((now.total, now.criteria, now.slots, now.reopened))
        assert [event.body["step"] for event in one.events("interview")].count("end") == 1
        one.service.close()
    assert cards[0] == cards[1]


def test_going_on_says_so_and_asks_the_very_same_exercise(someone: Candidate) -> None:
    now: Reply = someone.begin(level="junior", seed=5)
    while not (isinstance(now, Slot) and now.seed):
        if isinstance(now, Slot):
            now = someone.answer(now)
        else:
            assert isinstance(now, Probe)
            now = someone.ask(ProbeAnswer(now.n, now.probe))[-1]
    someone.killed()
    (offer,) = someone.ask(GetInterviews())
    assert isinstance(offer, Interviews)
    assert offer.unfinished.startswith(f"junior, at slot {now.n} of 5, begun ")
    brief, again = someone.ask(StartInterview("junior"))
    assert isinstance(brief, Brief)
    assert brief.resumed == now.n
    assert again == now


@pytest.mark.parametrize(
    "wish",
    [
        StartInterview("mid"),
        StartInterview("senior", minutes=30),
        StartInterview("senior", seed=6),
        StartInterview("senior", coach=True),
        StartInterview("senior", topics=("gradient",)),
        StartInterview(fresh=True),
    ],
)
def test_what_was_left_open_is_left_behind_where_something_else_is_asked_for(
    someone: Candidate, wish: StartInterview
) -> None:
    slot = someone.begin(level="senior", seed=5)
    someone.answer(slot)
    brief = someone.ask(wish)[0]
    assert isinstance(brief, Brief)
    assert brief.resumed == 0
    assert [event.item for event in someone.events("reopen")] == [slot.item]


def test_after_a_day_it_is_too_late_to_go_on(someone: Candidate) -> None:
    someone.begin(level="senior", seed=5)
    someone.clock.wait(25 * HOUR_MS)
    brief = someone.ask(StartInterview())[0]
    assert isinstance(brief, Brief)
    assert (brief.resumed, brief.level) == (0, "mid")


def test_ending_early_compares_and_scores_what_was_answered(someone: Candidate) -> None:
    someone.answer(someone.begin(level="senior", seed=5))
    said = someone.ask(EndInterview())
    assert isinstance(said[-1], Assessed)
    card = someone.ask(EndInterview())[-1]
    assert isinstance(card, Scorecard)
    assert [slot.verdict == "not reached" for slot in card.slots] == [False] + [True] * 4
    assert len(card.reopened) == 1


def test_an_interview_nobody_answered_leaves_no_scorecard_behind(someone: Candidate) -> None:
    someone.begin(level="senior", seed=5)
    card = someone.ask(EndInterview())[-1]
    assert isinstance(card, Scorecard)
    assert someone.events("interview")[-1].body["scorecard"] is None
    assert someone.events("reopen") == []


def test_the_scorecard_is_kept_as_it_was_said(someone: Candidate) -> None:
    _, card = someone.play(someone.begin(level="senior", seed=5))
    kept = someone.events("interview")[-1].body
    assert (kept["step"], kept["interview"]) == ("end", card.interview)
    assert (kept["scorecard"]["band"], kept["scorecard"]["total"]) == (card.band, card.total)


def test_the_clock_counts_where_the_door_does_not_and_a_closed_laptop_is_clipped(
    someone: Candidate,
) -> None:
    slot = someone.begin(level="senior", seed=5)
    someone.clock.wait(61_000)
    someone.ask(Respond(slot.n, text="something"))
    assert someone.events("interview")[-1].body["what"]["ms"] == 61_000
    someone.clock.wait(9 * HOUR_MS)
    someone.ask(ProbeAnswer(slot.n, 0, "something"))
    assert someone.events("interview")[-1].body["what"]["ms"] == 3 * 480_000


def test_the_transcript_is_written_at_the_end_and_never_over_another_file(
    someone: Candidate, tmp_path: Path
) -> None:
    target = tmp_path / "talk.md"
    target.write_text("mine", encoding="utf-8")
    (refused,) = someone.ask(StartInterview("senior", seed=5, export=str(target)))
    assert isinstance(refused, Error)
    assert str(target) in refused.message
    fresh = tmp_path / "other.md"
    someone.play(someone.begin(level="senior", seed=5, export=str(fresh)))
    assert fresh.read_text(encoding="utf-8").startswith("# Mock interview, senior: ")
    (again,) = someone.ask(ExportInterview(str(fresh)))
    assert isinstance(again, Error)
    (saved,) = someone.ask(ExportInterview(str(tmp_path / "third.md")))
    assert saved == Saved(str(tmp_path / "third.md"), what="export")
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        (StartInterview("principal"), "principal"),
        (StartInterview(minutes=4), "5 to 180"),
        (StartInterview(topics=("cooking",)), "cooking"),
        (StartInterview(seed=-1), "seed"),
        (Respond(1), "no interview is open"),
        (ExportInterview("x.md"), "no interview has ended"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    someone: Candidate, request_: Request, word: str
) -> None:
    (error,) = someone.ask(request_)
    assert isinstance(error, Error)
    assert word in error.message
    assert "\n" not in error.message


def test_what_is_not_asked_now_is_refused_and_changes_nothing(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5)
    before = len(someone.events("interview"))
    for request in (
        Respond(2, text="too early"),
        ProbeAnswer(1, 0, "not asked"),
        TickSlot(1),
        Respond(1, {"nonsense": "1"}),
        Respond(1, text="x" * 9000),
        *([] if slot.parts else [InterviewRead(1, "2x")]),
    ):
        assert isinstance(someone.ask(request)[-1], Error), request
    assert len(someone.events("interview")) == before
    assert isinstance(someone.answer(slot), Probe | Slot)

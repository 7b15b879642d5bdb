"""Going back to a comparison, what cannot be ticked, and what comes back after all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from candidates import Candidate
from journals import HOUR_MS, HandClock

from drill.service.messages import (
    Assessed,
    CompareAgain,
    EndInterview,
    Error,
    Probe,
    ProbeAnswer,
    Reply,
    Respond,
    Scorecard,
    Slot,
    StartInterview,
    TickSlot,
)


@pytest.fixture
def someone(tmp_path: Path, at_hand: None) -> Iterator[Candidate]:
    made = Candidate(tmp_path, HandClock())
    yield made
    made.service.close()


def in_words(someone: Candidate, **wishes: object) -> Slot:
    """Begin an interview whose first question has no field."""
    for seed in range(100):
        slot = someone.begin(level="mid", seed=seed, fresh=True, **wishes)
        if not slot.parts:
            return slot
    pytest.fail("every first question has a field")


def compared(someone: Candidate, **wishes: object) -> Assessed:
    """Answer the first slot in words, pass its follow-ups over, and end the questions."""
    now: Reply = someone.answer(in_words(someone, **wishes))
    while isinstance(now, Probe):
        now = someone.ask(ProbeAnswer(now.n, now.probe))[-1]
    if isinstance(now, Slot):
        now = someone.ask(EndInterview())[-1]
    assert isinstance(now, Assessed)
    return now


def test_from_the_scorecard_one_goes_back_and_what_was_made_does_not_come_back(
    someone: Candidate,
) -> None:
    shown = compared(someone)
    card = someone.ask(TickSlot(shown.n))[-1]
    assert isinstance(card, Scorecard)
    assert len(someone.events("reopen")) == 1
    again = someone.ask(CompareAgain())[-1]
    assert isinstance(again, Assessed)
    assert again.ticked == ()
    assert someone.events("reopen") == []
    assert [event.body["step"] for event in someone.events("interview")].count("end") == 0
    better = someone.ask(TickSlot(shown.n, tuple(point.id for point in shown.points)))[-1]
    assert isinstance(better, Scorecard)
    assert better.slots[0].musts_made > card.slots[0].musts_made
    assert better.reopened == ()
    assert someone.events("reopen") == []


def test_a_slot_is_shown_again_as_it_was_ticked(someone: Candidate) -> None:
    shown = compared(someone)
    first = (shown.points[0].id,)
    someone.ask(TickSlot(shown.n, first))
    again = someone.ask(CompareAgain())[-1]
    assert isinstance(again, Assessed)
    assert again.ticked == first


def test_gone_back_and_killed_it_is_compared_again(someone: Candidate) -> None:
    shown = compared(someone)
    someone.ask(TickSlot(shown.n))
    someone.ask(CompareAgain())
    someone.killed()
    assert isinstance(someone.ask(StartInterview())[-1], Assessed)


@pytest.mark.parametrize("all_made", [False, True])
def test_killed_while_a_comparison_is_kept_it_lets_nothing_come_back_twice_or_for_nothing(
    someone: Candidate, all_made: bool
) -> None:
    shown = compared(someone)
    someone.ask(TickSlot(shown.n))
    for event in someone.events("interview"):  # what was kept last never came to the disk
        if event.body["step"] in ("tick", "end"):
            someone.service._records.void(event.id)
    someone.killed()
    again = someone.ask(StartInterview())[-1]
    assert isinstance(again, Assessed)
    points = tuple(point.id for point in again.points) if all_made else ()
    card = someone.ask(TickSlot(again.n, points))[-1]
    assert isinstance(card, Scorecard)
    assert [event.item for event in someone.events("reopen")] == list(card.reopened)
    assert bool(card.reopened) is not all_made


def test_there_is_nothing_to_go_back_to_before_something_was_compared(someone: Candidate) -> None:
    assert isinstance(someone.ask(CompareAgain())[-1], Error)
    compared(someone)
    refused = someone.ask(CompareAgain())[-1]
    assert isinstance(refused, Error)
    assert "no comparison" in refused.message


def test_the_file_of_the_interview_itself_is_written_anew_after_going_back(
    someone: Candidate, tmp_path: Path
) -> None:
    target = tmp_path / "talk.md"
    shown = compared(someone, export=str(target))
    someone.ask(TickSlot(shown.n))
    first = target.read_text(encoding="utf-8")
    someone.ask(CompareAgain())
    someone.ask(TickSlot(shown.n, tuple(point.id for point in shown.points)))
    assert target.read_text(encoding="utf-8") != first


def test_what_was_passed_over_cannot_be_ticked(someone: Candidate) -> None:
    shown = compared(someone)
    assert shown.probes
    assert all(one.told == "" and not one.likely for one in shown.probes)
    refused = someone.ask(TickSlot(shown.n, (), (0,)))[-1]
    assert isinstance(refused, Error)
    assert "passed over" in refused.message
    assert isinstance(someone.ask(TickSlot(shown.n))[-1], Scorecard)


def test_nothing_can_be_ticked_of_a_slot_that_was_passed_over(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5, coach=True)
    shown = someone.ask(Respond(slot.n))[-1]
    assert isinstance(shown, Assessed)
    assert shown.blank
    assert isinstance(someone.ask(TickSlot(slot.n, (shown.points[0].id,)))[-1], Error)


def test_a_follow_up_comes_with_its_question_and_what_was_said(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5)
    asked = someone.answer(slot, "no idea at all", ms=61_000)
    assert isinstance(asked, Probe)
    assert (asked.told, asked.spent_s, asked.seconds) == ("no idea at all", 61, slot.seconds)
    assert asked.question.startswith(slot.prompt[:40])
    assert (asked.kind, asked.topic, asked.slots) == (slot.kind, slot.topic, slot.of)


def test_an_order_that_is_wrong_is_shown_in_its_lines(someone: Candidate) -> None:
    now: Reply = someone.begin(level="junior", seed=5, coach=True)
    shown: Assessed | None = None
    while not isinstance(now, Scorecard):
        if isinstance(now, Slot):
            order = [part for part in now.parts if part.answer == "ordering"]
            letters = [choice.id for choice in order[0].choices] if order else []
            lines = {one.id: one.text for one in order[0].choices} if order else {}
            given = {order[0].id: " ".join(letters)} if order else {}
            now = someone.ask(Respond(now.n, given))[-1]
            if order:
                assert isinstance(now, Assessed)
                shown = now
        elif isinstance(now, Assessed):
            now = someone.ask(TickSlot(now.n))[-1]
        else:
            pytest.fail(str(now))
    assert shown is not None
    (typed,) = shown.typed
    assert (typed.verdict, typed.label) == ("wrong", "")
    right = typed.right.splitlines()
    assert len(right) == len(lines)
    assert all(any(text in row for row in right) for text in lines.values())


def test_an_interview_left_open_long_ago_lets_what_it_missed_come_back(someone: Candidate) -> None:
    slot = someone.begin(level="senior", seed=5)
    someone.answer(slot)
    someone.clock.wait(60 * HOUR_MS)
    someone.begin(level="senior", seed=6)
    assert [event.item for event in someone.events("reopen")] == [slot.item]


def test_the_scorecard_says_of_each_question_what_to_read_and_what_comes_back(
    someone: Candidate,
) -> None:
    shown = compared(someone)
    card = someone.ask(TickSlot(shown.n))[-1]
    assert isinstance(card, Scorecard)
    line = card.slots[0]
    assert line.back
    assert line.read
    assert shown.prompt.startswith(line.question.removesuffix("…")[:30])
    assert all(one.why for one in line.missed)
    assert card.reopened == (line.item,)
    assert not card.slots[1].back

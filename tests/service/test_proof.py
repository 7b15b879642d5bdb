"""A proof comes after the verdict: it confirms it, or overrules it before the rating."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import Bench

from drill.service.messages import (
    Answer,
    Error,
    Feedback,
    Quit,
    Rate,
    Reveal,
    Saved,
    Skip,
    StartPractice,
    Undo,
)

TYPED = StartPractice(items=("slopes.typed",))
RIGHT = {"a": "a*x + x*a"}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.ask(TYPED)
    yield bench
    bench.close()


def test_the_verdict_does_not_wait_for_the_proof(bench: Bench) -> None:
    feedback = bench.hear(Answer(1, RIGHT), Feedback)
    assert (feedback.verdict, feedback.decided_by) == ("correct", "numbers")
    assert len(bench.workers.proofs) == 1


def test_a_proof_is_silent_and_the_review_says_that_it_was_proved(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    assert bench.prove("proved") == []
    bench.ask(Rate(1, 3))
    (review,) = bench.events("review")
    assert (review.body["verdict"], review.body["decided_by"]) == ("correct", "proof")


def test_what_could_not_be_proved_stays_as_the_numbers_decided(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    assert bench.prove("not_proved") == []
    bench.ask(Rate(1, 3))
    assert bench.events("review")[0].body["decided_by"] == "numbers"


def test_a_conflict_overrules_the_verdict_before_the_rating_and_is_kept(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    (feedback,) = bench.prove("conflict")
    assert isinstance(feedback, Feedback)
    assert (feedback.n, feedback.verdict, feedback.decided_by) == (1, "undecided", "")
    assert "sympy finds one" in feedback.message
    assert "\n" not in feedback.message
    (flag,) = bench.events("flag")
    assert flag.item == "slopes.typed"
    assert (flag.body["by"], flag.body["answers"]) == ("proof", RIGHT)
    assert flag.body["truths"] == {"a": "2*a*x"}
    bench.ask(Rate(1, 3))
    assert bench.events("review")[0].body["verdict"] == "undecided"
    assert bench.events("review")[0].body["first_try"] is False


def test_a_conflict_after_the_rating_is_only_noted(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    bench.ask(Rate(1, 3))
    assert bench.prove("conflict") == []
    assert len(bench.events("flag")) == 1
    assert bench.events("review")[0].body["verdict"] == "correct"


def test_a_conflict_about_an_answer_that_was_given_up_is_only_noted(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    bench.ask(Reveal(1))
    assert bench.prove("conflict") == []
    assert len(bench.events("flag")) == 1


def test_a_conflict_about_an_older_answer_does_not_touch_the_newer_one(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    bench.ask(Answer(1, {"a": "3*x"}))
    assert bench.prove("conflict") == []
    bench.ask(Rate(1, 1))
    assert bench.events("review")[0].body["verdicts"] == ["undecided", "wrong"]


def test_a_conflict_about_a_card_that_was_left_is_only_noted(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    bench.ask(Skip(1))
    assert bench.prove("conflict") == []
    assert len(bench.events("flag")) == 1


@pytest.mark.parametrize("typed", ["3*x", "2*a*x", "2*a*", ""])
def test_only_what_numbers_found_right_is_proved(bench: Bench, typed: str) -> None:
    bench.ask(Answer(1, {"a": typed}))
    assert bench.workers.proofs == []


def test_an_undo_takes_back_the_review_and_not_the_note_of_a_conflict(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    bench.prove("conflict")
    bench.ask(Rate(1, 3))
    bench.ask(Undo())
    assert bench.events("review") == []
    assert len(bench.events("flag")) == 1


def test_after_the_end_a_proof_says_and_keeps_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.ask(TYPED)
    bench.ask(Answer(1, RIGHT))
    bench.ask(Quit())
    bench.close()
    assert bench.prove("conflict") == []


def test_a_proof_whose_worker_died_changes_nothing(bench: Bench) -> None:
    bench.ask(Answer(1, RIGHT))
    _job, future = bench.workers.proofs.pop()
    future.set_exception(RuntimeError("gone"))
    assert bench.hear(Rate(1, 3), Saved).n == 1
    assert not [one for one in bench.heard if isinstance(one, Error)]

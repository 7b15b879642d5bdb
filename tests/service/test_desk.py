"""The practice desk: what counts, what comes back, what is taken back, when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import EXERCISE, TOO_LONG, Bench
from journals import DAY_MS, MINUTE_MS

from drill.service.messages import (
    Answer,
    Error,
    Feedback,
    Hint,
    Hinted,
    PrimerPage,
    Prompt,
    Quit,
    Rate,
    Read,
    Reading,
    Reveal,
    Revealed,
    Saved,
    Skip,
    StartPractice,
    Summary,
    Suspend,
    Tick,
    Undo,
    Undone,
)

ALL = StartPractice(topics=("slopes",))
TYPED = StartPractice(items=("slopes.typed",))
TWO = StartPractice(items=("slopes.typed", "slopes.blank"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def items(bench: Bench) -> list[str]:
    return [one.item for one in bench.heard if isinstance(one, Prompt)]


# --- what counts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2*a*", "", "?", "y", "x" * 4001])
def test_what_cannot_be_read_counts_neither_way(bench: Bench, typed: str) -> None:
    bench.ask(TYPED)
    unread = bench.hear(Answer(1, {"a": typed}), Feedback)
    assert unread.verdict == "unreadable"
    right = bench.hear(Answer(1, {"a": "2*a*x"}), Feedback)
    assert (right.verdict, right.suggested_rating) == ("correct", 3)
    bench.ask(Rate(1, 3))
    (review,) = bench.events("review")
    assert review.body["first_try"] is True
    assert review.body["answers"][0] == {"a": typed}, "the text is kept as it was typed"
    assert review.body["verdicts"] == ["unreadable", "correct"]


def test_what_could_not_be_decided_counts_neither_way(bench: Bench) -> None:
    bench.ask(TYPED)
    bench.workers.fails = TOO_LONG
    undecided = bench.hear(Answer(1, {"a": "2*a*x"}), Feedback)
    bench.workers.fails = None
    right = bench.hear(Answer(1, {"a": "2*a*x"}), Feedback)
    assert (undecided.verdict, right.suggested_rating) == ("undecided", 3)


def test_a_wrong_answer_that_is_mended_suggests_hard(bench: Bench) -> None:
    bench.ask(TYPED)
    assert bench.hear(Answer(1, {"a": "a*x"}), Feedback).verdict == "wrong"
    assert bench.hear(Answer(1, {"a": "2*a*x"}), Feedback).suggested_rating == 2


def test_a_card_is_rated_only_after_it_was_answered_or_revealed(bench: Bench) -> None:
    bench.ask(TYPED)
    assert "after it was answered" in bench.hear(Rate(1, 3), Error).message
    assert bench.events("review") == []
    bench.ask(Reveal(1))
    assert bench.hear(Rate(1, 1), Saved).what == "review"


def test_hints_run_out_and_points_are_ticked_after_the_reveal_only(bench: Bench) -> None:
    bench.ask(StartPractice(items=("slopes.told",)))
    assert bench.hear(Hint(1), Hinted).left == 0
    assert "no further hint" in bench.hear(Hint(1), Error).message
    assert "after the reveal" in bench.hear(Tick(1, ("rate",)), Error).message
    shown = bench.hear(Answer(1, {"a": "a rate, they say"}), Revealed)
    assert [point.matched for point in shown.points] == ["rate", ""]
    assert "this card has: change, rate" in bench.hear(Tick(1, ("area",)), Error).message


# --- taking back, leaving, ending -----------------------------------------------------------------


def test_an_item_asked_for_that_is_set_aside_is_said_to_be_so(bench: Bench) -> None:
    bench.ask(Suspend("slopes.typed"))
    refused = bench.hear(TYPED, Error)
    assert refused.message == (
        "`slopes.typed` is set aside; `drill item resume slopes.typed` takes it up again"
    )
    assert items(bench) == []


def test_an_undone_card_is_asked_again_exactly_as_it_was(bench: Bench) -> None:
    bench.ask(StartPractice(items=("slopes.chosen", "slopes.blank")))
    first = bench.prompt
    bench.ask(Reveal(1))
    saved = bench.hear(Rate(1, 1), Saved)
    other = bench.prompt
    undone = bench.hear(Undo(), Undone)
    assert (undone.review, undone.item) == (saved.review, first.item)
    assert (bench.prompt.item, bench.prompt.parts) == (first.item, first.parts)
    assert bench.events("review") == []
    bench.ask(Reveal(3))
    bench.ask(Rate(3, 3))
    assert bench.prompt.item == other.item, "the card that was open comes right after"
    bench.ask(Reveal(4))
    assert bench.hear(Rate(4, 3), Summary).again == 0


def test_an_exercise_taken_back_is_the_same_instance(bench: Bench) -> None:
    bench.ask(StartPractice(items=(EXERCISE, "slopes.blank")))
    while bench.prompt.item != EXERCISE:
        bench.ask(Skip(bench.prompt.n))
    first = bench.prompt
    bench.ask(Reveal(first.n))
    bench.ask(Rate(first.n, 1))
    bench.ask(Undo())
    again = bench.prompt
    assert (again.seed, again.level, again.prompt) == (first.seed, first.level, first.prompt)
    assert (again.stage, again.given) == (first.stage, first.given)


def test_an_undo_after_the_end_goes_on_with_the_session(bench: Bench) -> None:
    bench.ask(TYPED)
    bench.ask(Reveal(1))
    assert bench.hear(Rate(1, 3), Summary).reviews == 1
    assert bench.hear(Undo(), Prompt).item == "slopes.typed"
    bench.ask(Reveal(2))
    assert bench.hear(Rate(2, 3), Summary).reviews == 1


def test_with_nothing_to_take_back_an_undo_says_so(bench: Bench) -> None:
    bench.ask(TYPED)
    assert "no review to take back" in bench.hear(Undo(), Error).message


def test_a_skipped_card_comes_last_and_skipped_again_ends_the_session(bench: Bench) -> None:
    bench.ask(TWO)
    first = bench.prompt.item
    second = bench.hear(Skip(1), Prompt).item
    assert {first, second} == {"slopes.typed", "slopes.blank"}
    bench.ask(Reveal(2))
    bench.ask(Rate(2, 3))
    assert bench.prompt.item == first
    assert bench.hear(Skip(3), Summary).reviews == 1


def test_a_session_with_a_limit_ends_after_the_card_that_was_open(bench: Bench) -> None:
    bench.ask(StartPractice(topics=("slopes",), minutes=5))
    bench.clock.wait(6 * MINUTE_MS)
    bench.ask(Reveal(1))
    summary = bench.hear(Rate(1, 3), Summary)
    assert summary.reviews == 1
    assert summary.left > 0


def test_within_its_limit_a_session_goes_on(bench: Bench) -> None:
    bench.ask(StartPractice(topics=("slopes",), minutes=5))
    bench.clock.wait(4 * MINUTE_MS)
    bench.ask(Reveal(1))
    assert bench.hear(Rate(1, 3), Prompt).n == 2


def test_what_is_forgotten_comes_back_within_the_session(bench: Bench) -> None:
    bench.ask(TWO)
    forgotten = bench.prompt.item
    for rating in (1, 3, 3):
        bench.ask(Reveal(bench.prompt.n))
        bench.ask(Rate(bench.prompt.n, rating))
    assert items(bench).count(forgotten) == 2
    summary = bench.heard[-1]
    assert isinstance(summary, Summary)
    assert (summary.again, summary.worst) == (1, (forgotten,))


def test_after_the_end_no_card_is_open(bench: Bench) -> None:
    bench.ask(TYPED)
    bench.ask(Quit())
    assert "no open card" in bench.hear(Hint(1), Error).message


# --- how an exercise is taught --------------------------------------------------------------------


def settle(bench: Bench, rating: int = 3) -> None:
    bench.ask(Answer(bench.prompt.n, bench.truths()))
    bench.ask(Rate(bench.prompt.n, rating))


def practised(bench: Bench, times: int) -> None:
    """Answer the exercise right on so many days."""
    for _ in range(times):
        bench.ask(StartPractice(items=(EXERCISE,)))
        settle(bench)
        bench.clock.wait(DAY_MS)


def test_a_family_new_to_the_learner_opens_with_another_of_its_kind_worked_out(
    bench: Bench,
) -> None:
    bench.ask(StartPractice(items=(EXERCISE,)))
    pages = [one for one in bench.heard if isinstance(one, PrimerPage)]
    assert [page.concept for page in pages] == ["slopes", "slopes.first", EXERCISE]
    prompt = bench.prompt
    assert (prompt.stage, prompt.given) == ("example", ())
    assert prompt.prompt not in pages[-1].text
    assert ("power_sum", prompt.level, "example 0") in bench.workers.made


def test_the_example_is_shown_once(bench: Bench) -> None:
    bench.ask(StartPractice(items=(EXERCISE,)))
    bench.ask(Reveal(1))
    bench.ask(Rate(1, 3))
    again = bench.ask(Undo())
    assert not [one for one in again if isinstance(one, PrimerPage)]


def test_help_fades_with_practice(bench: Bench) -> None:
    practised(bench, 4)
    prompts = [one for one in bench.heard if isinstance(one, Prompt)]
    stages = [one.stage for one in prompts]
    assert stages == ["example", "last_step", "first_line", "bare"]
    assert [len(one.given) for one in prompts][0::3] == [0, 0]
    assert all(one.given for one in prompts[1:3])
    assert [one.level for one in prompts] == [1, 1, 1, 2], "much help is not enough to climb by"
    assert [one.body["stage"] for one in bench.events("review")] == stages


def test_the_steps_that_are_shown_begin_the_solution(bench: Bench) -> None:
    practised(bench, 1)
    bench.ask(StartPractice(items=(EXERCISE,)))
    prompt = bench.prompt
    solution = bench.hear(Answer(prompt.n, bench.truths()), Feedback).solution
    assert prompt.given == solution[: len(prompt.given)]
    assert len(prompt.given) < len(solution)


@pytest.mark.parametrize("said", [0, 5, 10**30, -1])
def test_a_confidence_is_one_of_four(bench: Bench, said: int) -> None:
    bench.ask(TYPED)
    assert "1 guess" in bench.hear(Answer(1, {"a": "2*a*x"}, said), Error).message
    assert "1 guess" in bench.hear(Reveal(1, confidence=said), Error).message


def test_a_part_that_is_none_is_not_read_in_place_of_the_first(bench: Bench) -> None:
    bench.ask(TYPED)
    assert bench.hear(Read(1, "2*a", "b"), Error).message == (
        "there is no part `b` here; the parts are a"
    )
    assert bench.hear(Read(1, "2*a"), Reading).part == "a"

"""Another exercise like this one comes right after it, and does not count as the day's review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import EXERCISE, Bench

from drill.service.messages import (
    Answer,
    Error,
    Prompt,
    Rate,
    Reveal,
    Similar,
    SimilarNext,
    Skip,
    StartPractice,
    Summary,
    Suspend,
    Undo,
    decode_request,
    encode,
)

BOTH = StartPractice(items=(EXERCISE, "slopes.blank"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    bench.ask(BOTH)
    while bench.prompt.item != EXERCISE:
        bench.ask(Skip(bench.prompt.n))
    yield bench
    bench.close()


def another(bench: Bench, rating: int = 3) -> Prompt:
    """Answer, ask for another, rate; give what comes."""
    n = bench.prompt.n
    bench.ask(Answer(n, bench.truths()))
    assert bench.hear(Similar(n), SimilarNext).n == n
    return bench.hear(Rate(n, rating), Prompt)


def test_another_of_the_same_family_and_level_comes_next(bench: Bench) -> None:
    first = bench.prompt
    second = another(bench)
    assert (second.item, second.level, second.mode) == (EXERCISE, first.level, "similar")
    assert second.prompt != first.prompt
    assert int(second.seed) > int(first.seed)


def test_it_can_be_asked_for_again_and_again(bench: Bench) -> None:
    prompts = [another(bench).prompt for _ in range(4)]
    assert len(set(prompts)) == 4


def test_it_is_told_from_a_scheduled_review_and_moves_no_level_up(bench: Bench) -> None:
    for _ in range(4):
        another(bench)
    reviews = bench.events("review")
    assert [one.body["mode"] for one in reviews] == ["practice", "similar", "similar", "similar"]
    assert {one.body["level"] for one in reviews} == {1}
    assert bench.records.states()[EXERCISE].level == 1


def test_what_is_remembered_of_the_day_hardly_changes(bench: Bench) -> None:
    another(bench)
    once = bench.records.states()[EXERCISE].stability
    another(bench)
    assert bench.records.states()[EXERCISE].stability < 1.5 * once


def test_before_the_verdict_there_is_none(bench: Bench) -> None:
    assert "after this one was answered" in bench.hear(Similar(bench.prompt.n), Error).message


def test_a_fixed_card_has_no_other_like_it(bench: Bench) -> None:
    bench.ask(Skip(bench.prompt.n))
    n = bench.prompt.n
    bench.ask(Reveal(n))
    assert "only a generated exercise" in bench.hear(Similar(n), Error).message


def test_what_was_forgotten_and_then_right_does_not_come_a_third_time(bench: Bench) -> None:
    another(bench, rating=1)
    n = bench.prompt.n
    bench.ask(Answer(n, bench.truths()))
    assert bench.hear(Rate(n, 3), Prompt).item == "slopes.blank"
    bench.ask(Reveal(bench.prompt.n))
    assert bench.hear(Rate(bench.prompt.n, 3), Summary).again == 1


def test_skipped_it_is_gone(bench: Bench) -> None:
    another(bench)
    assert bench.hear(Skip(bench.prompt.n), Prompt).item == "slopes.blank"
    bench.ask(Reveal(bench.prompt.n))
    assert bench.hear(Rate(bench.prompt.n, 3), Summary).reviews == 2


def test_an_undo_asks_the_first_one_again_and_forgets_the_wish(bench: Bench) -> None:
    first = bench.prompt
    another(bench)
    assert bench.hear(Undo(), Prompt).prompt == first.prompt
    n = bench.prompt.n
    bench.ask(Answer(n, bench.truths()))
    assert bench.hear(Rate(n, 3), Prompt).item == "slopes.blank"


def test_over_jsonl_the_request_and_its_reply_are_called_similar() -> None:
    assert decode_request({"type": "similar", "n": 1}).message == Similar(1)
    assert encode(SimilarNext(1)) == {"type": "similar", "n": 1}


def test_a_family_set_aside_is_not_asked_again(bench: Bench) -> None:
    n = bench.prompt.n
    bench.ask(Reveal(n))
    bench.ask(Similar(n))
    bench.ask(Suspend(EXERCISE))
    assert bench.prompt.item == "slopes.blank"
    bench.ask(Reveal(bench.prompt.n))
    assert bench.hear(Rate(bench.prompt.n, 3), Summary).reviews == 1

"""Whatever is typed on a card, a rating leads to `saved`: what no event can hold is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import Bench

from drill.service.messages import (
    Answer,
    Error,
    Feedback,
    Rate,
    Read,
    Reveal,
    Revealed,
    Saved,
    Skip,
    StartPractice,
    Tick,
)

TYPED = StartPractice(items=("slopes.typed",))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def told(bench: Bench) -> int:
    """Open a card whose answer is words with points to tick; give its number."""
    bench.ask(StartPractice(topics=("slopes",)))
    while not bench.prompt.points:
        bench.ask(Skip(bench.prompt.n))
    return bench.prompt.n


def test_an_answer_no_event_can_hold_is_refused_and_the_card_still_rates(bench: Bench) -> None:
    bench.ask(TYPED)
    refused = bench.hear(Answer(1, {"a": "x" * 300_000}), Error)
    assert "300000 characters cannot be kept" in refused.message
    bench.hear(Answer(1, {"a": "2*a*x"}), Feedback)
    assert bench.hear(Rate(1, 3), Saved).n == 1


def test_more_answers_than_an_event_can_hold_are_refused_in_words(bench: Bench) -> None:
    bench.ask(TYPED)
    escaped = "\0" * 3_000  # each is six characters in JSON
    replies = [bench.ask(Answer(1, {"a": escaped}))[0] for _ in range(12)]
    assert isinstance(replies[0], Feedback)
    assert isinstance(replies[-1], Error)
    assert "rate it" in replies[-1].message
    assert bench.hear(Rate(1, 3), Saved).n == 1


def test_a_text_no_event_can_hold_reveals_nothing(bench: Bench) -> None:
    n = told(bench)
    assert "cannot be kept" in bench.hear(Reveal(n, "y" * 300_000), Error).message
    assert "after it was answered or revealed" in bench.hear(Rate(n, 3), Error).message
    bench.hear(Reveal(n, "y"), Revealed)
    assert bench.hear(Rate(n, 3), Saved).n == n


def test_a_point_ticked_often_counts_once(bench: Bench) -> None:
    n = told(bench)
    point = bench.hear(Reveal(n), Revealed).points[0].id
    bench.hear(Tick(n, (point,) * 100_000), Revealed)
    bench.hear(Rate(n, 3), Saved)
    assert bench.events("review")[-1].body["points"] == [point]


def test_reading_a_card_of_words_is_answered_too(bench: Bench) -> None:
    n = told(bench)
    assert "no part that is read" in bench.hear(Read(n, "x"), Error).message

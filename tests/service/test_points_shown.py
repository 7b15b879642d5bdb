"""What a reveal shows of the points of a told answer: those it makes, and those it contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import Bench

from drill.service.messages import PointLine, Reveal, Revealed, StartPractice, Tick

TOLD = StartPractice(items=("slopes.told",))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def points(revealed: Revealed) -> dict[str, PointLine]:
    return {point.id: point for point in revealed.points}


def test_a_point_that_is_made_shows_the_words_that_make_it(bench: Bench) -> None:
    bench.ask(TOLD)
    shown = points(bench.hear(Reveal(1, "the ratio, a change"), Revealed))
    assert (shown["rate"].matched, shown["rate"].against) == ("ratio", "")
    assert (shown["change"].matched, shown["change"].against) == ("change", "")


def test_a_point_that_is_contradicted_is_not_ticked_and_shows_by_what(bench: Bench) -> None:
    bench.ask(TOLD)
    shown = points(bench.hear(Reveal(1, "It is the area of a change."), Revealed))
    assert (shown["rate"].matched, shown["rate"].against) == ("", "area")
    assert shown["change"].against == ""


def test_the_learner_has_the_last_word_on_a_contradicted_point(bench: Bench) -> None:
    bench.ask(TOLD)
    refused = bench.hear(Reveal(1, "It is the area."), Revealed)
    taken = bench.hear(Tick(1, ("rate", "change")), Revealed)
    assert taken.suggested_rating > refused.suggested_rating

"""The matcher keeps the figures it was measured to have on realistic answers."""

from __future__ import annotations

from collections import Counter

import pytest

from drill.grade.keypoints import read_points
from drill.service.view import plain
from tests.benchmarks.matcher import Told, asked_of, cards, measure, parts, read_answers

KINDS = {"good", "partial", "wrong", "negated", "rambling", "terse", "misspelt"}
TRUTHS = {"made", "contradicted", "absent"}


@pytest.fixture(scope="module")
def answers() -> tuple[Told, ...]:
    """The answers of data/answers.jsonl."""
    return read_answers()


def test_there_are_answers_of_every_kind_over_every_topic(answers: tuple[Told, ...]) -> None:
    known = cards()
    for half in ("held", "seen"):
        some = [told for told in answers if told.half == half]
        assert len(some) >= 150
        assert {told.kind for told in some} == KINDS
        assert len({told.card for told in some}) >= 60
        assert len({known[told.card].topic for told in some}) == 7
    assert Counter(told.half for told in answers).total() == len(answers)


def test_every_point_of_an_answers_card_has_a_verdict(answers: tuple[Told, ...]) -> None:
    known = cards()
    for told in answers:
        assert list(told.points) == [point.id for point in known[told.card].key_points]
        assert set(told.points.values()) <= TRUTHS


@pytest.mark.parametrize(
    ("part", "precision", "recall", "caught"),
    [
        ("held", 0.96, 0.82, 0.80),
        ("held, fresh", 0.94, 0.80, 0.40),
        ("held, good", 0.98, 0.85, 0.0),
        ("seen", 0.98, 0.90, 0.95),
        ("blind, dev", 0.88, 0.70, 0.70),
        ("blind, kept", 0.88, 0.70, 0.70),
    ],
)
def test_the_figures_are_kept(
    answers: tuple[Told, ...], part: str, precision: float, recall: float, caught: float
) -> None:
    figures = measure(dict(parts(answers))[part], cards())
    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.caught >= caught
    assert figures.false_alarms <= 0.07


def test_hardly_a_card_contradicts_itself_or_misses_its_own_points() -> None:
    missed = contradicted = points = 0
    for card in cards().values():
        read = read_points(plain(card.answer), card.key_points, asked_of(card))
        points += len(card.key_points)
        missed += len(card.key_points) - len(read.made)
        contradicted += len(read.contradicted)
    assert points > 1000
    assert contradicted <= 6
    assert missed <= 15

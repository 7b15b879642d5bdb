"""The matcher keeps the figures it was measured to have on realistic answers."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.benchmarks.matcher import Told, cards, measure, own_misses, parts, read_answers

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
    ("part", "limits"),
    [
        ("held", (0.97, 0.83, 0.76, 0.06)),
        ("held, fresh", (0.95, 0.77, 0.60, 0.07)),
        ("held, good", (0.98, 0.92, 0.0, 0.05)),
        ("seen", (0.98, 0.87, 0.92, 0.05)),
        ("blind, dev", (0.94, 0.71, 0.80, 0.06)),
        ("blind, kept", (0.94, 0.74, 0.80, 0.06)),
        ("blind2, dev", (0.93, 0.70, 0.65, 0.10)),
        ("blind2, kept", (0.90, 0.71, 0.50, 0.08)),
    ],
)
def test_the_figures_are_kept(
    answers: tuple[Told, ...], part: str, limits: tuple[float, float, float, float]
) -> None:
    precision, recall, caught, alarms = limits
    figures = measure(dict(parts(answers))[part], cards())
    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.caught >= caught
    assert figures.false_alarms <= alarms


def test_hardly_a_card_contradicts_itself_or_misses_its_own_points() -> None:
    points = sum(len(card.key_points) for card in cards().values())
    misses = list(own_misses(cards().values()))
    contradicted = [line for line in misses if "contradicted" in line]
    assert points > 1000
    assert len(contradicted) <= 3, contradicted
    assert len(misses) - len(contradicted) <= 20, misses

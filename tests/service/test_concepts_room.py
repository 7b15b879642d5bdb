"""The room of the concept map: every concept after those it requires, as it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import BANKS
from journals import START_MS, HandClock
from local_door import build

from drill.bank.model import Concept, Primer
from drill.journal.shape import Kind
from drill.service.concepts.map import in_order
from drill.service.messages import ConceptMap, Envelope, GetConcepts, MapLine, Reply
from drill.service.service import Service


def concept(name: str, *requires: str) -> Concept:
    return Concept(name, "t", name.upper(), Primer("", "", ""), requires)


def test_a_concept_comes_after_those_it_requires_and_else_stays_where_it_is() -> None:
    listed = [concept("c", "a"), concept("b"), concept("a", "elsewhere"), concept("d", "c")]
    assert [one.id for one in in_order(listed)] == ["b", "a", "c", "d"]


def test_a_circle_ends_too() -> None:
    listed = [concept("a", "b"), concept("b", "a"), concept("c")]
    assert [one.id for one in in_order(listed)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("met", "held", "is_open", "said"),
    [
        (0, 0, True, "new"),
        (0, 0, False, "waits"),
        (3, 1, True, "begun"),
        (8, 5, True, "partly held"),
        (10, 8, True, "held"),
    ],
)
def test_how_a_concept_stands_is_said_in_a_word(
    met: int, held: int, is_open: bool, said: str
) -> None:
    assert MapLine("a", "A", "t", (), {}, 10, met, held, open=is_open).standing == said


@pytest.fixture
def heard() -> list[Reply]:
    return []


@pytest.fixture
def service(tmp_path: Path, heard: list[Reply]) -> Iterator[Service]:
    clock = HandClock(START_MS)
    made = build(tmp_path, clock, lambda one: heard.append(one.message), (str(BANKS),))
    yield made
    made.close()


def test_what_was_just_recalled_is_held(service: Service, heard: list[Reply]) -> None:
    service.handle(Envelope(GetConcepts()))
    before = heard[-1]
    assert isinstance(before, ConceptMap)
    assert {line.held for line in before.lines} == {0}
    assert set(before.topics) == {line.topic for line in before.lines}
    service._records.append(Kind.REVIEW, "tiny.typed", {"rating": 3}, service._clock.now())
    service.handle(Envelope(GetConcepts()))
    after = heard[-1]
    assert isinstance(after, ConceptMap)
    assert sum(line.held for line in after.lines) == 1
    assert sum(line.met for line in after.lines) == 1

"""The order of a session, so that neighbours differ."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from drill.schedule.interleave import interleave


@dataclass(frozen=True)
class Tile:
    """An item with nothing but what the order looks at."""

    name: int
    topic: str
    concept: str


@st.composite
def rows(draw: st.DrawFn) -> list[Tile]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=40))
    return [Tile(i, f"t{t}", f"t{t}.c{c}") for i, (t, c) in enumerate(pairs)]


def tiles(*concepts: str) -> list[Tile]:
    return [Tile(i, text[0], text) for i, text in enumerate(concepts)]


def order(placed: tuple[Tile, ...]) -> str:
    return " ".join(tile.concept for tile in placed)


@settings(deadline=None)
@given(rows())
def test_nothing_is_lost_and_nothing_added(row: list[Tile]) -> None:
    assert sorted(interleave(row), key=lambda tile: tile.name) == row


@settings(deadline=None, max_examples=300)
@given(rows())
def test_no_topic_meets_itself_where_any_order_avoids_it(row: list[Tile]) -> None:
    placed = interleave(row)
    most = max(Counter(tile.topic for tile in row).values(), default=0)
    meetings = sum(a.topic == b.topic for a, b in pairwise(placed))
    assert meetings == max(most - (len(row) - most) - 1, 0)


@settings(deadline=None, max_examples=300)
@given(rows())
def test_items_of_one_concept_keep_their_order(row: list[Tile]) -> None:
    for concept in {tile.concept for tile in row}:
        names = [tile.name for tile in interleave(row) if tile.concept == concept]
        assert names == sorted(names)


@settings(deadline=None, max_examples=300)
@given(rows())
def test_siblings_stand_close_only_where_nothing_else_could_come(row: list[Tile]) -> None:
    placed = interleave(row)
    for here in range(2, len(placed)):
        near = {tile.concept for tile in placed[here - 2 : here]}
        rest = placed[here:]
        crowded = any(count * 2 > len(rest) for count in Counter(t.topic for t in rest).values())
        if placed[here].concept in near and not crowded:
            before = placed[here - 1].topic
            assert not [t for t in rest if t.topic != before and t.concept not in near]


def test_an_order_that_breaks_no_rule_is_kept() -> None:
    row = tiles("a.1", "b.1", "c.1", "a.2", "b.2", "c.2")
    assert interleave(row) == tuple(row)


def test_siblings_get_two_others_between_them() -> None:
    assert order(interleave(tiles("a.1", "a.1", "b.1", "c.1"))) == "a.1 b.1 c.1 a.1"


def test_within_one_topic_concepts_alternate() -> None:
    row = tiles("a.1", "a.1", "a.2", "a.2", "a.3", "a.3")
    assert order(interleave(row)) == "a.1 a.2 a.3 a.1 a.2 a.3"


def test_a_concept_waits_for_the_one_it_builds_on() -> None:
    row = tiles("b.1", "c.1", "a.1", "a.1")
    after = {"b.1": frozenset({"a.1"}), "c.1": frozenset({"b.1", "unknown"})}
    assert order(interleave(row, after)) == "a.1 b.1 c.1 a.1"


@settings(deadline=None)
@given(rows())
def test_a_chain_of_concepts_is_met_in_its_order(row: list[Tile]) -> None:
    concepts = sorted({tile.concept for tile in row})
    after = {b: frozenset({a}) for a, b in pairwise(concepts)}
    placed = interleave(row, after)
    first_met = list(dict.fromkeys(tile.concept for tile in placed))
    assert first_met == concepts
    assert len(placed) == len(row)


def test_a_circle_of_concepts_still_gives_every_item() -> None:
    row = tiles("a.1", "b.1")
    after = {"a.1": frozenset({"b.1"}), "b.1": frozenset({"a.1"})}
    assert set(interleave(row, after)) == set(row)

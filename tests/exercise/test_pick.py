"""Numbered choices: seeds run through a level before one comes twice."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.exercise.pick import Pick, hashed, place


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 400), st.integers(0, 5))
def test_each_block_of_seeds_visits_every_instance_once(count: int, block: int) -> None:
    start = block * count
    places = {place(str(seed), count, "key") for seed in range(start, start + count)}
    assert places == set(range(start, start + count))


def test_seeds_in_a_row_do_not_come_in_a_row() -> None:
    places = [place(str(seed), 1000, "key") for seed in range(20)]
    assert sum(abs(a - b) == 1 for a, b in pairwise(places)) < 3


@pytest.mark.parametrize("seed", ["", "monday", "-3", "1.5", "٣", "9" * 40])
def test_a_seed_that_is_no_plain_number_still_has_a_place(seed: str) -> None:
    assert place(seed, 10, "key") == place(seed, 10, "key") >= 0


def test_the_place_of_a_seed_never_changes() -> None:
    assert [place(str(seed), 360, "power_sum/1/1") for seed in range(5)] == [36, 96, 27, 245, 59]
    assert hashed("drill") == 6243336125990179317


def uneven(pick: Pick) -> tuple[object, ...]:
    """Choose in a way whose later pools depend on the earlier choices; the least size is 24."""
    if pick.below(2):
        return ("pair", pick.some("abcd", 2), pick.one("xy"))
    return ("order", pick.order("pqr"), pick.integer(3, 4))


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.text(max_size=5))
def test_numbers_below_the_least_size_lead_to_different_choices(start: int, key: str) -> None:
    block = start * 24
    leaves = [uneven(Pick(number, key)) for number in range(block, block + 24)]
    assert len(set(leaves)) == 24


def test_size_is_the_product_of_the_bases() -> None:
    pick = Pick(0, "key")
    uneven(pick)
    assert pick.size == 24
    pick.shuffled("abcdef")
    assert pick.size == 24


@given(st.integers(0, 10**4), st.integers(0, 6))
def test_a_set_keeps_the_order_of_what_is_offered(number: int, count: int) -> None:
    chosen = Pick(number, "key").some(range(6), count)
    assert list(chosen) == sorted(set(chosen))
    assert len(chosen) == count


def test_every_set_is_chosen_by_some_number() -> None:
    found = {Pick(number, "key").some(range(6), 3) for number in range(math.comb(6, 3))}
    assert len(found) == math.comb(6, 3)


def test_a_shuffle_keeps_everything() -> None:
    assert sorted(Pick(5, "key").shuffled("abcdef")) == list("abcdef")


def test_nothing_can_be_picked_from_nothing() -> None:
    with pytest.raises(ValueError, match="nothing to pick"):
        Pick(0, "key").one(())

"""Numbered choices: seeds run through a level before one comes twice."""

from __future__ import annotations

import math
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.exercise.pick import Pick, far_apart, hashed, place


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


def forked(pick: Pick) -> tuple[object, ...]:
    """Choose one of three ways of different sizes, the last of which forks again; 7 + 2 + 6."""
    letter = pick.one("ab")
    match pick.way((7, 2, 6)):
        case 0:
            return letter, pick.one("abcdefg")
        case 1:
            return letter, "two", pick.below(2)
        case _:
            return letter, "six", pick.among(("xy", "pqrs"))


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.text(max_size=5))
def test_ways_of_different_sizes_are_numbered_without_a_gap(start: int, key: str) -> None:
    block = start * 30
    picks = [Pick(number, key) for number in range(block, block + 30)]
    assert len({forked(pick) for pick in picks}) == 30
    assert {pick.size for pick in picks} == {30}


def test_a_large_pool_counts_for_no_more_than_is_allowed() -> None:
    picks = [Pick(number, "key") for number in range(8)]
    chosen = {pick.among((range(3), range(100, 1000)), most=5) for pick in picks}
    assert len(chosen) == 8
    assert sum(one < 100 for one in chosen) == 3


@given(st.integers(1, 600))
def test_places_far_apart_are_all_the_places_there_are(count: int) -> None:
    assert sorted(far_apart(count)) == list(range(count))


@pytest.mark.parametrize(("share", "shifts"), [(2, 2), (4, 4), (8, 8)])
@given(count=st.integers(8, 5000))
def test_seeds_below_a_share_never_meet_when_they_are_shifted(
    share: int, shifts: int, count: int
) -> None:
    seeds = range(count // share)
    shifted = [(seed + far) % count for far in islice(far_apart(count), shifts) for seed in seeds]
    assert len(set(shifted)) == len(shifted)


def test_a_seed_further_on_is_the_place_of_that_seed() -> None:
    assert place("3", 100, "key", further=20) == place("23", 100, "key")
    assert place("190", 100, "key", further=20) == place("110", 100, "key")

"""Which questions an interview asks."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interviews import card, family, shelf

from drill.bank.model import Asks, Kind, Seniority
from drill.session.interview.rules import LEVELS, REMEMBERED, SlotKind, slot_seconds
from drill.session.interview.slots import PlannedSlot, choose

LEVEL = st.sampled_from(list(Seniority))
few = settings(max_examples=40, deadline=None, derandomize=True)


def items(slots: tuple[PlannedSlot, ...]) -> set[str]:
    return {slot.item for slot in slots}


@pytest.mark.parametrize("level", list(Seniority))
def test_every_level_gets_its_mix_of_five(level: Seniority) -> None:
    slots = choose(shelf(), level, Random(1))
    assert tuple(slot.kind for slot in slots) == LEVELS[level].slots
    assert len(slots) == 5
    assert len(items(slots)) == 5


def test_the_mixes_are_those_of_the_table() -> None:
    kinds = {
        level.value: Counter(kind.value for kind in LEVELS[level].slots) for level in Seniority
    }
    assert kinds == {
        "junior": {"explain": 2, "compute": 2, "order": 1},
        "mid": {"explain": 1, "derive": 2, "diagnose": 1, "compare": 1},
        "senior": {"derive": 1, "diagnose": 1, "trade-offs": 2, "over-claim": 1},
        "staff": {"derive": 1, "scale": 2, "experiment": 1, "over-claim": 1},
    }


@few
@given(LEVEL, st.integers(0, 2**31 - 1))
def test_the_same_seed_makes_the_same_interview_whatever_the_order_of_the_banks(
    level: Seniority, seed: int
) -> None:
    banks = shelf(4)
    assert choose(banks, level, Random(seed)) == choose(banks[::-1], level, Random(seed))


@few
@given(st.lists(LEVEL, min_size=2, max_size=9), st.integers(0, 10_000), st.integers(1, 4))
def test_nothing_of_the_last_three_interviews_is_asked_again(
    levels: list[Seniority], seed: int, each: int
) -> None:
    rng, past = Random(seed), list[set[str]]()
    for level in levels:
        lately = set().union(*past[-REMEMBERED:])
        slots = choose(shelf(each), level, rng, asked=lately)
        assert not items(slots) & lately
        past.append(items(slots))


def test_where_little_is_left_there_are_fewer_slots_rather_than_repeats() -> None:
    banks = [card(1), card(2), card(3)]
    slots = choose(banks, Seniority.JUNIOR, Random(1), asked={"explain.junior.1"})
    assert items(slots) == {"explain.junior.2", "explain.junior.3"}
    assert choose(banks, Seniority.JUNIOR, Random(1), asked={one.item for one in banks}) == ()


def test_a_slot_that_is_filled_with_another_kind_says_so() -> None:
    slots = choose([card(n) for n in range(9)], Seniority.JUNIOR, Random(1))
    assert [slot.instead for slot in slots] == ["", "explain", "", "explain", "explain"]


def test_topics_narrow_the_choice() -> None:
    slots = choose(shelf(), Seniority.SENIOR, Random(1), topics=("gradient",))
    assert {slot.topic for slot in slots} == {"gradient"}


def test_a_question_of_the_level_comes_before_one_of_another() -> None:
    banks = [card(n, Kind.OVERCLAIM, level.value) for level in Seniority for n in range(3)]
    for seed in range(20):
        (first, *_rest) = (
            slot
            for slot in choose([*banks, *shelf(3)], Seniority.SENIOR, Random(seed))
            if slot.kind is SlotKind.OVERCLAIM
        )
        assert ".senior." in first.item


def test_what_is_known_and_weak_comes_more_often_than_what_is_new_or_strong() -> None:
    banks = [
        card(0, recall=0.2),
        card(3, recall=1.0),
        card(6),
        *(card(n, Kind.ORDER) for n in range(3)),
        *(family(n) for n in range(9)),
    ]
    first = Counter(choose(banks, Seniority.JUNIOR, Random(seed))[0].item for seed in range(400))
    assert first["explain.junior.0"] > 2 * first["explain.junior.6"]
    assert first["explain.junior.0"] > 2 * first["explain.junior.3"]


def test_exercises_are_as_hard_as_the_level_asks_and_the_family_has() -> None:
    hard = [family(n, levels=(1, 2, 3)) for n in range(5)]
    (slot, *_) = choose(hard, Seniority.STAFF, Random(1))
    assert slot.level == 3
    (slot, *_) = choose([family(1)], Seniority.JUNIOR, Random(1))
    assert slot.level == 2


def test_a_diagnosis_is_a_card_that_asks_for_one_or_a_family_of_them() -> None:
    wanted = card(1, Kind.EXPLAIN, "senior", asks=(Asks.DIAGNOSE,))
    curve = family(2, family="diagnose_curve")
    for one in (wanted, curve):
        slots = choose([*shelf(3), one], Seniority.SENIOR, Random(3))
        assert next(slot.item for slot in slots if slot.kind is SlotKind.DIAGNOSE) == one.item


@pytest.mark.parametrize(("minutes", "seconds"), [(45, 480), (60, 660), (9, 96), (5, 53)])
def test_the_wrap_up_leaves_the_slots_the_rest(minutes: int, seconds: int) -> None:
    assert slot_seconds(minutes, 5) == seconds


@pytest.mark.parametrize("level", list(Seniority))
def test_short_slots_keep_the_mix_of_five_and_take_what_has_least_to_say(level: Seniority) -> None:
    told = [card(100 + n, length=900 + n) for n in range(12)]
    brief = [card(200 + n, length=100) for n in range(4)]
    slots = choose([*shelf(), *told, *brief], level, Random(3), short=True)
    assert tuple(slot.kind for slot in slots) == LEVELS[level].slots
    assert not items(slots) & {one.item for one in told}

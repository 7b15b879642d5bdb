"""Every item has one place, whichever banks name it, and a family keeps to its levels."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_bank import GOOD, other_topic, write

from drill.bank.load import load
from drill.bank.model import FamilyUse, Library
from drill.service.catalogue import Catalogue, Entry

FAMILIES = ("power_sum", "chain_two_layer")
OTHER = other_topic("hills").replace("order: 7", "order: 3").replace("[1, 2, 3]", "[2, 5]")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("two")
    paths = [write(folder, GOOD), write(folder, OTHER, "hills.yaml")]
    made = load(paths, FAMILIES)
    assert made.problems == ()
    return made


@pytest.fixture(scope="module")
def catalogue(library: Library) -> Catalogue:
    return Catalogue(library)


def test_items_stand_in_teaching_order(catalogue: Catalogue) -> None:
    orders = [entry.order for entry in catalogue.entries.values()]
    assert orders == sorted(orders)
    assert [topic.id for topic in catalogue.topics] == ["hills", "slopes"]
    topics = [entry.topic for entry in catalogue.entries.values()]
    assert topics == sorted(topics), "hills come first"


def test_within_a_concept_cards_come_by_seniority_and_exercises_last(catalogue: Catalogue) -> None:
    found = [entry.item for entry in catalogue.by_concept["hills.first"]]
    assert found == ["hills.told", "hills.typed", "exercise/power_sum"]


def test_a_family_named_twice_is_one_item_of_the_first_topic(catalogue: Catalogue) -> None:
    entry = catalogue.entries["exercise/power_sum"]
    assert (entry.topic, entry.concept) == ("hills", "hills.first")
    assert "exercise/power_sum" not in {one.item for one in catalogue.by_topic["slopes"]}


def test_a_topic_left_out_offers_nothing_else_is_lost(catalogue: Catalogue) -> None:
    everything = {one.item for one in catalogue.candidates()}
    rest = {one.item for one in catalogue.candidates(("slopes",))}
    assert everything == set(catalogue.entries)
    assert everything - rest == {one.item for one in catalogue.by_topic["slopes"]}


def test_a_candidate_says_what_its_concept_builds_on(catalogue: Catalogue) -> None:
    requires = {one.item: one.requires for one in catalogue.candidates()}
    assert requires["slopes.blank"] == ("slopes.first",)
    assert requires["slopes.told"] == ()
    kinds = {one.item: one.kind for one in catalogue.candidates()}
    assert (kinds["exercise/power_sum"], kinds["slopes.told"]) == ("exercise", "card")


def test_a_renamed_card_is_found_by_its_former_name(catalogue: Catalogue) -> None:
    assert catalogue.formerly["slopes.said"] == "slopes.told"


def test_a_topic_nobody_knows_is_called_by_its_id(catalogue: Catalogue) -> None:
    assert catalogue.title("slopes") == "Slopes"
    assert catalogue.title("nowhere") == "nowhere"
    assert catalogue.topic("nowhere") is None


def test_without_banks_there_is_nothing() -> None:
    empty = Catalogue(Library(()))
    assert (empty.entries, empty.candidates()) == ({}, ())


def test_a_card_has_no_level(catalogue: Catalogue) -> None:
    assert catalogue.entries["slopes.told"].level(3) == 0


@given(st.sets(st.integers(1, 5), min_size=1), st.integers(-2, 9))
def test_the_level_is_the_nearest_one_there_is(levels: set[int], wanted: int) -> None:
    use = FamilyUse("power_sum", "c", tuple(sorted(levels)))
    chosen = replace(Entry("exercise/power_sum", "t", "c", 0), family=use).level(wanted)
    assert chosen in levels
    assert all(abs(chosen - wanted) <= abs(level - wanted) for level in levels)
    ties = [level for level in levels if abs(level - wanted) == abs(chosen - wanted)]
    assert chosen == min(ties), "of two as near, the easier one"

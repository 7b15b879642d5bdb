"""The inventory beside banks: how it is read, and what the banks leave open of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sample_bank import GOOD, loaded, write

from drill.bank.coverage import coverage, gaps
from drill.bank.facts import read_facts
from drill.bank.find import find_banks, find_facts
from drill.bank.load import load
from drill.bank.model import Fact, FamilyUse
from drill.bank.schema import json_schema
from drill.exercise.registry import places

FACTS = """facts:
  - {id: DR01, topic: slopes, kind: fact, text: A slope is a rate.}
  - {id: DR02, topic: slopes, kind: formula, text: "The slope of x^2 is 2x."}
  - {id: DR03, topic: slopes, kind: fact, text: Nothing tests this.}
"""


def facts(folder: Path, text: str = FACTS) -> tuple[Fact, ...]:
    """Write an inventory and read it."""
    return read_facts([write(folder, text, "facts.yaml")]).facts


def wrong(folder: Path, text: str) -> list[str]:
    """Write an inventory and list what is wrong with it, by line."""
    found = read_facts([write(folder, text, "facts.yaml")])
    return [f"{problem.line}: {problem.message}" for problem in found.problems]


def test_an_inventory_is_read_with_the_lines_of_its_facts(tmp_path: Path) -> None:
    found = facts(tmp_path)
    assert [(fact.id, fact.kind, fact.line) for fact in found] == [
        ("DR01", "fact", 2),
        ("DR02", "formula", 3),
        ("DR03", "fact", 4),
    ]
    assert found[0].text == "A slope is a rate."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FACTS + "  - {id: DR01, topic: slopes, kind: fact, text: Again.}\n", "given twice"),
        (FACTS.replace("kind: formula", "kind: poem"), "poem"),
        (FACTS.replace("id: DR03", "id: three"), "three"),
        ("facts: [", ""),
        ("other: 1\n", "facts"),
    ],
)
def test_what_is_wrong_with_an_inventory_is_said(tmp_path: Path, text: str, words: str) -> None:
    found = wrong(tmp_path, text)
    assert found
    assert any(words in line for line in found)


def test_an_inventory_is_no_bank_and_a_broken_one_hurts_no_bank(tmp_path: Path) -> None:
    bank = write(tmp_path, GOOD)
    write(tmp_path, "facts: [", "facts.yaml")
    found = find_banks([tmp_path])
    assert bank in found.paths
    assert not [path for path in found.paths if path.name == "facts.yaml"]
    assert find_facts([bank]) == (tmp_path / "facts.yaml",)


def test_cards_and_families_count_as_tests_of_a_fact(tmp_path: Path) -> None:
    text = GOOD.replace("levels: [1, 2, 3]}", "levels: [1, 2, 3], covers: [DR02, DR09]}")
    library = loaded(tmp_path, text)
    assert library.topics[0].exercises == (
        FamilyUse("power_sum", "slopes.first", (1, 2, 3), ("DR02", "DR09")),
    )
    assert coverage(library.topics, facts(tmp_path)) == {
        "DR01": ("slopes.told",),
        "DR02": ("slopes.told", "exercise/power_sum"),
        "DR03": (),
        "DR09": ("exercise/power_sum",),
    }


def test_facts_nothing_tests_or_proves_and_unknown_ones_are_reported(tmp_path: Path) -> None:
    text = GOOD.replace("covers: [DR01, DR02]", "covers: [DR01, DR02, ZZ1]")
    topics = loaded(tmp_path, text).topics
    found = [problem.message for problem in gaps(topics, facts(tmp_path), ())]
    assert any("nothing tests the fact `DR03`" in message for message in found)
    assert any("the formula `DR02`" in message for message in found)
    assert any("`slopes.told` covers `ZZ1`" in message for message in found)
    assert len(found) == 3
    assert len(gaps(topics, facts(tmp_path), ("ZZ1",))) == 2


def test_a_formula_is_proved_by_a_family_or_a_claim(tmp_path: Path) -> None:
    (topic,) = loaded(tmp_path, GOOD).topics
    formula = Fact("DR02", "slopes", "formula", "")
    proved = tuple(replace(card, checks=({"equal": ("x", "x")},)) for card in topic.cards)
    assert gaps([topic], [formula], ("DR01",))
    assert not gaps([replace(topic, cards=proved)], [formula], ("DR01",))


def test_every_shipped_fact_is_tested_and_every_covered_fact_is_listed() -> None:
    found = find_banks()
    library = load(found.paths, places())
    inventory = read_facts(find_facts(found.paths))
    assert inventory.problems == ()
    assert len(inventory.facts) >= 350
    assert gaps(library.topics, inventory.facts, ()) == []


def test_the_schema_offers_covers_for_exercises() -> None:
    exercise = json_schema()["properties"]["exercises"]["items"]
    assert "covers" in exercise["properties"]

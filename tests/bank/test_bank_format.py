"""The format for editors, and the bank an author begins with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sample_bank import complaints

from drill.bank.model import Kind
from drill.bank.schema import json_schema
from drill.bank.shape import BANK, CARD, KINDS, SPECIAL_KEYS
from drill.bank.template import template


@pytest.mark.parametrize("topic", ["chain_rule", "x", "a1_b2"])
def test_a_new_bank_passes_the_check_as_it_is(topic: str, tmp_path: Path) -> None:
    assert complaints(tmp_path, template(topic), f"{topic}.yaml") == []


@pytest.mark.parametrize("topic", ["Chain", "chain rule", "", "../x", "ümlaut", "a" * 70, "x\n"])
def test_a_topic_of_another_spelling_is_refused_in_words(topic: str) -> None:
    with pytest.raises(ValueError, match="a topic is named in lower case"):
        template(topic)


def test_the_schema_is_json_and_knows_every_key_of_a_card() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert set(schema["properties"]) == set(BANK.keys)
    card = schema["properties"]["cards"]["items"]
    assert set(card["properties"]) == set(CARD.keys)
    assert card["additionalProperties"] is False
    assert card["properties"]["kind"] == {
        "enum": [kind.value for kind in Kind],
        "description": "what it asks for",
    }


def test_the_schema_has_a_rule_for_every_kind_of_card() -> None:
    rules = json_schema()["properties"]["cards"]["items"]["allOf"]
    assert [rule["if"]["properties"]["kind"]["const"] for rule in rules] == list(KINDS)
    choice = next(rule for rule in rules if rule["if"]["properties"]["kind"]["const"] == "choice")
    assert choice["then"]["required"] == ["choices"]
    assert set(choice["then"]["properties"]) == set(SPECIAL_KEYS) - {"choices"}


def test_every_part_of_the_schema_says_what_it_takes() -> None:
    def visit(part: dict[str, Any]) -> None:
        assert {"type", "enum", "anyOf", "oneOf"} & set(part)
        for inner in part.get("properties", {}).values():
            visit(inner)
        if "items" in part:
            visit(part["items"])
        for option in part.get("oneOf", []):
            visit(option)

    visit(json_schema())


def test_every_kind_of_card_has_its_rule() -> None:
    assert set(KINDS) == set(Kind)
    named = {key for rule in KINDS.values() for key in (*rule.must, *rule.may)}
    assert named == set(SPECIAL_KEYS)

"""One bank's record as a topic: its primers, concepts, cards and exercises, and its own order."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from drill.bank.cards import card
from drill.bank.model import Card, Concept, FamilyUse, Primer, Topic
from drill.bank.reading import Report
from drill.bank.records import Record
from drill.bank.words import meant


def topic(record: Record, file: str, families: Collection[str], report: Report) -> Topic:
    """Make a topic; what is wrong in it alone is reported, and left out or left empty."""
    name = record.text("topic")
    stem = PurePath(file).stem
    if name and name != stem:
        text = f"`topic` is `{name}`, but the file is `{stem}.yaml`; give both the same name"
        report(record.line_of("topic"), text)
    cards = [card(each, name, report) for each in record.records("cards")]
    return Topic(
        id=name,
        title=record.text("title"),
        primer=_primer(record.record("primer")),
        concepts=tuple(_concept(each, name, report) for each in record.records("concepts")),
        cards=tuple(each for each in cards if isinstance(each, Card)),
        exercises=tuple(_exercises(record, families, report)),
        source=file,
        order=int(record.number("order", 0.0)),
    )


def _primer(record: Record) -> Primer:
    return Primer(record.text("why"), record.text("intuition"), record.text("explanation"))


def _concept(record: Record, topic_id: str, report: Report) -> Concept:
    name = record.text("id")
    prefix = topic_id.replace("_", "-") + "."
    if name and topic_id and not name.startswith(prefix):
        text = f"the concept `{name}` belongs to this topic; its id begins with `{prefix}`"
        report(record.line_of("id"), text)
    weights = record.items("encompasses")
    return Concept(
        id=name,
        topic=topic_id,
        title=record.text("title"),
        primer=_primer(record.record("primer")),
        requires=record.texts("requires"),
        encompasses={item.name: item.value for item in weights if isinstance(item.value, float)},
    )


def _exercises(record: Record, families: Collection[str], report: Report) -> list[FamilyUse]:
    seen: dict[str, int] = {}
    found: list[FamilyUse] = []
    for each in record.records("exercises"):
        name = each.text("family")
        line = each.line_of("family")
        if name and name not in families:
            report(line, f"unknown exercise family `{name}`{meant(name, families)}")
        if name and name in seen:
            report(line, f"the family `{name}` is given twice; the first is in line {seen[name]}")
        seen.setdefault(name, line)
        levels = [int(item.value) for item in each.items("levels") if isinstance(item.value, float)]
        if len(set(levels)) < len(levels):
            report(each.line_of("levels"), "a level is listed twice")
        found.append(
            FamilyUse(name, each.text("concept"), tuple(sorted(set(levels))), each.texts("covers"))
        )
    return found

"""Which facts the banks test, and by which items; and which formulas nobody checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drill.bank.model import Card, Topic
from drill.maths.prose import formulas


def coverage(topics: Iterable[Topic]) -> Mapping[str, tuple[str, ...]]:
    """Give the ids of the cards that cover each fact, by fact in order."""
    found: dict[str, list[str]] = {}
    for topic in topics:
        for card in topic.cards:
            for fact in card.covers:
                found.setdefault(fact, []).append(card.id)
    return {fact: tuple(found[fact]) for fact in sorted(found)}


def unchecked(topics: Iterable[Topic]) -> tuple[Card, ...]:
    """List the cards whose answer states an equation that no claim of theirs backs."""
    return tuple(
        card
        for topic in topics
        for card in topic.cards
        if not card.checks and any("=" in formula for formula in formulas(card.answer))
    )

"""Which facts the banks test, and by which items; which formulas nobody checks.

Reads topics and facts that are loaded; opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from drill.bank.model import Card, Fact, FamilyUse, Problem, Topic
from drill.maths.prose import formulas

FAMILY_ITEM = "exercise/"
"""Begins the item id of a family."""


def coverage(topics: Iterable[Topic], facts: Iterable[Fact] = ()) -> Mapping[str, tuple[str, ...]]:
    """Give the items that test each fact: those of `facts` in their order, then any others."""
    found: dict[str, list[str]] = {fact.id: [] for fact in facts}
    others: dict[str, list[str]] = {}
    for topic in topics:
        for item, each in _items(topic):
            for fact in each.covers:
                found.get(fact, others.setdefault(fact, [])).append(item)
    for fact in sorted(others.keys() - found.keys()):
        found[fact] = others[fact]
    return {fact: tuple(items) for fact, items in found.items()}


def gaps(topics: Sequence[Topic], facts: Sequence[Fact], known: Iterable[str]) -> list[Problem]:
    """Report what the banks leave open: facts nothing tests or checks, and facts nobody knows.

    `facts` are those these banks answer for, `known` the ids they may name beside them.
    """
    covered = coverage(topics, facts)
    checked = {item for topic in topics for item, each in _items(topic) if _is_checked(each)}
    problems: list[Problem] = []
    for fact in facts:
        items = covered[fact.id]
        if not items:
            text = f"nothing tests the fact `{fact.id}`; a card or an exercise `covers` it"
            problems.append(Problem(fact.source, fact.line, text))
        elif fact.kind == "formula" and not checked & set(items):
            text = f"the formula `{fact.id}` is tested by {items[0]}, but no `check` proves it"
            problems.append(Problem(fact.source, fact.line, text))
    names = {*covered} - {fact.id for fact in facts} - set(known)
    for topic in topics:
        for item, each in _items(topic):
            for name in sorted(names & set(each.covers)):
                text = f"`{item}` covers `{name}`, which no `facts.yaml` lists"
                line = each.line if isinstance(each, Card) else 1
                problems.append(Problem(topic.source, line, text))
    return problems


def unchecked(topics: Iterable[Topic]) -> tuple[Card, ...]:
    """List the cards whose answer states an equation that no claim of theirs backs."""
    return tuple(
        card
        for topic in topics
        for card in topic.cards
        if not card.checks and any("=" in formula for formula in formulas(card.answer))
    )


def _items(topic: Topic) -> Iterator[tuple[str, Card | FamilyUse]]:
    for card in topic.cards:
        yield card.id, card
    for use in topic.exercises:
        yield FAMILY_ITEM + use.family, use


def _is_checked(each: Card | FamilyUse) -> bool:
    """Tell whether a machine proves an item: a family by its two truths, a card by its claims."""
    return isinstance(each, FamilyUse) or bool(each.checks)

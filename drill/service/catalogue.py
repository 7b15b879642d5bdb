"""Everything that can be scheduled, found by item id.

Banks name cards and the families they drill; the scheduler knows items. This is the one place that
joins the two. A family named in several banks is one item, in the first topic that names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from drill.bank.model import Card, Concept, FamilyUse, Kind, Library, Seniority, Topic
from drill.schedule.queue import Candidate
from drill.session.question import EXERCISE_PREFIX
from drill.value import Value


class Entry(Value):
    """One item: a card, or a family with the levels its bank drills."""

    item: str
    topic: str
    concept: str
    order: int
    card: Card | None = None
    family: FamilyUse | None = None

    def level(self, wanted: int) -> int:
        """Give the level nearest to the one wanted that this bank drills; 0 for a card."""
        if self.family is None:
            return 0
        return min(self.family.levels, key=lambda level: (abs(level - wanted), level))


SENIORITY = tuple(Seniority)


class Catalogue:
    """The items of all banks that passed their check."""

    def __init__(self, library: Library) -> None:
        self.topics: tuple[Topic, ...] = library.topics
        self.problems = library.problems
        self.concepts: dict[str, Concept] = {
            concept.id: concept for topic in library.topics for concept in topic.concepts
        }
        self.entries: dict[str, Entry] = {}
        for entry in _entries(library):
            self.entries.setdefault(entry.item, entry)
        self.formerly: dict[str, str] = {
            old: card.id
            for topic in library.topics
            for card in topic.cards
            for old in card.formerly
        }
        self.by_topic: dict[str, list[Entry]] = {topic.id: [] for topic in self.topics}
        self.by_concept: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            self.by_topic[entry.topic].append(entry)
            self.by_concept.setdefault(entry.concept, []).append(entry)

    def title(self, topic: str) -> str:
        """Give a topic's title, or its id where no bank has it."""
        return next((one.title for one in self.topics if one.id == topic), topic)

    def topic(self, topic: str) -> Topic | None:
        """Find a topic by its id."""
        return next((one for one in self.topics if one.id == topic), None)

    def candidates(self, out: Collection[str] = ()) -> tuple[Candidate, ...]:
        """List every item the way the queue wants it, those of the topics left out excepted."""
        return tuple(
            Candidate(
                item=entry.item,
                topic=entry.topic,
                concept=entry.concept,
                kind="card" if entry.card else "exercise",
                order=entry.order,
                requires=self._requires(entry.concept),
                tells=frozenset() if entry.card is None else self._told(entry.card),
            )
            for entry in self.entries.values()
            if entry.topic not in out
        )

    def _told(self, card: Card) -> frozenset[str]:
        """Give the facts of a card that a claim to pull apart is about, too."""
        return self._claimed.intersection(card.covers)

    @cached_property
    def _claimed(self) -> frozenset[str]:
        cards = (entry.card for entry in self.entries.values() if entry.card is not None)
        claims = (card for card in cards if card.kind is Kind.OVERCLAIM)
        return frozenset(fact for card in claims for fact in card.covers)

    def _requires(self, concept: str) -> tuple[str, ...]:
        known = self.concepts.get(concept)
        return known.requires if known else ()


def _entries(library: Library) -> Iterator[Entry]:
    """Walk the banks in teaching order: concept by concept, cards first, then its families."""
    order = 0
    for topic in library.topics:
        cards: Mapping[str, list[Card]] = _group(topic)
        for concept in topic.concepts:
            for card in cards.get(concept.id, []):
                yield Entry(card.id, topic.id, concept.id, order, card=card)
                order += 1
            for use in topic.exercises:
                if use.concept == concept.id:
                    item = EXERCISE_PREFIX + use.family
                    yield Entry(item, topic.id, concept.id, order, family=use)
                    order += 1


def _group(topic: Topic) -> dict[str, list[Card]]:
    """Sort a topic's cards by concept; within one, what a junior is asked comes first."""
    grouped: dict[str, list[Card]] = {}
    for card in sorted(topic.cards, key=lambda card: SENIORITY.index(card.level)):
        grouped.setdefault(card.concept, []).append(card)
    return grouped

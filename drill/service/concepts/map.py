"""The concepts as a map: what each requires, and how much of it a learner holds.

Joins the banks with how items stand; decides nothing about what comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drill.bank.model import Concept, Library
from drill.service.catalogue import Catalogue
from drill.service.messages.browse import ItemLine
from drill.service.messages.concepts import MapLine

HELD = 0.8
"""An item is held while the probability that it would be recalled is at least this."""


def concept_map(library: Library, lines: Iterable[ItemLine]) -> tuple[MapLine, ...]:
    """List the concepts in teaching order; `lines` say how items stand, none of a new learner."""
    return map_of(Catalogue(library), {line.item: line.recall for line in lines})


def map_of(catalogue: Catalogue, recall: Mapping[str, float | None]) -> tuple[MapLine, ...]:
    """List the concepts topic by topic, each after those it requires.

    `recall` has the probability that an item would be recalled now; None or nothing where it was
    never reviewed.
    """
    items = {
        concept: [recall.get(entry.item) for entry in entries]
        for concept, entries in catalogue.by_concept.items()
    }
    met = {concept for concept, found in items.items() if any(one is not None for one in found)}
    met |= {concept for concept in catalogue.concepts if concept not in items}
    return tuple(
        _line(concept, items.get(concept.id, []), met)
        for topic in catalogue.topics
        for concept in in_order(topic.concepts)
    )


def in_order(concepts: Sequence[Concept]) -> list[Concept]:
    """Put each concept behind those it requires, else leave the order as it is."""
    waiting = {concept.id: concept for concept in concepts}
    made: list[Concept] = []
    while waiting:
        # A circle cannot pass the bank's check; were there one, its first would go ahead.
        free = (one for one in waiting.values() if waiting.keys().isdisjoint(one.requires))
        following = next(free, next(iter(waiting.values())))
        made.append(waiting.pop(following.id))
    return made


def _line(concept: Concept, items: list[float | None], met: set[str]) -> MapLine:
    return MapLine(
        concept=concept.id,
        title=concept.title,
        topic=concept.topic,
        requires=concept.requires,
        encompasses=dict(concept.encompasses),
        items=len(items),
        met=sum(one is not None for one in items),
        held=sum(one is not None and one >= HELD for one in items),
        open=met.issuperset(concept.requires),
    )

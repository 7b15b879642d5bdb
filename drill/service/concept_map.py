"""The concepts as a map: what each requires, and how much of it a learner holds.

Joins the banks with how items stand; decides nothing about what comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drill.bank.model import Concept, Library
from drill.service.catalogue import Catalogue
from drill.service.messages.browse import ItemLine
from drill.value import Value

HELD = 0.8
"""An item is held while the probability that it would be recalled is at least this."""


class MapLine(Value):
    """One concept: where it stands in the map, and what is held of it."""

    concept: str
    title: str
    topic: str
    requires: tuple[str, ...]
    encompasses: Mapping[str, float]
    items: int
    met: int
    """Items that were reviewed at least once."""
    held: int
    """Items that would be recalled now, more likely than not by far."""
    open: bool
    """Whether every concept it requires was met, so that its new items may come."""


def concept_map(library: Library, lines: Iterable[ItemLine]) -> tuple[MapLine, ...]:
    """List the concepts in teaching order; `lines` say how items stand, none of a new learner."""
    recall = {line.item: line.recall for line in lines}
    catalogue = Catalogue(library)
    items = {
        concept: [recall.get(entry.item) for entry in entries]
        for concept, entries in catalogue.by_concept.items()
    }
    met = {concept for concept, found in items.items() if any(one is not None for one in found)}
    met |= {concept for concept in catalogue.concepts if concept not in items}
    return tuple(
        _line(concept, items.get(concept.id, []), met)
        for topic in library.topics
        for concept in topic.concepts
    )


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

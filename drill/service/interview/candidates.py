"""Everything an interview could ask, with what the learner remembers of it now."""

from __future__ import annotations

from collections.abc import Iterator

from drill.schedule.fold import elapsed_days
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.state import ItemState, Rating
from drill.service.catalogue import Catalogue, Entry
from drill.service.clock import Moment
from drill.service.records import Records
from drill.session.interview.slots import Candidate

FORGOTTEN = 0.5
"""What is left of the recall of an item that was forgotten the last time."""


def candidates(catalogue: Catalogue, records: Records, now: Moment) -> Iterator[Candidate]:
    """Walk the items that are not set aside."""
    states, parameters = records.states(), records.parameters()
    for entry in catalogue.entries.values():
        state = states.get(entry.item) or ItemState(entry.item)
        if not state.suspended:
            yield _candidate(entry, _recall(state, now, parameters))


def _recall(state: ItemState, now: Moment, parameters: Parameters) -> float | None:
    if state.new:
        return None
    recall = retrievability(elapsed_days(state, now.utc_ms), state.stability, parameters)
    return recall * FORGOTTEN if state.last_rating == Rating.AGAIN else recall


def _candidate(entry: Entry, recall: float | None) -> Candidate:
    if entry.card is not None:
        card = entry.card
        return Candidate(
            item=entry.item,
            topic=entry.topic,
            concept=entry.concept,
            kind=card.kind,
            level=card.level,
            asks=card.asks,
            follow_ups=len(card.follow_ups),
            recall=recall,
            length=len(card.prompt) + len(card.answer),
        )
    assert entry.family is not None  # noqa: S101 - an entry is a card or a family
    return Candidate(
        item=entry.item,
        topic=entry.topic,
        concept=entry.concept,
        kind=None,
        family=entry.family.family,
        levels=entry.family.levels,
        recall=recall,
    )

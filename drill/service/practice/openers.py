"""What a learner reads before an item that is new to them: primers, and an example worked out.

A topic's page comes before its first card, a concept's before its own first one, and a family
opens with another of its exercises and the solution. None comes twice in a session.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drill.schedule.state import ItemState
from drill.service.catalogue import Entry
from drill.service.house import House
from drill.service.messages import PrimerPage
from drill.session.fading import Stage
from drill.session.question import Question


class Openers:
    """The pages of one session."""

    def __init__(self, house: House) -> None:
        self._catalogue = house.catalogue
        self._records = house.records
        self._maker = house.maker
        self._speaker = house.speaker
        self._shown: set[str] = set()

    def pages(self, entry: Entry, question: Question) -> Iterator[PrimerPage]:
        """Give what comes before a question, in order; nothing where all of it has been met."""
        topic = self._catalogue.topic(entry.topic)
        if topic is not None and self._unmet(entry.topic, self._catalogue.by_topic[entry.topic]):
            yield self._speaker.primer(topic)
        concept = self._catalogue.concepts.get(entry.concept)
        if concept is not None and self._unmet(
            entry.concept, self._catalogue.by_concept[entry.concept]
        ):
            yield self._speaker.primer(concept)
        if question.stage == Stage.EXAMPLE and self._unmet(entry.item, [entry]):
            example = self._maker.example(question.family, question.level, question.prompt)
            if example is not None:
                yield self._speaker.example(question.item, example)

    def _unmet(self, id_: str, entries: Sequence[Entry]) -> bool:
        if id_ in self._shown:
            return False
        self._shown.add(id_)
        states = self._records.states()
        return all((states.get(one.item) or ItemState(one.item)).new for one in entries)

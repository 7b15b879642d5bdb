"""The room of the concept map: how every concept stands at this moment."""

from __future__ import annotations

from drill.service.browse.shelf import Standing
from drill.service.concepts.map import map_of
from drill.service.house import Emit, House
from drill.service.messages import Request
from drill.service.messages.concepts import ConceptMap, GetConcepts


class ConceptsRoom:
    """Answers what the map of concepts asks."""

    def __init__(self, house: House) -> None:
        self._house = house

    def handle(self, request: Request, emit: Emit, request_id: str) -> None:
        """Answer one request."""
        assert isinstance(request, GetConcepts)  # noqa: S101 - the module has no other request
        house, records = self._house, self._house.records
        standing = Standing(
            house.clock.now(), records.states(), records.settings(), records.parameters()
        )
        recall = {item: standing.recall(item) for item in house.catalogue.entries}
        lines = map_of(house.catalogue, recall)
        titles = {topic.id: topic.title for topic in house.catalogue.topics}
        emit(ConceptMap(lines, titles), request_id)

"""The concepts as a map: what each requires, and how well it is held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from drill.service.messages.common import Reply, Request
from drill.value import Value


class GetConcepts(Request):
    """Ask for the map of concepts."""

    TYPE: ClassVar[str] = "concepts"


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

    @property
    def standing(self) -> str:
        """How well it is held, in a word: held, partly held, begun, new, or waits."""
        if not self.met:
            return "new" if self.open else "waits"
        share = self.held / max(1, self.items)
        return "held" if share >= MOST else "partly held" if share >= SOME else "begun"


class ConceptMap(Reply):
    """The concepts topic by topic, each after those it requires."""

    TYPE: ClassVar[str] = "concept_map"
    lines: tuple[MapLine, ...]
    topics: Mapping[str, str]
    """The title of each topic, in teaching order."""


MOST, SOME = 0.8, 0.3
"""Shares of a concept's items from which it is held, and partly held."""

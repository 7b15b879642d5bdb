"""The order of a day's items, so that neighbours differ: mixed practice is remembered longer.

Knows nothing of memory or time. It is handed items in the order one would like, with what they are
about, and departs from that order no further than the rules ask.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

APART: Final = 2
"""How many other items stand between two of one concept, where there are others."""


class Placed(Protocol):
    """What an item must say of itself to be placed."""

    @property
    def topic(self) -> str:
        """Its topic, never twice running where that can be avoided."""

    @property
    def concept(self) -> str:
        """Its concept, whose items keep their order and stay apart."""


P = TypeVar("P", bound=Placed)


def interleave(
    wanted: Sequence[P], after: Mapping[str, frozenset[str]] | None = None
) -> tuple[P, ...]:
    """Return the same items in an order whose neighbours differ.

    No two of one topic stand together unless only that topic is left or it had more than half of
    them all. Items of one concept keep their order, with `APART` others between them where the rule
    of topics leaves a choice. `after` names, for a concept, those of which an item must have stood
    before its first; a name without items asks for nothing.
    """
    weaver = _Weaver(wanted, after or {})
    return tuple(weaver.take() for _ in wanted)


class _Head(NamedTuple):
    """The first item left of a concept: where one would like it, and whose it is."""

    place: int
    topic: str
    concept: str


class _Weaver(Generic[P]):
    """The order under construction: a queue per concept, and per topic their heads, in order."""

    def __init__(self, wanted: Sequence[P], after: Mapping[str, frozenset[str]]) -> None:
        self._queues: dict[tuple[str, str], deque[tuple[int, P]]] = {}
        self._left: dict[str, int] = {}
        self._open: dict[str, list[_Head]] = {}
        self._total = len(wanted)
        self._topic = ""
        self._recent: deque[str] = deque(maxlen=APART)
        for place, item in enumerate(wanted):
            self._queues.setdefault((item.topic, item.concept), deque()).append((place, item))
            self._left[item.topic] = self._left.get(item.topic, 0) + 1
            self._open.setdefault(item.topic, [])
        present = {concept for _, concept in self._queues}
        self._blocked = {
            concept: needed
            for concept, names in after.items()
            if concept in present and (needed := set(names & present - {concept}))
        }
        for topic, concept in self._queues:
            if concept not in self._blocked:
                self._offer(topic, concept)

    def take(self) -> P:
        """Take the item that comes next."""
        _, topic, concept = self._next()
        _, item = self._queues[topic, concept].popleft()
        self._open[topic] = [head for head in self._open[topic] if head.concept != concept]
        self._offer(topic, concept)
        self._left[topic] -= 1
        self._total -= 1
        self._topic = topic
        self._recent.append(concept)
        self._unblock(concept)
        return item

    def _offer(self, topic: str, concept: str) -> None:
        queue = self._queues[topic, concept]
        if queue:
            insort(self._open[topic], _Head(queue[0][0], topic, concept))

    def _next(self) -> _Head:
        topics = [topic for topic, heads in self._open.items() if heads]
        if not topics:  # a circle of concepts, which no checked bank has: any order will do
            for concept in list(self._blocked):
                self._open_up(concept)
            topics = [topic for topic, heads in self._open.items() if heads]
        others = [topic for topic in topics if topic != self._topic] or topics
        # A topic with more than half of the rest comes now, or two of it will have to meet.
        large = [topic for topic in others if self._left[topic] * 2 > self._total]
        return min(map(self._first, large or others), key=self._preference)

    def _first(self, topic: str) -> _Head:
        return min(self._open[topic][: APART + 1], key=self._preference)

    def _preference(self, head: _Head) -> tuple[bool, int]:
        return head.concept in self._recent, head.place

    def _unblock(self, met: str) -> None:
        for concept, needed in list(self._blocked.items()):
            needed.discard(met)
            if not needed:
                self._open_up(concept)

    def _open_up(self, concept: str) -> None:
        del self._blocked[concept]
        for topic, name in self._queues:
            if name == concept:
                self._offer(topic, concept)

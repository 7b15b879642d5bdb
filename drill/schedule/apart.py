"""Cards that would answer each other, and so wait for different sessions.

A claim to pull apart and the card that states the truth of the matter share a fact. Whoever has
just read the one need not think about the other, and its review would say nothing of memory.
"""

from __future__ import annotations

from collections.abc import Iterable

from drill.schedule.candidate import Candidate


class Told:
    """What the cards taken so far tell of others."""

    def __init__(self, taken: Iterable[Candidate] = ()) -> None:
        self._facts: set[str] = set()
        for one in taken:
            self.take(one)

    def take(self, one: Candidate) -> None:
        """Note what a card tells."""
        self._facts |= one.tells

    def answers(self, one: Candidate) -> bool:
        """Say whether a card taken before answers this one, or this one it."""
        return not self._facts.isdisjoint(one.tells)


def first_answered(new: Iterable[Candidate], taken: Iterable[Candidate]) -> Candidate | None:
    """Find the first of the new cards that one taken, or an earlier new one, answers."""
    told = Told(taken)
    for one in new:
        if told.answers(one):
            return one
        told.take(one)
    return None

"""What the queue is handed and what it hands back: items that could come, items that do."""

from __future__ import annotations

from typing import Final, Literal

from drill.value import Value

Reason = Literal["due", "new", "relearn", "ahead", "cram", "similar"]

CARD_SECONDS: Final = 30
EXERCISE_SECONDS: Final = 75
NEW_FACTOR: Final = 2
"""A first meeting takes this much longer: there is a primer to read."""


class Candidate(Value):
    """An item that could be practised, as its bank places it."""

    item: str
    topic: str
    concept: str
    kind: Literal["card", "exercise"]
    order: int
    """Its place in the banks' teaching order."""
    requires: tuple[str, ...] = ()
    """The concepts its concept requires."""
    tells: frozenset[str] = frozenset()
    """The facts it shares with a claim to pull apart, so that one would answer the other."""


class Planned(Value):
    """An item in the queue, and why it is there."""

    item: str
    reason: Reason
    retrievability: float = 0.0
    """The probability that it would be recalled now; 0 for a new item."""
    topic: str = ""
    concept: str = ""
    mode: Literal["practice", "ahead", "similar"] = "practice"
    """What its review will be called: `ahead` where it was not due yet, `similar` where it follows
    another exercise of its family at the learner's wish."""
    leech: bool = False


class Wish(Value):
    """What the learner asked for; by default, the day's practice."""

    topics: frozenset[str] = frozenset()
    """Cram these topics: whatever is due or not, past every limit but the minutes asked for."""
    items: frozenset[str] = frozenset()
    """Cram just these items."""
    ahead: bool = False
    """Go on to what is not due yet, the weakest first."""
    minutes: float | None = None
    """How long this session may take; None leaves it to the settings."""
    new: int | None = None
    """How many new items today; None leaves it to the settings."""

    @property
    def cram(self) -> bool:
        """Say whether items were named, rather than left to the schedule."""
        return bool(self.topics or self.items)

    def names(self, candidate: Candidate) -> bool:
        """Say whether an item is among those to practise."""
        named = candidate.topic in self.topics or candidate.item in self.items
        return named or not self.cram


class Pace(Value):
    """How many seconds a review of this learner takes, for the session's length."""

    card: float = CARD_SECONDS
    exercise: float = EXERCISE_SECONDS

    def seconds(self, candidate: Candidate, new: bool) -> float:
        """Estimate one presentation."""
        usual = self.card if candidate.kind == "card" else self.exercise
        return usual * NEW_FACTOR if new else usual

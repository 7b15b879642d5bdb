"""What is remembered of an item between two answers: a fold over that item's events.

Due dates are not here. They are computed from these states and the learner's settings whenever
they are asked for, so that a change of retention or interview date needs no rewriting.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from drill.value import Value


class Rating(IntEnum):
    """How well an item was remembered, as FSRS and Anki count it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Reviewed(Value):
    """The part of a review event that memory depends on."""

    utc_ms: int
    rating: Rating
    level: int = 0
    """The level an exercise was presented at, 1 to 5; 0 for a card."""
    first_try: bool = False
    """Right at the first answer, without hint or reveal; what levels climb by."""
    mode: str = "practice"
    """`ahead` was practice before it was due, `similar` practice right after its like; all modes
    move memory alike, which asks only how long ago the last review was."""
    climbs: bool = True
    """Whether a success counts towards a higher level: not with much help, nor right away."""


class Suspended(Value):
    """The learner set the item aside."""

    utc_ms: int


class Resumed(Value):
    """The learner took the item up again."""

    utc_ms: int


class Reset(Value):
    """The learner wants to begin again with this item; its history stays in the log."""

    utc_ms: int


class Reopened(Value):
    """The item is wanted back by a moment, whatever its memory says (a missed key point)."""

    utc_ms: int
    by_ms: int


Change = Reviewed | Suspended | Resumed | Reset | Reopened


@dataclass(frozen=True, slots=True)
class ItemState:
    """The cached fold. Times are UTC milliseconds; stability is in days."""

    item: str
    stability: float = 0.0
    difficulty: float = 0.0
    first_ms: int = 0
    """The first review since the last reset; 0 where there is none (the item is new)."""
    last_ms: int = 0
    last_rating: int = 0
    repetitions: int = 0
    lapses: int = 0
    level: int = 0
    """The level the next exercise is asked at; 0 for a card."""
    streak: int = 0
    """First-try successes in a row since a failure or a climb; negative counts failures."""
    suspended: bool = False
    wanted_by_ms: int = 0
    """Set by `Reopened` or by reaching a level, cleared by the next review; 0: nothing asks."""

    @property
    def new(self) -> bool:
        """Say whether the item has never been reviewed since its last reset."""
        return self.repetitions == 0

"""What a bank holds, as values: topics, concepts and cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from drill.grade.part import Part
from drill.value import Value


class Kind(StrEnum):
    """What a card asks the learner to do."""

    RECALL = "recall"
    CLOZE = "cloze"
    CHOICE = "choice"
    COMPARE = "compare"
    EXPLAIN = "explain"
    ORDER = "order"
    NUMERIC = "numeric"
    DERIVE = "derive"
    OVERCLAIM = "overclaim"


class Asks(StrEnum):
    """What a question is about beyond its kind, for the slots of an interview."""

    DIAGNOSE = "diagnose"
    TRADE_OFF = "trade-off"
    SCALE = "scale"
    EXPERIMENT = "experiment"


class Seniority(StrEnum):
    """The interview level a card belongs to."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class Primer(Value):
    """A page to learn from, in prose."""

    why: str
    intuition: str
    explanation: str


class KeyPoint(Value):
    """One thing a good answer says."""

    id: str
    text: str
    must: bool = False
    weight: float = 1.0
    cues: tuple[tuple[str, ...], ...] = ()
    """Groups of phrases or stems: the point is met where every group has one that occurs."""
    anti_cues: tuple[str, ...] = ()
    """Phrases that contradict the point, whatever else is said."""
    reveals: str = ""
    """The misconception that a contradiction of this point would show."""


class FollowUp(Value):
    """A question that deepens; asked first of those whose `missed` point was missed."""

    prompt: str
    answer: str
    missed: str = ""


class Card(Value):
    """A fixed question. Its id is its identity: an edit of the text keeps progress."""

    id: str
    topic: str
    concept: str
    kind: Kind
    prompt: str
    answer: str
    level: Seniority = Seniority.JUNIOR
    asks: tuple[Asks, ...] = ()
    part: Part | None = None
    """Where the answer is typed and graded; None where it is told and key points are ticked."""
    key_points: tuple[KeyPoint, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    hints: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    checks: tuple[Mapping[str, object], ...] = ()
    """Claims a machine can prove: text in typed form, lists of it, or a mapping by variable."""
    as_stated: str = ""
    precise: str = ""
    content_hash: str = ""
    """Changes when, and only when, what a learner sees does."""
    line: int = 0
    """Where in its file the card begins, from 1."""
    check_lines: tuple[int, ...] = ()
    """Where in its file each of `checks` stands."""


class Concept(Value):
    """A node of the prerequisite graph."""

    id: str
    topic: str
    title: str
    primer: Primer
    requires: tuple[str, ...] = ()
    encompasses: Mapping[str, float] = field(default_factory=dict)


class FamilyUse(Value):
    """A topic's use of an exercise family."""

    family: str
    concept: str
    levels: tuple[int, ...]
    covers: tuple[str, ...] = ()


class Topic(Value):
    """One bank file."""

    id: str
    title: str
    primer: Primer
    concepts: tuple[Concept, ...]
    cards: tuple[Card, ...]
    exercises: tuple[FamilyUse, ...]
    source: str = ""
    """The file it was read from."""
    order: int = 0
    """Its place in the teaching order; topics of the same place go by name."""


class Fact(Value):
    """One thing a subject's banks should test, under an id that cards and families name."""

    id: str
    topic: str
    kind: str
    text: str
    source: str = ""
    """The file it was read from."""
    line: int = 0


class Problem(Value):
    """One thing wrong with a bank: where, what, and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Say it the way compilers do: `file:line: message`."""
        return f"{self.file}:{self.line}: {self.message}"


class Library(Value):
    """Every bank that passed its check, and what was wrong with those that did not."""

    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...] = ()

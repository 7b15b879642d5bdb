"""What is said of one line of a derivation."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from drill.grade.verdict import Counterexample, DecidedBy, Mistake
from drill.value import Value


class LineKind(StrEnum):
    """What a line is; only the first wrong line of a derivation is `wrong`."""

    STEP = "step"
    """Equal to the line before."""
    GOAL = "goal"
    """Equal to the line before, and in the form that was to be reached."""
    SAME = "same"
    """The line before once more."""
    NOTED = "noted"
    """A name for a part, or a slope of a part, that is right; no step by itself."""
    WRONG = "wrong"
    """The first line that is not what it should be."""
    FOLLOWS = "follows"
    """Behind a wrong line, and what it should be if that one were right."""
    APART = "apart"
    """Behind a wrong line, and no consequence of the line before."""
    BACK = "back"
    """Behind a wrong line, and right all the same."""
    UNREADABLE = "unreadable"
    UNDECIDED = "undecided"


class LineVerdict(Value):
    """The judgement of one line, with the evidence for it."""

    kind: LineKind
    message: str
    """One plain sentence."""
    decided_by: DecidedBy | None = None
    counterexample: Counterexample | None = None
    """Where it differs; its `truth` is what the line should be worth."""
    mistakes: tuple[Mistake, ...] = field(default=())
    reached: bool = False
    """Whether the line is the goal."""
    column: int | None = None
    """Where an unreadable line stops being readable, from 0."""
    first_wrong: int | None = None
    """The number of the first wrong line up to here, from 1."""

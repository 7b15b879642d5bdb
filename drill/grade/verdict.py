"""What grading says of one typed answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from drill.value import Value


class Judgement(StrEnum):
    """The five things that can be said of an answer; the last two count neither way."""

    CORRECT = "correct"
    WRONG = "wrong"
    FORM = "form"
    """Right in value, not yet in the form that was asked for."""
    UNREADABLE = "unreadable"
    UNDECIDED = "undecided"


class DecidedBy(StrEnum):
    """What a judgement rests on."""

    IDENTITY = "identity"
    NUMBERS = "numbers"
    PROOF = "proof"


class Counterexample(Value):
    """A point at which the answer and the truth certainly differ; numbers as short texts."""

    at: Mapping[str, str]
    yours: str
    truth: str
    component: str = ""
    """Which component differs, as `2` or `1,2` counted from 1; empty for a scalar."""


class Mistake(Value):
    """A named mistake that explains a wrong answer."""

    id: str
    name: str
    sentence: str
    """One sentence a learner understands: what was done, and what to do instead."""
    where: str = ""
    """What was done at which place of the expression, where that is known."""
    step: str = ""
    """The step of the derivation it belongs to, by its title, where that is known: `Chain rule`."""
    path: tuple[int, ...] | None = None
    """That place, as child indices from the root of what was differentiated (`tree.children`)."""


class Verdict(Value):
    """The judgement of one part, with the evidence for it."""

    judgement: Judgement
    decided_by: DecidedBy | None = None
    message: str = ""
    """One plain sentence, never empty unless the judgement is `correct`."""
    counterexample: Counterexample | None = None
    mistakes: tuple[Mistake, ...] = field(default=())
    column: int | None = None
    """Where an unreadable answer stops being readable, from 0."""
    line: int | None = None
    """The line of a derivation that this is about, from 1: the first wrong or unreadable one."""
    follows: bool = False
    """Wrong, and yet right for what was answered wrongly to an earlier part."""

"""What in an answer speaks for and against each point of a card, in figures from 0 to about 1.

For a point: its cues, how rare they are, how close together, and how much of its own text is
found where they stand. Against it: phrases that contradict it; where it is spoken of, a negation,
an opposite or a rival of one of its words, a number the card does not have, another value than
the point's, a claim without a condition the model answer does not make, something waved aside, or
more of another point than of it. The figures are gathered in `told.gather`; what they are worth is
said in `told.scale`.
"""

from __future__ import annotations

from drill.grade.told.answer import Hit
from drill.value import Value


class Asked(Value):
    """What an answer was asked, and the model answer; both as prose, empty where not known."""

    prompt: str = ""
    answer: str = ""


class Evidence(Value):
    """What speaks for and against one point; shares and counts, 0 where there is nothing."""

    cued: float = 0.0
    """1 where every cue group has a phrase that occurs as meant."""
    share: float = 0.0
    """Share of the cue groups that have one."""
    rare: float = 0.0
    """How much the words of these tell, the prompt's aside."""
    clause: float = 0.0
    """1 where one clause has them all."""
    sentence: float = 0.0
    """1 where one sentence has them all."""
    phrases: float = 0.0
    """Logarithm of one more than the places where cues occur."""
    text: float = 0.0
    """Share of the point's text in the sentence that has most of it."""
    own: float = 0.0
    """Share, where the point is spoken of, of what only this point of the card says."""
    against: float = 0.0
    """1 where a phrase contradicts it or its cues are turned round."""
    negated: float = 0.0
    """1 where it is spoken of in a negated clause and is not itself negative."""
    opposite: float = 0.0
    """1 where an opposite stands for one of its words."""
    unlike_model: float = 0.0
    """1 where an opposite stands for a word of the model answer's nearest sentence."""
    turned: float = 0.0
    """1 where that sentence is negated and the clause is not, or the other way round."""
    absolute: float = 0.0
    """1 where it is spoken of without a condition, and the model answer is not so sure."""
    dismissed: float = 0.0
    """1 where something is waved aside in the same sentence."""
    loosely: float = 0.0
    """1 where a clause has the words of a phrase that contradicts it, in whatever order."""
    nearly: float = 0.0
    """Largest share of such a phrase that a clause has."""
    foreign: float = 0.0
    """Share, where it is spoken of, of the words that only such a phrase has."""
    swapped: float = 0.0
    """1 where two things around `over` or `before` are the other way round."""
    value: float = 0.0
    """1 where a number or a formula differs from the point's."""
    number: float = 0.0
    """1 where it is spoken of with a number that the card does not have."""
    rival: float = 0.0
    """1 where more of what only another point says stands there than of this one's."""
    absolutes: float = 0.0
    """Claims without a condition, for each fifteen words of the answer."""
    dismissals: float = 0.0
    """Words that wave something aside, for each fifteen words of the answer."""
    agrees: float = 0.0
    """1 where the answer accepts the sentence it was asked to correct."""
    others_against: float = 0.0
    """Other points of the card that phrases contradict, as a share of one more than its points."""


class Found(Value):
    """The evidence on one point, and the words that show it."""

    point: str
    evidence: Evidence
    cues: tuple[Hit, ...]
    """What makes the point, or is there of it."""
    denials: tuple[Hit, ...]
    """What contradicts it."""
    place: tuple[Hit, ...]
    """Where it is spoken of."""

    @property
    def speaks_against(self) -> bool:
        """Say whether anything that is said of the point itself speaks against it."""
        return bool(self.denials) or (
            bool(self.place) and any(getattr(self.evidence, name) for name in LOCAL)
        )


LOCAL = (
    *("negated", "opposite", "unlike_model", "turned", "absolute", "dismissed", "number"),
    *("value", "rival", "agrees", "loosely", "foreign", "swapped"),
)
"""The figures of what may be wrong where a point is spoken of."""
FIGURES = tuple(Evidence.__annotations__)
"""The names of the figures, in their order."""

"""How likely an answer makes a point, and contradicts it, given what speaks for and against it.

Two logistic scales over the same evidence, then once more with what the first look says of the
card's other points: who has one thing backwards has more often others backwards too, and an answer
that gets none wrong is trusted where it is brief. The weights were fitted, on answers that are
named in `tests/benchmarks/weigh.py`, which fits them again; they know no card and no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from drill.grade.told.evidence import Evidence
from drill.value import Value

WEIGHTS: dict[str, tuple[float, float]] = {
    "cued": (0.49, -0.05),
    "share": (0.40, 0.43),
    "rare": (0.41, -0.44),
    "clause": (0.63, -0.40),
    "sentence": (0.49, -0.05),
    "phrases": (0.65, -0.06),
    "text": (0.30, 0.07),
    "own": (0.58, 0.11),
    "against": (-2.37, 3.06),
    "negated": (-0.13, 0.53),
    "opposite": (-0.58, 0.95),
    "unlike_model": (-0.24, 0.02),
    "turned": (-0.60, 0.60),
    "absolute": (-0.64, 1.09),
    "dismissed": (-0.31, 0.46),
    "loosely": (0.0, 0.0),
    "foreign": (0.0, 0.0),
    "swapped": (0.0, 0.0),
    "value": (-0.04, 0.20),
    "number": (-0.15, 0.48),
    "rival": (-0.32, -0.15),
    "absolutes": (-1.14, 0.80),
    "dismissals": (-0.79, 0.79),
    "agrees": (-0.79, 1.22),
    "others_against": (-2.50, 1.85),
}
"""What each figure adds to the logarithm of the odds that a point is made, and contradicted."""
START = (-1.09, -2.14)
"""The same where nothing is known."""
AGAIN = (
    (-0.79, 1.39, -0.32, 1.78, -2.05),
    (1.04, 0.26, 1.79, -1.71, 1.06),
)
"""For either scale: a start, the weight of both first looks, and of how the other points look."""
TICKED, CONTRADICTED = 0.7, 0.15
"""From how likely on a point is ticked beforehand, and shown as contradicted."""
STEEPEST = 30.0
"""Odds beyond this logarithm are certain."""


class Likely(Value):
    """How likely a point is made, and how likely it is contradicted; each from 0 to 1."""

    made: float
    contradicted: float


def weigh(evidence: Sequence[Evidence]) -> list[Likely]:
    """Weigh what was gathered on the points of one card."""
    looks = [first_look(one) for one in evidence]
    chances = [(chance(made), chance(against)) for made, against in looks]
    total = [sum(pair[scale] for pair in chances) for scale in (0, 1)]
    others = len(looks)
    found: list[Likely] = []
    for look, own in zip(looks, chances, strict=True):
        seen = (1.0, *look, (total[0] - own[0]) / others, (total[1] - own[1]) / others)
        made, against = (
            chance(sum(weight * one for weight, one in zip(scale, seen, strict=True)))
            for scale in AGAIN
        )
        found.append(Likely(made, against))
    return found


def first_look(evidence: Evidence) -> tuple[float, float]:
    """Give the logarithms of the odds that a point is made and contradicted, taken alone."""
    made, against = START
    for name, (for_it, to_it) in WEIGHTS.items():
        figure: float = getattr(evidence, name)
        made += for_it * figure
        against += to_it * figure
    return made, against


def chance(odds: float) -> float:
    """Turn a logarithm of odds into a likelihood."""
    return 1.0 / (1.0 + exp(-max(-STEEPEST, min(STEEPEST, odds))))

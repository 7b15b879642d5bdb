"""How likely an answer makes a point, and contradicts it, given what speaks for and against it.

Two logistic scales over the same evidence, then once more with what the first look says of the
card's other points: who has one thing backwards has more often others backwards too, and an answer
that gets none wrong is trusted where it is brief. The weights were fitted, on answers that are
named in `tests/benchmarks/weigh.py`, which fits them again; they know no card and no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from drill.grade.told_evidence import FIGURES, Evidence
from drill.value import Value

WEIGHTS: dict[str, tuple[float, float]] = {
    "cued": (0.41, 0.19),
    "share": (0.35, 0.39),
    "rare": (0.27, -0.31),
    "clause": (0.67, -0.43),
    "sentence": (0.66, -0.19),
    "phrases": (0.64, -0.09),
    "text": (0.31, 0.06),
    "own": (0.50, 0.20),
    "against": (-2.29, 3.01),
    "negated": (-0.21, 0.56),
    "opposite": (-0.62, 1.05),
    "unlike_model": (-0.26, 0.07),
    "turned": (-0.56, 0.58),
    "absolute": (-0.57, 1.09),
    "dismissed": (-0.33, 0.48),
    "value": (-0.05, 0.27),
    "number": (-0.25, 0.50),
    "rival": (-0.42, -0.09),
    "absolutes": (-1.21, 0.91),
    "dismissals": (-0.75, 0.77),
    "agrees": (-0.82, 1.22),
    "others_against": (-2.63, 1.87),
}
"""What each figure adds to the logarithm of the odds that a point is made, and contradicted."""
START = (-1.01, -2.23)
"""The same where nothing is known."""
AGAIN = (
    (-0.89, 1.42, -0.31, 1.47, -1.57),
    (1.28, 0.28, 1.84, -1.35, 0.49),
)
"""For either scale: a start, the weight of both first looks, and of how the other points look."""
TICKED, CONTRADICTED = 0.6, 0.4
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
    others = max(1, len(looks) - 1)
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

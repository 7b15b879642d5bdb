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
    "cued": (0.56, -0.24),
    "share": (0.51, 0.33),
    "rare": (0.43, -0.28),
    "clause": (0.43, -0.34),
    "sentence": (0.73, -0.51),
    "phrases": (1.09, -0.19),
    "text": (0.23, 0.09),
    "own": (0.33, 0.18),
    "against": (-1.58, 1.94),
    "negated": (-0.56, 0.65),
    "opposite": (-0.42, 0.56),
    "unlike_model": (-0.13, 0.11),
    "turned": (-0.11, 0.33),
    "absolute": (-0.15, 0.46),
    "dismissed": (-0.36, 0.37),
    "loosely": (-0.71, 0.90),
    "nearly": (-0.03, 0.91),
    "foreign": (-0.34, 0.40),
    "swapped": (-0.28, 0.23),
    "value": (-0.11, 0.17),
    "number": (0.19, -0.08),
    "rival": (-0.37, -0.23),
    "absolutes": (-0.78, 0.68),
    "dismissals": (-0.29, 0.39),
    "agrees": (-0.67, 0.70),
    "others_against": (-1.49, 1.40),
}
"""What each figure adds to the logarithm of the odds that a point is made, and contradicted."""
START = (-1.80, -2.30)
"""The same where nothing is known."""
AGAIN = ((-0.34, 1.23, 0.0, 1.91, -2.47), (0.95, 0.19, 1.41, -2.25, 1.04))
"""For either scale: a start, the weight of both first looks, and of how the other points look."""
TICKED, CONTRADICTED = 0.82, 0.34
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

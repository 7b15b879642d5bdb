"""What random chords say of a loss and of its pieces, from the functions alone.

The data are small and never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from drill.exercise.convexity._loss_pieces import CHARGES, FEATURES, PENALTIES, SCORES
from drill.exercise.convexity._losses import ADDED, AFFINE, BY_ID, CHARGED, CURVED

EXAMPLES = 6
TRIES = 240
SLACK = 1e-7


@dataclass(frozen=True, slots=True)
class Probed:
    """What chords between random places say of a loss and of its three pieces."""

    affine: bool
    charge: bool
    penalty: bool
    whole: bool

    @property
    def reason(self) -> str:
        """Say what decides, by what was found."""
        if not self.affine:
            return CURVED
        if not self.charge:
            return CHARGED
        return AFFINE if self.penalty else ADDED


@cache
def probed(id_: str) -> Probed:
    """Try random chords of the scores, the charge, the penalty and the whole."""
    import numpy as np

    loss = BY_ID[id_]
    scores, charge = SCORES[loss.scores][0], CHARGES[loss.charge][0]
    penalty = PENALTIES[loss.penalty][0]
    random = np.random.default_rng(20)
    x = random.normal(size=(EXAMPLES, FEATURES))
    y = random.normal(size=EXAMPLES) * 2
    bent, charge_gap, penalty_gap, gap = 0.0, 0.0, 0.0, 0.0
    for _ in range(TRIES):
        v, w = random.normal(size=(2, 8)) * random.choice((0.2, 1.0, 2.0))
        # a place and its mirror image, or the origin: where swaps and kinks show
        w = random.choice((v * random.choice((-1.0, 1.0), size=8), 0 * v, w))
        middle = (v + w) / 2
        a, b, c = scores(v, x), scores(w, x), scores(middle, x)
        bent = max(bent, float(np.abs((a + b) / 2 - c).max()))
        ends = charge(a, y), charge(b, y)
        across = (ends[0] + ends[1]) / 2 - charge((a + b) / 2, y)
        charge_gap = min(charge_gap, float(across.min()))
        sides = penalty(v), penalty(w)
        over = (sides[0] + sides[1]) / 2 - penalty(middle)
        penalty_gap = min(penalty_gap, float(over))
        chord = (ends[0] + ends[1]).mean() / 2 + (sides[0] + sides[1]) / 2
        gap = min(gap, float(chord - charge(c, y).mean() - penalty(middle)))
    return Probed(bent < SLACK, charge_gap > -SLACK, penalty_gap > -SLACK, gap > -SLACK)

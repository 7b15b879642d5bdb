"""How an exercise's level follows its learner: a staircase over first-try successes.

A staircase that climbs after `CLIMB` successes in a row and steps down after one failure settles
where success^CLIMB = 1/2 (Levitt 1971, "Transformed up-down methods in psychoacoustics"): with four
that is 84 %, the middle of the 80 to 90 % at which practice teaches most. The module knows levels 1
to 5; which of them a family offers is the session's business, through `offered`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LOWEST: Final = 1
HIGHEST: Final = 5
CLIMB: Final = 4
"""First-try successes in a row that lead one level up."""


def moved(level: int, streak: int, shown: int, first_try: bool) -> tuple[int, int]:
    """Return the level and the streak after an exercise shown at a level (1 to 5).

    `level` is where the learner stood, 0 before the first exercise. A success at an easier level
    than that says nothing and changes nothing; a failure counts wherever it happened.
    """
    shown = min(max(shown, LOWEST), HIGHEST)
    level = level or shown
    if not first_try:
        fallen = max(min(level, shown) - 1, LOWEST)
        return fallen, min(streak, 0) - 1 if fallen == level else 0
    if shown < level:
        return level, streak
    run = max(streak, 0) + 1
    if run < CLIMB or level == HIGHEST:
        return level, run
    return level + 1, 0


def offered(level: int, levels: Sequence[int]) -> int:
    """Return the level to ask at, of those a family offers: the nearest one, the harder of two.

    `levels` is not empty; level 0 (a new family) gives the easiest.
    """
    return min(levels, key=lambda one: (abs(one - max(level, LOWEST)), -one))

"""How an exercise's level follows its learner: a staircase over first-try successes.

A staircase that climbs after `CLIMB` successes in a row and steps down after one failure settles
where success^CLIMB = 1/2 (Levitt 1971, "Transformed up-down methods in psychoacoustics"): with four
that is 84 %, the middle of the 80 to 90 % at which practice teaches most. Reviews of one family are
days apart, so the opening is quicker: until the first failure every success climbs.

What was done with help, or again at once, moves a level down like anything else but never up.

The module knows levels 1 to 5; which of them a family offers is the session's business.
"""

from __future__ import annotations

from typing import Final

LOWEST: Final = 1
HIGHEST: Final = 5
CLIMB: Final = 4
"""First-try successes in a row that lead one level up, once there has been a failure."""
HELPED: Final = ("example", "last_step")
"""The stages of fading (`session.fading`) with too much help to climb by."""
AT_ONCE: Final = "similar"
"""The mode of an exercise asked for right after another of its family."""


def climbs(stage: str, mode: str) -> bool:
    """Say whether a success under these circumstances counts towards a higher level."""
    return stage not in HELPED and mode != AT_ONCE


def moved(
    level: int, streak: int, shown: int, success: bool, opening: bool, *, climbing: bool = True
) -> tuple[int, int]:
    """Return the level and the streak after an exercise shown at a level (1 to 5).

    `level` is where the learner stood, 0 before the first exercise; `opening` says that every
    exercise so far was a success. A failure leads one below the level it happened at, unless the
    learner already stands lower: two devices that saw the same failure step down once. Where
    `climbing` is false, a success neither climbs nor counts among the four; nor does it end an
    opening.
    """
    shown = min(max(shown, LOWEST), HIGHEST)
    level = level or shown
    if not success:
        fallen = max(min(level, shown - 1), LOWEST)
        return fallen, min(streak, 0) - 1 if fallen == level else 0
    run = max(streak, 0) + 1
    if not climbing:
        return level, run if opening else run - 1
    if opening:
        return min(level + 1, HIGHEST), run
    if run < CLIMB or level == HIGHEST:
        return level, run
    return level + 1, 0

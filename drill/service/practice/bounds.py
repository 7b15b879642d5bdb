"""How much of what is typed on one card is kept.

A review is one event, and an event has a longest form. What would not fit is refused as it comes,
in words: a rating must always lead to `saved`. It knows nothing of what the texts mean.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from drill.session.attempt import Attempt

MOST_KEPT = 200_000
"""Characters of all answers to one card, as the journal writes them; an event may have more."""

TRY_COSTS = 40
"""What an event says of a try beside its text: a verdict, commas, brackets."""


def too_much(attempt: Attempt, given: Mapping[str, str]) -> str:
    """Say in words why no more can be kept of this card; empty where there is room."""
    tries = [*(one.answers for one in attempt.tries), {"told": attempt.told}, given]
    if sum(_written(texts) for texts in tries) <= MOST_KEPT:
        return ""
    typed = sum(len(text) for text in given.values())
    if typed > MOST_KEPT // 10:
        return f"an answer of {typed} characters cannot be kept with this card; write a shorter one"
    return "as many answers as one card can keep have been given; rate it"


def no_confidence(said: int | None) -> str:
    """Say in words why this is no confidence; empty where it is one, or none was said."""
    if said is None or 1 <= said <= 4:
        return ""
    return "a confidence is 1 guess, 2 unsure, 3 fairly or 4 certain"


def _written(texts: Mapping[str, str]) -> int:
    return len(json.dumps(dict(texts), ensure_ascii=False)) + TRY_COSTS

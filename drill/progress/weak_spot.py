"""The one misconception to drill now: what the home screen names.

The home screen waits for it, so it imports next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

RECENT_DAYS = 14
"""What was made in so many days is recent, today among them."""


def weak_spot(
    made: Iterable[tuple[str, str]], least: int = 3
) -> tuple[str, int, tuple[str, ...]] | None:
    """Find the mistake made most, of (mistake, item) pairs in the order they were made.

    Gives its id, how often it was made, and the items it was made on, the latest first; None where
    none was made `least` times. Of equals, the one made last.
    """
    times: dict[str, int] = {}
    items: dict[str, dict[str, None]] = {}
    for id_, item in made:
        times[id_] = times.pop(id_, 0) + 1  # moved to the end: the one made last
        of = items.setdefault(id_, {})
        of.pop(item, None)
        of[item] = None
    if not times:
        return None
    worst = max(reversed(times), key=times.__getitem__)
    if times[worst] < least:
        return None
    return worst, times[worst], tuple(reversed(items[worst]))

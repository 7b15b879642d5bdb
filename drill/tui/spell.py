"""How the screens put figures into words."""

from __future__ import annotations

from drill.service.spans import say_clock as clock

__all__ = ["clock", "count"]


def count(number: int, one: str, many: str = "") -> str:
    """Say a number with its noun: 1 card, 2 cards."""
    return f"{number} {one if number == 1 else many or one + 's'}"

"""How the screens put figures into words."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """Say a duration as 06:12, or 1:06:12 from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def count(number: int, one: str, many: str = "") -> str:
    """Say a number with its noun: 1 card, 2 cards."""
    return f"{number} {one if number == 1 else many or one + 's'}"

"""Numbers of things in words, as the scorecard says them."""

from __future__ import annotations

from collections.abc import Sequence


def count(number: int, what: str) -> str:
    """Say a number with its noun: 1 hint, 2 hints."""
    return f"{number} {what}" + ("" if number == 1 else "s")


def slots(numbers: Sequence[int]) -> str:
    """Name slots: slot 1; slots 1, 3 and 4."""
    if len(numbers) == 1:
        return f"slot {numbers[0]}"
    return f"slots {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"

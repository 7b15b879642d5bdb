"""How the values of options are read: each refusal says what was given and what would be right."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable


def clock_time(text: str) -> int:
    """Read HH:MM as minutes after midnight."""
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and len(text) <= 5):
        raise ArgumentTypeError(f"`{text[:20]}` is no time of day such as 09:00")
    if int(hours) > 23 or int(minutes) > 59:
        raise ArgumentTypeError(f"`{text[:20]}` is no time of day such as 09:00")
    return int(hours) * 60 + int(minutes)


def seed(text: str) -> int:
    """Read the seed of something random: 0 to 2^31 - 1."""
    if not text.isascii() or not text.isdigit() or len(text) > 10 or int(text) >= 2**31:
        raise ArgumentTypeError(f"`{text[:20]}` is no whole number from 0 to {2**31 - 1}")
    return int(text)


def positive(text: str) -> int:
    """Read a whole number from 1."""
    value = count(text)
    if value < 1:
        raise ArgumentTypeError("must be 1 or more")
    return value


def count(text: str) -> int:
    """Read a whole number from 0."""
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ArgumentTypeError(f"`{text[:20]}` is no whole number from 0 to 999999")
    return int(text)


def share(text: str) -> float:
    """Read 0.9, 90 or 90% as the same share."""
    digits = text.removesuffix("%").strip()
    whole, _point, part = digits.partition(".")
    if len(digits) > 8 or not (whole + part).isascii() or not (whole + part).isdigit():
        raise ArgumentTypeError(f"`{text[:20]}` is no share; write it as 0.9 or 90%")
    value = float(digits)
    return value / 100 if text.endswith("%") or value > 1 else value


def within(low: int, high: int) -> Callable[[str], int]:
    """Make the reader of a whole number within bounds."""

    def read(text: str) -> int:
        value = count(text)
        if not low <= value <= high:
            raise ArgumentTypeError(f"must be from {low} to {high}")
        return value

    return read

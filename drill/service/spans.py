"""How every door says a span of time, a number with its noun, and a text that was pasted."""

from __future__ import annotations

import unicodedata

SOON_S = 3600


def say_span(seconds: int) -> str:
    """Say a span in the largest unit that keeps it short: 10 min, 4 d, 3 mo, 1.2 y."""
    days = seconds / 86400
    if days < 1:
        return f"{max(1, round(seconds / 60))} min"
    if days < 60:
        return f"{round(days)} d"
    if days < 365:
        return f"{round(days / 30.4)} mo"
    return f"{days / 365:.1f} y"


def say_return(rating: int, seconds: int) -> str:
    """Say when a card comes back: one that was forgotten returns within the session, soon."""
    return "soon" if rating == 1 and seconds < SOON_S else say_span(seconds)


def say_clock(seconds: float) -> str:
    """Say a duration as 06:12, or 1:06:12 from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def count(number: int, one: str, many: str = "") -> str:
    """Say a number with its noun: 1 card, 2 cards."""
    return f"{number} {one if number == 1 else many or one + 's'}"


STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def legible(text: str) -> str:
    """Replace every character that could steer a terminal or reorder what is read, line ends aside.

    Answers in words are kept as they were typed or pasted, so they are made harmless where they are
    shown.
    """
    return "".join(
        REPLACEMENT if unicodedata.category(char) in STEERING and char not in "\n\t" else char
        for char in text
    )

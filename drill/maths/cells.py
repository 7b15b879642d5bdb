"""How many columns of a terminal a text takes.

Where terminals disagree the larger figure is given, so that what is said to fit does fit. Knows
nothing of styles or of lines.
"""

from __future__ import annotations

import unicodedata

_FLAGS = range(0x1F1E6, 0x1F200)  # regional indicators: wide in pairs, narrow to Python


def cell_of(character: str) -> int:
    """Give the columns of one character: 0, 1 or 2."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) in _FLAGS:
        return 2
    return 1


def cells(text: str) -> int:
    """Give the columns of a text on one line."""
    return len(text) if text.isascii() else sum(map(cell_of, text))


def clusters(text: str) -> list[str]:
    """Cut a text into what takes a place of its own: a character with the marks upon it."""
    found: list[str] = []
    for character in text:
        if found and cell_of(character) == 0:
            found[-1] += character
        else:
            found.append(character)
    return found


def cut(text: str, width: int) -> tuple[str, str]:
    """Split a text where `width` columns are full; the first part holds at least one character."""
    taken = 0
    for index, character in enumerate(text):
        wide = cell_of(character)
        if index and wide and taken + wide > width:
            return text[:index], text[index:]
        taken += wide
    return text, ""

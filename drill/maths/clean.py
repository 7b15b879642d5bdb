"""Which characters may reach a terminal or stand in a bank: foreign text is text, never orders.

A control character can write the clipboard, a bidirectional one can make `a - b` look like `b - a`,
an invisible one can make two answers look the same. They are refused where text comes in
(`find_forbidden`) and replaced once more where it is shown (`neutralise`). Knows nothing of what
the text means. Newline is the one control character that prose needs, and it is let through.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_RANGES: tuple[tuple[int, int], ...] = (
    (0x00, 0x09),  # C0, newline apart
    (0x0B, 0x1F),
    (0x7F, 0x9F),  # DEL and C1
    (0xAD, 0xAD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x0600, 0x0605),
    (0x061C, 0x061C),  # Arabic letter mark: bidirectional
    (0x06DD, 0x06DD),
    (0x070F, 0x070F),
    (0x0890, 0x0891),
    (0x08E2, 0x08E2),
    (0x115F, 0x1160),  # Hangul fillers: letters that nobody sees
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),  # Mongolian selectors
    (0x200B, 0x200F),  # zero width, left-to-right and right-to-left marks
    (0x2028, 0x202E),  # line separators, bidirectional embeddings and overrides
    (0x2060, 0x206F),  # invisible operators, bidirectional isolates
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),  # lone surrogates
    (0xE000, 0xF8FF),  # private use
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFE00, 0xFE0F),  # variation selectors: they change how wide a character is
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),  # interlinear annotation
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1345F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0x10FFFF),  # tags, selectors, private planes
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0xE0000, 0x10000)),  # noncharacters
)
_STARTS = tuple(start for start, _ in sorted(_RANGES))
_ENDS = tuple(end for _, end in sorted(_RANGES))
_NAMES = {"\t": " (a tab)", "\r": " (a carriage return)", "\x1b": " (escape)", "\x07": " (bell)"}


def neutralise(text: str) -> str:
    """Replace every character that could steer a terminal, hide or reorder text by U+FFFD."""
    bad = _forbidden_in(text)
    return text.translate(dict.fromkeys(map(ord, bad), REPLACEMENT)) if bad else text


def find_forbidden(text: str) -> tuple[int, str] | None:
    """Find the first forbidden character: its index, and its name such as `U+202E`."""
    bad = _forbidden_in(text)
    if not bad:
        return None
    index = min(map(text.index, bad))
    return index, code_point(text[index])


def all_forbidden(text: str) -> tuple[tuple[int, str], ...]:
    """Find every forbidden character, in order, as `find_forbidden` does."""
    bad = _forbidden_in(text)
    if not bad:
        return ()
    return tuple((index, code_point(char)) for index, char in enumerate(text) if char in bad)


def _forbidden_in(text: str) -> frozenset[str]:
    """Collect the forbidden characters of a text.

    Looked up one by one, for a text has few different ones; a pattern of all the ranges would take
    longer to compile than a whole start may take.
    """
    if text.isascii() and text.isprintable():
        return frozenset()
    return frozenset(filter(_is_forbidden, set(text)))


@lru_cache(maxsize=4096)
def _is_forbidden(character: str) -> bool:
    number = ord(character)
    place = bisect_right(_STARTS, number) - 1
    return place >= 0 and number <= _ENDS[place]


def code_point(character: str) -> str:
    """Write a character by its number: `U+202E`, `U+0009 (a tab)`."""
    return f"U+{ord(character):04X}{_NAMES.get(character, '')}"

"""Which key points a told answer seems to make, and the words that make it seem so.

The match only ever pre-ticks a point: lexical matching is right often enough to save typing and
wrong often enough that the learner has the last word. A point is met where every one of its cue
groups has a phrase that occurs, no anti-cue occurs, and the matched words are not negated.

Words are compared by a light stem, with one slip of the keys forgiven in longer ones. Everything
is linear in the length of the answer; the standard library is enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

from drill.value import Value

MAX_TOLD = 8000
"""Characters of an answer that are looked at; nobody types more at a card."""
NEGATION_REACH = 3
"""A negation counts for this many words behind it."""
SHORTEST_FORGIVEN = 6
"""Words this long may have one slip of the keys in them."""

NEGATIONS = frozenset(
    (
        *("not", "no", "never", "cannot", "cant", "dont", "doesnt", "isnt", "arent", "wont"),
        *("without", "neither", "nor", "hardly"),
    )
)
SUFFIXES = (
    *("ations", "ation", "ingly", "edly", "ments", "ment", "ities", "ity"),
    *("ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s"),
)
WORD = re.compile(r"[a-z0-9_]+(?:'[a-z]+)?|[^\sa-z0-9_]")


class Point(Protocol):
    """What the matcher needs of a key point."""

    @property
    def id(self) -> str:
        """The point's id."""

    @property
    def cues(self) -> tuple[tuple[str, ...], ...]:
        """Groups of phrases, every group needed."""

    @property
    def anti_cues(self) -> tuple[str, ...]:
        """Phrases that contradict the point."""


class Word(Value):
    """A word of the answer: its stem, and where it stands."""

    stem: str
    start: int
    end: int


def match_points(told: str, points: Iterable[Point]) -> dict[str, str]:
    """Map the ids of the points that seem to be made to the words that make them seem so."""
    text = told[:MAX_TOLD]
    words = split(text)
    made: dict[str, str] = {}
    for point in points:
        spans = match(words, point)
        if spans is not None:
            made[point.id] = " … ".join(text[start:end] for start, end in spans)
    return made


def match(words: Sequence[Word], point: Point) -> list[tuple[int, int]] | None:
    """Find the spans that make a point, or None where it is not made."""
    if not point.cues or any(_find(words, phrase, 0) for phrase in point.anti_cues):
        return None
    found: list[tuple[int, int]] = []
    for group in point.cues:
        span = _first(words, group)
        if span is None:
            return None
        found.append(span)
    return sorted(set(found))


def split(text: str) -> list[Word]:
    """Split an answer into words; the positions are those of the text as it was typed."""
    folded = _fold(text)
    return [
        Word(stem(hit.group().replace("'", "")), hit.start(), hit.end())
        for hit in WORD.finditer(folded)
    ]


def stem(word: str) -> str:
    """Take the commonest ending off a word, keeping at least four letters."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def _fold(text: str) -> str:
    """Fold case and accents character by character, so that positions stay true."""
    folded: list[str] = []
    for char in text:
        plain = unicodedata.normalize("NFKD", char.casefold())
        base = plain[0] if plain else " "
        folded.append("'" if base in "’`" else base)
    return "".join(folded)


def _first(words: Sequence[Word], phrases: Iterable[str]) -> tuple[int, int] | None:
    """Find the first phrase of a group that occurs and is not negated."""
    for phrase in phrases:
        start = 0
        while (hit := _find(words, phrase, start)) is not None:
            first, last = hit
            if not _negated(words, first, phrase):
                return words[first].start, words[last].end
            start = first + 1
    return None


def _find(words: Sequence[Word], phrase: str, start: int) -> tuple[int, int] | None:
    wanted = [stem(word.group().replace("'", "")) for word in WORD.finditer(_fold(phrase))]
    for first in range(start, len(words) - len(wanted) + 1):
        window = words[first : first + len(wanted)]
        if wanted and all(_alike(w.stem, s) for w, s in zip(window, wanted, strict=True)):
            return first, first + len(wanted) - 1
    return None


def _negated(words: Sequence[Word], first: int, phrase: str) -> bool:
    """Say whether a negation stands shortly before; a phrase that negates itself is meant so."""
    if any(stem(word) in NEGATIONS for word in phrase.casefold().split()):
        return False
    for word in reversed(words[max(0, first - NEGATION_REACH) : first]):
        if word.stem in (".", ";", ",", ":"):
            return False
        if word.stem in NEGATIONS:
            return True
    return False


def _alike(typed: str, wanted: str) -> bool:
    """Compare two stems, forgiving one slip of the keys in a long one."""
    if typed == wanted:
        return True
    if len(wanted) < SHORTEST_FORGIVEN or abs(len(typed) - len(wanted)) > 1:
        return False
    return typed[0] == wanted[0] and _one_slip(typed, wanted)


def _one_slip(one: str, other: str) -> bool:
    """Say whether one insertion, deletion, change or swap turns one word into the other."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, left = one[start:], other[start:]
    swapped = len(rest) > 1 and len(left) > 1 and rest[:2] == left[1::-1] and rest[2:] == left[2:]
    return swapped or rest[1:] == left[1:] or rest[1:] == left or rest == left[1:]

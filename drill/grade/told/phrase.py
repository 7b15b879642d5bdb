"""The phrases a bank lists for a key point, taken apart into the words to look for.

What a phrase says is read once and remembered; where in an answer it occurs is found elsewhere.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from drill.grade.told.sense import strip_negation
from drill.grade.told.words import is_maths, stems
from drill.value import Value

GAP = "..."
"""Stands in an anti-cue between two pieces that come in this order within one clause."""


class Point(Protocol):
    """What the matcher needs of a key point."""

    @property
    def id(self) -> str:
        """The point's id."""

    @property
    def text(self) -> str:
        """What a good answer says."""

    @property
    def cues(self) -> tuple[tuple[str, ...], ...]:
        """Groups of phrases, every group needed."""

    @property
    def anti_cues(self) -> tuple[str, ...]:
        """Phrases that contradict the point."""


class Phrase(Value):
    """A cue taken apart: the words to look for, and whether they are meant to be negated."""

    before: tuple[str, ...]
    """What must stand near before a negation, `loss` of *the loss is not convex*."""
    wanted: tuple[str, ...]
    negated: bool
    maths: bool


def meant_by(point: Point) -> frozenset[str]:
    """Give the stems of a point's cues."""
    return _meant(point.cues)


@lru_cache(maxsize=1024)
def _meant(cues: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    reads = (read_phrase(phrase) for group in cues for phrase in group)
    return frozenset(word for read in reads for word in (*read.before, *read.wanted))


@lru_cache(maxsize=1024)
def pieces_of(phrase: str) -> tuple[str, ...]:
    """Give the pieces of a phrase that come in this order with a gap between."""
    return tuple(phrase.split(GAP))


@lru_cache(maxsize=8192)
def phrase_stems(phrase: str) -> tuple[str, ...]:
    """Give the stems of a phrase or a piece of one, remembered."""
    return stems(phrase)


@lru_cache(maxsize=8192)
def read_phrase(phrase: str) -> Phrase:
    """Take a cue apart."""
    wanted = phrase_stems(phrase)
    before, plain, negated = strip_negation(wanted)
    return Phrase(before, plain, negated, is_maths(plain))

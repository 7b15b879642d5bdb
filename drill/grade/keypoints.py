"""Which key points a told answer seems to make or to contradict, and the words that say so.

The match only ever pre-ticks a point: reading words is right often enough to save typing and
wrong often enough that the learner has the last word. It fails nobody, and where it is in doubt it
leaves the box empty. Work is bounded by the length of the answer times the number of phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drill.grade.told.answer import Answer
from drill.grade.told.evidence import Asked, Found
from drill.grade.told.phrase import Point
from drill.grade.told.scale import CONTRADICTED, TICKED, Likely, weigh
from drill.grade.told.words import stems
from drill.value import Value

__all__ = ("NOT_KNOWN", "Asked", "Point", "Reading", "read_points", "stems")

MAX_TOLD = 8000
"""Characters of an answer that are looked at; nobody types more at a card."""
NOT_KNOWN = Asked()
"""Stands for the question where only points and answer are known."""


class Reading(Value):
    """What an answer seems to say of its points: the words that make each, or contradict it."""

    made: Mapping[str, str]
    contradicted: Mapping[str, str]


def read_points(told: str, points: Iterable[Point], asked: Asked = NOT_KNOWN) -> Reading:
    """Read an answer against key points; no point is both made and contradicted.

    The word lists are fetched here: a start should not wait for them.
    """
    from drill.grade.told.gather import gather

    answer = Answer(told[:MAX_TOLD])
    found = gather(answer, tuple(points), asked)
    made: dict[str, str] = {}
    against: dict[str, str] = {}
    for one, likely in zip(found, weigh([one.evidence for one in found]), strict=True):
        if _contradicts(one, likely):
            against[one.point] = answer.quote(one.denials or one.place)
        elif likely.made >= TICKED and one.cues:
            made[one.point] = answer.quote(one.cues)
    return Reading(made, against)


def _contradicts(found: Found, likely: Likely) -> bool:
    """Say whether a point is shown as contradicted, by words that can be shown.

    What its author named under `not` contradicts it; whatever else speaks against it must make it
    likely.
    """
    return bool(found.denials) or (found.speaks_against and likely.contradicted >= CONTRADICTED)

"""What an answer in words seems to say: the points it makes, and those it contradicts.

Everything here is a proposal to the learner, who has the last word.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.bank.model import KeyPoint
from drill.grade.keypoints import match, match_points, split
from drill.session.interview.steps import Mark
from drill.value import Value

CONDITIONS = (
    *("only if", "only when", "only where", "if ", "unless", "assum", "provided", "condition"),
    *("depends", "as long as", "in general", "need not", "guarantee", "fails", "does not hold"),
)
PRICES = (
    *("cost", "trade", "price", "expens", "cheap", "memory", "slower", "faster", "worse"),
    *("instead of", "rather than", "at the price", "in exchange", "compared with", "noise"),
)
LIKELY = 0.5
"""Share of the looked-for words from which a follow-up counts as probably answered."""
SHORTEST_STEM = 4


class Opposite(Value):
    """A point made of what contradicts another, so that it is looked for the same way."""

    id: str
    cues: tuple[tuple[str, ...], ...]
    anti_cues: tuple[str, ...] = ()


def mark(told: str, points: Sequence[KeyPoint], texts: Sequence[str]) -> tuple[Mark, ...]:
    """Mark every point against an answer; `texts` are the points in plain words, in order."""
    matched = match_points(told, points)
    against = contradicted(told, points)
    no_must = not any(point.must for point in points)
    return tuple(
        Mark(
            id=point.id,
            text=text,
            must=point.must or no_must,
            weight=point.weight,
            condition=states_condition(text),
            cued=bool(point.cues),
            matched=matched.get(point.id, ""),
            contradicted=against.get(point.id, ""),
        )
        for point, text in zip(points, texts, strict=True)
    )


def contradicted(told: str, points: Sequence[KeyPoint]) -> dict[str, str]:
    """Map the points an answer seems to contradict to the words that do; a denial does not."""
    words = split(told)
    found: dict[str, str] = {}
    for point in points:
        if not point.anti_cues:
            continue
        spans = match(words, Opposite(point.id, (point.anti_cues,)))
        if spans:
            found[point.id] = " … ".join(told[start:end] for start, end in spans)
    return found


def states_condition(text: str) -> bool:
    """Say whether a point states an assumption, a limit or a price."""
    said = text.lower()
    return any(word in said for word in (*CONDITIONS, *PRICES))


def seems_answered(told: str, answer: str) -> bool:
    """Say whether an answer holds half of the words that the looked-for one has."""
    wanted = {word.stem for word in split(answer) if len(word.stem) >= SHORTEST_STEM}
    said = {word.stem for word in split(told)}
    return bool(wanted) and len(wanted & said) >= LIKELY * len(wanted)

"""What an answer in words seems to say: the points it makes, and those it contradicts.

Everything here is a proposal to the learner, who has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from drill.bank.model import KeyPoint
from drill.grade.keypoints import NOT_KNOWN, Asked, read_points, stems
from drill.session.interview.steps import Mark

CONDITIONS = re.compile(
    r"\b(only where|if\b|when|unless|assum|provided|condition(?! number)|depends|as long as"
    r"|in general|need not|guarantee|fails|does not hold|not 0|non-?zero|for \w+ ?[<>≤≥])"
)
PRICES = re.compile(
    r"\b(cost(?! function)|trade|price|expens|cheap|memory|slower|faster|worse"
    r"|instead of|rather than|in exchange|compared with)"
)
LIKELY = 0.5
"""Share of the looked-for words from which a follow-up counts as probably answered."""
SHORTEST_STEM = 4


def mark(
    told: str, points: Sequence[KeyPoint], texts: Sequence[str], asked: Asked = NOT_KNOWN
) -> tuple[Mark, ...]:
    """Mark every point against an answer; `texts` are the points in plain words, in order."""
    read = read_points(told, points, asked)
    no_must = not any(point.must for point in points)
    return tuple(
        Mark(
            id=point.id,
            text=text,
            must=point.must or no_must,
            weight=point.weight,
            condition=states_condition(text),
            cued=bool(point.cues),
            matched=read.made.get(point.id, ""),
            contradicted=read.contradicted.get(point.id, ""),
        )
        for point, text in zip(points, texts, strict=True)
    )


def states_condition(text: str) -> bool:
    """Say whether a point states an assumption, a limit or a price."""
    said = text.lower()
    return bool(CONDITIONS.search(said) or PRICES.search(said))


def seems_answered(told: str, answer: str) -> bool:
    """Say whether an answer holds half of the words that the looked-for one has."""
    wanted = {stem for stem in stems(answer) if len(stem) >= SHORTEST_STEM}
    said = set(stems(told))
    return bool(wanted) and len(wanted & said) >= LIKELY * len(wanted)

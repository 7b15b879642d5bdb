"""What in an answer is near to a wrong thing that a bank lists, or has two things the wrong way.

A phrase under `not` that an answer says in other order or with words between, and two things of a
sentence that have changed places around `over`, `before` or `for`. Knows words and no figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from drill.grade.told.common import tells
from drill.grade.told.sense import NEGATIONS
from drill.grade.told.tone import carries
from drill.grade.told.words import stem, stems
from drill.value import Value

BETWEEN = frozenset(
    map(
        stem,
        (
            *("over", "before", "after", "than", "for", "to", "into", "from", "by", "not", "with"),
            *("of", "in", "is", "gives", "needs", "times", "then", "at"),
        ),
    )
)
"""Words whose two sides are not the same thing."""
SIDE = 3
"""Words on either side of these that are looked at."""
FEWEST = 2
"""Words a phrase must have to be looked for in another order."""
LEAST = 0.1
Turn = tuple[str, str, str]


class Wrong(Value):
    """A phrase of what is wrong: its words that carry a subject, and whether it is negative."""

    words: frozenset[str]
    negative: bool


@lru_cache(maxsize=8192)
def wrong(phrase: str) -> Wrong:
    """Read a phrase of what is wrong."""
    said = stems(phrase)
    return Wrong(frozenset(filter(_tells, said)), not NEGATIONS.isdisjoint(said))


def said_loosely(
    phrases: Iterable[str], places: Mapping[str, Collection[int]], negative: Collection[int]
) -> bool:
    """Say whether one stretch has all words of a phrase, in any order, negated as it is.

    `places` gives the stretches that each stem stands in, `negative` those with a negation.
    """
    for phrase in phrases:
        one = wrong(phrase)
        if len(one.words) < FEWEST or not one.words <= places.keys():
            continue
        common = set.intersection(*(set(places[word]) for word in one.words))
        if any((stretch in negative) is one.negative for stretch in common):
            return True
    return False


def nearly(phrases: Iterable[str], stretches: Iterable[Collection[str]]) -> float:
    """Give the largest share of a phrase of some words that one stretch has, whatever its order."""
    best = 0.0
    for phrase in phrases:
        words = wrong(phrase).words
        if len(words) >= FEWEST:
            whole = sum(map(tells, words)) + LEAST
            for there in stretches:
                share = sum(tells(one) for one in words if one in there) / whole
                best = max(best, share)
    return best


def foreign(phrases: Iterable[str], there: Collection[str], meant: Collection[str]) -> float:
    """Give the largest share of a phrase's words that only what is wrong has, among those there."""
    best = 0.0
    for phrase in phrases:
        own = wrong(phrase).words - meant
        if own:
            whole = sum(map(tells, own))
            best = max(best, sum(tells(one) for one in own if one in there) / max(whole, 0.1))
    return best


def turns(said: Sequence[str]) -> frozenset[Turn]:
    """Give the words on either side of a word whose sides are not the same thing."""
    return frozenset(
        (left, word, right)
        for at, word in enumerate(said)
        if word in BETWEEN
        for left in said[max(0, at - SIDE) : at]
        if _tells(left)
        for right in said[at + 1 : at + 1 + SIDE]
        if _tells(right) and right != left
    )


def swapped(said: frozenset[Turn], right: frozenset[Turn]) -> bool:
    """Say whether an answer has two things the other way round than what is right."""
    return any(
        (other, word, one) in said and (one, word, other) not in said
        for one, word, other in right
        if (other, word, one) not in right
    )


def _tells(one: str) -> bool:
    return carries(one) or one[0].isdigit()

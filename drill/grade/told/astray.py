"""What in an answer is near to a wrong thing that a bank lists, or has two things the wrong way.

A phrase under `not` that an answer says in other order or with words between, and two things of a
sentence that have changed places around `over`, `before` or `for`. Knows words and no figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from drill.grade.told.common import tells
from drill.grade.told.phrase import phrase_stems, pieces_of
from drill.grade.told.sense import NEGATIONS
from drill.grade.told.tone import carries
from drill.grade.told.words import stem
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
"""Added to what a phrase tells, so that common words alone come to nothing."""
Turn = tuple[str, str, str]


class Wrong(Value):
    """A phrase of what is wrong: its words that carry a subject, and whether it is negative."""

    words: frozenset[str]
    negative: bool
    telling: float
    """How much its words tell together."""


@lru_cache(maxsize=8192)
def wrong(phrase: str) -> Wrong:
    """Read a phrase of what is wrong."""
    said = [one for piece in pieces_of(phrase) for one in phrase_stems(piece)]
    words = frozenset(filter(_tells, said))
    return Wrong(words, not NEGATIONS.isdisjoint(said), sum(map(tells, words)))


def said_near(
    phrases: Iterable[str], places: Mapping[str, Collection[int]], negative: Collection[int]
) -> tuple[bool, float]:
    """Say whether a stretch has all words of a phrase, and give the largest share one has.

    The order does not count; all of them are there only where they are negated as in the phrase.
    `places` gives the stretches that each stem stands in, `negative` those with a negation.
    """
    whole, largest = False, 0.0
    for phrase in phrases:
        one = wrong(phrase)
        if len(one.words) < FEWEST:
            continue
        there: Counter[int] = Counter()
        shares: dict[int, float] = {}
        for word in one.words:
            for stretch in places.get(word, ()):
                there[stretch] += 1
                shares[stretch] = shares.get(stretch, 0.0) + tells(word)
        largest = max(largest, max(shares.values(), default=0.0) / (one.telling + LEAST))
        whole = whole or any(
            count == len(one.words) and (stretch in negative) is one.negative
            for stretch, count in there.items()
        )
    return whole, largest


def foreign(phrases: Iterable[str], there: Collection[str], meant: frozenset[str]) -> float:
    """Give the largest share of a phrase's words that only what is wrong has, among those there."""
    best = 0.0
    for phrase in phrases:
        own = wrong(phrase).words - meant
        if own:
            whole = sum(map(tells, own))
            best = max(best, sum(tells(one) for one in own if one in there) / max(whole, LEAST))
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

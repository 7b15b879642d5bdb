"""What turns the sense of words round: negations, and words that have an opposite.

Both are lists of plain English and of the plain English of calculus; nothing here knows a card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from drill.grade.told.words import Word, is_maths, stem

REACH = 5
"""A negation counts for this many words behind it, within its clause."""
LATEST = 6
"""Words of a phrase among which its negation is looked for."""
NEGATIONS = frozenset(
    (
        *("not", "no", "never", "cannot", "without", "neither", "nor", "hardly", "nothing", "none"),
        *("nobody", "nowhere"),
        *(
            "cant",
            "dont",
            "doesnt",
            "isnt",
            "arent",
            "wont",
            "didnt",
            "neednt",
            "wasnt",
            "shouldnt",
        ),
        *("couldnt", "wouldnt", "havent", "hasnt", "werent", "mustnt", "aint", "non"),
    )
)
NEAR_ONLY = {"non": 1, "no": 2}
"""Negations of the next word or two only."""
AUXILIARY = frozenset(
    map(
        stem,
        (
            *("is", "are", "was", "were", "be", "been", "does", "do", "did", "has", "have", "had"),
            *("can", "could", "will", "would", "should", "must", "may", "might", "the", "a", "an"),
            *("it", "this", "that", "they", "there", "you", "we", "one", "of", "to", "in", "on"),
        ),
    )
)
"""Words before a negation that need not be there for it to be the same: a verb's helpers."""
ENDS = frozenset((".", ";", ",", ":", "?", "!", "\n"))
TURNS = frozenset(
    map(stem, ("but", "while", "whereas", "although", "though", "however", "yet", "unlike"))
)
LINKS = frozenset(
    map(stem, ("so", "because", "since", "therefore", "hence", "thus", "then", "just"))
)
"""Words that end what a negation reaches, and no clause."""
FORGOTTEN = frozenset(map(stem, ("forgot", "forget", "forgotten")))
"""Words by which an `I` says that it cannot tell; it may be left out before the first."""
DUNNO, FORGOT = stem("dunno"), stem("forgot")
UNKNOWN = frozenset(map(stem, ("remember", "recall", "know")))
"""Words that, negated, say that the learner cannot tell."""
NO_IDEA = ["no", stem("idea")]
CANNOT_TELL = FORGOTTEN | UNKNOWN | {DUNNO, NO_IDEA[1]}
TAKES_BACK = frozenset(
    tuple(map(stem, phrase.split()))
    for phrase in ("no wait", "wait no", "scratch that", "strike that", "ignore that")
)
"""What is said when the clause before was wrong."""
STRONG_ENDS = frozenset((".", "?", "!", "\n"))
OPPOSITES = (
    *(("up", "down"), ("uphill", "downhill"), ("upward", "downward"), ("ascent", "descent")),
    *(("increase", "decrease"), ("rise", "fall"), ("grow", "shrink"), ("large", "small")),
    *(("larger", "smaller"), ("largest", "smallest"), ("big", "small"), ("bigger", "smaller")),
    *(("high", "low"), ("higher", "lower"), ("above", "below"), ("max", "min")),
    *(("maximum", "minimum"), ("maxima", "minima"), ("positive", "negative"), ("plus", "minus")),
    *(("fast", "slow"), ("faster", "slower"), ("fastest", "slowest"), ("quick", "slow")),
    *(("row", "column"), ("forward", "reverse")),
    *(("vanish", "explode"), ("sum", "product"), ("add", "multiply"), ("exact", "approximate")),
    *(("exact", "inexact"), ("local", "global"), ("same", "different"), ("same", "opposite")),
    *(("biased", "unbiased"), ("before", "after"), ("sharp", "flat"), ("cheap", "expensive")),
    *(("necessary", "sufficient"), ("convex", "concave"), ("odd", "even")),
    *(("online", "offline"), ("stable", "unstable"), ("more", "less")),
    *(("more", "fewer"), ("better", "worse"), ("left", "right"), ("steep", "shallow")),
    *(("synchronous", "asynchronous"), ("perpendicular", "parallel")),
    *(("orthogonal", "parallel"), ("linear", "nonlinear"), ("random", "fixed"), ("tiny", "huge")),
    *(("interior", "boundary"), ("strict", "weak"), ("symmetric", "asymmetric"), ("all", "none")),
    *(("centred", "uncentred"), ("converge", "diverge"), ("always", "never"), ("on", "off")),
)


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in OPPOSITES:
        found.setdefault(stem(one), set()).add(stem(other))
        found.setdefault(stem(other), set()).add(stem(one))
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITE = _opposites()
"""Stems that say the opposite of a stem."""


def strip_negation(wanted: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Take a phrase apart at its negation: what is before it, what is negated, if it has one.

    Helpers of a verb before the negation are left out: `isn't` says no more than `not`.
    """
    for place, word in enumerate(wanted[:LATEST]):
        if word in NEGATIONS and place + 1 < len(wanted):
            before = tuple(one for one in wanted[:place] if one not in AUXILIARY)
            return before, tuple(wanted[place + 1 :]), True
    return (), tuple(wanted), False


def negation(words: Sequence[Word], first: int, *, maths: bool) -> int:
    """Find the negation that stands before a word, in its clause and within reach, or give -1.

    A formula is negated only by what stands right before it, and `not only` negates nothing.
    """
    reach = 1 if maths else REACH
    for back in range(1, min(reach, first) + 1):
        at = first - back
        word = words[at].stem
        if word in ENDS or word in TURNS or word in LINKS:
            return -1
        if word in NEGATIONS:
            if words[at + 1].stem == "only" or back > NEAR_ONLY.get(word, REACH):
                continue
            return at
    return -1


def unsaid_clauses(words: Sequence[Word], clauses: Sequence[int]) -> Iterator[int]:
    """Give the clauses that say nothing: what is not remembered, and what is taken back.

    `no wait`, `scratch that` and their like take back the clause before them.
    """
    said = [word.stem for word in words]
    spoken = [at for at, word in enumerate(said) if word != ","]
    for at, word in enumerate(said):
        if word in CANNOT_TELL and (
            _unknown(said, at) or _forgotten(said, clauses, at) or said[at - 1 : at + 1] == NO_IDEA
        ):
            yield clauses[at]
    for one, other in pairwise(spoken):
        if (said[one], said[other]) in TAKES_BACK:
            yield from (clauses[one] - 1, clauses[one], clauses[other])


def _unknown(said: Sequence[str], at: int) -> bool:
    """Say whether a word says that the learner does not know."""
    before = said[max(0, at - 4) : at]
    return said[at] in UNKNOWN and "i" in before and not NEGATIONS.isdisjoint(before)


def _forgotten(said: Sequence[str], clauses: Sequence[int], at: int) -> bool:
    """Say whether a word says that the learner forgot; others forget too, and so does a gate."""
    if said[at] not in FORGOTTEN:
        return said[at] == DUNNO
    begins = at == 0 or clauses[at - 1] != clauses[at] or said[at - 1] in ENDS
    return "i" in said[max(0, at - 4) : at] or (begins and said[at] == FORGOT)


def ends_clause(words: Sequence[Word], at: int) -> bool:
    """Say whether a word stands between two clauses; a comma in a list of numbers does not."""
    word = words[at].stem
    if word == ",":
        sides = [words[place].stem for place in (at - 1, at + 1) if 0 <= place < len(words)]
        return not (len(sides) == 2 and is_maths(sides[:1]) and is_maths(sides[1:]))
    return word in ENDS or word in TURNS


def ends_sentence(words: Sequence[Word], at: int) -> bool:
    """Say whether a word ends a sentence; a full stop and the end of its line end one."""
    ends = words[at].stem in STRONG_ENDS
    return ends and not (at and words[at - 1].stem in STRONG_ENDS)

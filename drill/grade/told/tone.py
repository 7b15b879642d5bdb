"""Words that say how a sentence stands to the facts, whatever it is about.

A negation or an opposite turns one cue round; what stands here only makes an answer more or less
likely to be right where it speaks of a point: it claims more than the model answer does, waves a
thing aside, spoils it, or agrees with a sentence the learner was asked to correct. Plain English
and the plain English of calculus; nothing here knows a card.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.grade.told.sense import NEGATIONS, OPPOSITE
from drill.grade.told.words import stem, stems


def _listed(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


ABSOLUTE = _listed(
    "always never ever any anything only alone nothing whatever whenever everywhere enough both "
    "guaranteed certain certainly exact exactly identical equally entirely completely fully "
    "totally perfectly simply automatically already regardless anyway impossible irrelevant "
    "unrelated"
)
"""Words that claim something without a condition."""
DISMISSIVE = _listed(
    "matter irrelevant unrelated useless unnecessary needless pointless optional nonsense "
    "ignore skip anyway whatever forever alike simply already sadly nothing"
)
"""Words that wave something aside."""
SPOILING = _listed(
    "fail fails wrong false incorrect break breaks lose loses ruin destroy suffer lack lacks "
    "missing useless unable impossible prevents forbids except unlike"
)
"""Words that turn a statement round as a negation does."""
PLAIN = _listed(
    "a an the of to is are was were be been being am it its that this these those and or in on at "
    "for with by as so if then than you i we they he them us me my our your his their one which "
    "what when where there here how who why because since but while whereas however though "
    "although do does did have has had can could should would will may might must just also too "
    "very really only from into out up down about like such some any all more most each every "
    "other same not "
    "no never let ok okay yes hmm well get gets got go goes make makes say says said think know "
    "see take takes give gives use uses used want need needs thing things way ways lot bit "
    "kind sort"
)
"""Words that carry no subject of their own."""
RIVALS = (
    *("inside outside", "outer inner", "early late", "start end", "begin end", "raise lower"),
    *("reduce increase", "easy hard", "good bad", "right wrong", "true false", "help hurt"),
    *("bounded unbounded", "forward backward", "input output", "first second", "first last"),
    *("scalar vector", "vector matrix", "scalar matrix", "constant varying", "mean sum"),
    *("average sum", "divide multiply", "subtract add", "pre post", "accurate inaccurate"),
    *("reliable unreliable", "depend independent", "dependent independent", "unique several"),
    *("some every", "some all", "with without", "rate constant", "linear quadratic"),
    *("linear exponential", "linear polynomial", "geometric polynomial", "numerator denominator"),
    *("save waste", "once twice", "once every", "one several", "one both", "both neither"),
    *("small huge", "few many", "below over", "possible impossible", "zero one"),
    *("finite infinite", "fixed free", "fixed change", "local everywhere", "need unnecessary"),
    *("keep discard", "store discard", "keep drop", "affine nonlinear", "differ same"),
    *("equal different", "together separately", "old new", "upper lower", "flat steep"),
    *("flat high", "flat sharp", "less larger", "less bigger", "smaller more", "larger less"),
    *("light heavy", "lighter more", "most least", "best worst", "top included"),
    *("separate joint", "descend ascend", "minimise maximise", "converge explode"),
    *("solved mitigated", "<= >=", "< >"),
)
"""Pairs that answers put in each other's place, beyond the plain opposites."""
CLAIMS = _listed("it that this sentence claim statement word explanation advice everything")
"""What is said to be right where a sentence is accepted."""
RIGHT = _listed("right correct true fine sufficient ok okay accurate justified")
LINKING = _listed("is as be looks seems sounds the perfectly totally quite all")
"""Words that may stand between the two."""
AGREEING = tuple(
    stems(phrase)
    for phrase in (
        *("nothing is missing", "nothing missing", "nothing's missing", "nothing is wrong"),
        *("nothing wrong", "wouldn't challenge", "would not challenge", "I agree"),
        *("is the right word", "the right word", "no problem with", "right as it stands"),
        *("correct as it", "true as it", "fine as it", "holds as stated", "yes that is"),
    )
)
"""Ways to accept a sentence as it stands, besides saying that it is right."""
DOUBTING = _listed(
    "wrong missing challenge insufficient inconsistent correct imprecise precise sentence claim "
    "true"
)
"""Words of a prompt that asks what is to be said against a sentence."""
_AGREEING = {
    first: tuple(phrase for phrase in AGREEING if phrase[0] == first)
    for first in {phrase[0] for phrase in AGREEING}
}
QUOTES = ('"', "“")


def _rivals() -> dict[str, frozenset[str]]:
    found = {word: set(others) for word, others in OPPOSITE.items()}
    for pair in RIVALS:
        one, other = stems(pair)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


RIVAL = _rivals()
"""Stems that an answer puts where a stem belongs when it has it wrong."""


def carries(stem_: str) -> bool:
    """Say whether a stem carries a subject: a word that is not among the plain ones."""
    return len(stem_) > 1 and stem_.isalpha() and stem_ not in PLAIN


def spoilt(said: Sequence[str]) -> bool:
    """Say whether the negations and spoiling words of a stretch leave it turned round."""
    return sum(one in NEGATIONS or one in SPOILING for one in said) % 2 == 1


def questions_a_claim(prompt: str) -> bool:
    """Say whether a prompt asks what is to be said against a sentence."""
    return any(mark in prompt for mark in QUOTES) or not DOUBTING.isdisjoint(stems(prompt))


def agrees(said: Sequence[str]) -> bool:
    """Say whether an answer accepts the sentence it was asked to correct."""
    for at, word in enumerate(said):
        if NEGATIONS.isdisjoint(said[max(0, at - 3) : at]) and (
            _calls_right(said, at)
            or any(tuple(said[at : at + len(one)]) == one for one in _AGREEING.get(word, ()))
        ):
            return True
    return False


def _calls_right(said: Sequence[str], at: int) -> bool:
    """Say whether a claim stands at a word that is then said to be right, `if` not before it."""
    if said[at] not in CLAIMS or (at and said[at - 1] == "if"):
        return False
    for word in said[at + 1 : at + 4]:
        if word in RIGHT:
            return True
        if word not in LINKING:
            return False
    return False

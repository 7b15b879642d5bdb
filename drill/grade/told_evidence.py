"""What in an answer speaks for and against each point of a card, in figures from 0 to about 1.

For a point: its cues, how rare they are, how close together, and how much of its own text is
found where they stand. Against it: phrases that contradict it; where it is spoken of, a negation,
an opposite or a rival of one of its words, a number the card does not have, a claim without a
condition the model answer does not make, something waved aside, or more of another point than of
it. What the prompt says is no evidence: answers repeat the question. The figures are gathered
here; what they are worth is said in `told_scale`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from math import log

from drill.grade.told_answer import Answer, Hit, Point, meant_by
from drill.grade.told_common import tells
from drill.grade.told_sense import NEGATIONS
from drill.grade.told_tone import (
    ABSOLUTE,
    DISMISSIVE,
    RIVAL,
    agrees,
    carries,
    questions_a_claim,
    spoilt,
)
from drill.grade.told_values import disagrees, stated
from drill.grade.told_words import stems
from drill.value import Value

SPOKEN_OF = 0.25
"""Share of a point's text from which a clause speaks of it, where its cues do not say so."""
LEAST = 0.1
"""What a common word of a point's own text still counts."""
RARE_ENOUGH = 1.5
"""More than this, added over the groups, rarity adds nothing."""
SENTENCE = 15
"""Words of an ordinary sentence, by which an answer's length is measured."""
ENDS = re.compile(r"[.;:!?]\s|\n")
"""Where a sentence of a model answer ends."""


class Asked(Value):
    """What an answer was asked, and the model answer; both as prose, empty where not known."""

    prompt: str = ""
    answer: str = ""


class Evidence(Value):
    """What speaks for and against one point; shares and counts, 0 where there is nothing."""

    cued: float = 0.0
    """1 where every cue group has a phrase that occurs as meant."""
    share: float = 0.0
    """Share of the cue groups that have one."""
    rare: float = 0.0
    """How much the words of these tell, the prompt's aside."""
    clause: float = 0.0
    """1 where one clause has them all."""
    sentence: float = 0.0
    """1 where one sentence has them all."""
    phrases: float = 0.0
    """Logarithm of one more than the places where cues occur."""
    text: float = 0.0
    """Share of the point's text in the sentence that has most of it."""
    own: float = 0.0
    """Share, where the point is spoken of, of what only this point of the card says."""
    against: float = 0.0
    """1 where a phrase contradicts it or its cues are turned round."""
    negated: float = 0.0
    """1 where it is spoken of in a negated clause and is not itself negative."""
    opposite: float = 0.0
    """1 where an opposite stands for one of its words."""
    unlike_model: float = 0.0
    """1 where an opposite stands for a word of the model answer's nearest sentence."""
    turned: float = 0.0
    """1 where that sentence is negated and the clause is not, or the other way round."""
    absolute: float = 0.0
    """1 where it is spoken of without a condition, and the model answer is not so sure."""
    dismissed: float = 0.0
    """1 where something is waved aside in the same sentence."""
    value: float = 0.0
    """1 where a number or a formula differs from the point's."""
    number: float = 0.0
    """1 where it is spoken of with a number that the card does not have."""
    rival: float = 0.0
    """1 where more of what only another point says stands there than of this one's."""
    absolutes: float = 0.0
    """Claims without a condition, for each fifteen words of the answer."""
    dismissals: float = 0.0
    """Words that wave something aside, for each fifteen words of the answer."""
    agrees: float = 0.0
    """1 where the answer accepts the sentence it was asked to correct."""
    others_against: float = 0.0
    """Share of the card's points that are others and that phrases contradict."""


class Found(Value):
    """The evidence on one point, and the words that show it."""

    point: str
    evidence: Evidence
    cues: tuple[Hit, ...]
    """What makes the point, or is there of it."""
    denials: tuple[Hit, ...]
    """What contradicts it."""
    place: tuple[Hit, ...]
    """Where it is spoken of."""

    @property
    def speaks_against(self) -> bool:
        """Say whether anything that is said of the point itself speaks against it."""
        return bool(self.denials) or (
            bool(self.place) and any(getattr(self.evidence, name) for name in LOCAL)
        )


def gather(told: Answer, points: Sequence[Point], asked: Asked) -> list[Found]:
    """Gather what an answer has for and against each point."""
    return Gathering(told, points, asked).all()


class Gathering:
    """One answer read against one card."""

    def __init__(self, told: Answer, points: Sequence[Point], asked: Asked) -> None:
        self._told = told
        self._points = points
        self._prompt = stems_of(asked.prompt)
        self._model = stems_of(asked.answer)
        self._sentences = sentences_of(asked.answer)
        texts = {point.id: stems_of(point.text) for point in points}
        self._known = frozenset().union(
            self._prompt, self._model, *texts.values(), *map(meant_by, points)
        )
        self._only = {id_: _only(id_, texts) for id_ in texts}
        self._said = _as_known(told, self._known)
        self._clauses = _members(told.clauses)
        self._in_sentence = _members(told.sentences)
        self._stated = stated(told.text)
        self._claim = questions_a_claim(asked.prompt)

    def all(self) -> list[Found]:
        """Gather for every point."""
        first = [self._point(point) for point in self._points]
        total = sum(found.evidence.against for found in first)
        length = max(SENTENCE, len(self._said)) / SENTENCE
        absolutes = sum(one in ABSOLUTE and one not in self._known for one in self._said)
        whole = {
            "absolutes": absolutes / length,
            "dismissals": sum(one in DISMISSIVE for one in self._said) / length,
            "agrees": float(self._claim and agrees(self._said)),
        }
        return [
            _with(
                found,
                others_against=(total - found.evidence.against) / len(first),
                **whole,
            )
            for found in first
        ]

    def _point(self, point: Point) -> Found:
        """Gather for one point what does not depend on the others' evidence."""
        told, said = self._told, self._said
        groups = told.groups(point)
        denials, hits = told.denials(point), told.decide(point)
        turned = any(hit.turned for hit in hits)
        cued = bool(hits) and not turned
        text = stems_of(point.text)
        vocabulary = frozenset(one for one in text if carries(one) or one.isdigit())
        wanted = (vocabulary - self._prompt) or vocabulary
        clauses = self._where(hits if cued else (), groups, wanted)
        places = [at for clause in clauses for at in self._clauses[clause]]
        there = {said[at] for at in places}
        meant = [[hit for hit in group if not hit.turned] for group in groups]
        own = {id_: _part(only, there) for id_, only in self._only.items()}
        inside = {at for hit in hits for at in range(hit.first, hit.last + 1)} if cued else set()
        sentences = {told.sentences[at] for at in places}
        around = [at for one in sentences for at in self._in_sentence[one]]
        near = {said[at] for at in around}
        nearest = max(self._sentences, key=lambda one: _common(there, one), default=frozenset())
        negative = not NEGATIONS.isdisjoint(text)
        evidence = Evidence(
            cued=float(cued),
            share=sum(map(bool, meant)) / max(1, len(groups)),
            rare=min(RARE_ENOUGH, sum(map(self._tells, hits))) if cued else 0.0,
            clause=float(cued and len(clauses) == 1),
            sentence=float(cued and len(sentences) == 1),
            phrases=log(1 + len({hit.first for group in meant for hit in group})),
            text=max(
                (_part(wanted, {said[at] for at in one}) for one in self._in_sentence.values()),
                default=0.0,
            ),
            own=own[point.id],
            against=float(bool(denials) or turned),
            negated=float(
                not negative and any(said[at] in NEGATIONS and at not in inside for at in places)
            ),
            opposite=float(_replaced(vocabulary, near, text | meant_by(point))),
            unlike_model=float(_misplaced(there, nearest, text | meant_by(point))),
            turned=float(
                bool(places) and spoilt([said[at] for at in places]) != spoilt([*nearest])
            ),
            absolute=float(
                any(one in ABSOLUTE and one not in text and one not in self._model for one in there)
            ),
            dismissed=float(any(said[at] in DISMISSIVE for at in around)),
            value=float(disagrees(self._stated, stated(point.text))),
            number=float(any(one[0].isdigit() and one not in self._known for one in there)),
            rival=float(max(own.values()) > own[point.id]),
        )
        shown = hits if cued else tuple(group[0] for group in meant if group)
        against = denials or (hits if turned else ())
        place = tuple(self._told.trimmed(self._clauses[clause]) for clause in clauses[:1])
        return Found(point.id, evidence, shown, against, place)

    def _where(
        self, hits: Iterable[Hit], groups: Iterable[Sequence[Hit]], wanted: Collection[str]
    ) -> list[int]:
        """Find the clauses that speak of a point: by its cues, its text, or some of its cues."""
        clause_of = self._told.clauses
        cued = sorted({clause_of[hit.first] for hit in hits})
        if cued:
            return cued
        shares = {
            clause: _part(wanted, {self._said[at] for at in places})
            for clause, places in self._clauses.items()
        }
        best = max(shares, key=shares.__getitem__, default=-1)
        if best >= 0 and shares[best] > SPOKEN_OF:
            return [best]
        some = Counter(clause_of[hit.first] for group in groups for hit in group)
        return [clause for clause, _ in some.most_common(1)]

    def _tells(self, hit: Hit) -> float:
        """Give how much the rarest word of a hit tells that the prompt does not have."""
        words = self._said[hit.first : hit.last + 1]
        return max(0.0 if word in self._prompt else tells(word) for word in words)


@lru_cache(maxsize=4096)
def stems_of(text: str) -> frozenset[str]:
    """Give the stems of a text."""
    return frozenset(stems(text))


@lru_cache(maxsize=1024)
def sentences_of(text: str) -> tuple[frozenset[str], ...]:
    """Give the stems of each sentence of a text."""
    return tuple(frozenset(stems(piece)) for piece in ENDS.split(text))


def _as_known(told: Answer, known: Iterable[str]) -> tuple[str, ...]:
    """Give the stems of an answer with slips of the keys put right where the card has the word."""
    right = {one: one for one in known}
    slips = {typed: one for one in right for typed in told.alike(one) if typed not in right}
    return tuple(slips.get(one, one) for one in told.stems)


def _members(stretches: Iterable[int]) -> dict[int, list[int]]:
    """Give the places in each stretch."""
    found: dict[int, list[int]] = {}
    for place, stretch in enumerate(stretches):
        found.setdefault(stretch, []).append(place)
    return found


def _only(id_: str, texts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Give what only one point of a card says."""
    others = frozenset().union(*(text for other, text in texts.items() if other != id_))
    return frozenset(one for one in texts[id_] - others if carries(one) or one[0].isdigit())


def _part(wanted: Collection[str], there: Collection[str]) -> float:
    """Give the share of the wanted stems that are there, rare ones counting more."""
    whole = sum(tells(one) + LEAST for one in wanted)
    return sum(tells(one) + LEAST for one in wanted if one in there) / whole if whole else 0.0


def _common(there: Collection[str], other: frozenset[str]) -> float:
    return sum(tells(one) for one in there if one in other and carries(one))


def _replaced(text: Iterable[str], there: Collection[str], meant: Collection[str]) -> bool:
    """Say whether an opposite stands where a word of a text should, and is not meant to."""
    return any(
        other in there and other not in meant
        for one in text
        if one not in there
        for other in RIVAL.get(one, ())
    )


def _misplaced(there: Iterable[str], nearest: Collection[str], meant: Collection[str]) -> bool:
    """Say whether a word stands there whose opposite a model sentence has instead."""
    return any(
        other in nearest
        for one in there
        if one not in nearest and one not in meant
        for other in RIVAL.get(one, ())
    )


def _with(found: Found, **more: float) -> Found:
    """Add figures to the evidence found."""
    figures = {name: getattr(found.evidence, name) for name in FIGURES}
    evidence = Evidence(**{**figures, **more})
    return Found(found.point, evidence, found.cues, found.denials, found.place)


LOCAL = (
    *("negated", "opposite", "unlike_model", "turned", "absolute", "dismissed", "number"),
    *("value", "rival", "agrees"),
)
"""The figures of what may be wrong where a point is spoken of."""
FIGURES = tuple(Evidence.__annotations__)
"""The names of the figures, in their order."""

"""Gather what in an answer speaks for and against each point of a card.

What the prompt says is no evidence: answers repeat the question. A point is spoken of in the
clauses that hold its cues, or most of its own text, or some of its cues; what stands there, and
around it in the sentence, is compared with the point, with the nearest sentence of the model
answer and with the other points. No figure is weighed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import log

from drill.grade.told.answer import Answer, Hit
from drill.grade.told.astray import foreign, said_near, swapped, turns
from drill.grade.told.common import tells
from drill.grade.told.evidence import Asked, Evidence, Found
from drill.grade.told.phrase import Point, meant_by
from drill.grade.told.sense import NEGATIONS
from drill.grade.told.texts import sentences_of, stems_of, turns_of
from drill.grade.told.tone import (
    ABSOLUTE,
    DISMISSIVE,
    RIVAL,
    agrees,
    carries,
    questions_a_claim,
    spoilt,
)
from drill.grade.told.values import disagrees, stated
from drill.value import Value

SPOKEN_OF = 0.25
"""Share of a point's text from which a clause speaks of it, where its cues do not say so."""
LEAST = 0.1
"""What a common word of a point's own text still counts."""
RARE_ENOUGH = 1.5
"""More than this, added over the groups, rarity adds nothing."""
SENTENCE = 15
"""Words of an ordinary sentence, by which an answer's length is measured."""
NOT_ONLY, ALSO = ("not", "only"), "also"


class Spot(Value):
    """Where a point is spoken of."""

    clauses: tuple[int, ...]
    words: tuple[str, ...]
    """The stems of these clauses."""
    sentences: frozenset[int]
    around: frozenset[str]
    """The stems of the sentences."""
    denied: bool
    """Whether a negation stands in the clauses that is none of a cue's."""


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
        self._right = turns_of(asked.answer)
        texts = {point.id: stems_of(point.text) for point in points}
        self._known = frozenset().union(
            self._prompt, self._model, *texts.values(), *map(meant_by, points)
        )
        self._only = {id_: _only(id_, texts) for id_ in texts}
        self._said = _as_known(told, self._known)
        self._clauses = _members(told.clauses)
        self._in_sentence = {
            sentence: frozenset(self._said[at] for at in places)
            for sentence, places in _members(told.sentences).items()
        }
        self._places = _places(self._said, told.clauses)
        self._negative = frozenset().union(
            *(found for word, found in self._places.items() if word in NEGATIONS)
        )
        self._turns = turns(self._said)
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
            replace(
                found,
                evidence=replace(
                    found.evidence,
                    others_against=(total - found.evidence.against) / (len(first) + 1),
                    **whole,
                ),
            )
            for found in first
        ]

    def _point(self, point: Point) -> Found:
        """Gather for one point what does not depend on the others' evidence."""
        groups, denials = self._told.groups(point), self._told.denials(point)
        hits = self._told.decide(groups)
        turned = any(hit.turned for hit in hits)
        makes = () if turned else hits
        text = stems_of(point.text)
        vocabulary = frozenset(one for one in text if carries(one) or one.isdigit())
        wanted = (vocabulary - self._prompt) or vocabulary
        spot = self._spot(makes, groups, wanted)
        evidence = Evidence(
            **self._cues(groups, makes, spot),
            **self._suits(point, wanted, spot),
            **self._strays(point, vocabulary, spot),
            against=float(bool(denials) or turned),
        )
        meant = (next((hit for hit in group if not hit.turned), None) for group in groups)
        return Found(
            point.id,
            evidence,
            makes or tuple(hit for hit in meant if hit),
            denials or (hits if turned else ()),
            tuple(self._told.trimmed(self._clauses[clause]) for clause in spot.clauses[:1]),
        )

    def _cues(
        self, groups: Sequence[Sequence[Hit]], makes: Sequence[Hit], spot: Spot
    ) -> dict[str, float]:
        """Figure how much the cues say, and how close together."""
        meant = [[hit for hit in group if not hit.turned] for group in groups]
        return {
            "cued": float(bool(makes)),
            "share": sum(map(bool, meant)) / max(1, len(groups)),
            "rare": min(RARE_ENOUGH, sum(map(self._tells, makes))),
            "clause": float(bool(makes) and len(spot.clauses) == 1),
            "sentence": float(bool(makes) and len(spot.sentences) == 1),
            "phrases": log(1 + len({hit.first for group in meant for hit in group})),
        }

    def _suits(self, point: Point, wanted: Collection[str], spot: Spot) -> dict[str, float]:
        """Figure how well an answer suits the text of a point, beside the other points."""
        own = {id_: _part(only, spot.words) for id_, only in self._only.items()}
        shares = (_part(wanted, said) for said in self._in_sentence.values())
        return {
            "text": max(shares, default=0.0),
            "own": own[point.id],
            "rival": float(max(own.values()) > own[point.id]),
        }

    def _strays(self, point: Point, vocabulary: Collection[str], spot: Spot) -> dict[str, float]:
        """Figure what may be wrong in what is said of a point."""
        text = stems_of(point.text)
        meant = text | meant_by(point)
        there, around = frozenset(spot.words), spot.around
        nearest = max(self._sentences, key=lambda one: _common(there, one), default=frozenset())
        loosely, near = said_near(point.anti_cues, self._places, self._negative)
        compared = bool(there and nearest)
        return {
            "negated": float(spot.denied and NEGATIONS.isdisjoint(text)),
            "opposite": float(_replaced(vocabulary, around, meant)),
            "unlike_model": float(_misplaced(there, nearest, meant)),
            "turned": float(compared and spoilt(spot.words) != spoilt([*nearest])),
            "absolute": float(not (around & ABSOLUTE) <= (text | self._model)),
            "dismissed": float(not around.isdisjoint(DISMISSIVE)),
            "loosely": float(loosely),
            "nearly": near,
            "foreign": foreign(point.anti_cues, around, meant | self._prompt),
            "swapped": float(swapped(self._turns, self._right | turns_of(point.text))),
            "value": float(disagrees(self._stated, stated(point.text))),
            "number": float(any(one[0].isdigit() for one in around - self._known)),
        }

    def _spot(
        self, makes: Sequence[Hit], groups: Iterable[Sequence[Hit]], wanted: Collection[str]
    ) -> Spot:
        """Find where a point is spoken of."""
        clauses = self._where(makes, groups, wanted)
        places = [at for clause in clauses for at in self._clauses[clause]]
        sentences = frozenset(self._told.sentences[at] for at in places)
        inside = {at for hit in makes for at in range(hit.first, hit.last + 1)}
        return Spot(
            tuple(clauses),
            tuple(self._said[at] for at in places),
            sentences,
            frozenset().union(*(self._in_sentence[one] for one in sentences)),
            any(self._said[at] in NEGATIONS and at not in inside for at in places),
        )

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


def _as_known(told: Answer, known: Iterable[str]) -> tuple[str, ...]:
    """Give the stems of an answer, slips of the keys put right where the card has the word.

    `not only` neither denies nor claims to be the only one, and is read as `also`.
    """
    right = {one: one for one in known}
    slips = {typed: one for one in right for typed in told.alike(one) if typed not in right}
    said = [slips.get(one, one) for one in told.stems]
    for at in range(len(said) - 1):
        if (said[at], said[at + 1]) == NOT_ONLY:
            said[at] = said[at + 1] = ALSO
    return tuple(said)


def _members(stretches: Iterable[int]) -> dict[int, list[int]]:
    """Give the places in each stretch."""
    found: dict[int, list[int]] = {}
    for place, stretch in enumerate(stretches):
        found.setdefault(stretch, []).append(place)
    return found


def _places(said: Iterable[str], stretches: Iterable[int]) -> dict[str, set[int]]:
    """Give the stretches that each stem stands in."""
    found: dict[str, set[int]] = {}
    for one, stretch in zip(said, stretches, strict=True):
        found.setdefault(one, set()).add(stretch)
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

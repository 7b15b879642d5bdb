"""The words of a told answer, and where in it the cues of a point occur and in which sense.

A cue occurs as it is meant or turned round: negated where it should not be, or by its opposite.
The narrowest stretch that decides has the say: a clause before a sentence before the whole answer.
What an answer says it does not remember, and what it takes back, is not looked at. Whether a point
is made is decided elsewhere; this knows one point at a time and no card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from drill.grade.told.phrase import Phrase, Point, meant_by, pieces_of, read_phrase
from drill.grade.told.sense import (
    OPPOSITE,
    ends_clause,
    ends_sentence,
    negation,
    unsaid_clauses,
)
from drill.grade.told.words import GREEK, Word, alike, split, stem
from drill.value import Value

SHOWN = 12
"""Words of a clause that are shown."""
NEAR = 8
"""Words before a negated one within which what it is said of must stand."""
SHORT = 8
"""Words of a sentence that is read together with a short one beside it."""
GOES_ON = frozenset(
    map(stem, ("it", "its", "this", "that", "so", "because", "which", "these", "they", "those"))
)
"""Words that begin a sentence which goes on from the one before."""


class Hit(Value):
    """Where a phrase occurs: its first and last word, and whether its sense is turned round."""

    first: int
    last: int
    turned: bool = False
    mirrored: bool = False
    """Whether it is the opposite that occurs."""


class Answer:
    """An answer's words, with the clauses and sentences they stand in."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The answer as it was typed."""
        self._words = split(text)
        self.stems: tuple[str, ...] = tuple(word.stem for word in self._words)
        """The words, one stem for each."""
        self.clauses: list[int] = _stretches(self._words, ends_clause)
        """The number of the clause that each word stands in."""
        self.sentences: list[int] = _stretches(self._words, ends_sentence)
        """The number of the sentence that each word stands in."""
        self._going_on = frozenset(_going_on(self.stems, self.sentences))
        unsaid = set(unsaid_clauses(self._words, self.clauses))
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self.stems):
            if self.clauses[place] not in unsaid:
                self._places.setdefault(word, []).append(place)
        self._shapes: dict[tuple[str, int], list[str]] = {}
        for word in self._places:
            self._shapes.setdefault((word[0], len(word)), []).append(word)
        self._alike: dict[str, list[str]] = {}

    def alike(self, wanted: str) -> list[str]:
        """List the stems of the answer that are a stem, or a slip of the keys away from it."""
        if wanted not in self._alike:
            lengths = range(len(wanted) - 1, len(wanted) + 2)
            shapes = (self._shapes.get((wanted[0], length), ()) for length in lengths)
            same = [one for shape in shapes for one in shape if alike(one, wanted)]
            self._alike[wanted] = same
        return self._alike[wanted]

    def trimmed(self, places: Sequence[int]) -> Hit:
        """Give a stretch without the signs it begins with, and no more of it than is shown."""
        spoken = [place for place in places if self.stems[place][0].isalnum()]
        return Hit(spoken[0], spoken[:SHOWN][-1]) if spoken else Hit(places[0], places[0])

    def quote(self, hits: Iterable[Hit]) -> str:
        """Give the words of hits as they were typed, in their order."""
        spans = sorted({(hit.first, hit.last) for hit in hits})
        pieces = (self.text[self._words[a].start : self._words[b].end] for a, b in spans)
        return " … ".join(pieces)

    def denials(self, point: Point) -> tuple[Hit, ...]:
        """Find the first anti-cue of a point that occurs and is not itself negated."""
        for phrase in point.anti_cues:
            hit = self._denial(phrase)
            if hit is not None:
                return (hit,)
        return ()

    def _denial(self, phrase: str) -> Hit | None:
        """Find the pieces of an anti-cue in their order within one clause."""
        pieces = [
            _by_stretch(self._occurrences(read_phrase(piece)), self.clauses)
            for piece in pieces_of(phrase)
        ]
        for clause in sorted(set.intersection(*map(set, pieces))):
            hit = _in_order([piece[clause] for piece in pieces])
            if hit is not None:
                return hit
        return None

    def decide(self, groups: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
        """Choose of a point's groups the hits that make it, or, turned, contradict it, or none."""
        if not groups or not all(groups):
            return ()
        found = _within([_by_stretch(group, self.clauses) for group in groups])
        if found:
            return found
        by_sentence = [_by_stretch(group, self.sentences) for group in groups]
        for parts in (by_sentence, [self._in_pairs(hits) for hits in by_sentence]):
            found = _within(parts)
            if found and not any(hit.turned for hit in found):
                return found
        return ()

    def _in_pairs(self, hits: Mapping[int, list[Hit]]) -> dict[int, list[Hit]]:
        """Give the hits of each sentence with those of the next, where that goes on from it."""
        return {
            first: [*hits.get(first, ()), *hits.get(first + 1, ())]
            for one in hits
            for first in (one - 1, one)
            if first + 1 in self._going_on
        }

    def groups(self, point: Point) -> list[list[Hit]]:
        """Find the phrases of each cue group of a point, as meant and turned round."""
        meant = meant_by(point)
        alone = len(point.cues) == 1
        return [self._group(group, meant, alone=alone) for group in point.cues]

    def _group(self, phrases: Sequence[str], meant: frozenset[str], *, alone: bool) -> list[Hit]:
        """Find a group's phrases, and their opposites where these are not cues themselves."""
        found: list[Hit] = []
        reads = [read_phrase(phrase) for phrase in phrases]
        mixed = not all(read.negated for read in reads)
        for read in reads:
            weak = mixed and read.negated
            found.extend(hit for hit in self._occurrences(read) if not (weak and hit.turned))
            if not (alone and len(read.wanted) == 1):
                found.extend(self._opposites(read, meant))
        return found

    def _opposites(self, phrase: Phrase, meant: frozenset[str]) -> list[Hit]:
        """Find a phrase with one of its words turned into the opposite."""
        found: list[Hit] = []
        for place, word in enumerate(phrase.wanted):
            for other in OPPOSITE.get(word, frozenset()) - meant:
                turned = (*phrase.wanted[:place], other, *phrase.wanted[place + 1 :])
                other_way = Phrase(phrase.before, turned, phrase.negated, phrase.maths)
                hits = self._occurrences(other_way)
                found.extend(
                    Hit(hit.first, hit.last, not hit.turned, mirrored=True) for hit in hits
                )
        return found

    def _occurrences(self, phrase: Phrase) -> list[Hit]:
        found: list[Hit] = []
        for first, last in self._spans(phrase):
            if self._is_raised(last) or not self._follows(phrase.before, first):
                continue
            negated = negation(self._words, first, maths=phrase.maths)
            begin = first if negated < 0 else negated
            found.append(Hit(begin, last, (negated >= 0) != phrase.negated))
        return found

    def _is_raised(self, last: int) -> bool:
        """Say whether a power follows a letter or number: `O(h)` does not occur in `O(h^2)`."""
        one = self.stems[last]
        short = len(one) == 1 or one[0].isdigit() or one in GREEK.values()
        return short and self.stems[last + 1 : last + 2] == ("^",)

    def _follows(self, before: Iterable[str], first: int) -> bool:
        """Say whether words stand near before a place, in its clause."""
        near = [
            self.stems[at]
            for at in range(max(0, first - NEAR), first)
            if self.clauses[at] == self.clauses[first]
        ]
        return all(any(alike(one, wanted) for one in near) for wanted in before)

    def _spans(self, phrase: Phrase) -> list[tuple[int, int]]:
        if not phrase.wanted:
            return []
        if phrase.maths:
            joined = "".join(phrase.wanted)
            ends = ((at, self._joined_to(at, joined)) for at in self._begins(joined))
            return [(at, end) for at, end in ends if end >= 0]
        return [
            (first, first + len(phrase.wanted) - 1)
            for first in self._starts(phrase.wanted[0])
            if self._continues(first, phrase.wanted)
        ]

    def _starts(self, wanted: str) -> list[int]:
        return sorted(place for same in self.alike(wanted) for place in self._places[same])

    def _continues(self, first: int, wanted: Sequence[str]) -> bool:
        window = self._words[first : first + len(wanted)]
        return len(window) == len(wanted) and all(
            alike(word.stem, stem) for word, stem in zip(window, wanted, strict=True)
        )

    def _begins(self, joined: str) -> list[int]:
        """Find the words a formula may begin with."""
        return sorted(
            place
            for word, places in self._places.items()
            if joined.startswith(word)
            for place in places
        )

    def _joined_to(self, at: int, joined: str) -> int:
        """Find the word with which a formula ends that begins at a word, or -1."""
        length = 0
        for place in range(at, len(self._words)):
            stem = self._words[place].stem
            if not joined.startswith(stem, length):
                return -1
            length += len(stem)
            if length == len(joined):
                return place
        return -1


def _within(groups: Sequence[Mapping[int, Sequence[Hit]]]) -> tuple[Hit, ...]:
    """Choose one hit of each group in a common stretch, as meant if there is such a stretch.

    `A small one is below` turns nothing round of `a large one is above`: it is the other half.
    """
    turned: tuple[Hit, ...] = ()
    for stretch in sorted(set.intersection(*map(set, groups))):
        chosen = tuple(
            min(group[stretch], key=lambda hit: (hit.turned, hit.first)) for group in groups
        )
        if not any(hit.turned for hit in chosen):
            return chosen
        apart = len({(hit.first, hit.last) for hit in chosen}) == len(chosen)
        mirrored = len(chosen) > 1 and all(hit.mirrored for hit in chosen)
        turned = turned or (chosen if apart and not mirrored else ())
    return turned


def _going_on(said: Sequence[str], sentences: Sequence[int]) -> Iterator[int]:
    """Give the sentences that go on from the one before: they say so, or both are short."""
    words: dict[int, list[str]] = {}
    for word, sentence in zip(said, sentences, strict=True):
        if word[0].isalnum():
            words.setdefault(sentence, []).append(word)
    for sentence, own in words.items():
        before = words.get(sentence - 1, ())
        if before and (own[0] in GOES_ON or max(len(own), len(before)) <= SHORT):
            yield sentence


def _by_stretch(hits: Iterable[Hit], stretches: Sequence[int]) -> dict[int, list[Hit]]:
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(stretches[hit.first], []).append(hit)
    return found


def _in_order(pieces: Iterable[Iterable[Hit]]) -> Hit | None:
    """Take the earliest hit of each piece behind the one before; None where one is missing."""
    first, last = -1, -1
    for hits in pieces:
        behind = (hit for hit in hits if hit.first > last and not hit.turned)
        found = min(behind, key=lambda hit: hit.last, default=None)
        if found is None:
            return None
        first, last = (found.first if first < 0 else first), found.last
    return Hit(first, last)


def _stretches(words: Sequence[Word], ends: Callable[[Sequence[Word], int], bool]) -> list[int]:
    """Give for each word the number of the stretch between ends that it stands in."""
    return list(accumulate(ends(words, at) for at in range(len(words))))

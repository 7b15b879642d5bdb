"""The questions of an interview: each slot's, always the same one, and what there is to say on it.

An exercise is made again from its seed, so that an interview that was interrupted asks what it
asked before.
"""

from __future__ import annotations

from random import Random

from drill.service.house import House
from drill.service.maker import CannotMake
from drill.session.interview.interview import Interview
from drill.session.interview.rules import LEVELS
from drill.session.interview.slots import PlannedSlot
from drill.session.interview.words import clarify, hints
from drill.session.question import Question, from_card, from_exercise


class Questions:
    """The questions of one interview at a time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._made: dict[int, Question] = {}

    def forget(self) -> None:
        """Begin with another interview."""
        self._made = {}

    def question(self, live: Interview, n: int) -> Question | None:
        """Give a slot's question; None where it cannot be made any more."""
        if n not in self._made:
            made = self._make(live.plan.slots[n - 1])
            if made is None:
                return None
            self._made[n] = made
        return self._made[n]

    def hints(self, question: Question) -> tuple[str, ...]:
        """List the hints on a question."""
        return hints(question, self._house.catalogue.concepts.get(question.concept))

    def clarified(self, live: Interview, n: int, question: Question) -> str:
        """Say what is given and what is expected."""
        level = live.plan.level
        follow_ups = min(len(question.follow_ups), LEVELS[level].probes)
        return clarify(question, live.plan.slots[n - 1].kind, level, follow_ups=follow_ups)

    def _make(self, planned: PlannedSlot) -> Question | None:
        entry = self._house.catalogue.entries.get(planned.item)
        if entry is None:
            return None
        if entry.card is not None:
            return from_card(entry.card, Random(int(planned.seed)))
        if entry.family is None:
            return None
        try:
            made = self._house.maker.remake(entry.family.family, planned.level, planned.seed)
        except CannotMake:
            return None
        return from_exercise(made, entry.topic, entry.concept)

"""An item becomes a question: a card as it is, a family as an exercise at the learner's level.

Exercises are made ahead where there is time, and one that was taken back is asked exactly as it
was. What comes next is the session's to say.
"""

from __future__ import annotations

from drill.schedule.queue import Planned
from drill.schedule.state import ItemState
from drill.service.catalogue import Entry
from drill.service.house import House
from drill.session.fading import stage
from drill.session.question import Question, from_card, from_exercise


class Asker:
    """The questions of one session."""

    def __init__(self, house: House) -> None:
        self._catalogue = house.catalogue
        self._records = house.records
        self._workers = house.workers
        self._maker = house.maker
        self._rng = house.rng
        self._again: dict[str, Question] = {}
        """Questions to be asked again exactly as they were."""

    def keep(self, question: Question) -> None:
        """Ask this question, and no other, when its item comes next."""
        self._again[question.item] = question

    def question(self, entry: Entry, wanted: int | None = None) -> Question:
        """Give an item its question; a family at the level that is wanted, or at the learner's.

        Raises `CannotMake` where no exercise could be made.
        """
        again = self._again.pop(entry.item, None)
        if again is not None:
            return again
        if entry.card is not None:
            return from_card(entry.card, self._rng)
        assert entry.family is not None  # noqa: S101 - an entry is a card or a family
        level = self._level(entry) if wanted is None else wanted
        kept = self._records.take_prepared(entry.item, level)
        if kept is not None:
            self._maker.used(kept)
        exercise = kept or self._maker.take(entry.family.family, level)
        shown = stage(self._state(entry.item))
        return from_exercise(exercise, entry.topic, entry.concept, shown)

    def ready(self, planned: Planned) -> bool:
        """Say whether an item can be shown at once, without waiting for a worker to start."""
        entry = self._catalogue.entries.get(planned.item)
        if entry is None or entry.family is None or planned.item in self._again:
            return True
        level = self._level(entry)
        if self._state(planned.item).new:  # a worked example comes with it, which is never stored
            return self._workers.warm
        return (
            self._workers.warm
            or self._maker.ready(entry.family.family, level)
            or self._records.has_prepared(entry.item, level)
        )

    def make_ahead(self, upcoming: Planned | None) -> None:
        """Make the exercise that most likely comes next while there is time."""
        entry = None if upcoming is None else self._catalogue.entries.get(upcoming.item)
        if entry is not None and entry.family is not None and self._workers.warm:
            family, level = entry.family.family, self._level(entry)
            self._maker.begin(family, level)
            if self._state(entry.item).new:
                self._maker.begin_example(family, level)

    def keep_left_over(self) -> None:
        """Keep what was made ahead and not asked, for another day."""
        exercise = self._maker.left_over()
        if exercise is not None:
            self._records.put_prepared(exercise)

    def _level(self, entry: Entry) -> int:
        return entry.level(max(1, self._state(entry.item).level))

    def _state(self, item: str) -> ItemState:
        return self._records.states().get(item) or ItemState(item)

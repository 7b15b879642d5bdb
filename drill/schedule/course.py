"""Days of practice played ahead by a simulated learner, on the very queue the real one will get.

The learner remembers as a memory model says: the one drill schedules by, or another, so that it can
be seen what becomes of a policy whose model is wrong about its learner. Chance comes in as random
numbers; what is to be learnt from the days, who plays them decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final, NamedTuple

from drill.schedule.fold import fold
from drill.schedule.forecast import recall_at
from drill.schedule.memory import Parameters
from drill.schedule.queue import Candidate, Pace, day_queue
from drill.schedule.settings import HOUR_MS, Settings, day_number, day_start_ms, local_day
from drill.schedule.state import ItemState, Rating, Reviewed

FIRST: Final = (0.24, 0.094, 0.495, 0.171)
"""How often a first answer is Again, Hard, Good, Easy: fsrs-optimizer's simulator."""
RECALLED: Final = (0.224, 0.631, 0.145)
"""How often a recalled item is rated Hard, Good, Easy: the same source."""
MORNING_MS: Final = 6 * HOUR_MS
"""An interview takes place this long after its day begins: at ten, where days begin at four."""


class PlayedDay(NamedTuple):
    """What one day of one run took."""

    minutes: float
    reviews: int
    new: int


class Played(NamedTuple):
    """One run: its days, and the memory of each item after them."""

    days: tuple[PlayedDay, ...]
    learnt: Mapping[str, ItemState]
    """As the learner's own memory has it."""


class Memories(NamedTuple):
    """What drill believes is remembered, and what is."""

    believed: dict[str, ItemState]
    real: dict[str, ItemState]
    """The same mapping where the learner is as the model says."""


@dataclass(frozen=True, slots=True)
class Course:
    """The days to play, the same for every run."""

    candidates: Sequence[Candidate]
    settings: Settings
    parameters: Parameters
    """What drill schedules by."""
    now_ms: int
    """When the first day's session begins; each later one begins at the same hour."""
    length: int
    """The number of days."""
    learner: Parameters | None = None
    """How the learner's memory really runs; None: as drill thinks."""
    offset_min: int = 0
    pace: Pace = field(default_factory=Pace)

    def date(self, index: int) -> date:
        """Return the date of a day, today being 0."""
        return local_day(self._start_ms(index), self.offset_min, self.settings.rollover_hour)

    def morning_ms(self, index: int) -> int:
        """Return the moment on a day at which an interview would take place."""
        return self._start_ms(index) + MORNING_MS

    def play(
        self,
        states: Mapping[str, ItemState],
        rng: Random,
        introduced: int = 0,
        between: Callable[[], None] = lambda: None,
        after: Callable[[int, Mapping[str, ItemState]], None] = lambda _index, _real: None,
    ) -> Played:
        """Play all days once.

        `introduced` items were begun today already. `between` is called before each day, and
        `after` behind it, with the day's number and the learner's memory.
        """
        believed = dict(states)
        memories = Memories(believed, believed if self.learner is None else dict(states))
        days = []
        for index in range(self.length):
            between()
            days.append(self._day(index, memories, 0 if index else introduced, rng))
            after(index, memories.real)
        return Played(tuple(days), memories.real)

    def _day(self, index: int, memories: Memories, introduced: int, rng: Random) -> PlayedDay:
        """Answer a day's queue; what is forgotten is answered once more, and then right."""
        moment = self._start_ms(index) + self.now_ms - self._start_ms(0)
        queue = day_queue(
            self.candidates,
            memories.believed,
            self.settings,
            self.parameters,
            now_ms=moment,
            rng=rng,
            offset_min=self.offset_min,
            introduced_today=introduced,
            pace=self.pace,
        )
        by_item = {one.item: one for one in self.candidates}
        seconds, reviews, begun = 0.0, 0, 0
        for item in [one.item for one in queue]:
            real = memories.real.get(item) or ItemState(item)
            recall = None if real.new else recall_at(real, moment, self.learner or self.parameters)
            rating = drawn(rng, recall)
            for answer in (rating,) if rating > Rating.AGAIN else (rating, Rating.GOOD):
                first = real.new and answer == rating
                seconds += self.pace.seconds(by_item[item], first)
                self._answer(memories, by_item[item], answer, moment + round(seconds * 1000))
                reviews += 1
            begun += real.new
        return PlayedDay(seconds / 60, reviews, begun)

    def _answer(self, memories: Memories, candidate: Candidate, rating: Rating, at_ms: int) -> None:
        before = memories.believed.get(candidate.item)
        level = 0
        if candidate.kind == "exercise":
            level = max(before.level if before else 0, 1)
        review = Reviewed(at_ms, rating, level, first_try=rating > Rating.AGAIN)
        after = fold(before, review, candidate.item, self.parameters)
        if self.learner is not None:
            real = memories.real.get(candidate.item)
            memories.real[candidate.item] = fold(real, review, candidate.item, self.learner)
        memories.believed[candidate.item] = after

    def _start_ms(self, index: int) -> int:
        hour = self.settings.rollover_hour
        today = day_number(self.now_ms, self.offset_min, hour)
        return day_start_ms(today + index, self.offset_min, hour)


def drawn(rng: Random, recall: float | None) -> Rating:
    """Draw an answer: a first one where `recall` is None, else a remembered or forgotten one."""
    if recall is None:
        return rng.choices(list(Rating), FIRST)[0]
    if rng.random() >= recall:
        return Rating.AGAIN
    return rng.choices([Rating.HARD, Rating.GOOD, Rating.EASY], RECALLED)[0]

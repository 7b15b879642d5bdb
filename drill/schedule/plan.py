"""The days until the interview, played ahead: how long each takes, and what is known on the day.

A simulated learner practises the very queue the real one will get, and remembers as the memory
model says. Several runs, with the random numbers handed in, give a mean and a spread. Where several
ways of spending the time are at hand, the best of them is found by trying each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from random import Random
from typing import Final

from drill.schedule.fold import fold
from drill.schedule.forecast import recall_at
from drill.schedule.memory import Parameters
from drill.schedule.queue import Candidate, Pace, Planned, day_queue
from drill.schedule.scores import mean
from drill.schedule.settings import (
    HOUR_MS,
    Settings,
    day_number,
    day_start_ms,
    local_day,
    number_of,
)
from drill.schedule.state import ItemState, Rating, Reviewed

FIRST: Final = (0.24, 0.094, 0.495, 0.171)
"""How often a first answer is Again, Hard, Good, Easy: fsrs-optimizer's simulator."""
RECALLED: Final = (0.224, 0.631, 0.145)
"""How often a recalled item is rated Hard, Good, Easy: the same source."""
HORIZON_DAYS: Final = 30
"""How far to look where no interview is set."""
LONGEST_DAYS: Final = 366
"""How far to look at most; an interview later than that is taken to be then."""
INTERVIEW_AFTER_MS: Final = 6 * HOUR_MS
"""The interview takes place this long after its day begins: at ten, where days begin at four."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """What one day asks for, averaged over the runs."""

    day: date
    minutes: float
    reviews: float
    new: float


@dataclass(frozen=True, slots=True)
class TopicForecast:
    """What the days lead to in one topic."""

    topic: str
    ready: float
    """The share of its items that are recalled on the day."""
    ready_error: float
    """Half the width in which that share lies in 95 of 100 runs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The days ahead and what they lead to."""

    settings: Settings
    days: tuple[PlannedDay, ...]
    """From today to the day before the interview."""
    ready: float
    """The share of all items that are recalled on the day."""
    ready_error: float
    """Half the width in which that share lies in 95 of 100 runs."""
    unmet: float
    """The share of items that are never met before the day."""
    topics: tuple[TopicForecast, ...] = ()
    """Topic by topic, in the order of the candidates."""

    @property
    def minutes(self) -> float:
        """The time of all days together."""
        return sum(day.minutes for day in self.days)


def plan(
    candidates: Iterable[Candidate],
    states: Mapping[str, ItemState],
    settings: Settings,
    parameters: Parameters,
    *,
    now_ms: int,
    rng: Random,
    offset_min: int = 0,
    introduced_today: int = 0,
    pace: Pace | None = None,
    runs: int = 12,
    between: Callable[[], None] = lambda: None,
) -> Plan:
    """Play the days from now to the interview, or for thirty days, and say what comes of them.

    Items set aside count for nothing. Each day has one session, at the hour it is now. `between`
    is called before each day of each run; where nobody waits any more, it may raise.
    """
    settings = settings.on(local_day(now_ms, offset_min, settings.rollover_hour))
    open_ = [one for one in candidates if not _suspended(states.get(one.item))]
    course = _Course(open_, settings, parameters, now_ms, offset_min, pace or Pace(), between)
    played = [course.play(states, introduced_today, rng) for _ in range(max(runs, 1))]
    ready, ready_error = _spread([run.recalled for run in played])
    return Plan(
        settings,
        tuple(
            PlannedDay(
                course.date(index),
                mean([run.minutes[index] for run in played]),
                mean([run.reviews[index] for run in played]),
                mean([run.new[index] for run in played]),
            )
            for index in range(course.length)
        ),
        ready=ready,
        ready_error=ready_error,
        unmet=mean([run.unmet for run in played]),
        topics=tuple(
            TopicForecast(topic, *_spread([run.topics[topic] for run in played]))
            for topic in played[0].topics
        ),
    )


def _spread(shares: Sequence[float]) -> tuple[float, float]:
    """Give the mean of some shares, and half the width in which 95 of 100 lie."""
    middle = mean(shares)
    return middle, 1.96 * sqrt(mean([(share - middle) ** 2 for share in shares]))


def best(plans: Sequence[Plan]) -> Plan:
    """Return the plan that leads to the most; of those nearly equal (half a percent), the shortest.

    `plans` is not empty. Their settings are the ways to choose from, such as other retentions
    within the same minutes a day.
    """
    most = max(one.ready for one in plans)
    return min((one for one in plans if one.ready >= most - 0.005), key=lambda one: one.minutes)


@dataclass(slots=True)
class _Run:
    """What happened in one run."""

    minutes: list[float] = field(default_factory=list)
    reviews: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    recalled: float = 0.0
    unmet: float = 0.0
    topics: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Course:
    """The days to play, the same for every run."""

    candidates: Sequence[Candidate]
    settings: Settings
    parameters: Parameters
    now_ms: int
    offset_min: int
    pace: Pace
    between: Callable[[], None]

    @property
    def _today(self) -> int:
        return day_number(self.now_ms, self.offset_min, self.settings.rollover_hour)

    @property
    def length(self) -> int:
        """The number of days."""
        end = self.settings.interview_date
        return HORIZON_DAYS if end is None else min(number_of(end) - self._today, LONGEST_DAYS)

    def date(self, index: int) -> date:
        """Return the date of a day, today being 0."""
        return local_day(self._start_ms(index), self.offset_min, self.settings.rollover_hour)

    def play(self, states: Mapping[str, ItemState], introduced: int, rng: Random) -> _Run:
        """Play all days once, and the interview."""
        known = dict(states)
        run = _Run()
        by_item = {one.item: one for one in self.candidates}
        for index in range(self.length):
            self.between()
            moment = self._start_ms(index) + self.now_ms - self._start_ms(0)
            queue = day_queue(
                self.candidates,
                known,
                self.settings,
                self.parameters,
                now_ms=moment,
                rng=rng,
                offset_min=self.offset_min,
                introduced_today=0 if index else introduced,
                pace=self.pace,
            )
            day = [(by_item[one.item], one) for one in queue]
            self._practise(day, known, moment, run, rng)
        self._interview(known, run, rng)
        return run

    def _practise(
        self,
        day: Sequence[tuple[Candidate, Planned]],
        known: dict[str, ItemState],
        moment: int,
        run: _Run,
        rng: Random,
    ) -> None:
        """Answer a day's queue; what is forgotten is answered once more, and then right."""
        seconds = 0.0
        reviews = 0
        for candidate, one in day:
            new = one.item not in known or known[one.item].new
            rating = _rating(rng, None if new else one.retrievability)
            for answer in (rating,) if rating > Rating.AGAIN else (rating, Rating.GOOD):
                seconds += self.pace.seconds(candidate, new and answer == rating)
                at = moment + round(seconds * 1000)
                known[one.item] = self._answered(known.get(one.item), candidate, answer, at)
                reviews += 1
        run.minutes.append(seconds / 60)
        run.reviews.append(reviews)
        run.new.append(sum(one.reason == "new" for _, one in day))

    def _answered(
        self, state: ItemState | None, candidate: Candidate, rating: Rating, at_ms: int
    ) -> ItemState:
        level = 0
        if candidate.kind == "exercise":
            level = max(state.level if state else 0, 1)
        review = Reviewed(at_ms, rating, level, first_try=rating > Rating.AGAIN)
        return fold(state, review, candidate.item, self.parameters)

    def _interview(self, known: Mapping[str, ItemState], run: _Run, rng: Random) -> None:
        at_ms = self._start_ms(self.length) + INTERVIEW_AFTER_MS
        asked = [known.get(one.item) or ItemState(one.item) for one in self.candidates]
        right = [rng.random() < recall_at(state, at_ms, self.parameters) for state in asked]
        run.recalled = mean(right)
        run.unmet = mean([state.new for state in asked])
        by_topic: dict[str, list[bool]] = {}
        for candidate, one in zip(self.candidates, right, strict=True):
            by_topic.setdefault(candidate.topic, []).append(one)
        run.topics = {topic: mean(answers) for topic, answers in by_topic.items()}

    def _start_ms(self, index: int) -> int:
        hour = self.settings.rollover_hour
        return day_start_ms(self._today + index, self.offset_min, hour)


def _rating(rng: Random, recall: float | None) -> Rating:
    """Draw an answer: a first one where `recall` is None, else a remembered or forgotten one."""
    if recall is None:
        return rng.choices(list(Rating), FIRST)[0]
    if rng.random() >= recall:
        return Rating.AGAIN
    return rng.choices([Rating.HARD, Rating.GOOD, Rating.EASY], RECALLED)[0]


def _suspended(state: ItemState | None) -> bool:
    return state is not None and state.suspended

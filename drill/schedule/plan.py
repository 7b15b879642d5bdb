"""The days until the interview, played ahead: how long each takes, and what is known on the day.

A simulated learner practises the very queue the real one will get, and remembers as the memory
model says. Several runs, with the random numbers handed in, give a mean and a spread. Where several
ways of spending the time are at hand, the best of them is found by trying each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from random import Random
from typing import Final

from drill.schedule.course import Course, Played, PlayedDay
from drill.schedule.forecast import recall_at
from drill.schedule.memory import Parameters
from drill.schedule.queue import Candidate, Pace
from drill.schedule.scores import mean
from drill.schedule.settings import Settings, day_number, local_day, number_of
from drill.schedule.state import ItemState

HORIZON_DAYS: Final = 30
"""How far to look where no interview is set."""
LONGEST_DAYS: Final = 366
"""How far to look at most; an interview later than that is taken to be then."""


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
    course = Course(
        open_,
        settings,
        parameters,
        now_ms,
        _length(settings, now_ms, offset_min),
        offset_min=offset_min,
        pace=pace or Pace(),
    )
    played = [
        _interviewed(course, course.play(states, rng, introduced_today, between), rng)
        for _ in range(max(runs, 1))
    ]
    ready, ready_error = _spread([run.recalled for run in played])
    return Plan(
        settings,
        tuple(
            PlannedDay(
                course.date(index),
                mean([run.days[index].minutes for run in played]),
                mean([run.days[index].reviews for run in played]),
                mean([run.days[index].new for run in played]),
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


@dataclass(frozen=True, slots=True)
class _Run:
    """What happened in one run."""

    days: Sequence[PlayedDay]
    recalled: float
    unmet: float
    topics: Mapping[str, float]


def _length(settings: Settings, now_ms: int, offset_min: int) -> int:
    """Count the days to play."""
    if settings.interview_date is None:
        return HORIZON_DAYS
    today = day_number(now_ms, offset_min, settings.rollover_hour)
    return min(number_of(settings.interview_date) - today, LONGEST_DAYS)


def _interviewed(course: Course, played: Played, rng: Random) -> _Run:
    """Ask every item once on the day, and see which are recalled."""
    at_ms = course.morning_ms(course.length)
    asked = [played.learnt.get(one.item) or ItemState(one.item) for one in course.candidates]
    right = [rng.random() < recall_at(state, at_ms, course.parameters) for state in asked]
    by_topic: dict[str, list[bool]] = {}
    for candidate, one in zip(course.candidates, right, strict=True):
        by_topic.setdefault(candidate.topic, []).append(one)
    return _Run(
        played.days,
        recalled=mean(right),
        unmet=mean([state.new for state in asked]),
        topics={topic: mean(answers) for topic, answers in by_topic.items()},
    )


def _suspended(state: ItemState | None) -> bool:
    return state is not None and state.suspended

"""Policies tried on a simulated learner who knows nothing yet: what each costs, and what is held.

A policy is a desired retention within the same minutes and new cards a day. The learner's memory
may be another than the one drill schedules by, since every real one is. Every policy meets the same
chance, so that their differences are the policies' own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from drill.schedule.course import Course, Played
from drill.schedule.forecast import recall_at
from drill.schedule.memory import Parameters
from drill.schedule.queue import Candidate
from drill.schedule.scores import mean
from drill.schedule.settings import HOUR_MS, Settings, day_start_ms, number_of
from drill.schedule.state import ItemState

BEGIN: Final = date(2026, 1, 5)
"""The first day; which it is changes nothing."""
SESSION_AFTER_MS: Final = 5 * HOUR_MS
"""Each day's session begins this long after the day does."""
RETENTIONS: Final = (0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: how long, with how many cards, under which limits."""

    days: int = 90
    cards: int = 300
    minutes_per_day: int = 20
    new_per_day: int = 10
    interview: bool = False
    """Whether the day after the last is an interview, which brings everything forward."""
    runs: int = 4
    seed: int = 1


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """One day of a policy, averaged over the runs."""

    day: int
    """Counted from 1."""
    reviews: float
    minutes: float
    new: float
    held: float
    """How many cards would be recalled on the next day at ten, unseen ones counting as none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a policy led to."""

    retention: float
    days: tuple[SimulatedDay, ...]

    @property
    def reviews(self) -> float:
        """Reviews a day."""
        return mean([day.reviews for day in self.days])

    @property
    def minutes(self) -> float:
        """Minutes a day."""
        return mean([day.minutes for day in self.days])

    @property
    def busiest(self) -> float:
        """The minutes of the longest day."""
        return max(day.minutes for day in self.days)

    @property
    def met(self) -> float:
        """How many cards were met at all."""
        return sum(day.new for day in self.days)

    @property
    def held(self) -> float:
        """How many cards are held after the last day."""
        return self.days[-1].held


def simulate(
    trial: Trial,
    retentions: Sequence[float] = RETENTIONS,
    learner: Parameters | None = None,
    parameters: Parameters | None = None,
) -> tuple[Outcome, ...]:
    """Play a trial under each desired retention; the same trial gives the same outcomes.

    `learner` is how the simulated memory runs, `parameters` what drill schedules by; both are the
    model's own where they are left out.

    Raises
    ------
    SettingsError
        A retention, or a limit of the trial, that drill does not take.

    """
    return tuple(_tried(trial, one, learner, parameters or Parameters()) for one in retentions)


def _tried(
    trial: Trial, retention: float, learner: Parameters | None, parameters: Parameters
) -> Outcome:
    settings = Settings(
        desired_retention=retention,
        new_per_day=trial.new_per_day,
        minutes_per_day=trial.minutes_per_day,
    )
    if trial.interview:
        end = BEGIN + timedelta(days=trial.days)
        settings = replace(settings, interview_date=end)
    begin = day_start_ms(number_of(BEGIN), 0, settings.rollover_hour)
    course = Course(
        _cards(trial.cards),
        settings,
        parameters,
        begin + SESSION_AFTER_MS,
        trial.days,
        None if learner == parameters else learner,
    )
    runs = [_run(course, Random(f"{trial.seed}/{number}")) for number in range(trial.runs)]
    return Outcome(
        retention,
        tuple(
            SimulatedDay(
                index + 1,
                reviews=mean([played.days[index].reviews for played, _held in runs]),
                minutes=mean([played.days[index].minutes for played, _held in runs]),
                new=mean([played.days[index].new for played, _held in runs]),
                held=mean([held[index] for _played, held in runs]),
            )
            for index in range(trial.days)
        ),
    )


def _run(course: Course, rng: Random) -> tuple[Played, list[float]]:
    held: list[float] = []
    memory = course.learner or course.parameters

    def look(index: int, real: Mapping[str, ItemState]) -> None:
        morning = course.morning_ms(index + 1)
        held.append(sum(recall_at(state, morning, memory) for state in real.values()))

    return course.play({}, rng, after=look), held


def _cards(count: int) -> list[Candidate]:
    """Make cards of one topic, in concepts of five, none of which needs another."""
    return [
        Candidate(f"card.{n}", "topic", f"concept.{n // 5}", "card", order=n) for n in range(count)
    ]

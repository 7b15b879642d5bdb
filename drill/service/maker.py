"""The next exercise, made while the learner thinks about this one.

One exercise is always being made or waiting, for the item that will most likely come next. What is
left over at the end of a session is kept in the journal's file as a plain cache, so that the next
day's first card never waits for a generator.

A family's seeds are counted up: consecutive seeds run through all there is of a level before
anything comes twice, which random ones would not. The count goes on where the family's reviews
stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drill.exercise.contract import Exercise
from drill.service.workers import WorkerError, Workers
from drill.wire import from_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

MAKE_LIMIT_S = 5.0
START_LIMIT_S = 35.0
"""The first exercise of a day may have to wait until the worker has loaded its libraries."""
TRIES = 3


class CannotMake(Exception):  # noqa: N818 - reads as what happened
    """No exercise came of a family and level; the text says why."""


@dataclass(slots=True)
class Ahead:
    """An exercise on its way."""

    family: str
    level: int
    future: Future[object]


class Maker:
    """Makes exercises on the worker that is not needed for grading."""

    def __init__(self, workers: Workers, asked: Callable[[str], int]) -> None:
        """Take the workers, and how often a family has been asked according to the journal."""
        self._workers = workers
        self._asked = asked
        self._next: dict[str, int] = {}
        """The next seed of each family that this conversation has made exercises of."""
        self._ahead: Ahead | None = None
        self._examples: dict[tuple[str, int], Future[object]] = {}
        """Worked examples on their way, by family and level."""

    def begin(self, family: str, level: int) -> None:
        """Start to make the exercise that will be wanted next; one at a time."""
        if self._ahead is not None:
            if (self._ahead.family, self._ahead.level) == (family, level):
                return
            if not self._ahead.future.done():
                return
        self._ahead = Ahead(
            family, level, self._workers.begin(self._job(family, level), MAKE_LIMIT_S)
        )

    def ready(self, family: str, level: int) -> bool:
        """Say whether this exercise is waiting already."""
        ahead = self._ahead
        return (
            ahead is not None
            and (ahead.family, ahead.level) == (family, level)
            and ahead.future.done()
            and ahead.future.exception() is None
        )

    def take(self, family: str, level: int) -> Exercise:
        """Give an exercise, the waiting one or a new one; raise `CannotMake` after three tries."""
        ahead: Ahead | None = None
        if self._ahead is not None and (self._ahead.family, self._ahead.level) == (family, level):
            ahead, self._ahead = self._ahead, None
        reason = "it took too long"
        for _ in range(TRIES):
            if ahead is None:
                ahead = Ahead(
                    family, level, self._workers.begin(self._job(family, level), MAKE_LIMIT_S)
                )
            try:
                return from_json(Exercise, ahead.future.result(START_LIMIT_S))
            except (WorkerError, TimeoutError, ValueError) as error:
                reason = str(error) or reason
                ahead = None
        raise CannotMake(f"{family}, level {level}: no exercise could be made: {reason}")

    def remake(self, family: str, level: int, seed: str) -> Exercise:
        """Make one exercise again, exactly as it was."""
        job = {"job": "make", "family": family, "level": level, "seed": seed}
        try:
            return from_json(Exercise, self._workers.begin(job, MAKE_LIMIT_S).result(START_LIMIT_S))
        except (WorkerError, TimeoutError, ValueError) as error:
            raise CannotMake(f"{family}, level {level}, seed {seed}: {error}") from None

    def begin_example(self, family: str, level: int) -> None:
        """Start to make the worked example that a family new to the learner opens with."""
        if (family, level) not in self._examples:
            self._examples[family, level] = self._begin_example(family, level, 0)

    def example(self, family: str, level: int, unlike: str) -> Exercise | None:
        """Give a worked example that does not ask what `unlike` asks; None where none comes."""
        future = self._examples.pop((family, level), None) or self._begin_example(family, level, 0)
        for further in range(1, TRIES + 1):
            try:
                made = from_json(Exercise, future.result(START_LIMIT_S))
            except (WorkerError, TimeoutError, ValueError):
                return None
            if made.prompt != unlike:
                return made
            future = self._begin_example(family, level, further)
        return None

    def _begin_example(self, family: str, level: int, which: int) -> Future[object]:
        # The seed is no number: the examples take nothing from the seeds that are counted up.
        job = {"job": "make", "family": family, "level": level, "seed": f"example {which}"}
        return self._workers.begin(job, MAKE_LIMIT_S)

    def left_over(self) -> Exercise | None:
        """Give back what was made and never shown, if it is there already."""
        ahead, self._ahead = self._ahead, None
        if ahead is None or not ahead.future.done() or ahead.future.exception() is not None:
            return None
        return from_json(Exercise, ahead.future.result())

    def _job(self, family: str, level: int) -> dict[str, object]:
        seed = max(self._next.get(family, 0), self._asked(family))
        self._next[family] = seed + 1
        return {"job": "make", "family": family, "level": level, "seed": str(seed)}

    def used(self, exercise: Exercise) -> None:
        """Note an exercise that was made on an earlier day, so that its seed is not used again."""
        if exercise.seed.isdigit():
            self._next[exercise.family] = max(
                self._next.get(exercise.family, 0), int(exercise.seed) + 1
            )

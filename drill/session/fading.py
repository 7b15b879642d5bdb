"""How much of the solution an exercise is shown with: less and less, as the skill is held better.

A worked example teaches a beginner more than a problem does, and teaches somebody who can do it
less (Kalyuga, Ayres, Chandler and Sweller 2003, "The expertise reversal effect"). In between, the
steps are faded from the last one backwards (Renkl and Atkinson 2003, "Structuring the transition
from example study to problem solving"; Atkinson, Renkl and Merrill 2003). So a family is met in
four stages: a whole example of its own beside the first question, then questions with all but the
end of their solution, then with its first line only, then bare.

What is answered with help is graded and rated like anything else. Only climbing to a higher level
asks for more: the bare question, or one with no more than the first line, which is also the last
hint. (`schedule.level.climbs` knows the stages that do not.)
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile
from typing import Final

from drill.exercise.contract import Step
from drill.schedule.state import ItemState, Rating

HIDDEN_AT_LEAST: Final = 2
"""The steps that stay hidden when the last one is to be found: it, and what would give it away."""
FIRM_DAYS: Final = 7.0
"""Remembered so long, a skill needs at most a first line to begin with."""
HELD_DAYS: Final = 21.0
"""Remembered so long, it needs nothing."""
SUCCESSES_TO_BARE: Final = 3
"""First-try successes in a row, from the first meeting on, after which it needs nothing."""


class Stage(StrEnum):
    """How much is shown."""

    EXAMPLE = "example"
    """The question is bare, and another one of its kind was worked out before it."""
    LAST_STEP = "last_step"
    FIRST_LINE = "first_line"
    BARE = "bare"


def stage(state: ItemState) -> Stage:
    """Say how much of a family's solution its learner is shown, given what is remembered of it.

    Where nothing was ever failed, the run of successes decides; a skill remembered for long is
    shown less. After a failure the level has come down and the first line is enough; where it could
    not come down, all but the end is shown.
    """
    if state.new:
        return Stage.EXAMPLE
    if state.streak < 0:
        return Stage.LAST_STEP
    if state.stability >= HELD_DAYS and state.last_rating > Rating.AGAIN:
        return Stage.BARE
    if state.streak == state.repetitions < SUCCESSES_TO_BARE:
        firm = state.stability >= FIRM_DAYS or state.repetitions == SUCCESSES_TO_BARE - 1
        return Stage.FIRST_LINE if firm else Stage.LAST_STEP
    return Stage.FIRST_LINE if state.streak == 0 else Stage.BARE


def given(solution: Sequence[Step], shown: Stage) -> tuple[Step, ...]:
    """Give the first steps of a solution that are shown with its question.

    A step that says what the last one says ends them, wherever it stands.
    """
    if shown is Stage.LAST_STEP:
        first = solution[: max(1, len(solution) - HIDDEN_AT_LEAST)]
    else:
        first = solution[:1] if shown is Stage.FIRST_LINE else ()
    return tuple(takewhile(lambda step: solution[-1].text not in step.text, first))

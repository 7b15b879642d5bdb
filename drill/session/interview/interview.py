"""The state machine of an interview: where it stands, and what may happen next.

In an exam all slots come first, each with its follow-ups, and then everything is compared with the
points; with a coach each slot is compared as soon as it is answered. Both are one rule about when
a slot is reviewed. The state is a fold over the steps, so resuming is replaying.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from drill.bank.model import FollowUp
from drill.session.interview.steps import (
    Answered,
    Cut,
    Hinted,
    Misread,
    Plan,
    Probed,
    Step,
    Ticked,
)
from drill.value import Value


class Stage(Enum):
    """What the interview waits for."""

    SLOT = auto()
    PROBE = auto()
    REVIEW = auto()
    DONE = auto()


class Place(Value):
    """Where an interview stands: the stage, the slot from 1 on, the follow-up from 0 on."""

    stage: Stage
    n: int = 0
    probe: int = 0


@dataclass(slots=True)
class Interview:
    """One interview; `take` is the only thing that changes it."""

    plan: Plan
    hints: dict[int, int] = field(default_factory=dict)
    unread: dict[int, int] = field(default_factory=dict)
    """How many answers to a slot could not be read."""
    answers: dict[int, Answered] = field(default_factory=dict)
    probed: dict[tuple[int, int], Probed] = field(default_factory=dict)
    ticked: dict[int, Ticked] = field(default_factory=dict)
    cut: bool = False

    @property
    def place(self) -> Place:
        """Say what comes next."""
        for n in range(1, len(self.plan.slots) + 1):
            answer = self.answers.get(n)
            if answer is None:
                if self.cut:
                    break
                return Place(Stage.SLOT, n)
            if not self.cut:
                for probe in range(len(answer.probes)):
                    if (n, probe) not in self.probed:
                        return Place(Stage.PROBE, n, probe)
            if self.plan.coach and n not in self.ticked:
                return Place(Stage.REVIEW, n)
        for n in sorted(self.answers):
            if n not in self.ticked:
                return Place(Stage.REVIEW, n)
        return Place(Stage.DONE)

    def answered(self, n: int) -> tuple[int, ...]:
        """List the follow-ups of slot `n` that something was said to."""
        return tuple(
            probe for (slot, probe), one in sorted(self.probed.items()) if slot == n and one.said
        )

    def take(self, step: Step) -> bool:
        """Take what happened; False, and no change, where it does not fit where things stand."""
        place = self.place
        match step:
            case Hinted(n=n) if place == Place(Stage.SLOT, n):
                self.hints[n] = self.hints.get(n, 0) + 1
            case Misread(n=n) if place == Place(Stage.SLOT, n):
                self.unread[n] = self.unread.get(n, 0) + 1
            case Answered(n=n) if place == Place(Stage.SLOT, n):
                self.answers[n] = step
            case Probed(n=n, probe=probe) if place == Place(Stage.PROBE, n, probe):
                self.probed[n, probe] = step
            case Ticked(n=n) if place == Place(Stage.REVIEW, n):
                self.ticked[n] = step
            case Cut() if place.stage in (Stage.SLOT, Stage.PROBE):
                self.cut = True
            case _:
                return False
        return True


def replay(plan: Plan, steps: Iterable[Step]) -> Interview:
    """Bring an interrupted interview back to where it stood."""
    made = Interview(plan)
    for step in steps:
        made.take(step)
    return made


def pick_probes(
    follow_ups: Sequence[FollowUp], missed: Collection[str], most: int
) -> tuple[FollowUp, ...]:
    """Choose what is asked next: first what the answer missed, then what deepens it.

    `missed` holds the ids of the points the answer does not seem to make.
    """
    depends = [one for one in follow_ups if one.missed and one.missed in missed]
    free = [one for one in follow_ups if not one.missed]
    rest = [one for one in follow_ups if one.missed and one.missed not in missed]
    return tuple([*depends, *free, *rest][:most])

"""The interviews of a journal: what was asked lately, and which one was interrupted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from drill.journal.events import Event
from drill.session.interview.interview import Interview, replay
from drill.session.interview.rules import REMEMBERED
from drill.session.interview.steps import END, Plan, Step, read_plan, read_step

RESUME_WITHIN_MS = 24 * 3600 * 1000
"""After a day an interrupted interview is over: what was said of it is no longer in mind."""


@dataclass(slots=True)
class Logged:
    """One interview as its events tell it."""

    plan: Plan
    begun_ms: int
    offset_min: int
    steps: list[Step] = field(default_factory=list)
    ended: bool = False

    def interview(self) -> Interview:
        """Bring it to where it stands."""
        return replay(self.plan, self.steps)


def read_log(events: Iterable[Event]) -> list[Logged]:
    """Read the interviews from their events, in the order they began; what is foreign is left."""
    found: dict[str, Logged] = {}
    for event in events:
        name = str(event.body.get("interview", ""))
        plan = read_plan(event.body)
        if plan is not None:
            found.setdefault(name, Logged(plan, event.utc_ms, event.offset_min))
        elif name in found:
            if event.body.get("step") == END:
                found[name].ended = True
            elif (step := read_step(event.body)) is not None:
                found[name].steps.append(step)
    return list(found.values())


def asked_lately(log: Iterable[Logged]) -> frozenset[str]:
    """List the items of the last three interviews, finished or not."""
    return frozenset(slot.item for one in list(log)[-REMEMBERED:] for slot in one.plan.slots)


def left_open(log: list[Logged]) -> Logged | None:
    """Find the last interview, if it was never ended, however long ago."""
    return log[-1] if log and not log[-1].ended else None


def interrupted(log: list[Logged], now_ms: int) -> Logged | None:
    """Find the last interview, if it was left open within a day."""
    left = left_open(log)
    return None if left is None or now_ms - left.begun_ms > RESUME_WITHIN_MS else left

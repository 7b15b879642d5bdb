"""What is kept of an interview: each step as one durable event, and what it lets come back.

Only here does an interview meet the journal. A comparison may be gone back to, which takes its
events back; the journal itself only ever grows.
"""

from __future__ import annotations

from collections.abc import Mapping

from drill.journal.shape import Kind
from drill.schedule.settings import day_number, day_start_ms
from drill.service.house import House
from drill.service.interview.log import Logged, read_log
from drill.session.interview.interview import Interview
from drill.session.interview.slot_score import score_slot
from drill.session.interview.steps import Plan, Step, Ticked, end_body, plan_body, step_body


class InterviewBook:
    """The events of the interviews."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._settled: list[tuple[Ticked, tuple[str, ...]]] = []
        """The comparisons made here, with their events."""
        self._end = ""

    def log(self) -> list[Logged]:
        """Read every interview there was."""
        return read_log(self._house.records.journal.events(kind=Kind.INTERVIEW))

    def begin(self, plan: Plan) -> Interview:
        """Keep that an interview begins."""
        self.forget()
        self._append("", plan_body(plan))
        return Interview(plan)

    def forget(self) -> None:
        """Have nothing any more to go back to: another interview is open."""
        self._settled, self._end = [], ""

    def keep(self, live: Interview, item: str, step: Step) -> str:
        """Take a step once it is durable; give its event."""
        event = self._append(item, step_body(live.plan, step))
        live.take(step)
        return event

    def settle(self, live: Interview, tick: Ticked) -> str:
        """Take what the learner ticked; what was missed comes back tomorrow."""
        live.take(tick)
        back = self.reopen(live, tick.n)  # first: a tick that is kept is never asked for again
        event = self._append(live.plan.slots[tick.n - 1].item, step_body(live.plan, tick))
        self._settled.append((tick, tuple(filter(None, (event, back)))))
        return event

    def end(self, live: Interview, card: object) -> None:
        """Keep that it is over, and how it went."""
        self._end = self._append("", end_body(live.plan, card))

    def take_back(self, live: Interview) -> Ticked | None:
        """Take the last comparison back, and the end if it has ended; None where there is none."""
        if not self._settled:
            return None
        tick, events = self._settled.pop()
        for event in filter(None, (self._end, *events)):
            self._house.records.void(event)
        self._end = ""
        live.ticked.pop(tick.n, None)
        return tick

    def leave_behind(self, left: Interview) -> None:
        """Let what an interview missed come back, though nobody will compare it any more."""
        for n in left.answers:
            if n not in left.ticked:
                self.reopen(left, n)

    def reopen(self, live: Interview, n: int) -> str:
        """Let a slot's item come back tomorrow where a point was missed or a field was wrong.

        Gives the event; nothing where nothing was missed.
        """
        missed = score_slot(live, n).missed_ids
        item = live.plan.slots[n - 1].item
        if item not in self._house.catalogue.entries:
            return ""
        before = self._asked_back(live, item)
        if missed and before:
            return before[0]
        for event in before:
            self._house.records.void(event)
        if not missed:
            return ""
        now = self._house.clock.now()
        hour = self._house.records.settings().rollover_hour
        tomorrow = day_number(now.utc_ms, now.offset_min, hour) + 1
        body = {
            "by_ms": day_start_ms(tomorrow, now.offset_min, hour),
            "reason": "interview",
            "interview": live.plan.interview,
            "points": list(missed),
        }
        return self._house.records.append(Kind.REOPEN, item, body, now).id

    def _asked_back(self, live: Interview, item: str) -> list[str]:
        """Find what a comparison left that was cut off before it was kept itself."""
        asked = self._house.records.journal.events(kind=Kind.REOPEN, item=item)
        return [one.id for one in asked if one.body.get("interview") == live.plan.interview]

    def _append(self, item: str, body: Mapping[str, object]) -> str:
        now = self._house.clock.now()
        return self._house.records.append(Kind.INTERVIEW, item, body, now).id

"""The interview room: one mock interview, from its brief to its scorecard.

It joins the state machine to the journal, the grader and the generator. Every step is one durable
event before the next thing is said, and the room keeps nothing that those events do not hold, the
text being typed aside: an interview that is interrupted goes on from the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

from drill.bank.model import Concept
from drill.grade.verdict import Judgement
from drill.journal.shape import Kind
from drill.schedule.settings import day_number, day_start_ms, local_day
from drill.service.house import Emit, House
from drill.service.interview_answer import answered, judge
from drill.service.interview_begin import fits, make_plan, problem, where
from drill.service.interview_log import Logged, interrupted, read_log
from drill.service.interview_speak import InterviewSpeaker, levels, scorecard
from drill.service.maker import CannotMake
from drill.service.messages import (
    Clarify,
    EndInterview,
    Error,
    ExportInterview,
    GetInterviews,
    InterviewHint,
    InterviewRead,
    Interviews,
    PartVerdict,
    ProbeAnswer,
    Request,
    Respond,
    Saved,
    StartInterview,
    TickSlot,
    Unread,
)
from drill.service.reading import read_aloud
from drill.service.view import plain
from drill.session.interview.interview import Interview, Place, Stage
from drill.session.interview.marks import seems_answered
from drill.session.interview.rules import LEVELS, USUAL_MINUTES
from drill.session.interview.score import score
from drill.session.interview.slot_score import score_slot, suggested
from drill.session.interview.steps import (
    Answered,
    Cut,
    Hinted,
    Probed,
    Step,
    Ticked,
    end_body,
    plan_body,
    step_body,
)
from drill.session.interview.transcript import markdown
from drill.session.interview.words import clarify, hints
from drill.session.question import Question, from_card, from_exercise

NO_INTERVIEW = "no interview is open; begin one with interview"
LONGEST_TOLD = 8000
LONGEST_STAY = 3
"""Thinking longer than this many times a slot's time is a closed laptop, and counts as this."""


class InterviewRoom:
    """The interviews of one conversation, one at a time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._speaker = InterviewSpeaker(house.speaker, house.catalogue)
        self._live: Interview | None = None
        self._questions: dict[int, Question] = {}
        self._export = ""
        self._page = ""
        """The transcript of the interview that ended last."""
        self._shown_ms = 0
        self._unread = 0
        self._clarified = 0

    def handle(self, request: Request, emit: Emit, request_id: str) -> None:
        """Answer one request."""
        if isinstance(request, GetInterviews):
            emit(self._offer(), request_id)
        elif isinstance(request, StartInterview):
            wrong = problem(request, self._house.catalogue)
            if wrong:
                emit(Error(wrong), request_id)
            else:
                self._start(request, emit, request_id)
        elif isinstance(request, ExportInterview):
            self._write(request.path, emit)
        elif self._live is None:
            emit(Error(NO_INTERVIEW), request_id)
        else:
            self._inside(self._live, request, emit, request_id)

    # --- beginning --------------------------------------------------------------------------------

    def _offer(self) -> Interviews:
        log = self._log()
        left = interrupted(log, self._house.clock.now().utc_ms)
        return Interviews(levels(), USUAL_MINUTES, "" if left is None else where(left))

    def _start(self, request: StartInterview, emit: Emit, request_id: str) -> None:
        log = self._log()
        left = interrupted(log, self._house.clock.now().utc_ms)
        self._export, self._questions = request.export, {}
        if (
            left is not None
            and not request.fresh
            and fits(left.plan, request, self._house.catalogue)
        ):
            self._live = left.interview()
            emit(self._speaker.brief(left.plan, max(1, self._live.place.n)), request_id)
        else:
            plan = make_plan(request, log, self._house)
            if not plan.slots:
                emit(Error("nothing is left to ask that was not asked lately"), request_id)
                return
            if left is not None:
                self._leave_behind(left.interview())
            self._append("", plan_body(plan))
            self._live = Interview(plan)
            emit(self._speaker.brief(plan, 0), request_id)
        self._go_on(self._live, emit)

    def _leave_behind(self, left: Interview) -> None:
        """Let what an interview missed come back, though nobody will compare it any more."""
        for n in left.answers:
            if n not in left.ticked:
                self._reopen(left, n)

    # --- asking and answering ---------------------------------------------------------------------

    def _inside(self, live: Interview, request: Request, emit: Emit, request_id: str) -> None:
        place = live.place
        match request:
            case EndInterview():
                self._end(live, emit)
            case ProbeAnswer() if place == Place(Stage.PROBE, request.n, request.probe):
                self._probe_answer(live, request, emit)
            case TickSlot(n=n) if place == Place(Stage.REVIEW, n):
                self._tick(live, request, emit)
            case Respond(n=n) | Clarify(n=n) | InterviewHint(n=n) | InterviewRead(n=n) if (
                place == Place(Stage.SLOT, n)
            ):
                question = self._question(live, n)
                if question is not None:
                    self._at_slot(live, question, request, emit, request_id)
            case _:
                emit(Error(f"that is not asked now: {_waits_for(place)}"), request_id)

    def _at_slot(
        self, live: Interview, question: Question, request: Request, emit: Emit, request_id: str
    ) -> None:
        match request:
            case Respond():
                self._respond(live, question, request, emit)
            case Clarify(n=n):
                self._clarified += 1
                kind, level = live.plan.slots[n - 1].kind, live.plan.level
                follow_ups = min(len(question.follow_ups), LEVELS[level].probes)
                said = clarify(question, kind, level, follow_ups=follow_ups)
                emit(self._speaker.clarified(n, said), request_id)
            case InterviewHint(n=n):
                self._hint(live, question, n, emit, request_id)
            case InterviewRead() if question.parts:
                parts = {part.id: part for part in question.parts}
                part = parts.get(request.part) or question.parts[0]
                emit(read_aloud(request.n, part, request.text), request_id)
            case _:
                return

    def _hint(
        self, live: Interview, question: Question, n: int, emit: Emit, request_id: str
    ) -> None:
        offered, given = hints(question, self._concept(question)), live.hints.get(n, 0)
        if given >= len(offered):
            emit(Error("there is no further hint for this question"), request_id)
            return
        self._keep(live, question.item, Hinted(n))
        left = len(offered) - given - 1
        emit(self._speaker.hinted(n, offered[given], left), request_id)

    def _respond(self, live: Interview, question: Question, request: Respond, emit: Emit) -> None:
        unknown = set(request.parts) - {part.id for part in question.parts}
        if unknown or len(request.text) > LONGEST_TOLD:
            known = ", ".join(part.id for part in question.parts) or "none"
            too_long = f"an answer may have {LONGEST_TOLD} characters; this has {len(request.text)}"
            missing = f"there is no part `{min(unknown, default='')}` here; the parts are {known}"
            emit(Error(missing if unknown else too_long), "")
            return
        given = {part.id: request.parts.get(part.id, "").strip() for part in question.parts}
        verdicts = judge(self._house.workers, question, given)
        unread = tuple(
            PartVerdict(id_, one.judgement.value, one.message, one.column)
            for id_, one in verdicts.items()
            if one.judgement is Judgement.UNREADABLE
        )
        if unread:
            self._unread += 1
            emit(Unread(request.n, unread), "")
            return
        level, told = live.plan.level, request.text
        made = answered(request.n, question, level, told, given, verdicts=verdicts)
        spent = self._spent(live, request.ms)
        step = replace(made, unread=self._unread, clarified=self._clarified, ms=spent)
        self._keep(live, question.item, step, emit)
        self._go_on(live, emit)

    def _probe_answer(self, live: Interview, request: ProbeAnswer, emit: Emit) -> None:
        if len(request.text) > LONGEST_TOLD:
            emit(Error(f"an answer may have {LONGEST_TOLD} characters"), "")
            return
        looked_for = plain(live.answers[request.n].probes[request.probe].answer)
        step = Probed(
            request.n,
            request.probe,
            request.text,
            seems_answered(request.text, looked_for),
            self._spent(live, request.ms),
        )
        self._keep(live, live.plan.slots[request.n - 1].item, step, emit)
        self._go_on(live, emit)

    def _tick(self, live: Interview, request: TickSlot, emit: Emit) -> None:
        answer = live.answers[request.n]
        known = {one.id for one in answer.marks}
        probes = range(len(answer.probes))
        if not set(request.points) <= known or not set(request.probes) <= set(probes):
            listed = ", ".join(sorted(known)) or "none"
            emit(
                Error(f"the points of this slot are {listed}; it has {len(probes)} follow-ups"), ""
            )
            return
        self._settle(live, Ticked(request.n, request.points, request.probes), emit)
        self._go_on(live, emit)

    def _settle(self, live: Interview, tick: Ticked, emit: Emit | None) -> None:
        """Take what the learner ticked; what was missed comes back tomorrow."""
        live.take(tick)
        self._reopen(live, tick.n)  # first: a tick that is kept is never asked for again
        item = live.plan.slots[tick.n - 1].item
        event = self._append(item, step_body(live.plan, tick))
        if emit is not None:
            emit(Saved(event, tick.n, "interview"), "")

    def _end(self, live: Interview, emit: Emit) -> None:
        """End the questions; in the comparison, take what the words suggest for the rest."""
        if live.place.stage is Stage.REVIEW:
            while (place := live.place).stage is Stage.REVIEW:
                self._settle(live, suggested(live, live.answers[place.n]), None)
        else:
            self._keep(live, "", Cut())
        self._go_on(live, emit)

    # --- going on ---------------------------------------------------------------------------------

    def _go_on(self, live: Interview, emit: Emit) -> None:
        """Say what comes next."""
        self._shown_ms, self._unread, self._clarified = self._house.clock.now().utc_ms, 0, 0
        place = live.place
        match place.stage:
            case Stage.SLOT:
                self._ask(live, place.n, emit)
            case Stage.PROBE:
                emit(self._speaker.probe(live.answers[place.n], place.probe), "")
            case Stage.REVIEW:
                question = self._questions.get(place.n) or self._question(live, place.n)
                emit(self._speaker.assessed(live, live.answers[place.n], question), "")
            case Stage.DONE:
                self._finish(live, emit)

    def _ask(self, live: Interview, n: int, emit: Emit) -> None:
        question = self._question(live, n)
        if question is None:
            item = live.plan.slots[n - 1].item
            emit(Error(f"{item} could not be made; the interview goes on without it"), "")
            self._keep(live, item, Answered(n, "", ""))
            self._go_on(live, emit)
            return
        left = len(hints(question, self._concept(question))) - live.hints.get(n, 0)
        emit(self._speaker.slot(live.plan, n, question, max(0, left)), "")
        self._shown_ms = self._house.clock.now().utc_ms

    def _finish(self, live: Interview, emit: Emit) -> None:
        card = score(live)
        self._append("", end_body(live.plan, card if live.answers else None))
        missed = (one.item for one in card.slots if one.missed_ids)
        self._live = None
        emit(scorecard(card, tuple(dict.fromkeys(missed))), "")
        now = self._house.clock.now()
        self._page = markdown(live, card, local_day(now.utc_ms, now.offset_min, 0).isoformat())
        if self._export:
            self._write(self._export, emit)

    def _write(self, path: str, emit: Emit) -> None:
        """Write the transcript; a file that is there is never written over."""
        if not self._page:
            emit(Error("no interview has ended here yet"), "")
            return
        try:
            with Path(path).open("x", encoding="utf-8") as file:
                file.write(self._page)
        except OSError as error:
            emit(Error(f"{path} could not be written: {error.strerror or error}"), "")
        else:
            emit(Saved(path, what="export"), "")

    # --- what it rests on -------------------------------------------------------------------------

    def _question(self, live: Interview, n: int) -> Question | None:
        """Give a slot's question, always the same one; None where it cannot be made any more."""
        if n not in self._questions:
            planned = live.plan.slots[n - 1]
            entry = self._house.catalogue.entries.get(planned.item)
            if entry is None:
                return None
            if entry.card is not None:
                self._questions[n] = from_card(entry.card, Random(int(planned.seed)))
            elif entry.family is not None:
                family = entry.family.family
                try:
                    made = self._house.maker.remake(family, planned.level, planned.seed)
                except CannotMake:
                    return None
                self._questions[n] = from_exercise(made, entry.topic, entry.concept)
        return self._questions[n]

    def _concept(self, question: Question) -> Concept | None:
        return self._house.catalogue.concepts.get(question.concept)

    def _spent(self, live: Interview, ms: int | None) -> int:
        spent = self._house.clock.now().utc_ms - self._shown_ms if ms is None else ms
        return min(max(0, spent), LONGEST_STAY * live.plan.slot_s * 1000)

    def _keep(self, live: Interview, item: str, step: Step, emit: Emit | None = None) -> None:
        """Take a step once it is durable."""
        event = self._append(item, step_body(live.plan, step))
        live.take(step)
        if emit is not None and isinstance(step, Answered | Probed):
            emit(Saved(event, step.n, "interview"), "")

    def _append(self, item: str, body: Mapping[str, object]) -> str:
        now = self._house.clock.now()
        return self._house.records.append(Kind.INTERVIEW, item, body, now).id

    def _reopen(self, live: Interview, n: int) -> None:
        """Let a slot's item come back tomorrow where a point was missed or a field was wrong."""
        missed = score_slot(live, n).missed_ids
        item = live.plan.slots[n - 1].item
        if not missed or item not in self._house.catalogue.entries:
            return
        now = self._house.clock.now()
        hour = self._house.records.settings().rollover_hour
        tomorrow = day_number(now.utc_ms, now.offset_min, hour) + 1
        body = {
            "by_ms": day_start_ms(tomorrow, now.offset_min, hour),
            "reason": "interview",
            "interview": live.plan.interview,
            "points": list(missed),
        }
        self._house.records.append(Kind.REOPEN, item, body, now)

    def _log(self) -> list[Logged]:
        return read_log(self._house.records.journal.events(kind=Kind.INTERVIEW))


def _waits_for(place: Place) -> str:
    match place.stage:
        case Stage.SLOT:
            return f"slot {place.n} waits for `respond`"
        case Stage.PROBE:
            return f"follow-up {place.probe} of slot {place.n} waits for `probe_answer`"
        case _:
            return f"slot {place.n} waits for `interview_tick`"

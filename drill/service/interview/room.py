"""The interview room: one mock interview, from its brief to its scorecard.

It joins the state machine to the journal, the grader and the generator. Every step is one durable
event before the next thing is said, and the room keeps nothing that those events do not hold, the
text being typed aside: an interview that is interrupted goes on from the journal.
"""

from __future__ import annotations

from dataclasses import replace

from drill.schedule.settings import local_day
from drill.service.house import Emit, House
from drill.service.interview.begin import fits, make_plan, problem, where
from drill.service.interview.book import InterviewBook
from drill.service.interview.compare import Comparison
from drill.service.interview.log import interrupted, left_open
from drill.service.interview.page import Page
from drill.service.interview.questions import Questions
from drill.service.interview.scorecard import page_on, scorecard
from drill.service.interview.speak import InterviewSpeaker, levels
from drill.service.interview.take import take_answer, take_follow_up, take_tick, unreadable
from drill.service.messages import (
    Clarify,
    CompareAgain,
    EndInterview,
    Error,
    ExportInterview,
    GetInterviews,
    InterviewHint,
    InterviewRead,
    Interviews,
    ProbeAnswer,
    Request,
    Respond,
    Saved,
    StartInterview,
    TickSlot,
    Unread,
)
from drill.service.reading import part_of, read_aloud
from drill.service.spans import legible
from drill.session.interview.interview import Interview, Place, Stage
from drill.session.interview.rules import USUAL_MINUTES
from drill.session.interview.score import score
from drill.session.interview.slot_score import suggested
from drill.session.interview.steps import Answered, Cut, Hinted, Probed, Ticked
from drill.session.interview.transcript import markdown
from drill.session.question import Question

NO_INTERVIEW = "no interview is open; begin one with interview"
NOTHING_BEFORE = "no comparison was made here that could be gone back to"
NO_FIELD = "this question has no field to read; it is answered in words, with `text`"
LONGEST_STAY = 3
"""Thinking longer than this many times a slot's time is a closed laptop, and counts as this."""


class InterviewRoom:
    """The interviews of one conversation, one at a time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._speaker = InterviewSpeaker(house.speaker, house.catalogue)
        self._comparison = Comparison(house.speaker)
        self._book = InterviewBook(house)
        self._questions = Questions(house)
        self._page = Page()
        self._live: Interview | None = None
        self._over: Interview | None = None
        """The interview that ended last."""
        self._export = ""
        self._shown_ms = 0
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
            emit(self._page.write(request.path), "")
        elif isinstance(request, CompareAgain):
            self._back(emit, request_id)
        elif self._live is None:
            emit(Error(NO_INTERVIEW), request_id)
        else:
            self._inside(self._live, request, emit, request_id)

    # --- beginning --------------------------------------------------------------------------------

    def _offer(self) -> Interviews:
        left = interrupted(self._book.log(), self._house.clock.now().utc_ms)
        return Interviews(levels(), USUAL_MINUTES, "" if left is None else where(left))

    def _start(self, request: StartInterview, emit: Emit, request_id: str) -> None:
        log = self._book.log()
        left = interrupted(log, self._house.clock.now().utc_ms)
        self._export, self._over = request.export, None
        self._questions.forget()
        self._page.begin()
        if (
            left is not None
            and not request.fresh
            and fits(left.plan, request, self._house.catalogue)
        ):
            self._book.forget()
            self._live = left.interview()
            emit(self._speaker.brief(left.plan, max(1, self._live.place.n)), request_id)
        else:
            plan = make_plan(request, log, self._house)
            if not plan.slots:
                emit(Error("nothing is left to ask that was not asked lately"), request_id)
                return
            behind = left_open(log)
            if behind is not None:
                self._book.leave_behind(behind.interview())
            self._live = self._book.begin(plan)
            emit(self._speaker.brief(plan, 0), request_id)
        self._go_on(self._live, emit)

    # --- asking and answering ---------------------------------------------------------------------

    def _inside(self, live: Interview, request: Request, emit: Emit, request_id: str) -> None:
        place = live.place
        match request:
            case EndInterview():
                self._end(live, emit)
            case ProbeAnswer() if place == Place(Stage.PROBE, request.n, request.probe):
                self._follow_up(live, request, emit)
            case TickSlot(n=n) if place == Place(Stage.REVIEW, n):
                self._tick(live, request, emit)
            case Respond(n=n) | Clarify(n=n) | InterviewHint(n=n) | InterviewRead(n=n) if (
                place == Place(Stage.SLOT, n)
            ):
                question = self._questions.question(live, n)
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
                said = self._questions.clarified(live, n, question)
                emit(self._speaker.clarified(n, said), request_id)
            case InterviewHint(n=n):
                self._hint(live, question, n, emit, request_id)
            case InterviewRead():
                part = part_of(question.parts, request.part) if question.parts else NO_FIELD
                if isinstance(part, str):
                    emit(Error(part), request_id)
                else:
                    emit(read_aloud(request.n, part, request.text), request_id)
            case _:
                return

    def _hint(
        self, live: Interview, question: Question, n: int, emit: Emit, request_id: str
    ) -> None:
        offered, given = self._questions.hints(question), live.hints.get(n, 0)
        if given >= len(offered):
            emit(Error("there is no further hint for this question"), request_id)
            return
        self._book.keep(live, question.item, Hinted(n))
        left = len(offered) - given - 1
        emit(self._speaker.hinted(n, offered[given], left), request_id)

    def _respond(self, live: Interview, question: Question, request: Respond, emit: Emit) -> None:
        made = take_answer(self._house.workers, live, question, request)
        if isinstance(made, Answered):
            spent = self._spent(live, request.ms)
            unread = live.unread.get(made.n, 0)
            step = replace(made, unread=unread, clarified=self._clarified, ms=spent)
            emit(Saved(self._book.keep(live, question.item, step), step.n, "interview"), "")
            self._go_on(live, emit)
        else:
            if isinstance(made, Unread):
                self._book.keep(live, question.item, unreadable(request))
            emit(made, "")

    def _follow_up(self, live: Interview, request: ProbeAnswer, emit: Emit) -> None:
        step = take_follow_up(live, request, self._spent(live, request.ms))
        if isinstance(step, Probed):
            item = live.plan.slots[step.n - 1].item
            emit(Saved(self._book.keep(live, item, step), step.n, "interview"), "")
            self._go_on(live, emit)
        else:
            emit(step, "")

    # --- comparing --------------------------------------------------------------------------------

    def _tick(self, live: Interview, request: TickSlot, emit: Emit) -> None:
        tick = take_tick(live, request)
        if isinstance(tick, Ticked):
            emit(Saved(self._book.settle(live, tick), tick.n, "interview"), "")
            self._go_on(live, emit)
        else:
            emit(tick, "")

    def _back(self, emit: Emit, request_id: str) -> None:
        """Go back to the slot that was compared last, as it was ticked."""
        live = self._live or self._over
        tick = None if live is None else self._book.take_back(live)
        if live is None or tick is None:
            emit(Error(NOTHING_BEFORE), request_id)
            return
        self._live, self._over = live, None
        self._page.reopen()
        self._compare(live, tick.n, emit, tick)

    def _compare(self, live: Interview, n: int, emit: Emit, before: Ticked | None = None) -> None:
        question = self._questions.question(live, n)
        emit(self._comparison.assessed(live, live.answers[n], question, before), "")

    def _end(self, live: Interview, emit: Emit) -> None:
        """End the questions; in the comparison, take what the words suggest for the rest."""
        if live.place.stage is Stage.REVIEW:
            while (place := live.place).stage is Stage.REVIEW:
                self._book.settle(live, suggested(live, live.answers[place.n]))
        else:
            self._book.keep(live, "", Cut())
        self._go_on(live, emit)

    # --- going on ---------------------------------------------------------------------------------

    def _go_on(self, live: Interview, emit: Emit) -> None:
        """Say what comes next."""
        self._shown_ms, self._clarified = self._house.clock.now().utc_ms, 0
        place = live.place
        match place.stage:
            case Stage.SLOT:
                self._ask(live, place.n, emit)
            case Stage.PROBE:
                emit(self._speaker.probe(live, place.n, place.probe), "")
            case Stage.REVIEW:
                self._compare(live, place.n, emit)
            case Stage.DONE:
                self._finish(live, emit)

    def _ask(self, live: Interview, n: int, emit: Emit) -> None:
        question = self._questions.question(live, n)
        if question is None:
            item = live.plan.slots[n - 1].item
            emit(Error(f"{item} could not be made; the interview goes on without it"), "")
            self._book.keep(live, item, Answered(n, "", ""))
            self._go_on(live, emit)
            return
        left = len(self._questions.hints(question)) - live.hints.get(n, 0)
        emit(self._speaker.slot(live.plan, n, question, max(0, left)), "")
        self._shown_ms = self._house.clock.now().utc_ms

    def _finish(self, live: Interview, emit: Emit) -> None:
        card, catalogue = score(live), self._house.catalogue
        self._book.end(live, card if live.answers else None)
        self._live, self._over = None, live
        emit(scorecard(card, live, catalogue, self._house.speaker), "")
        now = self._house.clock.now()
        today = local_day(now.utc_ms, now.offset_min, 0).isoformat()
        page = markdown(live, card, today, lambda item: page_on(item, catalogue))
        self._page.take(legible(page))
        if self._export:
            emit(self._page.write(self._export), "")

    def _spent(self, live: Interview, ms: int | None) -> int:
        spent = self._house.clock.now().utc_ms - self._shown_ms if ms is None else ms
        return min(max(0, spent), LONGEST_STAY * live.plan.slot_s * 1000)


def _waits_for(place: Place) -> str:
    match place.stage:
        case Stage.SLOT:
            return f"slot {place.n} waits for `respond`"
        case Stage.PROBE:
            return f"follow-up {place.probe} of slot {place.n} waits for `probe_answer`"
        case _:
            return f"slot {place.n} waits for `interview_tick`"

"""The practice desk: one session, from its queue to its summary.

It joins the session's state machine to the journal and the grader. Every answer is
one durable event before `saved` is said; nothing else is ever kept only in memory that could not be
lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drill.grade.keypoints import Asked, Reading, read_points
from drill.journal.errors import JournalError
from drill.journal.events import Event
from drill.schedule.due import intervals
from drill.schedule.queue import Planned
from drill.schedule.state import ItemState, Rating
from drill.service.grading import grade
from drill.service.house import Emit, House
from drill.service.maker import CannotMake
from drill.service.messages import (
    Answer,
    Error,
    Hint,
    Rate,
    Read,
    Reveal,
    Saved,
    Similar,
    SimilarNext,
    Skip,
    Tick,
    Undone,
)
from drill.service.practice.asker import Asker
from drill.service.practice.bounds import no_confidence, too_much
from drill.service.practice.openers import Openers
from drill.service.practice.prover import Prover
from drill.service.practice.words import prompt_of, summary_of
from drill.service.reading import part_of, read_aloud
from drill.session.attempt import Attempt, review_body
from drill.session.practice import Done, Practice
from drill.session.proof import after_proof, conflict_body, conflicts

NO_CARD = "there is no open card; the session has ended or not begun"


class Desk:
    """One practice session."""

    def __init__(
        self,
        house: House,
        *,
        planned: Sequence[Planned],
        deadline_ms: int | None = None,
    ) -> None:
        self._catalogue = house.catalogue
        self._records = house.records
        self._workers = house.workers
        self._asker = Asker(house)
        self._clock = house.clock
        self._speaker = house.speaker
        self._openers = Openers(house)
        self._prover = Prover(house.workers, house.beside, house.turns)
        self._practice = Practice(list(planned))
        states = house.records.states()
        self._last_met = {
            one.item: states[one.item].last_ms if one.item in states else 0 for one in planned
        }
        """When each item had last been reviewed as the queue was made."""
        self._deadline_ms = deadline_ms
        self._session = f"{house.rng.getrandbits(128):032x}"
        self._attempt: Attempt | None = None
        self._planned: Planned | None = None
        self._similar: int | None = None
        """The level at which another exercise like this one comes next, where one is wanted."""
        self._n = 0
        self.ended = False

    # --- what a door can ask ---------------------------------------------------------------------

    def advance(self, emit: Emit) -> None:
        """Show the next card, or the summary where none is left."""
        while not self.ended:
            now = self._clock.now().utc_ms
            over = self._deadline_ms is not None and now >= self._deadline_ms
            self._leave_to_others()
            planned = None if over else self._practice.take(now, self._asker.ready)
            if planned is None:
                self.finish(emit)
                return
            if self._show(planned, emit):
                return

    def read(self, request: Read, emit: Emit, request_id: str) -> None:
        """Say how a typed text is read."""
        attempt = self._open(request.n, emit)
        if attempt is None:
            return
        if not attempt.question.parts:
            emit(Error("this card has no part that is read; its answer is words"), request_id)
            return
        part = part_of(attempt.question.parts, request.part)
        if isinstance(part, str):
            emit(Error(part), request_id)
        else:
            emit(read_aloud(request.n, part, request.text), request_id)

    def answer(self, request: Answer, emit: Emit) -> None:
        """Judge an answer."""
        attempt = self._open(request.n, emit)
        if attempt is None:
            return
        question = attempt.question
        if refusal := no_confidence(request.confidence):
            emit(Error(refusal), "")
            return
        if not question.graded:
            text = "\n".join(request.parts.values())
            self.reveal(Reveal(request.n, text, request.confidence, request.ms), emit)
            return
        unknown = set(request.parts) - {part.id for part in question.parts}
        if unknown:
            known = ", ".join(part.id for part in question.parts)
            emit(Error(f"there is no part `{min(unknown)}` here; the parts are {known}"), "")
            return
        if refusal := too_much(attempt, request.parts):
            emit(Error(refusal), "")
            return
        verdicts = grade(self._workers, question, request.parts)
        made = attempt.answer(request.parts, verdicts, request.confidence, request.ms)
        emit(self._speaker.feedback(attempt, made, self._intervals()), "")
        self._prove(attempt, emit)

    def hint(self, request: Hint, emit: Emit) -> None:
        """Give the next hint."""
        attempt = self._open(request.n, emit)
        if attempt is None:
            return
        hint = attempt.hint()
        if hint is None:
            emit(Error("there is no further hint for this card; reveal shows the answer"), "")
        else:
            emit(self._speaker.hinted(attempt, hint), "")

    def reveal(self, request: Reveal, emit: Emit) -> None:
        """Show the answer; points the text seems to make are ticked beforehand."""
        attempt = self._open(request.n, emit)
        if attempt is None:
            return
        refusal = no_confidence(request.confidence) or too_much(attempt, {"told": request.text})
        if refusal:
            emit(Error(refusal), "")
            return
        attempt.reveal(request.text, request.confidence, request.ms)
        read = _read(attempt)
        if attempt.points is None and attempt.question.key_points:
            attempt.points = tuple(read.made)
        emit(self._speaker.revealed(attempt, self._intervals(), read), "")

    def tick(self, request: Tick, emit: Emit) -> None:
        """Take the points the learner says the answer made."""
        attempt = self._open(request.n, emit)
        if attempt is None:
            return
        known = {point.id for point in attempt.question.key_points}
        if not attempt.revealed or not set(request.points) <= known:
            listed = ", ".join(sorted(known)) or "none"
            emit(Error(f"points can be ticked after the reveal; this card has: {listed}"), "")
            return
        attempt.points = tuple(dict.fromkeys(request.points))
        read = _read(attempt)
        emit(self._speaker.revealed(attempt, self._intervals(), read), "")

    def rate(self, request: Rate, emit: Emit) -> None:
        """Save the review, say so once it is durable, and go on."""
        attempt = self._open(request.n, emit)
        if attempt is None or self._planned is None:
            return
        if not attempt.rateable:
            emit(Error("a card is rated after it was answered or revealed"), "")
            return
        if not 1 <= request.rating <= 4:
            emit(Error("a rating is 1 again, 2 hard, 3 good or 4 easy"), "")
            return
        rating = Rating(request.rating)
        was_new = self._state(attempt.question.item).new
        event = self._append(
            "review", attempt.question.item, review_body(attempt, rating, self._session)
        )
        done = Done(
            attempt.n,
            self._planned,
            attempt.question,
            event.id,
            rating,
            attempt.think_ms,
            was_new,
        )
        self._practice.settle(done, event.utc_ms)
        if self._similar is not None:
            self._practice.ask_similar(self._planned)
        self._attempt = self._planned = None
        emit(Saved(event.id, attempt.n), "")
        self.advance(emit)

    def similar(self, request: Similar, emit: Emit) -> None:
        """Note that another exercise like this one is wanted once it is rated."""
        attempt = self._open(request.n, emit)
        if attempt is None:
            return
        question = attempt.question
        if not question.family:
            emit(Error("only a generated exercise has another like it"), "")
        elif not attempt.rateable:
            emit(Error("another one is asked for after this one was answered or revealed"), "")
        else:
            self._similar = question.level
            emit(SimilarNext(attempt.n), "")

    def skip(self, request: Skip, emit: Emit) -> None:
        """Move the card to the end of the session; the last one left ends it.

        One that was only asked for because it is like another goes for good.
        """
        attempt = self._open(request.n, emit)
        if attempt is None or self._planned is None:
            return
        last = self._practice.left == 0
        if not last and not self._is_extra:
            self._practice.skip(self._planned)
        self._attempt = self._planned = None
        self.advance(emit)

    def undo(self, emit: Emit) -> bool:
        """Take this session's last review back and ask it again; False where there is none."""
        last = self._practice.undo()
        if last is None:
            return False
        self._records.void(last.event)
        if self._planned is not None and not self._is_extra:
            self._practice.queue.insert(1, self._planned)
            if self._attempt is not None and not self._attempt.rateable:
                self._asker.keep(self._attempt.question)  # nothing was seen of its answer yet
        self._asker.keep(last.question)
        self._attempt = self._planned = None
        emit(Undone(last.event, last.planned.item, again=True), "")
        self.ended = False
        self.advance(emit)
        return True

    def drop(self, item: str, emit: Emit) -> None:
        """Take an item out of the session because it was set aside."""
        self._practice.drop(item)
        if self._planned is not None and self._planned.item == item:
            self._attempt = self._planned = None
            self.advance(emit)

    def finish(self, emit: Emit) -> None:
        """End the session with its summary."""
        if self.ended:
            return
        self.ended = True
        self._attempt = self._planned = None
        self._asker.keep_left_over()
        tomorrow = self._records.due_tomorrow(self._clock.now(), self._catalogue)
        done, left = self._practice.done, self._practice.left
        entries = self._catalogue.entries
        emit(summary_of(done, left=left, due_tomorrow=tomorrow, entries=entries), "")

    # --- how it is done --------------------------------------------------------------------------

    def _leave_to_others(self) -> None:
        """Leave out what another drill has answered or set aside since the queue was made."""
        states = self._records.states()
        own = {one.planned.item for one in self._practice.done}

        def still_ours(item: str) -> bool:
            state = states.get(item)
            if state is None or item in own:
                return True
            return state.last_ms == self._last_met.get(item, 0) and not state.suspended

        items = (one.item for one in self._practice.queue)
        self._practice.keep_only([item for item in items if still_ours(item)])

    def _prove(self, attempt: Attempt, emit: Emit) -> None:
        """Have the last answer proved where only numbers have decided it."""
        which = len(attempt.tries) - 1
        self._prover.begin(
            attempt.question,
            attempt.tries[which],
            lambda outcomes: self._take_proof(attempt, which, outcomes, emit),
        )

    def _take_proof(
        self, attempt: Attempt, which: int, outcomes: Mapping[str, str], emit: Emit
    ) -> None:
        """Let a proof confirm or overrule; after the rating a conflict is only noted."""
        judged = attempt.tries[which]
        attempt.tries[which] = made = after_proof(judged, outcomes)
        found = conflicts(outcomes)
        if not found:
            return
        latest = which == len(attempt.tries) - 1 and not attempt.revealed
        if attempt is self._attempt and latest:
            emit(self._speaker.feedback(attempt, made, self._intervals()), "")
        body = conflict_body(attempt.question, judged, found)
        try:
            self._append("flag", attempt.question.item, body)
        except JournalError as error:
            emit(Error(str(error)), "")

    def _open(self, n: int, emit: Emit) -> Attempt | None:
        """Give the attempt a request means, or say why there is none."""
        attempt = self._attempt
        if attempt is None:
            emit(Error(NO_CARD), "")
        elif attempt.n != n:
            emit(Error(f"card {n} is not open; card {attempt.n} is"), "")
            return None
        return attempt

    def _show(self, planned: Planned, emit: Emit) -> bool:
        """Present an item; False where it could not be made and the session goes on without it."""
        entry = self._catalogue.entries.get(planned.item)
        if entry is None:
            return False
        wanted, self._similar = self._similar, None
        try:
            question = self._asker.question(entry, wanted if planned.mode == "similar" else None)
        except CannotMake as error:
            emit(Error(f"{error}; the session goes on without it"), "")
            return False
        self._n += 1
        self._planned = planned
        self._attempt = Attempt(self._n, question, planned.mode)
        for page in self._openers.pages(entry, question):
            emit(page, "")
        state, note = self._state(entry.item), self._records.note(entry.item)
        left = self._practice.left
        emit(prompt_of(self._attempt, state, self._speaker, left=left, note=note), "")
        self._asker.make_ahead(self._practice.peek())
        return True

    @property
    def _is_extra(self) -> bool:
        return self._planned is not None and self._planned.mode == "similar"

    def _state(self, item: str) -> ItemState:
        return self._records.states().get(item) or ItemState(item)

    def _intervals(self) -> tuple[int, ...]:
        if self._attempt is None:
            return ()
        question, now = self._attempt.question, self._clock.now()
        return intervals(
            self._state(question.item),
            now.utc_ms,
            self._records.settings(),
            self._records.parameters(),
            now.offset_min,
            level=question.level,
            first_try=self._attempt.first_try,
            climbs=self._attempt.climbs,
        )

    def _append(self, kind: str, item: str, body: dict[str, object]) -> Event:
        return self._records.append(kind, item, body, self._clock.now())


def _read(attempt: Attempt) -> Reading:
    """Read what was told against the points of its question."""
    question = attempt.question
    return read_points(attempt.told, question.key_points, Asked(question.prompt, question.answer))

"""The service: every request of every door ends here.

It owns the clock, the journal and the workers for one conversation, and answers requests one after
another. What takes long (the day's backup, loading the libraries, proofs) runs beside it; what that
has to say is said between two requests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from drill.journal.errors import JournalError
from drill.schedule.queue import Wish
from drill.service.beside import Beside
from drill.service.catalogue import Catalogue
from drill.service.clock import Clock
from drill.service.figures import home
from drill.service.house import Emit, House
from drill.service.maker import Maker
from drill.service.messages import (
    Answer,
    Envelope,
    Error,
    Flag,
    GetHome,
    Hint,
    Note,
    Quit,
    Rate,
    Read,
    Reply,
    Request,
    Reveal,
    Saved,
    Similar,
    Skip,
    StartPractice,
    Suspend,
    Tick,
    Undo,
    Undone,
)
from drill.service.practice.desk import Desk
from drill.service.records import Records
from drill.service.rooms import Rooms
from drill.service.speak import Speaker
from drill.service.turns import Turns
from drill.service.workers import Workers

LONGEST_NOTE = 2000
NO_SESSION = "no session is open; begin one with practice"


class Service:
    """One conversation with one door."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        records: Records,
        workers: Workers,
        clock: Clock,
        rng: Random,
        emit: Callable[[Reply, str], None],
        views: bool,
        ascii_only: bool = False,
    ) -> None:
        self._catalogue = catalogue
        self._records = records
        self._workers = workers
        self._clock = clock
        self._rng = rng
        self._emit = emit
        self._house = House(
            catalogue=catalogue,
            records=records,
            workers=workers,
            maker=Maker(workers, records.times_asked),
            clock=clock,
            speaker=Speaker(views=views, ascii_only=ascii_only),
            rng=rng,
            beside=Beside(),
            turns=Turns(),
        )
        self._rooms = Rooms(self._house)
        self._desk: Desk | None = None

    def handle(self, envelope: Envelope) -> None:
        """Answer one request; an error becomes one line, and the conversation goes on.

        It may be called from one thread at a time; what was done beside comes in between.
        """
        self._house.turns.take(lambda: self._answer(envelope))

    def _answer(self, envelope: Envelope) -> None:
        request: Request = envelope.message
        try:
            self._handle(request, envelope.id)
        except JournalError as error:
            self._emit(Error(str(error)), envelope.id)

    @property
    def problems(self) -> tuple[object, ...]:
        """What is wrong in the banks, a line each; a bank with such a line is left out."""
        return self._catalogue.problems

    def begin(self) -> None:
        """See that answers can be saved, and go on with what was learnt under former ids.

        Raises `JournalReadOnly`.
        """
        self._records.refuse_unwritable()
        self._records.rejoin(self._catalogue.formerly, self._clock.now())

    def warm(self) -> None:
        """Start what takes long, once the first reply is out."""
        self._workers.start()
        self._records.open_beside()

    def settle(self) -> None:
        """Wait for the replies that are still being worked out beside."""
        self._house.beside.wait()

    def close(self) -> None:
        """End the workers and close the journal; whatever was answered is saved already."""
        self._house.turns.end()
        self._house.beside.close()
        self._workers.close()
        self._records.close()

    def _handle(self, request: Request, request_id: str) -> None:
        emit = self._emit
        match request:
            case GetHome():
                emit(home(self._catalogue, self._records, self._clock.now(), self._rng), request_id)
            case StartPractice():
                self._start(request)
            case Undo():
                self._undo(emit)
            case Note(item, text):
                self._keep("note", item, text)
            case Flag(item, text):
                self._keep("flag", item, text)
            case Suspend():
                self._suspend(request)
            case _ if self._rooms.handles(request):
                self._rooms.handle(request, emit, request_id)
            case _:
                self._at_desk(request, request_id)

    def _at_desk(self, request: Request, request_id: str) -> None:
        desk, emit = self._desk, self._emit
        if desk is None:
            emit(Error(NO_SESSION), request_id)
            return
        match request:
            case Read():
                desk.read(request, emit, request_id)
            case Answer():
                desk.answer(request, emit)
            case Hint():
                desk.hint(request, emit)
            case Reveal():
                desk.reveal(request, emit)
            case Tick():
                desk.tick(request, emit)
            case Rate():
                desk.rate(request, emit)
            case Skip():
                desk.skip(request, emit)
            case Similar():
                desk.similar(request, emit)
            case Quit():
                desk.finish(emit)
            case _:
                raise AssertionError(request)

    def _start(self, request: StartPractice) -> None:
        now = self._clock.now()
        unknown = [topic for topic in request.topics if topic not in self._catalogue.by_topic]
        if unknown:
            known = ", ".join(self._catalogue.by_topic)
            self._emit(Error(f"there is no topic `{unknown[0]}`; there are {known}"), "")
            return
        strange = [item for item in request.items if item not in self._catalogue.entries]
        if strange:
            said = f"there is no item `{strange[0][:80]}`; `drill browse` lists them"
            self._emit(Error(said), "")
            return
        wish = Wish(
            topics=frozenset(request.topics),
            items=frozenset(request.items),
            ahead=request.ahead,
            minutes=request.minutes,
            new=request.new,
        )
        planned = self._records.plan(self._catalogue, now, self._rng, wish)
        if not planned and not wish.cram:  # nothing is due: go on to what will be
            ahead = replace(wish, ahead=True)
            planned = self._records.plan(self._catalogue, now, self._rng, ahead)
        aside = [] if planned else self._set_aside(request.items)
        if aside:
            said = f"`{aside[0]}` is set aside; `drill item resume {aside[0]}` takes it up again"
            self._emit(Error(said), "")
            return
        minutes = request.minutes
        self._desk = Desk(
            self._house,
            planned=planned,
            deadline_ms=None if minutes is None else now.utc_ms + minutes * 60_000,
        )
        self._desk.advance(self._emit)

    def _set_aside(self, items: Iterable[str]) -> list[str]:
        states = self._records.states()
        return [item for item in items if item in states and states[item].suspended]

    def _undo(self, emit: Emit) -> None:
        if self._desk is not None and self._desk.undo(emit):
            return
        from drill.service.browse.shelf import title_of

        undone = self._records.undo_last()
        if undone is None:
            emit(Error("there is no review to take back"), "")
            return
        entry = self._catalogue.entries.get(undone.item)
        emit(Undone(undone.id, undone.item, title="" if entry is None else title_of(entry)), "")

    def _keep(self, kind: str, item: str, text: str) -> None:
        """Keep a note, or the word that a card is wrong."""
        if item not in self._catalogue.entries:
            self._emit(Error(f"there is no item `{item[:80]}`"), "")
        elif not text.strip() or len(text) > LONGEST_NOTE:
            self._emit(Error(f"write 1 to {LONGEST_NOTE} characters"), "")
        else:
            event = self._records.append(kind, item, {"text": text}, self._clock.now())
            self._emit(Saved(event.id, what=kind), "")

    def _suspend(self, request: Suspend) -> None:
        if request.item not in self._catalogue.entries:
            self._emit(Error(f"there is no item `{request.item[:80]}`"), "")
            return
        kind = "suspend" if request.on else "resume"
        event = self._records.append(kind, request.item, {}, self._clock.now())
        self._emit(Saved(event.id, what=kind), "")
        if self._desk is not None and request.on:
            self._desk.drop(request.item, self._emit)

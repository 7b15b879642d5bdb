"""The journal as one conversation sees it: what is remembered, what is set, what was noted.

It keeps the states of this moment at hand, follows what another drill writes beside it, and does
the day's backup on a thread of its own. Everything it keeps can be read again from the journal.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from drill.exercise.contract import Exercise
from drill.journal.errors import JournalError
from drill.journal.events import Event
from drill.journal.events import local_day as event_day
from drill.journal.glance import Glance, Mistaken, glance
from drill.journal.shape import GENERAL_KINDS, Kind
from drill.journal.writable import refuse_unwritable
from drill.progress.span import is_recent
from drill.schedule.due import due_ms
from drill.schedule.memory import Parameters
from drill.schedule.queue import Pace, Planned, Wish, day_queue
from drill.schedule.settings import (
    DAY_MS,
    Settings,
    SettingsError,
    day_number,
    day_start_ms,
    local_day,
)
from drill.schedule.state import ItemState
from drill.service.catalogue import Catalogue
from drill.service.clock import Clock, Moment
from drill.service.places import Places
from drill.session.question import EXERCISE_PREFIX
from drill.wire import WireError, from_json, to_json

if TYPE_CHECKING:
    from drill.journal.journal import Journal

KEPT_DAYS = 30
"""The last days of practice that are kept at hand; the learner's pace is the mean over them."""
FEWEST_FOR_PACE = 20
FASTEST_S = 5.0


class Records:
    """What the service knows of the learner.

    Where there is a journal of this version, a glance at it is enough to begin with, and the
    journal itself is opened beside the first card (`open_beside`). Whatever is saved waits for it.
    """

    def __init__(self, places: Places, clock: Clock) -> None:
        self._places = places
        self._clock = clock
        self._journal: Journal | None = None
        self._opening: threading.Thread | None = None
        self._failed: JournalError | None = None
        self._backup: threading.Thread | None = None
        self._version = 0
        self._spent: list[tuple[str, int]] = []
        """Exercises made ahead that were shown before the journal was open."""
        self._glance = glance(places.journal)
        self._take(self._glance or self._open())

    def _take(self, source: Glance | Journal) -> None:
        """Read what is kept at hand."""
        self._states = source.states()
        self._settings = read_settings(source.settings())
        found = source.parameters
        self._parameters = found if isinstance(found, Parameters) else found()
        self._days = last_days(source)
        self._prepared = source.prepared_items()

    def open_beside(self) -> None:
        """Open the journal and do the day's backup while the learner reads the first card."""
        if self._journal is None and self._opening is None:
            self._opening = threading.Thread(target=self._open_quietly, name="journal", daemon=True)
            self._opening.start()
        elif self._backup is None:
            self._back_up()

    def _open_quietly(self) -> None:
        try:
            self._open()
        except JournalError as error:
            self._failed = error  # said when something is to be saved
        else:
            self._back_up()

    def _open(self) -> Journal:
        from drill.journal import journal as module

        journal = module.Journal.open(
            self._places.journal, clock=self._clock, backups=self._places.backups
        )
        self._version = journal.data_version()
        self._journal = journal
        return journal

    @property
    def journal(self) -> Journal:
        """The journal, once it is open; raises what kept it from opening."""
        if self._journal is None and self._opening is not None:
            self._opening.join()
        if self._failed is not None:
            raise self._failed
        journal = self._journal or self._open()
        if self._glance is not None:
            self._glance.close()
            self._glance = None
            for item, level in self._spent:
                journal.take_prepared(item, level)
            self._take(journal)  # another drill may have written since the glance
        return journal

    # --- asking -----------------------------------------------------------------------------------

    def states(self) -> Mapping[str, ItemState]:
        """Give every item's state, another drill's answers included."""
        self._follow()
        return self._states

    def times_asked(self, family: str) -> int:
        """Count the reviews of a family since its last reset."""
        state = self.states().get(EXERCISE_PREFIX + family)
        return 0 if state is None else state.repetitions

    def settings(self) -> Settings:
        """Give the settings in force."""
        return self._settings

    def parameters(self) -> Parameters:
        """Give the memory model's weights in force."""
        return self._parameters

    def plan(
        self, catalogue: Catalogue, now: Moment, rng: Random, wish: Wish | None = None
    ) -> tuple[Planned, ...]:
        """Work out what to practise now; a topic left out comes where it is asked for by name."""
        asked = wish or Wish()
        out = () if asked.items else set(self._settings.topics_out) - asked.topics
        return day_queue(
            catalogue.candidates(out),
            self.states(),
            self._settings,
            self._parameters,
            now_ms=now.utc_ms,
            rng=rng,
            offset_min=now.offset_min,
            introduced_today=self.introduced_today(now),
            wish=wish,
            pace=self.pace(),
        )

    def introduced_today(self, now: Moment) -> int:
        """Count the items first met on this local day, in any drill."""
        hour = self._settings.rollover_hour
        today = day_number(now.utc_ms, now.offset_min, hour)
        start = day_start_ms(today, now.offset_min, hour)
        return sum(state.first_ms >= start for state in self.states().values() if not state.new)

    def day_counts(self, today: date, days: int) -> tuple[int, ...]:
        """Count the reviews of each of the last days, today last."""
        first = today - timedelta(days=days - 1)
        if self._journal is not None:  # this session's own answers count too
            self._days = last_days(self.journal)
        counts = {date_: reviews for date_, reviews, _ in self._days}
        dates = ((first + timedelta(days=i)).isoformat() for i in range(days))
        return tuple(counts.get(one, 0) for one in dates)

    def recent_mistakes(self, now: Moment, days: int) -> list[tuple[str, str]]:
        """List (mistake, item) for what was made on the last local days, in order."""
        since_ms = now.utc_ms - (days + 1) * DAY_MS
        if self._glance is not None and self._journal is None:
            found = self._glance.mistaken(since_ms)
        else:
            events = self.journal.events(kind=Kind.REVIEW, since_ms=since_ms)
            found = tuple(
                Mistaken(one.utc_ms, one.offset_min, one.item, tuple(one.body.get("mistakes", ())))
                for one in events
            )
        today = event_day(now.utc_ms, now.offset_min)
        return [
            (mistake, one.item)
            for one in found
            if is_recent(event_day(one.utc_ms, one.offset_min), today, days)
            for mistake in one.mistakes
        ]

    def pace(self) -> Pace:
        """Estimate how long this learner's cards take, from the days' figures."""
        reviews = sum(reviews for _, reviews, _ in self._days)
        if reviews < FEWEST_FOR_PACE:
            return Pace()
        seconds = max(FASTEST_S, sum(ms for _, _, ms in self._days) / reviews / 1000)
        return Pace(seconds, seconds)

    def due_tomorrow(self, now: Moment, catalogue: Catalogue) -> int:
        """Count what will be due by the end of tomorrow's local day."""
        hour = self._settings.rollover_hour
        today = day_number(now.utc_ms, now.offset_min, hour)
        end = day_start_ms(today + 2, now.offset_min, hour)
        settings = self._settings.on(local_day(now.utc_ms, now.offset_min, hour))
        states = [
            state
            for item, state in self.states().items()
            if item in catalogue.entries
            and not state.suspended
            and catalogue.entries[item].topic not in settings.topics_out
        ]
        dues = (due_ms(one, settings, self._parameters, now.offset_min) for one in states)
        return sum(due is not None and due < end for due in dues)

    def note(self, item: str) -> str:
        """Give the learner's note on an item."""
        if self._glance is not None:
            return self._glance.note(item)
        found = self.journal.latest(Kind.NOTE, item)
        return str(found.body.get("text", "")) if found else ""

    # --- writing ----------------------------------------------------------------------------------

    def append(self, kind: str, item: str, body: Mapping[str, object], now: Moment) -> Event:
        """Save one event; it is durable when this returns."""
        event = self.journal.append(kind, item, body, now.utc_ms, now.offset_min)
        self._refresh(kind, item)
        return event

    def refuse_unwritable(self) -> None:
        """Raise `JournalReadOnly` where no answer could be saved."""
        refuse_unwritable(self._places.journal)

    def rejoin(self, formerly: Mapping[str, str], now: Moment) -> None:
        """Tell the journal, once each, which cards with a history have another id now.

        `formerly` gives the id of today for each one before. What fails now is tried again at the
        next start.
        """
        with suppress(JournalError):
            for old in [one for one in formerly if one in self._states]:
                new = formerly[old]
                told = self.journal.events(kind=Kind.RENAMED, item=new, voided=True)
                if all(one.body["formerly"] != old for one in told):  # else it was taken back
                    self.append(Kind.RENAMED, new, {"formerly": old}, now)
                    self._take(self.journal)

    def void(self, event_id: str) -> Event:
        """Take an event back."""
        void = self.journal.void(event_id)
        self._take(self.journal)
        return void

    def undo_last(self) -> Event | None:
        """Take the last review back, wherever it was made; None where there is none."""
        undone = self.journal.undo_last()
        self._take(self.journal)
        return undone[0] if undone else None

    # --- exercises made ahead ---------------------------------------------------------------------

    def has_prepared(self, item: str, level: int) -> bool:
        """Say whether an exercise made ahead waits for this item and level."""
        return (item, level) in self._prepared

    def take_prepared(self, item: str, level: int) -> Exercise | None:
        """Take the exercise that was made ahead, if it can still be read."""
        if (item, level) not in self._prepared:
            return None
        self._prepared -= {(item, level)}
        if self._glance is not None:
            # The one kept may be shown again on another day, which a fresh seed makes unlikely
            # enough: it is dropped as soon as the journal is open.
            kept = self._glance.peek_prepared(item, level)
            self._spent.append((item, level))
        else:
            kept = self.journal.take_prepared(item, level)
        if kept is None:  # another drill was faster
            return None
        try:
            return from_json(Exercise, kept)
        except WireError:  # an older drill made it; it is only a cache
            return None

    def put_prepared(self, exercise: Exercise) -> None:
        """Keep an exercise for another day."""
        item = EXERCISE_PREFIX + exercise.family
        self.journal.put_prepared(item, exercise.level, to_json(exercise))
        self._prepared |= {(item, exercise.level)}

    # --- the day's backup -------------------------------------------------------------------------

    def _back_up(self) -> None:
        self._backup = threading.Thread(target=self._back_up_now, name="backup", daemon=True)
        self._backup.start()

    def close(self) -> None:
        """Wait for the backup and let go of the file."""
        if self._opening is not None:
            self._opening.join()
        if self._backup is not None:
            self._backup.join()
        if self._glance is not None:
            self._glance.close()
        if self._journal is not None:
            self._journal.close()

    def _back_up_now(self) -> None:
        # A backup that fails must not stop anybody from practising; the next start tries again.
        with suppress(JournalError, OSError):
            if self._journal is not None:
                self._journal.backup_daily()

    def _refresh(self, kind: str, item: str) -> None:
        if self._follow():
            return
        if item:
            self._states[item] = self.journal.state(item)
        elif kind in GENERAL_KINDS:
            self._take(self.journal)

    def _follow(self) -> bool:
        """Read everything again where another drill has written; say whether it has."""
        if self._glance is not None and self._journal is None:
            return False
        version = self.journal.data_version()
        if version == self._version:
            return False
        self._version = version
        self._take(self.journal)
        return True


def last_days(source: Glance | Journal) -> tuple[tuple[str, int, int], ...]:
    """Give date, reviews and thinking time of the last days something was done on."""
    return tuple((day.date, day.reviews, day.think_ms) for day in source.days()[-KEPT_DAYS:])


def read_settings(found: Mapping[str, object]) -> Settings:
    """Build the settings from what the journal holds; what cannot be used is left as usual."""
    settings = Settings()
    for name, value in found.items():
        with suppress(WireError, SettingsError, ValueError):
            settings = from_json(Settings, to_json(settings) | {name: value})
    return settings

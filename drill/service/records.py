"""The journal as one conversation sees it: what is remembered, what is set, what was noted.

It keeps the states of this moment at hand, follows what another drill writes beside it, and does
the day's backup on a thread of its own. Everything it keeps can be read again from the journal.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from drill.exercise.contract import Exercise
from drill.journal.errors import JournalError
from drill.journal.events import Event, Kind
from drill.journal.journal import Journal
from drill.schedule.due import due_ms
from drill.schedule.memory import Parameters
from drill.schedule.queue import Pace, Planned, Wish, day_queue
from drill.schedule.settings import (
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

PACE_DAYS = 30
"""The learner's pace is the mean over this many of the last days of practice."""
FEWEST_FOR_PACE = 20


class Records:
    """What the service knows of the learner."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self._journal = Journal.open(places.journal, clock=clock, backups=places.backups)
        self._version = self._journal.data_version()
        self._states = self._journal.states()
        self._settings = read_settings(self._journal.settings())
        self._parameters = self._journal.parameters()
        self._prepared = self._journal.prepared_items()
        self._backup: threading.Thread | None = None

    # --- asking -----------------------------------------------------------------------------------

    def states(self) -> Mapping[str, ItemState]:
        """Give every item's state, another drill's answers included."""
        self._follow()
        return self._states

    def settings(self) -> Settings:
        """Give the settings in force."""
        return self._settings

    def parameters(self) -> Parameters:
        """Give the memory model's weights in force."""
        return self._parameters

    def plan(
        self, catalogue: Catalogue, now: Moment, rng: Random, wish: Wish | None = None
    ) -> tuple[Planned, ...]:
        """Work out what to practise now."""
        return day_queue(
            catalogue.candidates(),
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
        counts = {day.date: day.reviews for day in self._journal.days(first.isoformat())}
        dates = ((first + timedelta(days=i)).isoformat() for i in range(days))
        return tuple(counts.get(one, 0) for one in dates)

    def pace(self) -> Pace:
        """Estimate how long this learner's cards take, from the days' figures."""
        days = self._journal.days()[-PACE_DAYS:]
        reviews = sum(day.reviews for day in days)
        if reviews < FEWEST_FOR_PACE:
            return Pace()
        seconds = max(5.0, sum(day.think_ms for day in days) / reviews / 1000)
        return Pace(seconds, seconds)

    def due_tomorrow(self, now: Moment, catalogue: Catalogue) -> int:
        """Count what will be due by the end of tomorrow's local day."""
        hour = self._settings.rollover_hour
        today = day_number(now.utc_ms, now.offset_min, hour)
        end = day_start_ms(today + 2, now.offset_min, hour)
        settings = self._settings.on(local_day(now.utc_ms, now.offset_min, hour))
        states = [one for item, one in self.states().items() if item in catalogue.entries]
        dues = (due_ms(one, settings, self._parameters, now.offset_min) for one in states)
        return sum(due is not None and due < end for due in dues)

    def note(self, item: str) -> str:
        """Give the learner's note on an item."""
        found = self._journal.latest(Kind.NOTE, item)
        return str(found.body.get("text", "")) if found else ""

    # --- writing ----------------------------------------------------------------------------------

    def append(self, kind: str, item: str, body: Mapping[str, object], now: Moment) -> Event:
        """Save one event; it is durable when this returns."""
        event = self._journal.append(kind, item, body, now.utc_ms, now.offset_min)
        self._refresh(item)
        return event

    def void(self, event_id: str) -> Event:
        """Take an event back."""
        void = self._journal.void(event_id)
        self._reload()
        return void

    def undo_last(self) -> Event | None:
        """Take the last review back, wherever it was made; None where there is none."""
        undone = self._journal.undo_last()
        self._reload()
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
        kept = self._journal.take_prepared(item, level)
        if kept is None:  # another drill was faster
            return None
        try:
            return from_json(Exercise, kept)
        except WireError:  # an older drill made it; it is only a cache
            return None

    def put_prepared(self, exercise: Exercise) -> None:
        """Keep an exercise for another day."""
        item = EXERCISE_PREFIX + exercise.family
        self._journal.put_prepared(item, exercise.level, to_json(exercise))
        self._prepared |= {(item, exercise.level)}

    # --- the day's backup -------------------------------------------------------------------------

    def back_up(self) -> None:
        """Do the day's backup if it is not done yet, beside everything else."""
        self._backup = threading.Thread(target=self._back_up, name="backup", daemon=True)
        self._backup.start()

    def close(self) -> None:
        """Wait for the backup and let go of the file."""
        if self._backup is not None:
            self._backup.join()
        self._journal.close()

    def _back_up(self) -> None:
        # A backup that fails must not stop anybody from practising; the next start tries again.
        with suppress(JournalError, OSError):
            self._journal.backup_daily()

    def _refresh(self, item: str) -> None:
        if self._follow():
            return
        if item:
            self._states[item] = self._journal.state(item)

    def _follow(self) -> bool:
        """Read everything again where another drill has written; say whether it has."""
        version = self._journal.data_version()
        if version == self._version:
            return False
        self._version = version
        self._reload()
        return True

    def _reload(self) -> None:
        self._states = self._journal.states()
        self._settings = read_settings(self._journal.settings())
        self._parameters = self._journal.parameters()


def read_settings(found: Mapping[str, object]) -> Settings:
    """Build the settings from what the journal holds; what cannot be used is left as usual."""
    settings = Settings()
    for name, value in found.items():
        with suppress(WireError, SettingsError, ValueError):
            settings = from_json(Settings, to_json(settings) | {name: value})
    return settings

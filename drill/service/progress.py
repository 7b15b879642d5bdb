"""The room of the progress review: it reads the journal beside the request loop and replies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from drill.grade.mistakes import named
from drill.journal.errors import JournalError
from drill.journal.events import Event, local_day
from drill.journal.journal import Journal
from drill.progress import words
from drill.progress.behind import interview_behind, is_number, last_reviews, reviews_behind
from drill.progress.model import Ready
from drill.progress.ready import ready
from drill.progress.recall import RECENT_DAYS
from drill.progress.report import DUE_DAYS, review_progress
from drill.schedule.forecast import days_to_due
from drill.schedule.memory import Parameters
from drill.schedule.plan import Plan, plan
from drill.schedule.queue import Pace
from drill.schedule.settings import Settings
from drill.schedule.settings import local_day as settings_day
from drill.schedule.state import ItemState
from drill.service.browse.shelf import title_of
from drill.service.clock import Moment
from drill.service.house import Emit, House
from drill.service.messages import Error, Reply, Request
from drill.service.messages.progress import Behind, GetBehind, GetProgress, Progress
from drill.value import Value

RUNS = 6
"""How often the course to the interview is played; its band is that of so many."""
DAY_MS = 86_400_000


class Now(Value):
    """What a job needs to know of the moment it was asked at."""

    moment: Moment
    today: str
    states: Mapping[str, ItemState]
    settings: Settings
    parameters: Parameters
    introduced: int
    pace: Pace


class ProgressRoom:
    """Answers what the four screens ask."""

    def __init__(self, house: House) -> None:
        self._house = house

    def handle(self, request: Request, emit: Emit, request_id: str) -> None:
        """Begin to work a reply out; it comes when it is ready."""
        match request:
            case GetProgress():
                self._begin(self._progress, emit, request_id)
            case GetBehind(number) if is_number(number):
                self._begin(lambda now, log: self._behind(number, now, log), emit, request_id)
            case GetBehind(number):
                emit(Error(f"there is no number `{number[:80]}`"), request_id)
            case _:
                raise AssertionError(request)

    def _begin(
        self, work: Callable[[Now, Iterator[Event]], Iterator[Reply]], emit: Emit, request_id: str
    ) -> None:
        journal, now = self._house.records.journal, self._now()

        def job() -> None:
            try:
                for reply in work(now, self._events(journal)):
                    emit(reply, request_id)
            except JournalError as error:
                emit(Error(str(error)), request_id)

        self._house.beside.run("progress", job)

    def _events(self, journal: Journal) -> Iterator[Event]:
        """Read what stands, for as long as the conversation lasts."""
        return self._house.beside.watched(journal.events())

    def _now(self) -> Now:
        records, moment = self._house.records, self._house.clock.now()
        entries = self._house.catalogue.entries
        known = {item: one for item, one in records.states().items() if item in entries}
        settings = records.settings()
        out = settings.topics_out
        return Now(
            moment=moment,
            today=local_day(moment.utc_ms, moment.offset_min),
            states={item: one for item, one in known.items() if entries[item].topic not in out},
            settings=settings,
            parameters=records.parameters(),
            introduced=records.introduced_today(moment),
            pace=records.pace(),
        )

    # --- on the thread ---------------------------------------------------------------------------

    def _progress(self, now: Now, events: Iterator[Event]) -> Iterator[Progress]:
        due = self._days_to_due(now)
        counts = [0] * DUE_DAYS
        for ahead in due.values():
            if ahead < DUE_DAYS:
                counts[ahead] += 1
        made = review_progress(
            events,
            today=now.today,
            parameters=now.parameters,
            desired=now.settings.desired_retention,
            ready=self._ready(now, None),
            due=counts,
            due_from=self._due_from(now),
            name=lambda id_: named(id_).name,
        )
        wanted = now.settings.on(date.fromisoformat(now.today)).interview_date is not None
        first = Progress(
            made.date,
            made.ready,
            made.remembering,
            made.mistakes,
            made.interviews,
            whole=not wanted,
        )
        yield first
        if wanted:
            yield replace(first, ready=self._ready(now, self._plan(now)), whole=True)

    def _ready(self, now: Now, course: Plan | None) -> Ready:
        catalogue, out = self._house.catalogue, now.settings.topics_out
        return ready(
            catalogue.candidates(out),
            {topic.id: topic.title for topic in catalogue.topics if topic.id not in out},
            now.states,
            now.settings,
            now.parameters,
            now_ms=now.moment.utc_ms,
            today=date.fromisoformat(now.today),
            plan=course,
        )

    def _plan(self, now: Now) -> Plan:
        return plan(
            self._house.catalogue.candidates(now.settings.topics_out),
            now.states,
            now.settings,
            now.parameters,
            now_ms=now.moment.utc_ms,
            rng=Random(now.moment.utc_ms // DAY_MS),  # the same forecast all day
            offset_min=now.moment.offset_min,
            introduced_today=now.introduced,
            pace=now.pace,
            runs=RUNS,
            between=self._house.beside.go_on,
        )

    @staticmethod
    def _due_from(now: Now) -> str:
        """Give today's date as due dates count it."""
        hour = now.settings.rollover_hour
        return settings_day(now.moment.utc_ms, now.moment.offset_min, hour).isoformat()

    def _days_to_due(self, now: Now) -> dict[str, int]:
        return days_to_due(
            now.states.values(),
            now.settings,
            now.parameters,
            now_ms=now.moment.utc_ms,
            offset_min=now.moment.offset_min,
        )

    def _behind(self, number: str, now: Now, events: Iterator[Event]) -> Iterator[Behind]:
        title = self._title(number)
        kind, _, what = number.partition("/")
        match kind:
            case "topic":
                topics = self._house.catalogue.by_topic
                wanted = topics if not what else {what: topics.get(what, [])}
                items = {entry.item for entries in wanted.values() for entry in entries}
                met = {item for item in items if item in now.states and not now.states[item].new}
                open_ = {item for item in met if not now.states[item].suspended}
                found = last_reviews(events, open_, number, title)
            case "due":
                ahead = _days_ahead(self._due_from(now), what)
                due = {item for item, days in self._days_to_due(now).items() if days == ahead}
                found = last_reviews(events, due, number, title)
            case "interview":
                found = interview_behind(events, number, title)
            case _:
                found = reviews_behind(
                    events, number, title, today=now.today, parameters=now.parameters
                )
        lines = tuple(replace(line, title=self._asked(line.item)) for line in found.lines)
        yield Behind(found.number, found.title, found.total, lines)

    def _asked(self, item: str) -> str:
        """Say in a line what an item asks; nothing where no bank has it."""
        entry = self._house.catalogue.entries.get(item)
        return "" if entry is None else title_of(entry, self._house.speaker.line)

    def _title(self, number: str) -> str:
        kind, _, what = number.partition("/")
        match kind, what:
            case "topic", "":
                return "The last review of every item"
            case "topic", topic:
                return f"{self._house.catalogue.title(topic)}: the last review of each item"
            case "due", day:
                return f"Due on {_day(day)}: the last review of each item"
            case "day", day:
                return f"Reviews on {_day(day)}"
            case "recall", "recent":
                return f"What came back in the last {RECENT_DAYS} days"
            case "recall", "all":
                return "Everything that ever came back"
            case "recall", day:
                return f"What came back in the week of {_day(day)}"
            case "mistake", id_:
                return f"{named(id_).name}: made, and later chances"
            case "interview", _:
                return "The interview and its questions"
        return "All reviews"


def _days_ahead(today: str, day: str) -> int:
    """Count the days from today to a date; -1 where it is none."""
    try:
        return date.fromisoformat(day).toordinal() - date.fromisoformat(today).toordinal()
    except ValueError:
        return -1


def _day(day: str) -> str:
    """Say a date, or what was given in its place."""
    try:
        return words.day_name(day)
    except ValueError:
        return day[:40]

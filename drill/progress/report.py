"""The whole review in one walk along the events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drill.journal.events import Event
from drill.progress import words
from drill.progress.days import DayTally
from drill.progress.interviews import InterviewTally
from drill.progress.mistakes import GONE_AFTER, MistakeTally, Names
from drill.progress.model import DueCount, Interviews, Mistakes, Ready, Remembering, Report
from drill.progress.recall import RECENT_DAYS as RECALL_DAYS
from drill.progress.recall import RecallTally
from drill.progress.span import day_before
from drill.progress.walk import walk
from drill.progress.weak_spot import RECENT_DAYS
from drill.schedule.memory import Parameters

DUE_DAYS = 30


def review_progress(
    events: Iterable[Event],
    *,
    today: str,
    parameters: Parameters,
    desired: float,
    ready: Ready,
    due: Sequence[int],
    due_from: str,
    name: Names,
) -> Report:
    """Work out the report from standing events in the order of replay.

    `today` is the learner's date, as ISO 8601; `due` counts what falls due on the days from
    `due_from` on, which is another date than `today` for an hour where the learner's day for due
    dates does not begin at 04:00; `name` gives a misconception's name. The events are read once,
    so they may be a stream.
    """
    recall, days = RecallTally(today), DayTally(today)
    mistakes, interviews = MistakeTally(today), InterviewTally()

    def listened() -> Iterator[Event]:
        for event in events:
            interviews.add(event)
            yield event

    for met in walk(listened(), parameters):
        recall.add(met)
        days.add(met)
        mistakes.add(met)
    rows = interviews.rows()
    return Report(
        date=today,
        ready=ready,
        remembering=_remembering(recall, days, _ahead(due, due_from), desired),
        mistakes=_mistakes(mistakes, name),
        interviews=Interviews(rows, words.interviews(rows)),
    )


def _ahead(due: Sequence[int], first: str) -> tuple[DueCount, ...]:
    dates = (day_before(first, -index) for index in range(len(due)))
    return tuple(
        DueCount(f"due/{date}", date, count) for date, count in zip(dates, due, strict=True)
    )


def _remembering(
    recall: RecallTally, days: DayTally, ahead: tuple[DueCount, ...], desired: float
) -> Remembering:
    recent, dates = recall.recent(), days.days()
    made = Remembering(
        desired=desired,
        recent_days=RECALL_DAYS,
        recent=recent,
        ever=recall.ever(),
        weeks=recall.weeks(),
        recall_sentence=words.recall(recent, desired, RECALL_DAYS),
        days=dates,
        reviews=days.reviews,
        practised_days=sum(day.reviews > 0 for day in dates),
        streak=days.streak(),
        longest_streak=days.longest_streak(),
        days_sentence="",
        due=ahead,
        due_sentence=words.due(ahead),
    )
    return words.replaced(made, days_sentence=words.days(made))


def _mistakes(tally: MistakeTally, name: Names) -> Mistakes:
    rows = tally.rows(name)
    gone = sum(row.gone for row in rows)
    made = Mistakes(RECENT_DAYS, GONE_AFTER, rows, len(rows) - gone, gone, "")
    return words.replaced(made, sentence=words.mistakes(made))

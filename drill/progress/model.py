"""What the progress review says: every number it shows, each with the address of its events.

Plain values, which the service sends as they are. `number` is an address that `behind` resolves to
the events a figure counts: `topic/chain_rule`, `day/2026-11-23`, `mistake/constant-kept`.
"""

from __future__ import annotations

from drill.value import Value


class TopicReady(Value):
    """One topic: how well it is held today, and on the day of the interview."""

    number: str
    topic: str
    title: str
    items: int
    """Items that are not set aside."""
    met: int
    """Those of them that were ever reviewed."""
    recall: float | None
    """Mean probability of recall now, the unmet counting 0; None where nothing was met."""
    forecast: float | None = None
    """The share recalled on the day, if the plan is followed; None without an interview date."""
    forecast_error: float = 0.0
    """Half the width in which that share lies in 95 of 100 played courses."""


class Ready(Value):
    """How ready the learner is: topic by topic, and on the day where there is one."""

    number: str
    recall: float
    """Mean probability of recall now over all items, the unmet counting 0."""
    items: int
    met: int
    goal: float
    """The desired retention."""
    topics: tuple[TopicReady, ...]
    sentence: str
    interview_date: str = ""
    interview_in_days: int | None = None
    forecast: float | None = None
    forecast_error: float = 0.0
    minutes_a_day: float | None = None
    """What the plan up to the interview asks for."""
    forecast_sentence: str = ""


class RecallCount(Value):
    """How much of what came back was recalled, in some span of days."""

    number: str
    first: str
    """The first date of the span; empty where it has no beginning."""
    asked: int
    recalled: int
    expected: float
    """Mean probability of recall the memory model gave these reviews beforehand; 0 for none."""
    low: float
    high: float
    """The bounds of the true share, 95 of 100 times; 0 and 1 where nothing was asked."""


class DayCount(Value):
    """What was done on one of the learner's dates."""

    number: str
    date: str
    reviews: int
    recalled: int
    """Reviews that were not rated Again."""
    think_ms: int


class DueCount(Value):
    """How many items fall due on a coming date; today holds what is overdue as well."""

    number: str
    date: str
    items: int


class Remembering(Value):
    """True against desired retention, the days of practice, and what falls due."""

    desired: float
    recent_days: int
    recent: RecallCount
    ever: RecallCount
    weeks: tuple[RecallCount, ...]
    """One for each week from Monday, the present one last."""
    recall_sentence: str
    days: tuple[DayCount, ...]
    """Every date of the last weeks, from a Monday to today."""
    reviews: int
    """All reviews ever."""
    practised_days: int
    """Dates in `days` with a review."""
    streak: int
    """Dates in a row with a review, up to today, or to yesterday where today has none yet."""
    longest_streak: int
    days_sentence: str
    due: tuple[DueCount, ...]
    """Today first."""
    due_sentence: str


class MistakeCount(Value):
    """One misconception: how often it was made, how lately, and whether it is gone."""

    number: str
    id: str
    name: str
    times: int
    """Reviews in which it was made."""
    recent: int
    """Those of them in the last `recent_days`."""
    last: str
    """The date it was last made."""
    days_ago: int
    chances: int
    """Chances since then at which it was not made."""
    gone: bool
    weeks: tuple[int, ...]
    """Times in each of the last weeks from Monday, the present one last."""
    items: tuple[str, ...]
    """The items it was made on, the latest first."""


class Mistakes(Value):
    """What goes wrong: every named misconception, those still there first."""

    recent_days: int
    gone_after: int
    """It is gone when it was not made at this many chances in a row."""
    rows: tuple[MistakeCount, ...]
    here: int
    gone: int
    sentence: str


class CriterionCount(Value):
    """One part of an interview's score."""

    name: str
    points: int
    of: int


class InterviewCount(Value):
    """One finished mock interview."""

    number: str
    date: str
    level: str
    """The seniority it was held for."""
    band: str
    """What its scorecard says in a word or two."""
    total: int | None
    """Points of 100; None where its scorecard has none."""
    passed: bool
    questions: int
    minutes: int
    criteria: tuple[CriterionCount, ...] = ()


class Interviews(Value):
    """Mock interviews over time, the oldest first."""

    rows: tuple[InterviewCount, ...]
    sentence: str


class Report(Value):
    """Everything the four screens show."""

    date: str
    ready: Ready
    remembering: Remembering
    mistakes: Mistakes
    interviews: Interviews


class EventLine(Value):
    """One event behind a number."""

    event: str
    """Its id in the journal."""
    date: str
    time: str
    """Local time where it was made, as 21:05."""
    item: str
    answer: str
    """What was typed; the parts of one answer by `;`, further tries by `→`."""
    verdict: str
    rating: str
    mark: str = ""
    """What makes it count: a mistake `made` or `not made`; what an interview's step was."""
    title: str = ""
    """What its item asks, in a line; empty where no bank has it any more."""


class EventsBehind(Value):
    """The events a number counts, the latest first."""

    number: str
    title: str
    total: int
    lines: tuple[EventLine, ...]
    """The latest of them, where there are very many."""

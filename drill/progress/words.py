"""One sentence for each plot that says what it means; every number in it is in the plot's value.

The doors print these as they are, so that a screen, a line and a page never disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from drill.progress.model import (
    DueCount,
    InterviewCount,
    MistakeCount,
    Mistakes,
    Ready,
    RecallCount,
    Remembering,
)

replaced = replace

NOTICEABLE = 0.03
"""A gap between shares that is worth a word."""


def percent(share: float) -> str:
    """Say a share as a whole percentage; only all is 100% and only none is 0%."""
    whole = round(share * 100)
    if whole == 100 and share < 1.0:
        whole = 99
    if whole == 0 and share > 0.0:
        return "under 1%"
    return f"{whole}%"


def counted(number: int, one: str, many: str = "") -> str:
    """Say a number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def day_name(day: str) -> str:
    """Say a date as `Mon 23 Nov`."""
    found = date.fromisoformat(day)
    return f"{found:%a} {found.day} {found:%b}"


def ready(made: Ready) -> str:
    """Say what would be recalled now, and where it is weakest."""
    if not made.met:
        return "Nothing has been met yet; the first session will change that."
    share = percent(made.recall)
    about = "" if share.startswith("under") else "about "
    said = f"Asked everything now, you would recall {about}{share}"
    said += f"; you have met {made.met} of {counted(made.items, 'item')}."
    met = [topic for topic in made.topics if topic.recall is not None]
    weakest = min(met, key=lambda topic: topic.recall or 0.0)
    if len(met) > 1:
        said += f" Weakest of what you began: {weakest.title}, {percent(weakest.recall or 0.0)}."
    return said


def forecast(made: Ready) -> str:
    """Say where the plan leads by the day of the interview."""
    share, error = made.forecast or 0.0, made.forecast_error
    days = made.interview_in_days or 0
    minutes = max(1, round(made.minutes_a_day or 0.0))
    said = f"Keep to the plan, about {minutes} min a day, and on {day_name(made.interview_date)}"
    said += f" ({counted(days, 'day')}) you recall {percent(share)} ±{round(error * 100)}"
    if share + error < made.goal:
        return said + f", under your goal of {percent(made.goal)}."
    return said + f"; your goal is {percent(made.goal)}."


def recall(recent: RecallCount, desired: float, days: int) -> str:
    """Say whether recall is what was asked for, and if not, why not."""
    if not recent.asked:
        return (
            f"Nothing came back in {days} days: how well you remember shows from an item's "
            "second day on."
        )
    said = f"In {days} days you recalled {percent(recent.recalled / recent.asked)} of what came"
    said += f" back ({recent.recalled} of {recent.asked}); you ask for {percent(desired)}"
    if recent.low <= desired <= recent.high:
        return said + ", and chance explains the difference."
    if recent.low > desired:
        return said + ": fewer reviews would do."
    if recent.expected < desired - NOTICEABLE:
        return said + f". They came late: the model itself expected {percent(recent.expected)}."
    if recent.expected > recent.high:
        return said + f". The model expected {percent(recent.expected)}: it thinks too well of you."
    return said + f", a little less than that; the model expected {percent(recent.expected)}."


def days(made: Remembering) -> str:
    """Say how steadily there was practice."""
    if not made.practised_days:
        return "No day of practice in these weeks."
    said = f"You practised on {made.practised_days} of {counted(len(made.days), 'day')}"
    if made.streak > 1:
        said += f", {made.streak} in a row now"
    return said + (f"; longest run {made.longest_streak}." if made.longest_streak > 1 else ".")


def due(rows: Sequence[DueCount]) -> str:
    """Say what waits today and which day will be the fullest."""
    if not any(row.items for row in rows):
        return f"Nothing falls due in {counted(len(rows), 'day')}."
    later = max(rows[1:], key=lambda row: row.items, default=rows[0])
    said = f"{rows[0].items} due today"
    if not later.items:
        return said + f", and nothing more in {counted(len(rows), 'day')}."
    return said + f"; the fullest day ahead is {day_name(later.date)}, {later.items}."


def mistakes(made: Mistakes) -> str:
    """Say which misconception matters now, and how many are gone."""
    if not made.rows:
        return "No misconception has been named yet."
    here = [row for row in made.rows if not row.gone]
    gone = f"{made.gone} of {len(made.rows)} gone: not made at the last {made.gone_after} chances."
    if not here:
        return f"All {gone}" if made.gone > 1 else f"The only one is gone. {gone}"
    return f"{_worst(here[0], made.recent_days)} {gone}"


def _worst(worst: MistakeCount, days: int) -> str:
    when = ago(worst.days_ago)
    if worst.recent:
        times = "once" if worst.recent == 1 else f"{worst.recent} times"
        return f"{worst.name}: {times} in {days} days, last {when}."
    return f"{worst.name}: {counted(worst.times, 'time')}, last {when}, and not yet gone."


def ago(days: int) -> str:
    """Say how long ago a date was."""
    return ("today", "yesterday")[days] if days < 2 else f"{days} days ago"


def interviews(rows: Sequence[InterviewCount]) -> str:
    """Say how the last mock interview went beside the first."""
    if not rows:
        return "No mock interview has been finished yet; `drill interview` holds one."
    last = rows[-1]
    said = f"{counted(len(rows), 'interview')}; the last, on {day_name(last.date)} for {last.level}"
    said += f": {last.band}" if last.band else ""
    totals = [row.total for row in rows if row.total is not None]
    if len(totals) < 2:
        return said + "."
    change = totals[-1] - totals[0]
    if change == 0:
        return said + ", the same as the first."
    way = "up" if change > 0 else "down"
    return said + f", {counted(abs(change), 'point')} {way} since the first."

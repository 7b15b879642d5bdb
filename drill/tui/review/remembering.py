"""Am I remembering? True against desired retention, the calendar of days, what falls due."""

from __future__ import annotations

from textual.content import Content

from drill.service.messages.progress import DayCount, DueCount, RecallCount, Remembering
from drill.tui import spell
from drill.tui.glyphs import Glyphs
from drill.tui.plots import Row, beside, calendar, columns
from drill.tui.review.page import (
    BLANK,
    SUBDUED,
    Page,
    Size,
    Spot,
    long_day,
    rows,
    sentence,
    short_day,
)

WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
BASES = (0.6, 0.2, 0.0)
"""Where the scale of retention may begin; the highest that shows every week."""
RECALL_ROWS, DUE_ROWS = 4, 5
LEFT = 36
"""Cells of the left half, with the calendar."""
AXIS = 6
MINUTE_MS = 60_000


def page(found: Remembering) -> Page:
    """Make the page."""
    recall = (
        *(
            Spot(week.number, f"Week of {_recall(week)}", empty=not week.asked)
            for week in found.weeks
        ),
        Spot(found.recent.number, f"{found.recent_days} days, from {_recall(found.recent)}"),
        Spot(found.ever.number, f"Ever: {_share(found.ever)}"),
    )
    days = tuple(Spot(day.number, _day(day), empty=not day.reviews) for day in found.days)
    due = tuple(Spot(one.number, _due(one), empty=not one.items) for one in found.due)

    def draw(size: Size, at: int, glyphs: Glyphs) -> list[Content]:
        return _draw(found, size, at, glyphs)

    return Page("Am I remembering?", (recall, days, due), draw, start=len(found.weeks))


def _recall(count: RecallCount) -> str:
    return f"{short_day(count.first)}: {_share(count)}"


def _share(count: RecallCount) -> str:
    if not count.asked:
        return "nothing came back"
    said = f"{count.recalled} of {count.asked} recalled, {count.recalled / count.asked:.0%}"
    low, high = round(count.low * 100), round(count.high * 100)
    return f"{said} ({low}-{high}%), expected {count.expected:.0%}"


def _day(day: DayCount) -> str:
    if not day.reviews:
        return f"{long_day(day.date)}: nothing"
    minutes = round(day.think_ms / MINUTE_MS)
    said = f"{long_day(day.date)}: {spell.count(day.reviews, 'review')}, {day.recalled} recalled"
    return f"{said}, {minutes} min of thinking"


def _due(one: DueCount) -> str:
    return f"{long_day(one.date)}: {spell.count(one.items, 'item')} due"


def _draw(found: Remembering, size: Size, at: int, glyphs: Glyphs) -> list[Content]:
    weeks, days = len(found.weeks), len(found.days)
    first_day = weeks + 2
    higher = 2 if size.height >= 30 else 1
    lines = sentence(found.recall_sentence, size.width, "bold reverse" if at == weeks else "")
    lines += rows(_weeks(found, RECALL_ROWS * higher, at, glyphs))
    lines.append(BLANK)
    left = [[(line.plain, "")] for line in sentence(found.days_sentence, LEFT - 3)]
    right = [[(line.plain, "")] for line in sentence(found.due_sentence, size.width - LEFT)]
    lines += rows(beside(left, LEFT, right))
    marks: list[Row] = [[(f"{name:<4}", SUBDUED)] for name in WEEKDAYS]
    shown = calendar([day.reviews for day in found.days], glyphs, chosen=at - first_day)
    left = [mark + row for mark, row in zip(marks, shown, strict=True)]
    right = _ahead(found.due, DUE_ROWS * higher, at - first_day - days, glyphs)
    lines += rows(beside(left, LEFT, right))
    return lines


def _weeks(found: Remembering, height: int, at: int, glyphs: Glyphs) -> list[Row]:
    """Draw the weeks' retention as columns over a scale that shows them all."""
    shares = [week.recalled / week.asked if week.asked else None for week in found.weeks]
    lowest = min((share for share in shares if share is not None), default=1.0)
    base = next(base for base in BASES if base <= lowest)
    scaled = [None if share is None else (share - base) / (1.0 - base) for share in shares]
    scaled = [None if share is None else max(share, 0.01) for share in scaled]
    desired = (found.desired - base) / (1.0 - base)
    drawn = columns(
        scaled, height, glyphs, width=2, gap=2, chosen=at if at < len(shares) else -1, line=desired
    )
    labels = [base + (1.0 - base) * (height - 1 - row) / height for row in range(height)]
    made: list[Row] = [
        [(f"{label:>4.0%}  ", SUBDUED), *row] for label, row in zip(labels, drawn, strict=True)
    ]
    ends: list[Row] = [[(f"  you ask for {found.desired:.0%}", SUBDUED)]]
    made[0] = [*made[0], *ends[0]]
    dates = "".join(f"{short_day(week.first):<8}" for week in found.weeks[::2])
    return [*made, [(" " * AXIS + dates.rstrip(), SUBDUED)]]


def _ahead(due: tuple[DueCount, ...], height: int, at: int, glyphs: Glyphs) -> list[Row]:
    """Draw what falls due on the coming days."""
    top = max((one.items for one in due), default=0)
    shares = [one.items / top if top else 0.0 for one in due]
    drawn = columns(shares, height, glyphs, chosen=at)
    made: list[Row] = []
    for index, row in enumerate(drawn):
        label = "0" if index == height - 1 else str(top) if top and index == 0 else ""
        made.append([(f"{label:>3} ", SUBDUED), *row])
    ends = f"{short_day(due[0].date):<{len(due) - 6}}{short_day(due[-1].date):>6}" if due else ""
    here = "" if not 0 <= at < len(due) else " " * (4 + at) + "^"
    made.append([(here or "    " + ends, SUBDUED)])
    return made

"""The progress review: its four screens, and the events behind a number of theirs.

The values are the statistics' own, so that no number is written down twice.
"""

from __future__ import annotations

from typing import ClassVar

from drill.progress.model import (
    DayCount,
    DueCount,
    EventLine,
    InterviewCount,
    Interviews,
    MistakeCount,
    Mistakes,
    Ready,
    RecallCount,
    Remembering,
    TopicReady,
)
from drill.service.messages.common import Reply, Request

__all__ = [
    "Behind",
    "DayCount",
    "DueCount",
    "EventLine",
    "GetBehind",
    "GetProgress",
    "InterviewCount",
    "Interviews",
    "MistakeCount",
    "Mistakes",
    "Progress",
    "Ready",
    "RecallCount",
    "Remembering",
    "TopicReady",
]


class GetProgress(Request):
    """Ask for the progress review; it is worked out beside whatever else is asked."""

    TYPE: ClassVar[str] = "progress"


class GetBehind(Request):
    """Ask for the events behind a number, by its address."""

    TYPE: ClassVar[str] = "behind"
    number: str


class Progress(Reply):
    """Every number of the four screens, all true at the moment they were asked for.

    Where an interview date is set it comes twice: at once, and again with the forecast, which
    takes longer; the last one is `whole`.
    """

    TYPE: ClassVar[str] = "progress"
    date: str
    ready: Ready
    remembering: Remembering
    mistakes: Mistakes
    interviews: Interviews
    whole: bool = True


class Behind(Reply):
    """The events a number counts, the latest first; at most the last 500 of them."""

    TYPE: ClassVar[str] = "behind"
    number: str
    title: str
    total: int
    lines: tuple[EventLine, ...]

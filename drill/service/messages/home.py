"""The home screen."""

from __future__ import annotations

from typing import ClassVar

from drill.service.messages.common import Reply, Request
from drill.value import Value


class GetHome(Request):
    """Ask for the home screen's figures."""

    TYPE: ClassVar[str] = "home"


class TopicLine(Value):
    """One topic on the home screen."""

    topic: str
    title: str
    mastery: float | None
    """Mean probability of recall over the whole topic, the unseen counting 0; None if unseen."""
    due: int
    new: int
    opens_after: str = ""
    out: bool = False
    """Whether the learner has left the topic out."""


class Home(Reply):
    """The figures of the home screen, all true at `now`."""

    TYPE: ClassVar[str] = "home"
    date: str
    due: int
    new: int
    minutes: int
    topics: tuple[TopicLine, ...]
    days: tuple[int, ...]
    """Reviews on each of the last 14 local days, today last."""
    advice: str = ""
    advice_items: tuple[str, ...] = ()
    """What the advice would have practised."""
    interview_in_days: int | None = None
    problems: tuple[str, ...] = ()
    """Banks left out and other things to know, one line each."""

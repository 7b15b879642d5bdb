"""Every card and family: searched as one types, read whole, and set right one by one."""

from __future__ import annotations

from typing import ClassVar

from drill.progress.model import EventLine
from drill.service.messages.common import Reply, Request, View
from drill.service.messages.practice import PointLine
from drill.value import Value

__all__ = [
    "BROWSE_STATES",
    "Browse",
    "CurvePoint",
    "EventLine",
    "Found",
    "ItemLine",
    "ItemPage",
    "PrimerLine",
    "ReopenItem",
    "ResetItem",
    "ShowItem",
    "TakeBack",
]

BROWSE_STATES = ("new", "due", "leech", "suspended", "retired")
"""What an item can be, several at once."""


class Browse(Request):
    """Search: every word must be found; `name:word` narrows by state, topic, kind, tag and so on.

    `state` and `topic` narrow as `state:…` and `topic:…` in the query do.
    """

    TYPE: ClassVar[str] = "browse"
    query: str = ""
    state: str = ""
    topic: str = ""


class ShowItem(Request):
    """Ask for one item's whole page."""

    TYPE: ClassVar[str] = "show_item"
    item: str


class ResetItem(Request):
    """Begin again with an item; its history stays in the journal."""

    TYPE: ClassVar[str] = "reset_item"
    item: str


class ReopenItem(Request):
    """Want an item back now, whatever its memory says."""

    TYPE: ClassVar[str] = "reopen_item"
    item: str


class TakeBack(Request):
    """Take back an event that suspended, reset, reopened or noted something."""

    TYPE: ClassVar[str] = "take_back"
    event: str


class ItemLine(Value):
    """One item in a list."""

    item: str
    title: str
    """The beginning of its question, or what a family drills; its id where it is retired."""
    kind: str
    topic: str
    concept: str
    states: tuple[str, ...]
    """Of new, due, leech, suspended, retired: those that hold."""
    recall: float | None
    """The probability that it would be recalled now; None where it was never reviewed."""
    due: str
    """The date it comes back as ISO 8601; empty where it does not come by itself."""


class Found(Reply):
    """What a search found, what is nearest to the query first."""

    TYPE: ClassVar[str] = "found"
    query: str
    lines: tuple[ItemLine, ...]
    total: int
    """The items there are, retired ones included."""
    counts: tuple[tuple[str, int], ...] = ()
    """How many of those found are new, due and so on."""


class PrimerLine(Value):
    """A page to learn from."""

    title: str
    text: str
    view: View = ()


class CurvePoint(Value):
    """The probability of recall on a day, counted from today: below 0 is past."""

    day: float
    recall: float
    review: bool = False
    """Whether a review stands here; the recall is the one it came at."""


class ItemPage(Reply):
    """One item: what it asks and answers, what led to it, and what is remembered of it."""

    TYPE: ClassVar[str] = "item"
    line: ItemLine
    prompt: str
    answer: str
    level: str
    """A card's seniority, or the levels of a family."""
    tags: tuple[str, ...]
    points: tuple[PointLine, ...]
    primers: tuple[PrimerLine, ...]
    history: tuple[EventLine, ...]
    """What happened to it, the latest first."""
    events: int
    """How many things did, where the history is cut."""
    curve: tuple[CurvePoint, ...]
    memory: str
    """What is remembered of it, in a sentence."""
    note: str = ""
    prompt_view: View = ()
    answer_view: View = ()

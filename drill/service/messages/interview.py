"""A mock interview: its brief, its slots and follow-ups, the comparison, the scorecard.

The requests have words of their own, since practice may stay open beside an interview and answers
mean something else there: nothing is revealed before its time. Only what is the same in both is
reused as it is: `hinted`, `reading` and `saved`.

    interview -> brief, then what comes next
    what comes next: slot (to `respond` to), probe (to `probe_answer`), assessed (to
    `interview_tick`), and at the end scorecard
    clarify -> clarified; interview_hint -> hinted; interview_read -> reading
    respond -> unread where a field cannot be read, which costs nothing but clarity
    interview_end -> ends the questions; what was answered is still compared and scored
    interview_back -> the slot compared last again, as it was ticked

An interview left open is not lost: `interview` takes it up where it stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar

from drill.service.messages.common import Reply, Request, View
from drill.service.messages.practice import (
    MistakeLine,
    PartVerdict,
    PointLine,
    PromptPart,
    SolutionStep,
)
from drill.value import Value


class StartInterview(Request):
    """Begin an interview, or go on with one that was interrupted and fits what is asked for.

    `fresh` begins a new one in any case. What is not given is as usual: mid, 45 minutes, all
    topics, a seed by chance. `export` is a file that must not exist yet, for the transcript.
    """

    TYPE: ClassVar[str] = "interview"
    level: str = ""
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    seed: int | None = None
    coach: bool = False
    fresh: bool = False
    export: str = ""


class GetInterviews(Request):
    """Ask what could be begun, and what was interrupted."""

    TYPE: ClassVar[str] = "interviews"


class Clarify(Request):
    """Ask the interviewer what is given and what is expected; free of charge."""

    TYPE: ClassVar[str] = "clarify"
    n: int


class InterviewHint(Request):
    """Ask for a hint, which takes 15 % off the slot."""

    TYPE: ClassVar[str] = "interview_hint"
    n: int


class InterviewRead(Request):
    """Ask how drill reads what has been typed so far."""

    TYPE: ClassVar[str] = "interview_read"
    n: int
    text: str
    part: str = ""


class Respond(Request):
    """Answer a slot: `parts` by field, `text` in words. Nothing at all passes it over.

    `ms` is the time thought, pauses left out; where it is not given, the core's clock counts.
    """

    TYPE: ClassVar[str] = "respond"
    n: int
    parts: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    ms: int | None = None


class ProbeAnswer(Request):
    """Answer a follow-up; nothing passes it over."""

    TYPE: ClassVar[str] = "probe_answer"
    n: int
    probe: int
    text: str = ""
    ms: int | None = None


class TickSlot(Request):
    """Say which key points an answer made, and which follow-ups it answered.

    What was passed over cannot have been made.
    """

    TYPE: ClassVar[str] = "interview_tick"
    n: int
    points: tuple[str, ...] = ()
    probes: tuple[int, ...] = ()


class CompareAgain(Request):
    """Go back to the slot that was compared last, also from the scorecard; answered by `assessed`.

    What was kept of that comparison is taken back, and with it what it let come back tomorrow.
    """

    TYPE: ClassVar[str] = "interview_back"


class EndInterview(Request):
    """End the questions now."""

    TYPE: ClassVar[str] = "interview_end"


class ExportInterview(Request):
    """Write the transcript of the interview that ended last to a file that does not exist yet."""

    TYPE: ClassVar[str] = "interview_export"
    path: str


class LevelLine(Value):
    """One level: its slots in words, and what passes."""

    level: str
    slots: tuple[str, ...]
    passes: str


class Interviews(Reply):
    """What could be begun, and what was interrupted."""

    TYPE: ClassVar[str] = "interviews"
    levels: tuple[LevelLine, ...]
    minutes: int
    unfinished: str = ""
    """In words: which interview was interrupted, and where; empty where none was."""


class Brief(Reply):
    """The beginning of an interview."""

    TYPE: ClassVar[str] = "brief"
    interview: str
    level: str
    minutes: int
    slots: tuple[str, ...]
    slot_seconds: int
    seed: int
    coach: bool
    passes: str
    topics: tuple[str, ...] = ()
    resumed: int = 0
    """The slot it goes on with; 0 for a new interview."""
    notes: tuple[str, ...] = ()
    """Where the banks had no question of a slot's own kind left, and such things."""


class Slot(Reply):
    """A question. `seconds` is its time: afterwards the clock warns, and nothing more."""

    TYPE: ClassVar[str] = "slot"
    n: int
    of: int
    kind: str
    level: str
    topic: str
    title: str
    item: str
    prompt: str
    seconds: int
    parts: tuple[PromptPart, ...] = ()
    told: bool = True
    """Whether an answer in words is wanted, beside the fields or alone."""
    hints: int = 0
    points: int = 0
    difficulty: int = 0
    """An exercise's level, 1 to 5; 0 for a card."""
    seed: str = ""
    view: View = ()


class Unread(Reply):
    """Some field could not be read; the slot is still open."""

    TYPE: ClassVar[str] = "unread"
    n: int
    parts: tuple[PartVerdict, ...]


class Probe(Reply):
    """A follow-up on slot `n`; follow-ups of a slot are counted from 0."""

    TYPE: ClassVar[str] = "probe"
    n: int
    probe: int
    of: int
    prompt: str
    view: View = ()
    kind: str = ""
    topic: str = ""
    slots: int = 0
    seconds: int = 0
    """The time of the slot, which goes on through its follow-ups."""
    spent_s: int = 0
    """What has been spent of it."""
    question: str = ""
    """The question it follows on."""
    told: str = ""
    """What was answered in words."""
    question_view: View = ()


class Clarified(Reply):
    """What the interviewer answers to a clarifying question."""

    TYPE: ClassVar[str] = "clarified"
    n: int
    text: str
    view: View = ()


class ProbeLine(Value):
    """A follow-up when it is compared: what was told, and what it looked for."""

    prompt: str
    told: str
    """Empty where it was passed over; then it cannot be ticked."""
    answer: str
    likely: bool = False
    view: View = ()
    reached: bool = True
    """Whether it was asked before the questions were ended."""


class TypedLine(Value):
    """One field when it is compared: what stood in it, how it was judged, what was right."""

    label: str
    """Its name as the question said it; empty where the question has one field."""
    text: str
    verdict: str
    """The grader's word: correct, wrong, form, undecided."""
    message: str = ""
    chosen: str = ""
    """What was chosen, in words."""
    right: str = ""
    """The right choice or order in words, where the answer was another one."""
    follows: bool = False
    """Right for what was typed wrongly before it; that mistake counts once."""
    view: View = ()
    """The same as `right`, to draw."""


class Assessed(Reply):
    """A slot revealed: the verdict or the points, ticked beforehand where the words match."""

    TYPE: ClassVar[str] = "assessed"
    n: int
    of: int
    kind: str
    topic: str
    prompt: str
    told: str = ""
    typed: tuple[TypedLine, ...] = ()
    """The fields, in the order of the question; none where only words were wanted."""
    verdict: str = ""
    """The grader's word on all fields: correct, wrong, form, undecided; empty without fields."""
    blank: bool = False
    """Whether nothing was answered: then there is nothing to tick."""
    misconceptions: tuple[MistakeLine, ...] = ()
    answer: str = ""
    solution: tuple[SolutionStep, ...] = ()
    points: tuple[PointLine, ...] = ()
    ticked: tuple[str, ...] = ()
    contradicted: Mapping[str, str] = field(default_factory=dict)
    """Points of which the answer seems to say the opposite, with its words. A must-have point
    among them that stays unticked is a fatal error."""
    probes: tuple[ProbeLine, ...] = ()
    view: View = ()
    prompt_view: View = ()


class CriterionLine(Value):
    """One part of the score, and what it rests on."""

    name: str
    points: int
    of: int
    evidence: str


class MissLine(Value):
    """One thing that was looked for and not found, and what was there instead."""

    text: str
    why: str


class SlotLine(Value):
    """One slot on the scorecard."""

    n: int
    kind: str
    item: str
    topic: str
    verdict: str
    share: float | None = None
    musts: int = 0
    musts_made: int = 0
    missed: tuple[MissLine, ...] = ()
    fatal: tuple[str, ...] = ()
    hints: int = 0
    seconds: int = 0
    limit: int = 0
    follow_ups: int = 0
    follow_ups_made: int = 0
    question: str = ""
    """The beginning of the question, on one line."""
    read: str = ""
    """The title of the page to read on it."""
    back: bool = False
    """Whether it comes back tomorrow."""


class Scorecard(Reply):
    """How the interview went: the band, and its evidence. After it the interview is over."""

    TYPE: ClassVar[str] = "scorecard"
    interview: str
    level: str
    band: str
    why: str
    total: int
    passed: bool
    must_share: float
    must_needed: float
    follow_ups: int
    follow_ups_asked: int
    follow_ups_needed: int
    fatal: tuple[str, ...]
    criteria: tuple[CriterionLine, ...]
    slots: tuple[SlotLine, ...]
    minutes: int
    coach: bool
    seed: int
    advice: tuple[str, ...] = ()
    """What to do differently the next time, the most important first."""
    reopened: tuple[str, ...] = ()
    """Items that come back tomorrow, because a point was missed."""

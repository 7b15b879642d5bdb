"""What happens in an interview, step by step: each is kept as one event the moment it happens.

An interview is nothing but its plan and these steps in their order, so one that was interrupted
goes on exactly where it stood. A step carries all that scoring and the transcript need; a bank
that is edited meanwhile changes neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, TypeAlias

from drill.bank.model import Seniority
from drill.grade.verdict import Judgement, Mistake
from drill.session.interview.slots import PlannedSlot
from drill.value import Value
from drill.wire import WireError, from_json, to_json


class Plan(Value):
    """What an interview will ask, fixed when it begins."""

    interview: str
    """Its id, the same in every event of it."""
    level: Seniority
    minutes: int
    seed: int
    coach: bool
    slots: tuple[PlannedSlot, ...]
    slot_s: int
    """The time of one slot, in seconds."""
    topics: tuple[str, ...] = ()


class Mark(Value):
    """A key point, as one answer met it before the learner had a say."""

    id: str
    text: str
    must: bool
    weight: float
    condition: bool
    """Whether it states an assumption, a limit or a price."""
    cued: bool = True
    """Whether words could be matched to it at all."""
    matched: str = ""
    contradicted: str = ""
    """The words of the answer that say the opposite."""


class Grade(Value):
    """What the grader said of one typed field."""

    part: str
    given: str
    judgement: str
    message: str = ""
    mistakes: tuple[Mistake, ...] = ()
    label: str = ""
    """The field's name as the question said it, in prose; empty where it has none."""
    chosen: str = ""
    """What was chosen, in words; the letter alone says little once the question is gone."""
    right: str = ""
    """The right choice or the right order in words, where the answer was another one."""
    follows: bool = False
    """Wrong, and yet right for what was typed wrongly before it: that mistake counts once."""

    @property
    def wrong(self) -> bool:
        """Say whether something was done wrong here, rather than carried on from before."""
        return self.judgement == Judgement.WRONG and not self.follows


class Probe(Value):
    """A follow-up of a slot, and the answer it looks for."""

    prompt: str
    answer: str


class Hinted(Value):
    """A hint was given."""

    n: int


class Misread(Value):
    """An answer could not be read, and the slot stays open; it is kept as it was typed."""

    n: int
    told: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


class Answered(Value):
    """A slot was answered, or passed over: then nothing is told and nothing given."""

    n: int
    prompt: str
    answer: str
    """The model answer, or the worked solution."""
    told: str = ""
    grades: tuple[Grade, ...] = ()
    marks: tuple[Mark, ...] = ()
    probes: tuple[Probe, ...] = ()
    """The follow-ups that are asked next, in this order."""
    given: Mapping[str, str] = field(default_factory=dict)
    unread: int = 0
    """Answers that could not be read before this one."""
    clarified: int = 0
    ms: int = 0
    """Time thought and typed, pauses left out."""

    @property
    def blank(self) -> bool:
        """Say whether nothing was answered at all."""
        return not self.told.strip() and not any(text.strip() for text in self.given.values())


class Probed(Value):
    """A follow-up was answered; `likely` where the words seem to hold what it looked for."""

    n: int
    probe: int
    told: str
    likely: bool = False
    ms: int = 0

    @property
    def said(self) -> bool:
        """Say whether anything was answered; else it was passed over."""
        return bool(self.told.strip())


class Ticked(Value):
    """The learner compared an answer with the points: which were made, which follow-ups too."""

    n: int
    points: tuple[str, ...] = ()
    probes: tuple[int, ...] = ()


class Cut(Value):
    """The learner ended the questions early; what was answered is still compared and scored."""


Step: TypeAlias = Hinted | Misread | Answered | Probed | Ticked | Cut
STEPS: Mapping[str, type[Step]] = {
    "hint": Hinted,
    "unread": Misread,
    "answer": Answered,
    "probe": Probed,
    "tick": Ticked,
    "cut": Cut,
}
BEGIN, END = "begin", "end"


def plan_body(plan: Plan) -> dict[str, object]:
    """Write the event that begins an interview."""
    return {"interview": plan.interview, "step": BEGIN, "plan": to_json(plan)}


def step_body(plan: Plan, step: Step) -> dict[str, object]:
    """Write the event of one step."""
    word = next(word for word, kind in STEPS.items() if isinstance(step, kind))
    return {"interview": plan.interview, "step": word, "what": to_json(step)}


def end_body(plan: Plan, scorecard: object) -> dict[str, object]:
    """Write the event that ends an interview, with its scorecard."""
    return {"interview": plan.interview, "step": END, "scorecard": to_json(scorecard)}


def read_plan(body: Mapping[str, Any]) -> Plan | None:
    """Read a beginning; None where it is none, or of a drill that wrote it otherwise."""
    if body.get("step") != BEGIN:
        return None
    try:
        return from_json(Plan, body.get("plan"))
    except WireError:
        return None


def read_step(body: Mapping[str, Any]) -> Step | None:
    """Read a step; None where it is none that this drill knows."""
    kind = STEPS.get(str(body.get("step")))
    if kind is None:
        return None
    try:
        return from_json(kind, body.get("what"))
    except WireError:
        return None

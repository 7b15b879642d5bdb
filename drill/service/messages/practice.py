"""A practice session: questions asked and answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from drill.service.messages.common import Reply, Request, View
from drill.value import Value


class StartPractice(Request):
    """Begin a practice session; an unfinished one ends first. Topics make it a cram of those."""

    TYPE: ClassVar[str] = "practice"
    topics: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    minutes: int | None = None
    new: int | None = None
    ahead: bool = False
    """Practise what is not due yet, the weakest first."""


class Read(Request):
    """Ask how drill reads what has been typed so far; without `part`, in the first one."""

    TYPE: ClassVar[str] = "read"
    n: int
    text: str
    part: str = ""


class Answer(Request):
    """Answer the card, as often as you like; `ms` is the time thought, without idling.

    `confidence` is how sure one is: 1 guess, 2 unsure, 3 fairly, 4 certain.
    """

    TYPE: ClassVar[str] = "answer"
    n: int
    parts: Mapping[str, str]
    confidence: int | None = None
    ms: int = 0


class Hint(Request):
    """Ask for the next hint."""

    TYPE: ClassVar[str] = "hint"
    n: int


class Reveal(Request):
    """Ask for the answer; `text` is what the learner wrote, where points are ticked."""

    TYPE: ClassVar[str] = "reveal"
    n: int
    text: str = ""
    confidence: int | None = None
    ms: int = 0


class Tick(Request):
    """Say which key points the answer made."""

    TYPE: ClassVar[str] = "tick"
    n: int
    points: tuple[str, ...]


class Rate(Request):
    """Settle the card; legal after any feedback or reveal; always leads to `saved`."""

    TYPE: ClassVar[str] = "rate"
    n: int
    rating: int


class Skip(Request):
    """Leave the card for later in this session, or for another day."""

    TYPE: ClassVar[str] = "skip"
    n: int


class Similar(Request):
    """Ask for another exercise of this family and level, right after this one is rated.

    Legal after any feedback or reveal of a generated exercise; `similar` is the reply. Its own
    review has the mode `similar`: it moves memory as any second review on one day does (little),
    a failure moves the level down, and a success does not move it up.
    """

    TYPE: ClassVar[str] = "similar"
    n: int


class SimilarNext(Reply):
    """Another exercise of this family and level comes once this card is rated."""

    TYPE: ClassVar[str] = "similar"
    n: int


class PrimerPage(Reply):
    """A page to read before a concept's first card, or before the first exercise of a family.

    The latter is a worked example, another exercise of that family and level with its solution;
    `concept` is then the family's item id.
    """

    TYPE: ClassVar[str] = "primer"
    concept: str
    title: str
    text: str
    view: View = ()


class OfferedChoice(Value):
    """One choice, or one line to put in order."""

    id: str
    text: str
    view: View = ()


class PromptPart(Value):
    """One field of the answer."""

    id: str
    answer: str
    variables: tuple[str, ...] = ()
    label: str = ""
    choices: tuple[OfferedChoice, ...] = ()
    form: str = ""


class SolutionStep(Value):
    """One step of a worked solution."""

    name: str
    text: str
    view: View = ()
    here: bool = False
    """Whether the answer that was given went wrong in this step."""


class Prompt(Reply):
    """A card. Its topic stays hidden until it is answered, as in an interview.

    An exercise says how much of its solution it is shown with, less and less as the skill is held
    better: `stage` is `example` (a worked example came before it), `last_step`, `first_line` or
    `bare`, and `given` the steps that are shown.
    """

    TYPE: ClassVar[str] = "prompt"
    n: int
    item: str
    kind: str
    prompt: str
    parts: tuple[PromptPart, ...]
    left: int
    family: str = ""
    level: int = 0
    seed: str = ""
    among: int = 0
    """How many exercises its level has, where they are few and so come round again; else 0."""
    hints: int = 0
    points: int = 0
    new: bool = False
    leech: bool = False
    mode: str = "practice"
    note: str = ""
    view: View = ()
    stage: str = ""
    given: tuple[SolutionStep, ...] = ()


class Reading(Reply):
    """How drill reads what was typed; `error` and `column` where it cannot."""

    TYPE: ClassVar[str] = "reading"
    n: int
    part: str
    text: str = ""
    error: str = ""
    column: int | None = None
    asks: str = ""
    """A question about an ambiguous reading."""


class Hinted(Reply):
    """One hint."""

    TYPE: ClassVar[str] = "hinted"
    n: int
    hint: str
    left: int
    view: View = ()


class PointLine(Value):
    """A key point, and the words of the answer that seem to make it or to contradict it."""

    id: str
    text: str
    matched: str = ""
    must: bool = False
    view: View = ()
    against: str = ""
    """The words that seem to contradict it; never set where `matched` is."""


class Revealed(Reply):
    """The answer, with its key points where it has them."""

    TYPE: ClassVar[str] = "revealed"
    n: int
    answer: str
    points: tuple[PointLine, ...] = ()
    suggested_rating: int = 1
    intervals: tuple[int, ...] = ()
    topic: str = ""
    view: View = ()
    solution: tuple[SolutionStep, ...] = ()


class MistakeLine(Value):
    """A named mistake that explains a wrong answer."""

    id: str
    name: str
    sentence: str


class PartVerdict(Value):
    """The judgement of one field."""

    part: str
    verdict: str
    message: str = ""
    column: int | None = None
    line: int | None = None
    """The line of a derivation that it is about, from 1."""
    follows: bool = False
    """Wrong only because an earlier field is; the feedback's own message leaves it out."""
    label: str = ""
    """What the field is called, where the judgement stands apart from it."""


class Feedback(Reply):
    """The judgement of an answer; the truth and the solution once nothing is left to try.

    A second one for the same answer may come before the rating: a proof has overruled the numbers,
    and the answer is `undecided`.
    """

    TYPE: ClassVar[str] = "feedback"
    n: int
    verdict: str
    decided_by: str = ""
    message: str = ""
    misconceptions: tuple[MistakeLine, ...] = ()
    counterexample: Mapping[str, Any] | None = None
    truth: str = ""
    solution: tuple[SolutionStep, ...] = ()
    suggested_rating: int = 1
    intervals: tuple[int, ...] = ()
    """Seconds until the card returns after Again, Hard, Good, Easy."""
    parts: tuple[PartVerdict, ...] = ()
    topic: str = ""
    view: View = ()


class Summary(Reply):
    """The end of a session."""

    TYPE: ClassVar[str] = "summary"
    reviews: int
    right: int
    seconds: int
    new: int
    again: int
    topics: Mapping[str, int]
    due_tomorrow: int
    left: int
    worst: tuple[str, ...] = ()
    """Items forgotten in this session."""
    forgotten: tuple[str, ...] = ()
    """What each of these asks, in one line."""

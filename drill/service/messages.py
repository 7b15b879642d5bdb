"""The vocabulary every door speaks: requests to the core and replies from it.

`--jsonl` prints these, `--plain` says them in lines, the Textual app draws them. A request may
carry an `id`; every reply to it carries the same, so that a door can drop what comes too late.
Prose in replies comes twice: as plain text, and, for doors that draw, as a `View` of ready-made
lines, so that no door needs to know Markdown, LaTeX or the reader.

The classes are without slots: making those doubles the time this module takes to import, which
every start pays twice, in the door and in the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar, TypeAlias, TypeVar

from drill.value import Value
from drill.wire import WireError, from_json, to_json

Json: TypeAlias = dict[str, Any]

PROTOCOL = 1


class Block(Value):
    """One drawn piece of prose.

    `kind` is `text`, `bullet`, `display`, `code` or `table`; each line is a list of
    `(text, style)` with style `plain`, `strong`, `em`, `code` or `maths`. A `text` or `bullet` is
    one line, for the door to wrap; the others are kept line by line. `mark` is a bullet's sign.
    """

    kind: str
    lines: tuple[tuple[tuple[str, str], ...], ...]
    mark: str = ""


View: TypeAlias = tuple[Block, ...]


# --- requests -----------------------------------------------------------------------------------


class GetHome(Value):
    """Ask for the home screen's figures."""

    TYPE: ClassVar[str] = "home"


class StartPractice(Value):
    """Begin a practice session; an unfinished one ends first. Topics make it a cram of those."""

    TYPE: ClassVar[str] = "practice"
    topics: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    minutes: int | None = None
    new: int | None = None
    ahead: bool = False
    """Practise what is not due yet, the weakest first."""


class Read(Value):
    """Ask how drill reads what has been typed so far."""

    TYPE: ClassVar[str] = "read"
    n: int
    text: str
    part: str = ""


class Answer(Value):
    """Answer the card, as often as you like; `ms` is the time thought, without idling."""

    TYPE: ClassVar[str] = "answer"
    n: int
    parts: Mapping[str, str]
    confidence: int | None = None
    ms: int = 0


class Hint(Value):
    """Ask for the next hint."""

    TYPE: ClassVar[str] = "hint"
    n: int


class Reveal(Value):
    """Ask for the answer; `text` is what the learner wrote, where points are ticked."""

    TYPE: ClassVar[str] = "reveal"
    n: int
    text: str = ""
    confidence: int | None = None
    ms: int = 0


class Tick(Value):
    """Say which key points the answer made."""

    TYPE: ClassVar[str] = "tick"
    n: int
    points: tuple[str, ...]


class Rate(Value):
    """Settle the card; legal after any feedback or reveal; always leads to `saved`."""

    TYPE: ClassVar[str] = "rate"
    n: int
    rating: int


class Skip(Value):
    """Leave the card for later in this session, or for another day."""

    TYPE: ClassVar[str] = "skip"
    n: int


class Undo(Value):
    """Take the last saved review back; the card is asked again."""

    TYPE: ClassVar[str] = "undo"


class Note(Value):
    """Write a note of one's own on an item."""

    TYPE: ClassVar[str] = "note"
    item: str
    text: str


class Flag(Value):
    """Say that a card is wrong, and why."""

    TYPE: ClassVar[str] = "flag"
    item: str
    text: str
    n: int = 0


class Suspend(Value):
    """Set an item aside, or take it up again."""

    TYPE: ClassVar[str] = "suspend"
    item: str
    on: bool = True


class Quit(Value):
    """End the session; the summary follows."""

    TYPE: ClassVar[str] = "quit"


Request: TypeAlias = (
    GetHome
    | StartPractice
    | Read
    | Answer
    | Hint
    | Reveal
    | Tick
    | Rate
    | Skip
    | Undo
    | Note
    | Flag
    | Suspend
    | Quit
)

REQUESTS: dict[str, type[Any]] = {
    kind.TYPE: kind
    for kind in (
        GetHome,
        StartPractice,
        Read,
        Answer,
        Hint,
        Reveal,
        Tick,
        Rate,
        Skip,
        Undo,
        Note,
        Flag,
        Suspend,
        Quit,
    )
}


# --- replies ------------------------------------------------------------------------------------


class Hello(Value):
    """The first line of every conversation."""

    TYPE: ClassVar[str] = "hello"
    version: str
    protocol: int = PROTOCOL


class TopicLine(Value):
    """One topic on the home screen."""

    topic: str
    title: str
    mastery: float | None
    """Mean probability of recall over the whole topic, the unseen counting 0; None if unseen."""
    due: int
    new: int
    opens_after: str = ""


class Home(Value):
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


class PrimerPage(Value):
    """A page to read before a concept's first card."""

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


class Prompt(Value):
    """A card. Its topic stays hidden until it is answered, as in an interview."""

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
    hints: int = 0
    points: int = 0
    new: bool = False
    leech: bool = False
    mode: str = "practice"
    note: str = ""
    view: View = ()


class Reading(Value):
    """How drill reads what was typed; `error` and `column` where it cannot."""

    TYPE: ClassVar[str] = "reading"
    n: int
    part: str
    text: str = ""
    error: str = ""
    column: int | None = None
    asks: str = ""
    """A question about an ambiguous reading."""


class Hinted(Value):
    """One hint."""

    TYPE: ClassVar[str] = "hinted"
    n: int
    hint: str
    left: int
    view: View = ()


class PointLine(Value):
    """A key point, and the words of the answer that seem to make it."""

    id: str
    text: str
    matched: str = ""
    must: bool = False
    view: View = ()


class Revealed(Value):
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


class SolutionStep(Value):
    """One step of a worked solution."""

    name: str
    text: str
    view: View = ()


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


class Feedback(Value):
    """The judgement of an answer; the truth and the solution once nothing is left to try."""

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


class Saved(Value):
    """The review is durable; `review` is its event's id."""

    TYPE: ClassVar[str] = "saved"
    review: str
    n: int = 0
    what: str = "review"


class Undone(Value):
    """A review was taken back."""

    TYPE: ClassVar[str] = "undone"
    review: str
    item: str = ""


class Error(Value):
    """One plain line: what was wrong, where, what to do next."""

    TYPE: ClassVar[str] = "error"
    message: str
    line: int | None = None
    fatal: bool = False


class Summary(Value):
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


Reply: TypeAlias = (
    Hello
    | Home
    | PrimerPage
    | Prompt
    | Reading
    | Hinted
    | Revealed
    | Feedback
    | Saved
    | Undone
    | Error
    | Summary
)

REPLIES: dict[str, type[Any]] = {
    kind.TYPE: kind
    for kind in (
        Hello,
        Home,
        PrimerPage,
        Prompt,
        Reading,
        Hinted,
        Revealed,
        Feedback,
        Saved,
        Undone,
        Error,
        Summary,
    )
}

M = TypeVar("M")


class Envelope(Value):
    """A message and the request id it carries."""

    message: Any
    id: str = field(default="")


def encode(message: Request | Reply, request_id: str = "") -> Json:
    """Turn a message into its JSON object."""
    data: Json = {"type": message.TYPE, **to_json(message)}
    if request_id:
        data["id"] = request_id
    return data


def decode_request(data: Any) -> Envelope:
    """Read a request; raise `WireError` saying what is wrong with it."""
    return _decode(data, REQUESTS)


def decode_reply(data: Any) -> Envelope:
    """Read a reply; raise `WireError` saying what is wrong with it."""
    return _decode(data, REPLIES)


def _decode(data: Any, kinds: Mapping[str, type[Any]]) -> Envelope:
    if not isinstance(data, dict):
        raise WireError("a message must be a JSON object")
    kind = kinds.get(str(data.get("type")))
    if kind is None:
        raise WireError(f"`type` must be one of: {', '.join(sorted(kinds))}")
    body = {key: value for key, value in data.items() if key not in ("type", "id")}
    return Envelope(from_json(kind, body, str(data["type"])), str(data.get("id", "")))

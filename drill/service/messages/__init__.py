"""The vocabulary every door speaks: requests to the core and replies from it.

`--jsonl` prints these, `--plain` says them in lines, the Textual app draws them. A request may
carry an `id`; every reply to it carries the same, so that a door can drop what comes too late.
Prose in replies comes twice: as plain text, and, for doors that draw, as a `View` of ready-made
lines, so that no door needs to know Markdown, LaTeX or the reader.

A module here for each part of the app; a new message is a class there, and its name here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from drill.service.messages.browse import (
    BROWSE_STATES,
    Browse,
    CurvePoint,
    Found,
    ItemLine,
    ItemPage,
    PrimerLine,
    ReopenItem,
    ResetItem,
    ShowItem,
    TakeBack,
)
from drill.service.messages.common import (
    PROTOCOL,
    Block,
    Error,
    Flag,
    Hello,
    Note,
    Quit,
    Reply,
    Request,
    Saved,
    Suspend,
    Undo,
    Undone,
    View,
)
from drill.service.messages.concepts import ConceptMap, GetConcepts, MapLine
from drill.service.messages.home import GetHome, Home, TopicLine
from drill.service.messages.interview import (
    Assessed,
    Brief,
    Clarified,
    Clarify,
    CompareAgain,
    CriterionLine,
    EndInterview,
    ExportInterview,
    GetInterviews,
    InterviewHint,
    InterviewRead,
    Interviews,
    LevelLine,
    MissLine,
    Probe,
    ProbeAnswer,
    ProbeLine,
    Respond,
    Scorecard,
    Slot,
    SlotLine,
    StartInterview,
    TickSlot,
    TypedLine,
    Unread,
)
from drill.service.messages.practice import (
    Answer,
    Feedback,
    Hint,
    Hinted,
    MistakeLine,
    OfferedChoice,
    PartVerdict,
    PointLine,
    PrimerPage,
    Prompt,
    PromptPart,
    Rate,
    Read,
    Reading,
    Reveal,
    Revealed,
    Similar,
    SimilarNext,
    Skip,
    SolutionStep,
    StartPractice,
    Summary,
    Tick,
)
from drill.service.messages.progress import Behind, GetBehind, GetProgress, Progress
from drill.service.messages.settings import (
    ChangeSetting,
    GetSettings,
    SettingLine,
    SettingsShown,
    UndoSetting,
)
from drill.value import Value
from drill.wire import WireError, from_json, to_json

__all__ = [
    "BROWSE_STATES",
    "PROTOCOL",
    "Answer",
    "Assessed",
    "Behind",
    "Block",
    "Brief",
    "Browse",
    "ChangeSetting",
    "Clarified",
    "Clarify",
    "CompareAgain",
    "ConceptMap",
    "CriterionLine",
    "CurvePoint",
    "EndInterview",
    "Envelope",
    "Error",
    "ExportInterview",
    "Feedback",
    "Flag",
    "Found",
    "GetBehind",
    "GetConcepts",
    "GetHome",
    "GetInterviews",
    "GetProgress",
    "GetSettings",
    "Hello",
    "Hint",
    "Hinted",
    "Home",
    "InterviewHint",
    "InterviewRead",
    "Interviews",
    "ItemLine",
    "ItemPage",
    "Json",
    "LevelLine",
    "MapLine",
    "MissLine",
    "MistakeLine",
    "Note",
    "OfferedChoice",
    "PartVerdict",
    "PointLine",
    "PrimerLine",
    "PrimerPage",
    "Probe",
    "ProbeAnswer",
    "ProbeLine",
    "Progress",
    "Prompt",
    "PromptPart",
    "Quit",
    "Rate",
    "Read",
    "Reading",
    "ReopenItem",
    "Reply",
    "Request",
    "ResetItem",
    "Respond",
    "Reveal",
    "Revealed",
    "Saved",
    "Scorecard",
    "SettingLine",
    "SettingsShown",
    "ShowItem",
    "Similar",
    "SimilarNext",
    "Skip",
    "Slot",
    "SlotLine",
    "SolutionStep",
    "StartInterview",
    "StartPractice",
    "Summary",
    "Suspend",
    "TakeBack",
    "Tick",
    "TickSlot",
    "TopicLine",
    "TypedLine",
    "Undo",
    "UndoSetting",
    "Undone",
    "Unread",
    "View",
    "decode_reply",
    "decode_request",
    "encode",
]

Json: TypeAlias = dict[str, Any]

REQUESTS: Mapping[str, type[Request]] = {kind.TYPE: kind for kind in Request.__subclasses__()}
REPLIES: Mapping[str, type[Reply]] = {kind.TYPE: kind for kind in Reply.__subclasses__()}


class Envelope(Value):
    """A message and the request id it carries."""

    message: Any
    id: str = ""


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


def _decode(data: Any, kinds: Mapping[str, type[Request]] | Mapping[str, type[Reply]]) -> Envelope:
    if not isinstance(data, dict):
        raise WireError("a message must be a JSON object")
    kind = kinds.get(str(data.get("type")))
    if kind is None:
        raise WireError(f"`type` must be one of: {', '.join(sorted(kinds))}")
    body = {key: value for key, value in data.items() if key not in ("type", "id")}
    return Envelope(from_json(kind, body, str(data["type"])), str(data.get("id", "")))

"""What the learner is doing in an interview, and which keys that phase names on the key bar."""

from __future__ import annotations

from enum import Enum, auto

from drill.service.messages import Assessed, Brief, Probe, Slot


class Phase(Enum):
    """What the learner is doing."""

    WAITING = auto()
    BRIEF = auto()
    ANSWERING = auto()
    PROBED = auto()
    REVIEW = auto()
    OVER = auto()


LABELS: dict[Phase, dict[str, str]] = {
    Phase.WAITING: {},
    Phase.BRIEF: {
        "interview.advance": "begin",
        "interview.scroll_down": "scroll",
        "interview.pause": "leave",
    },
    Phase.ANSWERING: {
        "interview.advance": "send",
        "interview.clarify": "ask",
        "interview.hint": "hint (−15%)",
        "interview.skip": "pass",
        "interview.pause": "pause",
        "interview.end": "end",
    },
    Phase.PROBED: {
        "interview.advance": "send",
        "interview.skip": "pass",
        "interview.pause": "pause",
        "interview.end": "end",
    },
    Phase.REVIEW: {
        "interview.digit_1": "… tick what you made",
        "interview.advance": "go on",
        "interview.scroll_up": "page back",
        "interview.back": "slot before",
        "interview.pause": "pause",
    },
    Phase.OVER: {
        "interview.advance": "home",
        "interview.practise": "practise what was missed",
        "interview.export": "export",
        "interview.back": "compare again",
        "interview.scroll_up": "page back",
    },
}


def where(phase: Phase, brief: Brief, asked: Slot | Probe | None, shown: Assessed | None) -> str:
    """Say where an interview stands: level, slot, topic, kind."""
    level = brief.level.capitalize()
    if phase is Phase.BRIEF:
        return f"{level} · brief"
    if phase is Phase.OVER:
        return f"{level} · scorecard"
    if phase is Phase.REVIEW and shown is not None:
        stage = "slot" if brief.coach else "wrap-up, slot"
        return f"{level} · {stage} {shown.n} of {shown.of} · {shown.kind}"
    if asked is None:
        return level
    of = asked.slots if isinstance(asked, Probe) else asked.of
    topic = asked.topic.replace("_", " ")
    return f"{level} · slot {asked.n} of {of} · {topic} · {asked.kind}"

"""What the learner is doing in an interview, and which keys that phase names on the key bar."""

from __future__ import annotations

from enum import Enum, auto


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
        "interview.answer": "answer",
        "interview.clarify": "clarifying question",
        "interview.hint": "hint (−15%)",
        "interview.pause": "pause",
        "interview.end": "end",
        "interview.skip": "pass over",
    },
    Phase.PROBED: {
        "interview.answer": "answer",
        "interview.skip": "pass over",
        "interview.pause": "pause",
        "interview.end": "end",
    },
    Phase.REVIEW: {
        "interview.digit_1": "… tick what you made",
        "interview.advance": "go on",
        "interview.scroll_down": "scroll",
        "interview.pause": "pause",
    },
    Phase.OVER: {
        "interview.advance": "home",
        "interview.scroll_down": "scroll",
        "interview.export": "export",
    },
}

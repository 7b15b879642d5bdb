"""What the learner is doing in practice, and which keys that phase names on the key bar."""

from __future__ import annotations

from enum import Enum, auto

IDLE_S = 90.0
"""Without a key for this long the learner is elsewhere; the clock of thought stands still."""
HOW_SURE = (
    ("How sure are you?  ", "bold"),
    ("1", "bold $text-primary"),
    (" guess   ", ""),
    ("2", "bold $text-primary"),
    (" unsure   ", ""),
    ("3", "bold $text-primary"),
    (" fairly   ", ""),
    ("4", "bold $text-primary"),
    (" certain", ""),
)


class Phase(Enum):
    """What the learner is doing."""

    WAITING = auto()
    PRIMER = auto()
    ASKING = auto()
    """Typing into fields; also after a verdict that leaves something to try."""
    CHOOSING = auto()
    TELLING = auto()
    """Writing, or thinking, an answer that will be compared with key points."""
    SURE = auto()
    CHECKING = auto()
    TICKING = auto()
    SETTLED = auto()
    ENDED = auto()


SAVED = {
    "note": "Your note is saved; it shows when the card comes back.",
    "flag": "Saved: this card is wrong, and why.",
    "suspend": "Set aside; it will not come back.",
}
"""What is said of what was saved beside a review."""
LABELS: dict[Phase, dict[str, str]] = {
    Phase.WAITING: {},
    Phase.PRIMER: {
        "practice.advance": "go on",
        "practice.scroll_down": "scroll",
        "practice.pause": "pause",
    },
    Phase.ASKING: {
        "practice.advance": "check",
        "practice.hint": "hint",
        "practice.reveal": "reveal",
        "practice.symbols": "symbols",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.CHOOSING: {
        "practice.advance": "check",
        "practice.digit_1": "… or a letter: choose",
        "practice.hint": "hint",
        "practice.reveal": "reveal",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.TELLING: {
        "practice.advance": "check",
        "practice.hint": "hint",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.SURE: {"practice.advance": "rather not say", "practice.pause": "pause"},
    Phase.CHECKING: {"practice.pause": "pause"},
    Phase.TICKING: {
        "practice.digit_1": "… tick the points you made",
        "practice.advance": "done",
        "practice.scroll_down": "scroll",
    },
    Phase.SETTLED: {
        "practice.advance": "as suggested",
        "practice.similar": "similar",
        "practice.undo_plain": "undo",
        "practice.note": "note",
        "practice.flag": "card is wrong",
        "practice.suspend": "set aside",
        "practice.scroll_down": "scroll",
    },
    Phase.ENDED: {"practice.advance": "home"},
}

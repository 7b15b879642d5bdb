"""What the learner is doing in practice, and which keys that phase names on the key bar."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from drill.service.messages import Revealed, Undone
from drill.tui import spell
from drill.tui.open_card import OpenCard

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
    "suspend": "Set aside: it comes no more. x in browse takes it up again.",
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
        "practice.digit_1": "choose",
        "practice.hint": "hint",
        "practice.reveal": "reveal",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.TELLING: {
        "practice.advance": "show the answer",
        "practice.hint": "hint",
        "practice.skip": "skip",
        "practice.pause": "pause",
    },
    Phase.SURE: {"practice.advance": "rather not say", "practice.pause": "pause"},
    Phase.CHECKING: {"practice.pause": "pause"},
    Phase.TICKING: {
        "practice.digit_1": "tick",
        "practice.advance": "done",
        "practice.scroll_down": "scroll",
    },
    Phase.SETTLED: {
        "practice.advance": "as suggested",
        "practice.undo_plain": "undo",
        "practice.similar": "similar",
        "practice.note": "note",
        "practice.flag": "card is wrong",
        "practice.suspend": "set aside",
        "practice.scroll_down": "scroll",
    },
    Phase.ENDED: {"practice.advance": "home"},
}


def labels(
    phase: Phase,
    card: OpenCard | None,
    values: Mapping[str, str],
    *,
    more: bool = False,
    undoable: bool = True,
) -> dict[str, str]:
    """Name the keys of a phase; those of no use are left out.

    `values` is what stands in the fields, `more` says that the question goes on below, and
    `undoable` that there is a review to take back.
    """
    named = LABELS[phase] | {"app.help": "help"}
    if card is None:
        return named
    first = {}
    if more and phase in (Phase.ASKING, Phase.CHOOSING, Phase.TELLING):
        first["practice.scroll_down"] = "more below"
    if not card.prompt.hints:
        named.pop("practice.hint", None)
    if not card.prompt.family:
        named.pop("practice.similar", None)
    if phase is Phase.CHOOSING and card.single_choice is not None:
        many = len(card.single_choice.choices)
        named["practice.digit_1"] = f"to {many}, or a letter: choose"
    if phase is Phase.TICKING and isinstance(card.shown, Revealed):
        many = min(len(card.shown.points), 9)
        named["practice.digit_1"] = f"to {many}: tick what you said" if many > 1 else "tick it"
    if card.without_maths:
        named.pop("practice.symbols", None)
    if phase is Phase.ASKING and card.given_up(values):
        named["practice.advance"] = "give up, show the solution"
    if phase is Phase.ASKING and len(card.prompt.parts) > 1:
        first |= {"practice.advance": named["practice.advance"], "practice.down": "next field"}
    if phase is Phase.SETTLED and card.was_ticked:
        named["practice.undo_plain"] = "back to the points"
    elif phase is Phase.SETTLED and not undoable:
        named.pop("practice.undo_plain")
    return first | named


def taken_back(undone: Undone, card: OpenCard | None) -> str:
    """Say which review was taken back, and what becomes of the card that was open."""
    if not undone.again:
        return f"Taken back, from an earlier session: your rating of {spell.asked_in(undone)}."
    said = "Taken back: your last rating. Here is its card again"
    if card is not None and card.shown is not None and card.prompt.item != undone.item:
        return f"{said}; the one that was open comes after it."
    return f"{said}."

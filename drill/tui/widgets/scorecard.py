"""The scorecard of an interview: the band and its reasons, what to do next, every question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from drill.service.messages import CriterionLine, Scorecard, SlotLine
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs, bar

BANDS = {
    "strong hire": "bold $text-success",
    "leaning hire": "bold $text-success",
    "leaning no": "bold $text-warning",
    "strong no hire": "bold $text-error",
}
HEAD = "bold $text-primary"
QUIET = "$foreground 75%"
BAR = 16
UNASKED = ("not reached", "no answer")
NAME = 27
"""Cells the name of a criterion takes."""


def scorecard(card: Scorecard, glyphs: Glyphs, width: int = content.WIDTH) -> Content:
    """Show how an interview went."""
    blocks = [
        list(_band(card)),
        list(_criteria(card.criteria, glyphs, width)),
        list(_next_time(card, width)),
        *(list(_slot(one, width)) for one in card.slots),
        list(_back(card)),
    ]
    return Content("\n\n").join(Content("\n").join(lines) for lines in blocks if lines)


def _band(card: Scorecard) -> Iterator[Content]:
    yield content.line(
        (
            (card.band, BANDS.get(card.band, "bold")),
            (f"   {card.total} of 100   {card.level}", ""),
        )
    )
    yield content.text(card.why)
    for text in card.fatal:
        yield content.text(f"Fatal: the opposite of “{text}”", "bold $text-error")


def _criteria(criteria: Iterable[CriterionLine], glyphs: Glyphs, width: int) -> Iterator[Content]:
    for one in criteria:
        filled, track = bar(one.points / one.of if one.of else 0.0, BAR, glyphs)
        yield content.line(
            (
                (f"{one.name:<{NAME}}", ""),
                (filled, "$primary"),
                (track, "$foreground-disabled"),
                (f"{one.points:>4} of {one.of:<3}", "bold"),
            )
        )
        yield content.hang(content.text("  "), content.text(one.evidence, QUIET), width)


def _next_time(card: Scorecard, width: int) -> Iterator[Content]:
    if card.advice:
        yield content.text("next time", HEAD)
    for text in card.advice:
        yield content.hang(content.text("- "), content.text(text), width)


def _slot(slot: SlotLine, width: int) -> Iterator[Content]:
    spent = f"{spell.clock(slot.seconds)} of {spell.clock(slot.limit)}" if slot.seconds else ""
    hints = spell.count(slot.hints, "hint") if slot.hints else ""
    said = [slot.verdict, *(text for text in (spent, hints) if text)]
    yield content.line(((f"{slot.n} {slot.kind:<12}", HEAD), (" · ".join(said), "")))
    margin = content.text("  ")
    if slot.question:
        yield content.hang(margin, content.text(slot.question, QUIET), width)
    for one in slot.missed:
        missed = content.line(((f"{one.text}  ", ""), (one.why, QUIET)))
        yield content.hang(content.text("  - "), missed, width)
    if slot.verdict not in UNASKED and not slot.missed:
        yield content.text("  nothing was missed", "$text-success")
    if slot.back:
        page = f"; to read: {slot.read}" if slot.read else ""
        yield content.hang(margin, content.text(f"back tomorrow{page}", "bold"), width)


def _back(card: Scorecard) -> Iterator[Content]:
    if card.reopened:
        many = spell.count(len(card.reopened), "question")
        comes = "comes" if len(card.reopened) == 1 else "come"
        yield content.text(f"{many} {comes} back tomorrow; d practises now what was missed.")

"""Finished mock interviews, read from the events that end them.

A scorecard is read as far as it can be: one of another drill may hold more, or less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from drill.journal.events import Event
from drill.progress.model import CriterionCount, InterviewCount


@dataclass(slots=True)
class InterviewTally:
    """Keeps a line for each finished interview."""

    _rows: list[InterviewCount] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Take an event that may be the end of an interview."""
        card = scorecard(event)
        if card is not None:
            self._rows.append(_row(event, card))

    def rows(self) -> tuple[InterviewCount, ...]:
        """Give them, the oldest first."""
        return tuple(self._rows)


def scorecard(event: Event) -> Mapping[str, Any] | None:
    """Give the scorecard an event carries; None where it is no end of an interview."""
    card = event.body.get("scorecard")
    return card if event.kind == "interview" and isinstance(card, Mapping) else None


def _row(event: Event, card: Mapping[str, Any]) -> InterviewCount:
    total = card.get("total")
    return InterviewCount(
        number=f"interview/{event.id}",
        date=event.day,
        level=text_in(card, "level"),
        band=text_in(card, "band"),
        total=whole_in(card, "total") if isinstance(total, int) else None,
        passed=card.get("passed") is True,
        questions=len(rows_in(card, "slots")),
        minutes=whole_in(card, "minutes"),
        criteria=tuple(
            CriterionCount(text_in(row, "name"), whole_in(row, "points"), whole_in(row, "of"))
            for row in rows_in(card, "criteria")
        ),
    )


def text_in(found: Mapping[str, Any], name: str) -> str:
    """Give a text, or none where it is something else."""
    value = found.get(name)
    return value if isinstance(value, str) else ""


def whole_in(found: Mapping[str, Any], name: str) -> int:
    """Give a whole number that is not negative, or 0 where it is something else."""
    value = found.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def rows_in(found: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Give the objects of a list, leaving out whatever is none."""
    value = found.get(name)
    rows = value if isinstance(value, list | tuple) else ()
    return [row for row in rows if isinstance(row, Mapping)]

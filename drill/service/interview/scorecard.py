"""A scorecard as a door gets it: every slot by its question, with the page to read on it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from drill.service.catalogue import Catalogue
from drill.service.messages import Scorecard
from drill.service.speak import Speaker
from drill.session.interview.interview import Interview
from drill.session.interview.score import Scorecard as Card
from drill.session.interview.slot_score import SlotScore
from drill.wire import from_json, to_json

OFFERED = "\n\n- "
"""What stands between a question and the list that it offers."""
SUBSCRIPTED = re.compile(r"[A-Za-z]_[A-Za-z0-9]")
LONGEST_QUESTION = 120
"""Characters of a question that are enough to know it again."""


def scorecard(
    card: Card, interview: Interview, catalogue: Catalogue, speaker: Speaker
) -> Scorecard:
    """Give the scorecard as a message."""
    slots = [_slot(one, interview, catalogue, speaker) for one in card.slots]
    reopened = dict.fromkeys(slot["item"] for slot in slots if slot["back"])
    return from_json(Scorecard, to_json(card) | {"slots": slots, "reopened": list(reopened)})


def page_on(item: str, catalogue: Catalogue) -> str:
    """Give the title of the page to read on an item; empty where no bank has it any more."""
    entry = catalogue.entries.get(item)
    concept = None if entry is None else catalogue.concepts.get(entry.concept)
    return "" if concept is None else concept.title


def _slot(
    one: SlotScore, interview: Interview, catalogue: Catalogue, speaker: Speaker
) -> dict[str, Any]:
    answer = interview.answers.get(one.n)
    prompt = "" if answer is None else answer.prompt.split(OFFERED)[0]
    follow_ups = () if answer is None else tuple(probe.prompt for probe in answer.probes)
    shown: dict[str, Any] = to_json(one)
    more: dict[str, Any] = {
        "question": _beginning(speaker.line(prompt)),
        "read": page_on(one.item, catalogue),
        "back": bool(one.missed_ids) and one.item in catalogue.entries,
        "missed": [
            {"text": _said(text, follow_ups, speaker), "why": why}
            for text, why in ((miss.text, miss.why) for miss in one.missed)
        ],
    }
    return shown | more


def _said(text: str, follow_ups: Collection[str], speaker: Speaker) -> str:
    """Say what was missed: a follow-up is prose still, a field's name may be one as `w_1`.

    The rest stays as it is, since it may hold typed maths.
    """
    if text in follow_ups:
        return speaker.line(text)
    return speaker.line(f"${text}$") if SUBSCRIPTED.fullmatch(text) else text


def _beginning(text: str) -> str:
    return text if len(text) <= LONGEST_QUESTION else text[: LONGEST_QUESTION - 1].rstrip() + "…"

"""What each level of an interview asks and demands: the table that everything else reads."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from drill.bank.model import Seniority
from drill.value import Value


class SlotKind(StrEnum):
    """What a slot asks for."""

    EXPLAIN = "explain"
    COMPUTE = "compute"
    ORDER = "order"
    DERIVE = "derive"
    DIAGNOSE = "diagnose"
    COMPARE = "compare"
    TRADE_OFF = "trade-offs"
    SCALE = "scale"
    EXPERIMENT = "experiment"
    OVERCLAIM = "over-claim"


class Level(Value):
    """The demands of one level."""

    slots: tuple[SlotKind, ...]
    must_share: float
    """The share of the must-have points that passes."""
    follow_ups: int
    """How many follow-ups must be answered to pass."""
    exercise_level: int
    """How hard an exercise is asked, 1 to 5."""
    probes: int
    """At most this many follow-ups are asked in a slot."""


_K = SlotKind
LEVELS: Mapping[Seniority, Level] = {
    Seniority.JUNIOR: Level(
        (_K.EXPLAIN, _K.COMPUTE, _K.EXPLAIN, _K.COMPUTE, _K.ORDER), 0.70, 0, 2, 1
    ),
    Seniority.MID: Level(
        (_K.EXPLAIN, _K.DERIVE, _K.DIAGNOSE, _K.COMPARE, _K.DERIVE), 0.75, 1, 3, 1
    ),
    Seniority.SENIOR: Level(
        (_K.DERIVE, _K.DIAGNOSE, _K.TRADE_OFF, _K.OVERCLAIM, _K.TRADE_OFF), 0.80, 2, 4, 2
    ),
    Seniority.STAFF: Level(
        (_K.DERIVE, _K.SCALE, _K.EXPERIMENT, _K.OVERCLAIM, _K.SCALE), 0.80, 3, 5, 2
    ),
}

USUAL_MINUTES = 45
FEWEST_MINUTES = 5
MOST_MINUTES = 180
LONGEST_WRAP_UP_S = 300
"""Interviewers stop five minutes early."""
SHORT_SLOT_S = 240
"""A slot with less time than this asks what has a short answer."""
HINTS = 3
HINT_COST = 0.15
"""What each hint takes off its slot."""
REMEMBERED = 3
"""What was asked in this many interviews before is not asked again."""


def slot_seconds(minutes: int, slots: int) -> int:
    """Give the time of one slot: what the wrap-up, a ninth of the time at most, leaves of it."""
    total = minutes * 60
    return (total - min(LONGEST_WRAP_UP_S, total // 9)) // max(1, slots)

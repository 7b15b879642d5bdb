"""The scorecard: five criteria with their evidence, the level's pass rule, and a band.

The pass rule decides between hire and no hire, the total how strongly. A hint takes 15 % off its
slot. A fatal error, the opposite of a must-have point, caps the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import ceil

from drill.bank.model import Seniority
from drill.session.interview.advice import habits
from drill.session.interview.counted import count
from drill.session.interview.criteria import Criterion, criteria
from drill.session.interview.interview import Interview
from drill.session.interview.rules import LEVELS
from drill.session.interview.slot_score import SlotScore, score_slot
from drill.value import Value


class Band(StrEnum):
    """What the interviewer writes down in the end."""

    STRONG_NO = "strong no hire"
    LEANING_NO = "leaning no"
    LEANING_HIRE = "leaning hire"
    STRONG_HIRE = "strong hire"


class Scorecard(Value):
    """How an interview went."""

    interview: str
    level: Seniority
    band: Band
    why: str
    """What the band rests on: the pass rule, clause by clause, and then the total."""
    total: int
    passed: bool
    must_share: float
    must_needed: float
    follow_ups: int
    follow_ups_asked: int
    follow_ups_needed: int
    fatal: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    slots: tuple[SlotScore, ...]
    minutes: int
    coach: bool
    seed: int
    advice: tuple[str, ...] = ()
    """What to do differently the next time, the most important first."""


FATAL_CAP = 49
"""A fatal error leaves at most this many of the 100 points, and no hire."""
STRONG = 85
LEANING = 45
CLOSE = 1e-9
"""Shares are quotients: what is nearer than this is the same."""


class Tally(Value):
    """What the pass rule looks at: how much there was, and how much passes."""

    musts: int
    musts_made: int
    share_needed: float
    follow_ups: int
    follow_ups_needed: int
    unreached: int
    slots: int
    fatal: int

    @property
    def share(self) -> float:
        """The share of the must-have points that was made."""
        return self.musts_made / self.musts if self.musts else 0.0

    @property
    def musts_needed(self) -> int:
        """How many must-have points pass."""
        return ceil(self.share_needed * self.musts - CLOSE)

    @property
    def passed(self) -> bool:
        """Say whether the level's rule is met."""
        return (
            self.slots > 0
            and not self.unreached
            and not self.fatal
            and self.share >= self.share_needed - CLOSE
            and self.follow_ups >= self.follow_ups_needed
        )


def score(interview: Interview) -> Scorecard:
    """Score an interview from what happened in it."""
    plan = interview.plan
    slots = tuple(score_slot(interview, n) for n in range(1, len(plan.slots) + 1))
    tally = _tally(interview, slots)
    found = criteria(interview, slots, tally.follow_ups_needed)
    total = sum(one.points for one in found)
    total = min(total, FATAL_CAP) if tally.fatal else total
    return Scorecard(
        interview=plan.interview,
        level=plan.level,
        band=band(total, passed=tally.passed),
        why=f"{_rule(tally)} {_strength(total, tally)}",
        total=total,
        passed=tally.passed,
        must_share=tally.share,
        must_needed=tally.share_needed,
        follow_ups=tally.follow_ups,
        follow_ups_asked=sum(one.follow_ups for one in slots),
        follow_ups_needed=tally.follow_ups_needed,
        fatal=tuple(text for one in slots for text in one.fatal),
        criteria=found,
        slots=slots,
        minutes=round(sum(one.seconds for one in slots) / 60),
        coach=plan.coach,
        seed=plan.seed,
        advice=(*_lacking(tally, total, found), *habits(interview, slots)),
    )


def band(total: int, *, passed: bool) -> Band:
    """Give the band of a total, out of 100, and of the level's pass rule."""
    if passed:
        return Band.STRONG_HIRE if total >= STRONG else Band.LEANING_HIRE
    return Band.LEANING_NO if total >= LEANING else Band.STRONG_NO


def _tally(interview: Interview, slots: Sequence[SlotScore]) -> Tally:
    plan, rule = interview.plan, LEVELS[interview.plan.level]
    # Follow-ups that the cards do not have cannot be demanded.
    there = sum(min(one.follow_ups, rule.probes) for one in plan.slots)
    return Tally(
        musts=sum(one.musts for one in slots),
        musts_made=sum(one.musts_made for one in slots),
        share_needed=rule.must_share,
        follow_ups=sum(one.follow_ups_made for one in slots),
        follow_ups_needed=min(rule.follow_ups, there),
        unreached=sum(not one.reached for one in slots),
        slots=len(slots),
        fatal=sum(len(one.fatal) for one in slots),
    )


def _rule(tally: Tally) -> str:
    """Say how the level's rule was met or not, clause by clause."""
    shares = f"{tally.share:.0%}; {tally.share_needed:.0%} pass"
    said = [f"{tally.musts_made} of {tally.musts} must-have points ({shares})"]
    if tally.follow_ups_needed:
        few = count(tally.follow_ups, "follow-up")
        said.append(f"{few} answered ({tally.follow_ups_needed} pass)")
    if tally.unreached:
        said.append(f"{tally.unreached} of {tally.slots} slots not reached (all are needed)")
    said.append(count(tally.fatal, "fatal error") if tally.fatal else "no fatal error")
    return f"{'Passed' if tally.passed else 'Not passed'}: {', '.join(said)}."


def _strength(total: int, tally: Tally) -> str:
    """Say why the band is the stronger or the weaker one of its side."""
    cap = f"A fatal error leaves {FATAL_CAP} points at most. " if tally.fatal else ""
    if tally.passed:
        return f"A strong hire begins at {STRONG} points."
    if total >= LEANING:
        return f"{cap}Below {LEANING} points it would be a strong no hire."
    return f"{cap}From {LEANING} points on it would be a leaning no."


def _lacking(tally: Tally, total: int, found: Sequence[Criterion]) -> list[str]:
    """Say what was missing to pass, or from there to a strong hire; nothing where it was one."""
    if tally.passed and total >= STRONG:
        return []
    if tally.passed:
        most = max(found, key=lambda one: one.of - one.points)
        left = f"{most.name} has most of them, at {most.points} of {most.of}"
        return [f"To a strong hire: {count(STRONG - total, 'more point')}; {left}."]
    points = max(0, tally.musts_needed - tally.musts_made)
    follow_ups = max(0, tally.follow_ups_needed - tally.follow_ups)
    wanted = [f"{count(points, 'more must-have point')}"] if points else []
    wanted += [f"{count(follow_ups, 'more follow-up')}"] if follow_ups else []
    wanted += [f"an answer to the {count(tally.unreached, 'slot')} left"] if tally.unreached else []
    wanted += ["no fatal error"] if tally.fatal else []
    return [f"To pass: {', '.join(wanted)}."] if wanted else []

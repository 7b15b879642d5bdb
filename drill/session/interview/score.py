"""The scorecard: five criteria with their evidence, the level's pass rule, and a band.

Of 100 points correctness has 40, depth 25, communication 15, conditions and trade-offs 15, time 5.
A hint takes 15 % off its slot. A fatal error, the opposite of a must-have point, caps the whole.
Where an interview gave no occasion to show something, the criterion counts as correctness did, and
says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from drill.bank.model import Seniority
from drill.session.interview.interview import Interview
from drill.session.interview.rules import LEVELS
from drill.session.interview.slot_score import SlotScore, score_slot, suggested, weighted
from drill.session.interview.steps import Answered, Ticked
from drill.value import Value


class Band(StrEnum):
    """What the interviewer writes down in the end."""

    STRONG_NO = "strong no hire"
    LEANING_NO = "leaning no"
    LEANING_HIRE = "leaning hire"
    STRONG_HIRE = "strong hire"


class Criterion(Value):
    """One part of the score, and what it rests on."""

    name: str
    points: int
    of: int
    evidence: str


class Scorecard(Value):
    """How an interview went."""

    interview: str
    level: Seniority
    band: Band
    why: str
    """What the band rests on, in one sentence."""
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


CORRECTNESS, DEPTH, COMMUNICATION, CONDITIONS, TIME = 40, 25, 15, 15, 5
FATAL_CAP = 49
"""A fatal error leaves at most this many of the 100 points, and no hire."""
STRONG = 85
LEANING = 45


def score(interview: Interview) -> Scorecard:
    """Score an interview from what happened in it."""
    plan, rule = interview.plan, LEVELS[interview.plan.level]
    slots = tuple(score_slot(interview, n) for n in range(1, len(plan.slots) + 1))
    fatal = tuple(text for one in slots for text in one.fatal)
    needed = min(rule.follow_ups, sum(min(one.follow_ups, rule.probes) for one in plan.slots))
    made = sum(one.follow_ups_made for one in slots)
    musts = sum(one.musts for one in slots)
    share = sum(one.musts_made for one in slots) / musts if musts else 0.0
    reached = all(one.reached for one in slots)
    passed = bool(slots) and reached and not fatal and share >= rule.must_share and made >= needed
    criteria = _criteria(interview, slots, needed)
    total = sum(one.points for one in criteria)
    total = min(total, FATAL_CAP) if fatal else total
    return Scorecard(
        interview=plan.interview,
        level=plan.level,
        band=band(total, passed=passed),
        why=_why(slots, fatal, (share, rule.must_share), (made, needed)),
        total=total,
        passed=passed,
        must_share=share,
        must_needed=rule.must_share,
        follow_ups=made,
        follow_ups_asked=sum(one.follow_ups for one in slots),
        follow_ups_needed=needed,
        fatal=fatal,
        criteria=criteria,
        slots=slots,
        minutes=round(sum(one.seconds for one in slots) / 60),
        coach=plan.coach,
        seed=plan.seed,
    )


def band(total: int, *, passed: bool) -> Band:
    """Give the band of a total, out of 100, and of the level's pass rule."""
    if passed:
        return Band.STRONG_HIRE if total >= STRONG else Band.LEANING_HIRE
    return Band.LEANING_NO if total >= LEANING else Band.STRONG_NO


def _why(
    slots: Sequence[SlotScore],
    fatal: Sequence[str],
    must: tuple[float, float],
    follow_ups: tuple[int, int],
) -> str:
    """Say what the band rests on; the pairs are what was reached and what passes."""
    said = ["{:.0%} of the must-have points, and {:.0%} pass".format(*must)]
    made, needed = follow_ups
    if needed:
        said.append(f"{made} follow-up{'' if made == 1 else 's'} answered, and {needed} pass")
    missing = sum(not one.reached for one in slots)
    if missing:
        said.append(f"{missing} of {len(slots)} slots not reached")
    if fatal:
        said.append("a fatal error")
    return "; ".join(said) + "."


def _criteria(
    interview: Interview, slots: Sequence[SlotScore], needed: int
) -> tuple[Criterion, ...]:
    shares = [one.share for one in slots if one.share is not None]
    right = _mean(shares)
    hints = sum(one.hints for one in slots)
    counted = f"{len(shares)} of {len(slots)} slots counted, {right:.0%} right on average"
    evidence = counted + (f", {hints} hint{'' if hints == 1 else 's'} taken off" if hints else "")
    pairs = [
        (answer, interview.ticked.get(n) or suggested(interview, answer))
        for n, answer in sorted(interview.answers.items())
    ]
    unreached = sum(not one.reached for one in slots)
    return (
        Criterion("correctness", round(CORRECTNESS * right), CORRECTNESS, evidence),
        _depth(pairs, slots, unreached, right, needed),
        _communication(pairs, unreached, right),
        _conditions(pairs, right),
        _time(slots),
    )


def _depth(
    pairs: Sequence[tuple[Answered, Ticked]],
    slots: Sequence[SlotScore],
    unreached: int,
    right: float,
    needed: int,
) -> Criterion:
    """Score what went beyond the must-have points: the others, and the follow-ups."""
    shares: list[float] = []
    for answer, tick in pairs:
        more = [mark for mark in answer.marks if not mark.must]
        if more:
            shares.append(weighted(more, tick.points))
    said = [f"{_mean(shares):.0%} of the further points"] if shares else []
    asked = sum(one.follow_ups for one in slots)
    if asked or needed:
        made = sum(one.follow_ups_made for one in slots)
        shares.append(made / max(asked, needed))
        said.append(f"{made} of {asked} follow-ups")
    if not shares:
        return _as_correctness("depth", DEPTH, right, "nothing asked went deeper")
    points = round(DEPTH * _mean([*shares, *[0.0] * unreached]))
    return Criterion("depth", points, DEPTH, ", ".join(said))


def _communication(
    pairs: Sequence[tuple[Answered, Ticked]], unreached: int, right: float
) -> Criterion:
    """Score how plainly it was said: points whose words stand in the answer, readable maths."""
    shares: list[float] = []
    ticked = shown = unread = fields = 0
    for answer, tick in pairs:
        unread += answer.unread
        said = [mark for mark in answer.marks if mark.cued and mark.id in tick.points]
        ticked += len(said)
        shown += sum(bool(mark.matched) for mark in said)
        if answer.blank:
            shares.append(0.0)
        elif any(mark.cued for mark in answer.marks):
            shares.append(sum(bool(mark.matched) for mark in said) / len(said) if said else 0.0)
        else:
            fields += answer.unread == 0
            shares.append(1.0 / (1 + answer.unread))
    if not shares:
        return _as_correctness("communication", COMMUNICATION, right, "nothing was answered")
    points = round(COMMUNICATION * _mean([*shares, *[0.0] * unreached]))
    evidence = f"{shown} of {ticked} points made stand plainly in the text"
    if fields:
        evidence += f", {fields} typed answer{'' if fields == 1 else 's'} readable at once"
    if unread:
        evidence += f", {unread} answer{'' if unread == 1 else 's'} could not be read at first"
    return Criterion("communication", points, COMMUNICATION, evidence)


def _conditions(pairs: Sequence[tuple[Answered, Ticked]], right: float) -> Criterion:
    """Score assumptions, limits and prices that were named."""
    name = "trade-offs and assumptions"
    marks = [(mark, tick) for answer, tick in pairs for mark in answer.marks if mark.condition]
    if not marks:
        return _as_correctness(name, CONDITIONS, right, "no question asked for any")
    whole = sum(mark.weight for mark, _ in marks)
    made = [mark for mark, tick in marks if mark.id in tick.points]
    points = round(CONDITIONS * sum(mark.weight for mark in made) / whole) if whole else 0
    return Criterion(name, points, CONDITIONS, f"{len(made)} of {len(marks)} named")


def _time(slots: Sequence[SlotScore]) -> Criterion:
    answered = [one for one in slots if one.reached and one.verdict != "no answer"]
    inside = sum(not one.late for one in answered)
    points = round(TIME * inside / len(slots)) if slots else 0
    return Criterion("time", points, TIME, f"{inside} of {len(slots)} slots answered in time")


def _as_correctness(name: str, of: int, right: float, why: str) -> Criterion:
    return Criterion(name, round(of * right), of, f"{why}; counted as correctness")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0

"""The five criteria of a scorecard, each with the evidence it rests on.

Of 100 points correctness has 40, depth 25, communication 15, conditions and trade-offs 15, time 5.
Where an interview gave no occasion to show something, the criterion counts as correctness did, and
says so. What nobody can hear in typed text, such as a calm voice, is not scored.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.session.interview.counted import count
from drill.session.interview.counted import slots as slots_in_words
from drill.session.interview.interview import Interview
from drill.session.interview.rules import SlotKind
from drill.session.interview.slot_score import BLANK, SlotScore, compared, weighted
from drill.session.interview.steps import Answered, Mark, Ticked
from drill.value import Value

CORRECTNESS, DEPTH, COMMUNICATION, CONDITIONS, TIME = 40, 25, 15, 15, 5
PLAIN = 0.8
"""The share of the points made that must be found in the text for it to count as plain. The match
overlooks about one point in ten of a good answer, and that must not cost anybody anything."""
QUOTED = 2
"""So many points that could not be found are named."""
WORDS_A_POINT = 4
"""Fewer words than this for each point made are catchwords; nobody could follow them."""
WEIGHING = frozenset({SlotKind.TRADE_OFF, SlotKind.COMPARE, SlotKind.OVERCLAIM})
"""Slots that ask for prices and conditions: each of their points is one."""

Pair = tuple[Answered, Ticked]


class Criterion(Value):
    """One part of the score, and what it rests on."""

    name: str
    points: int
    of: int
    evidence: str


def criteria(
    interview: Interview, slots: Sequence[SlotScore], needed: int
) -> tuple[Criterion, ...]:
    """Score an interview; `needed` follow-ups are demanded of it."""
    right = _mean([one.share for one in slots if one.share is not None])
    pairs = [(one, compared(interview, one)) for _, one in sorted(interview.answers.items())]
    unreached = sum(not one.reached for one in slots)
    return (
        _correctness(slots, right),
        _depth(pairs, slots, unreached, right, needed),
        _communication(pairs, unreached, right),
        _conditions(interview, pairs, right),
        _time(slots),
    )


def _correctness(slots: Sequence[SlotScore], right: float) -> Criterion:
    hints = sum(one.hints for one in slots)
    undecided = sum(one.share is None for one in slots)
    said = f"{right:.0%}, the mean of {count(len(slots) - undecided, 'slot')}"
    said += f", with {count(hints, 'hint')} taken off" if hints else ""
    said += f"; {undecided} could not be decided and counts neither way" if undecided else ""
    return Criterion("correctness", round(CORRECTNESS * right), CORRECTNESS, said)


def _depth(
    pairs: Sequence[Pair], slots: Sequence[SlotScore], unreached: int, right: float, needed: int
) -> Criterion:
    """Score what went beyond the must-have points: the others, and the follow-ups."""
    shares: list[float] = []
    further = made = 0
    for answer, tick in pairs:
        more = [mark for mark in answer.marks if not mark.must]
        further += len(more)
        made += sum(mark.id in tick.points for mark in more)
        if more:
            shares.append(weighted(more, tick.points))
    said = [f"{made} of {count(further, 'further point')}"] if further else []
    asked = sum(one.follow_ups for one in slots)
    if asked or needed:
        answered = sum(one.follow_ups_made for one in slots)
        shares.append(answered / max(asked, needed))
        said.append(f"{answered} of {count(asked, 'follow-up')} answered")
    if not shares:
        return _as_correctness("depth", DEPTH, right, "nothing asked went deeper")
    points = round(DEPTH * _mean([*shares, *[0.0] * unreached]))
    return Criterion("depth", points, DEPTH, ", ".join(said))


def _communication(pairs: Sequence[Pair], unreached: int, right: float) -> Criterion:
    """Score how plainly it was said: points whose words stand in the answer, readable maths."""
    shares = [_plainness(answer, tick) for answer, tick in pairs]
    if not shares:
        return _as_correctness("communication", COMMUNICATION, right, "nothing was answered")
    points = round(COMMUNICATION * _mean([*shares, *[0.0] * unreached]))
    said = [(mark, answer.n) for answer, tick in pairs for mark in _said(answer, tick)]
    hidden = [f"“{mark.text}” (slot {n})" for mark, n in said if not mark.matched]
    typed = [answer for answer, _ in pairs if answer.grades and not answer.blank]
    at_once = sum(answer.unread == 0 for answer in typed)
    evidence = []
    if said:
        found = len(said) - len(hidden)
        evidence.append(f"{found} of {count(len(said), 'point')} you made found in your words")
    short = [answer.n for answer, tick in pairs if _brevity(answer, tick) < 1.0]
    if short:
        evidence.append(f"catchwords rather than sentences in {slots_in_words(short)}")
    if hidden:
        evidence.append(f"not found: {', '.join(hidden[:QUOTED])}")
    if typed:
        evidence.append(f"{at_once} of {count(len(typed), 'typed answer')} readable at once")
    return Criterion(
        "communication", points, COMMUNICATION, "; ".join(evidence) or "no point was made in words"
    )


def _plainness(answer: Answered, tick: Ticked) -> float:
    """Give how plainly one slot was answered, from 0 to 1."""
    if answer.blank:
        return 0.0
    shares: list[float] = []
    if any(mark.cued for mark in answer.marks):
        said = _said(answer, tick)
        found = sum(bool(mark.matched) for mark in said)
        found_share = min(1.0, found / (PLAIN * len(said))) if said else 0.0
        shares.append(found_share * _brevity(answer, tick))
    if answer.grades or not shares:
        shares.append(1.0 / (1 + answer.unread))
    return _mean(shares)


def _brevity(answer: Answered, tick: Ticked) -> float:
    """Give how far the words would fill sentences: 1 where there are enough for every point."""
    wanted = WORDS_A_POINT * len(_said(answer, tick))
    return min(1.0, len(answer.told.split()) / wanted) if wanted else 1.0


def _said(answer: Answered, tick: Ticked) -> list[Mark]:
    """List the points that were made and whose words could be found."""
    return [mark for mark in answer.marks if mark.cued and mark.id in tick.points]


def _conditions(interview: Interview, pairs: Sequence[Pair], right: float) -> Criterion:
    """Score assumptions, limits and prices that were named."""
    name = "trade-offs and assumptions"
    marks = [
        (mark, tick)
        for answer, tick in pairs
        for mark in answer.marks
        if mark.condition or interview.plan.slots[answer.n - 1].kind in WEIGHING
    ]
    if not marks:
        return _as_correctness(name, CONDITIONS, right, "no question asked for any")
    whole = sum(mark.weight for mark, _ in marks)
    made = [mark for mark, tick in marks if mark.id in tick.points]
    points = round(CONDITIONS * sum(mark.weight for mark in made) / whole) if whole else 0
    said = f"{len(made)} of {count(len(marks), 'point')} on conditions, limits and prices"
    return Criterion(name, points, CONDITIONS, said)


def _time(slots: Sequence[SlotScore]) -> Criterion:
    answered = [one for one in slots if one.reached and one.verdict != BLANK]
    inside = sum(not one.late for one in answered)
    points = round(TIME * inside / len(slots)) if slots else 0
    said = f"{inside} of {count(len(slots), 'slot')} answered in time"
    return Criterion("time", points, TIME, said)


def _as_correctness(name: str, of: int, right: float, why: str) -> Criterion:
    return Criterion(name, round(of * right), of, f"{why}; counted as correctness")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0

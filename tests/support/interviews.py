"""Interviews for tests: items to choose from, a plan, and answers with points to tick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drill.bank.model import Kind, Seniority
from drill.session.interview.interview import Interview
from drill.session.interview.rules import LEVELS
from drill.session.interview.slots import Candidate, PlannedSlot
from drill.session.interview.steps import (
    Answered,
    Grade,
    Mark,
    Plan,
    Probe,
    Probed,
    Step,
    Ticked,
)

KINDS = (Kind.EXPLAIN, Kind.COMPARE, Kind.DERIVE, Kind.ORDER, Kind.OVERCLAIM, Kind.NUMERIC)
TOPICS = ("derivatives", "gradient", "convexity")


def card(number: int, kind: Kind = Kind.EXPLAIN, level: str = "junior", **more: Any) -> Candidate:
    """Make a card to choose."""
    values: dict[str, Any] = {"follow_ups": 2} | more
    topic = TOPICS[number % len(TOPICS)]
    item = f"{kind.value}.{level}.{number}"
    return Candidate(item, topic, f"{topic}.c{number}", kind, Seniority(level), **values)


def family(number: int, **more: Any) -> Candidate:
    """Make a family to choose."""
    topic = TOPICS[number % len(TOPICS)]
    name = f"family_{number}"
    values: dict[str, Any] = {"family": name, "levels": (1, 2, 3, 4, 5)} | more
    return Candidate(f"exercise/{name}", topic, f"{topic}.f{number}", None, **values)


def shelf(each: int = 10) -> list[Candidate]:
    """Make banks with enough of everything."""
    cards = [
        card(number, kind, level.value)
        for kind in KINDS
        for level in Seniority
        for number in range(each)
    ]
    return [*cards, *(family(number) for number in range(each * 2))]


def plan(level: str = "senior", *, coach: bool = False, follow_ups: int = 2) -> Plan:
    """Make a plan of as many slots as the level has."""
    kinds = LEVELS[Seniority(level)].slots
    slots = tuple(
        PlannedSlot(kind, f"item-{n}", "gradient", 0, "7", follow_ups=follow_ups)
        for n, kind in enumerate(kinds, 1)
    )
    return Plan("abc", Seniority(level), 45, 1, coach, slots, 480)


def marks(matched: Iterable[str] = (), against: Iterable[str] = ()) -> tuple[Mark, ...]:
    """Make four points: two that a good answer must have, one condition, one more."""
    return tuple(
        Mark(
            id_,
            f"the point {id_}",
            id_ in ("a", "b"),
            1.0,
            id_ == "c",
            matched="words" if id_ in matched else "",
            contradicted="the opposite" if id_ in against else "",
        )
        for id_ in "abcd"
    )


SENTENCES = "The gradient is the slope of the loss. " * 3


def told(
    n: int, *, text: str = SENTENCES, probes: int = 0, ms: int = 1000, **more: Any
) -> Answered:
    """Answer slot `n` in words."""
    values: dict[str, Any] = {"marks": marks()} | more
    asked = tuple(Probe(f"and {i}?", "because") for i in range(probes))
    return Answered(n, "Why?", "Because.", text, probes=asked, ms=ms, **values)


def typed(n: int, judgement: str = "correct", given: str = "2x", **more: Any) -> Answered:
    """Answer slot `n` in a field."""
    grades = (Grade("a", given, judgement),)
    return Answered(n, "f'?", "2x", grades=grades, given={"a": given}, ms=1000, **more)


def walk(made: Interview, steps: Iterable[Step]) -> Interview:
    """Take steps, every one of which must fit."""
    for step in steps:
        assert made.take(step), (made.place, step)
    return made


def perfect(level: str = "senior") -> list[Step]:
    """List the steps of an interview in which everything is right."""
    count = len(LEVELS[Seniority(level)].slots)
    steps: list[Step] = []
    for n in range(1, count + 1):
        steps.append(told(n, probes=2, marks=marks("abcd")))
        steps += [Probed(n, 0, "because", likely=True), Probed(n, 1, "because", likely=True)]
    return [*steps, *(Ticked(n, tuple("abcd"), (0, 1)) for n in range(1, count + 1))]

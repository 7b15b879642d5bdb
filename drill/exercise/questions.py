"""Asking more than one thing in an exercise, about numbers and not about expressions.

A question here is a part with its evidence and its wired mistakes, kept together until the draft
is put together. Knows nothing of any one family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence
from drill.exercise.parts import Answer, distinct, wired
from drill.exercise.truths import at_points
from drill.grade.part import Part

Found = Callable[[], Any]
"""Computes an answer: a number, a text, or rows of numbers, numpy's own included."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One part of an exercise, with what the frame needs to hold it to the rules."""

    part: Part
    evidence: Evidence
    mistakes: tuple[WiredMistake, ...] = ()


def ask(
    part: Part,
    symbolic: Found,
    numeric: Found,
    mistakes: Iterable[tuple[str, Answer]] = (),
    tolerance: float = 1e-6,
) -> Asked:
    """Ask for a part without variables, with two computations of its truth."""
    evidence = Evidence(part.id, at_points(symbolic), at_points(numeric), tolerance)
    return Asked(part, evidence, wired(part.id, distinct(mistakes)))


def assembled(
    prompt: str,
    asked: Sequence[Asked],
    *,
    hints: tuple[str, str],
    solution: Iterable[Step],
) -> Draft:
    """Put questions together to a draft; any of the answers may be zero."""
    return Draft(
        prompt=prompt,
        parts=tuple(one.part for one in asked),
        evidence=tuple(one.evidence for one in asked),
        hints=hints,
        solution=tuple(solution),
        mistakes=tuple(mistake for one in asked for mistake in one.mistakes),
        plain=frozenset(one.part.id for one in asked),
    )

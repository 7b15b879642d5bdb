"""What the families of several topics need to ask more than one thing in an exercise.

A question here is a part with its evidence and its wired mistakes, kept together until the draft
is put together. Knows nothing of any one family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence
from drill.exercise.parts import Answer, choice, distinct, wired
from drill.exercise.truths import at_points
from drill.grade.part import AnswerType, Choice, Part

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


def sizes(shape: Sequence[int]) -> str:
    """Write a shape as it is typed: `(3, 2)`."""
    return f"({', '.join(map(str, shape))})"


def shape_part(
    id: str,  # noqa: A002 - the name the part has for it
    shape: Sequence[int],
    *,
    label: str,
) -> Part:
    """Make a part that is answered with a shape."""
    return Part(id=id, answer=AnswerType.SHAPE, truth=sizes(shape), label=label)


def yes_or_no(
    id: str,  # noqa: A002 - the name the part has for it
    *,
    truth: bool,
    label: str,
) -> Part:
    """Make a part that is answered with yes or no."""
    offered = (Choice("yes", "yes"), Choice("no", "no"))
    return choice(id, "yes" if truth else "no", offered, label=label)


def matrix_text(rows: Sequence[Sequence[object]]) -> str:
    """Set a matrix of numbers in LaTeX."""
    body = r" \\ ".join(" & ".join(map(str, row)) for row in rows)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"

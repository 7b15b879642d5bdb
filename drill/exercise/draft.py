"""What a family hands to the frame: an exercise, and the evidence that its answers are right.

A draft becomes an exercise only after the frame has found that every truth is what two independent
computations say, that no wired mistake gives the right answer, and that nothing in it is ugly
(`verify`). These are plain values and functions; nothing here computes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from drill.exercise.contract import Step, Task, WiredMistake
from drill.grade.part import Part
from drill.maths.tree import Node

Point: TypeAlias = Mapping[str, float]
"""A value for each variable of a part; empty where the part has none."""

Value: TypeAlias = "float | str | tuple[Value, ...]"
"""What an answer is worth at a point: a number, a choice's id or a text, or a tuple of values.

A matrix is a tuple of rows, a shape a tuple of sizes, a set a tuple whose order does not count.
"""

Oracle: TypeAlias = Callable[[Sequence[Point]], Sequence[Value]]
"""Computes an answer at points. It may give nan where the answer has no value."""


class Refused(Exception):  # noqa: N818 - it is a verdict on a draft, and reads as one
    """An instance that must not be shown; the text says why in a few words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two computations of one part's truth that share no code with it or with each other."""

    part: str
    symbolic: Oracle
    numeric: Oracle
    tolerance: float = 1e-6
    """The relative difference allowed between them; wider only for finite differences."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One instance as its family sees it."""

    prompt: str
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]
    """One for every part."""
    hints: tuple[str, str]
    """The first two; the third is the first line of the solution, and the frame adds it."""
    solution: tuple[Step, ...]
    """At least two steps; the first gives nothing away but the way in, the last says the answer."""
    mistakes: tuple[WiredMistake, ...] = ()
    task: Task | None = None
    shown: tuple[Node, ...] = ()
    """The expressions the prompt asks about: they must be neat, and none of them the answer."""
    rough: bool = False
    """The expressions shown are unsimplified on purpose, because tidying up is what is drilled."""
    plain: frozenset[str] = frozenset()
    """Parts whose answer may be zero, constant or printed in the question: a factor, a slope."""

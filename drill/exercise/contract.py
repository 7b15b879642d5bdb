"""What an exercise is: the values every family makes and every door shows.

A *family* is a skill (differentiate a power, count the updates of an epoch). An *exercise* is one
instance of it, fixed for ever by (family, level, seed, version). All of it is plain data, so that
it crosses the pipe, is stored and is replayed exactly.

Maths in `of` and a misconception's `answer` is in typed form, as in `grade.part`. Prose (`prompt`,
`hints`, `solution`, labels) is the banks' Markdown with LaTeX between dollar signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from drill.grade.part import Part
from drill.value import Value

FEW = 60
"""Exercises of a level that are too few to be new each time."""


class Step(Value):
    """One line of a worked solution: a short name ("inner function") and the prose of the step."""

    name: str
    text: str


class WiredMistake(Value):
    """The answer a learner with this misconception would give to this very exercise."""

    id: str
    """An id of the misconception catalogue, such as `inner-derivative-missing`."""
    part: str
    answer: str


class Task(Value):
    """What was asked, where it is an operation on an expression."""

    op: str
    of: str
    wrt: str
    variables: tuple[str, ...]


class Exercise(Value):
    """One instance of a family."""

    family: str
    level: int
    seed: str
    version: int
    prompt: str
    parts: tuple[Part, ...]
    hints: tuple[str, ...]
    """Three, from a nudge to the first line of the solution."""
    solution: tuple[Step, ...]
    mistakes: tuple[WiredMistake, ...] = field(default=())
    task: Task | None = None
    among: int = 0
    """How many exercises its level has, where they are so few (`FEW`) that they come round again
    and are learnt like cards; 0 where there is always another."""


class Skill(Value):
    """What is known of a family without making an exercise."""

    family: str
    topic: str
    title: str
    version: int
    levels: tuple[int, ...]
    instances: Mapping[int, int]
    """How many distinct exercises each level can make (a lower bound where it is large)."""
    requires: Mapping[str, float]
    """Families this one exercises as a part of itself, with the share of it they are."""

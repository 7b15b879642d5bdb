"""Partial derivatives of polynomials: hold the other variables still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from drill.exercise.build import plus, power, times
from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import COEFFICIENTS
from drill.exercise.differentiate import (
    Question,
    derivative_draft,
    derivative_evidence,
    distinct,
    latex_name,
)
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family
from drill.exercise.pick import Pick
from drill.exercise.truths import Numeric, at_points, sympy_derivative
from drill.exercise.write import expression, latex, typed, wired
from drill.maths.tree import Name, Node

PAIRS = (("x", "y"), ("u", "v"), ("w", "b"))
TRIPLES = (("x", "y", "z"), ("u", "v", "w"))


@dataclass(frozen=True, slots=True)
class Term:
    """A coefficient times a power of each variable, in the variables' order."""

    factor: int
    exponents: tuple[int, ...]


Terms: TypeAlias = tuple[Term, ...]

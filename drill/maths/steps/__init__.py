"""Derivatives step by step: `explain` a tree, and each rule that was used says what it did.

Standard library only; loaded by whoever explains, and by nobody at the start.
"""

from __future__ import annotations

from drill.maths.steps.explain import explain, gradient
from drill.maths.steps.model import Explanation, Gradient, Note, Part, Path, Step
from drill.maths.steps.rules import RULES, Rule

__all__ = [
    "RULES",
    "Explanation",
    "Gradient",
    "Note",
    "Part",
    "Path",
    "Rule",
    "Step",
    "explain",
    "gradient",
]

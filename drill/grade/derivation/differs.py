"""The sentence that shows a line to be wrong: what it is worth where, and what it should be."""

from __future__ import annotations

from drill.grade.compare import Comparison
from drill.grade.verdict import Counterexample


def difference(start: str, outcome: Comparison) -> str:
    """Say what a line is not, and at which point that shows."""
    start = start.rstrip(".")
    example = outcome.counterexample
    if example is None:
        reason = outcome.reason.rstrip(".")
        return f"{start}: {reason}." if reason else f"{start}."
    return f"{start}: {_numbers(example)}."


def _numbers(example: Counterexample) -> str:
    at = ", ".join(f"{name} = {value}" for name, value in example.at.items())
    yours = _has(f"yours {example.yours}")
    truth = _has(f"it should be {example.truth}")
    return f"at {at} {yours}, {truth}" if at else f"{yours}, {truth}"


def _has(text: str) -> str:
    """Put in the verb of a value, or of there being none."""
    owner, _, value = text.partition(" ") if text.startswith("yours") else (text, "", "")
    if not value:
        return text.replace("it should be no ", "it should have no ")
    return f"{owner} has {value}" if value.startswith("no ") else f"{owner} is {value}"

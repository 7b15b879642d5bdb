"""How a family writes what it made: parts, wired answers and prose, from trees.

Everything typed is written by the project's own writer and read back by its own reader, so that a
truth is exactly what a learner who types it would have said.
"""

from __future__ import annotations

from collections.abc import Iterable

from drill.exercise.contract import WiredMistake
from drill.grade.part import AnswerType, Part
from drill.maths.domain import POSITIVE, REAL, Domain
from drill.maths.read import read_typed
from drill.maths.scope import Scope
from drill.maths.show import latex, typed
from drill.maths.tree import Node


def read_back(text: str, variables: tuple[str, ...]) -> Node:
    """Read typed maths with the project's own reader."""
    return read_typed(text, Scope(variables))


def expression(
    id: str,  # noqa: A002 - the name the part has for it
    truth: Node,
    variables: Iterable[str],
    *,
    label: str = "",
    domain: Domain = REAL,
) -> Part:
    """Make a part that is answered with an expression."""
    return Part(
        id=id,
        answer=AnswerType.EXPRESSION,
        truth=typed(truth),
        label=label,
        variables=tuple(variables),
        domain=domain,
    )


def wired(part: str, mistakes: Iterable[tuple[str, Node]]) -> tuple[WiredMistake, ...]:
    """Wire mistakes to a part: each is the misconception's id and the answer it leads to."""
    return tuple(WiredMistake(name, part, typed(answer)) for name, answer in mistakes)


def positive(*variables: str) -> Domain:
    """Give the domain in which these variables are positive."""
    return Domain(dict.fromkeys(variables, POSITIVE))


def inline(tree: Node) -> str:
    """Set an expression within a sentence."""
    return f"${latex(tree)}$"


def display(text: str) -> str:
    """Set LaTeX on lines of its own."""
    return f"\n\n$${text}$$\n\n"


__all__ = [
    "display",
    "expression",
    "inline",
    "latex",
    "positive",
    "read_back",
    "typed",
    "wired",
]

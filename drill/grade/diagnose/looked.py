"""A question and an answer worked out at the points where both have a value."""

from __future__ import annotations

import math
from dataclasses import dataclass

from drill.grade.diagnose.floats import near, sized, value_of
from drill.grade.diagnose.spots import Jet, Layout, jet
from drill.grade.diagnose.spread import LEAST, WANTED, spread
from drill.maths.domain import Domain
from drill.maths.slope import slope
from drill.maths.tree import Node, children, names

LARGEST = 160
"""Nodes that an expression may have; of larger ones nothing is said."""
LARGEST_ANSWER = 600
"""Nodes that an answer may have."""


def size(tree: Node, most: int = LARGEST_ANSWER) -> int:
    """Count the nodes of a tree, up to some more than the largest number that matters."""
    count, left = 0, [tree]
    while left and count <= most:
        left.extend(children(left.pop()))
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Looked:
    """A question and an answer at the points where both have a value."""

    tree: Node
    variable: str
    truth: Node
    given: Node
    layout: Layout
    jets: tuple[Jet, ...]
    givens: tuple[float, ...]

    @property
    def right(self) -> bool:
        """Whether the answer is the truth as far as these points can tell."""
        return all(
            near(one.slopes[-1], given, abs(given))
            for one, given in zip(self.jets, self.givens, strict=True)
        )


def looked(
    tree: Node, variable: str, given: Node, domain: Domain, letters: frozenset[str]
) -> Looked | None:
    """Work a question and an answer out; None where too few points have a value, or it is too long.

    `letters` are all variables that may occur, so that components share their points.
    """
    if size(tree) > LARGEST or size(given) > LARGEST_ANSWER:
        return None
    layout = Layout(tree, variable)
    every = sorted(letters | names(tree) | names(given) | {variable})
    jets: list[Jet] = []
    givens: list[float] = []
    for answer in (given, sized(given)):
        for at in spread(every, domain):
            value = value_of(answer, at)
            if len(jets) < WANTED and math.isfinite(value):
                there = jet(layout, at)
                if math.isfinite(there.slopes[-1]):
                    jets.append(there)
                    givens.append(value)
        if len(jets) >= LEAST:
            break
        jets, givens = [], []
    else:
        return None
    truth = slope(tree, variable)
    return Looked(tree, variable, truth, given, layout, tuple(jets), tuple(givens))

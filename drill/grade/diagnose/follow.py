"""Follow-through: a later part that is right for the learner's own earlier answer.

Whoever gets the first part wrong and goes on without another slip has made one mistake, not two.
Only trees are looked at; what the parts ask is for their exercise to know.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from drill.grade.diagnose.floats import near, value_of
from drill.grade.diagnose.spread import LEAST, WANTED, spread
from drill.maths.components import Grid, components
from drill.maths.domain import REAL, Domain
from drill.maths.errors import NoValue
from drill.maths.rebuild import substitute
from drill.maths.tree import Node, names


def consistent_with(
    earlier: Mapping[str, Node], formula: Node, given: Node, domain: Domain = REAL
) -> bool:
    """Tell whether a later answer follows from the learner's own earlier answers.

    `formula` is the later part's truth, written with a name for each earlier part; `earlier` holds
    what the learner gave for those names. True where the formula at those values is `given`, at
    every point where both have a value.
    """
    try:
        ours, theirs = components(substitute(formula, earlier)), components(given)
    except NoValue:
        return False
    left, right = _cells(ours), _cells(theirs)
    if len(left) != len(right):
        return False
    letters = sorted(frozenset().union(*map(names, (*left, *right))))
    compared = 0
    for at in spread(letters, domain):
        pairs = [(value_of(a, at), value_of(b, at)) for a, b in zip(left, right, strict=True)]
        if any(math.isnan(a) or math.isnan(b) for a, b in pairs):
            continue
        if not all(near(a, b, 1.0) for a, b in pairs):
            return False
        compared += 1
        if compared == WANTED or not letters:
            return True
    return compared >= LEAST


def _cells(parts: Node | Grid) -> tuple[Node, ...]:
    return parts.cells if isinstance(parts, Grid) else (parts,)

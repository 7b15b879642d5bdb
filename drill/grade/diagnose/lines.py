"""The line that tells people what was done at a place, from the pattern a slip carries."""

from __future__ import annotations

from functools import lru_cache

from drill.grade.diagnose.slip import Placed
from drill.grade.diagnose.spots import Layout
from drill.maths.build import exact
from drill.maths.show import line
from drill.maths.slope import slope
from drill.maths.tree import Call, Name, Node, Power, Quotient, names

LONGEST = 60


def said(layout: Layout, placed: Placed) -> str:
    """Fill the pattern of a slip with what stands at its place."""
    return filled(placed.slip.said, layout.spots[placed.index].node, layout.variable)


@lru_cache(maxsize=512)
def filled(pattern: str, node: Node, variable: str) -> str:
    """Fill a pattern for one node and variable."""
    found = {"whole": shown(node), "x": shown(Name(variable))}
    if "{inner" in pattern:
        inner = _inner(node, variable)
        found["inner"] = shown(inner)
        if "{inner_slope}" in pattern:
            found["inner_slope"] = shown(slope(inner, variable))
    return pattern.format_map(found)


def shown(node: Node) -> str:
    """Show a tree in a line, a long one by its beginning."""
    text = line(node)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _inner(node: Node, variable: str) -> Node:
    match node:
        case Power(base, exponent):
            return base if variable in names(base) else exponent
        case Call(_, (argument, *_)):
            return argument
        case Quotient(_, Power(base, exponent)) if exact(exponent) is not None:
            return base
        case Quotient(_, Call("sqrt", (argument,))):
            return argument
        case Quotient(_, bottom):
            return bottom
        case _:
            return node

"""Shapes as they are typed: `(3, 2)`, `3x2`, `3 × 2`, `[3, 2]`, and `(n, d)` with letters."""

from __future__ import annotations

import re

from drill.maths.errors import Unreadable
from drill.maths.read import read
from drill.maths.scope import Scope
from drill.maths.tree import Node, Vector

_BY = re.compile(r"\s*(?:×|\bby\b|(?<=[\d\s])[xX](?=[\d\s]))\s*")
_OPEN, _CLOSE = "([{", ")]}"
_OF_A_NUMBER = frozenset({"", "scalar", "number", "()", "[]"})


def read_shape(text: str, scope: Scope) -> Vector:
    """Read a shape as the vector of its sizes; that of a number has none.

    Raises `Unreadable` where the text is no shape.
    """
    stripped = text.strip().rstrip(".")
    if stripped.casefold() in _OF_A_NUMBER:
        if not stripped:
            raise Unreadable("Nothing is typed here yet.", 0)
        return Vector(())
    start = text.index(stripped)
    if stripped[0] in _OPEN and stripped[-1] in _CLOSE:
        stripped = stripped[1:-1]
        start += 1
    return Vector(tuple(_sizes(stripped.rstrip(", "), start, scope)))


def _sizes(inside: str, start: int, scope: Scope) -> list[Node]:
    sizes: list[Node] = []
    for piece in _BY.sub(",", inside).replace(";", ",").split(","):
        if not piece.strip():
            raise Unreadable("A shape is its sizes between brackets, such as (3, 2).", start)
        try:
            sizes.append(read(piece.strip(), scope).tree)
        except Unreadable as error:
            column = start + max(0, inside.find(piece.strip())) + error.column
            raise Unreadable(str(error), column) from None
    return sizes

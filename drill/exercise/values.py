"""Values of trees at points, in plain floats: what an answer is worth, to compare it with others.

Answers of families are short and their points are tame, so floats are enough here; grading, which
meets anything, has ball arithmetic. It knows nothing of `slope`, of sympy and of the families' own
numeric functions, so that it can hold them against each other.
"""

from __future__ import annotations

import math

from drill.exercise.draft import Point, Value
from drill.maths.errors import NoValue
from drill.maths.evaluate import real_value
from drill.maths.tree import Equation, Matrix, Node, SetOf, Vector

NOWHERE = math.nan


def value(tree: Node, point: Point) -> Value:
    """Work out a tree at a point; nan where it has no real value there."""
    match tree:
        case Vector(items):
            return tuple(value(item, point) for item in items)
        case Matrix(rows):
            return tuple(tuple(value(cell, point) for cell in row) for row in rows)
        case SetOf(items):
            return tuple(sorted((value(item, point) for item in items), key=_size))
        case Equation(_, right):
            return value(right, point)
        case _:
            try:
                return real_value(tree, point)
            except NoValue:
                return NOWHERE


def _size(found: Value) -> tuple[float, ...]:
    """Order values: numbers by size, tuples by their components."""
    if isinstance(found, tuple):
        return tuple(size for item in found for size in _size(item))
    return (found if isinstance(found, float) else 0.0,)


def same(left: Value, right: Value, tolerance: float) -> bool:
    """Compare two values: numbers to a relative tolerance, texts exactly, tuples item by item."""
    if isinstance(left, tuple) or isinstance(right, tuple):
        if not (isinstance(left, tuple) and isinstance(right, tuple)):
            return False
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(same(a, b, tolerance) for a, b in pairs)
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    return abs(left - right) <= tolerance * max(1e-3, abs(left), abs(right))


def defined(given: Value) -> bool:
    """Say whether a value is finite in every component."""
    if isinstance(given, tuple):
        return all(defined(item) for item in given)
    return isinstance(given, str) or math.isfinite(given)

"""Values of trees at points, in plain floats: what an answer is worth, to compare it with others.

Answers of families are short and their points are tame, so floats are enough here; grading, which
meets anything, has ball arithmetic. Written apart from `slope`, from sympy and from the families'
own numeric functions, so that it can hold them against each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from drill.exercise.draft import Point, Value
from drill.maths.tree import (
    Call,
    Constant,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
)

NOWHERE = math.nan
CONSTANTS = {"e": math.e, "pi": math.pi, "inf": math.inf}


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: 1 / math.tan(x),
    "arcsin": math.asin,
    "arccos": math.acos,
    "arctan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "sech": lambda x: 1 / math.cosh(x),
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "abs": abs,
    "sign": _sign,
    "max": max,
    "min": min,
    "floor": math.floor,
    "ceil": math.ceil,
    "sigmoid": _sigmoid,
    "relu": lambda x: max(0.0, x),
    "step": lambda x: float(x > 0),
    "softplus": lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x))),
}


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
                return _scalar(tree, point)
            except (ArithmeticError, ValueError):
                return NOWHERE


def _size(found: Value) -> tuple[float, ...]:
    """Order values: numbers by size, tuples by their components."""
    if isinstance(found, tuple):
        return tuple(size for item in found for size in _size(item))
    return (found if isinstance(found, float) else 0.0,)


def _scalar(tree: Node, point: Point) -> float:
    match tree:
        case Number(exact, _):
            return float(exact)
        case Name(name):
            return point[name]
        case Constant(name):
            return CONSTANTS[name]
        case Negative(body):
            return -_scalar(body, point)
        case Sum(terms):
            return math.fsum(_scalar(term, point) for term in terms)
        case Product(factors):
            return math.prod(_scalar(factor, point) for factor in factors)
        case Quotient(top, bottom):
            return _scalar(top, point) / _scalar(bottom, point)
        case Power(base, exponent):
            return math.pow(_scalar(base, point), _scalar(exponent, point))
        case Call(function, arguments):
            return FUNCTIONS[function](*(_scalar(argument, point) for argument in arguments))
        case _:
            raise ValueError(f"a {type(tree).__name__} among numbers")


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

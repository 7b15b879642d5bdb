"""Values of sympy expressions at points, without the milliseconds `evalf` and `lambdify` take.

Loads sympy, and so is reached only in the worker.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import sympy

from drill.exercise.draft import Point, Value

FUNCTIONS: dict[Any, Callable[..., float]] = {
    sympy.exp: math.exp,
    sympy.log: math.log,
    sympy.sin: math.sin,
    sympy.cos: math.cos,
    sympy.tan: math.tan,
    sympy.sec: lambda x: 1 / math.cos(x),
    sympy.atan: math.atan,
    sympy.tanh: math.tanh,
    sympy.Abs: abs,
    sympy.Max: max,
    sympy.Min: min,
}


def differentiated(expression: Any, name: str) -> Any:
    """Let sympy differentiate with respect to the symbol of this name."""
    found = (symbol for symbol in expression.free_symbols if symbol.name == name)
    symbol = next(found, None)
    return sympy.Integer(0) if symbol is None else expression.diff(symbol)


def replaced(expression: Any, name: str, by: Any) -> Any:
    """Put an expression in place of the symbol of this name."""
    found = (symbol for symbol in expression.free_symbols if symbol.name == name)
    symbol = next(found, None)
    return expression if symbol is None else expression.subs(symbol, by)


def sympy_at(made: Any, point: Point) -> Value:
    """Work out an expression, a matrix (as rows) or a tuple of them; nan where it is not real."""
    if isinstance(made, str):
        return made
    if isinstance(made, sympy.MatrixBase):
        return tuple(tuple(sympy_at(cell, point) for cell in row) for row in made.tolist())
    if isinstance(made, tuple | list | sympy.Tuple):
        return tuple(sympy_at(item, point) for item in made)
    try:
        return _scalar(sympy.sympify(made), point)
    except (ArithmeticError, ValueError, TypeError):
        return math.nan


def _scalar(made: Any, point: Point) -> float:
    if made.is_Symbol:
        return point[made.name]
    if made.is_number and not made.args:
        return float(made)
    if made.is_Add:
        return math.fsum(_scalar(part, point) for part in made.args)
    if made.is_Mul:
        return math.prod(_scalar(part, point) for part in made.args)
    if made.is_Pow:
        base, exponent = made.as_base_exp()
        return math.pow(_scalar(base, point), _scalar(exponent, point))
    function = FUNCTIONS.get(made.func)
    if function is not None:
        return function(*(_scalar(part, point) for part in made.args))
    numbers = {symbol: sympy.Float(point[symbol.name]) for symbol in made.free_symbols}
    return float(made.subs(numbers))

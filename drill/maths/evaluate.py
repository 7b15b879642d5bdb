"""The value of a tree at a point in floating point: quick, and good to about 15 digits.

For drawing, for choosing numbers and for a first look; what must be certain is worked out with
balls. Standard library only. Over the reals an odd root of a negative number is real.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeAlias

from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)

Values: TypeAlias = float | tuple[float, ...] | tuple[tuple[float, ...], ...]
"""A number, a vector, or a matrix by rows."""

_LARGEST_FACTORIAL = 170


def real_value(tree: Node, at: Mapping[str, float]) -> float:
    """Work a scalar tree out over the reals; raises `NoValue` where it has no finite value."""
    try:
        value = _real(tree, at)
    except (ArithmeticError, ValueError) as error:
        raise NoValue("This expression has no value here.") from error
    if not math.isfinite(value):
        raise NoValue("This expression has no finite value here.")
    return value


def values(tree: Node, at: Mapping[str, float]) -> Values:
    """Work any tree out over the reals; raises `NoValue` where a component has no value."""
    parts = components(tree)
    if not isinstance(parts, Grid):
        return real_value(parts, at)
    if parts.vector:
        return tuple(real_value(cell, at) for cell in parts.cells)
    return tuple(tuple(real_value(cell, at) for cell in row) for row in parts.rows)


def exact_value(tree: Node) -> Fraction | None:
    """Give the exact value of a tree of numbers and the four operations; None for any other."""
    match tree:
        case Number(value, _):
            return value
        case Negative(body):
            inner = exact_value(body)
            return None if inner is None else -inner
        case Quotient(top, bottom):
            above, below = exact_value(top), exact_value(bottom)
            return above / below if above is not None and below else None
        case Sum(parts) | Product(parts):
            found = [exact_value(part) for part in parts]
            known = [value for value in found if value is not None]
            if len(known) < len(found):
                return None
            return (
                math.prod(known, start=Fraction(1))
                if isinstance(tree, Product)
                else sum(known, Fraction(0))
            )
        case _:
            return None


def _name(name: str, at: Mapping[str, float]) -> float:
    if name not in at:
        raise NoValue(f"There is no value for {name} here.")
    return at[name]


def _real(node: Node, at: Mapping[str, float]) -> float:
    match node:
        case Number(value, _):
            return float(value)
        case Name(name):
            return _name(name, at)
        case Constant(name):
            return _constant(name)
        case Negative(body):
            return -_real(body, at)
        case Sum(terms):
            return math.fsum(_real(term, at) for term in terms)
        case Product(factors):
            return math.prod(_real(factor, at) for factor in factors)
        case Quotient(top, bottom):
            return _real(top, at) / _real(bottom, at)
        case Power(base, exponent):
            return _power(_real(base, at), exponent, at)
        case Call("cbrt", (argument,)):
            return _odd_root(_real(argument, at), Fraction(1, 3))
        case Call("root", (index, argument)):
            return _power(_real(argument, at), Quotient(Number(Fraction(1), "1"), index), at)
        case Call(function, arguments):
            return _FUNCTIONS[function](*(_real(argument, at) for argument in arguments))
        case _:
            raise NoValue("Only a number can be worked out here.")


def _constant(name: str) -> float:
    if name == "i":
        raise NoValue("i is no real number.")
    return {"e": math.e, "pi": math.pi, "inf": math.inf}[name]


def _power(base: float, exponent: Node, at: Mapping[str, float]) -> float:
    if base < 0:
        exact = exact_value(exponent)
        if exact is not None and exact.denominator % 2 and exact.denominator > 1:
            return _odd_root(base, exact)
    return math.pow(base, _real(exponent, at))


def _odd_root(base: float, exponent: Fraction) -> float:
    size = math.pow(abs(base), float(exponent))
    return -size if base < 0 and exponent.numerator % 2 else size


def _factorial(x: float) -> float:
    if x < 0 or x != int(x) or x > _LARGEST_FACTORIAL:
        raise NoValue("A factorial is of 0, 1, 2, …")
    return float(math.factorial(int(x)))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _step(x: float) -> float:
    if x == 0:
        raise NoValue("The step function has no value at 0.")
    return float(x > 0)


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: math.cos(x) / math.sin(x),
    "arcsin": math.asin,
    "arccos": math.acos,
    "arctan": math.atan,
    "arcsec": lambda x: math.acos(1 / x),
    "arccsc": lambda x: math.asin(1 / x),
    "arccot": lambda x: math.pi / 2 - math.atan(x),
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "sech": lambda x: 1 / math.cosh(x),
    "csch": lambda x: 1 / math.sinh(x),
    "coth": lambda x: 1 / math.tanh(x),
    "arcsinh": math.asinh,
    "arccosh": math.acosh,
    "arctanh": math.atanh,
    "arcsech": lambda x: math.acosh(1 / x),
    "arccsch": lambda x: math.asinh(1 / x),
    "arccoth": lambda x: math.atanh(1 / x),
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "log": lambda x, base: math.log(x) / math.log(base),
    "sqrt": math.sqrt,
    "abs": abs,
    "sign": _sign,
    "min": lambda *several: min(several),
    "max": lambda *several: max(several),
    "floor": lambda x: float(math.floor(x)),
    "ceil": lambda x: float(math.ceil(x)),
    "factorial": _factorial,
    "sigmoid": _sigmoid,
    "relu": lambda x: max(x, 0.0),
    "softplus": lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x))),
    "step": _step,
}

"""Trees as sympy expressions. Loaded in the worker only; nothing else of the project knows sympy.

Expressions are built node by node from the project's own tree, never from text. What sympy would
work out at once and at length (9^9^9, the factorial of a million) is built unevaluated. Every
variable carries what its declared range says of it, and is real unless told otherwise; an odd root
is real for negative numbers too, as everywhere in this project.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

import sympy

from drill.maths.components import Grid, components
from drill.maths.domain import REAL, Domain, Range
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

Sympy: TypeAlias = Any
"""A sympy expression; sympy carries no types."""

LARGEST_POWER = 500
"""Exponents up to which sympy may multiply a number out."""
LARGEST_FACTORIAL = 500
_CONSTANTS = {"e": sympy.E, "pi": sympy.pi, "i": sympy.I, "inf": sympy.oo}


def to_sympy(tree: Node, domain: Domain = REAL, *, positive: frozenset[str] = frozenset()) -> Sympy:
    """Build the sympy expression of a scalar tree, or the sympy matrix of any other.

    `positive` names variables to be taken as positive beyond what the domain says. Raises
    `NoValue` for sets, equations and shapes that do not fit.
    """
    parts = components(tree)
    builder = _Builder(domain, positive)
    if isinstance(parts, Grid):
        return sympy.Matrix([[builder.build(cell) for cell in row] for row in parts.rows])
    return builder.build(parts)


def symbol(name: str, domain: Domain = REAL, *, positive: bool = False) -> Sympy:
    """Give the symbol of a variable, with the assumptions of its declared range."""
    return _symbol(name, domain.range_of(name), domain.complex, positive)


@lru_cache(maxsize=1024)
def _symbol(name: str, declared: Range, unreal: bool, positive: bool) -> Sympy:
    if unreal:
        return sympy.Symbol(name)
    assumptions: dict[str, bool] = {"integer" if declared.integer else "real": True}
    if positive or declared.low >= 0:
        assumptions["positive"] = True
    elif declared.high <= 0:
        assumptions["negative"] = True
    elif declared.integer and declared.low >= -1:
        assumptions["nonnegative"] = True
    return sympy.Symbol(name, **assumptions)


class _Builder:
    """Builds one tree; the same node is built once."""

    def __init__(self, domain: Domain, positive: frozenset[str]) -> None:
        self._domain = domain
        self._positive = positive
        self._done: dict[int, Sympy] = {}

    def build(self, node: Node) -> Sympy:
        key = id(node)
        if key not in self._done:
            self._done[key] = self._build(node)
        return self._done[key]

    def _build(self, node: Node) -> Sympy:
        match node:
            case Number(value, _):
                return rational(value)
            case Name(name):
                return symbol(name, self._domain, positive=name in self._positive)
            case Constant(name):
                return _CONSTANTS[name]
            case Negative(body):
                return -self.build(body)
            case Sum(terms):
                return sympy.Add(*map(self.build, terms))
            case Product(factors):
                return sympy.Mul(*map(self.build, factors))
            case Quotient(top, bottom):
                return self.build(top) / self.build(bottom)
            case Power(base, exponent):
                return self._power(self.build(base), self.build(exponent))
            case Call(function, arguments):
                return self._call(function, [self.build(one) for one in arguments])
            case _:
                raise NoValue("Only numbers, vectors and matrices can be worked with.")

    def _power(self, base: Sympy, exponent: Sympy) -> Sympy:
        if base.is_number and exponent.is_number and not _is_modest(base, exponent):
            return sympy.Pow(base, exponent, evaluate=False)
        odd = exponent.is_Rational and exponent.q % 2 == 1 and exponent.q > 1
        if odd and not base.is_nonnegative and not self._domain.complex:
            return _real_power(base, exponent)
        return base**exponent

    def _call(self, function: str, arguments: list[Sympy]) -> Sympy:
        if function in {"sqrt", "cbrt"}:
            return self._power(arguments[0], sympy.Rational(1, 2 if function == "sqrt" else 3))
        if function == "root":
            return self._power(arguments[1], 1 / arguments[0])
        if function == "factorial":
            modest = not arguments[0].is_number or abs(arguments[0]) <= LARGEST_FACTORIAL
            return sympy.factorial(arguments[0], evaluate=modest)
        return _FUNCTIONS[function](*arguments)


def rational(value: Fraction) -> Sympy:
    """Give an exact fraction."""
    return sympy.Rational(value.numerator, value.denominator)


def _is_modest(base: Sympy, exponent: Sympy) -> bool:
    """Tell whether a power of numbers is small enough to be worked out."""
    if not exponent.is_Rational or not base.is_Rational:
        return bool(exponent.is_Rational and abs(exponent) <= LARGEST_POWER)
    size = math.log2(max(2, abs(base.p), base.q))
    return bool(size * abs(exponent.p) <= 8 * LARGEST_POWER)


def _real_power(base: Sympy, exponent: Sympy) -> Sympy:
    """Raise to p/q with odd q over the reals: an odd power keeps the sign of the base."""
    size = sympy.Abs(base) ** exponent
    return sympy.sign(base) * size if exponent.p % 2 else size


_FUNCTIONS: Mapping[str, Callable[..., Sympy]] = {
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "sec": sympy.sec,
    "csc": sympy.csc,
    "cot": sympy.cot,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "arcsec": sympy.asec,
    "arccsc": sympy.acsc,
    "arccot": lambda x: sympy.pi / 2 - sympy.atan(x),
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "sech": sympy.sech,
    "csch": sympy.csch,
    "coth": sympy.coth,
    "arcsinh": sympy.asinh,
    "arccosh": sympy.acosh,
    "arctanh": sympy.atanh,
    "arcsech": sympy.asech,
    "arccsch": sympy.acsch,
    "arccoth": sympy.acoth,
    "exp": sympy.exp,
    "ln": sympy.log,
    "log10": lambda x: sympy.log(x) / sympy.log(10),
    "log2": lambda x: sympy.log(x) / sympy.log(2),
    "log": lambda x, base: sympy.log(x) / sympy.log(base),
    "abs": sympy.Abs,
    "sign": sympy.sign,
    "min": sympy.Min,
    "max": sympy.Max,
    "floor": sympy.floor,
    "ceil": sympy.ceiling,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "relu": lambda x: sympy.Max(0, x),
    "softplus": lambda x: sympy.log(1 + sympy.exp(x)),
    "step": sympy.Heaviside,
}

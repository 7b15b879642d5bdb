"""Values of scalar trees to many digits, and derivatives by differences: a witness of its own.

Shares nothing with the differentiators but the tree, and nothing with the project's own numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import mpmath
from mpmath import mp, mpf

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

DIGITS = 60
_STEP = mpf(10) ** -12
_LARGEST = mpf(10) ** 12
_SMALLEST = mpf(10) ** -9
"""How near to an edge (a jump, a kink, the end of a domain) a value may come."""


class Nowhere(Exception):  # noqa: N818 - it says where the value is
    """A tree has no real value at a point, or one too near an edge to be judged by."""


class Undecided(Nowhere):
    """A value on the way is too large, or too near an edge, for 60 digits to tell."""


def value(tree: Node, at: Mapping[str, mpf]) -> mpf:
    """Work a scalar tree out over the reals to 60 digits."""
    try:
        with mp.workdps(DIGITS):
            found = _value(tree, at)
    except Nowhere:
        raise
    except OverflowError as error:
        raise Undecided("too large") from error
    except (ArithmeticError, ValueError) as error:
        raise Nowhere(str(error)) from error
    if isinstance(found, mpmath.mpc):
        raise Nowhere("not real")
    return found if mpmath.isfinite(found) else _nowhere()


def derivative(tree: Node, name: str, at: Mapping[str, mpf]) -> mpf:
    """Differentiate by differences of two widths, which have to agree to 12 digits."""
    with mp.workdps(DIGITS):
        wide, narrow = (_difference(tree, name, at, width) for width in (_STEP, _STEP / 16))
        if abs(wide - narrow) > mpf(10) ** -12 * (1 + abs(narrow)):
            raise Nowhere("an edge is near")
        return narrow


def agree(mine: mpf, theirs: mpf) -> bool:
    """Tell whether two values are the same to 10 digits."""
    return bool(abs(mine - theirs) <= mpf(10) ** -10 * (1 + abs(theirs)))


def _difference(tree: Node, name: str, at: Mapping[str, mpf], width: mpf) -> mpf:
    """Take the central difference of the fourth order, whose error is that of width^4."""
    near, far = (
        value(tree, {**at, name: at[name] + side * width})
        - value(tree, {**at, name: at[name] - side * width})
        for side in (1, 2)
    )
    return (8 * near - far) / (12 * width)


def _value(node: Node, at: Mapping[str, mpf]) -> mpf:
    found = _worked_out(node, at)
    if abs(found) > _LARGEST**2:
        raise Undecided("too large")
    return found


def _worked_out(node: Node, at: Mapping[str, mpf]) -> mpf:
    match node:
        case Number(exact, _):
            return mpf(exact.numerator) / exact.denominator
        case Name(name):
            return at[name]
        case Constant(name):
            return {"e": mp.e, "pi": mp.pi}[name] + mpf(0) if name in {"e", "pi"} else _nowhere()
        case Negative(body):
            return -_value(body, at)
        case Sum(terms):
            return mpmath.fsum(_value(term, at) for term in terms)
        case Product(factors):
            return mpmath.fprod(_value(factor, at) for factor in factors)
        case Quotient(top, bottom):
            return _value(top, at) / _value(bottom, at)
        case Power(base, exponent):
            return _power(_value(base, at), _value(exponent, at), _exact(exponent))
        case Call("root", (index, body)):
            exact = _exact(index)
            return _power(_value(body, at), 1 / _value(index, at), 1 / exact if exact else None)
        case Call(function, arguments):
            return _real(_FUNCTIONS[function](*(_value(each, at) for each in arguments)))
        case _:
            return _nowhere()


def _nowhere() -> mpf:
    raise Nowhere("no number")


def _real(found: mpf) -> mpf:
    return found if isinstance(found, mpf) else _nowhere()


def _exact(tree: Node) -> Fraction | None:
    match tree:
        case Number(value, _):
            return value
        case Negative(body):
            inner = _exact(body)
            return None if inner is None else -inner
        case Quotient(top, bottom):
            above, below = _exact(top), _exact(bottom)
            return above / below if above is not None and below else None
        case _:
            return None


def _power(base: mpf, exponent: mpf, exact: Fraction | None) -> mpf:
    if abs(exponent) > 10**7:
        raise Undecided("too large")
    if base < 0 and exact is not None and exact.denominator % 2 and exact.denominator > 1:
        size = mpmath.power(-base, exponent)
        return -size if exact.numerator % 2 else size
    if base == 0 and exponent <= 0:
        return _nowhere()
    return _real(mpmath.power(base, exponent))


def _edged(x: mpf) -> mpf:
    if abs(x) > _SMALLEST:
        return x
    raise Undecided("an edge is near")


def _rounded(function: Callable[[mpf], mpf]) -> Callable[[mpf], mpf]:
    return lambda x: function(x) if abs(x - mpmath.nint(x)) > _SMALLEST else _nowhere()


def _factorial(x: mpf) -> mpf:
    return mpmath.factorial(x) if x == mpmath.floor(x) and 0 <= x < 100 else _nowhere()


def _cbrt(x: mpf) -> mpf:
    return mpmath.sign(x) * mpmath.cbrt(abs(x))


_FUNCTIONS: dict[str, Callable[..., mpf]] = {
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "sec": mpmath.sec,
    "csc": mpmath.csc,
    "cot": mpmath.cot,
    "arcsin": mpmath.asin,
    "arccos": mpmath.acos,
    "arctan": mpmath.atan,
    "arcsec": lambda x: mpmath.acos(1 / x),
    "arccsc": lambda x: mpmath.asin(1 / x),
    "arccot": lambda x: mp.pi / 2 - mpmath.atan(x),
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "sech": mpmath.sech,
    "csch": mpmath.csch,
    "coth": mpmath.coth,
    "arcsinh": mpmath.asinh,
    "arccosh": mpmath.acosh,
    "arctanh": mpmath.atanh,
    "arcsech": lambda x: mpmath.acosh(1 / x),
    "arccsch": lambda x: mpmath.asinh(1 / x),
    "arccoth": lambda x: mpmath.atanh(1 / x),
    "exp": mpmath.exp,
    "ln": mpmath.ln,
    "log10": mpmath.log10,
    "log2": lambda x: mpmath.ln(x) / mpmath.ln(2),
    "log": lambda x, base: mpmath.ln(x) / mpmath.ln(base),
    "sqrt": mpmath.sqrt,
    "cbrt": _cbrt,
    "abs": abs,
    "sign": lambda x: mpmath.sign(_edged(x)),
    "min": lambda *several: min(several),
    "max": lambda *several: max(several),
    "floor": _rounded(mpmath.floor),
    "ceil": _rounded(mpmath.ceil),
    "factorial": _factorial,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "relu": lambda x: max(x, mpf(0)),
    "softplus": lambda x: mpmath.ln(1 + mpmath.exp(x)),
    "step": lambda x: mpf(x > 0) if abs(x) > 0 else _nowhere(),
}

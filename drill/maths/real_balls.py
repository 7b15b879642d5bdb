"""What each operation of a program does to real balls (python-flint's `arb`).

A ball is an interval that certainly holds the value. Where an operation has no real value, or the
ball is too wide to say, it raises `Gap` with the cause. Odd roots of negative numbers are real.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from flint import arb

from drill.maths.gaps import Cause, Gap

Arb: TypeAlias = Any
"""An `arb`; python-flint carries no types."""

_LARGEST_ROOT = 64
_LARGEST_FACTORIAL = 10**15


def exact(value: Fraction) -> Arb:
    """Give the ball of a fraction; exact where its denominator is a power of two that fits."""
    top = arb(value.numerator)
    return top if value.denominator == 1 else top / arb(value.denominator)


def is_broken(x: Arb) -> bool:
    """Tell whether a ball certainly holds no whole number."""
    return not x.contains_integer()


def _add(x: Arb, y: Arb) -> Arb:
    return x + y


def _multiply(x: Arb, y: Arb) -> Arb:
    return x * y


def _negate(x: Arb) -> Arb:
    return -x


def _divide(x: Arb, y: Arb) -> Arb:
    if y.is_zero():
        raise Gap(Cause.POLE)
    return x / y


def _exp(x: Arb) -> Arb:
    value = x.exp()
    if not value.is_finite():
        raise Gap(Cause.SIZE)
    return value


def _ln(x: Arb) -> Arb:
    if x > 0:
        return x.log()
    if x.is_zero():
        raise Gap(Cause.POLE)
    raise Gap(Cause.LOG if x < 0 else Cause.VAGUE)


def power(exponent: Fraction) -> Callable[[Arb], Arb]:
    """Make the function that raises to a constant exponent."""
    top, bottom = exponent.numerator, exponent.denominator
    if bottom == 1:
        return _whole_power(top)
    odd_root = bottom % 2 == 1
    negative_sign = -1 if top % 2 else 1
    size = abs(top)

    def of_positive(x: Arb) -> Arb:
        root = _root(x, bottom)
        value = root**size if size != 1 else root
        return 1 / value if top < 0 else value

    def broken_power(x: Arb) -> Arb:
        if x > 0:
            return of_positive(x)
        if x < 0:
            if odd_root:
                return negative_sign * of_positive(-x)
            raise Gap(Cause.ROOT)
        if top < 0:
            raise Gap(Cause.POLE if x.is_zero() else Cause.VAGUE)
        if x.is_zero():
            return x
        # The ball straddles zero: so does the root, within that of its farther end.
        return of_positive(x.abs_upper()) * arb(0, 1)

    return broken_power


def _whole_power(exponent: int) -> Callable[[Arb], Arb]:
    def whole_power(x: Arb) -> Arb:
        if exponent <= 0 and x.is_zero():
            raise Gap(Cause.POLE)
        return x**exponent

    return whole_power


def _root(x: Arb, index: int) -> Arb:
    if index == 2:
        return x.sqrt()
    if index <= _LARGEST_ROOT:
        return x.root(index)
    return (x.log() / index).exp()


def _pow(x: Arb, y: Arb) -> Arb:
    if y.is_integer():
        if x.is_zero() and not y > 0:
            raise Gap(Cause.POLE)
        value = x**y
    elif x > 0:
        value = x**y
    elif x.is_zero():
        if not y > 0:
            raise Gap(Cause.POLE)
        return x
    else:
        raise Gap(Cause.POWER if x < 0 and is_broken(y) else Cause.VAGUE)
    if not value.is_finite():
        raise Gap(Cause.SIZE)
    return value


def _with_pole_at_zero(name: str) -> Callable[[Arb], Arb]:
    method = getattr(arb, name)

    def function(x: Arb) -> Arb:
        if x.is_zero():
            raise Gap(Cause.POLE)
        return method(x)

    return function


def _within(name: str, *, open_ends: bool = False) -> Callable[[Arb], Arb]:
    """Make a function that lives on [-1, 1], or on (-1, 1)."""
    method = getattr(arb, name)

    def function(x: Arb) -> Arb:
        size = abs(x)
        if size < 1 or (size <= 1 and not open_ends):
            return method(x)
        if size > 1:
            raise Gap(Cause.ARC)
        raise Gap(Cause.POLE if size == 1 else Cause.VAGUE)

    return function


def _arccosh(x: Arb) -> Arb:
    if x >= 1:
        return x.acosh()
    raise Gap(Cause.ARC if x < 1 else Cause.VAGUE)


def _of_inverse(function: Callable[[Arb], Arb]) -> Callable[[Arb], Arb]:
    def inverted(x: Arb) -> Arb:
        if x.is_zero():
            raise Gap(Cause.POLE)
        return function(1 / x)

    return inverted


def _arccot(x: Arb) -> Arb:
    return arb.pi() / 2 - x.atan()


def _sign(x: Arb) -> Arb:
    if x > 0:
        return arb(1)
    if x < 0:
        return arb(-1)
    if x.is_zero():
        return x
    raise Gap(Cause.VAGUE)


def _step(x: Arb) -> Arb:
    if x > 0:
        return arb(1)
    if x < 0:
        return arb(0)
    raise Gap(Cause.KINK if x.is_zero() else Cause.VAGUE)


def _rounded(name: str) -> Callable[[Arb], Arb]:
    method = getattr(arb, name)

    def function(x: Arb) -> Arb:
        value = method(x)
        if not value.is_exact():
            raise Gap(Cause.VAGUE)
        return value

    return function


def _factorial(x: Arb) -> Arb:
    if x.is_integer():
        if x < 0:
            raise Gap(Cause.FACTORIAL)
        if not x < _LARGEST_FACTORIAL:
            raise Gap(Cause.SIZE)
        return x.fac()
    raise Gap(Cause.FACTORIAL if is_broken(x) else Cause.VAGUE)


def _sigmoid(x: Arb) -> Arb:
    return 1 / (1 + _exp(-x))


def _softplus(x: Arb) -> Arb:
    return _exp(x).log1p() if x < 0 else x + _exp(-x).log1p()


_ARCTANH = _within("atanh", open_ends=True)

FUNCTIONS: dict[str, Callable[..., Arb]] = {
    "add": _add,
    "mul": _multiply,
    "neg": _negate,
    "div": _divide,
    "pow": _pow,
    "exp": _exp,
    "ln": _ln,
    "sin": arb.sin,
    "cos": arb.cos,
    "tan": arb.tan,
    "sec": arb.sec,
    "csc": _with_pole_at_zero("csc"),
    "cot": _with_pole_at_zero("cot"),
    "arcsin": _within("asin"),
    "arccos": _within("acos"),
    "arctan": arb.atan,
    "arcsec": _of_inverse(_within("acos")),
    "arccsc": _of_inverse(_within("asin")),
    "arccot": _arccot,
    "arccot odd": _of_inverse(arb.atan),
    "sinh": arb.sinh,
    "cosh": arb.cosh,
    "tanh": arb.tanh,
    "sech": arb.sech,
    "csch": _with_pole_at_zero("csch"),
    "coth": _with_pole_at_zero("coth"),
    "arcsinh": arb.asinh,
    "arccosh": _arccosh,
    "arctanh": _ARCTANH,
    "arcsech": _of_inverse(_arccosh),
    "arccsch": _of_inverse(arb.asinh),
    "arccoth": _of_inverse(_ARCTANH),
    "abs": abs,
    "sign": _sign,
    "max": arb.max,
    "min": arb.min,
    "floor": _rounded("floor"),
    "ceil": _rounded("ceil"),
    "factorial": _factorial,
    "sigmoid": _sigmoid,
    "relu": lambda x: x.max(arb(0)),
    "softplus": _softplus,
    "step": _step,
}
"""By code; every function takes and gives one or two balls."""


def symbol(name: str) -> Arb:
    """Give pi or e; there is no real i, and infinity is no number."""
    match name:
        case "pi":
            return arb.pi()
        case "e":
            return arb.const_e()
        case "i":
            raise Gap(Cause.ROOT)
        case _:
            raise Gap(Cause.SIZE)

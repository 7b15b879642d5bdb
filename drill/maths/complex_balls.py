"""What each operation of a program does to complex balls (python-flint's `acb`).

Principal values, as every computer algebra system takes them. Used for problems that mention i,
and for a real expression that leaves the reals on the way and may come back: √x·√x at -4 is -4.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from flint import acb, arb

from drill.maths import real_balls
from drill.maths.gaps import Cause, Gap

Acb: TypeAlias = Any
"""An `acb`; python-flint carries no types."""

_LARGEST_ROOT = 64


def _is_real(z: Acb) -> bool:
    return bool(z.imag.is_zero())


def _divide(x: Acb, y: Acb) -> Acb:
    if y.is_zero():
        raise Gap(Cause.POLE)
    return x / y


def _exp(z: Acb) -> Acb:
    value = z.exp()
    if not value.is_finite():
        raise Gap(Cause.SIZE)
    return value


def _ln(z: Acb) -> Acb:
    if z.is_zero():
        raise Gap(Cause.POLE)
    return z.log()


def power(exponent: Fraction, *, real_odd: bool) -> Callable[[Acb], Acb]:
    """Make the function that raises to a constant exponent.

    With `real_odd`, an odd root of a negative number is the real one.
    """
    top, bottom = exponent.numerator, exponent.denominator
    over_reals = real_balls.power(exponent)

    def raised(z: Acb) -> Acb:
        if z.is_zero():
            return acb(over_reals(z.real))
        if bottom == 1:
            return z**top
        if _is_real(z) and (z.real > 0 or (real_odd and bottom % 2)):
            return acb(over_reals(z.real))
        root = z.root(bottom) if bottom <= _LARGEST_ROOT else (z.log() / bottom).exp()
        return root**top

    return raised


def pow_principal(x: Acb, y: Acb) -> Acb:
    """Raise to a power by principal values."""
    if x.is_zero() and not y.real > 0:
        raise Gap(Cause.POLE)
    if x.is_zero():
        return x
    value = x**y
    if not value.is_finite():
        raise Gap(Cause.VAGUE)
    return value


def pow_continued(x: Acb, y: Acb) -> Acb:
    """Raise to a power, but refuse (-2)^x for a broken x: who writes that means whole x."""
    if _is_real(x) and _is_real(y):
        if x.real < 0 and not y.real.is_integer():
            raise Gap(Cause.POWER)
        return acb(real_balls.FUNCTIONS["pow"](x.real, y.real))
    return pow_principal(x, y)


def _only_real(code: str) -> Callable[..., Acb]:
    """Lift a function that needs an order, and so real arguments."""
    function = real_balls.FUNCTIONS[code]

    def lifted(*arguments: Acb) -> Acb:
        if not all(_is_real(argument) for argument in arguments):
            raise Gap(Cause.ORDER)
        return acb(function(*(argument.real for argument in arguments)))

    return lifted


def _with_pole_at_zero(name: str) -> Callable[[Acb], Acb]:
    method = getattr(acb, name)

    def function(z: Acb) -> Acb:
        if z.is_zero():
            raise Gap(Cause.POLE)
        return method(z)

    return function


def _of_inverse(name: str) -> Callable[[Acb], Acb]:
    method = getattr(acb, name)

    def function(z: Acb) -> Acb:
        if z.is_zero():
            raise Gap(Cause.POLE)
        return method(1 / z)

    return function


def _sign(z: Acb) -> Acb:
    return _only_real("sign")(z) if _is_real(z) else z / acb(abs(z))


_OWN: dict[str, Callable[..., Acb]] = {
    "add": lambda x, y: x + y,
    "mul": lambda x, y: x * y,
    "neg": lambda z: -z,
    "div": _divide,
    "exp": _exp,
    "ln": _ln,
    "sin": acb.sin,
    "cos": acb.cos,
    "tan": acb.tan,
    "sec": acb.sec,
    "csc": _with_pole_at_zero("csc"),
    "cot": _with_pole_at_zero("cot"),
    "arcsin": acb.asin,
    "arccos": acb.acos,
    "arctan": acb.atan,
    "arcsec": _of_inverse("acos"),
    "arccsc": _of_inverse("asin"),
    "arccot": lambda z: acb(arb.pi() / 2) - z.atan(),
    "arccot odd": _of_inverse("atan"),
    "sinh": acb.sinh,
    "cosh": acb.cosh,
    "tanh": acb.tanh,
    "sech": acb.sech,
    "csch": _with_pole_at_zero("csch"),
    "coth": _with_pole_at_zero("coth"),
    "arcsinh": acb.asinh,
    "arccosh": acb.acosh,
    "arctanh": acb.atanh,
    "arcsech": _of_inverse("acosh"),
    "arccsch": _of_inverse("asinh"),
    "arccoth": _of_inverse("atanh"),
    "abs": lambda z: acb(abs(z)),
    "sign": _sign,
    "sigmoid": lambda z: 1 / (1 + _exp(-z)),
    "softplus": lambda z: (1 + _exp(z)).log(),
}
_ORDERED = ("max", "min", "floor", "ceil", "factorial", "relu", "step")

FUNCTIONS: dict[str, Callable[..., Acb]] = {
    **_OWN,
    **{code: _only_real(code) for code in _ORDERED},
}
"""By code; every function takes and gives one or two balls."""


def symbol(name: str) -> Acb:
    """Give pi, e or i; infinity is no number."""
    return acb(0, 1) if name == "i" else acb(real_balls.symbol(name))

"""The wrong derivatives people remember for powers, roots, exponentials and named functions.

Each is a function of the number it is taken at; what happens to the inner derivative is told apart
in `chains`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from drill.grade.diagnose.chains import Other, Outer
from drill.grade.diagnose.floats import raised_size, sized_slope_of
from drill.grade.diagnose.slip import FAR, SELDOM, SPECIAL, USUAL
from drill.grade.diagnose.spots import Here

Reader = Callable[[Here], float]

_NEGATIVE = frozenset(
    {"cos", "csc", "cot", "arccos", "arccot", "arccsc", "sech", "csch", "coth", "cosh"}
)
_SIGNED = _NEGATIVE | {"sin", "tan", "sec", "arcsin", "arctan", "arcsec"}


def power_others(
    n: Reader, *, below_zero: bool, k: Reader | None = None, rank: int = SPECIAL
) -> tuple[Other, ...]:
    """List the wrong outer derivatives of k·u^n; `below_zero` says that n is negative.

    `rank` is that of the mistakes of a negative exponent.
    """

    def scaled(outer: Outer) -> Outer:
        return outer if k is None else lambda u, h: k(h) * outer(u, h)

    def kept(u: float, h: Here) -> float:
        return n(h) * raised_size(u, n(h))

    def bare(u: float, h: Here) -> float:
        return raised_size(u, n(h) - 1)

    def up(u: float, h: Here) -> float:
        return n(h) * raised_size(u, n(h) + 1)

    def less(u: float, h: Here) -> float:
        return (n(h) - 1) * raised_size(u, n(h) - 1)

    def integral(u: float, h: Here) -> float:
        return math.log(u) if n(h) == -1 else raised_size(u, n(h) + 1) / (n(h) + 1)

    def bare_up(u: float, h: Here) -> float:
        return raised_size(u, n(h) + 1)

    def late(u: float, h: Here) -> float:
        return (n(h) - 1) * raised_size(u, n(h))

    def lost(u: float, h: Here) -> float:
        return -n(h) * raised_size(u, n(h) - 1)

    def lost_up(u: float, h: Here) -> float:
        return -n(h) * raised_size(u, n(h) + 1)

    def size(u: float, h: Here) -> float:
        return -n(h) * raised_size(u, -n(h) - 1)

    def next_one(u: float, h: Here) -> float:
        return (n(h) + 1) * raised_size(u, n(h) - 1)

    def next_up(u: float, h: Here) -> float:
        return (n(h) + 1) * raised_size(u, n(h) + 1)

    found = [
        ("kept-exponent", USUAL, kept, "At {whole} the exponent came to the front and stayed."),
        (
            "dropped-coefficient-n",
            USUAL,
            bare,
            "At {whole} the exponent went down by one and did not come to the front.",
        ),
        ("raised-exponent", USUAL, up, "At {whole} the exponent went up by one."),
        (
            "decremented-coefficient",
            USUAL,
            less,
            "At {whole} the lowered exponent came to the front, not the old one.",
        ),
        ("integrated-instead", USUAL, integral, "{whole} was integrated."),
        (
            "raised-exponent",
            SELDOM,
            bare_up,
            "At {whole} the exponent went up by one, and nothing came to the front.",
        ),
        (
            "decremented-coefficient",
            FAR,
            late,
            "At {whole} the lowered exponent came to the front, and the old one stayed.",
        ),
        (
            "decremented-coefficient",
            FAR,
            next_one,
            "At {whole} the exponent plus one came to the front.",
        ),
        (
            "raised-exponent",
            FAR,
            next_up,
            "At {whole} the raised exponent came to the front, and stayed.",
        ),
    ]
    if below_zero:
        name = "negative-power-sign"
        found += [
            (name, rank, up, "At {whole} the negative exponent went up by one."),
            (name, rank, lost, "At {whole} the minus of the exponent was lost in front."),
            (
                name,
                rank,
                lost_up,
                "At {whole} the minus was lost in front, and the exponent went up by one.",
            ),
            (name, SELDOM, size, "{whole} was treated as a positive power."),
        ]
    return tuple(Other(id_, rank, scaled(outer), said) for id_, rank, outer, said in found)


def exponential_others(base: Reader, *, natural: bool) -> tuple[Other, ...]:
    """List the wrong outer derivatives of a^u."""

    def as_power(u: float, h: Here) -> float:
        return u * raised_size(base(h), u - 1)

    def lower(u: float, h: Here) -> float:
        return raised_size(base(h), u - 1)

    def plain(u: float, h: Here) -> float:
        return raised_size(base(h), u)

    def over_log(u: float, h: Here) -> float:
        return raised_size(base(h), u) / math.log(base(h))

    def kept(u: float, h: Here) -> float:
        return u * raised_size(base(h), u)

    def ten(u: float, h: Here) -> float:
        return raised_size(base(h), u) * math.log10(base(h))

    said = "{whole} was treated as a power: the exponent came to the front."
    found = [
        Other("exponential-as-power", USUAL, as_power, said),
        Other("exponential-as-power", SELDOM, lower, "At {whole} the exponent was lowered by one."),
        Other("exponential-as-power", SELDOM, kept, said),
    ]
    if not natural:
        dropped = "At {whole} the factor ln of the base was left out."
        found += [
            Other("log-base-dropped", SPECIAL, plain, dropped),
            Other("log-base-dropped", SELDOM, over_log, "{whole} was divided by ln of its base."),
            Other("log-base-dropped", SELDOM, ten, "At {whole} ln of the base became log10."),
        ]
    return tuple(found)


def named_others(function: str) -> tuple[Other, ...]:
    """List the wrong outer derivatives of a named function of one argument."""
    found = [
        Other(id_, rank, _of_number(outer), said)
        for id_, rank, outer, said in _KNOWN.get(function, ())
    ]
    if function in _SIGNED:
        right = sized_slope_of(function)
        # A minus forgotten is far more common than one too many.
        rank = SPECIAL if function in _NEGATIVE else USUAL
        turned = Other(
            "trig-sign", rank, lambda u, _h: -right(u), "The sign of {whole}' was turned."
        )
        found.append(turned)
    return tuple(found)


def _of_number(outer: Callable[[float], float]) -> Outer:
    return lambda u, _h: outer(u)


def _sigmoid(u: float) -> float:
    return 1 / (1 + math.exp(-u))


def _sech(u: float) -> float:
    return 1 / math.cosh(u)


_TANH = "The derivative of tanh was remembered wrongly at {whole}."
_SIGMOID = "At {whole} the derivative σ(1 - σ) was remembered wrongly."
_RELU = "At {whole} the derivative of relu was remembered wrongly."
_BASE = "At {whole} the factor 1/ln of the base was left out."

_Row = tuple[str, int, Callable[[float], float], str]

_KNOWN: dict[str, tuple[_Row, ...]] = {
    "sigmoid": (
        ("sigmoid-self", SPECIAL, _sigmoid, "At {whole} the sigmoid was its own derivative."),
        ("sigmoid-one-minus", SPECIAL, lambda u: 1 - _sigmoid(u), _SIGMOID),
        ("sigmoid-plus", SPECIAL, lambda u: _sigmoid(u) * (1 + _sigmoid(u)), _SIGMOID),
        (
            "sigmoid-at-activation",
            SPECIAL,
            lambda u: _sigmoid(_sigmoid(u)) * (1 - _sigmoid(_sigmoid(u))),
            "At {whole} the derivative was taken at the sigmoid's value.",
        ),
    ),
    "tanh": (
        ("tanh-wrong", SPECIAL, _sech, _TANH),
        ("tanh-wrong", SPECIAL, lambda u: 1 - math.tanh(u * u), _TANH),
        ("tanh-wrong", SPECIAL, lambda u: 1 + math.tanh(u) ** 2, _TANH),
        ("tanh-wrong", SPECIAL, lambda u: 1 - math.tanh(u), _TANH),
        ("tanh-wrong", SELDOM, lambda u: math.tanh(u) * (1 - math.tanh(u)), _TANH),
        ("tanh-wrong", SELDOM, lambda u: 1 / math.cos(u) ** 2, _TANH),
        ("tanh-wrong", FAR, math.tanh, _TANH),
    ),
    "relu": (
        ("relu-derivative", SPECIAL, lambda u: u, _RELU),
        ("relu-derivative", SPECIAL, lambda _u: 1.0, _RELU),
        ("relu-derivative", SPECIAL, lambda u: max(u, 0.0), _RELU),
        ("relu-derivative", SELDOM, lambda u: float(u < 0), _RELU),
        ("relu-derivative", FAR, lambda _u: 0.0, _RELU),
    ),
    "ln": (("log-integrated", SPECIAL, lambda u: u * math.log(u) - u, "{whole} was integrated."),),
    "log2": (
        ("log-base-dropped", SPECIAL, lambda u: 1 / u, _BASE),
        ("log-base-dropped", SELDOM, lambda u: math.log(2) / u, _BASE),
    ),
    "log10": (
        ("log-base-dropped", SPECIAL, lambda u: 1 / u, _BASE),
        ("log-base-dropped", SELDOM, lambda u: math.log(10) / u, _BASE),
    ),
    "tan": (
        ("tan-as-sec", SPECIAL, lambda u: 1 / math.cos(u), "At {whole} sec was not squared."),
        ("tan-as-sec", FAR, lambda u: math.tan(u) / math.cos(u), "{whole} gave sec·tan."),
    ),
    "sqrt": (
        (
            "dropped-coefficient-n",
            USUAL,
            lambda u: 1 / math.sqrt(u),
            "At {whole} the 2 below the fraction bar was left out.",
        ),
        (
            "dropped-coefficient-n",
            FAR,
            lambda u: 2 / math.sqrt(u),
            "At {whole} the 2 went above the fraction bar.",
        ),
        (
            "kept-exponent",
            USUAL,
            lambda u: math.sqrt(u) / 2,
            "At {whole} the exponent 1/2 came to the front and stayed.",
        ),
        ("raised-exponent", USUAL, lambda u: u**1.5 / 2, "At {whole} the exponent went up by one."),
        (
            "decremented-coefficient",
            SELDOM,
            lambda u: -0.5 / math.sqrt(u),
            "At {whole} the lowered exponent -1/2 came to the front.",
        ),
        ("integrated-instead", USUAL, lambda u: u**1.5 * 2 / 3, "{whole} was integrated."),
    ),
}

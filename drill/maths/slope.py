"""Differentiates a tree by the rules a learner knows, and writes the result as a teacher would.

This is how the families write their answers; that they are right is for sympy and for numbers to
say, which share nothing with it. The inner derivative goes in front, factors stay factors, and
nothing is expanded.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from drill.maths.build import (
    E,
    Term,
    call,
    exact,
    minus,
    negate,
    node,
    over,
    plus,
    power,
    times,
)
from drill.maths.tree import (
    Call,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
)

OUTER: dict[str, Callable[[Node], Node]] = {
    "sin": lambda u: call("cos", u),
    "cos": lambda u: negate(call("sin", u)),
    "tan": lambda u: power(call("sec", u), 2),
    "exp": lambda u: call("exp", u),
    "ln": lambda u: over(1, u),
    "sqrt": lambda u: over(1, times(2, call("sqrt", u))),
    "sigmoid": lambda u: times(call("sigmoid", u), minus(1, call("sigmoid", u))),
    "tanh": lambda u: minus(1, power(call("tanh", u), 2)),
    "softplus": lambda u: call("sigmoid", u),
    "arctan": lambda u: over(1, plus(1, power(u, 2))),
}
"""The derivative of each function the families use, at its argument u."""


class NoRule(LookupError):  # noqa: N818 - reads as what happened
    """A tree that none of the rules is for: a family asked for more than it may."""


def slope(tree: Node, variable: str) -> Node:
    """Differentiate a tree with respect to a variable; every other name is held constant."""
    if variable not in names(tree):
        return node(0)
    match tree:
        case Name():
            return node(1)
        case Negative(body):
            return minus(0, slope(body, variable))
        case Sum(terms):
            return plus(*(slope(term, variable) for term in terms))
        case Product(factors):
            return _product(factors, variable)
        case Quotient(top, bottom):
            return _quotient(top, bottom, variable)
        case Power(base, exponent):
            return _power(base, exponent, variable)
        case Call(function, (argument,)) if function in OUTER:
            return times(slope(argument, variable), outer_slope(function, argument))
        case _:
            raise NoRule(f"no rule for {type(tree).__name__}")


def outer_slope(function: str, argument: Term) -> Node:
    """Give the derivative of a named function at an argument, without the inner derivative."""
    return OUTER[function](node(argument))


def _product(factors: tuple[Node, ...], variable: str) -> Node:
    """Let each factor that moves have its turn, in its place among the others."""
    turns = (index for index, factor in enumerate(factors) if variable in names(factor))
    return plus(
        *(
            times(*factors[:turn], slope(factors[turn], variable), *factors[turn + 1 :])
            for turn in turns
        )
    )


def _quotient(top: Node, bottom: Node, variable: str) -> Node:
    if variable not in names(bottom):
        return over(slope(top, variable), bottom)
    if variable not in names(top):
        degree = exact(bottom.exponent) if isinstance(bottom, Power) else Fraction(1)
        if degree is None:
            return negate(over(times(top, slope(bottom, variable)), power(bottom, 2)))
        base = bottom.base if isinstance(bottom, Power) else bottom
        return over(times(-degree, top, slope(base, variable)), power(base, degree + 1))
    upper = minus(times(slope(top, variable), bottom), times(top, slope(bottom, variable)))
    return over(upper, power(bottom, 2))


def _power(base: Node, exponent: Node, variable: str) -> Node:
    if variable not in names(exponent):
        lower = exact(exponent)
        less = node(lower - 1) if lower is not None else minus(exponent, 1)
        return times(exponent, slope(base, variable), power(base, less))
    whole = Power(base, exponent)
    if base == E:
        return times(slope(exponent, variable), whole)
    if isinstance(base, Number):
        return times(slope(exponent, variable), whole, call("ln", base))
    raise NoRule("no rule for a variable in the base and in the exponent")

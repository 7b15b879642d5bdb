"""The derivative of each function of one number at its argument: the table of a learner's book.

It knows no variables and no chain rule; `slope` and `steps` go by it, and their results are held
against numbers and sympy, which share nothing with it.
"""

from __future__ import annotations

from collections.abc import Callable

from drill.maths.build import ONE, ZERO, Term, call, minus, negate, node, over, plus, power, times
from drill.maths.tree import Node, Quotient

UNDEFINED = Quotient(ONE, ZERO)
"""What has no value anywhere: the slope of a factorial, whose graph is points without a line."""

OUTER: dict[str, Callable[[Node], Node]] = {
    "sin": lambda u: call("cos", u),
    "cos": lambda u: negate(call("sin", u)),
    "tan": lambda u: power(call("sec", u), 2),
    "sec": lambda u: times(call("sec", u), call("tan", u)),
    "csc": lambda u: times(-1, call("csc", u), call("cot", u)),
    "cot": lambda u: negate(power(call("csc", u), 2)),
    "arcsin": lambda u: over(1, call("sqrt", minus(1, power(u, 2)))),
    "arccos": lambda u: over(-1, call("sqrt", minus(1, power(u, 2)))),
    "arctan": lambda u: over(1, plus(1, power(u, 2))),
    "arcsec": lambda u: over(1, times(call("abs", u), call("sqrt", minus(power(u, 2), 1)))),
    "arccsc": lambda u: over(-1, times(call("abs", u), call("sqrt", minus(power(u, 2), 1)))),
    "arccot": lambda u: over(-1, plus(1, power(u, 2))),
    "sinh": lambda u: call("cosh", u),
    "cosh": lambda u: call("sinh", u),
    "tanh": lambda u: minus(1, power(call("tanh", u), 2)),
    "sech": lambda u: times(-1, call("sech", u), call("tanh", u)),
    "csch": lambda u: times(-1, call("csch", u), call("coth", u)),
    "coth": lambda u: negate(power(call("csch", u), 2)),
    "arcsinh": lambda u: over(1, call("sqrt", plus(power(u, 2), 1))),
    "arccosh": lambda u: over(1, call("sqrt", minus(power(u, 2), 1))),
    "arctanh": lambda u: over(1, minus(1, power(u, 2))),
    "arcsech": lambda u: over(-1, times(u, call("sqrt", minus(1, power(u, 2))))),
    "arccsch": lambda u: over(-1, times(call("abs", u), call("sqrt", plus(1, power(u, 2))))),
    "arccoth": lambda u: over(1, minus(1, power(u, 2))),
    "exp": lambda u: call("exp", u),
    "ln": lambda u: over(1, u),
    "log10": lambda u: over(1, times(u, call("ln", 10))),
    "log2": lambda u: over(1, times(u, call("ln", 2))),
    "sqrt": lambda u: over(1, times(2, call("sqrt", u))),
    "cbrt": lambda u: over(1, times(3, power(call("cbrt", u), 2))),
    "abs": lambda u: call("sign", u),
    "sign": lambda _: ZERO,
    "min": lambda _: ONE,
    "max": lambda _: ONE,
    "floor": lambda _: ZERO,
    "ceil": lambda _: ZERO,
    "factorial": lambda _: UNDEFINED,
    "sigmoid": lambda u: times(call("sigmoid", u), minus(1, call("sigmoid", u))),
    "relu": lambda u: call("step", u),
    "softplus": lambda u: call("sigmoid", u),
    "step": lambda _: ZERO,
    "softmax": lambda _: ZERO,
    "logsumexp": lambda _: ONE,
    "norm": lambda u: call("sign", u),
    "transpose": lambda _: ONE,
    "sum": lambda _: ONE,
    "diag": lambda _: ONE,
}
"""The derivative of each function of one number, at its argument u.

Formulas: Abramowitz and Stegun 4.3-4.6; those of the activations are their definitions. A function
of vectors takes a number as a vector of one component, so that softmax(u) is 1 and norm(u) is |u|.
At a kink (abs, relu) or a jump (floor, step) there is no derivative; what stands here is the one
on either side.
"""


def outer_slope(function: str, argument: Term) -> Node:
    """Give the derivative of a named function at an argument, without the inner derivative."""
    return OUTER[function](node(argument))

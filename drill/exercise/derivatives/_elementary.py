"""The elementary functions a learner must know cold, with their derivatives and their mistakes.

Loads numpy: import it inside `draw` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drill.exercise import numeric
from drill.exercise.write import latex
from drill.maths.build import call, exp, minus, over, power, times
from drill.maths.tree import Name, Node, number

Build = Callable[[Node], Node]


@dataclass(frozen=True, slots=True)
class Elementary:
    """A function of one argument: how it is written, its derivative, and what it is in numbers."""

    name: str
    tree: Build
    slope: Build
    value: Callable[[Any], Any]
    wrong: Mapping[str, Build] = field(default_factory=dict)
    """What a learner with a misconception takes the derivative to be."""
    positive: bool = False
    """Whether the argument must be positive."""

    def rule(self, variable: str) -> str:
        """Say the rule in LaTeX, for this variable."""
        x = Name(variable)
        return rf"\frac{{d}}{{d{variable}}} {latex(self.tree(x))} = {latex(self.slope(x))}"


def _log_integrated(x: Node) -> Node:
    return minus(times(x, call("ln", x)), x)


EXP = Elementary(
    "exp",
    exp,
    exp,
    numeric.exp,
    {"exponential-as-power": lambda x: times(x, exp(minus(x, 1)))},
)
LN = Elementary(
    "ln",
    lambda x: call("ln", x),
    lambda x: over(1, x),
    numeric.ln,
    {"log-integrated": _log_integrated, "wrong-object": lambda x: call("ln", x)},
    positive=True,
)
SIN = Elementary(
    "sin",
    lambda x: call("sin", x),
    lambda x: call("cos", x),
    numeric.sin,
    {
        "trig-sign": lambda x: times(-1, call("cos", x)),
        "wrong-object": lambda x: call("sin", x),
    },
)
COS = Elementary(
    "cos",
    lambda x: call("cos", x),
    lambda x: times(-1, call("sin", x)),
    numeric.cos,
    {"trig-sign": lambda x: call("sin", x), "wrong-object": lambda x: call("cos", x)},
)
TAN = Elementary(
    "tan",
    lambda x: call("tan", x),
    lambda x: power(call("sec", x), 2),
    numeric.tan,
    {"tan-as-sec": lambda x: call("sec", x), "wrong-object": lambda x: call("tan", x)},
)
SQRT = Elementary(
    "sqrt",
    lambda x: call("sqrt", x),
    lambda x: over(1, times(2, call("sqrt", x))),
    numeric.sqrt,
    {"wrong-object": lambda x: call("sqrt", x)},
    positive=True,
)


def exponential(base: int) -> Elementary:
    """Give a^x for a whole number a."""
    a = number(base)
    return Elementary(
        f"{base}^x",
        lambda x: power(a, x),
        lambda x: times(power(a, x), call("ln", a)),
        lambda x: numeric.exp(x * numeric.ln(float(base))),
        {
            "log-base-dropped": lambda x: power(a, x),
            "exponential-as-power": lambda x: times(x, power(a, minus(x, 1))),
        },
    )


BASIC = (EXP, LN, SIN, COS)
FURTHER = (TAN, SQRT, exponential(2), exponential(3), exponential(5))

"""The rules of differentiation by name: what each step of an explanation says it used.

A rule is an id for programs, a title and a formula for people. In the formulas u, v and w stand
for parts that move, c, n and a for what is held constant, and a dash for the derivative.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from drill.maths.build import over, times
from drill.maths.outer import OUTER, outer_slope
from drill.maths.show import latex
from drill.maths.tree import Call, Name, Node


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id (`chain`), its title (`chain rule`) and its formula in LaTeX."""

    id: str
    title: str
    formula: str


CONSTANT = Rule("constant", "constant", "c' = 0")
VARIABLE = Rule("variable", "the variable itself", "x' = 1")
MINUS = Rule("minus", "minus sign", "(-u)' = -u'")
SUM = Rule("sum", "sum rule", "(u + v)' = u' + v'")
CONSTANT_FACTOR = Rule("constant_factor", "constant factor", r"(c \cdot u)' = c \cdot u'")
PRODUCT = Rule("product", "product rule", r"(u \cdot v)' = u' \cdot v + u \cdot v'")
QUOTIENT = Rule("quotient", "quotient rule", r"\left(\frac{u}{v}\right)' = \frac{u' v - u v'}{v^2}")
CONSTANT_TOP = Rule(
    "constant_top", "constant over a function", r"\left(\frac{c}{v}\right)' = -\frac{c v'}{v^2}"
)
POWER = Rule("power", "power rule", "(x^n)' = n x^{n-1}")
EXPONENTIAL = Rule("exponential", "exponential function", r"(a^x)' = a^x \ln(a)")
VARIABLE_POWER = Rule(
    "variable_power",
    "logarithmic differentiation",
    r"(u^v)' = u^v \left(v' \ln(u) + v \frac{u'}{u}\right)",
)
CHAIN = Rule("chain", "chain rule", r"(f(u))' = f'(u) \cdot u'")
STILL = Rule("still", "chain rule, inner derivative zero", r"u' = 0 \Rightarrow (f(u))' = 0")
NOWHERE = Rule("nowhere", "no derivative", "")
VARIABLE_BASE = Rule("variable_base", "change of base", r"\log_v(u) = \frac{\ln(u)}{\ln(v)}")
VARIABLE_INDEX = Rule("variable_index", "variable index", r"\sqrt[v]{u} = e^{\ln(u)/v}")
EXTREME = Rule("extreme", "the leading argument moves", r"\max(u, v)' = u' \text{ where } u > v")
COMPONENTS = Rule("components", "component by component", "(u, v)' = (u', v')")
LINEAR = Rule("linear", "linear function", "(L u)' = L u'")
DOT = Rule("dot", "product rule of the dot product", r"(u \cdot v)' = u' \cdot v + u \cdot v'")
SQUARE = Rule("square", "square of a vector", r"(v \cdot v)' = 2\, v \cdot v'")
MATRIX_POWER = Rule("matrix_power", "product rule of a matrix power", "(A^2)' = A' A + A A'")
NORM = Rule("norm", "norm", r"\|v\|' = \frac{v \cdot v'}{\|v\|}")
LOG_SUM_EXP = Rule(
    "logsumexp", "log-sum-exp", r"\operatorname{lse}(v)' = \operatorname{softmax}(v) \cdot v'"
)
SOFTMAX = Rule("softmax", "softmax", r"s_i' = s_i \left(v_i' - \sum_j s_j v_j'\right)")
SIDES = Rule("sides", "side by side", "(u = v)' : u' = v'")

_X = Name("x")
_WITHOUT = frozenset(
    {*("factorial", "min", "max"), *("softmax", "logsumexp", "norm", "transpose", "sum", "diag")}
)
"""Functions with a rule of their own name, or with none."""
_SPOKEN = {
    "sigmoid": "sigmoid",
    "relu": "ReLU",
    "abs": "absolute value",
    "sqrt": "square root",
    "cbrt": "cube root",
    "ln": "natural logarithm",
    "exp": "exponential function",
    "step": "step function",
}


def _of_function(function: str, graph: Node, slope: Node) -> Rule:
    name = _SPOKEN.get(function, function)
    title = f"derivative of {'the ' if name != function else ''}{name}"
    return Rule(function, title, rf"\left({latex(graph)}\right)' = {latex(slope)}")


def _rules_of_functions() -> dict[str, Rule]:
    """Write the rule of every function down, from the table that `slope` goes by."""
    made = {
        name: _of_function(name, Call(name, (_X,)), outer_slope(name, _X))
        for name in OUTER
        if name not in _WITHOUT
    }
    c, n = Name("c"), Name("n")
    root = Call("root", (n, _X))
    made["log"] = _of_function("log", Call("log", (_X, c)), over(1, times(_X, Call("ln", (c,)))))
    made["root"] = _of_function("root", root, over(root, times(n, _X)))
    return made


OF_FUNCTIONS = MappingProxyType(_rules_of_functions())
"""The rule of each function of one number (and of `log` and `root`, whose other argument is held
constant) by the function's name, which is the rule's id."""

RULES = (
    CONSTANT,
    VARIABLE,
    MINUS,
    SUM,
    CONSTANT_FACTOR,
    PRODUCT,
    QUOTIENT,
    CONSTANT_TOP,
    POWER,
    EXPONENTIAL,
    VARIABLE_POWER,
    CHAIN,
    STILL,
    NOWHERE,
    VARIABLE_BASE,
    VARIABLE_INDEX,
    EXTREME,
    COMPONENTS,
    LINEAR,
    DOT,
    SQUARE,
    MATRIX_POWER,
    NORM,
    LOG_SUM_EXP,
    SOFTMAX,
    SIDES,
    *OF_FUNCTIONS.values(),
)
"""Every rule there is."""

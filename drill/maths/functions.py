r"""The functions a typed answer may use: one canonical name each, and how else people write it.

This is the catalogue the reader, the displays, the numbers and sympy all agree on. It knows names
and how many arguments there are, never what a function is worth.

Conventions: `ln` is the natural logarithm and `log` of one argument is read as `ln`; `log(x, b)`
has its base second; `root(n, x)` is the n-th root of x, as in `\sqrt[n]{x}`; `step` is 1 for x > 0
and 0 for x < 0. `softmax`, `logsumexp`, `norm`, `sum` and `diag` have one argument, a vector (the
reader gathers `norm(3, 4)` into `norm((3, 4))`).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Function:
    """A function by its canonical name; `most` is None where any number of arguments will do.

    `gathers` marks a function of one vector whose components may be listed as arguments.
    """

    name: str
    least: int = 1
    most: int | None = 1
    aliases: tuple[str, ...] = ()
    gathers: bool = False

    def takes(self, count: int) -> bool:
        """Tell whether the function may have this many arguments."""
        return self.least <= count and (self.most is None or count <= self.most)


_CATALOGUE = (
    Function("sin"),
    Function("cos"),
    Function("tan", aliases=("tg",)),
    Function("sec"),
    Function("csc", aliases=("cosec",)),
    Function("cot", aliases=("ctg", "cotan")),
    Function("arcsin", aliases=("asin",)),
    Function("arccos", aliases=("acos",)),
    Function("arctan", aliases=("atan", "arctg")),
    Function("arcsec", aliases=("asec",)),
    Function("arccsc", aliases=("acsc", "arccosec")),
    Function("arccot", aliases=("acot", "arcctg")),
    Function("sinh"),
    Function("cosh"),
    Function("tanh"),
    Function("sech"),
    Function("csch", aliases=("cosech",)),
    Function("coth"),
    Function("arcsinh", aliases=("asinh", "arsinh", "argsinh")),
    Function("arccosh", aliases=("acosh", "arcosh", "argcosh")),
    Function("arctanh", aliases=("atanh", "artanh", "argtanh")),
    Function("arcsech", aliases=("asech", "arsech")),
    Function("arccsch", aliases=("acsch", "arcsch")),
    Function("arccoth", aliases=("acoth", "arcoth")),
    Function("exp"),
    Function("ln"),
    Function("log10", aliases=("lg",)),
    Function("log2"),
    Function("log", least=2, most=2),
    Function("sqrt"),
    Function("cbrt"),
    Function("root", least=2, most=2),
    Function("abs"),
    Function("sign", aliases=("sgn", "signum")),
    Function("min", most=None, aliases=("minimum",)),
    Function("max", most=None, aliases=("maximum",)),
    Function("floor"),
    Function("ceil", aliases=("ceiling",)),
    Function("factorial"),
    Function("sigmoid", aliases=("sigma", "logistic", "expit")),
    Function("relu"),
    Function("softplus"),
    Function("step", aliases=("heaviside",)),
    Function("softmax", gathers=True),
    Function("logsumexp", aliases=("lse",), gathers=True),
    Function("norm", gathers=True),
    Function("transpose"),
    Function("sum", gathers=True),
    Function("dot", least=2, most=2),
    Function("diag", gathers=True),
)

FUNCTIONS = MappingProxyType({function.name: function for function in _CATALOGUE})
"""Every function by its canonical name."""

SPELLINGS = MappingProxyType(
    {name: function.name for function in _CATALOGUE for name in (function.name, *function.aliases)}
)
"""Canonical name by lower-case spelling. `log` alone means `ln` where it has one argument."""

INVERSES = MappingProxyType({name: f"arc{name}" for name in FUNCTIONS if f"arc{name}" in FUNCTIONS})
"""The function that `sin^-1` and its like stand for."""

CONSTANTS = MappingProxyType(
    {
        "e": "e",
        "E": "e",
        "pi": "pi",
        "Pi": "pi",
        "PI": "pi",
        "inf": "inf",
        "infinity": "inf",
        "Infinity": "inf",
    }
)
"""Canonical constant by spelling, where the spelling is not declared as a variable."""

GREEK = MappingProxyType(
    {
        "alpha": "α",
        "beta": "β",
        "gamma": "γ",
        "delta": "δ",
        "epsilon": "ε",
        "zeta": "ζ",
        "eta": "η",
        "theta": "θ",
        "iota": "ι",
        "kappa": "κ",
        "lambda": "λ",
        "mu": "μ",
        "nu": "ν",
        "xi": "ξ",
        "omicron": "ο",
        "pi": "π",
        "rho": "ρ",
        "sigma": "σ",
        "tau": "τ",
        "upsilon": "υ",
        "phi": "φ",
        "chi": "χ",
        "psi": "ψ",
        "omega": "ω",
        "Gamma": "Γ",
        "Delta": "Δ",
        "Theta": "Θ",
        "Lambda": "Λ",
        "Xi": "Ξ",
        "Sigma": "Σ",
        "Upsilon": "Υ",
        "Phi": "Φ",
        "Psi": "Ψ",
        "Omega": "Ω",
    }
)
"""Greek letter by its spelled name; `pi` is in it, and is a constant all the same."""

GREEK_NAMES = MappingProxyType(
    {letter: name for name, letter in GREEK.items()}
    | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "µ": "mu", "ϱ": "rho", "ς": "sigma", "ϰ": "kappa"}
)
"""Spelled name by Greek letter, with the variant shapes that keyboards and LaTeX produce."""

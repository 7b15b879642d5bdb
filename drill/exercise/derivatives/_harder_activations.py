"""The last level of `activation_derivative`: SiLU, GELU, kinks, and the steepest point.

Loads numpy: import it inside `draw` only.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import product

import numpy as np

from drill.exercise import numeric
from drill.exercise.contract import Step
from drill.exercise.differentiate import derivative_draft, one_variable
from drill.exercise.draft import Draft, Evidence
from drill.exercise.parts import Answer, distinct, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one, sympy_derivative, sympy_value
from drill.exercise.write import bracketed, latex
from drill.maths.build import call, minus, node, plus, times
from drill.maths.slope import slope
from drill.maths.tree import Name

X = Name("x")
Hints = tuple[str, str]
STEP = 1e-6


def _silu(hints: Hints, front: int, k: int) -> Draft:
    gate = call("sigmoid", times(k, X))
    of = times(front, X, gate)
    moved = times(k, X, gate, minus(1, gate))
    truth = plus(times(front, gate), times(front, moved))
    wrong: list[tuple[str, Answer]] = [
        ("product-of-derivatives", times(front * k, gate, minus(1, gate))),
        ("product-one-term", times(front, gate)),
        (
            "inner-derivative-missing",
            plus(times(front, gate), times(front, X, gate, minus(1, gate))),
        ),
    ]
    return derivative_draft(
        one_variable(of, "x", lambda z: front * z * numeric.sigmoid(k * z)),
        truth,
        hints=hints,
        solution=(
            Step("two factors", f"It is a product of ${latex(times(front, X))}$ and a sigmoid."),
            Step("the sigmoid", f"Its derivative is ${latex(slope(gate, 'x'))}$."),
        ),
        mistakes=distinct(wrong),
    )


def _gelu(hints: Hints, twice: int) -> Draft:
    at = twice / 2
    cdf = 0.5 * (1 + math.erf(at / math.sqrt(2)))
    density = math.exp(-at * at / 2) / math.sqrt(2 * math.pi)
    truth = cdf + at * density
    by_sympy = sympy_value(lambda: _gelu_by_sympy(at))
    shown = f"{at:g}"
    return Draft(
        prompt=f"GELU is $x \\Phi(x)$, where $\\Phi$ is the standard normal distribution function "
        f"and $\\varphi = \\Phi'$ its density. At $x = {shown}$ these are "
        f"$\\Phi({shown}) = {cdf:.5f}$ and $\\varphi({shown}) = {density:.5f}$. What is the "
        "derivative of GELU there? (To three decimals.)",
        parts=(number("a", truth, label=f"derivative at ${shown}$"),),
        evidence=(Evidence("a", by_sympy, given(lambda: _gelu_by_simpson(at))),),
        hints=hints,
        solution=(
            Step("product rule", r"$(x \Phi(x))' = \Phi(x) + x \varphi(x)$"),
            Step("put in", f"${cdf:.5f} + {bracketed(shown)} \\cdot {density:.5f}$"),
            Step("answer", f"It is ${truth:.4f}$."),
        ),
        mistakes=wired(
            "a",
            distinct(
                [
                    ("product-of-derivatives", density),
                    ("product-one-term", at * density),
                    ("product-minus", cdf - at * density),
                ]
            ),
        ),
    )


def _gelu_by_sympy(at: float) -> object:
    import sympy

    x = sympy.Symbol("x", real=True)
    gelu = x * (1 + sympy.erf(x / sympy.sqrt(2))) / 2
    return gelu.diff(x).subs(x, sympy.Rational(at))


def _gelu_by_simpson(at: float) -> float:
    """Integrate the density by Simpson's rule, and take a central difference of x Φ(x)."""

    def phi(upper: float) -> float:
        grid = np.linspace(-9.0, upper, 2001)
        heights = np.exp(-grid * grid / 2) / np.sqrt(2 * np.pi)
        weights = np.ones(2001)
        weights[1:-1:2], weights[2:-1:2] = 4, 2
        return float((heights * weights).sum() * (grid[1] - grid[0]) / 3)

    near = 1e-4
    return ((at + near) * phi(at + near) - (at - near) * phi(at - near)) / (2 * near)


def _kink(hints: Hints, c: int, k: int, d: int) -> Draft:
    inside = times(k, X)
    of = plus(times(c, call("max", node(0), inside)), times(d, X))

    def f(x: float) -> float:
        return c * max(0.0, k * x) + d * x

    left, right = d + (c * k if k < 0 else 0), d + (c * k if k > 0 else 0)
    sides = sympy_derivative(of, "x")
    return Draft(
        prompt=f"At $x = 0$ this function has a kink. What are its slopes on either side?\n\n"
        f"$$f(x) = {latex(of)}$$",
        parts=(
            number("left", left, label="slope just left of $0$"),
            number("right", right, label="slope just right of $0$"),
        ),
        evidence=(
            Evidence(
                "left", given(lambda: sides([{"x": -1.0}])[0]), given(lambda: -f(-STEP) / STEP)
            ),
            Evidence("right", given(lambda: sides([{"x": 1.0}])[0]), given(lambda: f(STEP) / STEP)),
        ),
        hints=hints,
        solution=(
            Step(
                "where it is active",
                f"The maximum is ${latex(inside)}$ for $x {'>' if k > 0 else '<'} 0$, and $0$ on "
                "the other side.",
            ),
            Step("the passive side", f"Only ${latex(times(d, X))}$ is left: slope ${d}$."),
            Step("the active side", f"${c} \\cdot {bracketed(k)} + {bracketed(d)} = {c * k + d}$"),
            Step("answer", f"Left: ${left}$. Right: ${right}$. There is no derivative at $0$."),
        ),
        mistakes=wired("right" if k < 0 else "left", [("relu-derivative", c * k + d)]),
        shown=(of,),
        plain=frozenset({"left", "right"}),
    )


def _steepest(hints: Hints, function: str, c: int, k: int) -> Draft:
    of = times(c, call(function, times(k, X)))
    work: Callable[[float], float] = getattr(numeric, function)
    middle = Fraction(1, 4) if function == "sigmoid" else Fraction(1)
    truth = c * k * middle
    wrong: list[tuple[str, Answer]] = [
        ("inner-derivative-missing", c * middle),
        ("constant-factor-dropped", k * middle),
    ]
    if function == "sigmoid":
        wrong.append(("sigmoid-self", Fraction(c * k, 2)))
    by_sympy = sympy_derivative(of, "x")

    def largest() -> float:
        return max(slope_of_one(lambda z: c * work(k * z), at) for at in np.linspace(-2, 2, 41))

    return Draft(
        prompt=f"What is the largest slope that this function has anywhere?\n\n"
        f"$$f(x) = {latex(of)}$$",
        parts=(number("a", truth, label="largest slope"),),
        evidence=(Evidence("a", given(lambda: by_sympy([{"x": 0.0}])[0]), given(largest)),),
        hints=hints,
        solution=(
            Step("where", "The middle, $x = 0$, is the steepest place."),
            Step(
                "there",
                r"$\sigma'(0) = \frac{1}{4}$" if function == "sigmoid" else r"$1 - \tanh^2(0) = 1$",
            ),
            Step("answer", f"Times ${c} \\cdot {k}$: the largest slope is ${latex(node(truth))}$."),
        ),
        mistakes=wired("a", distinct(wrong)),
        shown=(of,),
    )


NUMBERS = (-5, -4, -3, -2, 2, 3, 4, 5)
Maker = Callable[[Hints], Draft]
PROBLEMS: tuple[Maker, ...] = (
    *(partial(_silu, front=c, k=k) for c, k in product(range(2, 7), range(2, 9))),
    *(partial(_gelu, twice=twice) for twice in range(-6, 7) if twice),
    *(
        partial(_kink, c=c, k=k, d=d)
        for c, k, d in product(range(2, 6), NUMBERS[2:-2], NUMBERS[1:-1:2])
        if c * k + d
    ),
    *(
        partial(_steepest, function=name, c=c, k=k)
        for name, c, k in product(("sigmoid", "tanh"), range(2, 7), range(2, 8))
    ),
)


def harder(pick: Pick, hints: Hints) -> Draft:
    """Draw one of the harder questions."""
    return pick.one(PROBLEMS)(hints)

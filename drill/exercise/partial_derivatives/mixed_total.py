"""Partial or total: what is held still, what moves along, and every path counted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.partial_derivatives._ways import put_in, shared_weight, two_ways
from drill.exercise.parts import after, choice, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import (
    OneNumber,
    complex_step,
    given,
    slope_of_one,
    sympy_derivative,
)
from drill.exercise.values import same
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import plus, power, times
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

X, Y = Name("x"), Name("y")
FACTORS = (-5, -4, -3, -2, 2, 3, 4, 5)
HELD = (
    "At the start ${}$ holds; then $x$ is nudged, and $y$ is not.",
    "$y$ is a second weight: it was set by ${}$, and is frozen now.",
    "Only $x$ is nudged; $y$ keeps the value that ${}$ gave it.",
    "$y$ was computed once by ${}$, and belongs to the fixed data since.",
    "All other parameters are held fixed, $y$ too, at a moment where ${}$.",
)
"""The relation holds at the start, and is no reason to let y move."""
MOVING = (
    "$y$ is computed from $x$: ${}$.",
    "Whenever $x$ is nudged, ${}$ is worked out anew.",
    "The point moves along the curve ${}$.",
    "$y$ is a hidden value of the network, ${}$, and $x$ is the input.",
    "The constraint ${}$ holds all the time.",
)
SYMBOLS = (
    Choice("partial", r"the partial derivative $\frac{\partial f}{\partial x}$", "$y$ moves too."),
    Choice("total", r"the total derivative $\frac{df}{dx}$", "$y$ does not move."),
)
HINTS = {
    1: (
        "When $x$ is nudged, what becomes of $y$?",
        "Held still: partial. Following $x$: total.",
    ),
    2: (
        "The total derivative counts the way through $y$ as well.",
        r"$\frac{df}{dx} = \frac{\partial f}{\partial x} + \frac{\partial f}{\partial y} y'$",
    ),
    3: (
        "The total derivative counts the way through $y$ as well.",
        r"$\frac{df}{dx} = \frac{\partial f}{\partial x} + \frac{\partial f}{\partial y} y'$",
    ),
}


class MixedTotal(Family):
    """Tell partial from total derivatives, and compute both."""

    name = "mixed_total"
    topic = "partial_derivatives"
    title = "Partial against total derivatives"
    version = 2
    instances = levels(5120, 3048, 246, 2160, 420)
    requires = shares(partial_poly=0.6, chain_two_layer=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function and the ways on which it depends on one variable."""
        return {1: _which, 2: _line, 3: _power, 4: two_ways, 5: shared_weight}[level](pick)


FAMILY = MixedTotal()


def _which(pick: Pick) -> Draft:
    a, b, p = pick.one(FACTORS), pick.one(FACTORS), pick.one(FACTORS)
    of = plus(times(a, power(X, 2)), times(b, X, Y))
    follows = times(p, X)
    moving = bool(pick.below(2))
    said = pick.one(MOVING if moving else HELD)
    said = said.format(f"y = {latex(follows)}")
    truth = "total" if moving else "partial"

    def matched(rate: float) -> str:
        """See whether a rate is the partial or the total one, at x = 0.7 and y as it is there."""
        x, y = 0.7, p * 0.7
        rates = {"partial": 2 * a * x + b * y, "total": 2 * a * x + b * y + b * x * p}
        return next((name for name, mine in rates.items() if same(mine, rate, 1e-9)), "neither")

    def by_nudging() -> str:
        held = p * 0.7
        return matched(slope_of_one(lambda x: a * x * x + b * x * (p * x if moving else held), 0.7))

    def by_sympy() -> str:
        nudged = put_in(of, {"y": follows}) if moving else of
        found = sympy_derivative(nudged, "x")([{"x": 0.7, "y": p * 0.7}])[0]
        return matched(found if isinstance(found, float) else 0.0)

    return Draft(
        prompt="Which derivative says how fast $f$ changes with $x$ here?"
        + display(f"f(x, y) = {latex(of)}")
        + said,
        parts=(choice("a", truth, SYMBOLS, label="the rate is"),),
        evidence=(Evidence("a", given(by_sympy), given(by_nudging)),),
        hints=HINTS[1],
        solution=(
            Step("what moves", "When $x$ is nudged, $y$ " + ("follows." if moving else "stays.")),
            Step(
                "answer",
                "So the rate is "
                + (
                    r"the total derivative $\frac{df}{dx}$, the way through $y$ included."
                    if moving
                    else r"the partial derivative $\frac{\partial f}{\partial x}$."
                ),
            ),
        ),
        mistakes=wired(
            "a", [("one-path-only", "partial") if moving else ("total-for-partial", "total")]
        ),
        shown=(of,),
    )


def _line(pick: Pick) -> Draft:
    a, b, p = pick.one(LINES)
    q = pick.one((-3, -2, -1, 1, 2, 3))
    of = plus(times(a, power(X, 2)), times(b, X, Y))
    total = plus(times(2 * (a + b * p), X), b * q)
    return _both(
        of,
        plus(times(p, X), q),
        total,
        f=lambda x, y: a * x * x + b * x * y,
        g=lambda x: p * x + q,
        hints=HINTS[2],
    )


def _power(pick: Pick) -> Draft:
    a, b, k = pick.one(POWERS)
    of = plus(times(a, power(X, 2), Y), times(b, power(Y, 2)))
    total = plus(times(a * (k + 2), power(X, k + 1)), times(2 * b * k, power(X, 2 * k - 1)))
    return _both(
        of,
        power(X, k),
        total,
        f=lambda x, y: a * x * x * y + b * y * y,
        g=lambda x: x**k,
        hints=HINTS[3],
    )


LINES = tuple((a, b, p) for a, b, p in product(FACTORS, repeat=3) if a + b * p)
POWERS = tuple(
    (a, b, k)
    for a, b, k in product(FACTORS, FACTORS, range(2, 6))
    if k > 2 or (a + b and a + 2 * b)
)
"""Where the two ways do not cancel."""


def _both(
    of: Node,
    follows: Node,
    total: Node,
    *,
    f: Callable[[Any, Any], Any],
    g: OneNumber,
    hints: tuple[str, str],
) -> Draft:
    partial, other = slope(of, "x"), slope(of, "y")
    rate = slope(follows, "x")
    alone = put_in(partial, {"y": follows})
    return Draft(
        prompt="Find the partial derivative, and, in $x$ alone, the total one along the curve."
        + display(f"f(x, y) = {latex(of)}, \\quad y = {latex(follows)}").rstrip(),
        parts=(
            expression("partial", partial, "xy", label=r"$\frac{\partial f}{\partial x}$"),
            after(
                expression("total", total, "x", label=r"$\frac{df}{dx}$"),
                plus(Name("partial"), times(other, rate)),
                y=follows,
            ),
        ),
        evidence=(
            Evidence("partial", sympy_derivative(of, "x"), complex_step(f, "x")),
            Evidence(
                "total",
                sympy_derivative(put_in(of, {"y": follows}), "x"),
                complex_step(lambda x: f(x, g(x)), "x"),
            ),
        ),
        hints=hints,
        solution=(
            Step("y held still", f"$\\frac{{\\partial f}}{{\\partial x}} = {latex(partial)}$"),
            Step(
                "through y",
                f"$\\frac{{\\partial f}}{{\\partial y}} = {latex(other)}$, $y' = {latex(rate)}$",
            ),
            Step(
                "answer",
                f"$\\frac{{\\partial f}}{{\\partial x}} = {latex(partial)}$, and with both ways, "
                f"$y = {latex(follows)}$ put in, $\\frac{{df}}{{dx}} = {latex(total)}$",
            ),
        ),
        mistakes=(
            *wired("partial", [("wrong-variable", other)]),
            *wired(
                "total",
                distinct(
                    [
                        ("one-path-only", alone),
                        (
                            "inner-derivative-missing",
                            plus(alone, put_in(other, {"y": follows})),
                        ),
                    ]
                ),
            ),
        ),
        shown=(of,),
    )

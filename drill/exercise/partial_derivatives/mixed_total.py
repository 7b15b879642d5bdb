"""Partial or total: what is held still, what moves along, and every path counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from drill.exercise.build import call, exp, node, plus, power, tidied, times
from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, choice, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.slope import outer_slope, slope
from drill.exercise.truths import (
    OneNumber,
    at_points,
    complex_step,
    given,
    slope_of_one,
    sympy_derivative,
    sympy_value,
)
from drill.exercise.values import same
from drill.exercise.write import display, inline, latex
from drill.grade.part import Choice
from drill.maths.rebuild import substitute
from drill.maths.tree import Name, Node

X, Y, U, V, W = (Name(name) for name in "xyuvw")
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
    4: (
        "There are two ways from $x$ to $f$.",
        r"$\frac{df}{dx} = \frac{\partial f}{\partial u} u' + \frac{\partial f}{\partial v} v'$",
    ),
    5: (
        "The weight is used twice, so there are two ways from it to the output.",
        "First hold $a$ still, then let it move as well, and add the two.",
    ),
}


class MixedTotal(Family):
    """Tell partial from total derivatives, and compute both."""

    name = "mixed_total"
    topic = "partial_derivatives"
    title = "Partial against total derivatives"
    instances = levels(5120, 3048, 246, 2160, 420)
    requires = shares(partial_poly=0.6, chain_two_layer=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function and the ways on which it depends on one variable."""
        return {1: _which, 2: _line, 3: _power, 4: _two_ways, 5: _shared_weight}[level](pick)


FAMILY = MixedTotal()


def _put(into: Node, values: dict[str, Node]) -> Node:
    """Put trees in place of variables, and tidy up."""
    return tidied(substitute(into, values))


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
        nudged = _put(of, {"y": follows}) if moving else of
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
    (a, b, k) for a, b, k in product(FACTORS, FACTORS, range(2, 6)) if k > 2 or (a + b and a + 2 * b)
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
    alone = _put(partial, {"y": follows})
    return Draft(
        prompt="Find the partial derivative, and the total one along the curve, in $x$ alone."
        + display(f"f(x, y) = {latex(of)}, \\quad y = {latex(follows)}").rstrip(),
        parts=(
            expression("partial", partial, "xy", label=r"$\frac{\partial f}{\partial x}$"),
            expression("total", total, "x", label=r"$\frac{df}{dx}$"),
        ),
        evidence=(
            Evidence("partial", sympy_derivative(of, "x"), complex_step(f, "x")),
            Evidence(
                "total",
                sympy_derivative(_put(of, {"y": follows}), "x"),
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
                            plus(alone, _put(other, {"y": follows})),
                        ),
                    ]
                ),
            ),
        ),
        shown=(of,),
    )


INNERS: tuple[str, ...] = ("sin", "cos", "exp", "square", "cube", "line")


def _inner(name: str, k: int) -> tuple[Node, OneNumber]:
    from drill.exercise import numeric

    scaled = times(k, X)
    if name in {"square", "cube"}:
        n = {"square": 2, "cube": 3}[name]
        return plus(power(X, n), k), lambda x: x**n + k
    if name == "line":
        return plus(scaled, 1), lambda x: k * x + 1
    work = getattr(numeric, name)
    return (exp(scaled) if name == "exp" else call(name, scaled)), lambda x: work(k * x)


def _two_ways(pick: Pick) -> Draft:
    first, second = pick.order(pick.some(INNERS, 2))
    k, m, a = pick.integer(2, 4), pick.integer(2, 4), pick.integer(2, 5)
    shape = pick.below(2)
    u, u_value = _inner(first, k)
    v, v_value = _inner(second, m)
    of = times(a, U, V) if shape == 0 else plus(times(a, power(U, 2)), times(2, U, V))

    def f(u: Any, v: Any) -> Any:
        return a * u * v if shape == 0 else a * u * u + 2 * u * v

    ways = [
        times(slope(inner, "x"), _put(slope(of, outer), {"u": u, "v": v}))
        for inner, outer in ((u, "u"), (v, "v"))
    ]
    truth = plus(*ways)
    wrong: list[tuple[str, Answer]] = [("one-path-only", way) for way in ways]
    composed = _put(of, {"u": u, "v": v})
    return Draft(
        prompt="Find the derivative of $f$ with respect to $x$, in $x$ alone."
        + display(f"f = {latex(of)}, \\quad u = {latex(u)}, \\quad v = {latex(v)}").rstrip(),
        parts=(expression("a", truth, "x", label=r"$\frac{df}{dx}$"),),
        evidence=(
            Evidence(
                "a",
                sympy_derivative(composed, "x"),
                at_points(lambda x: _along(f, u_value, v_value, x)),
            ),
        ),
        hints=HINTS[4],
        solution=(
            Step(
                "the outer partials",
                f"$\\frac{{\\partial f}}{{\\partial u}} = {latex(slope(of, 'u'))}$ and "
                f"$\\frac{{\\partial f}}{{\\partial v}} = {latex(slope(of, 'v'))}$",
            ),
            Step(
                "the inner rates",
                f"$u' = {latex(slope(u, 'x'))}$ and $v' = {latex(slope(v, 'x'))}$",
            ),
            Step("answer", f"Both ways added: $\\frac{{df}}{{dx}} = {latex(truth)}$"),
        ),
        mistakes=wired("a", distinct(wrong)),
        shown=(of,),
    )


def _along(f: Callable[[Any, Any], Any], u: OneNumber, v: OneNumber, x: float) -> float:
    """Add both ways: f_u u' + f_v v', every derivative by the complex step."""
    here = complex(u(x)).real, complex(v(x)).real
    return slope_of_one(lambda z: f(z, here[1]), here[0]) * slope_of_one(u, x) + slope_of_one(
        lambda z: f(here[0], z), here[1]
    ) * slope_of_one(v, x)


def _shared_weight(pick: Pick) -> Draft:
    from drill.exercise import numeric

    name = pick.one(("line", "sigmoid", "tanh"))
    x = pick.one((-4, -3, -2, 2, 3, 4, 5))
    p, q = pick.one((-3, -2, 2, 3)), pick.one((-4, -2, -1, 1, 3))
    inside = plus(times(x, W), p)
    hidden = inside if name == "line" else call(name, inside)
    rate = _rate(name, inside, x)
    total = plus(hidden, times(W, rate)) if name != "line" else plus(times(2 * x, W), p)
    of = plus(times(W, hidden), q)
    work: OneNumber = (lambda z: z) if name == "line" else getattr(numeric, name)
    wrong: Sequence[tuple[str, Answer]] = (
        ("one-path-only", hidden),
        ("one-path-only", times(W, rate)),
    )
    return Draft(
        prompt="The same weight is used in both layers. Find how the output changes with $w$ when "
        "$a$ is held still, and how it changes in truth; both in $w$ alone."
        + display(f"a = {latex(hidden)}, \\quad f = w a {'+' if q > 0 else '-'} {abs(q)}").rstrip(),
        parts=(
            expression("held", hidden, "w", label="with $a$ held still"),
            expression("total", total, "w", label=r"$\frac{df}{dw}$"),
        ),
        evidence=(
            Evidence(
                "held",
                sympy_value(lambda: _partial_by_sympy(hidden, q)),
                at_points(lambda w: slope_of_one(lambda z: z * work(x * w + p) + q, w)),
            ),
            Evidence(
                "total",
                sympy_derivative(of, "w"),
                complex_step(lambda w: w * work(x * w + p) + q, "w"),
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step("the outer use", "With $a$ held still, $w a$ changes by $a$."),
            Step(
                "the inner use",
                f"$\\frac{{da}}{{dw}} = {latex(rate)}$, and it is multiplied by $w$.",
            ),
            Step(
                "answer",
                f"Held still: {inline(hidden)}. Both ways: $\\frac{{df}}{{dw}} = {latex(total)}$",
            ),
        ),
        mistakes=(
            *wired("held", [("total-for-partial", total)]),
            *wired("total", distinct(wrong)),
        ),
        shown=(of,),
        plain=frozenset({"held"}),
    )


def _partial_by_sympy(hidden: Node, q: int) -> object:
    """Differentiate w·a + q with a as a symbol of its own, and put the hidden value back."""
    from drill.maths.symbols import symbol, to_sympy

    w, a = symbol("w"), symbol("a")
    return (w * a + q).diff(w).subs(a, to_sympy(hidden))


def _rate(name: str, inside: Node, x: int) -> Node:
    """Write the derivative of the hidden value by the weight."""
    if name == "line":
        return node(x)
    return times(x, outer_slope(name, inside))

"""The harder levels of `mixed_total`: two ways from the input, and a weight used twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.parts import Answer, after, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import (
    OneNumber,
    at_points,
    complex_step,
    slope_of_one,
    sympy_derivative,
    sympy_value,
)
from drill.exercise.write import display, inline, latex
from drill.maths.build import call, exp, node, plus, power, tidied, times
from drill.maths.rebuild import substitute
from drill.maths.slope import outer_slope, slope
from drill.maths.tree import Name, Node

X, U, V, W = (Name(name) for name in "xuvw")
TWO_WAYS_HINTS = (
    "There are two ways from $x$ to $f$.",
    r"$\frac{df}{dx} = \frac{\partial f}{\partial u} u' + \frac{\partial f}{\partial v} v'$",
)
SHARED_HINTS = (
    "The weight is used twice, so there are two ways from it to the output.",
    "First hold $a$ still, then let it move as well, and add the two.",
)
INNERS: tuple[str, ...] = ("sin", "cos", "exp", "square", "cube", "line")


def put_in(into: Node, values: dict[str, Node]) -> Node:
    """Put trees in place of variables, and tidy up."""
    return tidied(substitute(into, values))


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


def two_ways(pick: Pick) -> Draft:
    """Ask for df/dx where f depends on x through u and through v."""
    first, second = pick.order(pick.some(INNERS, 2))
    k, m, a = pick.integer(2, 4), pick.integer(2, 4), pick.integer(2, 5)
    shape = pick.below(2)
    u, u_value = _inner(first, k)
    v, v_value = _inner(second, m)
    of = times(a, U, V) if shape == 0 else plus(times(a, power(U, 2)), times(2, U, V))

    def f(u: Any, v: Any) -> Any:
        return a * u * v if shape == 0 else a * u * u + 2 * u * v

    ways = [
        times(slope(inner, "x"), put_in(slope(of, outer), {"u": u, "v": v}))
        for inner, outer in ((u, "u"), (v, "v"))
    ]
    truth = plus(*ways)
    wrong: list[tuple[str, Answer]] = [("one-path-only", way) for way in ways]
    composed = put_in(of, {"u": u, "v": v})
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
        hints=TWO_WAYS_HINTS,
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


def shared_weight(pick: Pick) -> Draft:
    """Ask how w a + q changes with w, where a depends on w as well."""
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
            after(
                expression("total", total, "w", label=r"$\frac{df}{dw}$"),
                plus(Name("held"), times(W, rate)),
            ),
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
        hints=SHARED_HINTS,
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

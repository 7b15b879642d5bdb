"""Runs of gradient descent on losses, of which some are promised to arrive and some are not.

Each comes with what becomes of it, and with the number that decides it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import exp, isqrt, log1p

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import shown
from drill.exercise.pick import Pick
from drill.maths.build import call, minus, over, plus, power, times
from drill.maths.build import exp as exponential
from drill.maths.tree import Name, Node

MIN, INFIMUM, AWAY, SADDLE, HOPS = "min", "infimum", "away", "saddle", "hops"
W, U, V = Name("w"), Name("u"), Name("v")
STEPS = 3000
FAR = 1e9


@dataclass(frozen=True, slots=True)
class Run:
    """A loss, how gradient descent is run on it, and what becomes of it."""

    of: Node
    letters: str
    model: str
    start: str
    rate: Fraction
    asked: str
    """What the number is: a label."""
    answer: Fraction
    end: str
    by_sympy: Callable[[], float]
    by_numbers: Callable[[], float]
    watched: Callable[[], str]
    wrong: tuple[tuple[str, str], ...]
    first: str
    way: tuple[Step, ...]


def _sympy_bend(of: Node, at: int) -> float:
    from drill.maths.symbols import symbol, to_sympy

    return float(to_sympy(of).diff(symbol("w"), 2).subs(symbol("w"), at))


def _steepest_bend(loss: Callable[[float], float]) -> float:
    """Look for the largest second difference of a loss on a grid."""
    h = 1e-2
    places = (k / 20 for k in range(-60, 61))
    return max((loss(w + h) - 2 * loss(w) + loss(w - h)) / h**2 for w in places)


RATIOS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(3, 2), Fraction(2))
STEP_BOUND = "the bound $2/L$ for the step, with the largest curvature $L$"


def _regression(pick: Pick) -> Run:
    x, y = pick.integer(1, 4), pick.integer(-3, 3)
    z, t = pick.integer(1, 4), pick.integer(-3, 3)
    ratio = pick.one(RATIOS)
    total = x * x + z * z
    bound = Fraction(4, total)
    rate = ratio * bound
    best = Fraction(x * y + z * t, total)
    of = over(plus(power(minus(times(x, W), y), 2), power(minus(times(z, W), t), 2)), 4)

    def loss(w: float) -> float:
        return ((x * w - y) ** 2 + (z * w - t) ** 2) / 4

    def watched() -> str:
        w = float(best) + 1
        for _ in range(STEPS):
            w -= float(rate) * (x * (x * w - y) + z * (z * w - t)) / 2
            if abs(w) > FAR:
                return AWAY
        return MIN if abs(w - float(best)) < 1e-6 else HOPS

    end = MIN if ratio < 1 else AWAY
    return Run(
        of,
        "w",
        "Linear regression without an intercept, on two examples",
        "a point that is not the minimiser",
        rate,
        STEP_BOUND,
        bound,
        end,
        lambda: 2 / _sympy_bend(of, 0),
        lambda: 2 / _steepest_bend(loss),
        watched,
        (),
        "The largest curvature sets the bound; here it is the same everywhere.",
        (
            Step(
                "curvature", rf"$L'' = \frac{{{x}^2 + {z}^2}}{{2}} = {shown(Fraction(total, 2))}$"
            ),
            Step("bound", f"The step must stay below ${shown(bound)}$; it is ${shown(rate)}$."),
        ),
    )


def _logistic(pick: Pick) -> Run:
    x, z = pick.integer(1, 9), pick.integer(1, 9)
    same, turned = pick.below(2) == 1, pick.one((1, -1))
    # y x of both examples: of one sign, and some w has every example right
    first, second = turned * x, turned * (z if same else -z)
    total = x * x + z * z
    bound = Fraction(16, total)
    rate = pick.one(RATIOS[:3]) * bound
    of = over(
        plus(*(call("ln", plus(1, exponential(times(-margin, W)))) for margin in (first, second))),
        2,
    )

    def loss(w: float) -> float:
        return sum(log1p(exp(-margin * w)) for margin in (first, second)) / 2

    def slope(w: float) -> float:
        return -sum(margin / (1 + exp(margin * w)) for margin in (first, second)) / 2

    def watched() -> str:
        far = 30.0
        if slope(-far) * slope(far) > 0:
            return INFIMUM
        w = 1.0
        for _ in range(STEPS):
            w -= float(rate) * slope(w)
        return MIN if abs(slope(w)) < 1e-6 else HOPS

    why = (
        "Every example can be classified rightly: the loss falls for ever towards 0 as $w$ runs "
        "off, and 0 is never reached."
        if same
        else "The examples pull to different sides, so the loss rises both ways: there is a "
        "minimiser."
    )
    return Run(
        of,
        "w",
        "Logistic regression without an intercept, on two examples",
        "any point",
        rate,
        STEP_BOUND,
        bound,
        INFIMUM if same else MIN,
        lambda: 2 / _sympy_bend(of, 0),
        lambda: 2 / _steepest_bend(loss),
        watched,
        (("minimiser-taken-for-granted", MIN),) if same else (),
        "Find the largest curvature, and then ask whether there is a minimiser.",
        (
            Step(
                "curvature",
                rf"It is largest at $w = 0$: $\frac{{{x}^2 + {z}^2}}{{2 \cdot 4}} = "
                f"{shown(Fraction(total, 8))}$, so the bound is ${shown(bound)}$, and "
                f"${shown(rate)}$ is below it.",
            ),
            Step("minimiser", why),
        ),
    )


RATES = tuple(Fraction(1, n) for n in (40, 50, 80, 100, 200))


def _two_layers(pick: Pick) -> Run:
    t = pick.one((1, 4, 9))
    a = pick.one([size for size in (1, 2, 3, 4) if size * size != t])
    across, side, rate = pick.below(2) == 1, pick.one((1, -1)), pick.one(RATES)
    p, q = side * a, -side * a if across else side * a
    of = over(power(minus(times(U, V), t), 2), 2)
    answer = Fraction(t * t, 2) if across else Fraction(0)
    root = isqrt(t)

    def run() -> tuple[float, float]:
        u, v, eta = float(p), float(q), float(rate)
        for _ in range(STEPS):
            off = u * v - t
            u, v = u - eta * off * v, v - eta * off * u
        return u, v

    def watched() -> str:
        u, v = run()
        if abs(u * v - t) < 1e-5:
            return MIN
        return SADDLE if abs(u) + abs(v) < 1e-3 else AWAY

    def reached() -> float:
        u, v = run()
        return round((u * v - t) ** 2 / 2, 6)

    def at_end() -> float:
        from drill.maths.symbols import symbol, to_sympy

        ends = (
            {symbol("u"): 0, symbol("v"): 0}
            if across
            else {symbol("u"): side * root, symbol("v"): side * root}
        )
        return float(to_sympy(of).subs(ends))

    why = (
        "$u + v = 0$ at the start, and every step keeps it. On that line $uv = -u^2$: the loss "
        f"falls towards $u = v = 0$, which is a saddle with the loss ${shown(answer)}$."
        if across
        else "$u = v$ at the start, and every step keeps it. On that line $uv = u^2$: the loss "
        f"falls towards $u = v = {side * root}$, where it is $0$."
    )
    return Run(
        of,
        "u, v",
        f"A linear network of two layers, on the example $x = 1$, $y = {t}$",
        f"$u = {p}$, $v = {q}$",
        rate,
        "the value that the loss tends to",
        answer,
        SADDLE if across else MIN,
        at_end,
        reached,
        watched,
        (("stationary-is-minimum", MIN),) if across else (),
        "The loss is not convex, so where it leads depends on the start: follow one step.",
        (
            Step("a step", r"$u$ changes by $-\eta (uv - y) v$, and $v$ by $-\eta (uv - y) u$."),
            Step("what stays", why),
        ),
    )


def _kink(pick: Pick) -> Run:
    k, c, rate = pick.integer(1, 4), pick.integer(-5, 5), pick.one(HOP_RATES)
    steps, rest = pick.integer(2, 5), pick.one((Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)))
    hop = rate * k
    examples = f"{k} equal examples" if k > 1 else "one example"
    start = c + (steps + rest) * hop
    of = times(k, call("abs", plus(W, -c)))

    def tail() -> tuple[float, float]:
        w = before = float(start)
        for _ in range(60):
            before, w = w, w - float(rate) * k * (1 if w > c else -1)
        return before, w

    def watched() -> str:
        before, last = tail()
        return MIN if before == last else HOPS

    def apart() -> float:
        before, last = tail()
        return abs(before - last)

    def by_slope() -> float:
        from drill.maths.symbols import symbol, to_sympy

        w = symbol("w")
        made = to_sympy(of)
        rise = made.subs(w, c + 2) - made.subs(w, c + 1)
        return float(rise) * float(rate)

    return Run(
        of,
        "w",
        f"The absolute error of a constant, added up over {examples}",
        f"$w = {shown(start)}$",
        rate,
        "the distance between the last two points",
        hop,
        HOPS,
        by_slope,
        apart,
        watched,
        (("minimiser-taken-for-granted", MIN),),
        "At a kink the slope does not become small: how long is a step near the minimum?",
        (
            Step(
                "length of a step",
                rf"The slope is $\pm {k}$ wherever $w \neq {c}$, so every step is "
                rf"${shown(rate)} \cdot {k} = {shown(hop)}$ long.",
            ),
            Step(
                "near the minimum",
                f"The start is ${shown(start - c)}$ away, no whole number of steps: ${c}$ is "
                "jumped over again and again. Smaller and smaller steps would be needed.",
            ),
        ),
    )


HOP_RATES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 5), Fraction(1, 10))
KINDS: tuple[Callable[[Pick], Run], ...] = (_regression, _logistic, _two_layers, _kink)

"""Which learning rates are stable: below 2/L on a quadratic, and what happens on either side.

On f = λ w²/2 every step multiplies w by 1 - ηλ, so a run converges if and only if
0 < η < 2/λ; with several curvatures the largest decides (Polyak 1987, section 1.4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product

from drill.exercise.contract import Step
from drill.exercise.decimals import decimal, exactly, typed_decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import apart, figure
from drill.exercise.parts import choice, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node

STEPS = 200
KINDS = (
    Choice("slides", "it converges from one side", "That needs $0 < 1 - \\eta L < 1$."),
    Choice("swings", "it converges, changing side each step", "That needs $1/L < \\eta < 2/L$."),
    Choice("bounces", "it bounces for ever between two points", "That needs $\\eta = 2/L$."),
    Choice("diverges", "it diverges", "That needs $\\eta > 2/L$."),
)
SAYS = {item.id: item.text for item in KINDS}
CURVATURES = (1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 80, 100)
SHARES = tuple(
    map(exactly, ("0.1", "0.2", "0.5", "0.8", "1.2", "1.5", "1.8", "2", "2.2", "2.5", "3"))
)
"""ηL: below 1, between 1 and 2, at 2, beyond."""
STARTS = (-4, -3, -2, -1, 1, 2, 3, 4)
NAMES = ("w", "x", "u")


def _kind(factor: Fraction) -> str:
    if factor > 0:
        return "slides"
    if factor > -1:
        return "swings"
    return "bounces" if factor == -1 else "diverges"


def _watched(factor_of_step: Callable[[float], float], start: float) -> str:
    """Run the steps in floats, and look at what became of the start."""
    trail = [start]
    for _ in range(STEPS):
        trail.append(factor_of_step(trail[-1]))
        if abs(trail[-1]) > 1e12:
            return "diverges"
    if abs(trail[-1]) > 0.99 * abs(start):
        return "bounces"
    return "slides" if trail[0] * trail[1] > 0 else "swings"


HINTS = {
    1: ("What does one step do to $w$?", r"$w_{k+1} = (1 - \eta L)\, w_k$: look at that factor."),
    2: (
        "When does the distance stop shrinking?",
        r"The factor $1 - \eta L$ has to stay above $-1$.",
    ),
    3: (
        "Every direction has a factor of its own, and one rate for all of them.",
        "The steepest direction is the first to become unstable.",
    ),
    4: (
        "A rate that is good for one direction is too long or too short for the other.",
        r"The best rate makes both factors $1 - \eta \lambda$ equal in size.",
    ),
    5: (
        "How do two neighbouring values of $w$ compare?",
        r"Their quotient is $1 - \eta L$, at every step.",
    ),
}


class LrStability(Family):
    """Say which learning rates are stable, and what a run will do."""

    name = "lr_stability"
    topic = "gradient_descent"
    title = "Tell a stable learning rate from an unstable one"
    instances = levels(len(CURVATURES) * len(SHARES) * 3, 561, 876, 156, 480)
    requires = shares(gd_steps_1d=0.6)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw curvatures and a rate; level 5 reads both from a printed run."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _one_direction,
            2: _largest_rate,
            3: _two_directions,
            4: _best_rate,
            5: _from_a_trace,
        }
        return made[level](pick)


FAMILY = LrStability()


def _bowl(curvature: Fraction | int, name: str = "w") -> Node:
    return times(Fraction(curvature) / 2, power(Name(name), 2))


def _one_direction(pick: Pick) -> Draft:
    curvature, share, name = pick.one(CURVATURES), pick.one(SHARES), pick.one(NAMES)
    rate = share / curvature
    factor = 1 - share
    kind = _kind(factor)
    of = _bowl(curvature, name)
    eta = decimal(rate)
    return Draft(
        prompt=rf"Gradient descent with $\eta = {eta}$ from ${name}_0 \neq 0$ on this function. "
        "By what factor does each step multiply the weight, and what does the run do?"
        + display(f"f({name}) = {latex(of)}").rstrip(),
        parts=(
            figure("factor", factor, label="factor of each step"),
            choice("kind", kind, KINDS, label="the run"),
        ),
        evidence=(
            Evidence(
                "factor", given(lambda: _map_slope(of, name, rate)), _one_step(curvature, rate)
            ),
            Evidence("kind", given(kind), given(lambda: _simulated(curvature, rate))),
        ),
        hints=HINTS[1],
        solution=(
            Step("one step", rf"${name} - \eta L {name} = (1 - \eta L)\, {name}$, with $L = f''$."),
            Step("the curvature", f"$f'' = {curvature}$"),
            Step("the factor", rf"$1 - {eta} \cdot {curvature} = {decimal(factor)}$"),
            Step("answer", f"Multiplied by ${decimal(factor)}$ every time, {SAYS[kind]}."),
        ),
        mistakes=wired("factor", _factors_gone_wrong(factor, curvature, share)),
        shown=(of,),
        plain=frozenset({"factor"}),
    )


def _factors_gone_wrong(factor: Fraction, curvature: int, share: Fraction) -> list[tuple[str, str]]:
    wrong = [("ascent", 1 + share), ("learning-rate-missing", Fraction(1 - curvature))]
    return [(name, typed_decimal(size)) for name, size in wrong if apart(factor, size)]


def _map_slope(of: Node, name: str, rate: Fraction) -> float:
    """Let sympy differentiate the update itself."""
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    w = symbol(name)
    return float((w - sympy.Rational(str(rate)) * to_sympy(of).diff(w)).diff(w))


def _one_step(curvature: Fraction | int, rate: Fraction) -> Oracle:
    return given(lambda: (1.5 - float(rate) * float(curvature) * 1.5) / 1.5)


def _simulated(curvature: Fraction | int, rate: Fraction) -> str:
    return _watched(lambda w: w - float(rate) * float(curvature) * w, 1.5)


def _largest_rate(pick: Pick) -> Draft:
    a, c, name = pick.one((*range(1, 13), 15, 20, 25, 40, 50)), pick.integer(-5, 5), pick.one(NAMES)
    of = times(a, power(plus(Name(name), -c), 2))
    largest, at_once = Fraction(1, a), Fraction(1, 2 * a)
    return Draft(
        prompt=r"Below which learning rate does gradient descent converge on this function, and "
        "with which one does it reach the minimum in a single step?"
        + display(f"f({name}) = {latex(of)}").rstrip(),
        parts=(
            figure("largest", largest, label="it converges below"),
            figure("once", at_once, label="a single step with"),
        ),
        evidence=(
            Evidence("largest", given(lambda: 2 / _curvature(of, name)), given(_edge(2 * a))),
            Evidence("once", given(lambda: 1 / _curvature(of, name)), given(_landing(a, c))),
        ),
        hints=HINTS[2],
        solution=(
            Step("one step", r"The distance from the minimum is multiplied by $1 - \eta L$."),
            Step("the curvature", f"$L = f'' = {2 * a}$"),
            Step("the edge", rf"$1 - \eta L > -1$ means $\eta < 2 / L = 2 / {2 * a}$."),
            Step(
                "answer",
                f"It converges below ${decimal(largest)}$; the factor is 0 at $1 / L = "
                f"{decimal(at_once)}$.",
            ),
        ),
        mistakes=(
            *wired("largest", [("quadratic-hessian-halved", typed_decimal(Fraction(2, a)))]),
            *wired("once", [("quadratic-hessian-halved", typed_decimal(Fraction(1, a)))]),
        ),
        shown=(of,),
    )


def _curvature(of: Node, name: str) -> float:
    """Let sympy differentiate twice."""
    from drill.maths.symbols import symbol, to_sympy

    return float(to_sympy(of).diff(symbol(name), 2))


def _edge(curvature: Fraction | float) -> Callable[[], float]:
    """Search for the largest rate at which a step does not lead farther away."""

    def found() -> float:
        low, high = 0.0, 10.0
        for _ in range(80):
            middle = (low + high) / 2
            farther = abs(1.5 - middle * float(curvature) * 1.5) > 1.5
            low, high = (low, middle) if farther else (middle, high)
        return low

    return found


def _landing(a: int, c: int) -> Callable[[], float]:
    """Divide a distance by the slope there: the step that is exactly long enough."""
    return lambda: 2.5 / slope_of_one(lambda w: a * (w - c) ** 2, c + 2.5)


PAIRS = tuple(combinations(CURVATURES, 2))


@cache
def _pairs() -> tuple[tuple[int, int, Fraction], ...]:
    """List two curvatures and a rate, a share of what the steeper direction bears."""
    return tuple(
        (one, other, share / max(one, other))
        for (one, other), share in product(
            [*PAIRS, *((high, low) for low, high in PAIRS)],
            map(exactly, ("0.5", "0.8", "1.2", "1.5", "2.5", "4")),
        )
        if 1 - share * min(one, other) / max(one, other) not in {0, -1}
    )


def _two_directions(pick: Pick) -> Draft:
    one, other, rate = pick.one(_pairs())
    of = plus(_bowl(one, "x"), _bowl(other, "y"))
    kinds = {"x": _kind(1 - rate * one), "y": _kind(1 - rate * other)}
    sizes = {"x": one, "y": other}
    largest = Fraction(2, max(one, other))
    factors = ", ".join(
        rf"in ${name}$: $1 - {decimal(rate)} \cdot {size} = {decimal(1 - rate * size)}$"
        for name, size in sizes.items()
    )
    return Draft(
        prompt=rf"Gradient descent with $\eta = {decimal(rate)}$, from a point with $x$ and $y$ "
        "not 0. What does each coordinate do, and below which rate does the whole run converge?"
        + display(f"f(x, y) = {latex(of)}").rstrip(),
        parts=(
            choice("x", kinds["x"], KINDS, label="$x$"),
            choice("y", kinds["y"], KINDS, label="$y$"),
            figure("largest", largest, label="it converges below"),
        ),
        evidence=(
            Evidence("x", given(kinds["x"]), given(lambda: _simulated(one, rate))),
            Evidence("y", given(kinds["y"]), given(lambda: _simulated(other, rate))),
            Evidence(
                "largest",
                given(lambda: 2 / max(_curvature(of, "x"), _curvature(of, "y"))),
                given(lambda: min(_edge(one)(), _edge(other)())),
            ),
        ),
        hints=HINTS[3],
        solution=(
            Step(
                "one factor each",
                r"A step multiplies each of them by its own $1 - \eta \lambda$.",
            ),
            Step("the factors", f"{factors[0].upper()}{factors[1:]}."),
            Step("the steeper direction", rf"It needs $\eta < 2 / {max(one, other)}$."),
            Step(
                "answer",
                f"- in $x$: {SAYS[kinds['x']]}\n- in $y$: {SAYS[kinds['y']]}\n"
                f"- converges below ${decimal(largest)}$",
            ),
        ),
        mistakes=wired("largest", [("quadratic-hessian-halved", typed_decimal(2 * largest))]),
        shown=(of,),
    )


def _best_rate(pick: Pick) -> Draft:
    (low, high), turned = pick.one(PAIRS), pick.below(2)
    one, other = (high, low) if turned else (low, high)
    of = plus(_bowl(one, "x"), _bowl(other, "y"))
    best = Fraction(2, low + high)
    rate_of_it = Fraction(high - low, high + low)
    return Draft(
        prompt="Which learning rate makes gradient descent shrink the worse of the two coordinates "
        "fastest, and by what factor (without its sign) does each step then shrink them?"
        + display(f"f(x, y) = {latex(of)}").rstrip(),
        parts=(
            figure("best", best, label="best learning rate"),
            figure("factor", rate_of_it, label="factor of each step, without its sign"),
        ),
        evidence=(
            Evidence(
                "best",
                given(lambda: 2 / (_curvature(of, "x") + _curvature(of, "y"))),
                given(lambda: _narrowed(one, other)[0]),
                tolerance=1e-5,
            ),
            Evidence(
                "factor",
                given(lambda: _contraction(_curvature(of, "x"), _curvature(of, "y"))),
                given(lambda: _narrowed(one, other)[1]),
                tolerance=1e-5,
            ),
        ),
        hints=HINTS[4],
        solution=(
            Step("two factors", r"$1 - \eta \lambda$ for each curvature; the larger size decides."),
            Step("the curvatures", f"$\\lambda = {low}$ and $\\lambda = {high}$"),
            Step("balanced", rf"$1 - {_product(low)} = -(1 - {_product(high)})$"),
            Step(
                "answer",
                rf"$\eta = \frac{{2}}{{{low + high}}}$ and the factor "
                rf"$\frac{{{high} - {low}}}{{{high} + {low}}}$, about ${decimal(best, 4)}$ and "
                f"${decimal(rate_of_it, 4)}$.",
            ),
        ),
        mistakes=wired("best", [("quadratic-hessian-halved", typed_decimal(2 * best))]),
        shown=(of,),
    )


def _product(curvature: int) -> str:
    return r"\eta" if curvature == 1 else rf"{curvature} \eta"


def _contraction(one: float, other: float) -> float:
    condition = max(one, other) / min(one, other)
    return (condition - 1) / (condition + 1)


def _narrowed(one: int, other: int) -> tuple[float, float]:
    """Search for the rate with the smallest worse factor; the worse factor has one valley."""

    def worse(rate: float) -> float:
        return max(abs(1 - rate * one), abs(1 - rate * other))

    low, high = 0.0, 2.0
    for _ in range(120):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if worse(left) < worse(right) else (left, high)
    return low, worse(low)


FACTORS = tuple(
    map(exactly, ("0.5", "0.8", "0.2", "-0.5", "-0.2", "-0.8", "-1", "-1.5", "-2", "-1.2"))
)


def _from_a_trace(pick: Pick) -> Draft:
    factor, start = pick.one(FACTORS), 10 * pick.one(STARTS)
    rate = exactly(pick.one(("0.01", "0.02", "0.05", "0.1", "0.2", "0.5")))
    curvature = (1 - factor) / rate
    squared = factor * factor
    trail = [start * size for size in (Fraction(1), factor, squared, factor * squared)]
    kind = _kind(factor)
    listed = ", ".join(f"${decimal(w)}$" for w in trail)
    largest = 2 / curvature
    return Draft(
        prompt=rf"A run of gradient descent on $f(w) = L w^2 / 2$ with $\eta = {decimal(rate)}$ "
        f"prints $w$: {listed}. What is $L$, below which rate would it converge, and what does "
        "this run do?",
        parts=(
            figure("curvature", curvature, label="$L$"),
            figure("largest", largest, label="it converges below"),
            choice("kind", kind, KINDS, label="the run"),
        ),
        evidence=(
            Evidence(
                "curvature",
                given(lambda: float((trail[0] - trail[1]) / (rate * trail[0]))),
                given(lambda: _fitted(trail, rate)),
            ),
            Evidence("largest", given(float(largest)), given(_edge(_fitted(trail, rate)))),
            Evidence(
                "kind", given(kind), given(lambda: _watched(lambda w: w * float(factor), 1.5))
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step("one step", r"$w_{k+1} = w_k - \eta L w_k = (1 - \eta L)\, w_k$"),
            Step("the factor", f"${decimal(trail[1])} / {decimal(start)} = {decimal(factor)}$"),
            Step(
                "the curvature",
                rf"$1 - {decimal(rate)} L = {decimal(factor)}$, so $L = {decimal(curvature)}$.",
            ),
            Step(
                "answer",
                f"$L = {decimal(curvature)}$; it converges below $2 / L \\approx "
                f"{decimal(largest, 4)}$; with this rate {SAYS[kind]}.",
            ),
        ),
        mistakes=wired("curvature", _curvatures_gone_wrong(factor, rate)),
        plain=frozenset({"curvature", "largest"}),
    )


def _curvatures_gone_wrong(factor: Fraction, rate: Fraction) -> list[tuple[str, str]]:
    right = (1 - factor) / rate
    wrong = [("learning-rate-missing", 1 - factor), ("ascent", (factor - 1) / rate)]
    return [(name, typed_decimal(size)) for name, size in wrong if apart(right, size)]


def _fitted(trail: Sequence[Fraction], rate: Fraction) -> float:
    """Fit the slope of the moves against the places by least squares, in numpy."""
    import numpy as np

    places = np.array([float(w) for w in trail])
    return float(-(places[:-1] @ np.diff(places)) / (places[:-1] @ places[:-1]) / float(rate))

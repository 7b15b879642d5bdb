"""Jensen's inequality on a small distribution: level 4 of the convexity inequality."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from itertools import combinations, permutations, product
from math import isqrt
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import (
    Curve,
    mean_by_bends,
    mixed,
    of_powers,
    shown,
    sympy_mixed,
    weighed,
)
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import call, over, power, times
from drill.maths.tree import Name

X = Name("x")
PARTITIONS = ((2, 1, 1), (1, 2, 3), (1, 1, 4), (1, 2, 5), (3, 1, 1), (1, 3, 4), (2, 3, 5))
BELOW, ABOVE, OPEN = "below", "above", "open"
VERDICTS = (
    Choice(BELOW, r"$f(E[X]) \leq E[f(X)]$ for every such $X$", "That is what convex gives."),
    Choice(ABOVE, r"$f(E[X]) \geq E[f(X)]$ for every such $X$", "That is what concave gives."),
    Choice(OPEN, "neither: it depends on $X$", "It needs an $f$ that bends both ways there."),
)
HINTS = (
    "Apply $f$ to the mean; then take the mean of the values.",
    "What holds for all distributions depends on how $f$ bends wherever the values may lie.",
)
Weights = tuple[Fraction, ...]
Values = tuple[int, ...]
SAMPLES = 60


@dataclass(frozen=True, slots=True)
class Spread:
    """A function, the range of its argument, and a distribution on three values."""

    curve: Curve
    verdict: str
    reason: str
    range: str
    low: float
    high: float
    weights: Weights
    values: Values

    @property
    def mean(self) -> Fraction:
        """The mean of the distribution."""
        return mixed(self.weights, self.values)

    @property
    def worth(self) -> tuple[Fraction, ...]:
        """The function at the three values."""
        return tuple(self.curve.exact(Fraction(value)) for value in self.values)


def _bends(curve: Curve, verdict: str, reason: str) -> Callable[[Weights, Values], Spread]:
    everywhere = "any real number"
    return lambda weights, values: Spread(
        curve, verdict, reason, everywhere, -8.0, 8.0, weights, values
    )


def _positive(curve: Curve, verdict: str, reason: str) -> Callable[[Weights, Values], Spread]:
    return lambda weights, values: Spread(
        curve, verdict, reason, "any positive number", 0.2, 20.0, weights, values
    )


def _up(first: int) -> str:
    return BELOW if first > 0 else ABOVE


def _sign(first: int) -> str:
    return "positive" if first > 0 else "negative"


@cache
def _with_whole_mean(values: Sequence[int]) -> tuple[tuple[Weights, Values], ...]:
    """List three values with their chances where the mean is a whole number."""
    found: list[tuple[Weights, Values]] = []
    for parts in PARTITIONS:
        whole = sum(parts)
        for order in sorted(set(permutations(parts))):
            weights = tuple(Fraction(part, whole) for part in order)
            found += [
                (weights, three)
                for three in combinations(values, 3)
                if not sum(p * v for p, v in zip(order, three, strict=True)) % whole
            ]
    return tuple(found)


def _squares() -> Iterator[Spread]:
    for a, b in product((-2, -1, 1, 2), (-3, 0, 2)):
        reason = f"$f''(x) = {2 * a}$ is {_sign(a)} everywhere."
        make = _bends(of_powers({2: a, 1: b}), _up(a), reason)
        for weights, values in _with_whole_mean(range(-4, 5)):
            yield make(weights, values)


def _cubes() -> Iterator[Spread]:
    for a, b in product((-1, 1), (-3, -2, 0, 2, 3)):
        reason = rf"$f''(x) = {6 * a}x$ has both signs."
        curve = of_powers({3: a, 1: b})
        make = _bends(curve, OPEN, reason)
        for weights, values in _with_whole_mean(range(-3, 4)):
            spread = make(weights, values)
            if curve.exact(spread.mean) != mixed(weights, spread.worth):
                yield spread


def _reciprocals() -> Iterator[Spread]:
    for k in (-24, -12, 12, 24):
        curve = Curve(over(k, X), partial(_one_over, k), partial(_one_over, k))
        bend = latex(over(2 * k, power(X, 3)))
        make = _positive(curve, _up(k), f"$f''(x) = {bend}$ is {_sign(k)} for $x > 0$.")
        for weights, values in _with_whole_mean((1, 2, 3, 4, 6, 12)):
            if not k % int(mixed(weights, values)):
                yield make(weights, values)


def _one_over(k: int, x: Any) -> Any:
    return k / x


def _roots() -> Iterator[Spread]:
    for a in (-4, -3, -2, -1, 1, 2, 3, 4):
        curve = Curve(times(a, call("sqrt", X)), partial(_exact_root, a), partial(_root, a))
        bend = latex(over(-a, times(4, X, call("sqrt", X))))
        make = _positive(curve, _up(-a), f"$f''(x) = {bend}$ is {_sign(-a)} for $x > 0$.")
        for weights, values in _with_whole_mean((1, 4, 9, 16, 25, 36, 49)):
            mean = int(mixed(weights, values))
            if isqrt(mean) ** 2 == mean:
                yield make(weights, values)


def _exact_root(a: int, x: Fraction) -> Fraction:
    return Fraction(a * isqrt(int(x)))


def _root(a: int, x: Any) -> Any:
    return a * x**0.5


MOST_OF_A_KIND = 464
"""Twice as many as there are of the rarer kinds."""


@cache
def _pools() -> tuple[tuple[Spread, ...], ...]:
    return tuple(tuple(kind()) for kind in (_squares, _cubes, _reciprocals, _roots))


def mean_of_values(pick: Pick) -> Draft:
    """Draw a function and a distribution whose mean is a whole number."""
    spread = pick.among(_pools(), MOST_OF_A_KIND)
    curve, weights, values = spread.curve, spread.weights, spread.values
    mean, worth = spread.mean, spread.worth
    left, right = curve.exact(mean), mixed(weights, worth)
    floats = [float(weight) for weight in weights], [float(value) for value in values]
    turned = {BELOW: ABOVE, ABOVE: BELOW}
    wrong = [("convexity-reversed", turned[spread.verdict])] if spread.verdict in turned else []
    asked = [
        ask(
            number("left", left, label="$f(E[X])$"),
            lambda: sympy_mixed(curve.of, (Fraction(1),), (mean,)),
            lambda: float(curve.numeric(sum(w * v for w, v in zip(*floats, strict=True)))),
            [("mean-of-values", right)],
        ),
        ask(
            number("right", right, label="$E[f(X)]$"),
            lambda: sympy_mixed(curve.of, weights, values),
            lambda: mean_by_bends(curve, *floats),
            [("mean-of-values", left)],
        ),
        ask(
            choice("verdict", spread.verdict, VERDICTS, label=f"where $X$ may be {spread.range}"),
            lambda: _by_sign(spread),
            lambda: _by_pairs(spread),
            wrong,
        ),
    ]
    chances = "\n".join(
        ["| value | chance |", "|---|---|"]
        + [f"| ${v}$ | ${shown(w)}$ |" for v, w in zip(values, weights, strict=True)]
    )
    sign = "<" if left < right else ">"
    return assembled(
        "Work out both sides of Jensen's inequality for this $X$, and say which of them is "
        f"guaranteed.{display(f'f(x) = {latex(curve.of)}')}{chances}",
        asked,
        hints=HINTS,
        solution=(
            Step("the mean", f"$E[X] = {weighed(weights, values)} = {shown(mean)}$"),
            Step("left side", f"$f({shown(mean)}) = {shown(left)}$"),
            Step("right side", f"${weighed(weights, worth)} = {shown(right)}$"),
            Step("the bend", spread.reason),
            Step("answer", f"Here ${shown(left)} {sign} {shown(right)}$. {_SAYS[spread.verdict]}"),
        ),
    )


_SAYS = {
    BELOW: "As $f$ is convex, the left side is never larger, whatever the distribution.",
    ABOVE: "As $f$ is concave, the left side is never smaller, whatever the distribution.",
    OPEN: "For the mirror image of this $X$ it is the other way round: nothing is guaranteed.",
}


def _by_sign(spread: Spread) -> str:
    """Let sympy differentiate twice, and look at the signs all over the range."""
    from drill.exercise.sympy_values import sympy_at
    from drill.maths.symbols import symbol, to_sympy

    bend = to_sympy(spread.curve.of).diff(symbol("x"), 2)
    step = (spread.high - spread.low) / SAMPLES
    worth = [sympy_at(bend, {"x": spread.low + (k + 0.5) * step}) for k in range(SAMPLES)]
    signs = {size > 0 for size in worth if isinstance(size, float) and size}
    return OPEN if len(signs) > 1 else BELOW if True in signs else ABOVE


def _by_pairs(spread: Spread) -> str:
    """Compare both sides for an even chance of two values, for every pair on a grid."""
    import numpy as np

    f = spread.curve.numeric
    grid = np.linspace(spread.low, spread.high, SAMPLES)
    left, right = np.meshgrid(grid, grid)
    gap = (f(left) + f(right)) / 2 - f((left + right) / 2)
    ups, downs = bool((gap > 1e-9).any()), bool((gap < -1e-9).any())
    return OPEN if ups and downs else BELOW if ups else ABOVE

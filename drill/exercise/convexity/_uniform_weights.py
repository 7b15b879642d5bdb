"""Weights that are drawn evenly from an interval, with the variance that a scheme wants."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.convexity import _signals
from drill.exercise.convexity._even_layers import MEASURED, ROOTS, UNITS
from drill.exercise.decimals import about, decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import NEAR, figure, told_apart
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

HINTS = (
    "Which variance is wanted, and what is that of a uniform distribution?",
    "Average $x^2$ over $(-a, a)$: how does that depend on $a$?",
)


@cache
def _bounded() -> tuple[tuple[str, int, int, int], ...]:
    """List schemes with layers whose uniform bound is one over a whole number."""
    he = [("he", k, 6 * k * k, units) for k, units in product(ROOTS[:8], UNITS)]
    xavier = [
        ("xavier", k, int(share * k * k), 6 * k * k - int(share * k * k))
        for k, share in product(
            ROOTS[:8], (1, 2, 4, 5, *map(Fraction, ("3/2", "5/2", "7/2", "9/2")))
        )
        if (share * k * k).denominator == 1
    ]
    return tuple(layer for layer in (*he, *xavier) if layer[2] != layer[3])


def uniform(pick: Pick) -> Draft:
    """Draw a scheme and a layer, and ask for the variance and the bound."""
    scheme, k, inputs, units = pick.one(_bounded())
    bound, variance = Fraction(1, k), Fraction(1, 3 * k * k)
    total = inputs if scheme == "he" else inputs + units
    said = {"he": "ReLU", "xavier": "tanh"}[scheme]
    name = {"he": "He", "xavier": "Xavier"}[scheme]

    def found() -> float:
        if scheme == "xavier":
            return _balanced_uniform(inputs, units)
        coming = _signals.forward(inputs, MEASURED, _signals.rectified(), "uniform")
        return 1 / math.sqrt(coming)

    tolerance = _signals.error_of(
        *(_part(inputs, units) if scheme == "xavier" else (inputs, MEASURED))
    )
    other_side = [("fan-out-for-fan-in", math.sqrt(6 / units))] if scheme == "he" else []
    return assembled(
        f"The weights of a layer of {units} {said} units with {inputs} inputs are drawn "
        f"evenly from $(-a, a)$, with the variance that {name} initialisation wants. Which "
        "variance is that, and what is $a$?",
        (
            ask(
                figure("variance", variance, label="variance of a weight"),
                lambda: 2 / total,
                lambda: found() ** 2 * float((_signals.pool("uniform") ** 2).mean()),
                told_apart(variance, [(name, size**2 / 3) for name, size in other_side]),
                tolerance=2 * tolerance,
            ),
            ask(
                figure("bound", bound, label="$a$"),
                lambda: math.sqrt(6 / total),
                found,
                told_apart(bound, [(NEAR, bound**2), *other_side]),
                tolerance=tolerance,
            ),
        ),
        hints=HINTS,
        solution=(
            Step(
                "two variances",
                f"{name} says which variance is wanted; a uniform distribution on $(-a, a)$ has "
                "$a^2 / 3$.",
            ),
            Step(
                "the one that is wanted",
                (f"$2 / n = 2 / {inputs}$" if scheme == "he" else f"$2 / ({inputs} + {units})$")
                + f", which is $1 / {3 * k * k} {about(variance)}$",
            ),
            Step("the bound", f"$a^2 = 3 / {3 * k * k} = 1 / {k * k}$"),
            Step(
                "answer", f"The variance ${decimal(variance)}$, and $a = 1 / {k} {about(bound)}$."
            ),
        ),
    )


def _part(inputs: int, units: int) -> tuple[int, int]:
    """Cut a large layer down, so that its weights fit into the pool."""
    shrink = max(1.0, math.sqrt(2 * inputs * units / _signals.POOL))
    return round(inputs / shrink), round(units / shrink)


def _balanced_uniform(inputs: int, units: int) -> float:
    """Measure a part of a layer with uniform weights, and scale it up to the whole."""
    few, some = _part(inputs, units)
    both = _signals.forward(few, some, _signals.linear, "uniform") * inputs / few
    both += _signals.backward(few, some, "uniform") * units / some
    return math.sqrt(2 / both)

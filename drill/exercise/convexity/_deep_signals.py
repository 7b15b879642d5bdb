"""Signals through many ReLU layers: what a scale does to them, and which one keeps them."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.convexity import _signals
from drill.exercise.convexity._even_layers import root_of
from drill.exercise.decimals import about, about_float, decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import beside, figure, told_apart
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

LARGEST = 4000
"""Inputs of a layer, at most."""
LARGEST_CHANGE = 4096
"""By how much a stack of layers may change a mean square, up or down."""
HINTS = (
    "What does one layer do to the mean square?",
    "The sum multiplies by $n$ times the weights' variance, and the ReLU halves.",
)


@cache
def _stacks() -> tuple[tuple[int, int, Fraction, int], ...]:
    """List one over the deviation, the width, what a layer does to the mean square, and a depth."""
    made = product(
        (5, 8, 10, 16, 20, 25, 32, 40),
        map(Fraction, ("1/4", "1/2", "2", "4")),
        (3, 4, 5, 6, 8, 10, 12),
    )
    return tuple(
        (j, int(2 * c * j * j), c, depth)
        for j, c, depth in made
        if (2 * c * j * j).denominator == 1
        and 2 * c * j * j <= LARGEST
        and max(c, 1 / c) ** depth <= LARGEST_CHANGE
    )


def through_layers(pick: Pick) -> Draft:
    """Draw a stack of layers and a deviation."""
    j, width, factor, depth = pick.one(_stacks())
    deviation, after = Fraction(1, j), factor**depth
    kept = Fraction(math.sqrt(2 / width))
    relu = _signals.rectified()
    verb = "shrinks" if factor < 1 else "grows"

    def measured(layers: int) -> float:
        return _signals.after_layers(width * float(deviation) ** 2, layers, relu)

    return assembled(
        f"In a deep network every layer has {width} ReLU units, and its weights have the standard "
        f"deviation ${decimal(deviation)}$. By what does a layer multiply the mean square of the "
        f"pre-activations? By what do {depth} layers? And what standard deviation would keep it "
        "as it is?",
        (
            ask(
                figure("factor", factor, label="by one layer"),
                lambda: width / (2 * j * j),
                lambda: measured(1),
                tolerance=_signals.error_after(1),
            ),
            ask(
                figure("after", after, label=f"by {depth} layers"),
                lambda: (width / (2 * j * j)) ** depth,
                lambda: measured(depth),
                beside(after, [factor ** (depth - 1), factor ** (depth + 1)]),
                tolerance=_signals.error_after(depth),
            ),
            ask(
                figure("kept", kept, label="deviation that keeps it"),
                lambda: math.sqrt(2 / width),
                lambda: 1 / math.sqrt(width * _signals.through(relu)),
                told_apart(kept, [("variance-for-deviation", Fraction(2, width))]),
                tolerance=_signals.error_after(1),
            ),
        ),
        hints=HINTS,
        solution=(
            Step(
                "one layer",
                r"Of a mean square $q$ the ReLU leaves $q / 2$; the sum of $n$ of these, with "
                r"weights of deviation $s$, has $n s^2 q / 2$.",
            ),
            Step(
                "in numbers",
                rf"${width} \cdot {decimal(deviation)}^2 / 2 = {decimal(factor)}$",
            ),
            Step(
                "all of them",
                f"${_power(factor, depth)} {about(after)}$: the signal {verb} layer by layer.",
            ),
            Step("kept", f"$n s^2 / 2 = 1$ means $s = {root_of(2, width)}$, as He has it."),
            Step(
                "answer",
                f"By ${decimal(factor)}$ in a layer, by ${decimal(after)}$ in {depth}; "
                f"$s {about_float(float(kept))}$ would keep it.",
            ),
        ),
    )


def _power(base: Fraction, exponent: int) -> str:
    return f"{decimal(base)}^{{{exponent}}}"

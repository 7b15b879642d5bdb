"""Which initialisation suits a kind of unit, and what the wrong one does to the signals."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.convexity import _signals
from drill.exercise.convexity._even_layers import ROOTS, balanced, uneven_layers
from drill.exercise.decimals import about, decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import figure, told_apart
from drill.exercise.parts import choice
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.grade.part import Choice

SCHEMES = (
    Choice("he", "He: variance $2 / n$", "It makes up for the half that a ReLU cuts off."),
    Choice(
        "xavier",
        "Xavier: variance $2 / (n + m)$",
        "A compromise of forward and backward, for units that are linear near 0.",
    ),
    Choice(
        "leaky",
        r"He with the leak: variance $2 / ((1 + \alpha^2) n)$",
        r"The negative side still passes $\alpha^2$ of its half.",
    ),
    Choice("same", "the same number for all weights", "Then all units stay copies of one."),
)
SAYS = {item.id: item.text for item in SCHEMES}
LEAKS = (Fraction(1, 2), Fraction(3, 4), Fraction(1, 3))
"""Slopes below 0, for which the variance can be a square."""
HINTS = (
    "Which share of a signal's mean square does this kind of unit let through?",
    "All of it: look at both directions. Half, or a little more: make up for what is lost.",
)


@cache
def _cases() -> tuple[tuple[str, Fraction, int, int, int], ...]:
    """List a scheme, a leak, one over the deviation, inputs and units; as many of each scheme."""
    he = [
        ("he", Fraction(0), k, 2 * k * k, int(2 * k * k * ratio))
        for k, ratio in product(ROOTS, map(Fraction, ("1/4", "1/2", "1", "3/2", "2", "3")))
        if (2 * k * k * ratio).denominator == 1
    ]
    xavier = [("xavier", Fraction(0), *layer) for layer in uneven_layers()]
    leaky = [
        ("leaky", leak, k, int(2 * k * k / (1 + leak**2)), units)
        for leak, k, units in product(LEAKS, (5, 10, 15, 20), (20, 60, 100, 200, 300, 400))
        if (2 * k * k / (1 + leak**2)).denominator == 1
    ]
    fewest = min(len(he), len(xavier), len(leaky))
    return (*he[:fewest], *xavier[:fewest], *leaky[:fewest])


def for_a_unit(pick: Pick) -> Draft:
    """Draw a kind of unit and a layer."""
    scheme, leak, k, inputs, units = pick.one(_cases())
    deviation = Fraction(1, k)
    told, unit = {
        "he": ("ReLU", _signals.rectified()),
        "xavier": ("tanh", _signals.small_tanh),
        "leaky": (
            rf"leaky ReLU with the slope $\alpha = {leak}$ below 0",
            _signals.rectified(float(leak)),
        ),
    }[scheme]
    passed = {"he": Fraction(1, 2), "xavier": Fraction(1), "leaky": (1 + leak**2) / 2}[scheme]
    tempting, variance = {
        "he": ("Xavier initialisation", Fraction(2, inputs + units)),
        "xavier": ("He initialisation", Fraction(2, inputs)),
        "leaky": ("plain He initialisation", Fraction(2, inputs)),
    }[scheme]
    factor = inputs * variance * passed

    def classified() -> str:
        share = _signals.through(unit)
        if abs(share - 1) < 0.01:
            return "xavier"
        return "he" if abs(share - 0.5) < 0.01 else "leaky"

    def scaled() -> float:
        if scheme == "xavier":
            return balanced(inputs, units)
        return 1 / math.sqrt(inputs * _signals.through(unit))

    tolerance = _signals.error_of(inputs, units) if scheme == "xavier" else _signals.error_after(1)
    total = {"he": "n", "xavier": "(n + m)", "leaky": r"((1 + \alpha^2) n)"}[scheme]
    why = {
        "he": "A ReLU lets half of the mean square through, so the weights make up for a half.",
        "xavier": "Near 0 tanh is nearly linear and lets all of the mean square through: nothing "
        "is to be made up for, and both directions count.",
        "leaky": rf"One half passes whole and the other times $\alpha^2$: ${_over(passed)}$ of "
        "the mean square is let through.",
    }[scheme]
    return assembled(
        f"A layer has $n = {inputs}$ inputs, which are the outputs of units of the same kind as "
        f"its own, and $m = {units}$ units: {told}. Which initialisation suits it, and what "
        f"standard deviation does a weight have then? And with {tempting} instead: by what would "
        "activation and weights together multiply the mean square of the signals, which start "
        "out small and symmetric about 0?",
        (
            ask(
                choice("scheme", scheme, SCHEMES, label="what suits it"),
                lambda: scheme,
                classified,
            ),
            ask(
                figure("deviation", deviation, label="standard deviation of a weight"),
                lambda: _deviation(scheme, leak, inputs, units),
                scaled,
                told_apart(deviation, [("variance-for-deviation", deviation**2)]),
                tolerance=tolerance,
            ),
            ask(
                figure("factor", factor, label=f"with {tempting}, multiplied by"),
                lambda: float(factor),
                lambda: inputs * float(variance) * _signals.through(unit),
                tolerance=_signals.error_after(1),
            ),
        ),
        hints=HINTS,
        solution=(
            Step(
                "what a unit lets through",
                r"Behind the units the mean square is a share of what it was; $n\, "
                r"\mathrm{Var}(w)$ times that share is what a layer does.",
            ),
            Step("this kind", why),
            Step(
                "its scale",
                rf"$\mathrm{{Var}}(w) = 2 / {total} = 1 / {k * k}$, so the deviation is "
                f"$1 / {k} {about(deviation)}$.",
            ),
            Step(
                "the other scale",
                rf"${inputs} \cdot {_over(variance)} \cdot {_over(passed)} {about(factor)}$ "
                "in every such layer.",
            ),
            Step(
                "answer",
                f"{SAYS[scheme]}; ${decimal(deviation)}$; with {tempting} "
                f"multiplied by ${decimal(factor)}$.",
            ),
        ),
    )


def _deviation(scheme: str, leak: Fraction, inputs: int, units: int) -> float:
    total = {
        "he": float(inputs),
        "xavier": float(inputs + units),
        "leaky": float(1 + leak**2) * inputs,
    }[scheme]
    return math.sqrt(2 / total)


def _over(size: Fraction) -> str:
    """Write a share as a fraction, or a whole number as itself."""
    if size.denominator == 1:
        return str(size.numerator)
    return rf"\frac{{{size.numerator}}}{{{size.denominator}}}"

r"""How large random weights should be: He, Xavier, uniform bounds, and what goes wrong otherwise.

With independent weights of mean zero a pre-activation has the variance n Var(w) E[a²]. Xavier
(Glorot and Bengio 2010) takes 2/(n + m) for units that are linear near 0; He et al. 2015 take 2/n
for ReLU, which lets half of the mean square through, and 2/((1 + α²) n) for a leaky one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.convexity import _signals
from drill.exercise.decimals import about, decimal
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import beside, figure
from drill.exercise.parts import choice
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.grade.part import Choice

ROOTS = (4, 5, 6, 8, 10, 12, 14, 15, 16, 18, 20, 25)
"""One over these are the standard deviations asked for."""
UNITS = (10, 12, 16, 20, 24, 30, 36, 40, 48, 60, 64, 80, 90, 100, 120, 128)
SQUARES = (
    Fraction(1, 4),
    Fraction(2, 5),
    Fraction(1, 2),
    Fraction(4, 5),
    Fraction(3, 2),
    Fraction(2),
)
UNEVEN = tuple(Fraction(text) for text in ("1/5", "1/4", "2/5", "1/2", "3/5", "3/4", "4/5", "9/10"))
"""Inputs of a layer, as a share of the mean of its inputs and its units; or the other way round."""
LARGEST = 4000
"""Inputs of a layer, at most."""
LARGEST_CHANGE = 4096
"""By how much a stack of layers may change a mean square, up or down."""
MEASURED = 100
"""Units that are looked at of a layer whose own are not in the question."""
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
HINTS = {
    1: (
        "Which of the two sizes does a pre-activation add up over?",
        "The variance is $2 / n$ with the number of inputs; what is the deviation?",
    ),
    2: (
        "Xavier weighs both ways through the layer alike.",
        "Forward a sum has as many terms as there are inputs, backward as there are units.",
    ),
    3: (
        "Which variance is wanted, and which one has a uniform distribution?",
        "Average $x^2$ over $(-a, a)$: how does that depend on $a$?",
    ),
    4: (
        "What does one layer do to the mean square?",
        "The sum multiplies by $n$ times the weights' variance, and the ReLU halves.",
    ),
    5: (
        "Which share of a signal's mean square does this kind of unit let through?",
        "All of it: look at both directions. Half, or a little more: make up for what is lost.",
    ),
}


class InitScale(Family):
    """Choose the scale of random weights, and follow what it does to signals."""

    name = "init_scale"
    topic = "convexity"
    title = "Scale the initial weights of a layer"
    instances = levels(1146, 180, 184, 142, 207)
    requires = shares(vanish_explode=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw sizes of a layer, from which the roots come out even."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _he,
            2: _xavier,
            3: _uniform,
            4: _through_layers,
            5: _for_a_unit,
        }
        return made[level](pick)


FAMILY = InitScale()


def _root_of(top: int, bottom: int) -> str:
    return rf"\sqrt{{{top} / {bottom}}}"


@cache
def _relu_layers() -> tuple[tuple[int, int], ...]:
    """List a root, and a number of units other than that of the inputs."""
    return tuple((k, units) for k, units in product(ROOTS, UNITS) if units != 2 * k * k)


def _he(pick: Pick) -> Draft:
    (k, units), square = pick.one(_relu_layers()), pick.one(SQUARES)
    inputs = 2 * k * k
    deviation, variance = Fraction(1, k), 2 * square
    relu = _signals.rectified()
    return assembled(
        f"A layer of {units} ReLU units gets {inputs} inputs, which are the outputs of ReLU units. "
        "Which standard deviation has a weight by He initialisation? And which variance has a "
        f"pre-activation then, if the mean square of the inputs is ${decimal(square)}$?",
        (
            ask(
                figure("deviation", deviation, label="standard deviation of a weight"),
                lambda: math.sqrt(2 / inputs),
                lambda: 1 / math.sqrt(inputs * _signals.through(relu)),
                beside(deviation, [deviation**2, math.sqrt(2 / units)]),
                tolerance=_signals.error_after(1),
            ),
            ask(
                figure("variance", variance, label="variance of a pre-activation"),
                lambda: float(2 * square),
                lambda: (
                    _signals.forward(inputs, MEASURED, _signals.linear)
                    * float(square)
                    / (inputs * _signals.through(relu))
                ),
                beside(variance, [Fraction(2 * units, inputs) * square]),
                tolerance=_signals.error_of(inputs, MEASURED),
            ),
        ),
        hints=HINTS[1],
        solution=(
            Step(
                "what is added up",
                r"A pre-activation is a sum over the $n$ inputs, so its variance is "
                r"$n\, \mathrm{Var}(w)\, E[a^2]$.",
            ),
            Step("the variance", f"He takes $2 / n = 2 / {inputs} = 1 / {k * k}$."),
            Step("the deviation", f"${_root_of(1, k * k)} = 1 / {k} {about(deviation)}$"),
            Step(
                "answer",
                rf"${decimal(deviation)}$; and the variance is ${inputs} \cdot (2 / {inputs}) "
                rf"\cdot {decimal(square)} = {decimal(variance)}$: twice the mean square of what "
                "comes in, because a ReLU has already halved that.",
            ),
        ),
    )


@cache
def _uneven_layers() -> tuple[tuple[int, int, int], ...]:
    """List a root, inputs and units whose sum is twice its square."""
    both = (*UNEVEN, *(2 - share for share in UNEVEN))
    sizes = ((k, share * k * k) for k, share in product(ROOTS[:-1], both))
    return tuple(
        (k, int(inputs), 2 * k * k - int(inputs)) for k, inputs in sizes if inputs.denominator == 1
    )


def _balanced(inputs: int, units: int) -> float:
    """Find the scale at which forward and backward mean squares are 1 on average."""
    both = _signals.forward(inputs, units, _signals.linear)
    both += _signals.backward(inputs, units)
    return math.sqrt(2 / both)


def _xavier(pick: Pick) -> Draft:
    (k, inputs, units), back = pick.one(_uneven_layers()), pick.one((False, True))
    deviation = Fraction(1, k)
    here, other = (units, inputs) if back else (inputs, units)
    factor = Fraction(here, k * k)
    what = (
        "the errors, on their way back through the weights alone,"
        if back
        else "the signals, on their way forward through the weights alone,"
    )

    def sent() -> float:
        scale = _balanced(inputs, units)
        sent_through = (
            _signals.backward(inputs, units)
            if back
            else _signals.forward(inputs, units, _signals.linear)
        )
        return scale * scale * sent_through

    return assembled(
        f"A layer of {units} tanh units gets {inputs} inputs. Which standard deviation has a "
        f"weight by Xavier initialisation? And by what is the mean square of {what} multiplied?",
        (
            ask(
                figure("deviation", deviation, label="standard deviation of a weight"),
                lambda: math.sqrt(2 / (inputs + units)),
                lambda: _balanced(inputs, units),
                beside(deviation, [deviation**2]),
                tolerance=_signals.error_of(inputs, units),
            ),
            ask(
                figure("factor", factor, label="the mean square is multiplied by"),
                lambda: here * 2 / (inputs + units),
                sent,
                beside(factor, [Fraction(other, k * k)]),
                tolerance=2 * _signals.error_of(inputs, units),
            ),
        ),
        hints=HINTS[2],
        solution=(
            Step(
                "two wishes",
                r"Forward, $\mathrm{Var}(w) = 1 / n$ would keep the mean square; backward, "
                r"$1 / m$ with the $m$ units. Xavier takes $2 / (n + m)$.",
            ),
            Step("the variance", f"$2 / ({inputs} + {units}) = 1 / {k * k}$"),
            Step(
                "what is added up",
                f"Here each sum has {here} terms, one for each "
                f"{'unit' if back else 'input'}: ${here} / {k * k}$.",
            ),
            Step(
                "answer",
                f"The deviation is $1 / {k} {about(deviation)}$, and the mean square is multiplied "
                f"by ${decimal(factor)}$.",
            ),
        ),
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


def _uniform(pick: Pick) -> Draft:
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
    other_side = [math.sqrt(6 / units)] if scheme == "he" else []
    return assembled(
        f"The weights of a layer of {units} {said} units with {inputs} inputs are drawn "
        f"evenly from $(-a, a)$, with the variance that {name} initialisation wants. Which "
        "variance is that, and what is $a$?",
        (
            ask(
                figure("variance", variance, label="variance of a weight"),
                lambda: 2 / total,
                lambda: found() ** 2 * float((_signals.pool("uniform") ** 2).mean()),
                beside(variance, [size**2 / 3 for size in other_side]),
                tolerance=2 * tolerance,
            ),
            ask(
                figure("bound", bound, label="$a$"),
                lambda: math.sqrt(6 / total),
                found,
                beside(bound, [bound**2, *other_side]),
                tolerance=tolerance,
            ),
        ),
        hints=HINTS[3],
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


def _through_layers(pick: Pick) -> Draft:
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
        f"pre-activations? By what do {depth} layers? And which standard deviation would keep it "
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
                beside(kept, [Fraction(2, width)]),
                tolerance=_signals.error_after(1),
            ),
        ),
        hints=HINTS[4],
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
            Step("kept", f"$n s^2 / 2 = 1$ means $s = {_root_of(2, width)}$, as He has it."),
            Step(
                "answer",
                f"By ${decimal(factor)}$ in a layer, by ${decimal(after)}$ in {depth}; a deviation "
                f"of about ${decimal(kept, 4)}$ would keep it.",
            ),
        ),
    )


def _power(base: Fraction, exponent: int) -> str:
    return f"{decimal(base)}^{{{exponent}}}"


LEAKS = (Fraction(1, 2), Fraction(3, 4), Fraction(1, 3))
"""Slopes below 0, for which the variance can be a square."""


@cache
def _cases() -> tuple[tuple[str, Fraction, int, int, int], ...]:
    """List a scheme, a leak, one over the deviation, inputs and units; as many of each scheme."""
    he = [
        ("he", Fraction(0), k, 2 * k * k, int(2 * k * k * ratio))
        for k, ratio in product(ROOTS, map(Fraction, ("1/4", "1/2", "1", "3/2", "2", "3")))
        if (2 * k * k * ratio).denominator == 1
    ]
    xavier = [("xavier", Fraction(0), *layer) for layer in _uneven_layers()]
    leaky = [
        ("leaky", leak, k, int(2 * k * k / (1 + leak**2)), units)
        for leak, k, units in product(LEAKS, (5, 10, 15, 20), (20, 60, 100, 200, 300, 400))
        if (2 * k * k / (1 + leak**2)).denominator == 1
    ]
    fewest = min(len(he), len(xavier), len(leaky))
    return (*he[:fewest], *xavier[:fewest], *leaky[:fewest])


def _for_a_unit(pick: Pick) -> Draft:
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
            return _balanced(inputs, units)
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
        f"its own, and $m = {units}$ units: {told}. Which initialisation suits it, and which "
        f"standard deviation has a weight then? And with {tempting} instead: by what would "
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
                beside(deviation, [deviation**2]),
                tolerance=tolerance,
            ),
            ask(
                figure("factor", factor, label=f"with {tempting}, multiplied by"),
                lambda: float(factor),
                lambda: inputs * float(variance) * _signals.through(unit),
                tolerance=_signals.error_after(1),
            ),
        ),
        hints=HINTS[5],
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

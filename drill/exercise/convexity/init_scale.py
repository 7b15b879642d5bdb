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
from drill.exercise.convexity._deep_signals import through_layers
from drill.exercise.convexity._even_layers import (
    MEASURED,
    ROOTS,
    UNITS,
    balanced,
    root_of,
    uneven_layers,
)
from drill.exercise.convexity._fitting_scheme import for_a_unit
from drill.exercise.convexity._uniform_weights import uniform
from drill.exercise.decimals import about, decimal
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import figure, told_apart
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

SQUARES = (
    Fraction(1, 4),
    Fraction(2, 5),
    Fraction(1, 2),
    Fraction(4, 5),
    Fraction(3, 2),
    Fraction(2),
)
HINTS = {
    1: (
        "Which of the two sizes does a pre-activation add up over?",
        "The variance is $2 / n$ with the number of inputs; what is the deviation?",
    ),
    2: (
        "Xavier weighs both ways through the layer alike.",
        "Forward a sum has as many terms as there are inputs, backward as there are units.",
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
            3: uniform,
            4: through_layers,
            5: for_a_unit,
        }
        return made[level](pick)


FAMILY = InitScale()


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
        "What standard deviation does a weight have by He initialisation? And what variance has a "
        f"pre-activation then, if the mean square of the inputs is ${decimal(square)}$?",
        (
            ask(
                figure("deviation", deviation, label="standard deviation of a weight"),
                lambda: math.sqrt(2 / inputs),
                lambda: 1 / math.sqrt(inputs * _signals.through(relu)),
                told_apart(
                    deviation,
                    [
                        ("variance-for-deviation", deviation**2),
                        ("fan-out-for-fan-in", math.sqrt(2 / units)),
                    ],
                ),
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
                told_apart(
                    variance, [("fan-out-for-fan-in", Fraction(2 * units, inputs) * square)]
                ),
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
            Step("the deviation", f"${root_of(1, k * k)} = 1 / {k} {about(deviation)}$"),
            Step(
                "answer",
                rf"${decimal(deviation)}$; and the variance is ${inputs} \cdot (2 / {inputs}) "
                rf"\cdot {decimal(square)} = {decimal(variance)}$: twice the mean square of what "
                "comes in, because a ReLU has already halved that.",
            ),
        ),
    )


def _xavier(pick: Pick) -> Draft:
    (k, inputs, units), back = pick.one(uneven_layers()), pick.one((False, True))
    deviation = Fraction(1, k)
    here, other = (units, inputs) if back else (inputs, units)
    factor = Fraction(here, k * k)
    what = (
        "the errors, on their way back through the weights alone,"
        if back
        else "the signals, on their way forward through the weights alone,"
    )

    def sent() -> float:
        scale = balanced(inputs, units)
        sent_through = (
            _signals.backward(inputs, units)
            if back
            else _signals.forward(inputs, units, _signals.linear)
        )
        return scale * scale * sent_through

    return assembled(
        f"A layer of {units} tanh units gets {inputs} inputs. What standard deviation does a "
        "weight have by Xavier initialisation? And by what is the mean square of "
        f"{what} multiplied?",
        (
            ask(
                figure("deviation", deviation, label="standard deviation of a weight"),
                lambda: math.sqrt(2 / (inputs + units)),
                lambda: balanced(inputs, units),
                told_apart(deviation, [("variance-for-deviation", deviation**2)]),
                tolerance=_signals.error_of(inputs, units),
            ),
            ask(
                figure("factor", factor, label="the mean square is multiplied by"),
                lambda: here * 2 / (inputs + units),
                sent,
                told_apart(factor, [("fan-out-for-fan-in", Fraction(other, k * k))]),
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

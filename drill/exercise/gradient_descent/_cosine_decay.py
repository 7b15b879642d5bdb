r"""Cosine decay: η = η_0 (1 + cos(π t/T))/2, at steps where the cosine is a simple number.

Source: Loshchilov and Hutter 2017.
"""

from __future__ import annotations

import cmath
import math
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import NEAR, figure, told_apart
from drill.exercise.gradient_descent._rates import STARTS, first_at
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.grade.part import Choice

LEFT = {
    Fraction(1, 3): Fraction(3, 4),
    Fraction(1, 2): Fraction(1, 2),
    Fraction(2, 3): Fraction(1, 4),
}
"""Where the cosine is a simple number: the share of the way, and the share of the rate left."""
COSINES = {Fraction(1, 3): r"\frac{1}{2}", Fraction(1, 2): "0", Fraction(2, 3): r"-\frac{1}{2}"}
WAYS = tuple((one, other) for one, other in product(LEFT, LEFT) if one != other)
LENGTHS = (60, 90, 120, 150, 180, 240, 300, 600, 900, 1200)
AGAINST = (
    Choice("above", "above it", "Half a cosine wave first falls more slowly than the line."),
    Choice("on", "on it", "Half way a cosine is at half its height, as the line is."),
    Choice("below", "below it", "Past the middle the cosine has fallen further than the line."),
)
HINTS = (
    "Which share of the whole way is this step?",
    r"The angle goes from $0$ to $\pi$: $\cos(\pi/3) = 1/2$ and $\cos(2\pi/3) = -1/2$.",
)


def share_left(way: Fraction) -> float:
    """Give the share of a cosine's height at a share of the way, by its formula, in sympy."""
    import sympy

    return float((1 + sympy.cos(sympy.pi * sympy.Rational(way))) / 2)


def left_in_degrees(way: Fraction) -> Fraction:
    """Give the share of the height of whoever takes the angle's radians for degrees."""
    return Fraction((1 + math.cos(math.radians(math.pi * way))) / 2)


def way_of(left: Fraction) -> float:
    """Turn the formula round: the share of the way at which a share of the height is left."""
    import sympy

    return float(sympy.acos(2 * sympy.Rational(left) - 1) / sympy.pi)


@cache
def turned(steps: int) -> tuple[float, ...]:
    """Tabulate a cosine's share without a cosine: a unit vector turned on, step by step."""
    turn, pointer = cmath.rect(1, math.pi / steps), complex(1)
    shares = [1.0]
    for _ in range(steps):
        pointer *= turn
        shares.append((1 + pointer.real) / 2)
    return tuple(shares)


def cosine(pick: Pick) -> Draft:
    """Draw a cosine's length and two steps of it."""
    (way, other), length, peak = pick.one(WAYS), pick.one(LENGTHS), pick.one(STARTS)
    at, rate = int(way * length), peak * LEFT[way]
    low, when = peak * LEFT[other], int(other * length)
    line = peak * (1 - way)
    side = "on" if rate == line else "above" if rate > line else "below"

    def compared(found: float) -> str:
        difference = found - float(peak) * (1 - at / length)
        return "on" if abs(difference) < 1e-9 else "above" if difference > 0 else "below"

    return assembled(
        rf"A schedule takes the rate from $\eta_0 = {decimal(peak)}$ down to 0 along half a cosine "
        f"wave, in $T = {length}$ steps. What is the rate at step {at}; is that above, on or "
        f"below the straight line from $\\eta_0$ to 0; and at which step is the rate "
        f"${decimal(low)}$?"
        "\n\n"
        r"$$\eta_t = \frac{\eta_0}{2} \left(1 + \cos \frac{\pi t}{T}\right)$$",
        (
            ask(
                figure("rate", rate, label=f"the rate at step {at}"),
                lambda: float(peak) * share_left(way),
                lambda: float(peak) * turned(length)[at],
                told_apart(
                    rate,
                    [(NEAR, peak - rate), ("degrees-for-radians", peak * left_in_degrees(way))],
                ),
            ),
            ask(
                choice("line", side, AGAINST, label="against the straight line"),
                lambda: compared(float(peak) * share_left(way)),
                lambda: compared(float(peak) * turned(length)[at]),
            ),
            ask(
                number("step", when, label=f"the rate is ${decimal(low)}$ at step"),
                lambda: length * way_of(LEFT[other]),
                lambda: first_at(turned(length), float(LEFT[other])),
                [(NEAR, length - when)] if 2 * when != length else (),
            ),
        ),
        hints=HINTS,
        solution=(
            Step(
                "the share of the way", f"Step {at} of {length} is the share ${share_text(way)}$."
            ),
            Step(
                "its cosine",
                rf"$\cos({_angle(way)}) = {COSINES[way]}$, so ${share_text(LEFT[way])}$ of "
                f"${decimal(peak)}$ is left; the line would leave ${share_text(1 - way)}$.",
            ),
            Step(
                "backwards",
                rf"${decimal(low)}$ is ${share_text(LEFT[other])}$ of $\eta_0$, so the cosine is "
                rf"${COSINES[other]}$ and the angle ${_angle(other)}$.",
            ),
            Step(
                "answer",
                f"${decimal(rate)}$ at step {at}, {side} the line; ${decimal(low)}$ at step "
                f"{when}.",
            ),
        ),
    )


def share_text(part: Fraction) -> str:
    """Set a share as a fraction."""
    return rf"\frac{{{part.numerator}}}{{{part.denominator}}}"


def _angle(way: Fraction) -> str:
    top = r"\pi" if way.numerator == 1 else rf"{way.numerator} \pi"
    return f"{top} / {way.denominator}"

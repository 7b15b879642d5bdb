"""Claims about sums with weights, and about the largest and the smallest of several functions."""

from __future__ import annotations

from drill.exercise.convexity._claims import (
    ALL,
    CONCAVE,
    CONVEX,
    DIFFERENCE,
    LARGEST,
    SMALLEST,
    TWO,
    Claim,
    F,
    G,
    H,
    a_line,
)
from drill.exercise.convexity._combined import Largest, Scaled, Smallest, Sum
from drill.exercise.pick import Pick

SUM = "a sum of convex functions with weights that are not negative is convex"
MINUS = "minus a concave function is convex, and a sum of convex functions is"
SMALLEST_CONCAVE = "the smallest of concave functions is concave, so minus it is convex"
SIGNED = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)


def _weights(pick: Pick) -> Claim:
    a, b = pick.integer(1, 5), pick.one(SIGNED)
    line = a_line(pick)
    argument = (
        "Both weights are positive, and the affine term is convex whatever its slope."
        if b > 0
        else f"The weight ${b}$ is negative: $g$ bends up, so ${b} g$ bends down."
    )
    fallacy = ALL if b > 0 else DIFFERENCE
    terms = (Scaled(a, F), Scaled(b, G), line)
    return Claim(Sum(terms), TWO, SUM, fallacy, argument)


def _with_concave(pick: Pick) -> Claim:
    a, b = pick.integer(1, 5), pick.one(SIGNED)
    line = a_line(pick)
    argument = (
        f"$h$ is concave, so ${b} h$ is convex: the negative weight turns it round."
        if b < 0
        else f"$h$ is concave and its weight ${b}$ is positive: that term bends down."
    )
    terms = (Scaled(a, F), Scaled(b, H), line)
    return Claim(Sum(terms), {"f": CONVEX, "h": CONCAVE}, MINUS, ALL, argument)


def _largest(pick: Pick) -> Claim:
    a, b = pick.integer(1, 5), pick.one(SIGNED)
    line = a_line(pick)
    argument = (
        "Each of the three is convex; a chord of one of them is never above the largest."
        if b > 0
        else f"The rule needs every one of them convex, and ${b} g$ is not."
    )
    return Claim(Largest((Scaled(a, F), Scaled(b, G), line)), TWO, LARGEST, ALL, argument)


def _smallest(pick: Pick) -> Claim:
    a = pick.integer(1, 5)
    line = a_line(pick)
    return Claim(
        Smallest((Scaled(a, F), line)),
        {"f": CONVEX},
        LARGEST,
        SMALLEST,
        "The rule is about the largest. Where the smaller of two changes over, there is a kink "
        "that bends down.",
    )


def _sum_of_largest(pick: Pick) -> Claim:
    a, sign = pick.integer(1, 5), pick.one((-1, 1))
    line = a_line(pick)
    argument = (
        "The largest is convex, and so is the sum with a convex function."
        if sign > 0
        else "The largest is convex, but it is subtracted."
    )
    terms = (Scaled(a, F), Scaled(sign, Largest((G, line))))
    rule = f"{LARGEST}, and so is a sum of such functions"
    return Claim(Sum(terms), TWO, rule, DIFFERENCE, argument)


def _smallest_concave(pick: Pick) -> Claim:
    a, sign = pick.integer(1, 5), pick.one((-1, 1))
    line = a_line(pick)
    argument = (
        "The smallest of concave functions is concave; subtracted, it is convex."
        if sign < 0
        else "The smallest is concave, and it is added: nothing turns it round."
    )
    terms = (Scaled(a, F), Scaled(sign, Smallest((H, line))))
    known = {"f": CONVEX, "h": CONCAVE}
    return Claim(Sum(terms), known, SMALLEST_CONCAVE, SMALLEST, argument)


WEIGHTED = (_weights, _with_concave)
EXTREMES = (_largest, _smallest, _sum_of_largest, _smallest_concave)

"""Claims about one function of another: with an affine inner function, and with any."""

from __future__ import annotations

from drill.exercise.convexity._claims import (
    COMPOSED,
    CONCAVE,
    CONVEX,
    DIFFERENCE,
    FALLING,
    FALLS,
    NONNEGATIVE,
    POSITIVE,
    RISES,
    RISING,
    SMALLEST,
    TWO,
    Claim,
    F,
    H,
    a_line,
)
from drill.exercise.convexity._combined import (
    Expr,
    Known,
    Largest,
    Line,
    Scaled,
    Smallest,
    Sum,
    Use,
)
from drill.exercise.convexity._rules import Traits
from drill.exercise.convexity._stock import INTERVAL
from drill.exercise.pick import Pick

X = Line(1)
POSITIVE_CONCAVE = Traits(concave=True, nonnegative=True, positive=True)
AFFINE = "a convex function of an affine one is convex"
SQUARE = "squaring never falls on numbers that are not negative, and is convex"
MONOTONE = "a function that never falls keeps a convex inner one convex"
INNER = "what stands inside a convex function plays no part"


def _gentle(pick: Pick) -> Line:
    """Draw a line for an exponent, where a steep one would make numbers nobody works out."""
    return Line(pick.one((-2, -1, 1, 2)), pick.integer(-2, 2))


def _of_lines(pick: Pick) -> Claim:
    a, b = pick.integer(1, 3), pick.one((-3, -2, -1, 1, 2, 3))
    first, second = a_line(pick), Line(pick.one((-3, -2, 2, 3)))
    argument = (
        "The inner functions are affine, of either slope, and both weights are positive."
        if b > 0
        else f"The affine inner functions do no harm, but the weight ${b}$ does."
    )
    terms = (Scaled(a, Use("f", first)), Scaled(b, Use("g", second)))
    return Claim(
        Sum(terms), TWO, AFFINE + ", and so is a sum", DIFFERENCE if b < 0 else INNER, argument
    )


def _largest_of_lines(pick: Pick) -> Claim:
    first, second = a_line(pick), Line(pick.one((-3, -2, 2, 3)))
    both = (Use("f", first), Use("g", second))
    if pick.below(2):
        rule = f"{AFFINE}, and the largest of such functions is"
        argument = "Affine inside keeps both convex, and then the largest is convex."
        return Claim(Largest(both), TWO, rule, COMPOSED, argument)
    argument = "Affine inside keeps both convex, but the smaller of them may bend down."
    return Claim(Smallest(both), TWO, AFFINE, SMALLEST, argument)


def _of_curve(pick: Pick) -> Claim:
    a, line, shape = pick.integer(1, 4), a_line(pick), pick.below(3)
    inner: Expr = Known("abs", line)
    if shape == 0:
        square = Scaled(pick.integer(1, 3), Known("square", X))
        inner = Sum((square, Line(0, pick.integer(-4, 4))))
    elif shape == 1:
        inner = Known("exp", Line(pick.integer(1, 2), pick.integer(-2, 1)))
    return Claim(
        Sum((Scaled(a, Use("f", inner)), line)),
        {"f": CONVEX},
        AFFINE,
        COMPOSED,
        "The inner function is not affine, and $f$ may fall where the inner one bends up.",
    )


def _of_line_less(pick: Pick) -> Claim:
    a, sign = pick.integer(1, 4), pick.one((-1, 1))
    first, second = a_line(pick), Line(pick.one((-3, -2, -1, 1, 2, 3)), 1)
    terms = (Scaled(a, Use("f", second)), Scaled(sign, Use("h", first)))
    argument = (
        "Affine inside keeps $h$ concave; subtracted, it is convex."
        if sign < 0
        else "Affine inside keeps $h$ concave, and it is added."
    )
    known = {"f": CONVEX, "h": CONCAVE}
    rule = f"{AFFINE}, and minus a concave one is convex too"
    return Claim(Sum(terms), known, rule, INNER, argument)


def _risen(pick: Pick) -> Claim:
    outer = pick.one(("exp", "relu", "softplus"))
    a, sign = pick.integer(1, 4), pick.one((-1, 1))
    line = _gentle(pick)
    body = Sum((Scaled(sign * a, F), line))
    argument = (
        "The outer function is convex and never falls, and its inner one is convex."
        if sign > 0
        else "The outer function never falls, so it needs a convex inner one; this is concave."
    )
    return Claim(Known(outer, body), {"f": CONVEX}, RISES, COMPOSED, argument)


def _decayed(pick: Pick) -> Claim:
    a, name = pick.integer(1, 4), pick.one(("f", "h"))
    line = _gentle(pick)
    body = Sum((Scaled(a, Use(name)), line))
    argument = (
        r"$e^{-u}$ is convex and never rises, and what stands for $u$ is concave."
        if name == "h"
        else r"$e^{-u}$ falls in $u$, so the rule needs a concave $u$; this one is convex."
    )
    known = {name: CONCAVE if name == "h" else CONVEX}
    return Claim(Known("decay", body), known, FALLS, COMPOSED, argument)


def _squared(pick: Pick) -> Claim:
    known = pick.one((CONVEX, NONNEGATIVE))
    a = pick.integer(1, 5)
    line = a_line(pick)
    argument = (
        "$f$ is never negative, and there squaring is convex and never falls."
        if known.nonnegative
        else "Squaring falls on negative numbers, and $f$ may be negative."
    )
    terms = (Scaled(a, Known("square", F)), line)
    return Claim(Sum(terms), {"f": known}, SQUARE, COMPOSED, argument)


def _rooted(pick: Pick) -> Claim:
    outer = pick.one(("sqrt", "ln"))
    a = pick.integer(1, 5)
    line = a_line(pick)
    return Claim(
        Sum((Scaled(a, Known(outer, F)), line)),
        {"f": POSITIVE},
        RISES,
        MONOTONE,
        "The outer function never falls, but it is concave: the rule needs it convex.",
    )


def _of_positive_concave(pick: Pick) -> Claim:
    a, outer = pick.integer(1, 5), pick.one(("reciprocal", "ln", "sqrt"))
    line = a_line(pick)
    if outer == "reciprocal":
        argument = r"$\frac{1}{u}$ is convex and falls for $u > 0$, and $h$ is concave."
        return Claim(
            Sum((Scaled(a, Known(outer, H)), line)),
            {"h": POSITIVE_CONCAVE}, FALLS, MONOTONE, argument, INTERVAL,
        )  # fmt: skip
    return Claim(
        Sum((Scaled(-a, Known(outer, H)), line)),
        {"h": POSITIVE_CONCAVE},
        "a concave function that never falls keeps a concave inner one concave, so minus it is "
        "convex",
        MONOTONE,
        "The outer function is concave and never falls, $h$ is concave, and the minus turns it.",
        INTERVAL,
    )


def _unknown_outer(pick: Pick) -> Claim:
    a = pick.integer(1, 5)
    line = a_line(pick)
    outer, inner = pick.one(
        ((RISING, CONVEX), (CONVEX, CONVEX), (FALLING, CONCAVE), (FALLING, CONVEX))
    )
    name = "h" if inner.concave else "g"
    fits = (outer.rising and inner.convex) or (outer.falling and inner.concave)
    way = "falls" if outer.rising else "rises"
    argument = (
        f"$f$ is convex and never {way}, and that is what the inner function needs."
        if fits
        else "$f$ may fall where the inner function bends up, and that bends the whole down."
    )
    rule = FALLS if outer.falling else RISES
    known = {"f": outer, name: inner}
    return Claim(Sum((Scaled(a, Use("f", Use(name))), line)), known, rule, COMPOSED, argument)


OF_LINES = (_of_lines, _largest_of_lines, _of_curve, _of_line_less)
OF_ANY = (_risen, _decayed, _squared, _rooted, _of_positive_concave, _unknown_outer)

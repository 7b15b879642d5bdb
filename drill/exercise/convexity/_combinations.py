"""The combinations that are asked about: each with what is known, the rule in question, a trap.

Whether a combination is convex is not written here: the rules find it, and trials confirm it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drill.exercise.convexity._rules import (
    Expr,
    Known,
    Largest,
    Line,
    Pair,
    Scaled,
    Smallest,
    Sum,
    Traits,
    Use,
    Window,
)
from drill.exercise.convexity._stock import INTERVAL, LINE
from drill.exercise.pick import Pick

X = Line(1)
CONVEX = Traits(convex=True)
CONCAVE = Traits(concave=True)
NONNEGATIVE = Traits(convex=True, nonnegative=True)
POSITIVE = Traits(convex=True, nonnegative=True, positive=True)
RISING = Traits(convex=True, rising=True)
FALLING = Traits(convex=True, falling=True)
POSITIVE_CONCAVE = Traits(concave=True, nonnegative=True, positive=True)

SUM = "a sum of convex functions with weights that are not negative is convex"
MINUS = "minus a concave function is convex, and a sum of convex functions is"
LARGEST = "the largest of convex functions is convex"
SMALLEST_CONCAVE = "the smallest of concave functions is concave, so minus it is convex"
AFFINE = "a convex function of an affine one is convex"
RISES = "a convex function that never falls keeps a convex inner one convex"
FALLS = "a convex function that never rises makes a concave inner one convex"
SQUARE = "squaring never falls on numbers that are not negative, and is convex"

ALL = "whatever is made of convex functions is convex"
DIFFERENCE = "a difference of convex functions is convex"
SMALLEST = "the smallest of convex functions is convex"
COMPOSED = "a convex function of a convex one is convex"
MONOTONE = "a function that never falls keeps a convex inner one convex"
INNER = "what stands inside a convex function plays no part"
PRODUCT = "a product of convex functions is convex"
QUOTIENT = "a quotient of positive convex functions is convex"


@dataclass(frozen=True, slots=True)
class Claim:
    """A combination, what is known of its functions, and what might be argued for it."""

    of: Expr
    known: Mapping[str, Traits]
    rule: str
    """The rule that shows it, or the one that comes nearest and does not apply."""
    fallacy: str
    """A rule that does not exist."""
    argument: str
    """How the rule applies; or what it would need that is not there."""
    within: tuple[float, float] = LINE
    argued: Expr | None = None
    """The same function written so that the rules see it."""


F, G, H = Use("f"), Use("g"), Use("h")
TWO = {"f": CONVEX, "g": CONVEX}
SIGNED = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)


def _minus(body: Expr) -> Expr:
    return Scaled(-1, body)


def _line(pick: Pick) -> Line:
    return Line(pick.one((-5, -4, -3, -2, 2, 3, 4, 5)), pick.integer(-4, 4))


def _gentle(pick: Pick) -> Line:
    """Draw a line for an exponent, where a steep one would make numbers nobody works out."""
    return Line(pick.one((-2, -1, 1, 2)), pick.integer(-2, 2))


# Level 1: sums and weights ------------------------------------------------------------------------


def _weights(pick: Pick) -> Claim:
    a, b = pick.integer(1, 5), pick.one(SIGNED)
    line = _line(pick)
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
    line = _line(pick)
    argument = (
        f"$h$ is concave, so ${b} h$ is convex: the negative weight turns it round."
        if b < 0
        else f"$h$ is concave and its weight ${b}$ is positive: that term bends down."
    )
    terms = (Scaled(a, F), Scaled(b, H), line)
    return Claim(Sum(terms), {"f": CONVEX, "h": CONCAVE}, MINUS, ALL, argument)


# Level 2: largest and smallest --------------------------------------------------------------------


def _largest(pick: Pick) -> Claim:
    a, b = pick.integer(1, 5), pick.one(SIGNED)
    line = _line(pick)
    argument = (
        "Each of the three is convex; a chord of one of them is never above the largest."
        if b > 0
        else f"The rule needs every one of them convex, and ${b} g$ is not."
    )
    return Claim(Largest((Scaled(a, F), Scaled(b, G), line)), TWO, LARGEST, ALL, argument)


def _smallest(pick: Pick) -> Claim:
    a = pick.integer(1, 5)
    line = _line(pick)
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
    line = _line(pick)
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
    line = _line(pick)
    argument = (
        "The smallest of concave functions is concave; subtracted, it is convex."
        if sign < 0
        else "The smallest is concave, and it is added: nothing turns it round."
    )
    terms = (Scaled(a, F), Scaled(sign, Smallest((H, line))))
    known = {"f": CONVEX, "h": CONCAVE}
    return Claim(Sum(terms), known, SMALLEST_CONCAVE, SMALLEST, argument)


# Level 3: what stands inside ----------------------------------------------------------------------


def _of_lines(pick: Pick) -> Claim:
    a, b = pick.integer(1, 3), pick.one((-3, -2, -1, 1, 2, 3))
    first, second = _line(pick), Line(pick.one((-3, -2, 2, 3)))
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
    first, second = _line(pick), Line(pick.one((-3, -2, 2, 3)))
    both = (Use("f", first), Use("g", second))
    if pick.below(2):
        rule = f"{AFFINE}, and the largest of such functions is"
        argument = "Affine inside keeps both convex, and then the largest is convex."
        return Claim(Largest(both), TWO, rule, COMPOSED, argument)
    argument = "Affine inside keeps both convex, but the smaller of them may bend down."
    return Claim(Smallest(both), TWO, AFFINE, SMALLEST, argument)


def _of_curve(pick: Pick) -> Claim:
    a, line, shape = pick.integer(1, 4), _line(pick), pick.below(3)
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
    first, second = _line(pick), Line(pick.one((-3, -2, -1, 1, 2, 3)), 1)
    terms = (Scaled(a, Use("f", second)), Scaled(sign, Use("h", first)))
    argument = (
        "Affine inside keeps $h$ concave; subtracted, it is convex."
        if sign < 0
        else "Affine inside keeps $h$ concave, and it is added."
    )
    known = {"f": CONVEX, "h": CONCAVE}
    rule = f"{AFFINE}, and minus a concave one is convex too"
    return Claim(Sum(terms), known, rule, INNER, argument)


# Level 4: one function of another -----------------------------------------------------------------


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
    line = _line(pick)
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
    line = _line(pick)
    return Claim(
        Sum((Scaled(a, Known(outer, F)), line)),
        {"f": POSITIVE},
        RISES,
        MONOTONE,
        "The outer function never falls, but it is concave: the rule needs it convex.",
    )


def _of_positive_concave(pick: Pick) -> Claim:
    a, outer = pick.integer(1, 5), pick.one(("reciprocal", "ln", "sqrt"))
    line = _line(pick)
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
    line = _line(pick)
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


# Level 5: traps -----------------------------------------------------------------------------------

SAME_WAY = (
    "a product of convex functions is convex if they are not negative and both rise or both fall"
)
LOG_SUM = r"$\ln(e^u + e^v)$ is convex and rises in both $u$ and $v$"
NORM = r"$\sqrt{u^2 + v^2}$ is convex, and rises in $u$ and $v$ where both are not negative"
PARTIAL = (
    "the smallest value over an interval of one argument keeps convexity, where the function is "
    "convex in both arguments together"
)
UP = Traits(convex=True, nonnegative=True, rising=True)
DOWN = Traits(convex=True, nonnegative=True, falling=True)


def _product(pick: Pick) -> Claim:
    a, b = pick.integer(1, 4), pick.integer(-4, 4)
    slope = pick.one((-3, -2, -1, 1, 2, 3))
    first, second = pick.one(((UP, UP), (UP, DOWN), (NONNEGATIVE, NONNEGATIVE), (DOWN, DOWN)))
    same = first == second != NONNEGATIVE
    argument = (
        "Both are not negative and go the same way, so in $f'' g + 2 f' g' + f g''$ no term is "
        "negative (where the derivatives exist)."
        if same
        else "In $f'' g + 2 f' g' + f g''$ the middle term may be negative, and may win."
    )
    terms = (Scaled(a, Pair("product", F, G)), Line(slope, b))
    known = {"f": first, "g": second}
    return Claim(Sum(terms), known, SAME_WAY, PRODUCT, argument)


def _log_sum(pick: Pick) -> Claim:
    a, b, sign = pick.integer(1, 3), pick.integer(1, 3), pick.one((-1, 1))
    line = Line(pick.one((-3, -2, 2, 3)))
    argument = (
        "Both exponents are convex, and the outer function rises in both."
        if sign > 0
        else "The outer function rises in both exponents, and one of them is concave."
    )
    pair = Pair("log-sum-exp", Scaled(a, F), Scaled(sign * b, Use("g", line)))
    return Claim(pair, TWO, LOG_SUM, COMPOSED, argument)


def _norm(pick: Pick) -> Claim:
    a, b, known = pick.integer(1, 3), pick.integer(1, 3), pick.one((CONVEX, NONNEGATIVE))
    line = Line(pick.one((-3, -2, 2, 3)))
    argument = (
        "Neither is ever negative, and there the norm rises in both."
        if known.nonnegative
        else "Where $f$ is negative the norm falls as $f$ rises, so convexity is lost."
    )
    pair = Pair("norm", Scaled(a, F), Scaled(b, Use("g", line)))
    return Claim(pair, {"f": known, "g": known}, NORM, COMPOSED, argument)


def _both_ends(pick: Pick) -> Claim:
    a, sign = pick.integer(1, 5), pick.one((-1, 1))
    line = _line(pick)
    one, other = Scaled(a, F), Sum((G, line))
    ends = Sum((Largest((one, other)), Scaled(sign, Smallest((one, other)))))
    if sign > 0:
        return Claim(
            ends,
            TWO,
            "the larger and the smaller of two numbers add up to the two numbers",
            SMALLEST,
            "One of the two is the larger, the other the smaller: the sum is that of the two "
            "convex functions.",
            argued=Sum((one, other)),
        )
    return Claim(
        ends,
        TWO,
        f"{LARGEST}, and minus the smallest is convex too",
        DIFFERENCE,
        "The smaller of two convex functions is not concave, so minus it need not be convex.",
    )


def _window(pick: Pick) -> Claim:
    what = pick.one(("largest", "smallest", "mean"))
    width, a, line = pick.integer(1, 3), pick.integer(1, 3), _line(pick)
    rules = {
        "largest": ("the largest of any number of convex functions is convex", SMALLEST),
        "smallest": (PARTIAL, SMALLEST),
        "mean": ("an integral is a sum with weights that are not negative", ALL),
    }
    arguments = {
        "largest": "For every $t$ the shifted $f$ is convex, and the largest of them is.",
        "smallest": "$f(x + t)$ is convex in $x$ and $t$ together, and $t$ runs over an interval.",
        "mean": "For every $t$ the shifted $f$ is convex, and adding them up keeps that.",
    }
    rule, fallacy = rules[what]
    of = Sum((Scaled(a, Window(what, "f", width)), line))
    return Claim(of, {"f": CONVEX}, rule, fallacy, arguments[what])


def _two_shifts(pick: Pick) -> Claim:
    width, a, line = pick.integer(1, 4), pick.integer(1, 3), _line(pick)
    of = Sum((Scaled(a, Smallest((F, Use("f", Line(1, width))))), line))
    return Claim(
        of,
        {"f": CONVEX},
        PARTIAL,
        SMALLEST,
        f"Here the shift is $0$ or ${width}$, with nothing between: such a choice is no convex "
        "set, and the rule needs one.",
    )


def _quotient(pick: Pick) -> Claim:
    a, b, line = pick.integer(1, 3), pick.integer(1, 3), _line(pick)
    of = Sum((Pair("quotient", Scaled(a, F), Scaled(b, G) if b > 1 else G), line))
    return Claim(
        of,
        {"f": POSITIVE, "g": POSITIVE},
        FALLS,
        QUOTIENT,
        r"$\frac{1}{u}$ falls, so it would need a concave $u$; $g$ is convex. And a product needs "
        "more than convex factors.",
    )


KINDS: Mapping[int, tuple[Callable[[Pick], Claim], ...]] = {
    1: (_weights, _with_concave),
    2: (_largest, _smallest, _sum_of_largest, _smallest_concave),
    3: (_of_lines, _largest_of_lines, _of_curve, _of_line_less),
    4: (_risen, _decayed, _squared, _rooted, _of_positive_concave, _unknown_outer),
    5: (_product, _log_sum, _norm, _both_ends, _window, _two_shifts, _quotient),
}

"""Claims that tempt: products, quotients, norms, two ends, windows of a function."""

from __future__ import annotations

from drill.exercise.convexity._claims import (
    ALL,
    COMPOSED,
    CONVEX,
    DIFFERENCE,
    FALLS,
    LARGEST,
    NONNEGATIVE,
    POSITIVE,
    SMALLEST,
    TWO,
    Claim,
    F,
    G,
    a_line,
)
from drill.exercise.convexity._combined import (
    Largest,
    Line,
    Pair,
    Scaled,
    Smallest,
    Sum,
    Use,
    Window,
)
from drill.exercise.convexity._rules import Traits
from drill.exercise.pick import Pick

PRODUCT = "a product of convex functions is convex"
QUOTIENT = "a quotient of positive convex functions is convex"
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
    line = a_line(pick)
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
    width, a, line = pick.integer(1, 3), pick.integer(1, 3), a_line(pick)
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
    width, a, line = pick.integer(1, 4), pick.integer(1, 3), a_line(pick)
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
    a, b, line = pick.integer(1, 3), pick.integer(1, 3), a_line(pick)
    of = Sum((Pair("quotient", Scaled(a, F), Scaled(b, G) if b > 1 else G), line))
    return Claim(
        of,
        {"f": POSITIVE, "g": POSITIVE},
        FALLS,
        QUOTIENT,
        r"$\frac{1}{u}$ falls, so it would need a concave $u$; $g$ is convex. And a product needs "
        "more than convex factors.",
    )


TEMPTING = (_product, _log_sum, _norm, _both_ends, _window, _two_shifts, _quotient)

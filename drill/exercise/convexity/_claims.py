"""What is claimed of a combination: the functions in it, the rule in question, a rule that is none.

Whether a combination is convex is not written with its claim: the rules find it, and trials
confirm it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drill.exercise.convexity._combined import Expr, Line, Use
from drill.exercise.convexity._rules import Traits
from drill.exercise.convexity._stock import LINE
from drill.exercise.pick import Pick

CONVEX = Traits(convex=True)
CONCAVE = Traits(concave=True)
NONNEGATIVE = Traits(convex=True, nonnegative=True)
POSITIVE = Traits(convex=True, nonnegative=True, positive=True)
RISING = Traits(convex=True, rising=True)
FALLING = Traits(convex=True, falling=True)
LARGEST = "the largest of convex functions is convex"
RISES = "a convex function that never falls keeps a convex inner one convex"
FALLS = "a convex function that never rises makes a concave inner one convex"
ALL = "whatever is made of convex functions is convex"
DIFFERENCE = "a difference of convex functions is convex"
SMALLEST = "the smallest of convex functions is convex"
COMPOSED = "a convex function of a convex one is convex"


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


def a_line(pick: Pick) -> Line:
    """Draw a line that is not level."""
    return Line(pick.one((-5, -4, -3, -2, 2, 3, 4, 5)), pick.integer(-4, 4))

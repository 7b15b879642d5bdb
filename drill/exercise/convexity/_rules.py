"""What the rules of the convex calculus prove of a combination, given what its functions are.

Source: Boyd and Vandenberghe, Convex Optimization, 3.2; Grant, Boyd and Ye, Disciplined convex
programming, 2006.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from drill.exercise.convexity._combined import (
    Expr,
    Known,
    Largest,
    Line,
    Pair,
    Scaled,
    Smallest,
    Sum,
    Use,
    Window,
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known for certain of a function; an affine one is convex and concave."""

    convex: bool = False
    concave: bool = False
    nonnegative: bool = False
    positive: bool = False
    rising: bool = False
    """It never falls."""
    falling: bool = False
    """It never rises."""

    @property
    def turned(self) -> Traits:
        """What is known of minus the function."""
        return Traits(self.concave, self.convex, rising=self.falling, falling=self.rising)

    def meets(self, wanted: Traits) -> bool:
        """Say whether all that is wanted is known."""
        return all(
            getattr(self, name) or not getattr(wanted, name) for name in Traits.__dataclass_fields__
        )


OUTER: Mapping[str, Traits] = {
    "exp": Traits(convex=True, positive=True, nonnegative=True, rising=True),
    "decay": Traits(convex=True, positive=True, nonnegative=True, falling=True),
    "relu": Traits(convex=True, nonnegative=True, rising=True),
    "softplus": Traits(convex=True, positive=True, nonnegative=True, rising=True),
    "square": Traits(convex=True, nonnegative=True),
    "abs": Traits(convex=True, nonnegative=True),
    "ln": Traits(concave=True, rising=True),
    "sqrt": Traits(concave=True, nonnegative=True, rising=True),
    "reciprocal": Traits(convex=True, positive=True, nonnegative=True, falling=True),
}
"""What is known of each named function on its domain."""
RISING_IF_NONNEGATIVE = frozenset({"square", "abs"})


def _composed(outer: Traits, inner: Traits) -> Traits:
    """Apply the rule of composition: convex of affine, rising of convex, falling of concave."""
    affine = inner.convex and inner.concave
    if affine and inner.rising and inner.falling:
        # a constant stays one, whatever is done to it
        return replace(inner, nonnegative=outer.nonnegative, positive=outer.positive)

    def bent(convex: bool, rising: bool, falling: bool) -> bool:
        return convex and (affine or (rising and inner.convex) or (falling and inner.concave))

    return Traits(
        convex=bent(outer.convex, outer.rising, outer.falling),
        # the same rule for minus the function
        concave=bent(outer.concave, outer.falling, outer.rising),
        nonnegative=outer.nonnegative,
        positive=outer.positive,
        rising=(outer.rising and inner.rising) or (outer.falling and inner.falling),
        falling=(outer.rising and inner.falling) or (outer.falling and inner.rising),
    )


def traits(of: Expr, known: Mapping[str, Traits]) -> Traits:
    """Say what the rules prove of an expression, from what is known of its functions."""
    match of:
        case Line(a, b):
            sure = not a and b >= 0
            return Traits(
                convex=True,
                concave=True,
                nonnegative=sure,
                positive=sure and b > 0,
                rising=a >= 0,
                falling=a <= 0,
            )
        case Use(name, inner):
            return _composed(known[name], traits(inner, known))
        case Known(outer, inner):
            inside = traits(inner, known)
            outside = OUTER[outer]
            if outer in RISING_IF_NONNEGATIVE and inside.nonnegative:
                outside = replace(outside, rising=True)
            return _composed(outside, inside)
        case Scaled(by, body):
            inside = traits(body, known)
            return inside if by > 0 else inside.turned
        case Sum(terms):
            return _all([traits(term, known) for term in terms])
        case Largest(several):
            return replace(_all([traits(one, known) for one in several]), concave=False)
        case Smallest(several):
            return replace(_all([traits(one, known) for one in several]), convex=False)
        case Pair(outer, left, right):
            return _paired(outer, traits(left, known), traits(right, known))
        case Window(what, name, _):
            inside = known[name]
            keeps = {"largest": inside.convex, "smallest": inside.convex, "mean": inside.convex}
            return Traits(convex=keeps[what])


def _all(found: list[Traits]) -> Traits:
    """Keep what is known of every one."""
    return Traits(
        **{name: all(getattr(one, name) for one in found) for name in Traits.__dataclass_fields__}
    )


def _paired(outer: str, left: Traits, right: Traits) -> Traits:
    both = _all([left, right])
    if outer == "product":
        same_way = both.rising or both.falling
        return Traits(
            convex=both.convex and both.nonnegative and same_way, nonnegative=both.nonnegative
        )
    if outer == "log-sum-exp":
        return Traits(convex=both.convex, rising=both.rising, falling=both.falling)
    if outer == "norm":
        affine = both.convex and both.concave
        return Traits(convex=affine or (both.convex and both.nonnegative), nonnegative=True)
    # nothing general is known of a quotient
    return Traits()

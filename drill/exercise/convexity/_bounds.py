"""What convexity says from two values and two slopes: level 5 of the convexity inequality.

Every tangent of a convex function is a lower bound and every chord an upper one between its ends.
With f and f' known at two points a < b, the best lower bound at c between them is the larger
tangent, the best upper bound the chord, and nothing lies below the crossing of the tangents
(Boyd and Vandenberghe, Convex Optimization, 3.1.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import shown
from drill.exercise.draft import Draft
from drill.exercise.parts import number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

HINTS = (
    "A convex function lies above each of its tangents, and between two points below the chord.",
    "There are two tangents, so two lower bounds: both hold at once.",
)
HALVINGS = 60
THIRDS = 50
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a convex function: values and slopes at a < b; and where it is asked."""

    a: int
    b: int
    at_a: int
    at_b: int
    down: int
    up: int
    c: int

    @property
    def tangents(self) -> tuple[Fraction, Fraction]:
        """The heights of both tangents at c."""
        return (
            Fraction(self.at_a + self.down * (self.c - self.a)),
            Fraction(self.at_b + self.up * (self.c - self.b)),
        )

    @property
    def chord(self) -> Fraction:
        """The height of the chord at c."""
        rise = Fraction(self.at_b - self.at_a, self.b - self.a)
        return self.at_a + rise * (self.c - self.a)


def _drawn(pick: Pick) -> tuple[Known, int, int]:
    """Build it from the crossing of the tangents: `Known`, and where and how high they cross."""
    place, height = pick.integer(-2, 2), pick.integer(-4, 4)
    left, right = pick.integer(2, 3), pick.integer(2, 3)
    down, up = pick.integer(-4, -1), pick.integer(1, 4)
    a, b = place - left, place + right
    inside = [c for c in range(a + 1, b) if c != place]
    known = Known(
        a, b, height - down * left, height + up * right, down, up, pick.one(inside)
    )  # fmt: skip
    return known, place, height


def from_slopes(pick: Pick) -> Draft:
    """Draw two values and two slopes of a convex function of which nothing else is known."""
    known, place, height = _drawn(pick)
    first, second = known.tangents
    best, other, chord = max(first, second), min(first, second), known.chord
    a, b, c = known.a, known.b, known.c
    asked = [
        ask(
            number("low", best, label=f"best lower bound of $f({c})$"),
            lambda: _crossing_by_sympy(known)[0],
            lambda: _extreme(known, upper=False),
            [("convexity-reversed", chord)],
        ),
        ask(
            number("high", chord, label=f"best upper bound of $f({c})$"),
            lambda: _crossing_by_sympy(known)[1],
            lambda: _extreme(known, upper=True),
            [("convexity-reversed", best)],
        ),
        ask(
            number("floor", height, label="best lower bound of $f$ anywhere"),
            lambda: _crossing_by_sympy(known)[2],
            lambda: _lowest(known),
        ),
    ]
    return assembled(
        f"All that is known of $f$: it is convex and differentiable on the whole line, with "
        f"$f({a}) = {known.at_a}$, $f'({a}) = {known.down}$, $f({b}) = {known.at_b}$ and "
        f"$f'({b}) = {known.up}$. What follows? (A best bound is one that no better one could "
        "replace.)",
        asked,
        hints=HINTS,
        solution=(
            Step("tangents from below", "$f(y) \\geq f(x) + f'(x)(y - x)$ for all $x$ and $y$."),
            Step(
                f"both tangents at {c}",
                f"From $x = {a}$: ${shown(first)}$. From $x = {b}$: ${shown(second)}$. Both are "
                f"lower bounds, and ${shown(best)}$ is the better one.",
            ),
            Step(
                f"the chord at {c}",
                f"Its slope is ${shown(Fraction(known.at_b - known.at_a, b - a))}$, so "
                f"$f({c}) \\leq {shown(chord)}$.",
            ),
            Step(
                "the floor",
                f"The first tangent falls, the second one rises, and they cross at $x = {place}$ "
                f"at the height ${height}$: the larger of the two is nowhere below that.",
            ),
            Step(
                "answer",
                f"${shown(best)} \\leq f({c}) \\leq {shown(chord)}$, and $f \\geq {height}$ "
                f"everywhere; the lower tangent, ${shown(other)}$ at ${c}$, says less.",
            ),
        ),
    )


def _crossing_by_sympy(known: Known) -> tuple[float, float, float]:
    """Let sympy write both tangents and the chord, and solve for the crossing."""
    import sympy

    x = sympy.Symbol("x", real=True)
    first = known.at_a + known.down * (x - known.a)
    second = known.at_b + known.up * (x - known.b)
    line = sympy.interpolate([(known.a, known.at_a), (known.b, known.at_b)], x)
    crossing = sympy.solve(first - second, x)[0]
    low = sympy.Max(first.subs(x, known.c), second.subs(x, known.c))
    return float(low), float(line.subs(x, known.c)), float(first.subs(x, crossing))


def _possible(known: Known, at: float, height: float) -> bool:
    """Say whether a convex function with the known values and slopes can have this height.

    By the slopes alone: the mean slopes from a to there and from there to b must rise, and stay
    between the two known ones.
    """
    before = (height - known.at_a) / (at - known.a)
    after = (known.at_b - height) / (known.b - at)
    slack = 1e-12
    return known.down <= before + slack and before <= after + slack and after <= known.up + slack


def _extreme(known: Known, *, upper: bool, at: float | None = None) -> float:
    """Halve the interval between a height that is possible and one that is not."""
    place = float(known.c) if at is None else at
    far = 1e3 if upper else -1e3
    near = _some_height(known, place)
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        near, far = (middle, far) if _possible(known, place, middle) else (near, middle)
    return round(near, 2 * DIGITS)


def _some_height(known: Known, at: float) -> float:
    """Give a height that is always possible: the one on the chord."""
    share = (at - known.a) / (known.b - known.a)
    return known.at_a + share * (known.at_b - known.at_a)


def _lowest(known: Known) -> float:
    """Search the lowest possible height over all places between, by golden thirds."""
    low, high = known.a + 1e-9, known.b - 1e-9
    for _ in range(THIRDS):
        third = (high - low) / 3
        left, right = low + third, high - third
        if _extreme(known, upper=False, at=left) <= _extreme(known, upper=False, at=right):
            high = right
        else:
            low = left
    return round(_extreme(known, upper=False, at=(low + high) / 2), DIGITS)

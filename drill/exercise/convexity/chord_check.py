"""The convexity inequality at given points: chords, violating pairs, Jensen, tangents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.convexity._bounds import from_slopes
from drill.exercise.convexity._chords import (
    Curve,
    chord_by_bend,
    mixed,
    of_powers,
    shown,
    sympy_mixed,
    weighed,
)
from drill.exercise.convexity._jensen import mean_of_values
from drill.exercise.convexity._pairs import violating_pair
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import choice, number, yes_or_no
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import over, plus, times
from drill.maths.tree import Name

X = Name("x")
HALF = Fraction(1, 2)
FRONTS = (-3, -2, -1, 1, 2, 3)
SIDES = (
    Choice("above", "above the graph", "Compare the two numbers: the chord's is smaller."),
    Choice("below", "below the graph", "Compare the two numbers: the chord's is larger."),
)
HINTS = {
    1: (
        "Two numbers are compared: one on the graph, one on the chord.",
        "The graph's comes from the middle of the two points, the chord's from the two values.",
    ),
    2: (
        r"$\lambda$ is the weight of the first point.",
        r"The nearer $\lambda$ is to 1, the nearer the mixed point is to the first one.",
    ),
}


class ChordCheck(Family):
    """Hold both sides of the convexity inequality against each other."""

    name = "chord_check"
    topic = "convexity"
    title = "Check the convexity inequality at points"
    version = 2
    instances = levels(6 * 9 * 9 * 7 * 3, 2804, 4000, 1384, 5760)
    requires = shares(convex_1d=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function and points at which both sides are pleasant numbers."""
        return LEVELS[level](pick)


@dataclass(frozen=True, slots=True)
class Chord:
    """A function, two points and the weight of the first."""

    curve: Curve
    x: int
    y: int
    share: Fraction

    @property
    def weights(self) -> tuple[Fraction, Fraction]:
        """The weights of the two points."""
        return self.share, 1 - self.share

    @property
    def middle(self) -> Fraction:
        """The mixed point."""
        return mixed(self.weights, (self.x, self.y))

    @property
    def on_graph(self) -> Fraction:
        """The value of the function at the mixed point."""
        return self.curve.exact(self.middle)

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The values of the function at the two points."""
        return self.curve.exact(Fraction(self.x)), self.curve.exact(Fraction(self.y))

    @property
    def on_chord(self) -> Fraction:
        """The mixed values."""
        return mixed(self.weights, self.ends)

    @property
    def turned(self) -> Chord:
        """The same with the weights swapped."""
        return Chord(self.curve, self.x, self.y, 1 - self.share)

    @property
    def telling(self) -> bool:
        """Say whether the sides differ, and swapping the weights changes both of them."""
        left, right = self.ends
        return left != right and self.on_graph not in {self.on_chord, self.turned.on_graph}

    def chord_again(self) -> float:
        """Find the chord's height by the bend between."""
        return chord_by_bend(self.curve, float(self.x), float(self.y), float(self.share))


def _two_sides(chord: Chord) -> list[Asked]:
    """Ask for the value on the graph and for the one on the chord."""
    graph, line, turned = chord.on_graph, chord.on_chord, chord.turned
    swapped = chord.share != HALF
    left = [("mean-of-values", line)]
    right = [("mean-of-values", graph)]
    if swapped:
        left.append(("mixing-weights-swapped", turned.on_graph))
        right.append(("mixing-weights-swapped", turned.on_chord))
    x, y = (r"\lambda", r"(1 - \lambda)") if swapped else (r"\tfrac{1}{2}", r"\tfrac{1}{2}")
    at = rf"f\left({x} x + {y} y\right)" if swapped else r"f\left(\frac{x + y}{2}\right)"
    of = rf"{x} f(x) + {y} f(y)" if swapped else r"\frac{f(x) + f(y)}{2}"
    return [
        ask(
            number("graph", graph, label=f"${at}$"),
            lambda: sympy_mixed(chord.curve.of, (Fraction(1),), (chord.middle,)),
            lambda: float(chord.curve.numeric(float(chord.middle))),
            left,
        ),
        ask(
            number("chord", line, label=f"${of}$"),
            lambda: sympy_mixed(chord.curve.of, chord.weights, (chord.x, chord.y)),
            chord.chord_again,
            right,
        ),
    ]


def _halfway(pick: Pick) -> Draft:
    a, b, c = pick.one(FRONTS), pick.integer(-4, 4), pick.integer(-4, 4)
    middle, reach = pick.integer(-3, 3), pick.integer(1, 3)
    chord = Chord(of_powers({2: a, 1: b, 0: c}), middle - reach, middle + reach, HALF)
    side = "above" if a > 0 else "below"
    left, right = chord.ends
    kind = "convex" if a > 0 else "concave"
    return assembled(
        f"Take the chord from $x = {chord.x}$ to $y = {chord.y}$. Which is higher in the middle, "
        "the graph or the chord?" + display(f"f(x) = {latex(chord.curve.of)}").rstrip(),
        [
            *_two_sides(chord),
            ask(
                choice("side", side, SIDES, label="in the middle the chord lies"),
                lambda: "above" if chord.on_chord > chord.on_graph else "below",
                lambda: "above" if chord.chord_again() > _float_graph(chord) else "below",
                [("convexity-reversed", "below" if a > 0 else "above")],
            ),
        ],
        hints=HINTS[1],
        solution=(
            Step("the middle", f"The middle of ${chord.x}$ and ${chord.y}$ is ${middle}$."),
            Step("the graph", f"$f({middle}) = {shown(chord.on_graph)}$"),
            Step(
                "the chord",
                f"$f({chord.x}) = {shown(left)}$ and $f({chord.y}) = {shown(right)}$, with the "
                f"mean ${shown(chord.on_chord)}$.",
            ),
            Step(
                "answer",
                f"${shown(chord.on_graph)}$ on the graph, ${shown(chord.on_chord)}$ on the chord: "
                f"it lies {side} the graph, as every chord of a {kind} function does.",
            ),
        ),
    )


def _float_graph(chord: Chord) -> float:
    return float(chord.curve.numeric(float(chord.middle)))


SHARES = (Fraction(1, 4), Fraction(3, 4), Fraction(1, 3), Fraction(2, 3))


@cache
def _weighted_curves() -> tuple[tuple[Chord, ...], ...]:
    """List chords with uneven weights on parabolas, on cubics and on hyperbolas."""
    spans = [
        (x, x + d * share.denominator, share)
        for x, d, share in product(range(-5, 3), (1, 2), SHARES)
        if x + d * share.denominator <= 5
    ]
    parabolas = [
        Chord(curve, *span)
        for a, b, c in product((-2, -1, 1, 2), (-3, -2, 2, 3), (-1, 2))
        for curve in [of_powers({2: a, 1: b, 0: c})]
        for span in spans
        if a * (span[0] + span[1]) + b
    ]
    cubics = [
        chord
        for a, b, c in product((-1, 1), (-4, -3, -2, 2, 3, 4), (-1, 0, 3))
        for curve in [of_powers({3: a, 1: b, 0: c})]
        for span in spans
        for chord in [Chord(curve, *span)]
        if abs(span[0]) < 5 and abs(span[1]) < 5 and chord.telling
    ]
    positive = [
        (x, y, share)
        for x, y, share in product((1, 2, 3, 4, 6), (4, 6, 8, 12), SHARES)
        if x < y and (y - x) % share.denominator == 0
    ]
    steep = [
        chord
        for k, slope in product((-24, -12, 12, 24), range(-3, 4))
        for curve in [_hyperbola(k, slope)]
        for span in positive
        for chord in [Chord(curve, *span)]
        if chord.telling
    ]
    return tuple(parabolas), tuple(cubics), tuple(steep)


def _hyperbola(k: int, slope: int) -> Curve:
    return Curve(
        plus(over(k, X), times(slope, X)),
        lambda x: k / x + slope * x,
        lambda x: k / x + slope * x,
    )


def _with_weights(pick: Pick) -> Draft:
    chord = pick.among(_weighted_curves())
    holds = chord.on_graph <= chord.on_chord
    (left, right), (first, second) = chord.ends, chord.weights
    middle = shown(chord.middle)
    verb = "holds" if holds else "fails"
    sign = "<" if holds else ">"
    asked = [
        *_two_sides(chord),
        ask(
            yes_or_no(
                "holds", truth=holds, label="does the convexity inequality hold at this triple?"
            ),
            lambda: "yes" if chord.on_graph <= chord.on_chord else "no",
            lambda: "yes" if _float_graph(chord) <= chord.chord_again() else "no",
            [("convexity-reversed", "no" if holds else "yes")],
        ),
    ]
    return assembled(
        rf"Work out both sides of $f\left(\lambda x + (1 - \lambda) y\right) \leq "
        rf"\lambda f(x) + (1 - \lambda) f(y)$ at $x = {chord.x}$, $y = {chord.y}$ and "
        rf"$\lambda = {shown(chord.share)}$." + display(f"f(x) = {latex(chord.curve.of)}").rstrip(),
        asked,
        hints=HINTS[2],
        solution=(
            Step(
                "the mixed point",
                rf"$\lambda x + (1 - \lambda) y = {weighed(chord.weights, (chord.x, chord.y))} "
                rf"= {middle}$",
            ),
            Step("left side", rf"$f({middle}) = {shown(chord.on_graph)}$"),
            Step(
                "right side",
                rf"${weighed((first, second), (left, right))} = {shown(chord.on_chord)}$",
            ),
            Step(
                "answer",
                f"${shown(chord.on_graph)} {sign} {shown(chord.on_chord)}$: here the inequality "
                f"{verb}"
                + (
                    ". One triple proves nothing about the others."
                    if holds
                    else ", so $f$ is not convex on any interval that holds both points."
                ),
            ),
        ),
    )


LEVELS: dict[int, Callable[[Pick], Draft]] = {
    1: _halfway,
    2: _with_weights,
    3: violating_pair,
    4: mean_of_values,
    5: from_slopes,
}


FAMILY = ChordCheck()

"""The last level of `slope_sign`: a kink, with a slope on either side."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.parts import after_signs, choice, number, wired
from drill.exercise.truths import given, sympy_value
from drill.exercise.write import inline, latex
from drill.grade.part import Choice
from drill.maths.build import call, negate, plus, times
from drill.maths.tree import Name, Node

X = Name("x")
NEAR = 1e-4
HINTS = (
    "To the left and to the right of the kink the function is a straight line.",
    "Left of the kink the absolute value has slope $-1$, right of it $+1$.",
)
KINK_MOVES = (
    Choice("left", "only to the left"),
    Choice("right", "only to the right"),
    Choice("both", "either way"),
    Choice("neither", "neither way"),
)
OPPOSITE = {"left": "right", "right": "left", "both": "neither", "neither": "both"}
KINKS = tuple(
    (c, d, a)
    for c, d, a in product((-4, -3, -2, -1, 1, 2, 3, 4), range(-6, 7), range(-5, 6))
    if abs(c) != abs(d) and a != 0
)


LEFT, RIGHT = Name("left"), Name("right")
BOTH_SIDES: Mapping[str, Node] = {
    "left": call("min", LEFT, RIGHT),
    "right": call("min", negate(LEFT), negate(RIGHT)),
    "both": call("min", LEFT, negate(RIGHT)),
    "neither": call("min", negate(LEFT), RIGHT),
}
"""What is positive where a step this way lowers f, in the slopes on either side."""


def kink(c: int, d: int, a: int) -> Draft:
    """Ask for both slopes of c |x - a| + d x at a, and which way lowers it."""
    left, right = d - c, d + c
    move = {
        (True, True): "left",
        (False, False): "right",
        (False, True): "neither",
        (True, False): "both",
    }[left > 0, right > 0]
    minus, plus_or_minus = ("-", "+") if c > 0 else ("+", "-")
    of = plus(times(c, call("abs", plus(X, -a))), times(d, X))

    def f(x: float) -> float:
        return float(c * abs(x - a) + d * x)

    def numeric_move() -> str:
        lower = f(a - NEAR) < f(a), f(a + NEAR) < f(a)
        return {
            (True, True): "both",
            (True, False): "left",
            (False, True): "right",
            (False, False): "neither",
        }[lower]

    return Draft(
        prompt=f"At $x = {a}$ this function has a kink, and no derivative. What are its slopes on "
        f"either side, and which way does a small step lower it?\n\n$$f(x) = {latex(of)}$$",
        parts=(
            number("left", left, label=f"slope just left of ${a}$"),
            number("right", right, label=f"slope just right of ${a}$"),
            after_signs(choice("move", move, KINK_MOVES, label="$f$ gets lower"), BOTH_SIDES),
        ),
        evidence=(
            Evidence("left", _side(of, a - 1), given(lambda: (f(a) - f(a - NEAR)) / NEAR)),
            Evidence("right", _side(of, a + 1), given(lambda: (f(a + NEAR) - f(a)) / NEAR)),
            Evidence("move", given(lambda: _move_by_sympy(of, a)), given(numeric_move)),
        ),
        hints=HINTS,
        solution=(
            Step(
                "left of the kink",
                f"There {inline(call('abs', plus(X, -a)))} falls with slope $-1$, so $f$ has "
                f"the slope ${d} {minus} {abs(c)} = {left}$.",
            ),
            Step(
                "right of it",
                f"There it rises with slope $1$: ${d} {plus_or_minus} {abs(c)} = {right}$.",
            ),
            Step(
                "down",
                "A step to the right lowers $f$ where the right slope is negative; a step to the "
                "left where the left slope is positive.",
            ),
            Step(
                "answer",
                f"Slopes ${left}$ and ${right}$; $f$ gets lower "
                f"{next(item.text for item in KINK_MOVES if item.id == move)}.",
            ),
        ),
        mistakes=wired("move", [("ascent", OPPOSITE[move])]),
        shown=(of,),
        plain=frozenset({"left", "right"}),
    )


def _side(of: Node, at: int) -> Oracle:
    """Let sympy differentiate away from the kink, where the function is a line."""

    def build() -> object:
        from drill.maths.symbols import symbol, to_sympy

        x = symbol("x")
        return to_sympy(of).diff(x).subs(x, at)

    return sympy_value(build)


def _move_by_sympy(of: Node, a: int) -> str:
    falls_left = float(str(_side(of, a - 1)([{}])[0])) > 0
    falls_right = float(str(_side(of, a + 1)([{}])[0])) < 0
    if falls_left and falls_right:
        return "both"
    if falls_left or falls_right:
        return "left" if falls_left else "right"
    return "neither"

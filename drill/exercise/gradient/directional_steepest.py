"""Which way is steepest, how steep it is, and how steep it is along any other direction.

Gradients at the point are chosen with a whole length, so that unit vectors are short decimals.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._shared import partial, vector_latex
from drill.exercise.gradient._whole_slopes import (
    Slope,
    by_sympy,
    rate_along,
    slopes,
    steepest_by_looking,
)
from drill.exercise.parts import Answer, after, number, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import display, latex
from drill.maths.build import node, times
from drill.maths.tree import Name, Vector
from drill.maths.tree import number as whole

UNITS = ((3, 4), (4, 3), (-3, 4), (3, -4), (-4, 3), (4, -3), (-3, -4), (-4, -3))
"""Directions of length 5."""


HINTS = {
    1: ("Which vector points to where $f$ rises fastest?", "The gradient; down is against it."),
    2: (
        "The direction has the length 1; the gradient has not.",
        "Divide the gradient by its length.",
    ),
    3: (
        "The rate depends on the direction alone, not on how long the vector is.",
        "Make the direction a unit vector first; then take the dot product with the gradient.",
    ),
    4: (
        "In which direction is the dot product with the gradient largest?",
        "Along the gradient itself, and there it is the gradient's length.",
    ),
    5: (
        "Along a level set $f$ does not change.",
        "The direction is at a right angle to the gradient: swap the two and turn one sign.",
    ),
}


class DirectionalSteepest(Family):
    """Find the steepest direction, and the rate of change in any direction."""

    name = "directional_steepest"
    topic = "gradient"
    title = "Find the steepest direction and the rate along any other"
    instances = levels(1824, 1824, 7296, 3648, 1824)
    requires = shares(gradient_vector=0.8)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a field and a point at which its gradient has a whole length."""
        made: dict[int, Callable[[Slope, Pick], Draft]] = {
            1: _direction,
            2: _unit,
            3: _rate,
            4: _largest,
            5: _level_set,
        }
        return made[level](pick.one(slopes()), pick)


FAMILY = DirectionalSteepest()


def _opening(one: Slope, question: str) -> str:
    shown = display(f"f(x, y) = {latex(one.field.of)}").rstrip()
    return f"At the point $(x, y) = {vector_latex((one.p, one.q))}$: {question}{shown}"


def _gradient_steps(one: Slope) -> tuple[Step, Step]:
    by_x, by_y = one.field.gradient
    return (
        Step(
            "the gradient", f"${partial('x')} = {latex(by_x)}$ and ${partial('y')} = {latex(by_y)}$"
        ),
        Step("at the point", rf"$\nabla f = {vector_latex((one.g, one.h))}$"),
    )


def _whole_vector(*items: int) -> Vector:
    return Vector(tuple(map(whole, items)))


def _parts(items: tuple[int, int], length: int) -> tuple[Fraction, Fraction]:
    return Fraction(items[0], length), Fraction(items[1], length)


def _over(items: tuple[int, int], length: int) -> str:
    return rf"{vector_latex(items)} / {length}"


WAYS = {1: "steepest ascent", -1: "steepest descent"}
NAMES = {1: r"\nabla f", -1: r"-\nabla f"}


def _direction(one: Slope, pick: Pick) -> Draft:
    sign = pick.one((1, -1))
    found = (sign * one.g, sign * one.h)
    wrong: list[tuple[str, Answer]] = [
        ("ascent", _whole_vector(-found[0], -found[1])),
        ("components-swapped", _whole_vector(found[1], found[0])),
    ]
    return Draft(
        prompt=_opening(
            one, f"which of $\\nabla f$ and $-\\nabla f$ is the direction of {WAYS[sign]}? Give it."
        ),
        parts=(vector("d", found, label=f"direction of {WAYS[sign]}"),),
        evidence=(
            Evidence(
                "d",
                by_sympy(one, lambda g, h: (sign * g, sign * h)),
                given(lambda: (sign * rate_along(one, 1, 0), sign * rate_along(one, 0, 1))),
            ),
        ),
        hints=HINTS[1],
        solution=(
            *_gradient_steps(one),
            Step("which way", r"$\nabla f$ points to where $f$ rises fastest, $-\nabla f$ down."),
            Step("answer", f"${NAMES[sign]} = {vector_latex(found)}$"),
        ),
        mistakes=wired("d", wrong),
        shown=(one.field.of,),
    )


def _unit(one: Slope, pick: Pick) -> Draft:
    sign = pick.one((1, -1))
    found = (sign * one.g, sign * one.h)
    wrong = [
        ("ascent", (-found[0], -found[1])),
        ("components-swapped", (found[1], found[0])),
    ]
    return Draft(
        prompt=_opening(one, f"give the unit vector in the direction of {WAYS[sign]}."),
        parts=(vector("u", _parts(found, one.length), label="unit vector"),),
        evidence=(
            Evidence(
                "u",
                by_sympy(one, lambda g, h: (sign * g / _size(g, h), sign * h / _size(g, h))),
                given(lambda: _signed(sign, steepest_by_looking(one))),
            ),
        ),
        hints=HINTS[2],
        solution=(
            *_gradient_steps(one),
            Step(
                "its length",
                rf"For both ways: $\sqrt{{{one.g**2} + {one.h**2}}} = {one.length}$",
            ),
            Step("answer", f"The unit vector is ${_over(found, one.length)}$."),
        ),
        mistakes=wired("u", [(name, _scaled(bad, one.length)) for name, bad in wrong]),
        shown=(one.field.of,),
    )


def _size(g: float, h: float) -> float:
    return float((g * g + h * h) ** 0.5)


def _signed(sign: int, pair: tuple[float, float]) -> tuple[float, float]:
    return sign * pair[0], sign * pair[1]


def _scaled(items: tuple[int, int], length: int) -> Vector:
    return Vector(tuple(map(node, _parts(items, length))))


def _rate(one: Slope, pick: Pick) -> Draft:
    u, v = pick.one(UNITS)
    rate = Fraction(u * one.g + v * one.h, 5)
    wrong = [
        ("gradient-summed", Fraction(one.g + one.h)),
        ("components-swapped", Fraction(u * one.h + v * one.g, 5)),
    ]
    return Draft(
        prompt=_opening(
            one,
            f"how fast does $f$ change per unit of distance in the direction of "
            f"${vector_latex((u, v))}$?",
        ),
        parts=(number("r", rate, label="rate of change"),),
        evidence=(
            Evidence(
                "r",
                by_sympy(one, lambda g, h: (u * g + v * h) / 5),
                given(lambda: rate_along(one, u / 5, v / 5)),
            ),
        ),
        hints=HINTS[3],
        solution=(
            *_gradient_steps(one),
            Step("a unit vector", f"The direction has the length 5, so $u = {_over((u, v), 5)}$."),
            Step(
                "answer",
                rf"$\nabla f \cdot u = \left({u * one.g} {_with_sign(v * one.h)}\right) / 5 = "
                f"{latex(node(rate))}$",
            ),
        ),
        mistakes=wired("r", [(name, bad) for name, bad in wrong if bad != rate]),
        shown=(one.field.of,),
        plain=frozenset({"r"}),
    )


def _with_sign(size: int) -> str:
    return f"- {-size}" if size < 0 else f"+ {size}"


def _largest(one: Slope, pick: Pick) -> Draft:
    step = pick.one((Fraction(1, 10), Fraction(1, 100), Fraction(1, 50), Fraction(1, 20)))
    change = -step * one.length
    return Draft(
        prompt=_opening(
            one,
            "what is the largest rate of change in any direction? And by about how much does $f$ "
            f"change over a step of length {float(step):g} in the direction of steepest descent, "
            "to first order?",
        ),
        parts=(
            number("rate", one.length, label="largest rate"),
            after(
                number("change", change, label="change of $f$, about"), times(-step, Name("rate"))
            ),
        ),
        evidence=(
            Evidence(
                "rate",
                by_sympy(one, _size),
                given(lambda: rate_along(one, *steepest_by_looking(one))),
            ),
            Evidence(
                "change",
                by_sympy(one, lambda g, h: -float(step) * _size(g, h)),
                given(lambda: -float(step) * rate_along(one, *steepest_by_looking(one))),
            ),
        ),
        hints=HINTS[4],
        solution=(
            *_gradient_steps(one),
            Step(
                "the largest rate",
                rf"$\nabla f \cdot u$ is largest along $\nabla f$: its length $\sqrt{{{one.g**2} + "
                rf"{one.h**2}}} = {one.length}$.",
            ),
            Step(
                "answer",
                rf"At most ${one.length}$; downhill $f$ changes by about $-{one.length} "
                rf"\cdot {float(step):g} = {float(change):g}$.",
            ),
        ),
        mistakes=(
            *wired("rate", [("gradient-summed", one.g + one.h)]),
            *wired("change", [("ascent", -change)]),
        ),
        shown=(one.field.of,),
        plain=frozenset({"rate", "change"}),
    )


def _level_set(one: Slope, pick: Pick) -> Draft:
    sign = pick.one((1, -1))
    word = {1: "positive", -1: "negative"}[sign]
    turn = sign if one.h > 0 else -sign
    found = (turn * one.h, -turn * one.g)
    return Draft(
        prompt=_opening(
            one,
            "along which unit vector, with a "
            f"{word} first component, does $f$ not change, to first order?",
        ),
        parts=(vector("t", _parts(found, one.length), label="unit vector"),),
        evidence=(
            Evidence(
                "t",
                by_sympy(one, lambda g, h: _turned(sign, g, h)),
                given(lambda: _turned(sign, *steepest_by_looking(one))),
            ),
        ),
        hints=HINTS[5],
        solution=(
            *_gradient_steps(one),
            Step(
                "a right angle",
                f"${vector_latex((one.h, -one.g))}$ has the dot product 0 with it; so has its "
                "opposite.",
            ),
            Step(
                "answer",
                f"With a {word} first component: ${_over(found, one.length)}$.",
            ),
        ),
        mistakes=wired(
            "t",
            [
                ("components-swapped", _scaled((found[0], -found[1]), one.length)),
            ],
        ),
        shown=(one.field.of,),
    )


def _turned(sign: int, g: float, h: float) -> tuple[float, float]:
    """Turn a gradient by a right angle, and normalise it."""
    turn = sign if h > 0 else -sign
    return turn * h / _size(g, h), -turn * g / _size(g, h)

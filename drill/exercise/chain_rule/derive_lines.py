"""The chain rule shown line by line: the outer derivative, what is left to take, the result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from drill.exercise.chain_rule._stack import (
    Innermost,
    Stack,
    around_product,
    line_inside,
    quadratic_inside,
    three_deep,
)
from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import VARIABLES
from drill.exercise.differentiate import one_variable
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.line_by_line import Asked, lines_draft
from drill.exercise.parts import distinct
from drill.exercise.pick import Pick
from drill.exercise.write import display, dotted, inline, latex, typed
from drill.grade.part import asks_for_lines
from drill.maths.build import plus, times
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

if TYPE_CHECKING:
    from drill.exercise.chain_rule._shown import Show

CURVED = ("exp", "sin", "cos", "tanh", "sigmoid", "ln")
LEAST = {1: 2, 2: 2, 3: 3, 4: 3, 5: 3}
HINTS = {
    1: (
        "What is done last to the variable? Its derivative comes first, at the whole inside.",
        "Leave the inner derivative standing in the first line, and work it out in the second.",
    ),
    2: (
        "The outer function keeps its whole inside when it is differentiated.",
        "The second line replaces only what was left standing; everything else is copied.",
    ),
    3: (
        "Three functions, three factors: take one of them in each line.",
        "What is left standing in the first line is again a function of a function.",
    ),
    4: (
        "What stands inside is a product: one line for the outer function, one for the product.",
        "In the line behind the outer derivative the product rule makes two terms.",
    ),
    5: (
        "First differentiate as it stands; only then look for what is to be shown.",
        "The last lines are algebra: split the fraction into the pieces that are to appear.",
    ),
}


class DeriveLines(Family):
    """Derive by the chain rule, line by line."""

    name = "derive_lines"
    topic = "chain_rule"
    title = "Derive by the chain rule, line by line"
    instances = levels(768, 768, 2944, 756, 640)
    requires = shares(chain_two_layer=0.9)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw layers around an innermost function, at level 5 a form that is to be shown."""
        x = Name(pick.one(VARIABLES))
        if level == 5:
            return _shown(pick, x)
        return _layered(LAYERED[level](pick, x), level)


def _power_of_line(pick: Pick, x: Name) -> Stack:
    from drill.exercise.chain_rule._layers import power_layer

    return Stack((power_layer(pick.integer(3, 8)),), line_inside(pick, x), x)


def _of_a_curve(pick: Pick, x: Name) -> Stack:
    from drill.exercise.chain_rule._layers import by_name

    return Stack((by_name(pick.one(CURVED)),), quadratic_inside(pick, x), x)


LAYERED = {1: _power_of_line, 2: _of_a_curve, 3: three_deep, 4: around_product}
FAMILY = DeriveLines()


# --- levels 1 to 4: layer by layer ---------------------------------------------------------------


def _layered(stack: Stack, level: int) -> Draft:
    x = stack.x.name
    least = LEAST[level]
    # A fraction may be left to reduce, and powers of σ to join: that is another exercise.
    simplified = level < 3 and stack.layers[0].name != "ln"
    ending = " Simplify the last line." if simplified else ""
    return lines_draft(
        one_variable(stack.tree, x, stack.value),
        Asked(
            f"$f'({x})$",
            _model(stack),
            least,
            form="simplified" if simplified else "",
        ),
        prompt=f"Derive $f'({x})$ line by line.{display(f'f({x}) = {latex(stack.tree)}')}"
        f"Every line equals the one before. What is still to be differentiated may stand as "
        f"`d/d{x}(...)` until its line comes. {asks_for_lines(least)}{ending}",
        hints=HINTS[level],
        solution=_solution(stack),
        mistakes=distinct(_wrong(stack, level)),
    )


def _model(stack: Stack) -> tuple[str, ...]:
    """Take one layer in each line, then the innermost, then multiply."""
    x, taken = stack.x.name, [f"({typed(factor)})" for factor in stack.factors]
    left = [f"d/d{x}({typed(stack.argument(k))})" for k in range(len(stack.layers))]
    lines = ["*".join([*taken[: k + 1], left[k]]) for k in range(len(left))]
    if stack.inside.parts:
        f, g = map(typed, stack.inside.parts)
        lines.append(f"{taken[0]}*(d/d{x}({f})*{g}+{f}*d/d{x}({g}))")
    return (*lines, "*".join(taken), typed(stack.truth))


def _wrong(stack: Stack, level: int) -> Iterator[tuple[str, Node]]:
    outer, first = stack.layers[0], stack.factors[0]
    rest = stack.factors[1:]
    yield "log-inner-missing" if outer.name == "ln" else "inner-derivative-missing", first
    if len(rest) > 1:
        yield "innermost-factor-missing", times(*reversed(stack.factors[:-1]))
    yield "outer-evaluated-at-x", times(*reversed(rest), outer.slope(stack.x))
    if level < 3:
        yield "inner-derivative-added", plus(first, stack.inside.slope)
    if outer.name == "sigmoid":
        yield "sigmoid-self", times(*rest, outer.tree(stack.argument(0)))
    if level == 4:
        f, g = stack.inside.parts
        apart = times(slope(f, stack.x.name), slope(g, stack.x.name))
        yield "product-of-derivatives", times(apart, first)
        yield "product-one-term", times(slope(f, stack.x.name), g, first)


def _solution(stack: Stack) -> Iterator[Step]:
    x, factors = stack.x.name, stack.factors
    names = ("outer derivative", "next layer")
    for k in range(len(stack.layers)):
        left = rf"\frac{{d}}{{d{x}}} \left({latex(stack.argument(k))}\right)"
        yield Step(names[k], rf"$f'({x}) = {dotted(*factors[: k + 1])} \cdot {left}$")
    inside = inline(stack.inside.tree)
    if stack.inside.parts:
        f, g = map(inline, stack.inside.parts)
        yield Step("product inside", f"The product rule for {f} and {g}: {inline(factors[-1])}.")
    else:
        yield Step("inner derivative", f"{inside} gives {inline(factors[-1])}.")
    yield Step("put in", f"$= {dotted(*factors)}$")
    yield Step("answer", f"$f'({x}) = {latex(stack.truth)}$")


# --- level 5: a form that is to be shown ---------------------------------------------------------


def _shown(pick: Pick, x: Name) -> Draft:
    from drill.exercise.chain_rule._shown import SHOWN

    shown = pick.one(SHOWN)
    inside = line_inside(pick, x)
    rate = int(typed(inside.slope))
    truth = shown.truth(inside.tree, rate)
    of = shown.tree(inside.tree)
    return lines_draft(
        one_variable(of, x.name, lambda z: shown.value(inside.value(z))),
        Asked(
            f"$f'({x.name})$",
            shown.model(inside.tree, rate, x.name),
            LEAST[5],
            goals=(truth,),
        ),
        prompt=f"Show line by line that $f'({x.name}) = {latex(truth)}$, starting from"
        f"{display(f'f({x.name}) = {latex(of)}')}"
        f"and end with that form. What is still to be differentiated may stand as "
        f"`d/d{x.name}(...)`. {asks_for_lines(LEAST[5])}",
        hints=HINTS[5],
        solution=_steps(shown, inside, rate, x),
        mistakes=distinct(shown.wrong(inside.tree, rate)),
    )


def _steps(shown: Show, inside: Innermost, rate: int, x: Name) -> Iterator[Step]:
    u = "z" if x.name == "u" else "u"
    yield Step("the inside", f"Call the line ${u} = {latex(inside.tree)}$; its slope is {rate}.")
    for name, formula in shown.steps:
        told = formula.replace("#", x.name).replace("@", str(rate))
        yield Step(_lettered(name, u), f"$= {_lettered(told, u)}$")
    truth = shown.truth(inside.tree, rate)
    yield Step("answer", f"$f'({x.name}) = {latex(truth)}$")


def _lettered(formula: str, letter: str) -> str:
    """Write a formula in u with another letter where u is the variable; no other word has a u."""
    return (
        formula
        if letter == "u"
        else formula.replace("{u}", "{z}").replace("^u", "^z").replace("-u", "-z")
    )

"""One function inside another: the chain rule with one inner derivative to remember."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import VARIABLES
from drill.exercise.differentiate import derivative_draft, one_variable
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import distinct
from drill.exercise.pick import Pick
from drill.exercise.truths import OneNumber
from drill.exercise.write import dotted, latex
from drill.maths.build import call, minus, over, plus, power, times
from drill.maths.domain import REAL, Domain, Range
from drill.maths.slope import slope
from drill.maths.tree import Name, Node, names

if TYPE_CHECKING:
    from drill.exercise.chain_rule._layers import Layer

SIGNED = (-7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7)
STEEP = (2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True)
class Inner:
    """The inner function: its tree and it in numbers; where it must be positive, its domain."""

    tree: Node
    value: OneNumber
    domain: Domain = REAL


@dataclass(frozen=True, slots=True)
class Problem:
    """An outer function of an inner one, perhaps with a power of x as a further factor."""

    outer: Layer
    inner: Inner
    front: int = 1
    power: int = 0


def _polynomial(x: Name, coefficients: Mapping[int, int]) -> Inner:
    pairs = tuple(coefficients.items())
    tree = plus(*(times(c, power(x, n)) for n, c in pairs))
    return Inner(tree, lambda z: sum(c * z**n for n, c in pairs))


def _above_zero(inner: Inner, low: float, x: Name) -> Inner:
    return Inner(inner.tree, inner.value, Domain({x.name: Range(low=low)}))


def _power_of_line(pick: Pick, x: Name) -> Problem:
    from drill.exercise.chain_rule._layers import power_layer

    a, b, n = pick.one(LINES)
    return Problem(power_layer(n), _polynomial(x, {1: a, 0: b}))


def _power_of_polynomial(pick: Pick, x: Name) -> Problem:
    from drill.exercise.chain_rule._layers import power_layer

    high, low = pick.one(((2, 0), (3, 0), (2, 1), (3, 1), (3, 2), (4, 0)))
    inner = _polynomial(x, {high: pick.one(STEEP[:4]), low: pick.one(SIGNED)})
    return Problem(power_layer(pick.integer(3, 7)), inner)


def _exponential_or_log(pick: Pick, x: Name) -> Problem:
    from drill.exercise.chain_rule._layers import EXP, LN

    high, low = pick.one(((2, 1), (2, 0), (3, 1), (3, 0)))
    a = pick.one(STEEP[:4])
    if pick.below(2):
        return Problem(EXP, _polynomial(x, {high: a, low: pick.one(SIGNED)}))
    inner = _polynomial(x, {high: a, low: pick.integer(1, len(SIGNED))})
    return Problem(LN, inner if (high, low) == (2, 0) else _above_zero(inner, 0.0, x))


def _sigmoid_or_root(pick: Pick, x: Name) -> Problem:
    from drill.exercise.chain_rule._layers import SIGMOID, SQRT, TANH

    outer = pick.one((SIGMOID, TANH, SQRT))
    a, b = pick.one(STEEP), pick.one(SIGNED)
    if outer is not SQRT:
        return Problem(outer, _polynomial(x, {1: a, 0: b}))
    return Problem(outer, _above_zero(_polynomial(x, {1: a, 0: b}), -b / a, x))


def _with_factor(pick: Pick, x: Name) -> Problem:
    from drill.exercise.chain_rule._layers import COS, EXP, SIGMOID, SIN, power_layer

    outer = pick.one((EXP, SIN, COS, SIGMOID, power_layer(3), power_layer(4), power_layer(5)))
    inner = _polynomial(x, {1: pick.one(STEEP), 0: pick.one(SIGNED)})
    return Problem(outer, inner, front=pick.one((2, 3, 5)), power=pick.integer(1, 4))


LINES = tuple(product(STEEP, SIGNED, range(3, 9)))
LEVELS = {
    1: _power_of_line,
    2: _power_of_polynomial,
    3: _exponential_or_log,
    4: _sigmoid_or_root,
    5: _with_factor,
}


class ChainTwoLayer(Family):
    """Differentiate a composition of two functions."""

    name = "chain_two_layer"
    topic = "chain_rule"
    title = "Differentiate a function of a function"
    instances = levels(1728, 5760, 1536, 864, 24_192)
    requires = shares(power_sum=0.7, elementary_mix=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw an outer and an inner function, at level 5 with a power of x in front."""
        x = Name(pick.one(VARIABLES))
        problem = LEVELS[level](pick, x)
        outer, inner = problem.outer, problem.inner
        factor = times(problem.front, power(x, problem.power))
        of = times(factor, outer.tree(inner.tree))
        question = one_variable(
            of,
            x.name,
            lambda z: problem.front * z**problem.power * outer.value(inner.value(z)),
            inner.domain,
        )
        right = times(slope(inner.tree, x.name), outer.slope(inner.tree))
        truth = _with(problem, x, right)
        wrong = ((name, _with(problem, x, bad)) for name, bad in _wrong(problem, x))
        return derivative_draft(
            question,
            truth,
            hints=_hints(problem, x),
            solution=_solution(problem, x),
            mistakes=distinct(wrong),
        )


FAMILY = ChainTwoLayer()


def _with(problem: Problem, x: Name, composed: Node) -> Node:
    """Put the derivative of the composition into the product rule, where there is a factor."""
    if not problem.power:
        return composed
    factor = times(problem.front, power(x, problem.power))
    first = times(slope(factor, x.name), problem.outer.tree(problem.inner.tree))
    return plus(first, times(factor, composed))


def _wrong(problem: Problem, x: Name) -> Iterator[tuple[str, Node]]:
    outer, u = problem.outer, problem.inner.tree
    du = slope(u, x.name)
    yield outer.missing, outer.slope(u)
    if not problem.power:
        if x.name in names(du) and outer.name != "ln":
            yield "evaluated-at-inner-derivative", outer.slope(du)
            yield "inner-derivative-inside", times(du, outer.slope(du))
        yield "outer-evaluated-at-x", times(du, outer.slope(x))
        yield "inner-derivative-added", plus(outer.slope(u), du)
    yield "inner-derivative-divided", over(outer.slope(u), du)
    if outer.name == "exp":
        yield "exponential-as-power", times(u, outer.tree(minus(u, 1)))
    if outer.name == "sigmoid":
        yield "sigmoid-self", times(du, outer.tree(u))
        yield "sigmoid-one-minus", times(du, minus(1, outer.tree(u)))
    if outer.name == "tanh":
        yield "tanh-wrong", times(du, call("sech", u))


def _letter_inside(x: Name) -> Name:
    """Choose a letter for the inner function that is not the variable's."""
    return Name("z" if x.name == "u" else "u")


def _hints(problem: Problem, x: Name) -> tuple[str, str]:
    u, inner = _letter_inside(x).name, latex(problem.inner.tree)
    first = (
        "Two factors change at once, and one of them is a function of a function."
        if problem.power
        else "What is done last to the variable? That is the outer function."
    )
    return first, (
        f"Call ${u} = {inner}$, differentiate the outer function at ${u}$, and then ${u}$ itself."
    )


def _solution(problem: Problem, x: Name) -> Iterator[Step]:
    outer, u = problem.outer, _letter_inside(x)
    inner = problem.inner.tree
    du = slope(inner, x.name)
    yield Step(
        "outer and inner",
        f"The outer function is ${latex(outer.tree(u))}$, the inner one "
        f"${u.name} = {latex(inner)}$.",
    )
    yield Step("outer derivative", f"At ${u.name}$ it is ${latex(outer.slope(u))}$.")
    yield Step("inner derivative", f"${u.name}' = {latex(du)}$")
    product = times(du, outer.slope(inner))
    if problem.power:
        factor = times(problem.front, power(x, problem.power))
        yield Step("the composition", f"Its derivative is ${latex(product)}$.")
        yield Step(
            "product rule",
            f"The factor ${latex(factor)}$ has the derivative "
            f"${latex(slope(factor, x.name))}$; each of the two gets its turn.",
        )
    else:
        yield Step("multiply", f"${dotted(outer.slope(u), du)}$, and then ${u.name}$ is put back.")

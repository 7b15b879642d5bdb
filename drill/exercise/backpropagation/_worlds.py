"""Tiny networks in which one step of a derivation after another is no longer allowed.

A derivation of one of the four equations is a chain of expressions, each made from the one before
by one rule: the chain rule, "only this term depends on it", a definition, a local slope. Here
every expression is worked out in a world where all rules hold, and in worlds where one of them
does not: there the expressions that use the rule come out wrong. So numbers tell which rules an
expression uses, and thereby its place, with no look at how it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from drill.exercise.truths import STEP

CHAIN, ONLY, DELTA, LOCAL, COST = "chain", "only", "delta", "local", "cost"
Applied = frozenset[str]
"""The rules an expression has used."""
NEAR = 1e-9
Slope = Callable[[Callable[[Any], Any], int], Any]
"""Differentiates a function of one number at a whole number."""

ORDERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "output": (
        (CHAIN, ONLY, LOCAL, COST),
        (CHAIN, ONLY, COST, LOCAL),
        (CHAIN, COST, ONLY, LOCAL),
    ),
    "hidden": ((CHAIN, DELTA, LOCAL), (CHAIN, LOCAL, DELTA)),
    "weight": (
        (CHAIN, ONLY, DELTA, LOCAL),
        (CHAIN, ONLY, LOCAL, DELTA),
        (CHAIN, DELTA, ONLY, LOCAL),
    ),
    "bias": (
        (CHAIN, ONLY, DELTA, LOCAL),
        (CHAIN, ONLY, LOCAL, DELTA),
        (CHAIN, DELTA, ONLY, LOCAL),
    ),
}
"""For each equation, the orders in which its rules can be used."""


def by_complex_step(function: Callable[[Any], Any], at: int) -> Any:
    """Differentiate by the complex step."""
    return function(complex(at, STEP)).imag / STEP


def by_sympy(function: Callable[[Any], Any], at: int) -> Any:
    """Let sympy differentiate."""
    import sympy

    x = sympy.Symbol("x", real=True)
    return sympy.sympify(function(x)).diff(x).subs(x, at)


@dataclass(frozen=True, slots=True)
class World:
    """A quantity u that moves two others v, the first of them its own, and a cost of both."""

    u: int
    moved: Callable[[Any], tuple[Any, Any]]
    cost: Callable[[Any, Any, Any], Any]
    """The cost from both v; from u as well, where the chain rule over the v does not do."""
    local: tuple[int, int]
    """The slopes of both v by u, as the rule has them."""
    stated: Callable[[int, int], tuple[int, int]]
    """The slopes of the cost by both v, as the rule has them."""

    def worth(self, applied: Applied, slope: Slope) -> float:
        """Work out the expression that has used these rules."""
        if CHAIN not in applied:
            return float(slope(lambda u: self.cost(*self.moved(u), u), self.u))
        one, two = self.moved(self.u)
        if applied & {DELTA, COST}:
            above: tuple[Any, Any] = self.stated(one, two)
        else:
            above = (
                slope(lambda v: self.cost(v, two, self.u), one),
                slope(lambda v: self.cost(one, v, self.u), two),
            )
        if LOCAL in applied:
            below: tuple[Any, Any] = self.local
        else:
            below = (
                slope(lambda u: self.moved(u)[0], self.u),
                slope(lambda u: self.moved(u)[1], self.u),
            )
        rest = 0 if ONLY in applied else above[1] * below[1]
        return float(above[0] * below[0] + rest)


def world(equation: str, broken: str) -> World:
    """Make the world of an equation in which one rule does not hold, or all of them do."""

    def extra(rule: str, of: Any) -> Any:
        return of if rule == broken else 0

    def moved(u: Any) -> tuple[Any, Any]:
        a = u * u + u  # an activation with the slope 2u + 1
        if equation == "output":
            return a + extra(LOCAL, u**3), 3 + extra(ONLY, u * u)
        if equation == "hidden":
            bent = extra(LOCAL, a * a)
            return 2 * a + 1 + bent, 3 * a - 2 + bent
        if equation == "weight":
            return 3 * u + 1 + extra(LOCAL, u * u), 4 + extra(ONLY, u * u)
        return u + 3 + extra(LOCAL, u), 4 + extra(ONLY, u * u)

    def cost(one: Any, two: Any, u: Any) -> Any:
        if equation == "output":
            missed = (one - 5) ** 2 + (two - 1) ** 2
            return missed / 2 + extra(COST, one**3 + two) + extra(CHAIN, u * u)
        return one * one * two + 3 * two + extra(CHAIN, u * u)

    def stated(one: int, two: int) -> tuple[int, int]:
        if equation == "output":
            return one - 5, two - 1
        return 2 * one * two + extra(DELTA, 1), one * one + 3 + extra(DELTA, 2)

    local = {"output": (3, 0), "hidden": (6, 9), "weight": (3, 0), "bias": (1, 0)}[equation]
    return World(1, moved, cost, local, stated)


@cache
def holds(equation: str, applied: Applied, broken: str, slope: Slope) -> bool:
    """Say whether an expression is the derivative where this rule does not hold."""
    here = world(equation, broken)
    return abs(here.worth(applied, slope) - here.worth(frozenset(), slope)) < NEAR


def sorted_by_worlds(equation: str, lines: Sequence[Applied], slope: Slope) -> list[Applied]:
    """Put expressions in order: what needs fewer rules holds in more worlds, and comes first.

    Empty where one of them is wrong even in a world where all rules hold, or where two tie.
    """
    if not all(holds(equation, line, "", slope) for line in lines):
        return []
    rules = ORDERS[equation][0]
    survived = [sum(holds(equation, line, rule, slope) for rule in rules) for line in lines]
    if len(set(survived)) < len(lines):
        return []
    return [line for _count, line in sorted(zip(survived, lines, strict=True), key=_count_down)]


def _count_down(counted: tuple[int, Applied]) -> int:
    return -counted[0]


def first_to_fail(equation: str, lines: Sequence[Applied], broken: str, slope: Slope) -> int:
    """Give the place, from 0, of the first expression that is wrong without a rule; -1 for none."""
    wrong = (at for at, line in enumerate(lines) if not holds(equation, line, broken, slope))
    return next(wrong, -1)

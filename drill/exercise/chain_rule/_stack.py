"""Functions inside functions, layer by layer, and the pools they are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING

from drill.exercise.pick import Pick
from drill.exercise.truths import OneNumber
from drill.maths.build import call, plus, power, times
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

if TYPE_CHECKING:
    from drill.exercise.chain_rule._layers import Layer

POWERS = ("u^2", "u^3", "u^4", "u^5")
TWO = (
    *product(("sin", "cos", "tanh"), ("exp",)),
    *product((*POWERS, "exp"), ("sin", "cos", "tanh", "sigmoid")),
)
"""Outer and middle functions that do not undo each other, and mean something everywhere."""
THREE = (
    *product((*POWERS, "exp"), ("sin", "cos"), ("quadratic",)),
    *product((*POWERS, "sin", "cos"), ("ln",), ("quadratic",)),
    *product(("exp", "sin", "cos"), ("sqrt",), ("quadratic",)),
    *product(("sin", "cos"), ("exp",), ("wave",)),
)
FOUR = (
    *product(("sin", "cos"), ("exp",), ("sin", "cos")),
    *product(("exp",), ("sin", "cos"), ("sin", "cos")),
    *product(POWERS, ("sin", "cos"), ("sin", "cos")),
    *product(("exp",), ("u^2", "u^3"), ("sin", "cos")),
)
SHIFTS = (-4, -3, -2, -1, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Innermost:
    """What stands inside all the layers: its tree, its derivative, and it in numbers."""

    tree: Node
    slope: Node
    value: OneNumber
    parts: tuple[Node, ...] = ()
    """The factors, where it is a product."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers from the outermost in, around an innermost function."""

    layers: tuple[Layer, ...]
    inside: Innermost
    x: Name

    def argument(self, depth: int) -> Node:
        """Give what stands inside the layer at a depth; 0 is the outermost."""
        inner = self.layers[depth + 1 :]
        return reduce(lambda tree, layer: layer.tree(tree), reversed(inner), self.inside.tree)

    @property
    def tree(self) -> Node:
        """Write the whole function."""
        return self.argument(-1)

    @property
    def factors(self) -> tuple[Node, ...]:
        """Give one factor of the derivative for every layer, the outermost first."""
        outer = (layer.slope(self.argument(k)) for k, layer in enumerate(self.layers))
        return (*outer, self.inside.slope)

    @property
    def truth(self) -> Node:
        """Multiply the factors, the innermost in front."""
        return times(*reversed(self.factors))

    def value(self, z: object) -> object:
        """Work the function out in numbers."""
        return self.value_inside(-1)(z)

    def value_inside(self, depth: int) -> OneNumber:
        """Give the argument of a layer in numbers."""
        inner = self.layers[depth + 1 :]
        return lambda z: reduce(
            lambda number, layer: layer.value(number), reversed(inner), self.inside.value(z)
        )


def _layer(name: str) -> Layer:
    from drill.exercise.chain_rule import _layers

    return _layers.by_name(name)


def line_inside(pick: Pick, x: Name) -> Innermost:
    """Draw a line a x + b."""
    a, b = pick.integer(2, 5), pick.one(SHIFTS)
    tree = plus(times(a, x), b)
    return Innermost(tree, slope(tree, x.name), lambda z: a * z + b)


def quadratic_inside(pick: Pick, x: Name) -> Innermost:
    """Draw a x² + b, without a root."""
    a, b = pick.integer(2, 5), pick.integer(1, 8)
    tree = plus(times(a, power(x, 2)), b)
    return Innermost(tree, slope(tree, x.name), lambda z: a * z * z + b)


def _wave(pick: Pick, x: Name) -> Innermost:
    from drill.exercise import numeric

    name, a = pick.one(("sin", "cos")), pick.one((-7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7, 8, 9))
    function = {"sin": numeric.sin, "cos": numeric.cos}[name]
    tree = times(a, call(name, x))
    return Innermost(tree, slope(tree, x.name), lambda z: a * function(z))


def _product(pick: Pick, x: Name) -> Innermost:
    from drill.exercise import numeric

    name, n, a = pick.one(("sin", "cos", "exp")), pick.integer(1, 3), pick.integer(2, 4)
    function = {"sin": numeric.sin, "cos": numeric.cos, "exp": numeric.exp}[name]
    rate = -a if name == "exp" else a
    parts = (power(x, n), _layer(name).tree(times(rate, x)))
    tree = times(*parts)
    return Innermost(tree, slope(tree, x.name), lambda z: z**n * function(rate * z), parts)


def three_deep(pick: Pick, x: Name) -> Stack:
    """Draw two functions around a line."""
    outer, middle = pick.one(TWO)
    return Stack((_layer(outer), _layer(middle)), line_inside(pick, x), x)


def three_curved(pick: Pick, x: Name) -> Stack:
    """Draw two functions around one that is no line."""
    outer, middle, inner = pick.one(THREE)
    inside = {"quadratic": quadratic_inside, "wave": _wave}[inner](pick, x)
    return Stack((_layer(outer), _layer(middle)), inside, x)


def four_deep(pick: Pick, x: Name) -> Stack:
    """Draw three functions around a line."""
    return Stack(tuple(map(_layer, pick.one(FOUR))), line_inside(pick, x), x)


def around_product(pick: Pick, x: Name) -> Stack:
    """Draw a function around a product."""
    outer = pick.one((*POWERS, "exp", "sin", "cos"))
    return Stack((_layer(outer),), _product(pick, x), x)

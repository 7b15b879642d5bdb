"""An expression laid out as a list of its nodes, and what each is worth at one point.

With the value of every node, its derivative and its weight (by how much the whole moves when the
node's derivative does), a mistake at one node needs no new derivative of the whole: the answer it
gives is the truth plus weight times what the mistake changed there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from drill.grade.diagnose.floats import function_of, partial_of, raised, value_of
from drill.maths.tree import (
    Call,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    names,
)

Override = Callable[["Here"], float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A node with its place: its path from the root, and the indices of its kin in the list."""

    node: Node
    path: tuple[int, ...]
    parts: tuple[int, ...]
    moves: bool
    """Whether the variable occurs in it."""


class Here(NamedTuple):
    """What a rule sees at a node: its children's values and derivatives, the point, the truth."""

    v: tuple[float, ...]
    d: tuple[float, ...]
    x: float
    y: float
    """The node's own value."""
    right: float
    """The node's derivative by the right rule, from the derivatives in `d`."""
    values: tuple[float, ...]
    """The values of all nodes in the list."""
    at: Mapping[str, float]


class Layout:
    """A tree as a list, children before parents, with the root last."""

    def __init__(self, tree: Node, variable: str) -> None:
        self.variable = variable
        self.spots: list[Spot] = []
        self.parents: dict[int, int] = {}
        self._place(tree, ())

    @property
    def root(self) -> int:
        """The index of the whole."""
        return len(self.spots) - 1

    def _place(self, tree: Node, path: tuple[int, ...]) -> int:
        moves = self.variable in names(tree)
        # What does not move is one number: no rule looks into it.
        inner = children(tree) if moves else ()
        parts = tuple(self._place(child, (*path, turn)) for turn, child in enumerate(inner))
        self.spots.append(Spot(tree, path, parts, moves))
        me = len(self.spots) - 1
        for part in parts:
            self.parents[part] = me
        return me

    def ancestors(self, index: int) -> list[int]:
        """List the nodes above one, the nearest first."""
        found = []
        while index in self.parents:
            index = self.parents[index]
            found.append(index)
        return found


@dataclass(frozen=True, slots=True)
class Jet:
    """A layout at one point."""

    layout: Layout
    at: Mapping[str, float]
    values: tuple[float, ...]
    partials: tuple[tuple[float, ...], ...]
    slopes: tuple[float, ...]
    weights: tuple[float, ...]

    def here(self, index: int, slopes: Mapping[int, float] | None = None) -> Here:
        """Show a node to a rule, with other derivatives of its children where some are given."""
        spot = self.layout.spots[index]
        if slopes is None:
            d = tuple(self.slopes[part] for part in spot.parts)
            right = self.slopes[index]
        else:
            d = tuple(slopes.get(part, self.slopes[part]) for part in spot.parts)
            right = self.combined(index, d)
        v = tuple(self.values[part] for part in spot.parts)
        x = self.at[self.layout.variable]
        return Here(v, d, x, self.values[index], right, self.values, self.at)

    def combined(self, index: int, d: tuple[float, ...]) -> float:
        """Differentiate a node by the right rule from its children's derivatives."""
        if not d:
            return self.slopes[index]
        return added(p * s for p, s in zip(self.partials[index], d, strict=True) if s)

    def replaced(self, overrides: Mapping[int, Override]) -> float:
        """Differentiate the whole with other rules at some nodes."""
        slopes: dict[int, float] = {}
        for index, spot in enumerate(self.layout.spots):
            rule = overrides.get(index)
            if rule is not None:
                slopes[index] = applied(rule, self.here(index, slopes))
            elif any(part in slopes for part in spot.parts):
                d = tuple(slopes.get(part, self.slopes[part]) for part in spot.parts)
                slopes[index] = self.combined(index, d)
        return slopes.get(self.layout.root, self.slopes[-1])


def added(terms: Iterable[float]) -> float:
    """Add; `nan` where that has no value."""
    try:
        return math.fsum(terms)
    except (OverflowError, ValueError):
        return math.nan


def applied(rule: Override, here: Here) -> float:
    """Apply a rule; `nan` where it has no value."""
    try:
        return rule(here)
    except (ArithmeticError, ValueError):
        return math.nan


def jet(layout: Layout, at: Mapping[str, float]) -> Jet:
    """Work a layout out at a point. Raises `LookupError` where a function has no derivative."""
    values: list[float] = []
    partials: list[tuple[float, ...]] = []
    slopes: list[float] = []
    for spot in layout.spots:
        v = tuple(values[part] for part in spot.parts)
        moving = tuple(layout.spots[part].moves for part in spot.parts)
        try:
            value, along = _step(spot, v, moving, at)
        except (ArithmeticError, ValueError):
            value, along = math.nan, tuple(math.nan for _ in v)
        values.append(value)
        partials.append(along)
        if isinstance(spot.node, Name):
            slopes.append(1.0 if spot.moves else 0.0)
        else:
            d = (slopes[part] for part in spot.parts)
            slopes.append(added(p * s for p, s in zip(along, d, strict=True) if s))
    weights = [0.0] * len(values)
    weights[-1] = 1.0
    for index in range(len(values) - 1, -1, -1):
        for part, along_part in zip(layout.spots[index].parts, partials[index], strict=True):
            weights[part] = weights[index] * along_part
    return Jet(layout, at, tuple(values), tuple(partials), tuple(slopes), tuple(weights))


def _step(
    spot: Spot, v: tuple[float, ...], moving: tuple[bool, ...], at: Mapping[str, float]
) -> tuple[float, tuple[float, ...]]:
    """Give the value of a node and its partial derivative by each child."""
    match spot.node:
        case _ if not spot.parts:
            return value_of(spot.node, at), ()
        case Negative():
            return -v[0], (-1.0,)
        case Sum():
            return math.fsum(v), (1.0,) * len(v)
        case Product():
            others = tuple(math.prod(v[:turn]) * math.prod(v[turn + 1 :]) for turn in range(len(v)))
            return math.prod(v), others
        case Quotient():
            return v[0] / v[1], (1 / v[1], -v[0] / v[1] ** 2)
        case Power():
            value = raised(v[0], v[1])
            by_base = v[1] * raised(v[0], v[1] - 1) if moving[0] else 0.0
            return value, (by_base, value * math.log(v[0]) if moving[1] else 0.0)
        case Call(function, arguments):
            count = len(arguments)
            return _call(function, v, count), tuple(
                partial_of(function, count, turn)(v) if moving[turn] else 0.0
                for turn in range(count)
            )
        case _:
            return math.nan, tuple(math.nan for _ in v)


def _call(function: str, v: tuple[float, ...], count: int) -> float:
    if count == 1:
        return function_of(function)(v[0])
    places = tuple(f"u{turn}" for turn in range(count))
    return value_of(Call(function, tuple(map(Name, places))), dict(zip(places, v, strict=True)))

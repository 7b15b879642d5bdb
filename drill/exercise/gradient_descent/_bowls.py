"""Runs of gradient descent on quadratic functions of two weights, with exact numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from drill.exercise.contract import WiredMistake
from drill.exercise.decimals import decimal, decimal_node, exactly
from drill.exercise.parts import ROUNDED, vector, wired
from drill.grade.part import Part
from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node, Vector

X, Y = Name("x"), Name("y")
RATES = tuple(map(exactly, ("0.05", "0.1", "0.2", "0.25")))
Pair: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Bowl:
    """f = (a x² + 2 b xy + c y²)/2 + p x + q y, whose gradient is (ax + by + p, bx + cy + q)."""

    a: int
    b: int
    c: int
    p: int = 0
    q: int = 0

    def slopes(self, at: Pair) -> Pair:
        """Work out the gradient."""
        x, y = at
        return self.a * x + self.b * y + self.p, self.b * x + self.c * y + self.q

    @property
    def tree(self) -> Node:
        """Write f."""
        return plus(
            times(Fraction(self.a, 2), power(X, 2)),
            times(self.b, X, Y),
            times(Fraction(self.c, 2), power(Y, 2)),
            times(self.p, X),
            times(self.q, Y),
        )

    @property
    def gradient(self) -> tuple[Node, Node]:
        """Write the gradient."""
        return (
            plus(times(self.a, X), times(self.b, Y), self.p),
            plus(times(self.b, X), times(self.c, Y), self.q),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A bowl, a start, a rate and how many steps."""

    bowl: Bowl
    start: tuple[int, int]
    rate: Fraction
    steps: int

    @property
    def iterates(self) -> tuple[Pair, ...]:
        """Go down with exact numbers; the start is among the iterates."""
        return self.followed(self.bowl.slopes, self.rate)

    def followed(self, slopes: Callable[[Pair], Pair], rate: Fraction) -> tuple[Pair, ...]:
        """Go down along given slopes."""
        found: list[Pair] = [(Fraction(self.start[0]), Fraction(self.start[1]))]
        for _ in range(self.steps):
            here = found[-1]
            g, h = slopes(here)
            found.append((here[0] - rate * g, here[1] - rate * h))
        return tuple(found)

    @property
    def wrong(self) -> tuple[tuple[str, Pair], ...]:
        """Give the last point with a mistake in every step."""

        def swapped(at: Pair) -> Pair:
            g, h = self.bowl.slopes(at)
            return h, g

        return (
            ("ascent", self.followed(self.bowl.slopes, -self.rate)[-1]),
            ("learning-rate-missing", self.followed(self.bowl.slopes, Fraction(1))[-1]),
            ("components-swapped", self.followed(swapped, self.rate)[-1]),
        )

    @property
    def tells_apart(self) -> bool:
        """Say whether no mistake ends where another one or the right way ends."""
        return all_far([self.iterates[-1], *(end for _, end in self.wrong)])


def _far(one: Pair, other: Pair) -> bool:
    """Compare by the coordinate that differs more, well beyond rounding."""
    return any(
        abs(a - b) > max(abs(a), abs(b), Fraction(1, 10)) / 50
        for a, b in zip(one, other, strict=True)
    )


def all_far(ends: Sequence[Pair]) -> bool:
    """Say whether no two points are so near that rounding could make them one."""
    return all(_far(one, other) for i, one in enumerate(ends) for other in ends[:i])


def point_part(part: str, at: Pair, label: str) -> Part:
    """Make a part that is answered with a point, which may be rounded to three digits."""
    return vector(part, tuple(map(decimal_node, at)), label=label, tolerance=ROUNDED)


def point(at: Sequence[Fraction | int]) -> str:
    """Set a point in LaTeX."""
    return rf"\left({', '.join(decimal(size) for size in at)}\right)"


def wired_points(part: str, wrong: Sequence[tuple[str, Pair]]) -> tuple[WiredMistake, ...]:
    """Wire mistakes to a part: each is the misconception's id and the point it leads to."""
    return wired(part, [(name, Vector(tuple(map(decimal_node, end)))) for name, end in wrong])

"""A small network of three layers, two units each, on which formulas with indices are tried.

Every index and every layer means something here, so that of several fillings of a formula only
one gives the derivative. Knows nothing of how formulas are written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from drill.exercise.backpropagation._worlds import Slope

LOWER, UPPER = ((2, -1), (1, 3)), ((3, 1), (-2, 5))
"""The weights into the middle layer and out of it, as they stand in their matrices."""
INPUT = (2, 3)
OWN, OTHER = 0, 1
"""The unit itself, and the one the second index names."""


@dataclass(frozen=True, slots=True)
class Net:
    """The small network, with everything that has a name in it; `to_first` is the convention."""

    to_first: bool
    """A weight's first index is the unit it leads to, its second the unit it comes from."""
    slope: Slope

    def weight(self, weights: Sequence[Sequence[Any]], to: int, frm: int) -> Any:
        """Give the weight of one connection."""
        return weights[to][frm] if self.to_first else weights[frm][to]

    def into(self, weights: Sequence[Sequence[Any]], signals: Sequence[Any]) -> list[Any]:
        """Give the pre-activations of a layer."""
        return [sum(self.weight(weights, to, at) * signals[at] for at in (0, 1)) for to in (0, 1)]

    def cost(self, z: Sequence[Any]) -> Any:
        """Give the cost from the pre-activations of the middle layer."""
        one, two = self.into(UPPER, [unit(each) for each in z])
        return one * one * two + 3 * two

    @property
    def middle(self) -> list[Any]:
        """Give the pre-activations of the middle layer."""
        return self.into(LOWER, INPUT)

    def error(self, at: int) -> float:
        """Differentiate the cost by a pre-activation of the middle layer."""
        return _by_inside(self, at)

    def by_weight(self, row: int, column: int) -> float:
        """Differentiate the cost by an entry of the lower matrix."""
        return _by_entry(self, row, column)

    def values(self) -> dict[tuple[str, int], list[Any]]:
        """Give z, a and the errors of the layers 0, 1 and 2."""
        z = self.middle
        top = self.into(UPPER, [unit(each) for each in z])
        errors = [self.error(at) for at in (0, 1)]
        return {
            ("a", 0): list(INPUT),
            ("z", 1): z,
            ("a", 1): [unit(each) for each in z],
            ("delta", 1): errors,
            # What would be the errors of the input, should somebody want to use them.
            ("delta", 0): [
                sum(errors[to] * self.weight(LOWER, to, at) for to in (0, 1)) for at in (0, 1)
            ],
            ("z", 2): top,
            ("delta", 2): [2 * top[0] * top[1], top[0] ** 2 + 3],
        }


@cache
def _by_inside(net: Net, at: int) -> float:
    z = net.middle
    return float(net.slope(lambda u: net.cost([u if k == at else z[k] for k in (0, 1)]), z[at]))


@cache
def _by_entry(net: Net, row: int, column: int) -> float:
    def moved(u: Any) -> Any:
        rows = [list(line) for line in LOWER]
        rows[row][column] = u
        return net.cost(net.into(rows, INPUT))

    return float(net.slope(moved, LOWER[row][column]))


def unit(z: Any) -> Any:
    """Apply the activation."""
    return z * z + z


def bend(z: Any) -> Any:
    """Give the activation's slope."""
    return 2 * z + 1


Worth = Callable[[Net], Sequence[float]]
"""What a filling makes of the right side, on a network."""


@dataclass(frozen=True, slots=True)
class Filling:
    """One way to fill a blank: how it is written, what it is worth, and what is wrong with it."""

    text: str
    worth: Worth
    why: str
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank with its fillings, the right one first, and the derivative it should give."""

    id: str
    label: str
    fillings: tuple[Filling, ...]
    truth: Worth

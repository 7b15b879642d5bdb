"""The two-layer network of the chain-rule chapter in symbols: its lines, its loss, its factors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from drill.exercise.pick import Pick
from drill.exercise.write import latex, letter
from drill.maths.build import call, minus, power, times
from drill.maths.domain import Domain, Range
from drill.maths.tree import Name, Node

if TYPE_CHECKING:
    from drill.exercise.chain_rule._network import Unit

X, Y, A, Z, P = Name("x"), Name("y"), Name("a1"), Name("z2"), Name("p")
WEIGHTS = (("w1", "w2"), ("u", "v"), ("theta1", "theta2"))
LOSSES = tuple((scale, first) for scale in (Fraction(1), Fraction(1, 2)) for first in (True, False))
"""The factor in front of the square, and whether the target comes first in it."""


@dataclass(frozen=True, slots=True)
class Net:
    """A network z1 = w1 x (+ b1), a1 = unit(z1), z2 = w2 a1 (+ b2), and its loss."""

    unit: Unit
    weights: tuple[str, str]
    scale: Fraction = Fraction(1)
    target_first: bool = True
    biases: bool = False
    binary: bool = False
    """The head is a sigmoid with cross-entropy."""

    @property
    def w2(self) -> Name:
        """The outer weight."""
        return Name(self.weights[1])

    @property
    def loss(self) -> Node:
        """Write the loss with z2 or p."""
        if self.binary:
            missed = times(minus(1, Y), call("ln", minus(1, P)))
            return minus(times(-1, Y, call("ln", P)), missed)
        inside = minus(Y, Z) if self.target_first else minus(Z, Y)
        return times(self.scale, power(inside, 2))

    @property
    def error(self) -> Node:
        """Write dL/dz2."""
        if self.binary:
            return minus(P, Y)
        if self.target_first:
            return times(-2 * self.scale, minus(Y, Z))
        return times(2 * self.scale, minus(Z, Y))

    @property
    def factors(self) -> tuple[Node, ...]:
        """Give the factors of dL/dw1 from the loss to the weight."""
        return self.error, self.w2, self.unit.slope(A), X

    @property
    def lines(self) -> str:
        """Write the forward pass in LaTeX."""
        w1, w2 = map(letter, self.weights)
        b1, b2 = (" + b_1", " + b_2") if self.biases else ("", "")
        lines = [
            f"z_1 = {w1} x{b1}",
            f"a_1 = {self.unit.latex}(z_1)",
            f"z_2 = {w2} a_1{b2}",
        ]
        if self.binary:
            lines.append(r"p = \sigma(z_2)")
        return r", \quad ".join(lines) + f"$$\n\n$$L = {latex(self.loss)}"

    def symbols(self, *names: str) -> tuple[str, ...]:
        """Translate w2 to the name it has here."""
        return tuple(self.weights[1] if name == "w2" else name for name in names)

    @property
    def domain(self) -> Domain:
        """Give the ranges of what the forward pass makes."""
        return Domain({"a1": Range(*self.unit.range), "p": Range(0.0, 1.0)})


def draw_net(pick: Pick, *, biases: bool = False, binary: bool = False) -> Net:
    """Draw a network; the head of a binary one is a sigmoid with cross-entropy."""
    from drill.exercise.chain_rule._units import UNITS

    unit, weights = pick.one(UNITS), pick.one(WEIGHTS)
    scale, target_first = (Fraction(1), True) if binary else pick.one(LOSSES)
    return Net(unit, weights, scale, target_first, biases, binary)

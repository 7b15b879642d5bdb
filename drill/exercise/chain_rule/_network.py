"""The small network of the chain-rule chapter: two layers, one unit each.

Forward and backward in plain arithmetic on whatever numbers come in; the backward pass is a tape,
and knows nothing of the formulas the families write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drill.maths.build import call, minus, power, times
from drill.maths.tree import Node


@dataclass(frozen=True, slots=True)
class Unit:
    """An activation: its name, its LaTeX, its slope from its output, and it in numbers."""

    name: str
    latex: str
    slope: Callable[[Node], Node]
    """The derivative, written with the output a."""
    value: Callable[[Any], Any]
    local: Callable[[Any], Any]
    """The derivative at the input z, in numbers, by its definition."""
    inverse: Callable[[float], float]
    range: tuple[float, float]

    def tree(self, z: Node) -> Node:
        """Write the activation of z."""
        return call(self.name, z)


@dataclass(slots=True)
class Tape:
    """Multiplications, additions and units in the order they happened, to be run backwards."""

    values: list[Any] = field(default_factory=list)
    parents: list[tuple[tuple[int, Any], ...]] = field(default_factory=list)
    """For each value what it came from, each with its local derivative."""

    def leaf(self, value: Any) -> int:
        """Put a number on the tape."""
        return self._push(value, ())

    def add(self, left: int, right: int) -> int:
        """Add two values."""
        return self._push(self.values[left] + self.values[right], ((left, 1.0), (right, 1.0)))

    def mul(self, left: int, right: int) -> int:
        """Multiply two values."""
        a, b = self.values[left], self.values[right]
        return self._push(a * b, ((left, b), (right, a)))

    def unary(self, of: int, value: Callable[[Any], Any], local: Callable[[Any], Any]) -> int:
        """Apply a function with a known local derivative."""
        z = self.values[of]
        return self._push(value(z), ((of, local(z)),))

    def gradients(self, of: int) -> list[Any]:
        """Run backwards from one value: the derivative of it by every value before."""
        found: list[Any] = [0.0] * len(self.values)
        found[of] = 1.0
        for index in range(of, -1, -1):
            for parent, local in self.parents[index]:
                found[parent] += found[index] * local
        return found

    def _push(self, value: Any, parents: tuple[tuple[int, Any], ...]) -> int:
        self.values.append(value)
        self.parents.append(parents)
        return len(self.values) - 1


def backward(
    numbers: Mapping[str, float], unit: Unit, loss: Callable[[Tape, int, int], int]
) -> Mapping[str, float]:
    """Run z1 = w1 x + b1, a1 = unit(z1), z2 = w2 a1 + b2 and the loss of (z2, y) on a tape.

    Gives the forward values by name, and the derivatives as `dw1`, `db1`, `dw2`, `db2`, `dz2`,
    `da1`, `dz1`. Biases that are not given are 0.
    """
    tape = Tape()
    at = {name: tape.leaf(numbers.get(name, 0.0)) for name in ("x", "y", "w1", "b1", "w2", "b2")}
    at["z1"] = tape.add(tape.mul(at["w1"], at["x"]), at["b1"])
    at["a1"] = tape.unary(at["z1"], unit.value, unit.local)
    at["z2"] = tape.add(tape.mul(at["w2"], at["a1"]), at["b2"])
    at["L"] = loss(tape, at["z2"], at["y"])
    slopes = tape.gradients(at["L"])
    found = {name: float(tape.values[index]) for name, index in at.items()}
    found |= {f"d{name}": float(slopes[index]) for name, index in at.items()}
    return found


def squared_error(tape: Tape, guess: int, target: int) -> int:
    """Put (target - guess)² on the tape."""
    error = tape.add(target, tape.mul(guess, tape.leaf(-1.0)))
    return tape.mul(error, error)


def sigmoid_slope(a: Node) -> Node:
    """Write a(1 - a)."""
    return times(a, minus(1, a))


def tanh_slope(a: Node) -> Node:
    """Write 1 - a²."""
    return minus(1, power(a, 2))

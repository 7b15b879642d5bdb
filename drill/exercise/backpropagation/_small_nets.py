"""Small networks as quantities by name: each in terms of earlier ones, the loss at the end.

What is asked is the slope of the loss by one parameter, along one path from the loss down to it.
Loads numpy: import it inside `draw` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from drill.exercise import numeric
from drill.exercise.write import latex, typed
from drill.maths.build import call, minus, plus, power, tidied, times
from drill.maths.rebuild import substitute
from drill.maths.slope import slope
from drill.maths.tree import Name, Node, names

Wrong = tuple[str, Node]

VALUES: Mapping[str, Callable[[Any], Any]] = {
    "sigmoid": numeric.sigmoid,
    "tanh": numeric.tanh,
    "softplus": numeric.softplus,
}
"""The activations in numbers."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one instance."""

    w: str
    v: str
    x: str
    y: str
    loss: str


@dataclass(frozen=True, slots=True)
class Net:
    """Quantities by name in order, the loss in their letters, and the parameter asked about."""

    defined: Mapping[str, Node]
    loss: Node
    param: str
    variables: tuple[str, ...]
    value: Callable[..., Any]
    """The loss in numbers, written a second time."""
    path: tuple[str, ...]
    """The quantities between the loss and the parameter, from the loss down."""
    letters: Letters
    slopes: Mapping[tuple[str, str], Node] = field(default_factory=dict)
    """Slopes that are not one function's own: where two paths meet, or as they are best written."""
    paths: str = ""
    """Where two paths meet, in LaTeX: the sum of what goes along each of them."""

    def meaning(self, name: str) -> Node:
        """Give what a name stands for; the loss has its letter."""
        return self.loss if name == self.letters.loss else self.defined[name]

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Pair each quantity on the path with the one below it, down to the parameter."""
        above = (self.letters.loss, *self.path)
        return tuple(zip(above, (*self.path, self.param), strict=True))

    def slope(self, of: str, by: str) -> Node:
        """Give one factor of the chain, in the letters of the net."""
        known = self.slopes.get((of, by))
        return slope(self.meaning(of), by) if known is None else known

    @property
    def factors(self) -> tuple[Node, ...]:
        """Give the factors of the chain, from the loss down."""
        return tuple(self.slope(of, by) for of, by in self.steps)

    def written_out(self, tree: Node) -> Node:
        """Put the quantities in, down to the variables."""
        for name, meaning in reversed(list(self.defined.items())):
            if name in names(tree):
                tree = substitute(tree, {name: meaning})
        return tidied(tree)

    @property
    def in_letters(self) -> Node:
        """Multiply the chain, in the letters of the net."""
        return times(*reversed(self.factors))

    def with_factor(self, place: int, factor: Node | int) -> Node:
        """Multiply the chain with another factor in one place, written out."""
        factors: list[Node | int] = [*self.factors]
        factors[place] = factor
        return self.written_out(times(*reversed(factors)))

    @property
    def sign(self) -> str:
        """Name what is asked for, as it is typed: `dL/dw`."""
        return f"d{self.letters.loss}/d{self.param}"

    def model(self, ends: Node, between: str = "") -> tuple[str, ...]:
        """Write the derivation: the chain, its factors one by one, and what they come to.

        `between` is a line of algebra before the last, as it is typed.
        """
        first = f"{self.sign} = " + "*".join(f"d{of}/d{by}" for of, by in self.steps)
        asides = [
            f"d{of}/d{by} = {typed(factor)}"
            for (of, by), factor in zip(self.steps, self.factors, strict=True)
        ]
        put_in = "*".join(f"({typed(factor)})" for factor in self.factors)
        algebra = (f"= {between}",) if between else ()
        return (first, *asides, f"{self.sign} = {put_in}", *algebra, f"= {typed(ends)}")

    def told(self) -> str:
        """Say what is given, in LaTeX."""
        pairs = [*self.defined.items(), (self.letters.loss, self.loss)]
        return r", \quad ".join(f"{latex(Name(name))} = {latex(tree)}" for name, tree in pairs)


def squares(y: Name, guess: Node, share: Fraction) -> Node:
    """Write the squared error, whole or halved."""
    return times(share, power(minus(y, guess), 2))


def error_slope(y: Name, guess: Node, share: Fraction) -> Node:
    """Write the slope of the squared error by the prediction."""
    return times(-2 * share, minus(y, guess))


def cross_entropy(y: Name, p: Name) -> Node:
    """Write the cross-entropy of one example."""
    rest = times(minus(1, y), call("ln", minus(1, p)))
    return times(-1, plus(times(y, call("ln", p)), rest))


def act_slope(name: str, z: Node, a: Node) -> Node:
    """Write an activation's slope, from its output where that is shorter."""
    match name:
        case "sigmoid":
            return times(a, minus(1, a))
        case "tanh":
            return minus(1, power(a, 2))
        case _:
            return call("sigmoid", z)


def wrong_acts(name: str, z: Node, a: Node) -> Iterator[tuple[str, Node | int]]:
    """Give what is taken for an activation's slope by mistake."""
    yield "activation-derivative-missing", 1
    if name == "sigmoid":
        yield "sigmoid-one-minus", minus(1, a)
        yield "sigmoid-self", a
    if name == "tanh":
        yield "tanh-wrong", minus(1, power(z, 2))

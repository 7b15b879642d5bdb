"""Maps of two variables with whole coefficients, and their Jacobians times a vector, exactly.

J u is the velocity of the outputs when the inputs move with velocity u; v J is the gradient by
the inputs when v is the one by the outputs. Nothing here draws; the family chooses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from drill.exercise.draft import Evidence, Oracle, Value
from drill.exercise.gradient._shared import Place, at_place, sympy_matrix
from drill.exercise.truths import complex_gradient, given, slope_of_one
from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node

TWO = ("x", "y")
Pair: TypeAlias = tuple[int, int]
Square: TypeAlias = tuple[Pair, Pair]
Output: TypeAlias = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Term:
    """A term `front x^m y^n`."""

    front: int
    m: int
    n: int

    def at(self, p: Any, q: Any) -> Any:
        """Work it out, for any numbers."""
        return self.front * p**self.m * q**self.n

    def slopes(self, p: int, q: int) -> Pair:
        """Differentiate it by x and by y, at whole p and q."""
        by_x = self.front * self.m * p ** (self.m - 1) * q**self.n if self.m else 0
        by_y = self.front * self.n * p**self.m * q ** (self.n - 1) if self.n else 0
        return by_x, by_y

    def tree(self, x: Node, y: Node) -> Node:
        """Write it, with any trees in place of the variables."""
        return times(self.front, power(x, self.m), power(y, self.n))


@dataclass(frozen=True, slots=True)
class Pairing:
    """A map from two inputs to two outputs, each a sum of terms."""

    first: tuple[Term, ...]
    second: tuple[Term, ...]

    def trees(self, x: Node, y: Node) -> tuple[Node, Node]:
        """Write both outputs."""
        return (
            plus(*(term.tree(x, y) for term in self.first)),
            plus(*(term.tree(x, y) for term in self.second)),
        )

    def at(self, p: Any, q: Any) -> tuple[Any, Any]:
        """Work out both outputs."""
        return sum(term.at(p, q) for term in self.first), sum(t.at(p, q) for t in self.second)

    def jacobian(self, p: int, q: int) -> Square:
        """Write the Jacobian at a point, a row for each output."""
        return _added(self.first, p, q), _added(self.second, p, q)


def _added(terms: tuple[Term, ...], p: int, q: int) -> Pair:
    slopes = [term.slopes(p, q) for term in terms]
    return sum(by_x for by_x, _ in slopes), sum(by_y for _, by_y in slopes)


def forward(rows: Square, u: Pair) -> Pair:
    """Multiply J u: each row with the direction."""
    (a, b), (c, d) = rows
    return a * u[0] + b * u[1], c * u[0] + d * u[1]


def flipped(rows: Square) -> Square:
    """Turn rows into columns."""
    (a, b), (c, d) = rows
    return (a, c), (b, d)


def multiplied(left: Square, right: Square) -> Square:
    """Multiply two matrices."""
    (a, b), (c, d) = flipped(right)
    return flipped((forward(left, (a, b)), forward(left, (c, d))))


def backward(v: Pair, rows: Square) -> Pair:
    """Multiply v J: each column with the vector."""
    return forward(flipped(rows), v)


def variables() -> tuple[Node, Node]:
    """Give the trees of x and y."""
    return Name("x"), Name("y")


def _numbers(oracle: Oracle) -> Square:
    """Read a matrix of whole numbers from an oracle."""
    rows = oracle([{}])[0]
    read = tuple(tuple(map(_whole, row if isinstance(row, tuple) else ())) for row in _items(rows))
    (a, b), (c, d) = read
    return (a, b), (c, d)


def _items(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()


def _whole(value: Value) -> int:
    return round(float(value)) if isinstance(value, int | float) else 0


def forward_evidence(
    part: str, trees: tuple[Node, Node], outputs: Output, place: Place, u: Pair
) -> Evidence:
    """Hold J u against sympy's matrix, and against a run with an imaginary tangent."""
    jacobian = at_place(sympy_matrix(trees, TWO), place)
    p, q = place["x"], place["y"]

    def run() -> Value:
        def output(i: int) -> Callable[[Any], Any]:
            return lambda t: outputs(p + t * u[0], q + t * u[1])[i]

        return slope_of_one(output(0), 0.0), slope_of_one(output(1), 0.0)

    return Evidence(part, given(lambda: _floats(forward(_numbers(jacobian), u))), given(run))


def backward_evidence(
    part: str, trees: tuple[Node, Node], outputs: Output, place: Place, v: Pair
) -> Evidence:
    """Hold v J against sympy's matrix, and against the complex-step gradient of v · F."""
    jacobian = at_place(sympy_matrix(trees, TWO), place)

    def seeded(x: Any, y: Any) -> Any:
        first, second = outputs(x, y)
        return v[0] * first + v[1] * second

    point = {name: float(size) for name, size in place.items()}
    return Evidence(
        part,
        given(lambda: _floats(backward(v, _numbers(jacobian)))),
        given(lambda: complex_gradient(seeded, TWO)([point])[0]),
    )


def both_evidence(
    part: str,
    trees: tuple[Node, Node],
    outputs: Output,
    place: Place,
    ends: tuple[Pair, Pair],
) -> Evidence:
    """Hold v J u, with `ends` u and v, against sympy's matrix and a run along u."""
    u, v = ends
    jacobian = at_place(sympy_matrix(trees, TWO), place)
    p, q = place["x"], place["y"]

    def in_sympy() -> float:
        moved = forward(_numbers(jacobian), u)
        return float(v[0] * moved[0] + v[1] * moved[1])

    def seeded(t: Any) -> Any:
        first, second = outputs(p + t * u[0], q + t * u[1])
        return v[0] * first + v[1] * second

    return Evidence(part, given(in_sympy), given(lambda: slope_of_one(seeded, 0.0)))


def _floats(pair: Pair) -> Value:
    return tuple(map(float, pair))

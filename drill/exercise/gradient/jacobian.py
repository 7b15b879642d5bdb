"""The Jacobian: its shape first, then its entries, for linear and curved maps and for a chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import Any, TypeAlias

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._shared import (
    Rows,
    arguments,
    at_place,
    complex_rows,
    matrix_latex,
    shape,
    sympy_matrix,
    vector_latex,
)
from drill.exercise.parts import Answer, after, component, matrix, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import Numeric, given
from drill.exercise.write import display
from drill.maths.build import call, exp, plus, power, times
from drill.maths.slope import slope
from drill.maths.tree import Matrix, Name, Node, Vector, number

PART = "j"
SIZES = tuple((n, m) for n in range(2, 10) for m in range(2, 10) if n != m)
ENTRIES = (-5, -4, -3, -2, 2, 3, 4, 5)
LAYOUT = "A row for each output, a column for each input."


@dataclass(frozen=True, slots=True)
class Map:
    """Several functions of the same variables, as trees and again in numpy."""

    outputs: tuple[Node, ...]
    numeric: tuple[Numeric, ...]
    variables: tuple[str, ...]

    @property
    def rows(self) -> Rows:
        """Write the Jacobian."""
        return tuple(
            tuple(slope(output, name) for name in self.variables) for output in self.outputs
        )


def transposed(rows: Rows) -> Rows:
    """Turn rows into columns."""
    return tuple(zip(*rows, strict=True))


def _sum(*weights: int) -> Callable[..., Any]:
    """Give a linear form of x and y in numpy."""
    return lambda x, y: sum(w * v for w, v in zip(weights, (x, y), strict=True))


X, Y = Name("x"), Name("y")
TWO = ("x", "y")


def _linear(pick: Pick) -> Map:
    a, d = pick.one(ENTRIES), pick.one(ENTRIES)
    b, c = pick.one([(b, c) for b in ENTRIES for c in ENTRIES if b != c])
    return Map(
        (plus(times(a, X), times(b, Y)), plus(times(c, X), times(d, Y))),
        (_sum(a, b), _sum(c, d)),
        TWO,
    )


def _polynomials(pick: Pick) -> Map:
    a, b, c, d = (pick.one(ENTRIES) for _ in range(4))
    m, n = pick.integer(2, 4), pick.integer(2, 4)
    return Map(
        (plus(times(a, power(X, m)), times(b, Y)), plus(times(c, X, Y), times(d, power(Y, n)))),
        (lambda x, y: a * x**m + b * y, lambda x, y: c * x * y + d * y**n),
        TWO,
    )


def _curved(pick: Pick) -> Map:
    from drill.exercise import numeric

    a, b, c, d = (pick.one(ENTRIES) for _ in range(4))
    k = pick.integer(2, 5)
    first = pick.one(
        (
            (times(a, exp(times(k, X))), lambda **at: a * numeric.exp(k * at["x"])),
            (times(a, call("sin", times(k, Y))), lambda **at: a * numeric.sin(k * at["y"])),
            (times(a, call("cos", times(k, X))), lambda **at: a * numeric.cos(k * at["x"])),
        )
    )
    n = pick.integer(2, 3)
    return Map(
        (first[0], times(b, power(X, n), Y), plus(times(c, X), times(d, power(Y, 2)))),
        (first[1], lambda x, y: b * x**n * y, lambda x, y: c * x + d * y**2),
        TWO,
    )


HINTS = {
    1: ("Which number counts the rows: inputs or outputs?", LAYOUT),
    2: ("The derivative of a linear map is the same everywhere.", LAYOUT),
    3: ("Each output has a gradient of its own.", LAYOUT),
    4: ("Three outputs, two inputs: how many rows?", LAYOUT),
    5: (
        "The Jacobian of a composition is a product of Jacobians.",
        r"$J = J_F(G) \cdot J_G$, the outer one first, taken at the point $G$ leads to.",
    ),
}


class Jacobian(Family):
    """Write the Jacobian of a map from several inputs to several outputs."""

    name = "jacobian"
    topic = "gradient"
    title = "Write a Jacobian"
    instances = levels(len(SIZES) * 3, 3584, 36_864, 98_304, 1835)
    requires = shares(partial_poly=0.7, gradient_vector=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a map; level 1 asks for shapes alone, level 5 for a composition at a point."""
        if level == 1:
            return _shapes(pick)
        if level == 5:
            return _chain(pick)
        made = {2: _linear, 3: _polynomials, 4: _curved}[level](pick)
        return _entries(level, made)


FAMILY = Jacobian()


def _shapes(pick: Pick) -> Draft:
    n, m = pick.one(SIZES)
    examples = pick.one((1, 2, 3))
    k = n + m - examples
    return Draft(
        prompt=rf"$F: \mathbb{{R}}^{n} \to \mathbb{{R}}^{m}$ and $G: \mathbb{{R}}^{m} \to "
        rf"\mathbb{{R}}^{{{k}}}$ are differentiable. What are the shapes of $J_F$, of $J_G$ and of "
        "the Jacobian of $G(F(x))$? Rows first; a row for each output.",
        parts=(
            shape("f", (m, n), label="$J_F$"),
            shape("g", (k, m), label="$J_G$"),
            after(
                shape("chain", (k, n), label="$J$ of $G(F(x))$"),
                Vector((component("g", 0, 2), component("f", 1, 2))),
            ),
        ),
        evidence=(
            Evidence("f", given(lambda: _multiplied_shape(n, m)), given(lambda: _measured(n, m))),
            Evidence("g", given(lambda: _multiplied_shape(m, k)), given(lambda: _measured(m, k))),
            Evidence(
                "chain",
                given(lambda: _multiplied_shape(n, m, k)),
                given(lambda: _measured(n, m, k)),
            ),
        ),
        hints=HINTS[1],
        solution=(
            Step("the layout", "Count the outputs for the rows and the inputs for the columns."),
            Step("each map", f"$J_F$: {m} outputs, {n} inputs. $J_G$: {k} outputs, {m} inputs."),
            Step(
                "the chain", f"$J_G J_F$ is a ${k} \\times {m}$ times a ${m} \\times {n}$ matrix."
            ),
            Step("answer", f"$({m}, {n})$, $({k}, {m})$ and $({k}, {n})$."),
        ),
        mistakes=(
            *wired("f", [("jacobian-transposed", f"({n}, {m})")]),
            *([] if k == m else wired("g", [("jacobian-transposed", f"({m}, {k})")])),
            *([] if k == n else wired("chain", [("jacobian-transposed", f"({n}, {k})")])),
        ),
    )


def _measured(*sizes: int) -> tuple[float, ...]:
    """Multiply real matrices of these layers, and look at the shape that comes out."""
    import numpy as np

    whole = np.eye(sizes[0])
    for fan_in, fan_out in pairwise(sizes):
        whole = np.ones((fan_out, fan_in)) @ whole
    return tuple(map(float, whole.shape))


def _multiplied_shape(*sizes: int) -> tuple[float, ...]:
    """Multiply sympy's symbolic matrices of these layers, and ask for the shape."""
    import sympy

    whole = sympy.Identity(sizes[0])
    for index, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        whole = sympy.MatrixSymbol(f"W{index}", fan_out, fan_in) * whole
    return tuple(float(size) for size in whole.shape)


def _entries(level: int, made: Map) -> Draft:
    rows = made.rows
    wrong: list[tuple[str, Answer]] = [("jacobian-transposed", Matrix(transposed(rows)))]
    size = f"{len(rows)} \\times {len(rows[0])}"
    listed = "\n".join(f"- $F_{i}$: ${vector_latex(row)}$" for i, row in enumerate(rows, start=1))
    return Draft(
        prompt="Write the Jacobian, a row for each output."
        + display(f"F{arguments(made.variables)} = {vector_latex(made.outputs)}").rstrip(),
        parts=(matrix(PART, rows, made.variables, label="$J_F$"),),
        evidence=(
            Evidence(
                PART,
                sympy_matrix(made.outputs, made.variables),
                complex_rows(made.numeric, made.variables),
            ),
        ),
        hints=HINTS[level],
        solution=(
            Step("the shape", f"{len(rows)} outputs and {len(rows[0])} inputs: ${size}$."),
            Step("the gradient of each output", f"Each is a row:\n\n{listed}"),
            Step("answer", display(f"J_F = {matrix_latex(rows)}").strip()),
        ),
        mistakes=wired(PART, wrong),
        shown=made.outputs,
        plain=frozenset({PART}),
    )


Square: TypeAlias = tuple[tuple[int, int], tuple[int, int]]


def _multiplied(left: Square, right: Square) -> Square:
    def cell(i: int, j: int) -> int:
        return sum(left[i][k] * right[k][j] for k in range(2))

    return ((cell(0, 0), cell(0, 1)), (cell(1, 0), cell(1, 1)))


def _flipped(rows: Square) -> Square:
    (a, b), (c, d) = rows
    return ((a, c), (b, d))


def _written(rows: Square) -> Node:
    return Matrix(tuple(tuple(map(number, row)) for row in rows))


@dataclass(frozen=True, slots=True)
class Chain:
    """G(x, y) = (ax + y, xy) inside F(u, v) = (eu² + cv, u + dv), at the point (p, q)."""

    a: int
    p: int
    q: int
    c: int
    d: int
    e: int

    @property
    def inner(self) -> Square:
        """Write J_G at the point."""
        return ((self.a, 1), (self.q, self.p))

    def outer(self, u: int) -> Square:
        """Write J_F for a value of its first input; the second has no say in it."""
        return ((2 * self.e * u, self.c), (1, self.d))

    @property
    def right(self) -> Square:
        """Multiply J_F, at the point G leads to, by J_G."""
        return _multiplied(self.outer(self.a * self.p + self.q), self.inner)

    @property
    def wrong(self) -> tuple[tuple[str, Square], ...]:
        """Give the matrices that mistakes lead to."""
        return (
            ("jacobian-transposed", _flipped(self.right)),
            ("inner-derivative-missing", self.outer(self.a * self.p + self.q)),
            ("outer-evaluated-at-x", _multiplied(self.outer(self.p), self.inner)),
        )


@cache
def _chains() -> tuple[Chain, ...]:
    """List the chains on which every mistake shows."""
    near = (-3, -2, 2, 3)
    every = product(near, (-2, -1, 1, 2), (1, 2, 3, 4), (-2, -1, 1, 2), near, (2, 3))
    made = (Chain(*choices) for choices in every)
    return tuple(
        chain for chain in made if len({chain.right, *(rows for _, rows in chain.wrong)}) == 4
    )


def _chain(pick: Pick) -> Draft:
    made = pick.one(_chains())
    a, p, q, c, d, e = made.a, made.p, made.q, made.c, made.d, made.e
    u, v = Name("u"), Name("v")
    inner = (plus(times(a, X), Y), times(X, Y))
    outer = (plus(times(e, power(u, 2)), times(c, v)), plus(u, times(d, v)))
    composed = (
        plus(times(e, power(inner[0], 2)), times(c, inner[1])),
        plus(inner[0], times(d, inner[1])),
    )
    at_u, at_v = a * p + q, p * q
    outer_rows, inner_rows, rows = made.outer(at_u), made.inner, made.right
    place = {"x": p, "y": q}
    return Draft(
        prompt=rf"Find the Jacobian of $F(G(x, y))$ at $(x, y) = {vector_latex((p, q))}$, a row "
        "for each output."
        + display(
            f"G(x, y) = {vector_latex(inner)}, \\quad F(u, v) = {vector_latex(outer)}"
        ).rstrip(),
        parts=(matrix(PART, rows, label="$J$"),),
        evidence=(
            Evidence(
                PART,
                at_place(sympy_matrix(composed, TWO), place),
                at_place(
                    complex_rows(
                        (
                            lambda x, y: e * (a * x + y) ** 2 + c * x * y,
                            lambda x, y: (a * x + y) + d * x * y,
                        ),
                        TWO,
                    ),
                    place,
                ),
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step(
                "where the inner map leads",
                f"$G{vector_latex((p, q))} = {vector_latex((at_u, at_v))}$",
            ),
            Step("inner Jacobian there", display(f"J_G = {matrix_latex(inner_rows)}").strip()),
            Step("outer Jacobian", display(f"J_F = {matrix_latex(outer_rows)}").strip()),
            Step("answer", f"$J_F J_G$ is{display(matrix_latex(rows)).rstrip()}"),
        ),
        mistakes=wired(
            PART,
            [(name, _written(bad)) for name, bad in made.wrong],
        ),
        plain=frozenset({PART}),
    )

"""What the families about gradients, Jacobians and Hessians share: fields, and their two truths.

A field is a function of named variables written twice: as a tree, for sympy and for the page, and
in numpy, for the complex step. Nothing here draws; the families choose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from drill.exercise.draft import Evidence, Oracle, Point, Value
from drill.exercise.truths import (
    Numeric,
    complex_gradient,
    given,
    sympy_gradient,
    sympy_value,
)
from drill.exercise.write import latex, letter
from drill.grade.part import AnswerType, Part
from drill.maths.domain import REAL, Domain
from drill.maths.slope import slope
from drill.maths.tree import Node

Place: TypeAlias = Mapping[str, int]
"""A point with whole coordinates."""
Rows: TypeAlias = tuple[tuple[Node, ...], ...]
"""A matrix, row by row."""


REMEMBERED = 8
"""Functions whose derivatives are kept: one exercise asks for them again and again."""


@dataclass(frozen=True, slots=True)
class Field:
    """A function of several variables: its tree, and the same a second time in numpy."""

    of: Node
    numeric: Numeric
    variables: tuple[str, ...]
    domain: Domain = REAL

    @property
    def gradient(self) -> tuple[Node, ...]:
        """Write the partial derivatives, one for each variable in order."""
        return _gradient(self.of, self.variables)

    @property
    def hessian(self) -> Rows:
        """Write the second partial derivatives, a row for each first one."""
        return _hessian(self.of, self.variables)


@lru_cache(maxsize=REMEMBERED)
def _gradient(of: Node, variables: tuple[str, ...]) -> tuple[Node, ...]:
    return tuple(slope(of, name) for name in variables)


@lru_cache(maxsize=REMEMBERED)
def _hessian(of: Node, variables: tuple[str, ...]) -> Rows:
    return tuple(_gradient(first, variables) for first in _gradient(of, variables))


def arguments(variables: Sequence[str]) -> str:
    """Set `(x, y)`."""
    return f"({', '.join(map(letter, variables))})"


def partial(variable: str, of: str = "f") -> str:
    r"""Set `∂f/∂x` in LaTeX."""
    return rf"\frac{{\partial {of}}}{{\partial {letter(variable)}}}"


def vector_latex(items: Sequence[Node | int]) -> str:
    """Set a vector the way it is typed, on one line: `(1, 2)`."""
    texts = map(_cell, items)
    return rf"\left({', '.join(texts)}\right)"


def matrix_latex(rows: Sequence[Sequence[Node | int]]) -> str:
    """Set a matrix."""
    # Two blanks behind a row: a 1 right before a command looks like a factor that was left.
    inside = "  \\\\ ".join(" & ".join(_cell(item) for item in row) for row in rows)
    return rf"\begin{{bmatrix}} {inside}  \end{{bmatrix}}"


def _cell(item: Node | int) -> str:
    return str(item) if isinstance(item, int) else latex(item)


def gradient_evidence(part: str, field: Field) -> Evidence:
    """Hold a gradient against sympy's, and against the complex step along each axis."""
    return Evidence(
        part,
        symbolic=sympy_gradient(field.of, field.variables),
        numeric=complex_gradient(field.numeric, field.variables),
    )


def gradient_evidence_at(part: str, field: Field, place: Place) -> Evidence:
    """Hold the gradient at one point against both, as the same vector everywhere."""
    whole = gradient_evidence(part, field)
    point = {name: float(size) for name, size in place.items()}
    return Evidence(part, _at(whole.symbolic, point), _at(whole.numeric, point))


def _at(oracle: Oracle, point: Point) -> Oracle:
    return given(lambda: oracle([point])[0])


def sympy_matrix(functions: Sequence[Node], variables: Sequence[str]) -> Oracle:
    """Let sympy write the Jacobian: a row for each function, a column for each variable."""

    def build() -> object:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        column = sympy.Matrix([to_sympy(function) for function in functions])
        return column.jacobian([symbol(name) for name in variables])

    return sympy_value(build)


def complex_rows(functions: Sequence[Numeric], variables: Sequence[str]) -> Oracle:
    """Differentiate each function along each axis by the complex step: rows by functions."""
    rows = [complex_gradient(function, variables) for function in functions]

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        return list(zip(*(row(points) for row in rows), strict=True))

    return oracle


def at_place(oracle: Oracle, place: Place) -> Oracle:
    """Ask an oracle at one point, whatever points are given."""
    return _at(oracle, {name: float(size) for name, size in place.items()})


def shape(
    id: str,  # noqa: A002 - the name the part has for it
    sizes: Sequence[int],
    *,
    label: str = "",
) -> Part:
    """Make a part that is answered with a shape, written `(2, 3)`."""
    return Part(id, AnswerType.SHAPE, f"({', '.join(map(str, sizes))})", label=label)

"""A tree with vectors and matrices, taken apart into components that are scalars.

Numbers and sympy then only ever see scalars: `norm((x, y))` becomes `sqrt(x^2 + y^2)`, a matrix
product becomes sums of products. A vector is a column; `transpose` makes it a row. A function of
one number acts on each component. Knows nothing of values: shapes are all it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from drill.maths.errors import NoValue
from drill.maths.functions import FUNCTIONS
from drill.maths.tree import (
    Call,
    Constant,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
    number,
)

LARGEST = 400
"""Components a vector or matrix may have on the way; more have no value here."""
LARGEST_POWER = 16
_OF_VECTORS = frozenset(
    {"softmax", "logsumexp", "norm", "transpose", "sum", "dot", "diag", "min", "max", "abs"}
)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of scalar trees; `vector` marks a column that was written as a vector."""

    rows: tuple[tuple[Node, ...], ...]
    vector: bool = False

    def __post_init__(self) -> None:
        """Refuse what is ragged or too large."""
        if len({len(row) for row in self.rows}) != 1 or not self.rows[0]:
            raise NoValue("The rows of a matrix must be equally long.")
        if len(self.rows) * len(self.rows[0]) > LARGEST:
            raise NoValue(f"A matrix of more than {LARGEST} components is too large here.")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0])

    @property
    def cells(self) -> tuple[Node, ...]:
        """All components, row by row."""
        return tuple(cell for row in self.rows for cell in row)

    def map(self, change: Callable[[Node], Node]) -> Grid:
        """Apply a change to each component."""
        return Grid(tuple(tuple(map(change, row)) for row in self.rows), self.vector)

    def matches(self, other: Grid) -> bool:
        """Tell whether two can be compared: a vector may stand as a column or as a row."""
        if self.shape == other.shape:
            return True
        in_line = 1 in self.shape and 1 in other.shape and len(self.cells) == len(other.cells)
        return in_line and (self.vector or other.vector)

    def words(self) -> str:
        """Say what it is: `a vector of 2 components`, `a 2×3 matrix`."""
        height, width = self.shape
        if self.vector:
            return f"a vector of {height} component{'s' if height > 1 else ''}"
        return f"a {height}×{width} matrix"


Parts: TypeAlias = Node | Grid


def components(node: Node) -> Parts:
    """Take a tree apart: a scalar tree comes back as it is, anything else as a grid of scalars.

    Raises `NoValue` where shapes do not fit. A set or an equation is not a value and is refused.
    """
    if not _has_parts(node):
        return node
    return _expand(node)


def _has_parts(node: Node) -> bool:
    """Tell whether a tree holds anything but scalars, without recursion."""
    left = [node]
    while left:
        here = left.pop()
        match here:
            case Number() | Name() | Constant():
                continue
            case Negative(body):
                left.append(body)
            case Sum(parts) | Product(parts):
                left.extend(parts)
            case Quotient(first, second) | Power(first, second):
                left += (first, second)
            case Call(function, arguments):
                if function in _OF_VECTORS and function not in {"min", "max", "abs"}:
                    return True
                left.extend(arguments)
            case _:
                return True
    return False


def _expand(node: Node) -> Parts:
    match node:
        case Number() | Name() | Constant():
            return node
        case Negative(body):
            return _each(_expand(body), Negative)
        case Sum(terms):
            return _sum([_expand(term) for term in terms])
        case Product(factors):
            return reduce(_times, [_expand(factor) for factor in factors])
        case Quotient(top, bottom):
            below = _scalar(_expand(bottom), "Only a number can be divided by.")
            return _each(_expand(top), lambda cell: Quotient(cell, below))
        case Power(base, exponent):
            return _power(_expand(base), _scalar(_expand(exponent), "An exponent is a number."))
        case Call(function, arguments):
            return _call(function, [_expand(argument) for argument in arguments])
        case Vector(items):
            return _vector([_expand(item) for item in items])
        case Matrix(rows):
            one = "The components of a matrix are numbers."
            return Grid(tuple(tuple(_scalar(_expand(cell), one) for cell in row) for row in rows))
        case SetOf() | Equation():
            raise NoValue("A set or an equation is not a value to calculate with.")


def _each(parts: Parts, change: Callable[[Node], Node]) -> Parts:
    return parts.map(change) if isinstance(parts, Grid) else change(parts)


def _scalar(parts: Parts, message: str) -> Node:
    if isinstance(parts, Grid):
        raise NoValue(message)
    return parts


def _vector(items: Sequence[Parts]) -> Grid:
    if any(isinstance(item, Grid) for item in items):
        rows = [item.cells for item in items if isinstance(item, Grid)]
        if len(rows) != len(items):
            raise NoValue("A vector holds numbers, or rows, and not both.")
        return Grid(tuple(rows))
    return Grid(tuple((item,) for item in items if not isinstance(item, Grid)), vector=True)


def _sum(terms: Sequence[Parts]) -> Parts:
    grids = [term for term in terms if isinstance(term, Grid)]
    if not grids:
        return Sum(tuple(term for term in terms if not isinstance(term, Grid)))
    if len(grids) != len(terms):
        raise NoValue("A number cannot be added to a vector or a matrix.")
    if len({grid.shape for grid in grids}) != 1:
        raise NoValue(f"{grids[0].words()} and {grids[1].words()} cannot be added.".capitalize())
    cells = [
        tuple(Sum(tuple(cell)) for cell in zip(*row, strict=True))
        for row in zip(*(grid.rows for grid in grids), strict=True)
    ]
    return Grid(tuple(cells), all(grid.vector for grid in grids))


def _times(left: Parts, right: Parts) -> Parts:
    if not isinstance(left, Grid):
        return _each(right, lambda cell: Product((left, cell)))
    if not isinstance(right, Grid):
        return left.map(lambda cell: Product((cell, right)))
    if left.vector and right.vector:
        return _dot(left, right)
    if left.vector and left.shape[0] == right.shape[0] and right.shape[0] > 1:
        return _from_product(_multiply(_transposed(left), right), vector=True)
    if left.shape[1] != right.shape[0]:
        raise NoValue(f"{left.words()} cannot be multiplied by {right.words()}.".capitalize())
    return _from_product(_multiply(left, right), vector=right.vector)


def _multiply(left: Grid, right: Grid) -> Grid:
    columns = tuple(zip(*right.rows, strict=True))
    return Grid(tuple(tuple(_inner(row, column) for column in columns) for row in left.rows))


def _from_product(grid: Grid, *, vector: bool) -> Parts:
    """Make a 1×1 result a number, and a row or column that came of a vector a vector."""
    if grid.shape == (1, 1):
        return grid.rows[0][0]
    if vector and 1 in grid.shape:
        return Grid(tuple((cell,) for cell in grid.cells), vector=True)
    return grid


def _inner(row: Sequence[Node], column: Sequence[Node]) -> Node:
    products = tuple(Product(pair) for pair in zip(row, column, strict=True))
    return products[0] if len(products) == 1 else Sum(products)


def _dot(left: Grid, right: Grid) -> Node:
    if len(left.cells) != len(right.cells):
        raise NoValue(f"{left.words()} and {right.words()} have no dot product.".capitalize())
    return _inner(left.cells, right.cells)


def _transposed(grid: Grid) -> Grid:
    return Grid(tuple(zip(*grid.rows, strict=True)))


def _power(base: Parts, exponent: Node) -> Parts:
    if not isinstance(base, Grid):
        return Power(base, exponent)
    if base.vector and exponent == number(2):
        return _dot(base, base)
    height, width = base.shape
    if height != width:
        raise NoValue(f"{base.words()} has no powers.".capitalize())
    if not isinstance(exponent, Number) or exponent.value not in range(1, LARGEST_POWER + 1):
        raise NoValue(f"Powers of a matrix are whole numbers from 1 to {LARGEST_POWER} here.")
    return reduce(_multiply, [base] * int(exponent.value))


def _call(function: str, arguments: Sequence[Parts]) -> Parts:
    grids = [argument for argument in arguments if isinstance(argument, Grid)]
    if function == "dot" and len(arguments) == 2:
        return _dot_call(arguments[0], arguments[1])
    if len(arguments) == 1 and function in _OF_VECTORS:
        return _of_one(function, arguments[0])
    if not grids:
        return Call(function, tuple(one for one in arguments if not isinstance(one, Grid)))
    if len(arguments) == 1 and FUNCTIONS[function].most == 1:
        return grids[0].map(lambda cell: Call(function, (cell,)))
    raise NoValue(f"The function {function} takes numbers, not vectors.")


def _dot_call(left: Parts, right: Parts) -> Parts:
    if isinstance(left, Grid) and isinstance(right, Grid):
        return _dot(left, right)
    return _times(left, right)


def _of_one(function: str, argument: Parts) -> Parts:
    """Apply a function of one vector; a number counts as a vector of one component."""
    grid = argument if isinstance(argument, Grid) else None
    if grid is None:
        return _of_number(function, _scalar(argument, ""))
    cells = grid.cells
    match function:
        case "softmax":
            exponentials = tuple(Call("exp", (cell,)) for cell in cells)
            total = _added(exponentials)
            return grid.map(lambda cell: Quotient(Call("exp", (cell,)), total))
        case "logsumexp":
            return Call("ln", (_added(tuple(Call("exp", (cell,)) for cell in cells)),))
        case "norm" | "abs":
            squares = tuple(Power(cell, number(2)) for cell in cells)
            return Call("sqrt", (_added(squares),))
        case "transpose":
            return _transposed(grid)
        case "sum":
            return _added(cells)
        case "diag":
            return _diagonal(grid)
        case _:
            return Call(function, cells)


def _of_number(function: str, cell: Node) -> Node:
    match function:
        case "softmax":
            return Number(Fraction(1), "1")
        case "norm":
            return Call("abs", (cell,))
        case "abs":
            return Call("abs", (cell,))
        case _:
            return cell


def _added(cells: tuple[Node, ...]) -> Node:
    return cells[0] if len(cells) == 1 else Sum(cells)


def _diagonal(grid: Grid) -> Grid:
    if not grid.vector:
        height, width = grid.shape
        across = range(min(height, width))
        return Grid(tuple((grid.rows[at][at],) for at in across), vector=True)
    cells, zero = grid.cells, number(0)
    size = range(len(cells))
    return Grid(tuple(tuple(cells[i] if i == j else zero for j in size) for i in size))

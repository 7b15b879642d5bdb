"""Critical points of surfaces: what one may call them, and two ways to find out.

sympy looks at the eigenvalues of the Hessian; the numbers walk round the point on a small circle
and look whether the surface is higher or lower there. Nothing here draws; the families choose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from drill.grade.part import Choice
from drill.maths.tree import Node

Surface = Callable[[Any, Any], Any]
"""A function of x and y, on numpy's arrays too."""
Spot = tuple[int, int]

MIN, MAX, SADDLE, OPEN = "min", "max", "saddle", "open"
KINDS = (
    Choice(MIN, "a local minimum", "That needs every eigenvalue to be positive."),
    Choice(MAX, "a local maximum", "That needs every eigenvalue to be negative."),
    Choice(SADDLE, "a saddle", "That needs eigenvalues of both signs."),
    Choice(OPEN, "the Hessian does not say", "It says so wherever no zero is in the way."),
)
SAYS = {
    MIN: "Every eigenvalue is positive: a local minimum.",
    MAX: "Every eigenvalue is negative: a local maximum.",
    SADDLE: "There are eigenvalues of both signs: a saddle.",
    OPEN: "One eigenvalue is 0 and the rest agree in sign: the Hessian does not decide.",
}
ZERO = 1e-9
ANGLES = 720


def by_signs(sizes: Sequence[float]) -> str:
    """Name a critical point from the eigenvalues of its Hessian."""
    ups, downs = any(size > ZERO for size in sizes), any(size < -ZERO for size in sizes)
    if ups and downs:
        return SADDLE
    if any(abs(size) <= ZERO for size in sizes):
        return OPEN
    return MIN if ups else MAX


def sympy_eigenvalues(rows: Sequence[Sequence[object]]) -> tuple[float, ...]:
    """Let sympy find the eigenvalues of a symmetric matrix, in order of size."""
    import sympy

    matrix = sympy.Matrix([list(row) for row in rows])
    if matrix.rows == 2:  # the roots of the characteristic polynomial, without a search for them
        trace, root = matrix.trace(), sympy.sqrt(matrix.trace() ** 2 - 4 * matrix.det())
        return float((trace - root) / 2), float((trace + root) / 2)
    found = matrix.eigenvals(multiple=True)
    return tuple(sorted(float(sympy.re(one)) for one in found))


def sympy_hessian(of: Node, spot: Spot) -> tuple[tuple[float, ...], ...]:
    """Let sympy differentiate twice, and put the point in: rows of numbers."""
    from drill.maths.symbols import symbol

    x, y = symbol("x"), symbol("y")
    found = _second_by_sympy(of).subs({x: spot[0], y: spot[1]})
    return tuple(tuple(float(found[i, j]) for j in (0, 1)) for i in (0, 1))


@lru_cache(maxsize=4)
def _second_by_sympy(of: Node) -> Any:
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    return sympy.hessian(to_sympy(of), (symbol("x"), symbol("y")))


def kind_of_form(a: float, b: float, c: float) -> str:
    """Walk round the unit circle, and look at a u² + 2b uv + c v².

    The extremes lie between the angles walked; a parabola through the three nearest finds them.
    """
    import numpy as np

    turn = np.arange(ANGLES) * np.pi / ANGLES
    u, v = np.cos(turn), np.sin(turn)
    worth = a * u * u + 2 * b * u * v + c * v * v
    size = abs(a) + abs(b) + abs(c)
    low, high = -_peak(-worth), _peak(worth)
    slack = 1e-6 * size
    if low < -slack and high > slack:
        return SADDLE
    if low > slack:
        return MIN
    return MAX if high < -slack else OPEN


def _peak(worth: Any) -> float:
    top = int(worth.argmax())
    before, here, after = (float(worth[(top + k) % len(worth)]) for k in (-1, 0, 1))
    bend = before - 2 * here + after
    return here - (after - before) ** 2 / (8 * bend) if bend else here


def kind_around(surface: Surface, spot: Sequence[float], radius: float = 1e-3) -> str:
    """Walk round a point on a small circle: higher everywhere, lower everywhere, or both."""
    import numpy as np

    turn = np.arange(ANGLES) * 2 * np.pi / ANGLES
    x, y = spot
    gap = surface(x + radius * np.cos(turn), y + radius * np.sin(turn)) - surface(x, y)
    low, high = float(gap.min()), float(gap.max())
    if low < 0 < high:
        return SADDLE
    return MIN if low > 0 else MAX


def numeric_hessian(surface: Surface, spot: Spot, h: float = 1e-2) -> tuple[tuple[float, ...], ...]:
    """Take second differences; exact to rounding on polynomials up to degree 3."""
    x, y = spot
    here = surface(x, y)
    along = (surface(x + h, y) - 2 * here + surface(x - h, y)) / h**2
    across = (surface(x, y + h) - 2 * here + surface(x, y - h)) / h**2
    corners = surface(x + h, y + h) + surface(x - h, y - h)
    corners -= surface(x + h, y - h) + surface(x - h, y + h)
    mixed = corners / (4 * h**2)
    rows = ((along, mixed), (mixed, across))
    return tuple(tuple(round(float(size), 6) for size in row) for row in rows)

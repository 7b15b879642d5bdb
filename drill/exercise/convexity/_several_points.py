"""Find all critical points of a surface and sort them: level 4 of classifying them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.convexity._surfaces import (
    MAX,
    MIN,
    SADDLE,
    Spot,
    by_signs,
    kind_around,
    sympy_eigenvalues,
    sympy_hessian,
)
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, set_of
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import plus, power, times
from drill.maths.slope import slope
from drill.maths.tree import Name, Node, Vector, number

X, Y = Name("x"), Name("y")
Exponents = tuple[int, int]
SIGNS = (-1, 1)
EXTREMA = (
    Choice("minima", "minima", "The Hessian there would be positive definite."),
    Choice("maxima", "maxima", "The Hessian there would be negative definite."),
    Choice("both", "one of each", "There would be two extrema, bending opposite ways."),
)
HINTS = (
    "First find every point where both partial derivatives are zero; do not divide by a letter.",
    "Then the determinant of the Hessian at each: negative is a saddle.",
)
STARTS = 9
NEWTON_STEPS = 16
REACH = 6.3


@dataclass(frozen=True, slots=True)
class Surface:
    """A polynomial by its coefficients, its critical points, and how they are found."""

    coefficients: Mapping[Exponents, int]
    points: tuple[Spot, ...]
    way: str

    @property
    def of(self) -> Node:
        """Write it."""
        pairs = self.coefficients.items()
        return plus(*(times(c, power(X, m), power(Y, n)) for (m, n), c in pairs if c))

    def at(self, x: Any, y: Any) -> Any:
        """Compute it, on arrays too."""
        return sum(c * x**m * y**n for (m, n), c in self.coefficients.items())

    def bends(self, spot: Spot) -> tuple[int, int, int]:
        """Give f_xx, f_xy and f_yy at a point."""
        return self._bend(spot, 2, 0), self._bend(spot, 1, 1), self._bend(spot, 0, 2)

    def _bend(self, spot: Spot, i: int, j: int) -> int:
        x, y = spot
        total = 0
        for (m, n), c in self.coefficients.items():
            if m >= i and n >= j:
                front = c * _falling(m, i) * _falling(n, j)
                total += front * x ** (m - i) * y ** (n - j)
        return total

    def kind(self, spot: Spot) -> str:
        """Say what a critical point is; none of those drawn here is degenerate."""
        a, b, c = self.bends(spot)
        if a * c < b * b:
            return SADDLE
        return MIN if a > 0 else MAX


def _falling(n: int, k: int) -> int:
    return {0: 1, 1: n, 2: n * (n - 1)}[k]


def _two_cubics(pick: Pick) -> Surface:
    a, m, h = pick.one(SIGNS), pick.integer(-2, 2), pick.integer(1, 3)
    b, n, k = pick.one(SIGNS), pick.integer(-2, 2), pick.integer(1, 3)
    coefficients = {
        (3, 0): a,
        (2, 0): -3 * a * m,
        (1, 0): 3 * a * (m * m - h * h),
        (0, 3): b,
        (0, 2): -3 * b * n,
        (0, 1): 3 * b * (n * n - k * k),
    }
    points = tuple((x, y) for x in (m - h, m + h) for y in (n - k, n + k))
    return Surface(
        coefficients,
        points,
        f"$x$ is ${m - h}$ or ${m + h}$, and $y$ is ${n - k}$ or ${n + k}$: every $x$ goes with "
        "every $y$.",
    )


def _two_wells(pick: Pick) -> Surface:
    a, m, side, lift = (
        pick.one((-2, -1, 1, 2)),
        pick.integer(1, 3),
        pick.one(SIGNS),
        pick.integer(-9, 9),
    )
    coefficients = {(4, 0): a, (0, 4): a, (1, 1): -4 * a * side * m * m, (0, 0): lift}
    square = side * m * m
    inner = "" if square == 1 else "-" if square == -1 else str(square)
    return Surface(
        coefficients,
        ((-m, -side * m), (0, 0), (m, side * m)),
        f"$x^3 = {inner} y$ and $y^3 = {inner} x$, so $x^9 = {m**8 if m > 1 else ''} x$: "
        f"$x$ is $0$, ${m}$ or ${-m}$, and $y$ follows.",
    )


def _leaf(pick: Pick) -> Surface:
    k, a = pick.one((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)), pick.one((-2, -1, 1, 2))
    lift = pick.integer(-9, 9)
    coefficients = {(3, 0): a, (0, 3): a, (1, 1): -3 * a * k, (0, 0): lift}
    inner = "" if k == 1 else "-" if k == -1 else str(k)
    return Surface(
        coefficients,
        ((0, 0), (k, k)),
        f"$x^2 = {inner} y$ and $y^2 = {inner} x$: either both are $0$, or both are ${k}$.",
    )


def _ridge(pick: Pick) -> Surface:
    a, m = pick.one(SIGNS), pick.integer(1, 3)
    b, q = pick.one((-3, -2, -1, 1, 2, 3)), pick.integer(-5, 5)
    coefficients = {(4, 0): a, (2, 0): -2 * a * m * m, (0, 2): b, (0, 1): -2 * b * q}
    return Surface(
        coefficients,
        ((-m, q), (0, q), (m, q)),
        f"$x$ is $0$, ${m}$ or ${-m}$, and $y = {q}$ with each of them.",
    )


KINDS: tuple[Callable[[Pick], Surface], ...] = (_two_cubics, _two_wells, _leaf, _ridge)
SIZES = ((2 * 5 * 3) ** 2, 4 * 3 * 2 * 19, 10 * 4 * 19, 2 * 3 * 6 * 11)
"""How many there are of each kind."""


def several_points(pick: Pick) -> Draft:
    """Draw a surface with two to four critical points, of two kinds or three."""
    surface = KINDS[pick.way(SIZES)](pick)
    of = surface.of
    kinds = {spot: surface.kind(spot) for spot in surface.points}
    saddles = [spot for spot, kind in kinds.items() if kind == SADDLE]
    extrema = [spot for spot, kind in kinds.items() if kind != SADDLE]
    found = {kinds[spot] for spot in extrema}
    truth = "both" if len(found) > 1 else "minima" if MIN in found else "maxima"
    swapped = {"minima": "maxima", "maxima": "minima"}.get(truth)
    first, second = slope(of, "x"), slope(of, "y")
    solved, searched = cache(lambda: _solved(of)), cache(lambda: _searched(surface))
    return assembled(
        "Find all points where the gradient is zero, and sort them."
        + display(f"f(x, y) = {latex(of)}").rstrip(),
        [
            ask(
                set_of("extrema", _vectors(extrema), label="set of local minima and maxima"),
                lambda: solved()[0],
                lambda: searched()[0],
                [("determinant-sign", _typed(saddles))],
            ),
            ask(
                set_of("saddles", _vectors(saddles), label="set of saddles"),
                lambda: solved()[1],
                lambda: searched()[1],
                [("determinant-sign", _typed(extrema))],
            ),
            ask(
                choice("kind", truth, EXTREMA, label="the points of the first set are"),
                lambda: solved()[2],
                lambda: searched()[2],
                [("determinant-alone", swapped)] if swapped == "minima" else [],
            ),
        ],
        hints=HINTS,
        solution=(
            Step(
                "two equations",
                rf"Set both to 0: $f_x = {latex(first)}$ and $f_y = {latex(second)}$.",
            ),
            Step("their solutions", surface.way),
            Step("the Hessian at each", _table(surface)),
            Step(
                "answer",
                f"Saddles: {_listed(saddles)}. "
                + "; ".join(
                    f"{name}: {_listed([spot for spot in extrema if kinds[spot] == kind])}"
                    for kind, name in ((MIN, "Local minima"), (MAX, "Local maxima"))
                    if kind in found
                ).replace("; L", "; l")
                + ".",
            ),
        ),
    )


def _vectors(spots: Sequence[Spot]) -> list[Node]:
    return [Vector((number(x), number(y))) for x, y in spots]


def _typed(spots: Sequence[Spot]) -> str:
    return "{" + ", ".join(f"({x}, {y})" for x, y in spots) + "}"


def _listed(spots: Sequence[Spot]) -> str:
    return ", ".join(f"$({x}, {y})$" for x, y in spots)


def _table(surface: Surface) -> str:
    rows = ["| point | $f_{xx}$ | $f_{xy}$ | $f_{yy}$ | determinant |", "|---|---|---|---|---|"]
    for x, y in surface.points:
        a, b, c = surface.bends((x, y))
        rows.append(f"| $({x}, {y})$ | ${a}$ | ${b}$ | ${c}$ | ${a * c - b * b}$ |")
    return "\n".join(rows)


Sorted = tuple[list[tuple[float, float]], list[tuple[float, float]], str]
"""The extrema, the saddles, and what the extrema are."""


def _sorted(kinds: Mapping[tuple[float, float], str]) -> Sorted:
    extrema = sorted(spot for spot, kind in kinds.items() if kind != SADDLE)
    found = {kinds[spot] for spot in extrema}
    said = "both" if len(found) > 1 else "minima" if MIN in found else "maxima"
    return extrema, sorted(set(kinds) - set(extrema)), said


def _solved(of: Node) -> Sorted:
    """Let sympy solve both equations over the whole numbers, and look at the eigenvalues."""
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    x, y = symbol("x"), symbol("y")
    whole = to_sympy(of)
    by_x, by_y = whole.diff(x), whole.diff(y)
    kinds: dict[tuple[float, float], str] = {}
    for root in sympy.Poly(sympy.resultant(by_x, by_y, y), x).ground_roots():
        common = sympy.gcd(by_y.subs(x, root), by_x.subs(x, root))
        for other in sympy.Poly(common, y).ground_roots():
            rows = sympy_hessian(of, (int(root), int(other)))
            kinds[float(root), float(other)] = by_signs(sympy_eigenvalues(rows))
    return _sorted(kinds)


def _searched(surface: Surface) -> Sorted:
    """Find the points by Newton's method, and walk round each on a small circle."""
    return _sorted({spot: kind_around(surface.at, spot) for spot in _zeros(surface)})


def _zeros(surface: Surface) -> list[tuple[float, float]]:
    """Follow Newton's method on differences of f from a grid of starts; list where it ends."""
    import numpy as np

    side = np.linspace(-REACH, REACH, STARTS)
    x, y = (axis.ravel() for axis in np.meshgrid(side, side * 0.97 + 0.013))
    f, h = surface.at, 1e-3
    with np.errstate(all="ignore"):
        for _ in range(NEWTON_STEPS):
            here, right, left = f(x, y), f(x + h, y), f(x - h, y)
            up, down = f(x, y + h), f(x, y - h)
            gx, gy = (right - left) / (2 * h), (up - down) / (2 * h)
            a, c = (right - 2 * here + left) / h**2, (up - 2 * here + down) / h**2
            corners = f(x + h, y + h) + f(x - h, y - h) - f(x + h, y - h) - f(x - h, y + h)
            b = corners / (4 * h**2)
            det = a * c - b * b
            x, y = x - (c * gx - b * gy) / det, y - (a * gy - b * gx) / det
    close = np.isfinite(x) & np.isfinite(y) & (np.hypot(gx, gy) < 1e-3)
    ends = {
        (round(float(u), 2), round(float(v), 2)) for u, v in zip(x[close], y[close], strict=True)
    }
    return sorted((u + 0.0, v + 0.0) for u, v in ends)

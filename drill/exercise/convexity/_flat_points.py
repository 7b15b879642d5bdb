"""Critical points where the Hessian has a zero eigenvalue, or seems to: level 5.

A form is moved to a point and perhaps turned over. What the point is then is known from the form's
proof, which sympy checks, and found again by walking round it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.convexity._flat_forms import FORMS, SADDLE, Flat, Way
from drill.exercise.convexity._surfaces import Spot, numeric_hessian, sympy_hessian
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import minus, plus
from drill.maths.tree import Name, Node

KINDS = (
    Choice("min-strict", "a strict local minimum", "Every other point nearby is higher."),
    Choice("min-weak", "a local minimum, not strict", "None nearby is lower, some are level."),
    Choice("max-strict", "a strict local maximum", "Every other point nearby is lower."),
    Choice("max-weak", "a local maximum, not strict", "None nearby is higher, some are level."),
    Choice(SADDLE, "a saddle: higher and lower points nearby", "It takes points of both kinds."),
)
SAYS = {kind.id: kind.text for kind in KINDS}
COUNTED = {
    0: "Neither eigenvalue is 0, so the Hessian decides.",
    1: "One eigenvalue is 0 and the other is not: no decision yet.",
    2: "Both eigenvalues are 0: the Hessian says nothing at all.",
}
HINTS = (
    "Where an eigenvalue is 0 the Hessian is silent: look at the function itself.",
    "Is it a sum of squares? If not, walk through the point along lines and along curves.",
)
RADIUS = 0.3
ANGLES = 1440
NARROWINGS = 5
STEP = 1e-3
SPOTS = ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (2, 0), (0, -2), (1, -1), (-2, 1))
LEVEL = 1e-9
FLAT = 0.05
"""Eigenvalues found by differences below this are 0; the others are at least 0.5."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A surface moved to a point, perhaps turned over, with u and v along x and y or crossed."""

    flat: Flat
    spot: Spot
    crossed: bool
    turned: bool

    @property
    def of(self) -> Node:
        """Write it."""
        return minus(0, self.flat.of) if self.turned else self.flat.of

    def at(self, x: Any, y: Any) -> Any:
        """Compute it, on arrays too."""
        u, v = x - self.spot[0], y - self.spot[1]
        height = self.flat.numeric(v, u) if self.crossed else self.flat.numeric(u, v)
        return -height if self.turned else height

    @property
    def kind(self) -> str:
        """Say what the point is."""
        if self.flat.kind == SADDLE:
            return SADDLE
        return f"{'max' if self.turned else 'min'}-{self.flat.kind}"


def flat_point(pick: Pick) -> Draft:
    """Draw a form, a point to move it to, and whether to turn it over."""
    form, a, b = pick.one(FORMS), pick.integer(1, 3), pick.integer(1, 3)
    spot = p, q = pick.one(SPOTS)
    turned, crossed = pick.below(2) == 1, pick.below(2) == 1
    u, v = plus(Name("x"), -p), plus(Name("y"), -q)
    flat = form(v, u, a, b) if crossed else form(u, v, a, b)
    return _asked(Placed(flat, spot, crossed, turned))


def _asked(placed: Placed) -> Draft:
    of, kind, (p, q) = placed.of, placed.kind, placed.spot
    rows = numeric_hessian(placed.at, placed.spot, STEP)
    zeros = _zeros(rows)
    wrong = []
    if kind != SADDLE and zeros:
        wrong.append(("zero-eigenvalue-is-saddle", SADDLE))
    if not kind.startswith("min"):
        wrong.append(("stationary-is-minimum", "min-strict"))
    level = sum(abs(rows[k][k]) < FLAT for k in (0, 1))
    read_off = [("mixed-partial-dropped", level)] if level != zeros else []
    a, b, c = (round(size) for size in (rows[0][0], rows[0][1], rows[1][1]))
    return assembled(
        f"At $({p}, {q})$ the gradient is zero. How many of the Hessian's two eigenvalues are "
        f"zero there, and what is the point?{display(f'f(x, y) = {latex(of)}').rstrip()}",
        [
            ask(
                number("zeros", zeros, label="eigenvalues that are zero"),
                lambda: _nullity(of, placed.spot),
                lambda: _zeros(numeric_hessian(placed.at, placed.spot, STEP)),
                read_off,
            ),
            ask(
                choice("kind", kind, KINDS, label="the point is"),
                lambda: _proved(placed),
                lambda: _walked(placed),
                wrong,
            ),
        ],
        hints=HINTS,
        solution=(
            Step("the Hessian first", f"Differentiate twice, and put $({p}, {q})$ in."),
            Step(
                "its entries",
                f"$f_{{xx}} = {a}$, $f_{{xy}} = {b}$, $f_{{yy}} = {c}$, with the determinant "
                f"${a * c - b * b}$.",
            ),
            Step("what it says", COUNTED[zeros]),
            Step("the function itself", placed.flat.why),
            Step("answer", f"The point is {SAYS[kind]}."),
        ),
    )


def _zeros(rows: tuple[tuple[float, ...], ...]) -> int:
    import numpy as np

    return int((np.abs(np.linalg.eigvalsh(np.array(rows))) < FLAT).sum())


def _nullity(of: Node, spot: Spot) -> int:
    import sympy

    rows = sympy_hessian(of, spot)
    return 2 - int(sympy.Matrix([[sympy.nsimplify(size) for size in row] for row in rows]).rank())


def _proved(placed: Placed) -> str:
    """Let sympy check the proof that comes with the surface; an empty text where it fails."""
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    x, y, t = symbol("x"), symbol("y"), sympy.Symbol("t", positive=True)
    flat, sign = placed.flat, -1 if placed.turned else 1
    whole = to_sympy(placed.of)

    def along(way: Way) -> Any:
        u, v = way[0] * t, way[1] * t + way[2] * t**2
        if placed.crossed:
            u, v = v, u
        return sympy.expand(whole.subs({x: placed.spot[0] + u, y: placed.spot[1] + v}))

    if flat.ways:
        signs = {sympy.sign(sympy.Poly(along(way), t).terms()[-1][1]) for way in flat.ways}
        return SADDLE if signs == {-1, 1} else ""
    squares = [to_sympy(square) for _, square in flat.squares]
    total = sum(c * one**2 for (c, _), one in zip(flat.squares, squares, strict=True))
    if sympy.expand(sign * whole - total) != 0:
        return ""
    side = "max" if placed.turned else "min"
    if flat.level is not None:
        return f"{side}-weak" if along(flat.level) == 0 else ""
    meet = sympy.solve(squares, [x, y], dict=True)
    here = {x: placed.spot[0], y: placed.spot[1]}
    return f"{side}-strict" if meet and all(one == here for one in meet) else ""


def _walked(placed: Placed) -> str:
    """Walk round the point on a small circle, and slide to the lowest and the highest place."""
    low, high = _lowest(placed, 1.0), -_lowest(placed, -1.0)
    if low < -LEVEL and high > LEVEL:
        return SADDLE
    side = "min" if high > LEVEL else "max"
    return f"{side}-{'strict' if min(abs(low), abs(high)) > LEVEL else 'weak'}"


def _lowest(placed: Placed, sign: float) -> float:
    """Give the lowest value of ±f on the circle: the lowest angle walked, narrowed down."""
    import numpy as np

    (p, q), step = placed.spot, 2 * np.pi / ANGLES
    turn = np.arange(ANGLES) * step
    for _ in range(NARROWINGS):
        worth = sign * placed.at(p + RADIUS * np.cos(turn), q + RADIUS * np.sin(turn))
        best = turn[int(worth.argmin())]
        turn, step = best + np.linspace(-step, step, 41), step / 20
    return float(worth.min())

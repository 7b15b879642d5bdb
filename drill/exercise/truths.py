"""The two independent computations of an answer: sympy on one side, plain numbers on the other.

An oracle gets points and gives values. sympy's side starts from the exercise's own tree; the
numeric side from a function the family wrote a second time, in numpy, without the tree. Neither
uses the project's own rules of differentiation, which write the answer they are to confirm.

Loads sympy and numpy only when an oracle is asked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from drill.exercise.draft import Oracle, Point, Value
from drill.maths.tree import Node

Numeric: TypeAlias = Callable[..., Any]
"""A function of the variables, by keyword; takes and gives numpy numbers, complex ones too."""

OneNumber: TypeAlias = Callable[[Any], Any]
"""A function of one number, as numpy has them."""

STEP = 1e-30
"""The imaginary step; its square vanishes against 1, so nothing is lost to cancellation."""


def given(answer: Value | Callable[[], Value]) -> Oracle:
    """Make an oracle of an answer that is the same at every point, or of what computes it."""

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        found = answer() if callable(answer) else answer
        return [found] * len(points)

    return oracle


def at_points(function: Callable[..., Any]) -> Oracle:
    """Make an oracle of a function of the variables, by keyword."""

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        return [_plain(function(**point)) for point in points]

    return oracle


def sympy_value(build: Callable[[], object]) -> Oracle:
    """Make an oracle of a sympy expression, or of tuples of them, by the names of its symbols."""

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        from drill.exercise.sympy_values import sympy_at

        made = build()
        return [sympy_at(made, point) for point in points]

    return oracle


def sympy_derivative(of: Node, *wrt: str) -> Oracle:
    """Let sympy differentiate a tree, once for each variable named, in turn."""

    def build() -> object:
        from drill.exercise.sympy_values import differentiated
        from drill.maths.symbols import to_sympy

        made = to_sympy(of)
        for name in wrt:
            made = differentiated(made, name)
        return made

    return sympy_value(build)


def sympy_gradient(of: Node, wrt: Sequence[str]) -> Oracle:
    """Let sympy differentiate a tree with respect to each of several variables."""

    def build() -> object:
        from drill.exercise.sympy_values import differentiated
        from drill.maths.symbols import to_sympy

        made = to_sympy(of)
        return tuple(differentiated(made, name) for name in wrt)

    return sympy_value(build)


def sympy_derivative_at(of: Node, wrt: str, inside: Node) -> Oracle:
    """Let sympy differentiate a tree, and then put another in place of the variable."""

    def build() -> object:
        from drill.exercise.sympy_values import differentiated, replaced
        from drill.maths.symbols import to_sympy

        return replaced(differentiated(to_sympy(of), wrt), wrt, to_sympy(inside))

    return sympy_value(build)


def slope_of_one(function: OneNumber, at: float) -> float:
    """Differentiate a function of one number by the complex step."""
    return _stepped(lambda **moved: function(moved["x"]), "x", {"x": at})


def complex_step(function: Numeric, wrt: str) -> Oracle:
    """Differentiate an analytic function as Im f(x + ih)/h.

    Source: Squire and Trapp, SIAM Review 40 (1998), 110-112.
    """

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        import numpy as np

        with np.errstate(all="ignore"):
            return [_stepped(function, wrt, point) for point in points]

    return oracle


def complex_gradient(function: Numeric, wrt: Sequence[str]) -> Oracle:
    """Differentiate along each axis by the complex step."""

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        import numpy as np

        with np.errstate(all="ignore"):
            return [tuple(_stepped(function, name, point) for name in wrt) for point in points]

    return oracle


def _stepped(function: Numeric, wrt: str, point: Point) -> float:
    import numpy as np

    moved = {
        name: np.complex128(complex(size, STEP if name == wrt else 0.0))
        for name, size in point.items()
    }
    return float(np.imag(function(**moved)) / STEP)


def central_difference(function: Numeric, wrt: str, step: float = 1e-5) -> Oracle:
    """Differentiate as (f(x + h) - f(x - h)) / 2h: right to about 1e-9 for h = 1e-5."""

    def slope(**point: float) -> float:
        above, below = dict(point), dict(point)
        above[wrt] += step
        below[wrt] -= step
        return float((function(**above) - function(**below)) / (2 * step))

    return at_points(slope)


def _plain(found: Any) -> Value:
    """Turn what numpy, Fractions or families give into a plain value."""
    if isinstance(found, str):
        return found
    if hasattr(found, "tolist"):
        found = found.tolist()
    if isinstance(found, tuple | list):
        return tuple(_plain(item) for item in found)
    if isinstance(found, complex):
        return found.real if abs(found.imag) < 1e-9 * max(1.0, abs(found)) else math.nan
    return float(found)

"""Functions to put in for unknown ones, and the search for one that breaks a claim of convexity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from drill.exercise.convexity._combined import Expr, uses
from drill.exercise.convexity._combined_worth import Given, Toolbox, worth
from drill.exercise.convexity._rules import Traits, traits

LINE = (-3.0, 3.0)
INTERVAL = (0.0, 4.0)
WIDE = (-60.0, 60.0)
FINE = 61
TINY = 1 / 256
NEAR_ZERO = frozenset({"exp", "decay", "softplus", "ln", "log-sum-exp"})
"""Where these stand, values may be so small that no chord tried in floats says anything."""
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Function:
    """A concrete function: how it is written, what is true of it, and itself."""

    text: str
    traits: Traits
    given: Given
    plain: bool = True
    """Rational at rational numbers, so that a counter-example can be worked out by hand."""

    @property
    def affine(self) -> bool:
        """Say whether it is a straight line."""
        return self.traits.convex and self.traits.concave


INF = float("inf")


def _line(
    text: str, call: Callable[[Any, Any], Any], slope: int, *, above: bool = False
) -> Function:
    known = Traits(
        convex=True,
        concave=True,
        nonnegative=above,
        positive=above,
        rising=slope >= 0,
        falling=slope <= 0,
    )
    return Function(text, known, Given(call, -INF if slope >= 0 else INF))


BOWL = Traits(convex=True, nonnegative=True)
CONVEX = (
    Function("x^2", BOWL, Given(lambda _, x: x * x, 0.0)),
    Function("(x - 1)^2", BOWL, Given(lambda _, x: (x - 1) ** 2, 1.0)),
    Function(r"\left|x\right|", BOWL, Given(lambda t, x: t.abs(x), 0.0)),
    Function("x^2 - 1", Traits(convex=True), Given(lambda _, x: x * x - 1, 0.0)),
    Function("x^2 - 9", Traits(convex=True), Given(lambda _, x: x * x - 9, 0.0)),
    _line("x", lambda _, x: x, 1),
    _line("-x", lambda _, x: -x, -1),
    _line("1", lambda _, x: 0 * x + 1, 0, above=True),
    Function(
        r"\max(0, x)",
        Traits(convex=True, nonnegative=True, rising=True),
        Given(lambda t, x: t.largest(0 * x, x), -INF),
    ),
    Function(
        r"\max(0, 2 - x)",
        Traits(convex=True, nonnegative=True, falling=True),
        Given(lambda t, x: t.largest(0 * x, 2 - x), INF),
    ),
    Function(
        "e^x",
        Traits(convex=True, nonnegative=True, positive=True, rising=True),
        Given(lambda t, x: t.exp(x), -INF),
        plain=False,
    ),
    Function(
        r"\max(1, x)",
        Traits(convex=True, nonnegative=True, positive=True, rising=True),
        Given(lambda t, x: t.largest(0 * x + 1, x), -INF),
    ),
    Function(
        "x^2 + 20",
        Traits(convex=True, nonnegative=True, positive=True),
        Given(lambda _, x: x * x + 20, 0.0),
    ),
    Function(
        "x^2 + 1",
        Traits(convex=True, nonnegative=True, positive=True),
        Given(lambda _, x: x * x + 1, 0.0),
    ),
)
CONCAVE = (
    Function("-x^2", Traits(concave=True), Given(lambda _, x: -x * x, INF)),
    Function(r"-\left|x\right|", Traits(concave=True), Given(lambda t, x: -t.abs(x), INF)),
    Function("-x^2 - 20", Traits(concave=True), Given(lambda _, x: -x * x - 20, INF)),
    Function("4 - x^2", Traits(concave=True), Given(lambda _, x: 4 - x * x, INF)),
    _line("x", lambda _, x: x, 1),
    _line("-x", lambda _, x: -x, -1),
)
ABOVE = Traits(concave=True, nonnegative=True, positive=True)
POSITIVE_CONCAVE = (
    _line("x + 1", lambda _, x: x + 1, 1, above=True),
    _line("5 - x", lambda _, x: 5 - x, -1, above=True),
    Function("4x - x^2 + 1", ABOVE, Given(lambda _, x: 4 * x - x * x + 1, INF)),
    Function(
        r"\min(x + 1, 3)",
        Traits(concave=True, nonnegative=True, positive=True, rising=True),
        Given(lambda t, x: t.smallest(x + 1, 0 * x + 3), INF),
    ),
)
"""Positive for 0 < x < 4 only: on the whole line a positive concave function is constant."""


def fitting(wanted: Traits) -> tuple[Function, ...]:
    """List the functions of the stock of which all is true that is wanted."""
    if wanted.concave and wanted.positive:
        return POSITIVE_CONCAVE
    pool = CONCAVE if wanted.concave else CONVEX
    return tuple(one for one in pool if one.traits.meets(wanted))


@cache
def numpy_tools() -> Toolbox:
    """Give numpy's functions."""
    import numpy as np

    return Toolbox(np.exp, np.log, np.sqrt, np.abs, np.maximum, np.minimum)


@cache
def sympy_tools() -> Toolbox:
    """Give sympy's functions."""
    import sympy

    return Toolbox(sympy.exp, sympy.log, sympy.sqrt, sympy.Abs, sympy.Max, sympy.Min)


@dataclass(frozen=True, slots=True)
class Trial:
    """Functions put in for the unknown ones, and the chord that runs lowest against the graph."""

    chosen: Mapping[str, Function]
    ends: tuple[float, float]
    gap: float
    """Chord less graph in the middle, as a share of the values; negative where it is broken."""
    depth: float
    """The same as a number: how far the chord runs below the graph, with a minus."""
    size: float
    """The largest of the values at the ends and in the middle, without its sign."""

    @property
    def broken(self) -> bool:
        """Say whether the chord runs below the graph."""
        return self.gap < -SLACK

    @property
    def text(self) -> str:
        """Name the functions: `f(x) = x^2` and `g(x) = x`, in prose."""
        return " and ".join(f"${name}(x) = {one.text}$" for name, one in self.chosen.items())


def trials(of: Expr, wanted: Mapping[str, Traits], within: tuple[float, float]) -> Iterator[Trial]:
    """Put in everything that fits, and try all chords between the places of a grid."""
    pools = [fitting(one) for one in wanted.values()]
    for chosen in product(*pools):
        functions = dict(zip(wanted, chosen, strict=True))
        # ends at halves and quarters, so that a counter-example can be worked out by hand
        trial = _tried(of, functions, _grid(within, 13 if within == LINE else 15))
        if trial is not None:
            yield trial


def harmless(of: Expr, trial: Trial, within: tuple[float, float]) -> bool:
    """Say whether an expression is convex with these functions: by the rules, or by many chords.

    The chords are tried far out and on a fine grid, which decides for pieces of polynomials.
    """
    if traits(of, {name: one.traits for name, one in trial.chosen.items()}).convex:
        return True
    if uses(of) & NEAR_ZERO:
        return False
    near = _tried(of, trial.chosen, _grid(within, FINE))
    return near is not None and not near.broken and not _bends_down(of, trial, within)


def _bends_down(of: Expr, trial: Trial, within: tuple[float, float]) -> bool:
    """Look for a second difference below 0, far out and on so fine a grid that no kink hides."""
    import numpy as np

    low, high = WIDE if within == LINE else within
    places = np.arange(low + TINY / 3, high, TINY)
    given = {name: one.given for name, one in trial.chosen.items()}
    with np.errstate(all="ignore"):
        worths = worth(of, given, places, numpy_tools()) + 0 * places
    if not np.isfinite(worths).all():
        return True
    bends = worths[2:] - 2 * worths[1:-1] + worths[:-2]
    return bool((bends < -1e-11 * (1 + np.abs(worths[1:-1]))).any())


@cache
def _grid(within: tuple[float, float], places: int) -> tuple[Any, Any]:
    """Give places of a range, and the middles of all pairs of them."""
    import numpy as np

    low, high = within
    edge = (high - low) / (places + 1) if within == INTERVAL else 0.0
    grid = np.linspace(low + edge, high - edge, places)
    return grid, (grid[None, :] + grid[:, None]) / 2


def _tried(of: Expr, chosen: Mapping[str, Function], places: tuple[Any, Any]) -> Trial | None:
    """Find the chord that runs lowest; None where some value is no number."""
    import numpy as np

    grid, middles = places
    given = {name: one.given for name, one in chosen.items()}
    with np.errstate(all="ignore"):
        ends = worth(of, given, grid, numpy_tools()) + 0 * grid
        middle = worth(of, given, middles, numpy_tools())
        sides = (ends[None, :] + ends[:, None]) / 2
        gap = (sides - middle) / (1 + np.abs(sides) + np.abs(middle))
    if not np.isfinite(gap).all():
        return None
    row, column = np.unravel_index(int(gap.argmin()), gap.shape)
    u, v = sorted((float(grid[row]), float(grid[column])))
    size = max(abs(float(at)) for at in (ends[row], ends[column], middle[row, column]))
    depth = float(sides[row, column] - middle[row, column])
    return Trial(chosen, (u, v), float(gap.min()), depth, size)

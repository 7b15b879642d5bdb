r"""Combinations of functions of which little is known, and the rules that keep them convex.

An expression is built from unknown functions `f`, `g`, … by sums, maxima, compositions and the
like. `traits` says what the rules of the convex calculus can prove of it (Boyd and Vandenberghe,
Convex Optimization, 3.2; Grant, Boyd and Ye, Disciplined convex programming, 2006); `worth`
computes it once the unknown functions are given, with numpy's functions or with sympy's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from drill.exercise.write import latex
from drill.maths.build import plus, times
from drill.maths.tree import Name


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known for certain of a function; an affine one is convex and concave."""

    convex: bool = False
    concave: bool = False
    nonnegative: bool = False
    positive: bool = False
    rising: bool = False
    """It never falls."""
    falling: bool = False
    """It never rises."""

    @property
    def turned(self) -> Traits:
        """What is known of minus the function."""
        return Traits(self.concave, self.convex, rising=self.falling, falling=self.rising)

    def meets(self, wanted: Traits) -> bool:
        """Say whether all that is wanted is known."""
        return all(
            getattr(self, name) or not getattr(wanted, name) for name in Traits.__dataclass_fields__
        )


@dataclass(frozen=True, slots=True)
class Line:
    """The affine function a x + b."""

    a: int
    b: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """An unknown function of something, x itself where nothing is said."""

    name: str
    inner: Expr = Line(1)


@dataclass(frozen=True, slots=True)
class Known:
    """A named function of something: one of `OUTER`."""

    outer: str
    inner: Expr


@dataclass(frozen=True, slots=True)
class Scaled:
    """A whole number times something."""

    by: int
    body: Expr


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum."""

    terms: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest of several."""

    of: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest of several."""

    of: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A named function of two: one of `PAIRS`."""

    outer: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Window:
    """The largest, the smallest or the mean of a function over x ≤ s ≤ x + width."""

    what: str
    name: str
    width: int


Expr: TypeAlias = "Line | Use | Known | Scaled | Sum | Largest | Smallest | Pair | Window"

OUTER: Mapping[str, tuple[Traits, str]] = {
    "exp": (Traits(convex=True, positive=True, nonnegative=True, rising=True), "e^{%s}"),
    "decay": (Traits(convex=True, positive=True, nonnegative=True, falling=True), "e^{-%s}"),
    "relu": (Traits(convex=True, nonnegative=True, rising=True), r"\max(0, %s)"),
    "softplus": (
        Traits(convex=True, positive=True, nonnegative=True, rising=True),
        r"\ln(1 + e^{%s})",
    ),
    "square": (Traits(convex=True, nonnegative=True), "(%s)^2"),
    "abs": (Traits(convex=True, nonnegative=True), r"\left|%s\right|"),
    "ln": (Traits(concave=True, rising=True), r"\ln(%s)"),
    "sqrt": (Traits(concave=True, nonnegative=True, rising=True), r"\sqrt{%s}"),
    "reciprocal": (
        Traits(convex=True, positive=True, nonnegative=True, falling=True),
        r"\frac{1}{%s}",
    ),
}
"""What is known of each on its domain, and how it is written."""
RISING_IF_NONNEGATIVE = frozenset({"square", "abs"})


def _composed(outer: Traits, inner: Traits) -> Traits:
    """Apply the rule of composition: convex of affine, rising of convex, falling of concave."""
    affine = inner.convex and inner.concave
    if affine and inner.rising and inner.falling:
        # a constant stays one, whatever is done to it
        return replace(inner, nonnegative=outer.nonnegative, positive=outer.positive)

    def bent(convex: bool, rising: bool, falling: bool) -> bool:
        return convex and (affine or (rising and inner.convex) or (falling and inner.concave))

    return Traits(
        convex=bent(outer.convex, outer.rising, outer.falling),
        # the same rule for minus the function
        concave=bent(outer.concave, outer.falling, outer.rising),
        nonnegative=outer.nonnegative,
        positive=outer.positive,
        rising=(outer.rising and inner.rising) or (outer.falling and inner.falling),
        falling=(outer.rising and inner.falling) or (outer.falling and inner.rising),
    )


def traits(of: Expr, known: Mapping[str, Traits]) -> Traits:
    """Say what the rules prove of an expression, from what is known of its functions."""
    match of:
        case Line(a, b):
            sure = not a and b >= 0
            return Traits(
                convex=True,
                concave=True,
                nonnegative=sure,
                positive=sure and b > 0,
                rising=a >= 0,
                falling=a <= 0,
            )
        case Use(name, inner):
            return _composed(known[name], traits(inner, known))
        case Known(outer, inner):
            inside = traits(inner, known)
            outside = OUTER[outer][0]
            if outer in RISING_IF_NONNEGATIVE and inside.nonnegative:
                outside = replace(outside, rising=True)
            return _composed(outside, inside)
        case Scaled(by, body):
            inside = traits(body, known)
            return inside if by > 0 else inside.turned
        case Sum(terms):
            return _all([traits(term, known) for term in terms])
        case Largest(several):
            return replace(_all([traits(one, known) for one in several]), concave=False)
        case Smallest(several):
            return replace(_all([traits(one, known) for one in several]), convex=False)
        case Pair(outer, left, right):
            return _paired(outer, traits(left, known), traits(right, known))
        case Window(what, name, _):
            inside = known[name]
            keeps = {"largest": inside.convex, "smallest": inside.convex, "mean": inside.convex}
            return Traits(convex=keeps[what])


def _all(found: list[Traits]) -> Traits:
    """Keep what is known of every one."""
    return Traits(
        **{name: all(getattr(one, name) for one in found) for name in Traits.__dataclass_fields__}
    )


def _paired(outer: str, left: Traits, right: Traits) -> Traits:
    both = _all([left, right])
    if outer == "product":
        same_way = both.rising or both.falling
        return Traits(
            convex=both.convex and both.nonnegative and same_way, nonnegative=both.nonnegative
        )
    if outer == "log-sum-exp":
        return Traits(convex=both.convex, rising=both.rising, falling=both.falling)
    if outer == "norm":
        affine = both.convex and both.concave
        return Traits(convex=affine or (both.convex and both.nonnegative), nonnegative=True)
    # nothing general is known of a quotient
    return Traits()


def uses(of: Expr) -> frozenset[str]:
    """List the named functions that stand in an expression."""
    match of:
        case Known(outer, inner):
            return uses(inner) | {outer}
        case Pair(outer, left, right):
            return uses(left) | uses(right) | {outer}
        case Use(_, inner) | Scaled(_, inner):
            return uses(inner)
        case Sum(several) | Largest(several) | Smallest(several):
            return frozenset().union(*map(uses, several))
        case Line() | Window():
            return frozenset()


def written(of: Expr) -> str:
    """Set an expression in LaTeX, without dollar signs."""
    match of:
        case Line(a, b):
            return latex(plus(times(a, Name("x")), b))
        case Use(name, inner):
            return f"{name}({written(inner)})"
        case Known(outer, inner):
            inside = written(inner)
            if outer == "decay" and isinstance(inner, Sum):
                inside = f"({inside})"
            if outer == "square" and isinstance(inner, Use | Line) and inner != Line(1):
                return f"{inside}^2" if isinstance(inner, Use) else f"({inside})^2"
            return "x^2" if (outer, inner) == ("square", Line(1)) else OUTER[outer][1] % inside
        case Scaled(by, Known("reciprocal", inner)):
            return rf"\frac{{{by}}}{{{written(inner)}}}"
        case Scaled(by, body):
            inside = f"({written(body)})" if isinstance(body, Sum) else written(body)
            return f"{'-' if by == -1 else '' if by == 1 else by} {inside}".strip()
        case Sum(terms):
            return _joined([written(term) for term in terms])
        case Largest(several):
            return rf"\max({', '.join(map(written, several))})"
        case Smallest(several):
            return rf"\min({', '.join(map(written, several))})"
        case Pair(outer, left, right):
            return _pair_written(outer, left, right)
        case Window(what, name, width):
            inside = f"{name}(x + t)"
            sign = {"largest": r"\max", "smallest": r"\min"}.get(what)
            if sign:
                return rf"{sign}_{{0 \leq t \leq {width}}} {inside}"
            return rf"\int_0^{{{width}}} {inside} dt"


def _joined(texts: list[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        whole += f" - {text[1:].strip()}" if text.startswith("-") else f" + {text}"
    return whole


def _pair_written(outer: str, left: Expr, right: Expr) -> str:
    a, b = written(left), written(right)
    if outer == "product":
        factors = [
            f"({text})" if isinstance(one, Sum | Line) and one != Line(1) else text
            for one, text in ((left, a), (right, b))
        ]
        return r" \cdot ".join(factors)
    if outer == "log-sum-exp":
        return rf"\ln(e^{{{a}}} + e^{{{b}}})"
    if outer == "norm":
        squares = [written(Known("square", one)) for one in (left, right)]
        return rf"\sqrt{{{squares[0]} + {squares[1]}}}"
    return rf"\frac{{{a}}}{{{b}}}"


@dataclass(frozen=True, slots=True)
class Given:
    """A function that is put in for an unknown one: for numpy and sympy, and where it is lowest."""

    call: Callable[[Any, Any], Any]
    """Of the toolbox and the argument."""
    lowest: float
    """Where it takes its least value; infinite where it falls or rises for ever."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The functions that numpy and sympy spell differently."""

    exp: Callable[[Any], Any]
    ln: Callable[[Any], Any]
    sqrt: Callable[[Any], Any]
    abs: Callable[[Any], Any]
    largest: Callable[[Any, Any], Any]
    smallest: Callable[[Any, Any], Any]


def worth(of: Expr, given: Mapping[str, Given], x: Any, tools: Toolbox) -> Any:
    """Compute an expression at x, with functions put in for the unknown ones."""
    match of:
        case Line(a, b):
            return a * x + b
        case Use(name, inner):
            return given[name].call(tools, worth(inner, given, x, tools))
        case Known(outer, inner):
            return _outer(outer, worth(inner, given, x, tools), tools)
        case Scaled(by, body):
            return by * worth(body, given, x, tools)
        case Sum(terms):
            return sum(worth(term, given, x, tools) for term in terms)
        case Largest(several) | Smallest(several):
            pick = tools.largest if isinstance(of, Largest) else tools.smallest
            found = worth(several[0], given, x, tools)
            for one in several[1:]:
                found = pick(found, worth(one, given, x, tools))
            return found
        case Pair(outer, left, right):
            a, b = worth(left, given, x, tools), worth(right, given, x, tools)
            return _of_two(outer, a, b, tools)
        case Window(what, name, width):
            return _over(what, given[name], x, width, tools)


def _outer(outer: str, u: Any, tools: Toolbox) -> Any:
    return {
        "exp": lambda: tools.exp(u),
        "decay": lambda: tools.exp(-u),
        "relu": lambda: tools.largest(0 * u, u),
        "softplus": lambda: tools.ln(1 + tools.exp(u)),
        "square": lambda: u * u,
        "abs": lambda: tools.abs(u),
        "ln": lambda: tools.ln(u),
        "sqrt": lambda: tools.sqrt(u),
        "reciprocal": lambda: 1 / u,
    }[outer]()


def _of_two(outer: str, a: Any, b: Any, tools: Toolbox) -> Any:
    return {
        "product": lambda: a * b,
        "quotient": lambda: a / b,
        "log-sum-exp": lambda: tools.ln(tools.exp(a) + tools.exp(b)),
        "norm": lambda: tools.sqrt(a * a + b * b),
    }[outer]()


SLICES = 64


def _over(what: str, of: Given, x: Any, width: int, tools: Toolbox) -> Any:
    ends = of.call(tools, x), of.call(tools, x + width)
    if what == "largest":
        # a convex function is largest at an end
        return tools.largest(*ends)
    if what == "smallest":
        lowest = tools.smallest(tools.largest(x, of.lowest), x + width)
        return of.call(tools, lowest)
    # the trapezium rule has positive weights: a sum of shifts, as convex as the integral
    inside = sum(of.call(tools, x + width * k / SLICES) for k in range(1, SLICES))
    return (inside + (ends[0] + ends[1]) / 2) * width / SLICES

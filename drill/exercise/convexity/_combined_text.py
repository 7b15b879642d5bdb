"""How a combination of functions is written in LaTeX."""

from __future__ import annotations

from collections.abc import Mapping

from drill.exercise.convexity._combined import (
    Expr,
    Known,
    Largest,
    Line,
    Pair,
    Scaled,
    Smallest,
    Sum,
    Use,
    Window,
)
from drill.exercise.write import latex
from drill.maths.build import plus, times
from drill.maths.tree import Name

PATTERNS: Mapping[str, str] = {
    "exp": "e^{%s}",
    "decay": "e^{-%s}",
    "relu": r"\max(0, %s)",
    "softplus": r"\ln(1 + e^{%s})",
    "square": "(%s)^2",
    "abs": r"\left|%s\right|",
    "ln": r"\ln(%s)",
    "sqrt": r"\sqrt{%s}",
    "reciprocal": r"\frac{1}{%s}",
}
"""How each named function is written."""


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
            return "x^2" if (outer, inner) == ("square", Line(1)) else PATTERNS[outer] % inside
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

"""What the Hessian of a small loss at one point shows, and what it cannot show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import shown
from drill.exercise.convexity._surfaces import Spot, numeric_hessian, sympy_eigenvalues
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, matrix
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import display, latex, matrix_text
from drill.grade.part import Choice
from drill.maths.build import call, exp, minus, over, plus, power, times
from drill.maths.tree import Name, Node

U, V = Name("u"), Name("v")
Rows = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]
PROOF, NOT, NOTHING = "proof", "not", "nothing"
VERDICTS = (
    Choice(PROOF, "$L$ is convex: it is the same everywhere, with no negative eigenvalue"),
    Choice(NOT, "$L$ is not convex: it has a negative eigenvalue"),
    Choice(NOTHING, "neither: it has no negative eigenvalue here, but elsewhere it is another one"),
)
SAYS = {one.id: one.text for one in VERDICTS}
HINTS = (
    "Differentiate twice by each letter, and once by both.",
    "A single bad point is enough against convexity; for it, every point has to be good.",
)


@dataclass(frozen=True, slots=True)
class Small:
    """A loss of two parameters, a point, the Hessian there and what it shows."""

    of: Node
    numeric: Callable[[Any, Any], Any]
    model: str
    spot: Spot
    hessian: Rows
    verdict: str
    outer: Rows | None
    """The gradient's products with itself."""
    way: str


def _regression(pick: Pick) -> Small:
    first, gap = pick.integer(-3, 2), pick.integer(1, 3)
    xs = first, first + gap
    ys = pick.integer(-3, 3), pick.integer(-3, 3)
    squares = (power(plus(times(x, U), V, -y), 2) for x, y in zip(xs, ys, strict=True))
    of = over(plus(*squares), 2)
    p, q = spot = pick.integer(-1, 1), pick.integer(-1, 1)
    errors = [x * p + q - y for x, y in zip(xs, ys, strict=True)]
    g = sum(x * e for x, e in zip(xs, errors, strict=True)), sum(errors)
    return Small(
        of,
        lambda u, v: sum((x * u + v - y) ** 2 for x, y in zip(xs, ys, strict=True)) / 2,
        "Linear regression with slope $u$ and intercept $v$, on two examples",
        spot,
        _rows(sum(x * x for x in xs), sum(xs), 2),
        PROOF,
        _rows(g[0] * g[0], g[0] * g[1], g[1] * g[1]),
        r"Each square adds $x^2$, $x$ and $1$, with $x = "
        f"{xs[0]}$ and $x = {xs[1]}$; no letter is left.",
    )


def _rows(a: int | Fraction, b: int | Fraction, c: int | Fraction) -> Rows:
    return (Fraction(a), Fraction(b)), (Fraction(b), Fraction(c))


@cache
def _products() -> Mapping[str, tuple[tuple[int, int, int, int], ...]]:
    """List k, t and a point (p, q) by what the Hessian of ½(k u v - t)² shows there."""
    found: dict[str, list[tuple[int, int, int, int]]] = {NOT: [], NOTHING: []}
    sides = (-3, -2, -1, 1, 2, 3)
    for k, t, p, q in product((1, 2, 3), range(-9, 10), sides, sides):
        s = k * p * q
        det = s * s - (2 * s - t) ** 2
        if t and s != t and det:
            found[NOTHING if det > 0 else NOT].append((k, t, p, q))
    return {verdict: tuple(cases) for verdict, cases in found.items()}


def _deep(pick: Pick) -> Small:
    verdict = pick.one((NOT, NOTHING))
    k, t, p, q = pick.one(_products()[verdict])
    s = k * p * q
    off = s - t
    return Small(
        over(power(minus(times(k, U, V), t), 2), 2),
        lambda u, v: (k * u * v - t) ** 2 / 2,
        f"A linear network of two layers with one unit each, on the example $x = {k}$, $y = {t}$",
        (p, q),
        _rows(k * k * q * q, k * (2 * s - t), k * k * p * p),
        verdict,
        _rows(off * off * k * k * q * q, off * off * k * k * p * q, off * off * k * k * p * p),
        rf"$L_{{uu}} = {_square(k)}v^2$, $L_{{vv}} = {_square(k)}u^2$, "
        rf"$L_{{uv}} = {latex(minus(times(2 * k * k, U, V), k * t))}$.",
    )


def _square(k: int) -> str:
    return f"{k * k} " if k > 1 else ""


def _logistic(pick: Pick) -> Small:
    a, b = pick.some(range(-5, 6), 2)
    signs = pick.one(((1, 1), (1, -1), (-1, 1), (-1, -1)))
    scores = [plus(times(-s * x, U), times(-s, V)) for x, s in zip((a, b), signs, strict=True)]
    half = Fraction(1, 2)
    g = (
        -half * sum(s * x for x, s in zip((a, b), signs, strict=True)),
        -half * sum(signs),
    )
    return Small(
        plus(*(call("ln", plus(1, exp(score))) for score in scores)),
        lambda u, v: _log_losses(u, v, (a, b), signs),
        "Logistic regression with weight $u$ and intercept $v$, on two examples",
        (0, 0),
        _rows(Fraction(a * a + b * b, 4), Fraction(a + b, 4), Fraction(1, 2)),
        NOTHING,
        _rows(g[0] * g[0], g[0] * g[1], g[1] * g[1]),
        r"With $s$ for an exponent, $\ln(1 + e^s)$ has the second derivative "
        r"$\sigma(s) (1 - \sigma(s))$, which is $\frac{1}{4}$ at $s = 0$.",
    )


def _log_losses(u: Any, v: Any, xs: Sequence[int], signs: Sequence[int]) -> Any:
    import numpy as np

    return sum(np.log1p(np.exp(-s * (x * u + v))) for x, s in zip(xs, signs, strict=True))


def one_hessian(pick: Pick) -> Draft:
    """Draw a loss of two parameters and a point."""
    kinds: tuple[Callable[[Pick], Small], ...] = (_regression, _deep, _logistic)
    small = pick.one(kinds)(pick)
    p, q = small.spot
    rows = small.hessian
    wrong: list[tuple[str, str]] = []
    if rows[0][1]:
        wrong.append(("mixed-partial-dropped", f"[[{rows[0][0]}, 0], [0, {rows[1][1]}]]"))
    if small.outer is not None and small.outer != rows:
        cells = ", ".join(f"[{a}, {b}]" for a, b in small.outer)
        wrong.append(("hessian-as-outer-product", f"[{cells}]"))
    jumped = [("convex-in-prediction", PROOF)] if small.verdict != PROOF else []
    det = rows[0][0] * rows[1][1] - rows[0][1] ** 2
    sign = (
        "negative: the eigenvalues have both signs"
        if det < 0
        else ("positive, like the diagonal: both eigenvalues are positive")
    )
    changes = (
        "The Hessian is the same at every point."
        if small.verdict == PROOF
        else ("At another point the Hessian is another one.")
    )
    return assembled(
        f"{small.model}. What is the Hessian at $u = {p}$, $v = {q}$, and what does it show, "
        f"taken by itself?{display(f'L(u, v) = {latex(small.of)}').rstrip()}",
        [
            ask(
                matrix("hessian", rows, label="the Hessian there"),
                lambda: _by_sympy(small.of, small.spot),
                lambda: numeric_hessian(small.numeric, small.spot),
                wrong,
                tolerance=1e-3,
            ),
            ask(
                choice("shows", small.verdict, VERDICTS, label="it shows"),
                lambda: _shown_by_sympy(small),
                lambda: _shown_by_numbers(small),
                jumped,
            ),
        ],
        hints=HINTS,
        solution=(
            Step(
                "what to work out", "Find $L_{uu}$, $L_{uv}$ and $L_{vv}$; then put the point in."
            ),
            Step("second derivatives", small.way),
            Step("at the point", f"$H = {matrix_text([[shown(c) for c in row] for row in rows])}$"),
            Step("its eigenvalues", f"The determinant is ${shown(det)}$, {sign}. {changes}"),
            Step("answer", f"{SAYS[small.verdict]}."),
        ),
    )


def _by_sympy(of: Node, spot: Spot) -> tuple[tuple[float, ...], ...]:
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    u, v = symbol("u"), symbol("v")
    found = sympy.hessian(to_sympy(of), (u, v)).subs({u: spot[0], v: spot[1]})
    return tuple(tuple(float(found[i, j]) for j in (0, 1)) for i in (0, 1))


def _shown_by_sympy(small: Small) -> str:
    rows = _by_sympy(small.of, small.spot)
    if sympy_eigenvalues(rows)[0] < -1e-9:
        return NOT
    p, q = small.spot
    return PROOF if _by_sympy(small.of, (p + 2, q - 1)) == rows else NOTHING


def _shown_by_numbers(small: Small) -> str:
    import numpy as np

    rows = np.array(numeric_hessian(small.numeric, small.spot))
    if float(np.linalg.eigvalsh(rows)[0]) < -1e-4:
        return NOT
    p, q = small.spot
    there = np.array(numeric_hessian(small.numeric, (p - 3, q + 1)))
    return PROOF if bool(np.allclose(rows, there, atol=1e-4)) else NOTHING

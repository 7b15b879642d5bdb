"""What a 2x2 Hessian says of a critical point: given, or of a function that is put round it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.convexity._surfaces import (
    KINDS,
    MAX,
    MIN,
    OPEN,
    SADDLE,
    SAYS,
    by_signs,
    kind_around,
    kind_of_form,
    numeric_hessian,
    sympy_eigenvalues,
    sympy_hessian,
)
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, matrix, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import bracketed, display, latex, matrix_text
from drill.maths.build import plus, power, times
from drill.maths.slope import slope
from drill.maths.tree import Name

X, Y = Name("x"), Name("y")
Entries = tuple[int, int, int]
"""f_xx, f_xy and f_yy at the point."""
MOST_OF_A_CASE = 144
"""There are only 48 edges, and thousands of saddles."""
CASES = ("up", "down", "saddle", "hidden saddle", "edge")
HINTS = {
    2: (
        "The signs of the two eigenvalues are enough; you need not find them.",
        "The determinant is their product: is it positive, negative or 0?",
    ),
    3: (
        "The second derivatives of this $f$ change from point to point.",
        "Work out the Hessian, put the point in, and look at its determinant.",
    ),
}


@cache
def _cases(reach: int, step: int) -> dict[str, tuple[Entries, ...]]:
    """Sort the matrices with entries up to `reach`: a `hidden saddle` has a good diagonal."""
    found: dict[str, list[Entries]] = {case: [] for case in CASES}
    diagonal = [size for size in range(-reach, reach + 1, step) if size]
    for a, b, c in product(diagonal, range(-reach, reach + 1), diagonal):
        if not b:
            continue
        det = a * c - b * b
        if det > 0:
            found["up" if a > 0 else "down"].append((a, b, c))
        elif det < 0:
            found["saddle" if a * c < 0 else "hidden saddle"].append((a, b, c))
        else:
            found["edge"].append((a, b, c))
    return {case: tuple(entries) for case, entries in found.items()}


def _kind_of(entries: Entries) -> str:
    a, b, c = entries
    det = a * c - b * b
    if det < 0:
        return SADDLE
    if det == 0:
        return OPEN
    return MIN if a > 0 else MAX


def _misread(entries: Entries) -> Iterator[tuple[str, str]]:
    """List what a learner would call it who tests too little."""
    a, _, c = entries
    kind = _kind_of(entries)
    if kind == OPEN:
        yield "zero-eigenvalue-is-saddle", SADDLE
    if kind == MAX:
        yield "determinant-alone", MIN
    if kind == SADDLE and a * c > 0:
        yield "mixed-partial-dropped", MIN if a > 0 else MAX
    if kind == SADDLE and a * c < 0:
        yield "only-fxx-tested", MIN if a > 0 else MAX
    if kind == OPEN:
        yield "mixed-partial-dropped", MIN if a > 0 else MAX


def from_hessian(pick: Pick) -> Draft:
    """Draw a Hessian by what it is; the traps are cases of their own."""
    a, b, c = entries = pick.among(tuple(_cases(8, 1).values()), MOST_OF_A_CASE)
    det, kind = a * c - b * b, _kind_of(entries)
    rows = [[a, b], [b, c]]
    return assembled(
        "At a point where the gradient of $f(x, y)$ is zero, this is the Hessian. What is the "
        f"point?\n\n$$H = {matrix_text(rows)}$$",
        [
            ask(
                number("det", det, label="the determinant"),
                lambda: _product(sympy_eigenvalues(rows)),
                lambda: _numpy_det(rows),
                [("mixed-partial-dropped", a * c)],
            ),
            ask(
                choice("kind", kind, KINDS, label="the point is"),
                lambda: by_signs(sympy_eigenvalues(rows)),
                lambda: kind_of_form(a, b, c),
                _misread(entries),
            ),
        ],
        hints=HINTS[2],
        solution=(
            Step("product of the eigenvalues", f"The determinant: ${_determinant(entries)}$."),
            Step("their signs", _by_determinant(entries)),
            Step("answer", SAYS[kind]),
        ),
    )


def _product(sizes: Sequence[float]) -> float:
    return round(sizes[0] * sizes[1], 9)


def _numpy_det(rows: Sequence[Sequence[float]]) -> float:
    import numpy as np

    return round(float(np.linalg.det(np.array(rows, dtype=float))), 9)


def _determinant(entries: Entries) -> str:
    a, b, c = entries
    square = f"({b})^2" if b < 0 else f"{b}^2"
    return rf"{a} \cdot {bracketed(c)} - {square} = {a * c - b * b}"


def _by_determinant(entries: Entries) -> str:
    a, b, c = entries
    det = a * c - b * b
    if det < 0:
        trap = " The diagonal alone would not have shown it." if a * c > 0 else ""
        return f"A negative product: one positive, one negative.{trap}"
    if det == 0:
        return f"A product of 0: one of them is 0, the other is the trace, ${a + c}$."
    return f"A positive product: both have one sign, that of $f_{{xx}} = {a}$."


def from_function(pick: Pick) -> Draft:
    """Draw the Hessian and the point, and put a cubic function round them."""
    a, b, c = entries = pick.one(_cases(8, 2)[pick.one(CASES[:-1])])
    front = pick.one((-1, 1))
    p, q = spot = pick.one((-2, -1, 1, 2)), pick.integer(-2, 2)
    square = (a - 6 * front * p) // 2
    half = c // 2
    in_x = -(3 * front * p * p + 2 * square * p + b * q)
    in_y = -(b * p + c * q)
    of = plus(
        times(front, power(X, 3)),
        times(square, power(X, 2)),
        times(b, X, Y),
        times(half, power(Y, 2)),
        times(in_x, X),
        times(in_y, Y),
    )
    kind = _kind_of(entries)
    rows = [[a, b], [b, c]]
    along = slope(slope(of, "x"), "x")

    def surface(x: float, y: float) -> float:
        return front * x**3 + square * x * x + b * x * y + half * y * y + in_x * x + in_y * y

    return assembled(
        f"The gradient is zero at $({p}, {q})$. What is that point?"
        + display(f"f(x, y) = {latex(of)}").rstrip(),
        [
            ask(
                matrix("hessian", rows, label=f"the Hessian at $({p}, {q})$"),
                lambda: sympy_hessian(of, spot),
                lambda: numeric_hessian(surface, spot),
                [("mixed-partial-dropped", f"[[{a}, 0], [0, {c}]]")],
            ),
            ask(
                choice("kind", kind, KINDS, label="the point is"),
                lambda: by_signs(sympy_eigenvalues(sympy_hessian(of, spot))),
                lambda: kind_around(surface, spot),
                _misread(entries),
            ),
        ],
        hints=HINTS[3],
        solution=(
            Step(
                "second derivatives",
                f"$f_{{xx}} = {latex(along)}$, $f_{{xy}} = {b}$, $f_{{yy}} = {c}$",
            ),
            Step("at the point", f"$f_{{xx}}({p}, {q}) = {a}$; the other two are constant."),
            Step("determinant", f"${_determinant(entries)}$"),
            Step("their signs", _by_determinant(entries)),
            Step("answer", SAYS[kind]),
        ),
    )

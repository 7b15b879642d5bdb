"""What the Hessian's eigenvalues say: positive or negative definite, indefinite, on the edge."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import isqrt
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.convexity._three_by_three import three_by_three
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels
from drill.exercise.parts import choice, number, set_of, yes_or_no
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.exercise.write import matrix_text
from drill.grade.part import Choice

Entries = tuple[int, int, int]
"""f_xx, f_xy and f_yy."""
KINDS = (
    Choice("positive", "positive definite"),
    Choice("negative", "negative definite"),
    Choice("semi-positive", "positive semidefinite, not definite"),
    Choice("semi-negative", "negative semidefinite, not definite"),
    Choice("indefinite", "indefinite"),
)
WORDS = {kind.id: kind.text for kind in KINDS}
SMALL = tuple(size for size in range(-9, 10) if size)
ZERO = 1e-9


def _all(reach: int) -> Iterator[Entries]:
    whole = range(-reach, reach + 1)
    for a, b, c in product(whole, whole, whole):
        if a and b and c and a != c:
            yield a, b, c


def _has_whole_eigenvalues(entries: Entries) -> bool:
    a, b, c = entries
    square = (a - c) ** 2 + 4 * b * b
    return isqrt(square) ** 2 == square


POOLS: dict[int, tuple[Entries, ...]] = {
    1: tuple((a, 0, c) for a, c in product(SMALL, SMALL) if a != c),
    2: tuple(one for one in _all(6) if one[0] * one[2] != one[1] ** 2),
    3: tuple(
        one for one in _all(7) if one[0] * one[2] != one[1] ** 2 and _has_whole_eigenvalues(one)
    ),
    4: tuple(one for one in _all(12) if one[0] * one[2] == one[1] ** 2),
}
HINTS = {
    1: (
        "What are the eigenvalues of a diagonal matrix?",
        "All positive, all negative, or of both signs: that is the whole question.",
    ),
    2: (
        "The signs of the two eigenvalues are enough.",
        "The determinant is their product, the trace their sum.",
    ),
    3: (
        "The eigenvalues have a sum and a product that you know.",
        "Two numbers whose sum is the trace and whose product is the determinant.",
    ),
    4: (
        "Look at the determinant first.",
        "If the product of the eigenvalues is 0, one of them is 0; the trace is the other.",
    ),
}


class HessianDefiniteness(Family):
    """Say from a Hessian whether it is definite."""

    name = "hessian_definiteness"
    topic = "convexity"
    title = "Eigenvalues and definiteness of a Hessian"
    instances = levels(*map(len, POOLS.values()), 1296)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a symmetric matrix; from level 3 on its eigenvalues are whole numbers."""
        if level == 5:
            return three_by_three(pick, KINDS)
        return _draft(pick.one(POOLS[level]), level)


FAMILY = HessianDefiniteness()


def _kind(low: float, high: float) -> str:
    if low * high < -ZERO:
        return "indefinite"
    if abs(low * high) <= ZERO:
        return "semi-positive" if high > ZERO else "semi-negative"
    return "positive" if low > 0 else "negative"


def _kind_by_minors(a: int, b: int, c: int) -> str:
    """Classify by the minors: Sylvester's criterion, and all principal minors for the edge."""
    det = a * c - b * b
    if det < 0:
        return "indefinite"
    sign = "positive" if a + c > 0 else "negative"
    return sign if det else f"semi-{sign}"


def _numpy_eigenvalues(a: int, b: int, c: int) -> Any:
    import numpy as np

    return np.linalg.eigvalsh(np.array([[a, b], [b, c]], dtype=float))


def _sympy_eigenvalues(a: int, b: int, c: int) -> tuple[float, ...]:
    import sympy

    found = sympy.Matrix([[a, b], [b, c]]).eigenvals(multiple=True)
    return tuple(sorted(float(one) for one in found))


def _draft(entries: Entries, level: int) -> Draft:
    a, b, c = entries
    trace, det = a + c, a * c - b * b
    low, high = _numpy_eigenvalues(a, b, c)
    kind = _kind_by_minors(a, b, c)
    asked: list[Asked] = []
    if level == 2:
        asked += [
            ask(
                number("trace", trace, label="the trace"),
                lambda: sum(_sympy_eigenvalues(a, b, c)),
                lambda: float(_numpy_eigenvalues(a, b, c).sum()),
            ),
            ask(
                number("det", det, label="the determinant"),
                lambda: _sympy_eigenvalues(a, b, c)[0] * _sympy_eigenvalues(a, b, c)[1],
                lambda: float(_numpy_eigenvalues(a, b, c).prod()),
                [("mixed-partial-dropped", a * c)],
            ),
        ]
    else:
        wrong = [("mixed-partial-dropped", f"{{{a}, {c}}}")] if b else []
        asked.append(
            ask(
                set_of("values", [round(low), round(high)], label="the eigenvalues, as a set"),
                lambda: _sympy_eigenvalues(a, b, c),
                lambda: _numpy_eigenvalues(a, b, c),
                wrong,
            )
        )
    tested = "positive" if a > 0 else "negative"
    asked.append(
        ask(
            choice("kind", kind, KINDS, label="the matrix is"),
            lambda: _kind(*_sympy_eigenvalues(a, b, c)),
            lambda: _kind(*_numpy_eigenvalues(a, b, c)),
            [("only-fxx-tested", tested)] if kind != tested else [],
        )
    )
    convex = low > -ZERO
    asked.append(
        ask(
            yes_or_no("convex", truth=convex, label="a function with this Hessian is convex"),
            lambda: "yes" if _sympy_eigenvalues(a, b, c)[0] >= 0 else "no",
            lambda: "yes" if _numpy_eigenvalues(a, b, c)[0] > -ZERO else "no",
        )
    )
    shown = matrix_text([[a, b], [b, c]])
    return assembled(
        "A function of two variables has this Hessian everywhere. What does it say?"
        f"\n\n$$H = {shown}$$",
        asked,
        hints=HINTS[level],
        solution=tuple(_solution(entries, level, kind, convex=bool(convex))),
    )


def _solution(entries: Entries, level: int, kind: str, *, convex: bool) -> Iterator[Step]:
    a, b, c = entries
    trace, det = a + c, a * c - b * b
    if level == 1:
        yield Step("diagonal", "The eigenvalues of a diagonal matrix stand on its diagonal.")
    else:
        yield Step("sum and product", f"The eigenvalues add up to the trace, ${trace}$.")
        square = rf"\left({b}\right)^2" if b < 0 else f"{b}^2"
        product_of = rf"{a} \cdot {c}" if c > 0 else rf"{a} \cdot \left({c}\right)"
        yield Step("determinant", f"Their product is ${product_of} - {square} = {det}$.")
    if level != 2:
        low, high = _numpy_eigenvalues(a, b, c)
        yield Step("eigenvalues", f"${round(low)}$ and ${round(high)}$.")
    verdict = "convex" if convex else "not convex"
    yield Step(
        "answer",
        f"The matrix is {WORDS[kind]}; the function is {verdict}, for it is convex exactly where "
        "no eigenvalue is negative.",
    )

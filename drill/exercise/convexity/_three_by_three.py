"""Definiteness of a symmetric 3×3 matrix by its minors: level 5, where zeros are among them.

The matrices are L D Lᵀ with whole numbers, so the signs of D are those of the eigenvalues
(Sylvester's law of inertia), and the leading minors are the products of the first entries of D.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, vector, yes_or_no
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import matrix_text
from drill.grade.part import Choice

Rows = list[list[int]]
HINTS = (
    "The determinants of the corner blocks, from the top left, tell the signs.",
    "They decide only where none of them is 0; else look at every block on the diagonal.",
)
SIGNS = (
    (1, 1, 1),
    (-1, -1, -1),
    (1, -1, 1),
    (1, -1, -1),
    (-1, 1, -1),
    (1, 1, 0),
    (1, 0, 1),
    (1, 0, -1),
    (-1, 0, -1),
)
FACTORS = (-2, -1, 1, 2)
ZERO = 1e-9


def _kind(signs: Sequence[float]) -> str:
    ups, downs = any(one > ZERO for one in signs), any(one < -ZERO for one in signs)
    if ups and downs:
        return "indefinite"
    side = "positive" if ups else "negative"
    return f"semi-{side}" if any(abs(one) <= ZERO for one in signs) else side


def _drawn(pick: Pick) -> tuple[Rows, tuple[int, int, int]]:
    """Build L D Lᵀ; where the middle entry of D is 0, the last factor of L does not count."""
    signs = pick.one(SIGNS)
    first, second, third = (sign * pick.integer(1, 3) if sign else 0 for sign in signs)
    a, b = pick.one(FACTORS), pick.one(FACTORS)
    c = pick.one((-1, 1)) if second else 0
    lower = ((1, 0, 0), (a, 1, 0), (b, c, 1))
    pivots = first, second, third
    rows = [
        [sum(lower[i][k] * pivots[k] * lower[j][k] for k in range(3)) for j in range(3)]
        for i in range(3)
    ]
    return rows, (first, first * second, first * second * third)


def three_by_three(pick: Pick, kinds: Sequence[Choice]) -> Draft:
    """Draw a 3×3 Hessian and ask for its leading minors and what they say."""
    rows, minors = _drawn(pick)
    kind = _kind(_signs_by_sympy(rows))
    convex = kind in {"positive", "semi-positive"}
    diagonal = [rows[k][k] for k in range(3)]
    dropped = (diagonal[0], diagonal[0] * diagonal[1], diagonal[0] * diagonal[1] * diagonal[2])
    words = {one.id: one.text for one in kinds}
    return assembled(
        "A function of three variables has this Hessian everywhere. What are its leading minors "
        "(the determinants of the upper left blocks), and what is the matrix?"
        f"\n\n$$H = {matrix_text(rows)}$$",
        [
            ask(
                vector("minors", minors, label=r"leading minors $(\Delta_1, \Delta_2, \Delta_3)$"),
                lambda: _minors_by_sympy(rows),
                lambda: _minors_by_numpy(rows),
                [("mixed-partial-dropped", f"({', '.join(map(str, dropped))})")],
            ),
            ask(
                choice("kind", kind, kinds, label="the matrix is"),
                lambda: _kind(_signs_by_sympy(rows)),
                lambda: _kind(_numpy_eigenvalues(rows)),
                _misread(kind, minors),
            ),
            ask(
                yes_or_no("convex", truth=convex, label="a function with this Hessian is convex"),
                lambda: "yes" if min(_signs_by_sympy(rows)) >= 0 else "no",
                lambda: "yes" if min(_numpy_eigenvalues(rows)) > -ZERO else "no",
            ),
        ],
        hints=HINTS,
        solution=(
            Step("the corner blocks", "Take the determinants of the 1×1, 2×2 and 3×3 corners."),
            Step("their values", f"${minors[0]}$, ${minors[1]}$ and ${minors[2]}$."),
            Step("what they say", _argument(rows, minors, kind)),
            Step(
                "answer",
                f"The matrix is {words[kind]}; the function is "
                f"{'convex' if convex else 'not convex'}.",
            ),
        ),
    )


def _misread(kind: str, minors: tuple[int, int, int]) -> list[tuple[str, str]]:
    found = []
    if kind == "indefinite" and minors[1] == 0:
        found.append(("leading-minors-semidefinite", "semi-positive"))
    if kind != "positive" and minors[2] > 0:
        found.append(("determinant-alone", "positive"))
    tested = "positive" if minors[0] > 0 else "negative"
    if kind != tested:
        found.append(("only-fxx-tested", tested))
    return found


def _argument(rows: Rows, minors: tuple[int, int, int], kind: str) -> str:
    if kind == "positive":
        return "All three are positive: so are all eigenvalues (Sylvester's criterion)."
    if kind == "negative":
        return (
            "They are negative, positive and negative in turn: minus the matrix has three positive "
            "ones, so every eigenvalue is negative."
        )
    if all(minors):
        return (
            "None is 0, and they follow neither the pattern of all positive nor that of negative, "
            "positive, negative: there are eigenvalues of both signs."
        )
    if minors[1]:
        return (
            "The first two are positive and the last is 0: two eigenvalues are positive and one "
            "is 0."
        )
    blocks = ", ".join(
        f"${_block(rows, i, j)}$ for rows {i + 1} and {j + 1}" for i, j in combinations(range(3), 2)
    )
    found = f"With zeros among them they do not decide. All 2×2 blocks on the diagonal: {blocks}. "
    if kind == "indefinite":
        return f"{found}A negative one cannot be in a semidefinite matrix: indefinite."
    entries = ", ".join(f"${rows[k][k]}$" for k in range(3))
    return (
        f"{found}None is negative, the determinant is 0, and the diagonal ({entries}) has one "
        "sign: so have the eigenvalues, but for a 0."
    )


def _block(rows: Rows, i: int, j: int) -> int:
    return rows[i][i] * rows[j][j] - rows[i][j] ** 2


def _minors_by_sympy(rows: Rows) -> tuple[int, ...]:
    import sympy

    whole = sympy.Matrix(rows)
    return tuple(int(whole[:k, :k].det()) for k in (1, 2, 3))


def _minors_by_numpy(rows: Rows) -> tuple[float, ...]:
    import numpy as np

    whole = np.array(rows, dtype=float)
    return tuple(round(float(np.linalg.det(whole[:k, :k])), 6) for k in (1, 2, 3))


def _signs_by_sympy(rows: Rows) -> tuple[int, ...]:
    """Count the signs of the eigenvalues in the characteristic polynomial.

    All of its roots are real, so Descartes' rule of signs is exact: as many positive roots as
    the coefficients change their sign, and as many zero ones as there are zeros at the end.
    """
    import sympy

    coefficients = [int(one) for one in sympy.Matrix(rows).charpoly().all_coeffs()]
    zeros = 0
    while coefficients[-1] == 0:
        zeros += 1
        coefficients.pop()
    told = [one for one in coefficients if one]
    ups = sum(one * other < 0 for one, other in pairwise(told))
    return (1,) * ups + (0,) * zeros + (-1,) * (len(rows) - ups - zeros)


def _numpy_eigenvalues(rows: Rows) -> list[float]:
    import numpy as np

    return [round(float(one), 8) for one in np.linalg.eigvalsh(np.array(rows, dtype=float))]

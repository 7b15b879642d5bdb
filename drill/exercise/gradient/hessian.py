"""The Hessian: second partial derivatives in a symmetric matrix, from quadratic forms upwards."""

from __future__ import annotations

from collections.abc import Sequence

from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import COEFFICIENTS
from drill.exercise.draft import Draft, Evidence, Oracle, Point, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._shared import (
    Field,
    Rows,
    arguments,
    at_place,
    matrix_latex,
    vector_latex,
)
from drill.exercise.partial_derivatives._terms import PAIRS, Polynomial, Term
from drill.exercise.parts import Answer, matrix, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import Numeric, complex_gradient, given, sympy_value
from drill.exercise.values import value
from drill.exercise.write import display, latex
from drill.maths.build import call, exp, plus, power, times
from drill.maths.tree import Matrix, Name, Node
from drill.maths.tree import number as whole_number

PART = "h"
STEP = 1e-3
SMALL = (-4, -3, -2, 2, 3, 4)
HINTS = {
    1: (
        "Differentiate twice, in all pairs of variables.",
        "First the gradient; then each of its components gets a row.",
    ),
    2: (
        "The mixed entries are equal: one of them is enough.",
        "First the gradient; then differentiate each component by each variable.",
    ),
    3: (
        "First the formula, then the numbers.",
        "Differentiate twice as formulas, and only then put the point in.",
    ),
    4: (
        "Each component of the gradient is a function of both letters.",
        "The inner factor comes out once with every derivative by its letter.",
    ),
    5: (
        "Is the matrix symmetric? The Hessian always is.",
        r"The Hessian of $x^T A x$ is $A + A^T$.",
    ),
}


class Hessian(Family):
    """Write the Hessian of a function of several variables."""

    name = "hessian"
    topic = "gradient"
    title = "Write a Hessian"
    instances = levels(190_000, 100_000, 500_000, 864, 28_800)
    requires = shares(partial_poly=0.8, gradient_vector=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function; level 3 asks at a point, level 5 about a form that is not symmetric."""
        if level == 5:
            return _form(pick)
        if level == 3:
            return _at_point(pick)
        field = {1: _quadratic, 2: _polynomial, 4: _curved}[level](pick)
        return _draft(level, field)


FAMILY = Hessian()


def _of_polynomial(made: Polynomial) -> Field:
    return Field(made.tree, made.numeric, made.variables)


def _quadratic(pick: Pick) -> Field:
    a, b, c, d = (pick.one(COEFFICIENTS) for _ in range(4))
    terms = (Term(a, (2, 0)), Term(b, (1, 1)), Term(c, (0, 2)), Term(d, (1, 0)))
    return _of_polynomial(Polynomial(pick.one(PAIRS), terms))


def _polynomial(pick: Pick) -> Field:
    return _of_polynomial(_mixed(pick))


def _mixed(pick: Pick) -> Polynomial:
    a, b, c = (pick.one(COEFFICIENTS) for _ in range(3))
    m, n = pick.integer(3, 4), pick.integer(2, 3)
    crossed = pick.one(((2, 1), (1, 2), (2, 2)))
    return Polynomial(pick.one(PAIRS), (Term(a, (m, 0)), Term(b, crossed), Term(c, (0, n))))


def _curved(pick: Pick) -> Field:
    from drill.exercise import numeric

    pair, form = pick.one(PAIRS), pick.below(3)
    x, y = map(Name, pair)
    a = pick.one(COEFFICIENTS)
    if form == 0:
        k = pick.one(SMALL)
        of = times(a, power(x, 2), exp(times(k, y)))
        return Field(of, _named(pair, lambda p, q: a * p**2 * numeric.exp(k * q)), pair)
    k, n, b = pick.integer(2, 4), pick.integer(2, 3), pick.one(COEFFICIENTS)
    name, function = (("sin", numeric.sin), ("cos", numeric.cos))[form - 1]
    of = plus(times(a, x, call(name, times(k, y))), times(b, power(y, n)))
    return Field(of, _named(pair, lambda p, q: a * p * function(k * q) + b * q**n), pair)


def _named(pair: Sequence[str], function: Numeric) -> Numeric:
    """Let a function of two numbers be called by the names of its variables."""
    return lambda **at: function(*(at[name] for name in pair))


def _wrong(rows: Rows, gradient: Sequence[Node]) -> list[tuple[str, Answer]]:
    diagonal = tuple(
        tuple(cell if i == j else whole_number(0) for j, cell in enumerate(row))
        for i, row in enumerate(rows)
    )
    outer = tuple(tuple(times(p, q) for q in gradient) for p in gradient)
    return [
        ("mixed-partial-dropped", Matrix(diagonal)),
        ("hessian-as-outer-product", Matrix(outer)),
    ]


def _evidence(field: Field) -> tuple[Oracle, Oracle]:
    """Hold a Hessian against sympy's, and against differences of the complex-step gradient."""
    return _sympy_hessian(field), _differenced(field)


def _sympy_hessian(field: Field) -> Oracle:
    def build() -> object:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        return sympy.hessian(to_sympy(field.of), [symbol(name) for name in field.variables])

    return sympy_value(build)


def _differenced(field: Field) -> Oracle:
    """Take the fourth-order central difference of the gradient along each axis."""
    gradient = complex_gradient(field.numeric, field.variables)

    def row(name: str, point: Point) -> Value:
        near = [{**point, name: point[name] + side * STEP} for side in (-2, -1, 1, 2)]
        ends = map(_numbers, gradient(near))
        return tuple(
            (8 * (c - b) - (d - a)) / (12 * STEP) for a, b, c, d in zip(*ends, strict=True)
        )

    def oracle(points: Sequence[Point]) -> Sequence[Value]:
        return [tuple(row(name, point) for name in field.variables) for point in points]

    return oracle


def _numbers(found: Value) -> tuple[float, ...]:
    return tuple(float(str(item)) for item in found) if isinstance(found, tuple) else ()


def _draft(level: int, field: Field) -> Draft:
    rows = field.hessian
    symbolic, numeric = _evidence(field)
    return Draft(
        prompt="Write the Hessian."
        + display(f"f{arguments(field.variables)} = {latex(field.of)}").rstrip(),
        parts=(matrix(PART, rows, field.variables, label="$H$"),),
        evidence=(Evidence(PART, symbolic, numeric),),
        hints=HINTS[level],
        solution=(*_steps(field), Step("answer", display(f"H = {matrix_latex(rows)}").strip())),
        mistakes=wired(PART, _wrong(rows, field.gradient)),
        shown=(field.of,),
        plain=frozenset({PART}),
    )


def _steps(field: Field) -> tuple[Step, ...]:
    lines = "\n".join(
        f"- by ${first}$ and ${second}$: ${latex(field.hessian[i][j])}$"
        for i, first in enumerate(field.variables)
        for j, second in enumerate(field.variables)
        if i <= j
    )
    return (
        Step("gradient first", rf"$\nabla f = {vector_latex(field.gradient)}$"),
        Step("second derivatives", f"The order does not matter, so three are enough:\n\n{lines}"),
    )


def _at_point(pick: Pick) -> Draft:
    field = _of_polynomial(_mixed(pick))
    place = {name: pick.one((-2, -1, 1, 2)) for name in field.variables}
    point = {name: float(size) for name, size in place.items()}

    def worth(tree: Node) -> int:
        return round(float(str(value(tree, point))))

    rows = tuple(tuple(map(worth, row)) for row in field.hessian)
    slopes = tuple(map(worth, field.gradient))
    outer = tuple(tuple(p * q for q in slopes) for p in slopes)
    (a, _), (_, d) = rows
    symbolic, numeric = _evidence(field)
    where = vector_latex(tuple(place.values()))
    return Draft(
        prompt=f"Find the Hessian at ${arguments(field.variables)} = {where}$."
        + display(f"f{arguments(field.variables)} = {latex(field.of)}").rstrip(),
        parts=(matrix(PART, rows, label=f"$H{where}$"),),
        evidence=(Evidence(PART, at_place(symbolic, place), at_place(numeric, place)),),
        hints=HINTS[3],
        solution=(
            *_steps(field),
            Step("as a formula", display(f"H = {matrix_latex(field.hessian)}").strip()),
            Step("answer", display(f"H{where} = {matrix_latex(rows)}").strip()),
        ),
        mistakes=wired(
            PART,
            [
                ("mixed-partial-dropped", _whole(((a, 0), (0, d)))),
                ("hessian-as-outer-product", _whole(outer)),
            ],
        ),
        shown=(field.of,),
        plain=frozenset({PART}),
    )


def _whole(rows: Sequence[Sequence[int]]) -> Matrix:
    return Matrix(tuple(tuple(map(whole_number, row)) for row in rows))


def _form(pick: Pick) -> Draft:
    a, d = pick.one(SMALL), pick.one(SMALL)
    b, c = pick.one([(b, c) for b in range(-5, 6) for c in range(-5, 6) if b != c and b + c])
    count = pick.one((3, 4, 5, 6, 8, 10, 20, 100))
    x, y = Name("x1"), Name("x2")
    of = plus(times(a, power(x, 2)), times(b + c, x, y), times(d, power(y, 2)))
    field = Field(of, _named(("x1", "x2"), _product(((a, b), (c, d)))), ("x1", "x2"))
    rows = ((2 * a, b + c), (b + c, 2 * d))
    different = count * (count + 1) // 2
    symbolic, numeric = _evidence(field)
    origin = {"x1": 0, "x2": 0}
    return Draft(
        prompt="Write the Hessian of $f(x) = x^T A x$. And how many different entries can the "
        f"Hessian of a function of ${count}$ variables have, where mixed partials agree?"
        + display(f"A = {matrix_latex(((a, b), (c, d)))}").rstrip(),
        parts=(
            matrix(PART, rows, label="$H$"),
            number("count", different, label=f"different entries for ${count}$ variables"),
        ),
        evidence=(
            Evidence(PART, at_place(symbolic, origin), at_place(numeric, origin)),
            Evidence(
                "count",
                given(lambda: _counted_by_sympy(count)),
                given(lambda: float(sum(1 for i in range(count) for j in range(i, count)))),
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step("multiplied out", f"$f = {latex(of)}$: rows and columns of $A$ both count."),
            Step("twice", r"$\nabla f = (A + A^T)\, x$, and differentiating once more: $A + A^T$."),
            Step(
                "counting",
                rf"The diagonal has ${count}$ entries; of the ${count * count - count}$ others "
                "each is there twice.",
            ),
            Step(
                "answer",
                f"${count} + {(count * count - count) // 2} = {different}$ different entries, and"
                + display(f"H = {matrix_latex(rows)}").rstrip(),
            ),
        ),
        mistakes=wired(
            PART,
            [
                ("quadratic-form-asymmetric", _whole(((2 * a, 2 * b), (2 * c, 2 * d)))),
                ("mixed-partial-dropped", _whole(((2 * a, 0), (0, 2 * d)))),
            ],
        ),
        plain=frozenset({PART, "count"}),
    )


def _product(rows: Sequence[Sequence[int]]) -> Numeric:
    def function(first: complex, second: complex) -> complex:
        import numpy as np

        x = np.array([first, second])
        return complex(x @ np.array(rows) @ x)

    return function


def _counted_by_sympy(count: int) -> float:
    import sympy

    return float(sympy.binomial(count + 1, 2))

"""The gradient as a vector of partial derivatives, as a formula, at a point and in matrix form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import COEFFICIENTS
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._shared import (
    Field,
    arguments,
    gradient_evidence,
    gradient_evidence_at,
    matrix_latex,
    partial,
    vector_latex,
)
from drill.exercise.partial_derivatives._terms import PAIRS, TRIPLES, Polynomial, Term
from drill.exercise.parts import Answer, distinct, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import Numeric
from drill.exercise.write import display, inline, latex
from drill.maths.build import call, exp, over, plus, power, times
from drill.maths.tree import Name, Node, Vector, number

PART = "g"
SMALL = (-4, -3, -2, 2, 3, 4)
RATES = (2, 3, 4, 5)
CURVED = tuple(
    len(COEFFICIENTS) * more
    for more in (3 * len(SMALL), len(RATES) * len(COEFFICIENTS), len(RATES) * 9)
)
"""How many exponentials, sines and logarithms there are, whatever the variables."""


def _polynomial_field(whole: Polynomial) -> Field:
    return Field(whole.tree, whole.numeric, whole.variables)


def _crossed(pick: Pick) -> Polynomial:
    m, n = pick.integer(2, 4), pick.integer(2, 4)
    a, b = pick.one(COEFFICIENTS), pick.one(COEFFICIENTS)
    # a (x + y)^2 has the same partial derivative twice.
    c = pick.one([c for c in COEFFICIENTS if not (m == n == 2 and b == 2 * a and c == a)])
    return Polynomial(pick.one(PAIRS), (Term(a, (m, 0)), Term(b, (1, 1)), Term(c, (0, n))))


def _three_variables(pick: Pick) -> Polynomial:
    a, b, c = (pick.one(COEFFICIENTS) for _ in range(3))
    m, n = pick.integer(2, 4), pick.integer(2, 3)
    terms = (Term(a, (m, 1, 0)), Term(b, (0, n, 1)), Term(c, (1, 0, 1)))
    return Polynomial(pick.one(TRIPLES), terms)


@dataclass(frozen=True, slots=True)
class Curved:
    """A field with an inner function, and its gradient without the inner derivatives."""

    field: Field
    without_inner: tuple[Node, ...]


def _curved(pick: Pick) -> Curved:
    makers = (_exponential, _sine_of_product, _logarithm)
    return makers[pick.way(CURVED)](pick)


def _exponential(pick: Pick) -> Curved:
    from drill.exercise import numeric

    a, m, b = pick.one(COEFFICIENTS), pick.integer(2, 4), pick.one(SMALL)
    pair = pick.one(PAIRS)
    x, y = map(Name, pair)
    growth = exp(times(b, y))
    of = times(a, power(x, m), growth)

    def again(**at: complex) -> complex:
        return complex(a * at[x.name] ** m * numeric.exp(b * at[y.name]))

    without = (times(a * m, power(x, m - 1), growth), times(a, power(x, m), growth))
    return Curved(Field(of, again, pair), without)


def _sine_of_product(pick: Pick) -> Curved:
    from drill.exercise import numeric

    a, b, c = pick.one(COEFFICIENTS), pick.one(RATES), pick.one(COEFFICIENTS)
    pair = pick.one(PAIRS)
    x, y = map(Name, pair)
    inner = times(b, x, y)
    of = plus(times(a, call("sin", inner)), times(c, x))

    def again(**at: complex) -> complex:
        return complex(a * numeric.sin(b * at[x.name] * at[y.name]) + c * at[x.name])

    outer = times(a, call("cos", inner))
    return Curved(Field(of, again, pair), (plus(outer, c), outer))


def _logarithm(pick: Pick) -> Curved:
    from drill.exercise import numeric

    a, b, c = pick.one(COEFFICIENTS), pick.one(RATES), pick.integer(1, 9)
    pair = pick.one(PAIRS)
    x, y = map(Name, pair)
    inner = plus(power(x, 2), times(b, power(y, 2)), c)
    of = times(a, call("ln", inner))

    def again(**at: complex) -> complex:
        return complex(a * numeric.ln(at[x.name] ** 2 + b * at[y.name] ** 2 + c))

    outer = over(a, inner)
    return Curved(Field(of, again, pair), (outer, outer))


HINTS = {
    1: (
        "A gradient has one component for each variable.",
        "Differentiate by the first variable, then by the second; write the two as a vector.",
    ),
    2: (
        "First the formula, then the numbers.",
        "Find both partial derivatives as formulas, and only then put the point in.",
    ),
    3: (
        "Three variables, three components, in the order of the variables.",
        "For each component two of the letters are numbers.",
    ),
    4: (
        "Each component is an ordinary derivative with one letter held still.",
        "The inner function has a derivative of its own for each of the two letters.",
    ),
    5: (
        "Is the matrix symmetric?",
        r"Multiply the form out, or use $\nabla (x^T A x) = (A + A^T)\, x$.",
    ),
}


class GradientVector(Family):
    """Write the gradient of a function of several variables."""

    name = "gradient_vector"
    topic = "gradient"
    title = "Write the gradient as a vector"
    version = 2
    instances = levels(100_000, 100_000, 49_152, 5664, 100_000)
    requires = shares(partial_poly=0.8)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function; level 2 asks at a point, level 5 about a quadratic form."""
        if level == 2:
            return _at_point(pick)
        if level == 4:
            return _with_inner(pick)
        if level == 5:
            return _quadratic_form(pick)
        whole = _crossed(pick) if level == 1 else _three_variables(pick)
        field = _polynomial_field(whole)
        first, *others = field.gradient
        if level == 3:
            return _draft(level, field, [("components-swapped", Vector((first, *others[::-1])))])
        zeroed = tuple(_alone(whole, axis) for axis in range(2))
        wrong: list[tuple[str, Answer]] = [
            ("components-swapped", Vector((*others, first))),
            ("other-variable-zeroed", Vector(zeroed)),
        ]
        return _draft(level, field, wrong)


FAMILY = GradientVector()


def _alone(whole: Polynomial, axis: int) -> Node:
    """Differentiate with the other variables set to 0, as one mistake does."""
    kept = whole.only(lambda t: not any(n for i, n in enumerate(t.exponents) if i != axis))
    return kept.partial(axis).tree


def _draft(level: int, field: Field, wrong: list[tuple[str, Answer]]) -> Draft:
    shown = display(f"f{arguments(field.variables)} = {latex(field.of)}").rstrip()
    return Draft(
        prompt=f"Write the gradient as a vector.{shown}",
        parts=(vector(PART, field.gradient, field.variables, label=_label(field.variables)),),
        evidence=(gradient_evidence(PART, field),),
        hints=HINTS[level],
        solution=(*_solution(field), _answer(field)),
        mistakes=wired(PART, distinct(wrong)),
        shown=(field.of,),
    )


def _label(variables: tuple[str, ...]) -> str:
    return rf"$\nabla f{arguments(variables)}$"


def _solution(field: Field) -> Iterator[Step]:
    order = ", ".join(f"${partial(name)}$" for name in field.variables)
    yield Step("one for each variable", f"The components in order: {order}.")
    yield Step("each component", _components(field))


def _components(field: Field) -> str:
    pairs = zip(field.variables, field.gradient, strict=True)
    return "\n".join(f"- ${partial(name)} = {latex(slope_of)}$" for name, slope_of in pairs)


def _answer(field: Field) -> Step:
    return Step("answer", rf"$\nabla f = {vector_latex(field.gradient)}$")


def _at_point(pick: Pick) -> Draft:
    whole = _crossed(pick)
    field = _polynomial_field(whole)
    place = pick.one([at for at in _places(whole) if _components_differ(whole, at)])
    found = tuple(_worth(part, place) for part in field.gradient)
    zeroed = [number(_worth(_alone(whole, axis), place)) for axis in range(2)]
    wrong: list[tuple[str, Answer]] = [
        ("components-swapped", Vector(tuple(map(number, found[::-1])))),
        ("other-variable-zeroed", Vector(tuple(zeroed))),
    ]
    where = vector_latex(list(place.values()))
    shown = display(f"f{arguments(field.variables)} = {latex(field.of)}").rstrip()
    return Draft(
        prompt=f"Find the gradient at ${arguments(field.variables)} = {where}$.{shown}",
        parts=(vector(PART, found, label=rf"$\nabla f{where}$"),),
        evidence=(gradient_evidence_at(PART, field, place),),
        hints=HINTS[2],
        solution=(
            *_solution(field),
            Step("put the point in", _worths(field, place)),
            Step("answer", rf"$\nabla f{where} = {vector_latex(found)}$"),
        ),
        mistakes=wired(PART, distinct(wrong)),
        shown=(field.of,),
        plain=frozenset({PART}),
    )


def _places(whole: Polynomial) -> Iterator[dict[str, int]]:
    for sizes in product((-3, -2, 2, 3), repeat=2):
        yield dict(zip(whole.variables, sizes, strict=True))


def _components_differ(whole: Polynomial, place: dict[str, int]) -> bool:
    first, second = (whole.partial(axis).numeric(**place) for axis in range(2))
    return bool(first != second)


def _worth(tree: Node, place: dict[str, int]) -> int:
    from drill.exercise.values import value

    return round(float(str(value(tree, {name: float(size) for name, size in place.items()}))))


def _worths(field: Field, place: dict[str, int]) -> str:
    pairs = zip(field.variables, field.gradient, strict=True)
    return "\n".join(
        f"- ${partial(name)} = {latex(part)}$ is ${_worth(part, place)}$ there"
        for name, part in pairs
    )


def _with_inner(pick: Pick) -> Draft:
    made = _curved(pick)
    field = made.field
    wrong: list[tuple[str, Answer]] = [
        ("components-swapped", Vector(field.gradient[::-1])),
        ("inner-derivative-missing", Vector(made.without_inner)),
    ]
    return _draft(4, field, wrong)


def _quadratic_form(pick: Pick) -> Draft:
    a, d = pick.one(SMALL), pick.one(SMALL)
    b, c = pick.one([(b, c) for b in range(-5, 6) for c in range(-5, 6) if b != c and b + c])
    e = pick.one(COEFFICIENTS[:5] + COEFFICIENTS[-5:])
    even = 2 * a == b + c == 2 * d
    f = pick.one([f for f in (-7, -5, -3, 2, 4, 6) if not (even and f == e)])
    x, y = Name("x1"), Name("x2")
    of = plus(
        times(a, power(x, 2)), times(b + c, x, y), times(d, power(y, 2)), times(e, x), times(f, y)
    )
    field = Field(of, _matrix_numeric(((a, b), (c, d)), (e, f)), ("x1", "x2"))
    twice = Vector(
        (plus(times(2 * a, x), times(2 * b, y), e), plus(times(2 * c, x), times(2 * d, y), f))
    )
    once = Vector((plus(times(a, x), times(b, y), e), plus(times(c, x), times(d, y), f)))
    rows = matrix_latex(((a, b), (c, d)))
    sums = matrix_latex(((2 * a, b + c), (b + c, 2 * d)))
    return Draft(
        prompt=(
            "Write the gradient of $f(x) = x^T A x + b^T x$ in the components of $x = (x_1, x_2)$."
            + display(f"A = {rows}")
            + f"and $b = {vector_latex((e, f))}$."
        ),
        parts=(vector(PART, field.gradient, field.variables, label=_label(field.variables)),),
        evidence=(gradient_evidence(PART, field),),
        hints=HINTS[5],
        solution=(
            Step("symmetric or not", "$A$ is not symmetric, so rows and columns both count."),
            Step("the rule", r"$\nabla (x^T A x + b^T x) = (A + A^T)\, x + b$"),
            Step("the sum of matrices", f"$A + A^T$ is{display(sums).rstrip()}"),
            Step("multiplied out", f"The form is {inline(of)}; its partials are the same."),
            _answer(field),
        ),
        mistakes=wired(
            PART,
            [
                ("quadratic-form-asymmetric", twice),
                ("components-swapped", Vector(field.gradient[::-1])),
                ("quadratic-hessian-halved", once),
            ],
        ),
    )


def _matrix_numeric(rows: tuple[tuple[int, int], ...], linear: tuple[int, int]) -> Numeric:
    def function(**at: complex) -> complex:
        import numpy as np

        x = np.array([at["x1"], at["x2"]])
        return complex(x @ np.array(rows) @ x + np.array(linear) @ x)

    return function

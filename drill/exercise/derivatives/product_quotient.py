"""The product and the quotient rule, up to three factors and a product over a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import VARIABLES
from drill.exercise.differentiate import derivative_draft, one_variable
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import distinct
from drill.exercise.pick import Pick
from drill.exercise.truths import OneNumber
from drill.exercise.write import latex, positive
from drill.maths.build import call, exp, minus, over, plus, power, times
from drill.maths.domain import REAL, Domain
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

SIGNED = (-7, -5, -4, -3, -2, 2, 3, 4, 5, 7)


@dataclass(frozen=True, slots=True)
class Factor:
    """A function that is a factor, top or bottom: its tree, it in numbers, and as a polynomial."""

    tree: Node
    value: OneNumber
    coefficients: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Functions multiplied, or the first divided by the second, with the answer."""

    of: Node
    value: OneNumber
    unsimplified: Node
    """The rule with this instance's functions put in."""
    truth: Node
    functions: tuple[Node, ...]
    quotient: bool = False
    domain: Domain = REAL


def _polynomial(x: Name, coefficients: Mapping[int, int]) -> Factor:
    pairs = tuple(coefficients.items())
    return Factor(
        plus(*(times(c, power(x, n)) for n, c in pairs)),
        lambda z: sum(c * z**n for n, c in pairs),
        coefficients,
    )


def _linear(a: int, b: int, x: Name) -> Factor:
    return _polynomial(x, {1: a, 0: b})


def _square(a: int, b: int, x: Name) -> Factor:
    return _polynomial(x, {2: a, 0: b})


def _named(function: str, x: Name) -> Factor:
    from drill.exercise import numeric

    values = {
        "exp": numeric.exp,
        "ln": numeric.ln,
        "sin": numeric.sin,
        "cos": numeric.cos,
    }
    tree = exp(x) if function == "exp" else call(function, x)
    return Factor(tree, values[function])


def _product(x: Name, *factors: Factor, domain: Domain = REAL) -> Problem:
    trees = tuple(factor.tree for factor in factors)
    values = [factor.value for factor in factors]
    slopes = [slope(tree, x.name) for tree in trees]
    terms = [times(*trees[:k], slopes[k], *trees[k + 1 :]) for k in range(len(trees))]
    answer = plus(*terms)
    return Problem(
        times(*trees), lambda z: prod(value(z) for value in values), answer, answer, trees,
        domain=domain,
    )  # fmt: skip


def _quotient(x: Name, top: Factor, bottom: Factor) -> Problem:
    f, g = top.tree, bottom.tree
    df, dg = slope(f, x.name), slope(g, x.name)
    plain = over(minus(times(df, g), times(f, dg)), power(g, 2))
    if top.coefficients and bottom.coefficients:
        truth = over(_upper(x, top.coefficients, bottom.coefficients), power(g, 2))
    elif g == exp(x):
        truth = over(minus(df, f), g)
    else:
        truth = plain
    return Problem(
        over(f, g), lambda z: top.value(z) / bottom.value(z), plain, truth, (f, g), quotient=True
    )


def _upper(x: Name, top: Mapping[int, int], bottom: Mapping[int, int]) -> Node:
    """Multiply f'g - fg' out for polynomials, highest power first."""
    total: Counter[int] = Counter()
    for (n, a), (m, b) in product(top.items(), bottom.items()):
        total[n + m - 1] += (n - m) * a * b
    return plus(*(times(total[n], power(x, n)) for n in sorted(total, reverse=True)))


def _power_times(pick: Pick, x: Name) -> Problem:
    first = _polynomial(x, {pick.integer(2, 6): pick.integer(2, 8)})
    return _product(x, first, _named(pick.one(("exp", "sin", "cos")), x))


def _with_logarithm(pick: Pick, x: Name) -> Problem:
    shape = pick.one((_linear, _square))
    factor = shape(pick.integer(2, 9), pick.one(SIGNED), x)
    return _product(x, factor, _named("ln", x), domain=positive(x.name))


def _rational(pick: Pick, x: Name) -> Problem:
    top, bottom = pick.one(((_linear, _linear), (_square, _linear), (_linear, _square)))
    a, b, c, d = pick.one(RATIONALS)
    return _quotient(x, top(a, b, x), bottom(c, d, x))


def _with_function(pick: Pick, x: Name) -> Problem:
    function = _named(pick.one(("exp", "sin", "cos")), x)
    shape = pick.one((_linear, _square))
    other = shape(pick.integer(2, 9), pick.one(SIGNED), x)
    return _quotient(x, *pick.order((function, other)))


def _three(pick: Pick, x: Name) -> Problem:
    name = pick.one(("exp", "sin", "cos"))
    exponent = pick.integer(2, 5)
    if pick.way(PRODUCTS_AND_QUOTIENTS) == 0:
        others = ("sin", "cos") if name == "exp" else ("exp", "ln")
        last = pick.one(others)
        first = _polynomial(x, {exponent: pick.integer(2, 9)})
        domain = positive(x.name) if last == "ln" else REAL
        return _product(x, first, _named(name, x), _named(last, x), domain=domain)
    f = _product(x, _polynomial(x, {exponent: 1}), _named(name, x))
    return _quotient(x, Factor(f.of, f.value), _linear(pick.integer(2, 3), pick.one(ODD), x))


RATIONALS = tuple(
    (a, b, c, d)
    for a, b, c, d in product(range(2, 8), SIGNED, (2, 3, 4, 5), SIGNED)
    if a * d != b * c and a * d * d != -b * c * c  # else the bottom divides the top
)
ODD = (-7, -5, 5, 7)
PRODUCTS_AND_QUOTIENTS = (2 * 8, 2 * len(ODD))
"""How many there are of each with one function and one power."""
LEVELS = {1: _power_times, 2: _with_logarithm, 3: _rational, 4: _with_function, 5: _three}
HINTS = {
    False: (
        "Two things change at once; each gets its turn while the other waits.",
        "The product rule has as many terms as there are factors.",
    ),
    True: (
        "Top and bottom both change; the order in the upper part matters.",
        "It begins with the derivative of the top, and everything stands over the bottom squared.",
    ),
}


class ProductQuotient(Family):
    """Differentiate products and quotients."""

    name = "product_quotient"
    topic = "derivatives"
    title = "Differentiate products and quotients"
    version = 2
    instances = levels(420, 640, 27_000, 3840, 1152)
    requires = shares(power_sum=0.4, elementary_mix=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a product or a quotient of functions from the two earlier families."""
        x = Name(pick.one(VARIABLES))
        problem = LEVELS[level](pick, x)
        question = one_variable(problem.of, x.name, problem.value, problem.domain)
        wrong = _wrong_quotients if problem.quotient else _wrong_products
        return derivative_draft(
            question,
            problem.truth,
            hints=HINTS[problem.quotient],
            solution=_solution(problem, x),
            mistakes=distinct(wrong(problem.functions, x.name)),
        )


FAMILY = ProductQuotient()


def _wrong_products(functions: tuple[Node, ...], x: str) -> Iterator[tuple[str, Node]]:
    slopes = [slope(f, x) for f in functions]
    f, *rest = functions
    df, dg = slopes[0], slope(times(*rest), x)
    yield "product-of-derivatives", times(*slopes)
    yield "product-as-sum", plus(*slopes)
    yield "product-one-term", times(df, *rest)
    if len(functions) == 2:
        g = rest[0]
        yield "product-minus", minus(times(df, g), times(f, dg))
        yield "product-self-paired", plus(times(df, f), times(dg, g))


def _wrong_quotients(functions: tuple[Node, ...], x: str) -> Iterator[tuple[str, Node]]:
    f, g = functions
    df, dg = slope(f, x), slope(g, x)
    upper = minus(times(df, g), times(f, dg))
    yield "quotient-of-derivatives", over(df, dg)
    yield "quotient-order-swapped", over(minus(times(f, dg), times(df, g)), power(g, 2))
    yield "quotient-plus", over(plus(times(df, g), times(f, dg)), power(g, 2))
    yield "quotient-not-squared", over(upper, g)
    yield "quotient-wrong-square", over(upper, power(f, 2))


def _solution(problem: Problem, x: Name) -> Iterator[Step]:
    if problem.quotient:
        rule = r"(f/g)' = \frac{f' g - f g'}{g^2}"
    elif len(problem.functions) == 2:
        rule = "(f g)' = f' g + f g'"
    else:
        rule = "(f g h)' = f' g h + f g' h + f g h'"
    lines = [
        f"- ${name} = {latex(function)}$, ${name}' = {latex(slope(function, x.name))}$"
        for name, function in zip("fgh", problem.functions, strict=False)
    ]
    yield Step("rule", f"${rule}$")
    yield Step("the parts", "\n".join(lines))
    if problem.unsimplified != problem.truth:
        yield Step("put in", f"${latex(problem.unsimplified)}$")

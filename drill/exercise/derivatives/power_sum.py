"""The power rule, from one power to sums that must be rewritten as powers first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import (
    COEFFICIENTS,
    VARIABLES,
    Monomial,
    Terms,
    numeric,
    written,
    wrong,
)
from drill.exercise.differentiate import derivative_draft, one_variable
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels
from drill.exercise.pick import Pick
from drill.exercise.write import latex, positive
from drill.maths.build import call, over, plus, power, times
from drill.maths.domain import REAL
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

HALF = Fraction(1, 2)
SINGLES = tuple(Monomial(c, n) for c in COEFFICIENTS for n in range(2, 8) if c != n)
"""Where c = n, losing the factor and losing the exponent look the same."""
FALLING = tuple(combinations(range(6, 0, -1), 2))
WITH_NEGATIVE = tuple(
    (high, low) for high in (4, 3, 2, -1, -2, -3, -4) for low in range(-1, -6, -1) if low < high
)
BROKEN = tuple(
    Fraction(top, bottom)
    for top, bottom in ((5, 2), (3, 2), (4, 3), (2, 3), (1, 2), (1, 3), (-1, 3), (-1, 2), (-3, 2))
)
BROKEN_PAIRS = tuple(
    pair for pair in combinations((Fraction(3), Fraction(2), *BROKEN), 2) if pair[1] in BROKEN
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is shown, and the sum of powers it is."""

    of: Node
    terms: Terms
    truth: Node
    mistakes: tuple[str, ...]
    rewrite: bool = False


def _plain(terms: Terms, variable: str, mistakes: Sequence[str]) -> Problem:
    truth = written(tuple(term.slope for term in terms), variable)
    return Problem(written(terms, variable), terms, truth, tuple(mistakes))


def _one_power(pick: Pick, variable: str) -> Problem:
    term = pick.one(SINGLES)
    mistakes = ["kept-exponent", "dropped-coefficient-n", "raised-exponent", "integrated-instead"]
    mistakes.append("constant-factor-dropped")
    if term.exponent != 2:  # for a square it is what dropping the exponent gives
        mistakes.append("decremented-coefficient")
    return _plain((term,), variable, mistakes)


def _with_constant(pick: Pick, variable: str) -> Problem:
    high, low = pick.one(FALLING)
    first = pick.one(COEFFICIENTS)
    # Where both c = n, losing the factors and losing the exponents look the same.
    second = pick.one([c for c in COEFFICIENTS if not (first == high and c == low)])
    # A constant kept could make up for a sign that is lost.
    third = pick.one([c for c in COEFFICIENTS if not (low == 1 and c == -2 * second)])
    terms = (Monomial(first, high), Monomial(second, low), Monomial(third, 0))
    mistakes = [
        "kept-exponent",
        "dropped-coefficient-n",
        "constant-kept",
        "constant-factor-dropped",
    ]
    if terms[1].factor < 0:
        mistakes.append("sign-lost-in-sum")
    return _plain(terms, variable, mistakes)


def _negative_powers(pick: Pick, variable: str) -> Problem:
    terms = tuple(Monomial(pick.one(COEFFICIENTS), n) for n in pick.one(WITH_NEGATIVE))
    mistakes = ["negative-power-sign", "kept-exponent", "dropped-coefficient-n"]
    return _plain(terms, variable, mistakes)


def _broken_powers(pick: Pick, variable: str) -> Problem:
    pair = pick.one(BROKEN_PAIRS)
    terms = tuple(Monomial(n.denominator * pick.one((-5, -4, -3, -2, 2, 3, 4, 5)), n) for n in pair)
    return _plain(terms, variable, ("kept-exponent", "dropped-coefficient-n", "raised-exponent"))


def _rewritten(pick: Pick, variable: str) -> Problem:
    return pick.one((_root_and_fraction, _brackets, _over_a_power, _power_times_root))(
        pick, Name(variable)
    )


def _unsimplified(of: Node, terms: Terms, truth: Node) -> Problem:
    return Problem(of, terms, truth, ("kept-exponent", "dropped-coefficient-n"), rewrite=True)


def _root_and_fraction(pick: Pick, x: Name) -> Problem:
    front, top = 2 * pick.one((-5, -4, -3, -2, 2, 3, 4, 5)), pick.one(COEFFICIENTS)
    lower = pick.integer(1, 5)
    of = plus(times(front, call("sqrt", x)), over(top, power(x, lower)))
    return _unsimplified(of, (Monomial(front, HALF), Monomial(top, -lower)), slope(of, x.name))


def _brackets(pick: Pick, x: Name) -> Problem:
    a, c = pick.integer(2, 5), pick.integer(2, 5)
    b, d = pick.one([(b, d) for b, d in product(SMALL, SMALL) if abs(a * d + b * c) > 1])
    of = times(plus(times(a, x), b), plus(times(c, x), d))
    terms = (Monomial(a * c, 2), Monomial(a * d + b * c, 1), Monomial(b * d, 0))
    return _unsimplified(of, terms, written(tuple(term.slope for term in terms), x.name))


def _over_a_power(pick: Pick, x: Name) -> Problem:
    high, divisor = pick.one([(m, j) for m in range(2, 6) for j in range(1, 4) if m != j])
    first, second = pick.one(COEFFICIENTS), pick.one(COEFFICIENTS)
    of = over(plus(times(first, power(x, high)), second), power(x, divisor))
    terms = (Monomial(first, high - divisor), Monomial(second, -divisor))
    return _unsimplified(of, terms, written(tuple(term.slope for term in terms), x.name))


def _power_times_root(pick: Pick, x: Name) -> Problem:
    front, whole = 2 * pick.one((-4, -3, -2, 2, 3, 4)), pick.integer(1, 3)
    other, exponent = pick.one(COEFFICIENTS), pick.integer(2, 5)
    of = plus(times(front, power(x, whole), call("sqrt", x)), times(other, power(x, exponent)))
    terms = (Monomial(front, whole + HALF), Monomial(other, exponent))
    return _unsimplified(of, terms, written(tuple(term.slope for term in terms), x.name))


SMALL = (-7, -5, -4, -3, -2, 2, 3, 4, 5, 7)
LEVELS: dict[int, Callable[[Pick, str], Problem]] = {
    1: _one_power,
    2: _with_constant,
    3: _negative_powers,
    4: _broken_powers,
    5: _rewritten,
}
HINTS: dict[int, tuple[str, str]] = {
    1: (
        "What does the exponent become, and where does the old one go?",
        "The exponent comes down as a factor, and the new exponent is one less.",
    ),
    2: (
        "A sum is differentiated term by term.",
        "Each power gives its exponent to the front; a constant does not change, so its rate is 0.",
    ),
    3: (
        "The power rule holds for negative exponents too.",
        "Subtract 1 from the exponent on the number line: one less than $-2$ is $-3$.",
    ),
    4: (
        "The power rule holds for fractions too.",
        "The fraction comes down as a factor; then subtract 1 from it.",
    ),
    5: (
        "No new rule is needed once every term is a power.",
        r"Roots and fractions are powers: $\sqrt{x} = x^{1/2}$, $1/x^n = x^{-n}$; expand brackets.",
    ),
}


class PowerSum(Family):
    """Differentiate sums of powers."""

    name = "power_sum"
    topic = "derivatives"
    title = "Differentiate sums of powers"
    version = 2
    instances = levels(360, 200_000, 20_000, 10_000, 10_000)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a sum of powers; from level 5 on it has to be rewritten first."""
        variable = pick.one(VARIABLES)
        problem = LEVELS[level](pick, variable)
        domain = positive(variable) if level >= 4 else REAL
        question = one_variable(problem.of, variable, numeric(problem.terms), domain)
        return derivative_draft(
            question,
            problem.truth,
            hints=HINTS[level],
            solution=_solution(problem, variable),
            mistakes=wrong(problem.terms, variable, *problem.mistakes),
            rough=problem.rewrite,
        )


FAMILY = PowerSum()


def _solution(problem: Problem, variable: str) -> list[Step]:
    steps = []
    if problem.rewrite:
        powers = written(problem.terms, variable)
        steps.append(Step("rewrite", f"As a sum of powers: $f({variable}) = {latex(powers)}$."))
    else:
        rule = f"$\\frac{{d}}{{d{variable}}} {variable}^n = n {variable}^{{n-1}}$"
        steps.append(Step("rule", f"The power rule, term by term: {rule}."))
    lines = [
        f"- ${latex(term.tree(variable))}$ becomes ${latex(term.slope.tree(variable))}$"
        for term in problem.terms
    ]
    steps.append(Step("each term", "\n".join(lines)))
    return steps

"""Partial derivatives of polynomials: hold the other variables still."""

from __future__ import annotations

from collections.abc import Iterator

from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import COEFFICIENTS
from drill.exercise.differentiate import Question, derivative_draft
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.partial_derivatives._terms import (
    PAIRS,
    TRIPLES,
    Polynomial,
    Term,
    wrong_partials,
)
from drill.exercise.parts import distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import central_difference, complex_step, sympy_derivative
from drill.exercise.write import display, latex, letter


def _factors(pick: Pick, count: int) -> list[int]:
    return [pick.one(COEFFICIENTS) for _ in range(count)]


def _separate(pick: Pick) -> Polynomial:
    a, b = _factors(pick, 2)
    m, n = pick.integer(2, 5), pick.integer(2, 5)
    return Polynomial(pick.one(PAIRS), (Term(a, (m, 0)), Term(b, (0, n))))


def _crossed(pick: Pick) -> Polynomial:
    a, b, c = _factors(pick, 3)
    m, n = pick.integer(2, 4), pick.integer(2, 4)
    return Polynomial(pick.one(PAIRS), (Term(a, (m, 0)), Term(b, (1, 1)), Term(c, (0, n))))


def _three_variables(pick: Pick) -> Polynomial:
    a, b, c = _factors(pick, 3)
    m, n = pick.integer(2, 4), pick.integer(2, 4)
    terms = (Term(a, (m, 1, 0)), Term(b, (0, n, 1)), Term(c, (1, 0, 1)))
    return Polynomial(pick.one(TRIPLES), terms)


def _both_powers(pick: Pick) -> Polynomial:
    a, b, c = _factors(pick, 3)
    (m, n), (p, q) = pick.order(((pick.integer(3, 4), 2), (1, pick.integer(3, 4))))
    alone = pick.integer(2, 3)
    last = pick.one(((alone, 0), (0, alone)))
    return Polynomial(pick.one(PAIRS), (Term(a, (m, n)), Term(b, (p, q)), Term(c, last)))


LEVELS = {1: _separate, 2: _crossed, 3: _three_variables, 4: _both_powers}
HINTS = {
    1: (
        "Only one letter is a variable here; what are the others?",
        "A term without that letter is a constant, and its derivative is 0.",
    ),
    2: (
        "Only one letter is a variable here; in the mixed term the other one is a factor.",
        "In $5xy$ the factor $5y$ waits in front while $x$ is differentiated.",
    ),
    3: (
        "Two of the three letters are numbers for now.",
        "Go term by term: is the letter in it, and what waits in front of it?",
    ),
    4: (
        "In a term with both letters, the other power is just a factor.",
        "The other power is carried along unchanged; only this letter's exponent comes down.",
    ),
    5: (
        "Each partial derivative holds one letter still.",
        "For the mixed one, take the first result and differentiate it by the other letter.",
    ),
}


class PartialPoly(Family):
    """Differentiate a polynomial of several variables partially."""

    name = "partial_poly"
    topic = "partial_derivatives"
    title = "Partial derivatives of polynomials"
    instances = levels(20_000, 200_000, 200_000, 300_000, 200_000)
    requires = shares(power_sum=0.6)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a polynomial; level 5 asks for both partials and the mixed one."""
        if level == 5:
            return _all_partials(_both_powers(pick))
        whole = LEVELS[level](pick)
        axis = pick.below(len(whole.variables))
        wrt = whole.variables[axis]
        truth = whole.partial(axis).tree
        return derivative_draft(
            Question(whole.tree, whole.numeric, wrt, whole.variables),
            truth,
            hints=HINTS[level],
            solution=_solution(whole, axis),
            mistakes=distinct(wrong_partials(whole, axis)),
        )


FAMILY = PartialPoly()


def _solution(whole: Polynomial, axis: int) -> Iterator[Step]:
    held = " and ".join(
        f"${letter(name)}$" for index, name in enumerate(whole.variables) if index != axis
    )
    verb = "are numbers" if len(whole.variables) > 2 else "is a number"
    yield Step("hold the others", f"For this derivative {held} {verb}, whatever the value.")
    yield Step("each term", _term_by_term(whole, axis))


def _term_by_term(whole: Polynomial, axis: int) -> str:
    single = (Polynomial(whole.variables, (term,)) for term in whole.terms)
    return "\n".join(
        f"- ${latex(one.tree)}$ becomes ${latex(one.partial(axis).tree)}$" for one in single
    )


def _all_partials(whole: Polynomial) -> Draft:
    x, y = whole.variables
    first, second = whole.partial(0), whole.partial(1)
    mixed = first.partial(1)
    labels = {
        "x": rf"\frac{{\partial f}}{{\partial {x}}}",
        "y": rf"\frac{{\partial f}}{{\partial {y}}}",
        "xy": rf"\frac{{\partial^2 f}}{{\partial {y}\, \partial {x}}}",
    }
    truths = {"x": first.tree, "y": second.tree, "xy": mixed.tree}
    evidence = (
        Evidence("x", sympy_derivative(whole.tree, x), complex_step(whole.numeric, x)),
        Evidence("y", sympy_derivative(whole.tree, y), complex_step(whole.numeric, y)),
        Evidence(
            "xy",
            sympy_derivative(whole.tree, x, y),
            central_difference(first.numeric, y),
        ),
    )
    wrong_mixed = [
        ("wrong-object", first.partial(0).tree),
        ("wrong-variable", second.partial(1).tree),
    ]
    return Draft(
        prompt=f"Find both partial derivatives of ${latex_call(whole)}$, and the mixed one."
        + display(f"{latex_call(whole)} = {latex(whole.tree)}").rstrip(),
        parts=tuple(
            expression(name, truths[name], whole.variables, label=f"${labels[name]}$")
            for name in truths
        ),
        evidence=evidence,
        hints=HINTS[5],
        solution=(
            Step("hold one still", f"First ${y}$ is held constant, then ${x}$."),
            Step(f"with respect to {x}", _term_by_term(whole, 0)),
            Step(f"with respect to {y}", _term_by_term(whole, 1)),
            Step("the mixed one", f"Differentiate the first result by ${y}$."),
            Step("answer", "\n".join(f"- ${labels[k]} = {latex(truths[k])}$" for k in truths)),
        ),
        mistakes=(
            *wired("x", distinct(wrong_partials(whole, 0))),
            *wired("y", distinct(wrong_partials(whole, 1))),
            *wired("xy", distinct(wrong_mixed)),
        ),
        shown=(whole.tree,),
    )


def latex_call(whole: Polynomial) -> str:
    """Set `f(x, y)`."""
    return f"f({', '.join(map(letter, whole.variables))})"

"""A derivative from the definition: write the quotient, cancel h, and only then let h go to 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, after, distinct, expression, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import OneNumber, at_points, given, slope_of_one, sympy_value
from drill.exercise.write import inline, latex
from drill.maths.build import call, minus, node, over, plus, power, times
from drill.maths.domain import Domain, Range
from drill.maths.tree import Name, Node

X, H = Name("x"), Name("h")
PLACES = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
NOT_ONE = (-7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7)
"""At 1, keeping the exponent does no harm."""
FACTORS = (-7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7)
LINES = tuple(
    (a, b, place) for a, b, place in product(FACTORS, FACTORS, PLACES) if a * place + b != a
)
FRACTIONS = tuple(
    (c, b, place)
    for c, b, place in product(FACTORS, FACTORS, PLACES)
    if Fraction(c, place) + b != Fraction(-c, place**2)
)
ROOTS = tuple(
    (c, b, root)
    for c, b, root in product(FACTORS, FACTORS, range(2, 8))
    if c * root + b != Fraction(c, 2 * root)
)
"""Where the value at the place is not the slope there."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A function, a place, and the three things that are asked for there."""

    of: Callable[[Node], Node]
    value: OneNumber
    place: int
    moved: Node
    """f(a + h)."""
    quotient: Node
    """The difference quotient without h in a denominator on its own."""
    limit: Fraction
    trick: str
    """What makes h cancel."""
    mistakes: tuple[tuple[str, Answer], ...] = ()

    @property
    def there(self) -> Fraction:
        """f(a), exactly."""
        return Fraction(self.value(Fraction(self.place)))


def _line(pick: Pick) -> Problem:
    a, b, place = pick.one(LINES)
    return Problem(
        lambda x: plus(times(a, x), b),
        lambda x: a * x + b,
        place,
        moved=plus(times(a, H), a * place + b),
        quotient=node(a),
        limit=Fraction(a),
        trick=f"The numbers cancel, and ${latex(times(a, H))}$ over $h$ is ${a}$.",
    )


def _square(pick: Pick) -> Problem:
    a, b, place = pick.one(FACTORS), pick.one(FACTORS), pick.one(NOT_ONE)
    return Problem(
        lambda x: plus(times(a, power(x, 2)), b),
        lambda x: a * x * x + b,
        place,
        moved=plus(times(a, power(plus(place, H), 2)), b),
        quotient=plus(2 * a * place, times(a, H)),
        limit=Fraction(2 * a * place),
        trick=f"The square is ${latex(plus(place**2, times(2 * place, H), power(H, 2)))}$; "
        "what is left above has $h$ in every term.",
        mistakes=(
            ("kept-exponent", 2 * a * place**2),
            ("dropped-coefficient-n", a * place),
            ("constant-kept", 2 * a * place + b),
        ),
    )


def _cube(pick: Pick) -> Problem:
    a, b, place = pick.one((-3, -2, 2, 3)), pick.one(FACTORS), pick.one(NOT_ONE[2:-2])
    cube = plus(place**3, times(3 * place**2, H), times(3 * place, power(H, 2)), power(H, 3))
    return Problem(
        lambda x: plus(times(a, power(x, 3)), b),
        lambda x: a * x**3 + b,
        place,
        moved=plus(times(a, power(plus(place, H), 3)), b),
        quotient=plus(3 * a * place**2, times(3 * a * place, H), times(a, power(H, 2))),
        limit=Fraction(3 * a * place**2),
        trick=f"The cube is ${latex(cube)}$; what is left above has $h$ in every term.",
        mistakes=(
            ("kept-exponent", 3 * a * place**3),
            ("dropped-coefficient-n", a * place**2),
            ("constant-kept", 3 * a * place**2 + b),
        ),
    )


def _reciprocal(pick: Pick) -> Problem:
    c, b, place = pick.one(FRACTIONS)
    return Problem(
        lambda x: plus(over(c, x), b),
        lambda x: c / x + b,
        place,
        moved=plus(over(c, plus(place, H)), b),
        quotient=over(-c, times(place, plus(place, H))),
        limit=Fraction(-c, place**2),
        trick="Over the common denominator the upper part is "
        f"${latex(times(-c, H))}$, and its $h$ cancels.",
        mistakes=(
            ("negative-power-sign", Fraction(c, place**2)),
            ("constant-kept", Fraction(-c, place**2) + b),
        ),
    )


def _root(pick: Pick) -> Problem:
    from drill.exercise import numeric

    c, b, root = pick.one(ROOTS)
    square = root * root
    moved = call("sqrt", plus(square, H))
    return Problem(
        lambda x: plus(times(c, call("sqrt", x)), b),
        lambda x: c * numeric.sqrt(float(x) if isinstance(x, Fraction) else x) + b,
        square,
        moved=plus(times(c, moved), b),
        quotient=over(c, plus(moved, root)),
        limit=Fraction(c, 2 * root),
        trick=f"Multiply above and below by ${latex(plus(moved, root))}$: the roots go, and "
        f"above ${latex(times(c, H))}$ is left.",
        mistakes=(
            ("integrated-instead", Fraction(2 * c * root**3, 3)),
            ("constant-kept", Fraction(c, 2 * root) + b),
        ),
    )


LEVELS = {1: _line, 2: _square, 3: _cube, 4: _reciprocal, 5: _root}
HINTS = (
    "Write down what $f$ is a little further on, with brackets around the whole argument.",
    "Setting $h = 0$ at once gives $0/0$: first $h$ has to cancel.",
)


class LimitDefinition(Family):
    """Compute a derivative from its definition."""

    name = "limit_definition"
    topic = "derivatives"
    title = "Compute a derivative from the limit definition"
    instances = levels(1416, 1728, 384, 1434, 862)
    requires = shares(power_sum=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function and a place; the answer is built from the definition in three parts."""
        problem = LEVELS[level](pick)
        a, f = problem.place, latex(problem.of(X))
        further = latex(plus(a, H))
        domain = Domain({"h": Range(low=-float(a))}) if level == 5 else Domain()
        there, limit = problem.there, problem.limit
        return Draft(
            prompt=(
                f"Compute $f'({a})$ for $f(x) = {f}$ from the definition\n\n"
                f"$$f'({a}) = \\lim_{{h \\to 0}} \\frac{{f({further}) - f({a})}}{{h}}$$"
            ),
            parts=(
                expression("moved", problem.moved, "h", label=f"$f({further})$", domain=domain),
                after(
                    expression(
                        "quotient",
                        problem.quotient,
                        "h",
                        label="the quotient, once $h$ has cancelled",
                        domain=domain,
                    ),
                    over(minus(Name("moved"), there), H),
                ),
                after(number("limit", limit, label=f"$f'({a})$"), Name("quotient"), h=0),
            ),
            evidence=_evidence(problem),
            hints=HINTS,
            solution=tuple(_solution(problem, further)),
            mistakes=wired("limit", distinct((*problem.mistakes, ("wrong-object", there)))),
            plain=frozenset({"quotient"}),
        )


FAMILY = LimitDefinition()


def _solution(problem: Problem, further: str) -> Iterator[Step]:
    a, there = problem.place, problem.there
    yield Step("a little further", f"$f({further}) = {latex(problem.moved)}$")
    yield Step("where we stand", f"$f({a}) = {latex(node(there))}$")
    yield Step("make h cancel", problem.trick)
    yield Step("the quotient", f"It is {inline(problem.quotient)}.")
    yield Step("answer", f"With $h \\to 0$: $f'({a}) = {latex(node(problem.limit))}$")


def _evidence(problem: Problem) -> tuple[Evidence, ...]:
    place, f = problem.place, problem.value

    def quotient(h: float) -> float:
        return float((f(place + h) - f(place)) / h)

    return (
        Evidence("moved", _symbolic(problem, "moved"), at_points(lambda h: f(place + h))),
        Evidence("quotient", _symbolic(problem, "quotient"), at_points(quotient)),
        Evidence(
            "limit",
            _symbolic(problem, "limit"),
            given(lambda: slope_of_one(f, float(place))),
        ),
    )


def _symbolic(problem: Problem, what: str) -> Oracle:
    """Let sympy put a + h in, divide, and take the limit."""

    def build() -> object:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        x, h = symbol("x"), symbol("h")
        f = to_sympy(problem.of(X))
        moved = f.subs(x, problem.place + h)
        quotient = (moved - f.subs(x, problem.place)) / h
        if what == "limit":
            return sympy.limit(quotient, h, 0)
        return moved if what == "moved" else quotient

    return sympy_value(build)

"""Second derivatives, and which way the graph bends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from drill.exercise.contract import Step
from drill.exercise.decimals import about_float
from drill.exercise.derivatives._powers import COEFFICIENTS, Monomial, numeric, written
from drill.exercise.draft import Draft, Evidence, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, after_signs, choice, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import OneNumber, at_points, given, slope_of_one, sympy_derivative
from drill.exercise.values import value
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import call, exp, minus, negate, over, plus, power, times
from drill.maths.domain import POSITIVE, REAL, Domain
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

X = Name("x")
STEP = 1e-4
LEAST_BEND = 1e-3
"""Below this the bend at a place is too close to none to ask about."""
BENDS = (
    Choice("up", "upwards, like a bowl", "$f''$ is negative there."),
    Choice("down", "downwards, like a hill", "$f''$ is positive there."),
)
WORDS = {"up": "upwards (convex there)", "down": "downwards (concave there)"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A function, both derivatives as a teacher writes them, and it in numbers."""

    of: Node
    second: Node
    value: OneNumber
    places: tuple[int, ...]
    first: Node | None = None
    domain: Domain = REAL
    wrong: tuple[tuple[str, Answer], ...] = field(default=())

    @property
    def slope(self) -> Node:
        """Write f'."""
        return self.first or slope(self.of, "x")


def _polynomial(pick: Pick) -> Problem:
    high, low = pick.one(((5, 2), (4, 3), (4, 2), (3, 2), (5, 3)))
    terms = (
        Monomial(pick.one(COEFFICIENTS), high),
        Monomial(pick.one(COEFFICIENTS), low),
        Monomial(pick.one(COEFFICIENTS), 1),
    )
    second = written(tuple(term.slope.slope for term in terms), "x")
    return Problem(written(terms, "x"), second, numeric(terms), (-2, -1, 1, 2))


def _waves(pick: Pick) -> Problem:
    from drill.exercise import numeric as n

    name, a, k = pick.one(("sin", "cos")), pick.one(COEFFICIENTS), pick.integer(2, 5)
    b, m = pick.one(COEFFICIENTS), pick.one((-3, -2, -1, 2, 3))
    wave, growth = call(name, times(k, X)), exp(times(m, X))
    work = n.sin if name == "sin" else n.cos
    return Problem(
        plus(times(a, wave), times(b, growth)),
        plus(times(-a * k * k, wave), times(b * m * m, growth)),
        lambda z: a * work(k * z) + b * n.exp(m * z),
        (-1, 0, 1),
        wrong=(("trig-sign", plus(times(a * k * k, wave), times(b * m * m, growth))),),
    )


def _log_and_reciprocal(pick: Pick) -> Problem:
    from drill.exercise import numeric as n

    a, b = pick.one(COEFFICIENTS), pick.one(COEFFICIENTS)
    return Problem(
        plus(times(a, call("ln", X)), over(b, X)),
        plus(over(-a, power(X, 2)), over(2 * b, power(X, 3))),
        lambda z: a * n.ln(z) + b / z,
        (1, 2, 3, 4),
        domain=Domain({"x": POSITIVE}),
        wrong=(("negative-power-sign", plus(over(a, power(X, 2)), over(2 * b, power(X, 3)))),),
    )


def _product(pick: Pick) -> Problem:
    a = pick.one(COEFFICIENTS)
    return pick.one((_times_exp, _times_log, _times_wave))(pick, a)


def _times_exp(pick: Pick, a: int) -> Problem:
    from drill.exercise import numeric as n

    k = pick.one((-4, -3, -2, -1, 2, 3, 4))
    growth = exp(times(k, X))
    return Problem(
        times(a, X, growth),
        times(a * k, plus(2, times(k, X)), growth),
        lambda z: a * z * n.exp(k * z),
        (-2, -1, 0, 1, 2),
        wrong=(("product-of-derivatives", times(a * k * k, growth)),),
    )


def _times_log(pick: Pick, a: int) -> Problem:
    from drill.exercise import numeric as n

    power_of_x = pick.integer(2, 4)
    m = power_of_x
    bracket = plus(times(m * (m - 1), call("ln", X)), 2 * m - 1)
    return Problem(
        times(a, power(X, m), call("ln", X)),
        times(a, power(X, m - 2), bracket),
        lambda z: a * z**m * n.ln(z),
        (1, 2, 3, 4),
        domain=Domain({"x": POSITIVE}),
        wrong=(("product-one-term", times(a * m * (m - 1), power(X, m - 2), call("ln", X))),),
    )


def _times_wave(pick: Pick, a: int) -> Problem:
    from drill.exercise import numeric as n

    k = pick.integer(2, 6)
    sine, cosine = call("sin", times(k, X)), call("cos", times(k, X))
    return Problem(
        times(a, X, sine),
        plus(times(2 * a * k, cosine), times(-a * k * k, X, sine)),
        lambda z: a * z * n.sin(k * z),
        (-2, -1, 0, 1, 2),
        wrong=(("product-one-term", times(-a * k * k, X, sine)),),
    )


def _composed(pick: Pick) -> Problem:
    a = pick.one((2, 3, 4, 5, 6))
    return pick.one((_bell, _log_of_square, _power_of_line, _sigmoid))(pick, a)


def _bell(pick: Pick, a: int) -> Problem:
    from drill.exercise import numeric as n

    front = pick.integer(2, 5)
    whole = exp(times(-a, power(X, 2)))
    return Problem(
        times(front, whole),
        times(2 * a * front, minus(times(2 * a, power(X, 2)), 1), whole),
        lambda z: front * n.exp(-a * z * z),
        (-1, 0, 1),
        wrong=(("inner-derivative-missing", times(front, whole)),),
    )


def _log_of_square(pick: Pick, a: int) -> Problem:
    from drill.exercise import numeric as n

    front = pick.integer(2, 5)
    inside = plus(power(X, 2), a)
    return Problem(
        times(front, call("ln", inside)),
        over(times(2 * front, minus(a, power(X, 2))), power(inside, 2)),
        lambda z: front * n.ln(z * z + a),
        (0, 1, 3),
        wrong=(("log-inner-missing", over(-front, power(inside, 2))),),
    )


def _power_of_line(pick: Pick, a: int) -> Problem:
    shift, n = pick.one((-3, -2, -1, 1, 2, 3)), pick.one((3, 4, 5))
    line = plus(times(a, X), shift)
    return Problem(
        power(line, n),
        times(n * (n - 1) * a * a, power(line, n - 2)),
        lambda z: (a * z + shift) ** n,
        (-1, 0, 1),
        wrong=(("inner-derivative-missing", times(n * (n - 1), power(line, n - 2))),),
    )


def _sigmoid(pick: Pick, a: int) -> Problem:
    from drill.exercise import numeric as n

    front = pick.integer(2, 5)
    s = call("sigmoid", times(a, X))
    slope_of_s = times(s, minus(1, s))
    return Problem(
        times(front, s),
        times(front * a * a, slope_of_s, minus(1, times(2, s))),
        lambda z: front * n.sigmoid(a * z),
        (-2, -1, 1),
        wrong=(("inner-derivative-missing", times(front, slope_of_s, minus(1, times(2, s)))),),
    )


LEVELS = {1: _polynomial, 2: _waves, 3: _log_and_reciprocal, 4: _product, 5: _composed}
HINTS = {
    1: ("Differentiate twice, term by term.", "A term with a plain $x$ is gone after two steps."),
    2: (
        "Each derivative brings the factor in the argument out once more.",
        "Two derivatives of a sine give it back with a minus and the factor squared.",
    ),
    3: ("Write $1/x$ as a power.", "$f'$ has $x^{-1}$ and $x^{-2}$; differentiate those."),
    4: (
        "The product rule, and then once more.",
        "Tidy $f'$ up before you differentiate it again.",
    ),
    5: (
        "The first derivative is a product: chain rule first, then product rule.",
        "Put common factors in front once you are done.",
    ),
}


class SecondDerivative(Family):
    """Differentiate twice and say which way the graph bends."""

    name = "second_derivative"
    topic = "derivatives"
    title = "Second derivatives and the way a graph bends"
    instances = levels(60_000, 20_000, 768, 576, 160)
    requires = shares(power_sum=0.6, elementary_mix=0.4, product_quotient=0.3, chain_two_layer=0.2)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function, and a place at which it certainly bends."""
        problem = LEVELS[level](pick)
        bending = [at for at in problem.places if abs(_at(problem.second, at)) > LEAST_BEND]
        place = pick.one(bending)
        bend, rate = _at(problem.second, place), _at(problem.slope, place)
        truth = _bends(bend)
        mistakes: list[tuple[str, Answer]] = [("wrong-object", problem.slope), *problem.wrong]
        wrong_bend = []
        if abs(rate) > LEAST_BEND and _bends(rate) != truth:
            wrong_bend.append(("wrong-object", _bends(rate)))
        return Draft(
            prompt="Find the second derivative, and say which way the graph bends at "
            f"$x = {place}$." + display(f"f(x) = {latex(problem.of)}").rstrip(),
            parts=(
                expression("a", problem.second, "x", label="$f''(x)$", domain=problem.domain),
                after_signs(
                    choice("bend", truth, BENDS, label=f"at $x = {place}$ it bends"),
                    {"up": Name("a"), "down": negate(Name("a"))},
                    x=place,
                ),
            ),
            evidence=_evidence(problem, float(place)),
            hints=HINTS[level],
            solution=tuple(_solution(problem, place, truth)),
            mistakes=(*wired("a", distinct(mistakes)), *wired("bend", wrong_bend)),
            shown=(problem.of,),
        )


FAMILY = SecondDerivative()


def _size(found: Value) -> float:
    return found if isinstance(found, float) else 0.0


def _at(tree: Node, place: int) -> float:
    return _size(value(tree, {"x": float(place)}))


def _bends(found: float) -> str:
    return "up" if found > 0 else "down"


def _solution(problem: Problem, place: int, truth: str) -> Iterator[Step]:
    there = _at(problem.second, place)
    yield Step("first derivative", f"$f'(x) = {latex(problem.slope)}$")
    yield Step("second derivative", f"$f''(x) = {latex(problem.second)}$")
    sign = "> 0" if there > 0 else "< 0"
    yield Step("at the place", f"$f''({place}) {about_float(there)} {sign}$")
    yield Step(
        "answer",
        f"$f''(x) = {latex(problem.second)}$, and at $x = {place}$ the graph bends {WORDS[truth]}.",
    )


def _evidence(problem: Problem, place: float) -> tuple[Evidence, ...]:
    by_sympy = sympy_derivative(problem.of, "x", "x")
    f = problem.value

    def second(x: float) -> float:
        return (slope_of_one(f, x + STEP) - slope_of_one(f, x - STEP)) / (2 * STEP)

    return (
        Evidence("a", by_sympy, at_points(second), tolerance=1e-4),
        Evidence(
            "bend",
            given(lambda: _bends(_size(by_sympy([{"x": place}])[0]))),
            given(lambda: _bends(second(place))),
        ),
    )

"""Partial derivatives through exponentials, logarithms and sines of two variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.differentiate import Question, derivative_draft
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, distinct
from drill.exercise.pick import Pick
from drill.exercise.write import inline, letter, positive
from drill.maths.build import call, exp, over, plus, power, times
from drill.maths.domain import REAL, Domain
from drill.maths.slope import slope
from drill.maths.tree import Name, Node, Sum

PAIRS = (("x", "y"), ("u", "v"), ("s", "t"))
FACTORS = (-5, -4, -3, -2, 2, 3, 4, 5)
Two = tuple[Name, Name]
Wrong = tuple[str, Answer]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A function of two variables: its tree, it in numbers, and where it is meant."""

    tree: Node
    numeric: Callable[[Any, Any], Any]
    domain: Domain = REAL
    wrong: tuple[Sequence[Wrong], Sequence[Wrong]] = ((), ())
    """Mistakes of its own, for the first and for the second variable."""
    note: str = ""
    """What the worked solution says of the way in."""
    slopes: tuple[Node, Node] | None = None
    """Both partials, where the rules would leave them untidy."""

    def partial(self, axis: int, variable: str) -> Node:
        """Write the derivative by one of the two variables."""
        return self.slopes[axis] if self.slopes else slope(self.tree, variable)


def _exponential_times_power(pick: Pick, v: Two) -> Sketch:
    from drill.exercise import numeric

    x, y = v
    a, b, n, m = pick.one(FACTORS), pick.one(FACTORS), pick.integer(1, 4), pick.integer(2, 4)
    return Sketch(
        plus(times(a, power(y, n), exp(x)), times(b, power(x, m))),
        lambda x, y: a * y**n * numeric.exp(x) + b * x**m,
        note="In a product of both letters only one factor moves; the other waits in front.",
    )


def _log_times_power(pick: Pick, v: Two) -> Sketch:
    from drill.exercise import numeric

    x, y = v
    a, b, n, m = pick.one(FACTORS), pick.one(FACTORS), pick.integer(2, 4), pick.integer(1, 4)
    return Sketch(
        plus(times(a, power(y, n), call("ln", x)), times(b, x, power(y, m))),
        lambda x, y: a * y**n * numeric.ln(x) + b * x * y**m,
        positive(x.name),
        note="In a product of both letters only one factor moves; the other waits in front.",
    )


def _exponential_of_product(pick: Pick, v: Two) -> Sketch:
    from drill.exercise import numeric

    x, y = v
    a, k, b, m = pick.one(FACTORS), pick.one(FACTORS), pick.one(FACTORS), pick.integer(2, 4)
    whole, inside = exp(times(k, x, y)), times(k, x, y)
    return Sketch(
        plus(times(a, whole), times(b, power(x, m), y)),
        lambda x, y: a * numeric.exp(k * x * y) + b * x**m * y,
        wrong=(
            [("inner-derivative-missing", plus(times(a, whole), times(b * m, power(x, m - 1), y)))],
            [("inner-derivative-missing", plus(times(a, whole), times(b, power(x, m))))],
        ),
        note=f"The inside of the exponential is {inline(inside)}; its partials are "
        f"{inline(slope(inside, x.name))} and {inline(slope(inside, y.name))}.",
    )


def _wave_of_product(pick: Pick, v: Two) -> Sketch:
    from drill.exercise import numeric

    x, y = v
    name, a, k = pick.one(("sin", "cos")), pick.one(FACTORS), pick.integer(1, 5)
    p, q = pick.one(((2, 1), (1, 2), (2, 2), (3, 1)))
    inside = times(k, power(x, p), power(y, q))
    work, other = (numeric.sin, "cos") if name == "sin" else (numeric.cos, "sin")
    outer = times(a if name == "sin" else -a, call(other, inside))
    wrong = tuple(
        [
            ("inner-derivative-missing", outer),
            ("trig-sign", times(-1, slope(inside, each.name), outer)),
        ]
        for each in v
    )
    return Sketch(
        times(a, call(name, inside)),
        lambda x, y: a * work(k * x**p * y**q),
        wrong=(wrong[0], wrong[1]),
        note=f"The inside is {inline(inside)}; its partials are "
        f"{inline(slope(inside, x.name))} and {inline(slope(inside, y.name))}.",
    )


def _last(pick: Pick, v: Two) -> Sketch:
    return (_ratio, _log_of_sum)[pick.way((len(RATIOS), 4 * 5 * 5 * 3))](pick, v)


def _ratio(pick: Pick, v: Two) -> Sketch:
    x, y = v
    a, b, c, d = pick.one(RATIOS)
    top, bottom = plus(times(a, x), times(b, y)), plus(times(c, x), times(d, y))
    uppers = times(a * d - b * c, y), times(b * c - a * d, x)
    wrong = tuple(
        [
            ("quotient-order-swapped", over(times(-1, upper), power(bottom, 2))),
            ("quotient-not-squared", over(upper, bottom)),
            ("quotient-of-derivatives", over(rate, under)),
        ]
        for upper, rate, under in zip(uppers, (a, b), (c, d), strict=True)
    )
    return Sketch(
        over(top, bottom),
        lambda x, y: (a * x + b * y) / (c * x + d * y),
        positive(x.name, y.name),
        wrong=(wrong[0], wrong[1]),
        note="The quotient rule, with the other variable as a number; above, most cancels.",
        slopes=(over(uppers[0], power(bottom, 2)), over(uppers[1], power(bottom, 2))),
    )


RATIOS = tuple(
    (a, b, c, d)
    for a in (1, 2, 3, 4)
    for b in (-4, -3, -2, 2, 3, 4)
    for c in (1, 2, 3, 4)
    for d in (2, 3, 5)
    if a * d - b * c not in {-1, 0, 1} and gcd(c, d) == gcd(a, b) == 1
)


def _log_of_sum(pick: Pick, v: Two) -> Sketch:
    from drill.exercise import numeric

    x, y = v
    front, a, b = pick.integer(2, 5), pick.integer(2, 6), pick.integer(2, 6)
    shift = pick.integer(1, 3)
    inside = plus(exp(times(a, x)), exp(times(b, y)), shift)
    wrong = ([("log-inner-missing", over(front, inside))],) * 2
    return Sketch(
        times(front, call("ln", inside)),
        lambda x, y: front * numeric.ln(numeric.exp(a * x) + numeric.exp(b * y) + shift),
        wrong=(wrong[0], wrong[1]),
        note="The derivative of a logarithm is the derivative of its inside over the inside.",
    )


LEVELS = {
    1: _exponential_times_power,
    2: _log_times_power,
    3: _exponential_of_product,
    4: _wave_of_product,
    5: _last,
}
HINTS = {
    1: ("Which letter moves? The other one is a number.", "A constant factor simply waits."),
    2: ("Which letter moves? The other one is a number.", "A logarithm of a constant is constant."),
    3: (
        "The exponent has the moving letter in it.",
        "Chain rule: the exponential, times the partial derivative of the exponent.",
    ),
    4: (
        "The inside has both letters in it.",
        "Chain rule: the outer derivative at the inside, times the inside's partial derivative.",
    ),
    5: (
        "With one letter as a number, this is a function of one variable.",
        "Quotient rule or chain rule, as if the other letter were a 7.",
    ),
}


class PartialTranscendental(Family):
    """Differentiate partially through exponentials, logarithms and sines."""

    name = "partial_transcendental"
    topic = "partial_derivatives"
    title = "Partial derivatives of exponentials, logarithms and sines"
    version = 2
    instances = levels(4608, 4608, 9216, 1920, 2442)
    requires = shares(partial_poly=0.6, chain_two_layer=0.5, elementary_mix=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a function of two variables, and the one that moves."""
        names = pick.one(PAIRS)
        v = Name(names[0]), Name(names[1])
        sketch = LEVELS[level](pick, v)
        axis = pick.below(2)
        here, there = names[axis], names[1 - axis]
        truth, other = sketch.partial(axis, here), sketch.partial(1 - axis, there)
        return derivative_draft(
            Question(
                sketch.tree,
                lambda **at: sketch.numeric(at[names[0]], at[names[1]]),
                here,
                names,
                sketch.domain,
            ),
            truth,
            hints=HINTS[level],
            solution=_solution(sketch, here, there),
            mistakes=distinct(
                [
                    *sketch.wrong[axis],
                    ("wrong-variable", other),
                    ("other-variable-differentiated", plus(truth, other)),
                ]
            ),
        )


FAMILY = PartialTranscendental()


def _solution(sketch: Sketch, here: str, there: str) -> Iterator[Step]:
    yield Step("hold the other", f"${letter(there)}$ is a number; only ${letter(here)}$ moves.")
    yield Step("the way in", sketch.note)
    if isinstance(sketch.tree, Sum):
        lines = [
            f"- {inline(term)} becomes {inline(slope(term, here))}" for term in sketch.tree.terms
        ]
        yield Step("each term", "\n".join(lines))

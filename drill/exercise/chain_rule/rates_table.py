"""The chain rule on a table of values: every rate has to be looked up at the right place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, distinct, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import bracketed, latex
from drill.maths.build import node

PLACES = (1, 2, 3, 4)
RATES = (-7, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 7)
SHUFFLES = tuple(p for p in permutations(PLACES) if sum(map(int.__eq__, p, PLACES)) < 2)
"""Values that are seldom the place itself."""
TOLD = tuple((g, *fs) for g in RATES for fs in permutations(RATES, 2) if not g == fs[1] == 2)
"""The rate of g, then those of f at the place itself and at the inner value; 2 + 2 is 2 times 2."""
STEP = 1e-6


@dataclass(frozen=True, slots=True)
class Row:
    """A function known at four places: its values there and its rates."""

    name: str
    values: Mapping[int, int]
    rates: Mapping[int, int]

    def near(self, place: float) -> float:
        """Give the value at any place: cubics between the known places that keep the rates."""
        left = min(max(int(place), PLACES[0]), PLACES[-1] - 1)
        t = place - left
        p0, p1 = self.values[left], self.values[left + 1]
        m0, m1 = self.rates[left], self.rates[left + 1]
        return (
            (2 * t**3 - 3 * t**2 + 1) * p0
            + (t**3 - 2 * t**2 + t) * m0
            + (3 * t**2 - 2 * t**3) * p1
            + (t**3 - t**2) * m1
        )

    def tangent(self, place: int, at: Any) -> Any:
        """Give the tangent at a known place, at a number or a sympy expression."""
        return self.values[place] + self.rates[place] * (at - place)


def _row(pick: Pick, name: str, shuffles: Sequence[tuple[int, ...]] = SHUFFLES) -> Row:
    values = pick.one(shuffles)
    rates = pick.some(RATES, 4)
    order = pick.shuffled(rates)
    known = dict(zip(PLACES, values, strict=True)), dict(zip(PLACES, order, strict=True))
    return Row(name, *known)


@dataclass(frozen=True, slots=True)
class Problem:
    """A table, what is asked of it, and the answer with the way to it."""

    rows: tuple[Row, ...]
    asked: str
    """In LaTeX."""
    answer: Fraction
    steps: tuple[str, ...]
    wrong: tuple[tuple[str, Answer], ...]
    symbolic: Callable[[Any], Any]
    """The function asked about, by its tangents, at a sympy symbol near the place."""
    numeric: Callable[[float], float]
    """The same by splines."""
    place: int
    note: str = ""
    """What is said below the table."""
    told: str = ""
    """What is told in words instead of a table."""


def _told(pick: Pick) -> Problem:
    """Draw just the numbers that are told; the rest of the table does not matter."""
    a, inner = pick.one(tuple(permutations(PLACES, 2)))
    g_rate, *rates = pick.one(TOLD)
    f_rates = dict(zip((a, inner), rates, strict=True))
    rest = dict.fromkeys(PLACES, 1)
    f = Row("f", rest, rest | f_rates)
    return _composed(f, Row("g", rest | {a: inner}, rest | {a: g_rate}), a, as_table=False)


def _tabulated(pick: Pick) -> Problem:
    f, g = _row(pick, "f"), _row(pick, "g")
    moved = [place for place in PLACES if g.values[place] != place]
    a = pick.one([p for p in moved if not g.rates[p] == f.rates[g.values[p]] == 2])
    return _composed(f, g, a, as_table=True)


def _composed(f: Row, g: Row, a: int, *, as_table: bool) -> Problem:
    inner = g.values[a]
    told = (
        f"$g({a}) = {inner}$, $g'({a}) = {g.rates[a]}$, $f'({inner}) = {f.rates[inner]}$ and "
        f"$f'({a}) = {f.rates[a]}$"
    )
    return Problem(
        rows=(f, g),
        asked=f"(f \\circ g)'({a})",
        answer=Fraction(f.rates[inner] * g.rates[a]),
        steps=(
            f"The inner value is $g({a}) = {inner}$.",
            f"There $f'({inner}) = {f.rates[inner]}$; and $g'({a}) = {g.rates[a]}$.",
            f"${bracketed(f.rates[inner])} \\cdot {bracketed(g.rates[a])}$",
        ),
        wrong=(
            ("outer-evaluated-at-x", f.rates[a] * g.rates[a]),
            ("inner-derivative-missing", f.rates[inner]),
            ("inner-derivative-added", f.rates[inner] + g.rates[a]),
        ),
        symbolic=lambda x: f.tangent(inner, g.tangent(a, x)),
        numeric=lambda x: f.near(g.near(x)),
        place=a,
        told="" if as_table else told,
    )


def _three(pick: Pick) -> Problem:
    f, g = _row(pick, "f"), _row(pick, "g")
    back = tuple(sorted(PLACES, key=g.values.__getitem__))
    h = _row(pick, "h", [shuffle for shuffle in SHUFFLES if shuffle != back])
    moved = [place for place in PLACES if g.values[h.values[place]] != place]
    a = pick.one([place for place in moved if _places_tell(f, g, h, place)] or moved)
    inner = h.values[a]
    middle = g.values[inner]
    rates = f.rates[middle], g.rates[inner], h.rates[a]
    product = r" \cdot ".join(map(bracketed, rates))
    return Problem(
        rows=(f, g, h),
        asked=f"(f \\circ g \\circ h)'({a})",
        answer=Fraction(rates[0] * rates[1] * rates[2]),
        steps=(
            f"From the inside: $h({a}) = {inner}$, and $g({inner}) = {middle}$.",
            f"$h'({a}) = {rates[2]}$, $g'({inner}) = {rates[1]}$, $f'({middle}) = {rates[0]}$",
            f"${product}$",
        ),
        wrong=(
            ("outer-evaluated-at-x", f.rates[a] * g.rates[a] * h.rates[a]),
            ("innermost-factor-missing", rates[0] * rates[1]),
            ("inner-derivative-missing", rates[0]),
        ),
        symbolic=lambda x: f.tangent(middle, g.tangent(inner, h.tangent(a, x))),
        numeric=lambda x: f.near(g.near(h.near(x))),
        place=a,
    )


def _places_tell(f: Row, g: Row, h: Row, a: int) -> bool:
    """Say whether the rates of f and g at the place itself have another product."""
    inner = h.values[a]
    return f.rates[a] * g.rates[a] != f.rates[g.values[inner]] * g.rates[inner]


def _product(pick: Pick) -> Problem:
    f, g = _row(pick, "f"), _row(pick, "g")
    moved = [place for place in PLACES if g.values[place] != place]
    a = pick.one([place for place in moved if _both_terms_tell(f, g, place)] or moved)
    inner = g.values[a]
    chain = f.rates[inner] * g.rates[a]
    composed = f.values[inner]
    factors = f"{bracketed(f.rates[inner])} \\cdot {bracketed(g.rates[a])}"
    return Problem(
        rows=(f, g),
        asked=f"p'({a}) \\text{{ for }} p(x) = x^2 f(g(x))",
        answer=Fraction(2 * a * composed + a * a * chain),
        steps=(
            f"Product rule: $p' = 2 x f(g(x)) + x^2 (f \\circ g)'(x)$, and $g({a}) = {inner}$.",
            f"$f({inner}) = {composed}$, and $(f \\circ g)'({a}) = {factors} = {chain}$",
            f"$2 \\cdot {a} \\cdot {composed} + {a * a} \\cdot {bracketed(chain)}$",
        ),
        wrong=(
            ("product-of-derivatives", 2 * a * chain),
            ("outer-evaluated-at-x", 2 * a * composed + a * a * f.rates[a] * g.rates[a]),
            ("inner-derivative-missing", 2 * a * composed + a * a * f.rates[inner]),
            ("product-one-term", a * a * chain),
        ),
        symbolic=lambda x: x**2 * f.tangent(inner, g.tangent(a, x)),
        numeric=lambda x: x * x * f.near(g.near(x)),
        place=a,
    )


def _both_terms_tell(f: Row, g: Row, a: int) -> bool:
    """Say whether 2a f + a² f' is neither 0 nor what the product of the derivatives is."""
    composed, chain = f.values[g.values[a]], f.rates[g.values[a]] * g.rates[a]
    return 2 * composed + a * chain not in (0, 2 * chain)


MONOTONE = tuple(
    (values, place)
    for rising in combinations(range(1, 8), 4)
    for values in (rising, rising[::-1])
    for place in PLACES
    if values[place - 1] in PLACES and values[place - 1] != place
)
"""Values that only rise or only fall, for a function that has an inverse, and a place."""


def _inverse(pick: Pick) -> Problem:
    values, place = pick.one(MONOTONE)
    sizes = pick.order(pick.some((2, 3, 4, 5, 6, 7), 4))
    sign = 1 if values[-1] > values[0] else -1
    rates = [sign * size for size in sizes]
    f = Row("f", dict(zip(PLACES, values, strict=True)), dict(zip(PLACES, rates, strict=True)))
    b, rate = f.values[place], f.rates[place]
    return Problem(
        rows=(f,),
        asked=f"(f^{{-1}})'({b})",
        answer=Fraction(1, rate),
        steps=(
            f"Where is $f$ equal to ${b}$? At $x = {place}$, so $f^{{-1}}({b}) = {place}$.",
            f"There $f'({place}) = {rate}$.",
            "Differentiating $f(f^{-1}(y)) = y$ gives one over that rate.",
        ),
        wrong=(
            ("outer-evaluated-at-x", Fraction(1, f.rates[b])),
            ("wrong-object", rate),
        ),
        symbolic=lambda y: (y - b) / rate + place,
        numeric=lambda y: _solve(f, y, float(place)),
        place=b,
        note=f"\n\nThe function only {'rises' if sign > 0 else 'falls'}.",
    )


def _solve(f: Row, wanted: float, start: float) -> float:
    """Find where the spline takes a value, near a place, by the secant method."""
    left, right = start - STEP, start + STEP
    for _ in range(30):
        low, high = f.near(left) - wanted, f.near(right) - wanted
        if high == low:
            break
        left, right = right, right - high * (right - left) / (high - low)
    return right


LEVELS: Mapping[int, Callable[[Pick], Problem]] = {
    1: _told,
    2: _tabulated,
    3: _three,
    4: _product,
    5: _inverse,
}
HINTS = {
    1: (
        "Which of the two rates of $f$ is the one that counts?",
        "The outer rate is taken where the inner function has arrived.",
    ),
    2: (
        "First find where the inner function arrives.",
        "The outer rate is read at that place, the inner rate at the place itself.",
    ),
    3: (
        "Go from the inside out, and note where each function arrives.",
        "Each rate is read at the place its function is applied to.",
    ),
    4: ("Two factors: product rule first.", "The second factor needs the chain rule."),
    5: (
        "At which place does $f$ take this value?",
        "The rates of a function and of its inverse are reciprocal, at matching places.",
    ),
}


class RatesTable(Family):
    """Apply the chain rule to tabulated values and rates."""

    name = "rates_table"
    topic = "chain_rule"
    title = "The chain rule on a table of values"
    version = 2
    instances = levels(18_876, 100_000, 1_000_000, 100_000, 40_000)
    requires = shares(chain_two_layer=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a table and a place at which the obvious reading is the wrong one."""
        problem = LEVELS[level](pick)
        asked = f"\n\n$${problem.asked}$$"
        return Draft(
            prompt=(
                f"It is known that {problem.told}. Find{asked}"
                if problem.told
                else f"From the table, find{asked}\n\n{_table(problem.rows)}{problem.note}"
            ),
            parts=(number("a", problem.answer, label="the rate"),),
            evidence=(
                Evidence(
                    "a",
                    given(lambda: _by_tangents(problem)),
                    given(lambda: _by_splines(problem)),
                    tolerance=1e-3,
                ),
            ),
            hints=HINTS[level],
            solution=tuple(_solution(problem)),
            mistakes=wired("a", distinct(problem.wrong)),
            plain=frozenset("a"),
        )


FAMILY = RatesTable()


def _table(rows: tuple[Row, ...]) -> str:
    lines = ["| | " + " | ".join(f"$x = {place}$" for place in PLACES) + " |"]
    lines.append("|---" * (len(PLACES) + 1) + "|")
    for row in rows:
        values = " | ".join(str(row.values[place]) for place in PLACES)
        rates = " | ".join(str(row.rates[place]) for place in PLACES)
        lines += [f"| ${row.name}(x)$ | {values} |", f"| ${row.name}'(x)$ | {rates} |"]
    return "\n".join(lines)


def _solution(problem: Problem) -> Iterator[Step]:
    names = ("look up", "the rates", "the inverse" if len(problem.rows) == 1 else "multiply")
    for name, text in zip(names, problem.steps, strict=True):
        yield Step(name, text)
    asked = problem.asked.split(" \\text")[0]
    yield Step("answer", f"${asked} = {latex(node(problem.answer))}$")


def _by_tangents(problem: Problem) -> float:
    import sympy

    x = sympy.Symbol("x", real=True)
    return float(sympy.diff(problem.symbolic(x), x).subs(x, problem.place))


def _by_splines(problem: Problem) -> float:
    """Differentiate the splines: they join smoothly, so a central difference will do."""
    above, below = problem.numeric(problem.place + STEP), problem.numeric(problem.place - STEP)
    return (above - below) / (2 * STEP)

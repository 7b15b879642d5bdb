"""Critical points found and classified; the problems are built backwards from their roots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import choice, set_of, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import display, inline, latex
from drill.grade.part import Choice, Part
from drill.maths.build import exp, plus, polynomial, power, times
from drill.maths.tree import Name, Node, SetOf, number

X = Name("x")
KINDS = (
    Choice("min", "a local minimum", "Look at the sign of $f'$ on either side."),
    Choice("max", "a local maximum", "Look at the sign of $f'$ on either side."),
    Choice("neither", "neither", "$f'$ changes its sign there."),
)
WORDS = {"min": "a minimum", "max": "a maximum", "neither": "neither"}
TURNS = {"min": ", $f'$ from $-$ to $+$", "max": ", $f'$ from $+$ to $-$", "neither": ""}
LIFTS = tuple(range(-5, 6))
LARGEST = 99
"""The largest coefficient anyone wants to see."""


@dataclass(frozen=True, slots=True)
class Problem:
    """f' = k ∏ (x - r)^m, perhaps times e^(cx), and the f it comes from."""

    roots: tuple[tuple[int, int], ...]
    """Each root with its multiplicity, from left to right."""
    front: int
    coefficients: Mapping[int, int]
    """Of f, or of its polynomial factor, by exponent."""
    rate: int = 0
    """c of the factor e^(cx)."""

    @property
    def of(self) -> Node:
        """Write f."""
        body = polynomial("x", dict(self.coefficients))
        return times(body, exp(times(self.rate, X))) if self.rate else body

    @property
    def derivative(self) -> Node:
        """Write f' in factors."""
        factors = (power(plus(X, -root), m) for root, m in self.roots)
        growth = (exp(times(self.rate, X)),) if self.rate else ()
        return times(self.front, *factors, *growth)

    def kind(self, root: int) -> str:
        """Say what f has at a root, by the sign of f' on either side."""
        before, after = (self._sign(root, side) for side in (-1, 1))
        if before == after:
            return "neither"
        return "min" if after > 0 else "max"

    def _sign(self, root: int, side: int) -> int:
        sign = 1 if self.front > 0 else -1
        for other, multiplicity in self.roots:
            negative = other > root or (other == root and side < 0)
            sign *= (-1) ** multiplicity if negative else 1
        return sign

    def points(self, *kinds: str) -> list[int]:
        """List the roots, or those of some kinds."""
        return [root for root, _ in self.roots if not kinds or self.kind(root) in kinds]

    def value(self, x: float) -> float:
        """Give f in numbers."""
        from drill.exercise import numeric

        body = sum(c * x**n for n, c in self.coefficients.items())
        return float(body * numeric.exp(self.rate * x))


def _integrated(front: int, roots: Iterable[tuple[int, int]]) -> Mapping[int, int] | None:
    """Integrate k ∏ (x - r)^m; None where a coefficient is no small whole number."""
    of: Mapping[int, int] = {0: front}
    for root, multiplicity in roots:
        for _ in range(multiplicity):
            longer: Counter[int] = Counter()
            for n, c in of.items():
                longer[n + 1] += c
                longer[n] -= root * c
            of = longer
    exact = {n + 1: Fraction(c, n + 1) for n, c in of.items()}
    if any(c.denominator > 1 or abs(c) > LARGEST for c in exact.values()):
        return None
    return {n: int(exact[n]) for n in sorted(exact, reverse=True)}


def _pool(
    fronts: Iterable[int], shapes: Iterable[tuple[tuple[int, int], ...]]
) -> tuple[Problem, ...]:
    made = (
        Problem(shape, front, whole)
        for front, shape in product(fronts, shapes)
        if (whole := _integrated(front, shape)) is not None
    )
    return tuple(made)


def _simple(roots: Iterable[tuple[int, ...]]) -> list[tuple[tuple[int, int], ...]]:
    return [tuple((root, 1) for root in found) for found in roots]


def _flat_shapes() -> Iterator[tuple[tuple[int, int], ...]]:
    for root in range(-2, 3):
        if root:
            yield ((root, 3),)
    for double, simple in product(range(-3, 4), repeat=2):
        if double != simple:
            yield tuple(sorted(((double, 2), (simple, 1))))


def _with_exponential() -> Iterator[Problem]:
    for (r, s), rate in product(combinations(range(-4, 6), 2), (1, -1)):
        # f = (x^2 + px + q) e^(cx) has f' = c (x^2 + (p + 2c) x + q + cp) e^(cx), for c = ±1
        p = -(r + s) - 2 * rate
        q = r * s - rate * p
        yield Problem(((r, 1), (s, 1)), rate, {2: 1, 1: p, 0: q}, rate)


@cache
def _problems(level: int) -> tuple[Problem, ...]:
    """List what a level draws from; made when first drawn, for it takes some milliseconds."""
    if level == 1:
        return _pool((-6, -4, -2, 2, 4, 6, 8), _simple((r,) for r in range(-6, 7) if r))
    if level == 2:
        return _pool((-12, -6, -3, 3, 6, 12), _simple(combinations(range(-5, 6), 2)))
    if level == 3:
        return _pool((-12, -4, 4, 12), _simple(combinations(range(-4, 5), 3)))
    return _pool((-12, -4, 4, 12), _flat_shapes()) if level == 4 else tuple(_with_exponential())


HINTS = {
    1: ("Where is the slope 0?", "Solve $f'(x) = 0$, and look at the sign of $f'$ around it."),
    2: (
        "Where is the slope 0? There are two places.",
        "Take the common factor out of $f'$, and factor what is left.",
    ),
    3: (
        "Where is the slope 0? There are three places, all of them whole numbers.",
        "Try small whole numbers in $f'$, and divide the factors out.",
    ),
    4: (
        "$f'' = 0$ decides nothing.",
        "A factor of $f'$ that is squared does not change its sign.",
    ),
    5: (
        "An exponential is never 0.",
        "Product rule first; then $e^{…}$ is a common factor.",
    ),
}


class CriticalPoints(Family):
    """Find and classify the critical points of a function of one variable."""

    name = "critical_points_1d"
    topic = "derivatives"
    title = "Find and classify critical points"
    instances = levels(924, 2442, 1760, 968, 90)
    requires = shares(power_sum=0.6, slope_sign=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw the roots of the derivative; the function is integrated from them."""
        problem = pick.one(_problems(level))
        if level < 5:
            whole = {**problem.coefficients, 0: pick.one(LIFTS)}
            problem = Problem(problem.roots, problem.front, whole)
        parts, mistakes = _asked(problem, level)
        return Draft(
            prompt="Find the critical points, and say what they are."
            + display(f"f(x) = {latex(problem.of)}").rstrip(),
            parts=parts,
            evidence=tuple(_evidence(problem, parts)),
            hints=HINTS[level],
            solution=tuple(_solution(problem)),
            mistakes=mistakes,
            shown=(problem.of,),
            plain=frozenset({"points", "minima", "maxima"}),
        )


FAMILY = CriticalPoints()


def _asked(problem: Problem, level: int) -> tuple[tuple[Part, ...], tuple[WiredMistake, ...]]:
    points = problem.points()
    parts = [set_of("points", points, label="critical points, as a set")]
    if level == 3:
        lows, highs = problem.points("min"), problem.points("max")
        parts += [
            set_of("minima", lows, label="those that are minima, as a set"),
            set_of("maxima", highs, label="those that are maxima, as a set"),
        ]
        everything = SetOf(tuple(map(number, points)))
        return tuple(parts), wired("minima", [("stationary-is-minimum", everything)])
    labels = _labels(problem, level)
    mistakes: tuple[WiredMistake, ...] = ()
    for name, (root, label) in labels.items():
        kind = problem.kind(root)
        parts.append(choice(name, kind, KINDS, label=label))
        if kind != "min":
            mistakes += wired(name, [("stationary-is-minimum", "min")])
        if level == 4 and kind != "neither":
            mistakes += wired(name, [("zero-second-derivative-is-inflection", "neither")])
    return tuple(parts), mistakes


def _labels(problem: Problem, level: int) -> Mapping[str, tuple[int, str]]:
    points = problem.points()
    if level == 1:
        return {"kind": (points[0], "there $f$ has")}
    if level == 4:
        flat = next(root for root, multiplicity in problem.roots if multiplicity > 1)
        return {"kind": (flat, "where $f''$ is 0 as well, $f$ has")}
    return {
        "low": (points[0], "at the smaller one $f$ has"),
        "high": (points[1], "at the larger one $f$ has"),
    }


def _solution(problem: Problem) -> Iterator[Step]:
    yield Step("derivative", f"$f'(x) = {latex(problem.derivative)}$")
    roots = ", ".join(f"$x = {root}$" for root in problem.points())
    yield Step("where it is 0", f"{roots}.")
    lines = []
    for root, multiplicity in problem.roots:
        factor = inline(power(plus(X, -root), multiplicity))
        turn = "keeps its sign" if multiplicity % 2 == 0 else "changes its sign"
        kind = problem.kind(root)
        lines.append(f"- at $x = {root}$ the factor {factor} {turn}{TURNS[kind]}: {WORDS[kind]}")
    yield Step("signs around it", "\n".join(lines))
    says = ", ".join(f"${root}$ ({WORDS[problem.kind(root)]})" for root in problem.points())
    yield Step("answer", f"Critical points: {says}.")


def _evidence(problem: Problem, parts: Iterable[Part]) -> Iterator[Evidence]:
    labels = {
        **{name: (problem.points()[0], "") for name in ("kind", "low")},
        "high": (problem.points()[-1], ""),
        **_labels(problem, 4 if any(m > 1 for _, m in problem.roots) else 1),
    }
    symbolic, numeric = _by_sympy(problem), _by_numbers(problem)
    for part in parts:
        if part.id in {"points", "minima", "maxima"}:
            kinds = {"minima": ("min",), "maxima": ("max",)}.get(part.id, tuple(WORDS))
            yield Evidence(
                part.id,
                given(_sets(symbolic, kinds)),
                given(_sets(numeric, kinds)),
                tolerance=1e-3,
            )
        else:
            root = labels[part.id][0]
            yield Evidence(part.id, given(_kinds(symbolic, root)), given(_kinds(numeric, root)))


Found = Callable[[], Mapping[float, str]]
"""The critical points with what they are."""


def _sets(found: Found, kinds: tuple[str, ...]) -> Callable[[], Value]:
    return lambda: tuple(sorted(point for point, kind in found().items() if kind in kinds))


def _kinds(found: Found, root: int) -> Callable[[], Value]:
    def at() -> Value:
        points = found()
        nearest = min(points, key=lambda point: abs(point - root))
        return points[nearest]

    return at


def _by_sympy(problem: Problem) -> Found:
    """Solve f' = 0, and classify by the first derivative that is not 0."""

    def found() -> Mapping[float, str]:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        x = symbol("x")
        slope = to_sympy(problem.of).diff(x)
        bare = sympy.expand(slope * sympy.exp(-problem.rate * x))
        return {float(root): _higher_test(slope, x, root) for root in sympy.roots(bare, x)}

    return found


def _higher_test(slope: Any, x: Any, root: Any) -> str:
    order = 1
    while not (worth := slope.subs(x, root)) and order < 6:
        slope, order = slope.diff(x), order + 1
    if order % 2:
        return "neither"
    return "min" if worth > 0 else "max"


def _by_numbers(problem: Problem) -> Found:
    """Find the roots of f' with numpy, and classify by values of f around them."""

    def found() -> Mapping[float, str]:
        import numpy as np

        top = max(problem.coefficients)
        body = np.array([float(problem.coefficients.get(n, 0)) for n in range(top, -1, -1)])
        slope = np.polyadd(np.polyder(body), problem.rate * body)
        points = sorted(
            {round(float(root.real), 2) for root in np.roots(np.trim_zeros(slope, "f"))}
        )
        return {point: _look_around(problem.value, point) for point in points}

    return found


def _look_around(f: Callable[[float], float], point: float, step: float = 0.05) -> str:
    here = f(point)
    higher = [f(point + side * step) > here for side in (-1, 1)]
    if all(higher):
        return "min"
    return "neither" if any(higher) else "max"

"""Find the pair of points whose chord runs below the graph: level 3 of the convexity inequality.

On a cubic with the inflection r the chord's middle lies 3a(s - r)h² over the graph, where s is
the middle of the two points and h half their distance; on x⁴ - cx² it lies h²(6s² + h² - c) over
it. So pairs of every kind are listed, not searched: those that violate, those that touch, and
those that look as if they might.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import Curve, chord_by_bend, of_powers, shown, sympy_mixed
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import display, latex
from drill.grade.part import Choice

Pair = tuple[int, int]
"""The middle of two points and half their distance."""

HALVES = (Fraction(1, 2), Fraction(1, 2))
SLACK = 1e-6
FURTHEST = 5
PAIRS: tuple[Pair, ...] = tuple(
    (s, h) for s in range(-5, 6) for h in range(1, 6) if abs(s) + h <= FURTHEST
)
HINTS = (
    "A chord can only run below the graph where the function bends downward.",
    "Find where $f''$ is negative; a pair that only reaches into that part may still be harmless.",
)


@dataclass(frozen=True, slots=True)
class Hunt:
    """A function, four pairs of which the first violates, and where the function bends down."""

    curve: Curve
    pairs: tuple[Pair, Pair, Pair, Pair]
    bends: str


def _ends(pair: Pair) -> tuple[int, int]:
    return pair[0] - pair[1], pair[0] + pair[1]


def _cubic(pick: Pick) -> Hunt:
    a, r, c = pick.one((-1, 1)), pick.integer(-2, 2), pick.integer(-6, 6)
    across = [pair for pair in PAIRS if abs(pair[0] - r) < pair[1]]
    violating = [pair for pair in across if a * (pair[0] - r) < 0]
    harmless = [pair for pair in across if a * (pair[0] - r) > 0]
    beyond = [pair for pair in PAIRS if a * (pair[0] - r) > 0 and abs(pair[0] - r) >= pair[1]]
    touching = [pair for pair in across if pair[0] == r]
    pools = (violating, harmless, beyond, touching)
    first, second, third, fourth = (pick.one(pool) for pool in pools)
    return Hunt(
        of_powers({3: a, 2: -3 * a * r, 1: c}),
        (first, second, third, fourth),
        f"$f''$ changes its sign at $x = {r}$ and is negative for $x {'<' if a > 0 else '>'} {r}$.",
    )


TOUCHES = {10: 9, 15: 9, 22: 16, 28: 16, 33: 25}
"""Factors c for which some pair with whole points just touches; a pair round 0 that violates."""


def _quartic(pick: Pick) -> Hunt:
    c = pick.one(tuple(TOUCHES))
    slope, lift = pick.integer(-6, 6), pick.integer(-3, 3)

    def gap(pair: Pair) -> int:
        return 6 * pair[0] ** 2 + pair[1] ** 2 - c

    violating = [pair for pair in PAIRS if gap(pair) < 0]
    touching = [pair for pair in PAIRS if gap(pair) == 0]
    # the middle of these lies where the function bends downward, or one of their ends does
    harmless = [pair for pair in PAIRS if gap(pair) > 0 and _reaches_inside(pair, c)]
    first, last = pick.one(violating), pick.one(touching)
    second, third = pick.some(harmless, 2)
    return Hunt(
        of_powers({4: 1, 2: -c, 1: slope, 0: lift}),
        (first, second, third, last),
        f"$f''(x) = 12x^2 - {2 * c}$ is negative only for $x^2 < {shown(Fraction(c, 6))}$.",
    )


def _reaches_inside(pair: Pair, c: int) -> bool:
    left, right = _ends(pair)
    return any(6 * place * place < c for place in range(left, right + 1))


def violating_pair(pick: Pick) -> Draft:
    """Draw a function that bends both ways, and four pairs of which one shows it."""
    kinds: tuple[Callable[[Pick], Hunt], ...] = (_cubic, _quartic)
    hunt = pick.one(kinds)(pick)
    ids = pick.shuffled(("a", "b", "c", "d"))
    named = dict(zip(ids, hunt.pairs, strict=True))
    right = ids[0]
    exact = {name: _gap(hunt.curve, pair) for name, pair in named.items()}
    gap = -exact[right]
    u, v = _ends(hunt.pairs[0])
    offered = (Choice(name, _between(named[name]), _why(exact[name])) for name in sorted(named))
    return assembled(
        "This function is not convex. Which pair of points shows it by the middle of its chord, "
        "and by how much does the chord run below the graph there?"
        + display(f"f(x) = {latex(hunt.curve.of)}").rstrip(),
        [
            ask(
                choice("pair", right, offered, label="the pair"),
                lambda: _only(named, lambda pair: _gap_by_sympy(hunt.curve, pair)),
                lambda: _only(named, lambda pair: _gap_by_bend(hunt.curve, pair)),
            ),
            ask(
                number("gap", gap, label="how far the graph is above the chord in its middle"),
                lambda: -_gap_by_sympy(hunt.curve, hunt.pairs[0]),
                lambda: -_gap_by_bend(hunt.curve, hunt.pairs[0]),
            ),
        ],
        hints=HINTS,
        solution=(
            Step(
                "what to look for", r"A pair with $f\left(\frac{x + y}{2}\right)$ above the chord."
            ),
            Step("where it bends down", hunt.bends),
            Step("the four pairs", _table(hunt.curve, sorted(hunt.pairs))),
            Step(
                "answer",
                f"The chord from ${u}$ to ${v}$ runs below the graph, by ${shown(gap)}$. One such "
                "pair is enough; touching is not.",
            ),
        ),
    )


def _between(pair: Pair) -> str:
    u, v = _ends(pair)
    return f"$x = {u}$ and $y = {v}$"


def _why(gap: Fraction) -> str:
    if gap < 0:
        return "Its middle lies below the graph."
    if not gap:
        return "Its middle lies on the graph: equality is allowed."
    return f"Its middle lies above the graph, by ${shown(gap)}$."


def _sides(curve: Curve, pair: Pair) -> tuple[Fraction, Fraction]:
    u, v = _ends(pair)
    ends = curve.exact(Fraction(u)) + curve.exact(Fraction(v))
    return curve.exact(Fraction(pair[0])), ends / 2


def _gap(curve: Curve, pair: Pair) -> Fraction:
    graph, chord = _sides(curve, pair)
    return chord - graph


def _gap_by_sympy(curve: Curve, pair: Pair) -> float:
    middle = sympy_mixed(curve.of, (Fraction(1),), (pair[0],))
    return sympy_mixed(curve.of, HALVES, _ends(pair)) - middle


def _gap_by_bend(curve: Curve, pair: Pair) -> float:
    u, v = _ends(pair)
    return chord_by_bend(curve, float(u), float(v), 0.5) - float(curve.numeric(float(pair[0])))


def _only(named: dict[str, Pair], gap: Callable[[Pair], float]) -> str:
    return " ".join(sorted(name for name, pair in named.items() if gap(pair) < -SLACK))


def _table(curve: Curve, pairs: Sequence[Pair]) -> str:
    rows = [r"| pair | graph in the middle | chord in the middle |", "|---|---|---|"]
    for pair in pairs:
        graph, chord = _sides(curve, pair)
        u, v = _ends(pair)
        rows.append(f"| ${u}$, ${v}$ | ${shown(graph)}$ | ${shown(chord)}$ |")
    return "\n".join(rows)

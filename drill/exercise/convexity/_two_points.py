"""Which pair of points breaks a chord of a small loss, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import shown
from drill.exercise.convexity._surfaces import Spot
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import display, latex
from drill.grade.part import Choice
from drill.maths.build import call, minus, plus, power, times
from drill.maths.tree import Name, Node

U, V = Name("u"), Name("v")
Pair = tuple[Spot, Spot]
HINTS = (
    "Work out the loss at both ends and in the middle of each pair.",
    "Two minima with something worse between them are the plainest sign.",
)
SIDE = range(-3, 4)
PAIRS: tuple[Pair, ...] = tuple(
    ((a, b), (c, d))
    for a, b, c, d in product(SIDE, SIDE, SIDE, SIDE)
    if (a, b) < (c, d) and (a + c) % 2 == 0 == (b + d) % 2
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A loss of two parameters that is not convex, for the page and in whole numbers."""

    of: Node
    exact: Callable[[int, int], int]
    model: str
    why: str


def _product_loss(pick: Pick) -> Broken:
    k, t = pick.integer(1, 3), pick.one((-6, -4, -3, -2, -1, 1, 2, 3, 4, 6))
    return Broken(
        power(minus(times(k, U, V), t), 2),
        lambda u, v: (k * u * v - t) ** 2,
        f"A linear network of two layers with one unit each, on the example $x = {k}$, $y = {t}$",
        "Turning both signs leaves the product as it is: there are minima on either side.",
    )


def _relu_loss(pick: Pick) -> Broken:
    k, t = pick.integer(1, 3), pick.one((-6, -4, -3, -2, -1, 1, 2, 3, 4, 6))
    inner = times(k, U)
    return Broken(
        power(minus(times(V, call("max", 0, inner)), t), 2),
        lambda u, v: (v * max(0, k * u) - t) ** 2,
        f"One ReLU unit and one output weight, on the example $x = {k}$, $y = {t}$",
        "Where the unit is off the loss is level, and between that and a minimum it bends down.",
    )


def _means_loss(pick: Pick) -> Broken:
    low, gap = pick.integer(-3, 0), pick.integer(1, 5)
    xs = low, low + gap
    terms = [call("min", power(minus(U, x), 2), power(minus(V, x), 2)) for x in xs]
    return Broken(
        plus(*terms),
        lambda u, v: sum(min((u - x) ** 2, (v - x) ** 2) for x in xs),
        f"Two cluster centres for the two points ${xs[0]}$ and ${xs[1]}$ (k-means)",
        "Swapping the two centres changes nothing, and half-way both stand in the middle.",
    )


def two_points(pick: Pick) -> Draft:
    """Draw a loss that is not convex, and four pairs of which one shows it."""
    kinds: tuple[Callable[[Pick], Broken], ...] = (_product_loss, _relu_loss, _means_loss)
    loss = pick.one(kinds)(pick)
    gaps = {pair: _gap(loss, pair) for pair in PAIRS}
    right_pair = pick.one([pair for pair in PAIRS if gaps[pair] < 0])
    others = pick.some([pair for pair in PAIRS if gaps[pair] >= 0], 3)
    names = pick.shuffled(("a", "b", "c", "d"))
    named = dict(zip(names, (right_pair, *others), strict=True))
    right, gap = names[0], -gaps[right_pair]
    offered = [Choice(name, _spots(named[name]), _why(gaps[named[name]])) for name in sorted(named)]
    return assembled(
        f"{loss.model}: this loss is not convex. Which pair of points shows it by the middle "
        "between them, and by how much is the loss there above the mean of its ends?"
        + display(f"L(u, v) = {latex(loss.of)}").rstrip(),
        [
            ask(
                choice("pair", right, offered, label="the pair"),
                lambda: _only(named, lambda pair: _gap_by_sympy(loss, pair)),
                lambda: _only(named, lambda pair: float(_gap(loss, pair))),
            ),
            ask(
                number("gap", gap, label="middle less mean of the ends"),
                lambda: -_gap_by_sympy(loss, right_pair),
                lambda: -float(_gap(loss, right_pair)),
            ),
        ],
        hints=HINTS,
        solution=(
            Step("what to look for", "A middle that is worse than the mean of its two ends."),
            Step("why there are such pairs", loss.why),
            Step("the four pairs", _table(loss, sorted(named.values()))),
            Step(
                "answer",
                f"Between {_spots(right_pair)} the loss is ${shown(gap)}$ above the mean: it is "
                "not convex in its parameters, although it is in the prediction."
                if "cluster" not in loss.model
                else f"Between {_spots(right_pair)} the loss is ${shown(gap)}$ above the mean: it "
                "is not convex.",
            ),
        ),
    )


def _spots(pair: Pair) -> str:
    (a, b), (c, d) = pair
    return f"$({a}, {b})$ and $({c}, {d})$"


def _why(gap: Fraction) -> str:
    if gap < 0:
        return "The middle is above the mean of the ends."
    return "The middle is not above the mean of the ends."


def _sides(loss: Broken, pair: Pair) -> tuple[Fraction, Fraction]:
    (a, b), (c, d) = pair
    middle = loss.exact((a + c) // 2, (b + d) // 2)
    return Fraction(middle), Fraction(loss.exact(a, b) + loss.exact(c, d), 2)


def _gap(loss: Broken, pair: Pair) -> Fraction:
    middle, mean = _sides(loss, pair)
    return mean - middle


def _gap_by_sympy(loss: Broken, pair: Pair) -> float:
    from drill.maths.symbols import symbol, to_sympy

    made, (u, v) = to_sympy(loss.of), (symbol("u"), symbol("v"))
    (a, b), (c, d) = pair
    ends = made.subs({u: a, v: b}) + made.subs({u: c, v: d})
    return float(ends / 2 - made.subs({u: (a + c) // 2, v: (b + d) // 2}))


def _only(named: Mapping[str, Pair], gap: Callable[[Pair], float]) -> str:
    return " ".join(sorted(name for name, pair in named.items() if gap(pair) < 0))


def _table(loss: Broken, pairs: Sequence[Pair]) -> str:
    rows = ["| pair | loss in the middle | mean of the ends |", "|---|---|---|"]
    for pair in pairs:
        middle, mean = _sides(loss, pair)
        rows.append(f"| {_spots(pair)} | ${shown(middle)}$ | ${shown(mean)}$ |")
    return "\n".join(rows)

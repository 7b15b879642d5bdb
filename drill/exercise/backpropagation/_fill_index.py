"""The second and third equation with blanks: which index, which layer, which side is transposed.

Every filling is tried on a small network of three layers, two units each, where each index and
each layer means something; only one of those offered gives the derivative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import isclose
from typing import Any

from drill.exercise.backpropagation._derivation import Letters, draw_letters
from drill.exercise.backpropagation._shared import Asked, ask, assembled
from drill.exercise.backpropagation._worlds import NEAR, Slope, by_complex_step, by_sympy
from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.parts import Answer, choice
from drill.exercise.pick import Pick
from drill.grade.part import Choice

LOWER, UPPER = ((2, -1), (1, 3)), ((3, 1), (-2, 5))
"""The weights into the middle layer and out of it, as they stand in their matrices."""
INPUT = (2, 3)
OWN, OTHER = 0, 1
"""The unit itself, and the one the second index names."""


@dataclass(frozen=True, slots=True)
class Net:
    """The small network, with everything that has a name in it; `to_first` is the convention."""

    to_first: bool
    """A weight's first index is the unit it leads to, its second the unit it comes from."""
    slope: Slope

    def weight(self, weights: Sequence[Sequence[Any]], to: int, frm: int) -> Any:
        """Give the weight of one connection."""
        return weights[to][frm] if self.to_first else weights[frm][to]

    def into(self, weights: Sequence[Sequence[Any]], signals: Sequence[Any]) -> list[Any]:
        """Give the pre-activations of a layer."""
        return [sum(self.weight(weights, to, at) * signals[at] for at in (0, 1)) for to in (0, 1)]

    def cost(self, z: Sequence[Any]) -> Any:
        """Give the cost from the pre-activations of the middle layer."""
        one, two = self.into(UPPER, [_unit(each) for each in z])
        return one * one * two + 3 * two

    @property
    def middle(self) -> list[Any]:
        """Give the pre-activations of the middle layer."""
        return self.into(LOWER, INPUT)

    def error(self, at: int) -> float:
        """Differentiate the cost by a pre-activation of the middle layer."""
        return _by_inside(self, at)

    def by_weight(self, row: int, column: int) -> float:
        """Differentiate the cost by an entry of the lower matrix."""
        return _by_entry(self, row, column)

    def values(self) -> dict[tuple[str, int], list[Any]]:
        """Give z, a and the errors of the layers 0, 1 and 2."""
        z = self.middle
        top = self.into(UPPER, [_unit(each) for each in z])
        errors = [self.error(at) for at in (0, 1)]
        return {
            ("a", 0): list(INPUT),
            ("z", 1): z,
            ("a", 1): [_unit(each) for each in z],
            ("delta", 1): errors,
            # What would be the errors of the input, should somebody want to use them.
            ("delta", 0): [
                sum(errors[to] * self.weight(LOWER, to, at) for to in (0, 1)) for at in (0, 1)
            ],
            ("z", 2): top,
            ("delta", 2): [2 * top[0] * top[1], top[0] ** 2 + 3],
        }


@cache
def _by_inside(net: Net, at: int) -> float:
    z = net.middle
    return float(net.slope(lambda u: net.cost([u if k == at else z[k] for k in (0, 1)]), z[at]))


@cache
def _by_entry(net: Net, row: int, column: int) -> float:
    def moved(u: Any) -> Any:
        rows = [list(line) for line in LOWER]
        rows[row][column] = u
        return net.cost(net.into(rows, INPUT))

    return float(net.slope(moved, LOWER[row][column]))


def _unit(z: Any) -> Any:
    return z * z + z


def _bend(z: Any) -> Any:
    return 2 * z + 1


Worth = Callable[[Net], Sequence[float]]
"""What a filling makes of the right side, on a network."""


@dataclass(frozen=True, slots=True)
class Filling:
    """One way to fill a blank: how it is written, what it is worth, and what is wrong with it."""

    text: str
    worth: Worth
    why: str
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank with its fillings, the right one first, and the derivative it should give."""

    id: str
    label: str
    fillings: tuple[Filling, ...]
    truth: Worth


def draw_filling(pick: Pick) -> Draft:
    """Draw one of the two equations, the convention of the weights' indices, and letters."""
    hidden, to_first = pick.one((True, False)), pick.one((True, False))
    n = draw_letters(pick)
    blanks = (_hidden if hidden else _weight)(n, to_first)
    mixed = pick.shuffled(range(4 * len(blanks)))
    layer, below = (n.above, n.layer) if hidden else (n.layer, n.below)
    to, frm = (n.any, n.own) if hidden else (n.own, n.lower)
    forward = (
        f"{n.at('z', to, layer)} = \\sum_{{{frm}}} "
        f"{n.at('W', to + frm if to_first else frm + to, layer)} "
        f"{n.at('a', frm, below)} + {n.at('b', to, layer)}"
    )
    end = "leads to" if to_first else "comes from"
    return assembled(
        f"Here the first index of a weight is the unit it {end}, and "
        f"$a = {n.unit}(z)$ in every layer:\n\n$${forward}$$\n\nWith $\\delta$ for the slope of "
        f"${n.cost}$ by $z$, fill the blanks.\n\n$${_blanked(n, hidden=hidden)}$$",
        [
            _asked(blank, to_first, [one % 4 for one in mixed if one // 4 == at])
            for at, blank in enumerate(blanks)
        ],
        hints=(
            "Do not trust a remembered formula: its indices may follow the other convention.",
            "Look at the line above: which number moves which, and by how much?",
        ),
        solution=_solution(n, blanks, to_first=to_first, hidden=hidden),
    )


def _blanked(n: Letters, *, hidden: bool) -> str:
    if not hidden:
        return rf"{n.partial(n.cost, n.at('W', n.own + n.lower))} = \square_1 \, \square_2"
    error, above = n.at(r"\delta", n.own), n.at(r"\delta", n.any, n.above)
    return rf"{error} = \sum_{{{n.any}}} \square_1 \, {above} \, {n.unit}'(\square_2)"


def _asked(blank: Blank, to_first: bool, order: Sequence[int]) -> Asked:
    shown = [blank.fillings[at] for at in order]
    ids = {filling.text: "abcd"[place] for place, filling in enumerate(shown)}
    part = choice(
        blank.id,
        ids[blank.fillings[0].text],
        [Choice(ids[one.text], f"${one.text}$", one.why) for one in shown],
        label=blank.label,
    )

    def found(slope: Slope) -> Callable[[], str]:
        return lambda: _fitting(blank, Net(to_first, slope), ids)

    mistakes: list[tuple[str, Answer]] = [
        (one.mistake, ids[one.text]) for one in blank.fillings if one.mistake
    ]
    return ask(part, found(by_sympy), found(by_complex_step), mistakes)


def _fitting(blank: Blank, net: Net, ids: dict[str, str]) -> str:
    """Give the id of the one filling that gives the derivative, or none if there is not one."""
    wanted = blank.truth(net)
    fitting = [
        ids[one.text]
        for one in blank.fillings
        if all(isclose(a, b, rel_tol=NEAR) for a, b in zip(one.worth(net), wanted, strict=True))
    ]
    return fitting[0] if len(fitting) == 1 else "?"


def _hidden(n: Letters, to_first: bool) -> tuple[Blank, ...]:
    i, k, above = n.own, n.any, n.above
    right, swapped = (k + i, i + k) if to_first else (i + k, k + i)

    def weighted(weights: Sequence[Sequence[int]], *, swap: bool = False) -> Worth:
        def worth(net: Net) -> Sequence[float]:
            deltas, z = net.values()["delta", 2], net.middle[OWN]
            pairs = [(to, OWN) if to_first != swap else (OWN, to) for to in (0, 1)]
            return [
                sum(weights[r][c] * d for (r, c), d in zip(pairs, deltas, strict=True)) * _bend(z)
            ]

        return worth

    def bent(name: str, layer: int, *, runs: bool = False) -> Worth:
        def worth(net: Net) -> Sequence[float]:
            known = net.values()
            at = known[name, layer]
            return [
                sum(
                    net.weight(UPPER, to, OWN)
                    * known["delta", 2][to]
                    * _bend(at[to if runs else OWN])
                    for to in (0, 1)
                )
            ]

        return worth

    def whole(weights: Sequence[Sequence[int]], turned: bool) -> Worth:
        def worth(net: Net) -> Sequence[float]:
            deltas = net.values()["delta", 2]
            rows = list(zip(*weights, strict=True)) if turned else weights
            sums = [sum(w * d for w, d in zip(row, deltas, strict=True)) for row in rows]
            return [each * _bend(z) for each, z in zip(sums, net.middle, strict=True)]

        return worth

    def own(net: Net) -> Sequence[float]:
        return [net.error(OWN)]

    def both(net: Net) -> Sequence[float]:
        return [net.error(at) for at in (0, 1)]

    way = f"it is another connection's weight: unit ${i}$ feeds unit ${k}$ of layer ${above}$"
    early = f"these weights lie before the units of layer ${n.layer}$, not behind them"
    up, here = f"W^{{({above})}}", f"W^{{({n.layer})}}"
    error = rf"\delta^{{({above})}}"
    turned_up = (rf"({up})^\top {error}", True)
    plain_up = (rf"{up} {error}", False)
    good, bad = (turned_up, plain_up) if to_first else (plain_up, turned_up)
    runs = f"The sum runs over the {'first' if to_first else 'second'} index of the weights."
    return (
        Blank(
            "w",
            r"$\square_1$",
            (
                Filling(n.at("W", right, above), weighted(UPPER), "It leads back."),
                Filling(
                    n.at("W", swapped, above),
                    weighted(UPPER, swap=True),
                    f"The indices are swapped; {way}.",
                    "weight-not-transposed" if to_first else "",
                ),
                Filling(n.at("W", right, n.layer), weighted(LOWER), f"No: {early}."),
                Filling(n.at("W", swapped, n.layer), weighted(LOWER, swap=True), f"No: {early}."),
            ),
            own,
        ),
        Blank(
            "z",
            r"$\square_2$",
            (
                Filling(n.at("z", i), bent("z", 1), "The unit's own slope."),
                Filling(
                    n.at("a", i),
                    bent("a", 1),
                    "The slope is taken where the unit was, at $z$, not at what came out of it.",
                    "sigmoid-at-activation" if n.unit == r"\sigma" else "",
                ),
                Filling(
                    n.at("z", k, above),
                    bent("z", 2, runs=True),
                    "The slopes of the units above are in their errors already.",
                ),
                Filling(
                    n.at("z", i, above),
                    bent("z", 2),
                    f"That is a unit of another layer; unit ${i}$ of layer ${n.layer}$ is meant.",
                ),
            ),
            own,
        ),
        Blank(
            "m",
            rf"the sum, for all ${i}$ at once",
            (
                Filling(good[0], whole(UPPER, good[1]), runs),
                Filling(
                    bad[0],
                    whole(UPPER, bad[1]),
                    f"That sums over the wrong index. {runs}",
                    "weight-not-transposed" if to_first else "",
                ),
                Filling(
                    good[0].replace(up, here),
                    whole(LOWER, good[1]),
                    f"The layer is wrong: {early}.",
                ),
                Filling(
                    bad[0].replace(up, here), whole(LOWER, bad[1]), f"The layer is wrong: {early}."
                ),
            ),
            both,
        ),
    )


def _weight(n: Letters, to_first: bool) -> tuple[Blank, ...]:
    to, frm = (n.own, n.lower) if to_first else (n.lower, n.own)
    at_to, at_from = (OWN, OTHER) if to_first else (OTHER, OWN)

    def paired(error: tuple[int, int], signal: tuple[int, int]) -> Worth:
        def worth(net: Net) -> Sequence[float]:
            known = net.values()
            return [known["delta", error[0]][error[1]] * known["a", signal[0]][signal[1]]]

        return worth

    def outer(error_first: bool, layer: int) -> Worth:
        def worth(net: Net) -> Sequence[float]:
            known = net.values()
            errors, signals = known["delta", 1], known["a", layer]
            rows, columns = (errors, signals) if error_first else (signals, errors)
            return [row * column for row in rows for column in columns]

        return worth

    def one(net: Net) -> Sequence[float]:
        return [net.by_weight(OWN, OTHER)]

    def every(net: Net) -> Sequence[float]:
        return [net.by_weight(row, column) for row in (0, 1) for column in (0, 1)]

    error, signal = (1, at_to), (0, at_from)
    ends = f"${n.at('W', n.own + n.lower)}$ leads from unit ${frm}$ below to unit ${to}$"
    late = "the signal is the one that goes into the layer, not what comes out of it"
    wide, below = rf"\delta^{{({n.layer})}}", f"a^{{({n.below})}}"
    after = f"a^{{({n.layer})}}"
    shape = "rows are the units it leads to" if to_first else "rows are the units it comes from"

    def product_of(error_first: bool, of: str) -> str:
        held = f"({of})"
        return rf"{wide} {held}^\top" if error_first else rf"{of} ({wide})^\top"

    return (
        Blank(
            "d",
            r"$\square_1$",
            (
                Filling(n.at(r"\delta", to), paired(error, signal), f"Right: {ends}."),
                Filling(
                    n.at(r"\delta", frm),
                    paired((1, at_from), signal),
                    f"That is the error at another unit: {ends}.",
                ),
                Filling(
                    n.at(r"\delta", to, n.below),
                    paired((0, at_to), signal),
                    "The error is wanted at the end the weight leads to, in its own layer.",
                ),
                Filling(
                    n.at(r"\delta", frm, n.below),
                    paired((0, at_from), signal),
                    "That is the error where the weight starts; it is wanted where it leads to.",
                ),
            ),
            one,
        ),
        Blank(
            "a",
            r"$\square_2$",
            (
                Filling(n.at("a", frm, n.below), paired(error, signal), f"Right: {ends}."),
                Filling(
                    n.at("a", to, n.below),
                    paired(error, (0, at_to)),
                    f"That is another unit below: {ends}.",
                ),
                Filling(
                    n.at("a", frm),
                    paired(error, (1, at_from)),
                    f"The layer is wrong: {late}.",
                    "multiplied-by-activation",
                ),
                Filling(n.at("a", to), paired(error, (1, at_to)), f"The layer is wrong: {late}."),
            ),
            one,
        ),
        Blank(
            "m",
            rf"$\partial {n.cost} / \partial W^{{({n.layer})}}$ as a matrix",
            (
                Filling(product_of(to_first, below), outer(to_first, 0), f"Right: {shape}."),
                Filling(
                    product_of(not to_first, below),
                    outer(not to_first, 0),
                    f"Rows and columns are swapped: {shape}.",
                    "outer-product-reversed" if to_first else "",
                ),
                Filling(product_of(to_first, after), outer(to_first, 1), f"No: {late}."),
                Filling(product_of(not to_first, after), outer(not to_first, 1), f"No: {late}."),
            ),
            every,
        ),
    )


def _solution(
    n: Letters, blanks: Sequence[Blank], *, to_first: bool, hidden: bool
) -> Iterator[Step]:
    i, j, k = n.own, n.lower, n.any
    if hidden:
        weight = n.at("W", k + i if to_first else i + k, n.above)
        yield Step(
            "what moves what",
            f"${n.at('z', i)}$ moves ${n.at('a', i)}$, and that moves every "
            f"${n.at('z', k, n.above)}$: one path for each ${k}$.",
        )
        yield Step(
            "along one path",
            f"${n.at('a', i)}$ moves by ${n.unit}'({n.at('z', i)})$ times as much, and "
            f"${n.at('z', k, n.above)}$ by the weight from ${i}$ to ${k}$ times that, which is "
            f"written ${weight}$ here.",
        )
        with_what = (
            "first index is a product with the transpose"
            if to_first
            else "second index is a product with the matrix as it stands"
        )
        yield Step(
            "all paths in one product",
            f"For all ${i}$ together, the sum over the {with_what}: "
            f"${blanks[2].fillings[0].text}$.",
        )
    else:
        to, frm = (i, j) if to_first else (j, i)
        yield Step(
            "what moves what",
            f"In the line above, find ${n.at('W', i + j)}$: the index of the unit it leads to "
            f"stands {'first' if to_first else 'second'}.",
        )
        yield Step(
            "the one path",
            f"So it leads to unit ${to}$ and moves ${n.at('z', to)}$ alone, by "
            f"${n.at('a', frm, n.below)}$ for each unit of its own: the error there, times that.",
        )
        yield Step(
            "as a matrix",
            f"Row ${i}$ and column ${j}$ belong to ${n.at('W', i + j)}$, so the rows come from "
            f"the {'errors' if to_first else 'signals'}: ${blanks[2].fillings[0].text}$.",
        )
    found = "; ".join(f"{blank.label}: ${blank.fillings[0].text}$" for blank in blanks)
    yield Step("answer", f"{found}.")

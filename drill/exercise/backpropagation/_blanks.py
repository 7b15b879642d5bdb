"""The blanks of the second and third equation, with right and wrong fillings and their worth."""

from __future__ import annotations

from collections.abc import Sequence

from drill.exercise.backpropagation._derivation import Letters
from drill.exercise.backpropagation._index_net import (
    LOWER,
    OTHER,
    OWN,
    UPPER,
    Blank,
    Filling,
    Net,
    Worth,
    bend,
)


def blanks_of_error(n: Letters, to_first: bool) -> tuple[Blank, ...]:
    """Leave out of the second equation a weight, the slope's argument and the whole sum."""
    i, k, above = n.own, n.any, n.above
    right, swapped = (k + i, i + k) if to_first else (i + k, k + i)

    def weighted(weights: Sequence[Sequence[int]], *, swap: bool = False) -> Worth:
        def worth(net: Net) -> Sequence[float]:
            deltas, z = net.values()["delta", 2], net.middle[OWN]
            pairs = [(to, OWN) if to_first != swap else (OWN, to) for to in (0, 1)]
            return [
                sum(weights[r][c] * d for (r, c), d in zip(pairs, deltas, strict=True)) * bend(z)
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
                    * bend(at[to if runs else OWN])
                    for to in (0, 1)
                )
            ]

        return worth

    def whole(weights: Sequence[Sequence[int]], turned: bool) -> Worth:
        def worth(net: Net) -> Sequence[float]:
            deltas = net.values()["delta", 2]
            rows = list(zip(*weights, strict=True)) if turned else weights
            sums = [sum(w * d for w, d in zip(row, deltas, strict=True)) for row in rows]
            return [each * bend(z) for each, z in zip(sums, net.middle, strict=True)]

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
            ),
            own,
        ),
        Blank(
            "m",
            rf"the sum without ${n.unit}'$, for all ${i}$ at once",
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
            ),
            both,
        ),
    )


def blanks_of_weight(n: Letters, to_first: bool) -> tuple[Blank, ...]:
    """Leave out of the third equation the error, the signal and the product of both."""
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
            ),
            every,
        ),
    )

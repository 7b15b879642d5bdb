"""A row of the softmax Jacobian, and how fast a probability changes when all logits move."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.gradient._softmax import (
    CLASSES,
    SOFTMAX,
    Softmax,
    Three,
    Weights,
    fraction,
    logits,
    nodes,
    row_evidence,
    setting,
    three,
    tree,
    triples,
)
from drill.exercise.parts import after, number, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import bracketed
from drill.maths.build import call, node
from drill.maths.tree import Name, Vector

MOVES: tuple[Weights, ...] = (
    (1, 1, 1),
    *((1, -1, 0), (-1, 1, 0), (1, 0, -1), (-1, 0, 1), (0, 1, -1), (0, -1, 1)),
    *((1, 1, 0), (1, 0, 1), (0, 1, 1)),
    *((2, 1, 0), (2, 0, 1), (1, 2, 0), (0, 2, 1), (1, 0, 2), (0, 1, 2)),
)
"""Directions in which the logits move."""
HINTS = (
    "Raising one logit takes probability away from the other classes.",
    r"Off the diagonal $-p_i p_j$; a direction is met by the dot product with the row.",
)


def _row_gone_wrong(made: Softmax, k: int) -> list[tuple[str, Three]]:
    """Give the row of p_k with a mistake on the diagonal or off it."""
    p, alone = made.chances, made.sigmoids[k]
    diagonal = made.entry(k, k)
    return [
        ("softmax-off-diagonal", three(lambda j: diagonal if j == k else p[k] * p[j])),
        ("softmax-off-diagonal", three(lambda j: diagonal if j == k else 0)),
        ("softmax-diagonal", three(lambda j: p[k] * (1 + p[k]) if j == k else -p[k] * p[j])),
        ("softmax-as-sigmoids", three(lambda j: alone * (1 - alone) if j == k else 0)),
    ]


def _along(row: Three, way: Weights) -> Fraction:
    return sum((size * move for size, move in zip(row, way, strict=True)), Fraction(0))


@cache
def _rows() -> tuple[tuple[Weights, int, Weights], ...]:
    """List exponentials, a class and a direction on which every mistake shows."""
    found: list[tuple[Weights, int, Weights]] = []
    for weights, k in product(triples(), CLASSES):
        made = Softmax(weights)
        right = made.row(k)
        wrong = [bad for _, bad in _row_gone_wrong(made, k)]
        if len({right, *wrong}) <= len(wrong):
            continue
        for way in MOVES:
            rates = {_along(bad, way) for bad in (right, *wrong[:2])}
            if len(rates) == 3:
                found.append((weights, k, way))
    return tuple(found)


def row(pick: Pick) -> Draft:
    """Ask for a row of the Jacobian, and for the rate along a direction."""
    weights, k, way = pick.one(_rows())
    made = Softmax(weights)
    p = made.chances
    entries = made.row(k)
    rate = _along(entries, way)
    wrong = _row_gone_wrong(made, k)
    name, others = k + 1, [j for j in CLASSES if j != k]
    products = " and ".join(
        rf"$-{fraction(p[k])} \cdot {fraction(p[j])} = {fraction(entries[j])}$" for j in others
    )
    terms = " + ".join(
        rf"{bracketed(way[j]) if j else way[j]} \cdot {_bracketed(entries[j])}" for j in CLASSES
    )
    return Draft(
        prompt=f"The logits are $z = {logits(weights)}$, and {SOFTMAX}. Write the row of "
        f"$p_{name}$ in the Jacobian, its derivatives by $z_1$, $z_2$ and $z_3$. Then the logits "
        f"begin to move, with $\\frac{{dz}}{{dt}} = {setting(way)}$: how fast does $p_{name}$ "
        "change?",
        parts=(
            vector("row", nodes(entries), label=f"row of $p_{name}$"),
            after(
                number("rate", rate, label=rf"$\frac{{dp_{name}}}{{dt}}$"),
                call("dot", Name("row"), Vector(tuple(map(node, way)))),
            ),
        ),
        evidence=(row_evidence("row", made, k), _rate_evidence("rate", made, k, way)),
        hints=HINTS,
        solution=(
            Step("probabilities", f"$p = {setting(p)}$"),
            Step(
                "the diagonal",
                rf"$p_{name} (1 - p_{name}) = {fraction(p[k])} \cdot {fraction(1 - p[k])} = "
                f"{fraction(entries[k])}$",
            ),
            Step("off it", rf"$-p_{name} p_j$ for the others: {products}."),
            Step("along the direction", f"${terms} = {fraction(rate)}$"),
            Step(
                "answer",
                f"The row is ${setting(entries)}$, which adds up to 0, and the rate is "
                f"${fraction(rate)}${_moral(way)}",
            ),
        ),
        mistakes=(
            *wired("row", [(id_, tree(bad)) for id_, bad in wrong]),
            *wired("rate", [(id_, _along(bad, way)) for id_, bad in wrong[:2]]),
        ),
        plain=frozenset({"row", "rate"}),
    )


def _bracketed(size: Fraction) -> str:
    return rf"\left({fraction(size)}\right)" if size < 0 else fraction(size)


def _moral(way: Weights) -> str:
    if len(set(way)) == 1:
        return ": moving all logits together changes no probability."
    return "."


def _rate_evidence(part: str, made: Softmax, k: int, way: Weights) -> Evidence:
    """Hold a rate against sympy's row, and against the complex step along the direction."""
    row = row_evidence(part, made, k).symbolic

    def chance(moved: Any) -> Any:
        import numpy as np

        powers = np.exp(np.array(list(made.point.values())) + moved * np.array(way))
        return powers[k] / np.sum(powers)

    def in_sympy() -> float:
        found = row([{}])[0]
        sizes = found if isinstance(found, tuple) else ()
        return sum(float(str(s)) * move for s, move in zip(sizes, way, strict=True))

    return Evidence(part, given(in_sympy), given(lambda: slope_of_one(chance, 0.0)))

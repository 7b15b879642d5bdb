"""The four equations in numbers: errors of two layers, and the slopes of their parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from drill.exercise.backpropagation._four_equations_prose import (
    HINTS,
    label_of,
    prompt,
    solution,
    typed_rows,
)
from drill.exercise.backpropagation._two_layer_slopes import by_nudging, by_tape
from drill.exercise.backpropagation._two_layers import (
    CROSS_ENTROPY,
    HALF_SQUARE,
    IDENTITY,
    RELU,
    SQUARE,
    Kept,
    Layer,
    Rows,
    column,
    each,
    times,
    turned,
)
from drill.exercise.decimals import decimal_node
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import ROUNDED, after, matrix, number, vector
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.grade.part import Part
from drill.maths.build import call
from drill.maths.tree import Matrix, Name, Node, Product, Quotient, Vector

SMALL = (-3, -2, -1, 1, 2, 3)
NOT_ONE = (-3, -2, -1, 2, 3)
"""Inputs that are seen where they are multiplied with."""
PAIRS = tuple((one, other) for one in SMALL for other in SMALL)
SIZES = (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)
ERRORS = (-4, -3, -2, -1, 1, 2, 3, 4)
POSITIVE, NEGATIVE = (2, 3, 4, 5), (-4, -3, -2, -1)
TENTHS = tuple(Fraction(tenths, 10) for tenths in range(1, 10))
TENTHS_TWICE = tuple(pair for pair in product(TENTHS, TENTHS) if set(pair) != {Fraction(2, 5)})
"""Two outputs of sigmoids; at 0.4 alone, the slope at the output is nearly that at the input."""
HALVED = tuple(
    (Fraction(a), tuple(map(Fraction, weights)))
    for a, weights in (
        ("0.5", ("-4", "-2", "2", "4")),
        ("0.2", ("-5", "-2.5", "2.5", "5")),
        ("0.8", ("-5", "-2.5", "2.5", "5")),
    )
)
"""Outputs of a sigmoid under a squared error, with weights that keep the decimals short."""
MASKS = (
    ((1, 0), (1, 1)),
    ((0, 1), (1, 1)),
    ((1, 1), (1, 0)),
    ((1, 1), (0, 1)),
    ((1, 0), (0, 1)),
    ((0, 1), (1, 0)),
)
"""Which unit is on for which example: never the same ones for both."""

ASKED = {
    1: ("g", "d2"),
    2: ("d2", "d1"),
    3: ("w2", "w1", "b1"),
    4: ("d2", "d1", "w1"),
    5: ("d1", "w1", "b1"),
}


class FourEquationsNumeric(Family):
    """Find errors and slopes from what a forward pass has kept."""

    name = "four_equations_numeric"
    topic = "backpropagation"
    title = "The four equations in numbers"
    version = 2
    instances = levels(8192, 1_000_000, 1_000_000, 400_000, 1_000_000)
    requires = shares(
        scalar_graph=0.6, shapes=0.5, twolayer_scalar_numeric=0.5, gradient_vector=0.3
    )

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw errors and what leads back to them; the targets follow."""
        kept = DRAWN[level](pick)
        return assembled(
            prompt(kept, level),
            [_asked(kept, name, level) for name in ASKED[level]],
            hints=HINTS[level],
            solution=solution(kept, level, ASKED[level]),
        )


FAMILY = FourEquationsNumeric()


def _on_and_off(pick: Pick) -> Rows:
    """Draw the pre-activations of two ReLUs, one of them on."""
    sizes = pick.one(POSITIVE), pick.one(NEGATIVE)
    return column(*pick.one((sizes, sizes[::-1])))


def _last(pick: Pick) -> Kept:
    cost = pick.one((HALF_SQUARE, SQUARE))
    if pick.one((True, False)):
        two = Layer.from_inside(RELU, _on_and_off(pick))
    else:
        two = Layer.from_inside(IDENTITY, column(pick.one(SIZES), pick.one(SIZES)))
    y = _missed(two.a, column(pick.one(ERRORS), pick.one(ERRORS)))
    return Kept(column(0), Layer.from_inside(IDENTITY, column(0)), column(0, 0), two, y, cost)


def _missed(a: Rows, errors: Rows) -> Rows:
    """Give the targets that are missed by these errors."""
    return each(lambda one, error: one - error, a, errors)


def _weights(pick: Pick, errors: Rows) -> Rows:
    """Draw weights, not symmetric, that hand an error back to each unit in every example."""

    def felt(pair: tuple[int, int]) -> bool:
        return all(one * pair[0] + other * pair[1] for one, other in turned(errors))

    good = [pair for pair in PAIRS if felt(pair)]
    left = pick.one(good)
    right = pick.one([pair for pair in good if pair[0] != left[1]])
    return turned((tuple(map(Fraction, left)), tuple(map(Fraction, right))))


def _two(pick: Pick, one: Layer) -> Kept:
    """Draw a second layer on top of a first one; it is linear and the cost half a square."""
    errors = column(pick.one(ERRORS), pick.one(ERRORS))
    w2 = _weights(pick, errors)
    a2 = times(w2, one.a)
    y = _missed(a2, errors)
    return Kept(column(0), one, w2, Layer.from_inside(IDENTITY, a2), y, HALF_SQUARE)


def _first(pick: Pick) -> Kept:
    if pick.one((True, False)):
        return _two(pick, Layer.from_inside(RELU, _on_and_off(pick)))
    inside = column(pick.one(SMALL), pick.one(SMALL))
    return _two(pick, Layer.from_inside(IDENTITY, inside))


def _whole(pick: Pick) -> Kept:
    x = column(pick.one(NOT_ONE), pick.one(NOT_ONE))
    return replace(_two(pick, Layer.from_inside(RELU, _on_and_off(pick))), x=x)


def _curved(pick: Pick) -> Kept:
    one = Layer.of_sigmoids(column(*pick.one(TENTHS_TWICE)))
    y = column(pick.integer(0, 1))
    if pick.one((True, False)):
        a, weights = pick.one(TENTHS), tuple(map(Fraction, SMALL))
        cost = CROSS_ENTROPY
    else:
        (a, weights), cost = pick.one(HALVED), HALF_SQUARE
    w2 = ((pick.one(weights), pick.one(weights)),)
    kept = Kept(column(0, 0), one, w2, Layer.of_sigmoids(((a,),)), y, cost)
    d1 = kept.slope("d1")
    return replace(kept, x=column(*pick.one([pair for pair in PAIRS if _turns(d1, column(*pair))])))


def _turns(d1: Rows, x: Rows) -> bool:
    """Say whether the slopes of the weights are no symmetric matrix, so that their order shows."""
    w1 = times(d1, turned(x))
    return w1[0][1] != w1[1][0]


def _batch(pick: Pick) -> Kept:
    errors = tuple(tuple(Fraction(pick.one((-2, -1, 1, 2))) for _ in "12") for _ in "12")
    w2 = _weights(pick, errors)
    mask = pick.one(MASKS)
    inside = tuple(
        tuple(Fraction(pick.one((2, 3, 4)) if on else pick.one((-2, -1))) for on in row)
        for row in mask
    )
    one = Layer.from_inside(RELU, inside)
    a2 = times(w2, one.a)
    first = pick.one(SMALL), pick.one(SMALL)
    y = _missed(a2, each(lambda error: 2 * error, errors))
    kept = Kept(column(0, 0), one, w2, Layer.from_inside(IDENTITY, a2), y, HALF_SQUARE)
    d1 = kept.slope("d1")
    second = pick.one(
        [pair for pair in PAIRS if pair != first and _turns(d1, _side_by_side(first, pair))]
    )
    return replace(kept, x=_side_by_side(first, second))


def _side_by_side(first: tuple[int, int], second: tuple[int, int]) -> Rows:
    return turned((tuple(map(Fraction, first)), tuple(map(Fraction, second))))


DRAWN = {1: _last, 2: _first, 3: _whole, 4: _curved, 5: _batch}


def _asked(kept: Kept, name: str, level: int) -> Asked:
    truth = kept.slope(name)
    part = _part(name, truth, label_of(kept, name))
    if level == 4:  # products of decimals may be rounded
        part = replace(part, tolerance=ROUNDED)
    formula = _formula(kept, name, ASKED[level])
    if formula is not None:
        part = after(part, formula)
    flat = len(truth[0]) == 1

    def found(rows: Sequence[Sequence[float]]) -> object:
        if len(truth) == 1 and flat:
            return rows[0][0]
        return [row[0] for row in rows] if flat else rows

    nudged, taped = by_nudging(kept, name), by_tape(kept, name)
    wrong = [
        (one, typed_rows(kept.slope(name, flag))) for one, flag in _mistakes(kept, name, level)
    ]
    return ask(part, lambda: found(taped()), lambda: found(nudged()), wrong)


def _part(name: str, truth: Rows, label: str) -> Part:
    nodes = [[decimal_node(entry) for entry in row] for row in truth]
    if len(truth) == 1 and len(truth[0]) == 1:
        return number(name, nodes[0][0], label=label)
    if len(truth[0]) == 1:
        return vector(name, [row[0] for row in nodes], label=label)
    return matrix(name, nodes, label=label)


def _formula(kept: Kept, name: str, asked: Sequence[str]) -> Node | None:
    """Write an answer with what was asked for before it, by the equation that leads there."""
    if name == "d2" and "g" in asked:
        return _product(_scaling(kept.two.slopes()), Name("g"))
    if name == "d1" and "d2" in asked:
        back = turned(kept.w2)
        weights = _matrix(back) if len(back[0]) > 1 else _listed(back)
        return _product(_scaling(kept.one.slopes()), _product(weights, Name("d2")))
    if name == "w1" and "d1" in asked:
        return _product(Name("d1"), _matrix(turned(kept.x)))
    if name == "b1" and "d1" in asked:
        return _product(Name("d1"), _listed(column(*[1] * kept.examples)))
    if name == "b1":
        return Quotient(_product(Name("w1"), _listed(column(1, 0))), decimal_node(kept.x[0][0]))
    return None


def _product(left: Node, right: Node) -> Node:
    """Write a product in which the order counts."""
    return Product((left, right))


def _listed(rows: Rows) -> Node:
    return Vector(tuple(decimal_node(row[0]) for row in rows))


def _scaling(rows: Rows) -> Node:
    return call("diag", _listed(rows))


def _matrix(rows: Rows) -> Node:
    return Matrix(tuple(tuple(map(decimal_node, row)) for row in rows))


def _mistakes(kept: Kept, name: str, level: int) -> Iterator[tuple[str, str]]:
    """Name the misconceptions a part can show, with what they are called in the equations."""
    logits = kept.cost is CROSS_ENTROPY
    if name in {"g", "d2"}:
        yield "logit-gradient-sign" if logits else "loss-sign", "loss-sign"
    if level == 1:
        factor = "dropped-coefficient-n" if kept.cost is SQUARE else "constant-factor-dropped"
        yield factor, factor
    if name == "d2" and logits:
        yield "mse-gradient-for-ce", "mse-gradient-for-ce"
        yield "probability-gradient-for-logit", "activation-derivative-missing"
    names = []
    layer = kept.one if name.endswith("1") else kept.two
    if name in {"w1", "w2"}:
        names += ["outer-product-reversed", "multiplied-by-activation"]
    if name == "b1" and kept.examples == 1:
        names += ["bias-gradient"]
    if name.endswith("1") and len(kept.w2) > 1:
        names += ["weight-not-transposed"]
    if name.endswith("1") or (name == "d2" and not logits):
        names += [one for one, _rule in layer.unit.mistaken]
    if kept.examples > 1:
        names += ["batch-mean-missing"]
        names += ["one-path-only"] if name in {"w1", "b1"} else []
    for one in names:
        yield one, one

"""Which slips can happen at which node: the one list of all rules, by the kind of node.

A rule is a formula in the children's values and derivatives, so it says nothing of points. The
names of special cases (a root, the penalty of a regression, a sigmoid written out) are given here,
where the shape of the tree can be seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from drill.grade.diagnose.chains import Chain, Other, chain_slips
from drill.grade.diagnose.elementary import (
    logarithm_slips,
    relu_slips,
    tower_slips,
    variable_slips,
)
from drill.grade.diagnose.factors import WITH_SIGN, penalty
from drill.grade.diagnose.floats import raised_size, sized_function_of, sized_slope_of
from drill.grade.diagnose.outers import exponential_others, named_others, power_others
from drill.grade.diagnose.products import product_slips
from drill.grade.diagnose.quotients import quotient_slips
from drill.grade.diagnose.slip import SELDOM, SPECIAL, USUAL, Placed, Slip
from drill.grade.diagnose.softmaxes import sigmoid_slips, softmax_slips
from drill.grade.diagnose.spots import Here, Layout, Spot
from drill.grade.diagnose.sums import negative_slips, sum_slips
from drill.maths.build import exact
from drill.maths.slope import slope
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    names,
)

_CHAINS = (Power, Call)
_HALF = Fraction(1, 2)


def placed_slips(layout: Layout) -> list[Placed]:
    """Give every slip at every node of a layout that moves."""
    return [
        Placed(slip, index)
        for index, spot in enumerate(layout.spots)
        if spot.moves
        for slip in _slips(layout, index, spot)
    ]


def _slips(layout: Layout, index: int, spot: Spot) -> Iterator[Slip]:
    moving = tuple(layout.spots[part].moves for part in spot.parts)
    parent = layout.parents.get(index)
    above = None if parent is None else layout.spots[parent].node
    match spot.node:
        case Name():
            if not isinstance(above, _CHAINS):
                yield from variable_slips()
        case Negative(body):
            yield from negative_slips(in_sum=isinstance(above, Sum))
            if isinstance(body, Product):
                yield from _negative_product_slips(layout, spot)
        case Sum() as node:
            negated = isinstance(above, Negative)
            inside = isinstance(above, (*_CHAINS, Quotient)) or _all_chains(layout, spot)
            yield from sum_slips(node, moving, negated=negated, inside=inside)
        case Product(factors) as node:
            still = [one for one, moves in zip(factors, moving, strict=True) if not moves]
            square = any(isinstance(one, Power | Sum) for one in factors)
            halved = square and any(map(penalty, still))
            mean = any(isinstance(one, Sum) for one in factors) and any(map(_is_share, still))
            yield from product_slips(
                node, moving, squared_half=halved, mean=mean, negated=isinstance(above, Negative)
            )
        case Quotient(top, bottom):
            batch = isinstance(top, Sum | Call)
            yield from quotient_slips(
                bottom, top_moves=moving[0], bottom_moves=moving[1], means=batch
            )
            if moving == (False, True):
                yield from _reciprocal_slips(layout, index, bottom)
                yield from sigmoid_slips(spot.node)
            yield from softmax_slips(layout, index)
        case Power(base, exponent):
            if moving == (True, True):
                yield from tower_slips()
            elif moving[0]:
                yield from _power_slips(layout, index, base, exponent)
            else:
                yield from _exponential_slips(layout, index, base, exponent)
        case Call(name, (argument,)):
            yield from _call_slips(layout, index, name, argument)
        case Call("max", arguments) if any(exact(one) == 0 for one in arguments):
            yield from relu_slips(arguments)
        case Call("log", _) if moving == (True, False):
            yield from logarithm_slips()


def _negative_product_slips(layout: Layout, spot: Spot) -> Iterator[Slip]:
    """Give the slip of -k·u that loses both k and the minus."""
    parts = layout.spots[spot.parts[0]].parts
    still = [part for part in parts if not layout.spots[part].moves]
    if still:
        yield Slip(
            "constant-factor-dropped",
            SELDOM,
            lambda h: -h.right / math.prod(h.values[part] for part in still),
            WITH_SIGN,
        )


def _all_chains(layout: Layout, spot: Spot) -> bool:
    """Tell whether the variable passes through another function in every term that moves."""
    moving = [part for part in spot.parts if layout.spots[part].moves]
    return all(_has_chain(layout.spots[part].node, layout.variable) for part in moving)


def _has_chain(node: Node, variable: str) -> bool:
    match node:
        case Power(inner, _) | Call(_, (inner,)) if not isinstance(inner, Name):
            return variable in names(inner)
        case Negative() | Product() | Quotient():
            return any(_has_chain(child, variable) for child in children(node))
        case _:
            return False


def _is_share(node: Node) -> bool:
    """Tell 1/n."""
    match node:
        case Quotient(Number(value), _):
            return value == 1
        case _:
            return False


def _is_nested(layout: Layout, index: int) -> bool:
    return any(isinstance(layout.spots[up].node, _CHAINS) for up in layout.ancestors(index))


def _missing_names(layout: Layout, index: int, inner: Node) -> tuple[tuple[str, int], ...]:
    """Say what leaving out the inner derivative is called at a node, the best name first."""
    node = layout.spots[index].node
    found: list[tuple[str, int]] = []
    if _is_nested(layout, index):
        found.append(("innermost-factor-missing", SPECIAL))
    minus_one = exact(slope(inner, layout.variable)) == -1
    match node:
        case Call("ln" | "log2" | "log10" | "log", _):
            if minus_one:
                found.append(("bce-inner-sign", SPECIAL))
            found.append(("log-inner-missing", SPECIAL))
        case Call("sqrt", _):
            found.append(("root-inner-missing", SPECIAL))
        case Power(_, exponent) if _is_half(exponent):
            found.append(("root-inner-missing", SPECIAL))
        case _:
            pass
    found.append(("inner-derivative-missing", USUAL))
    return tuple(found)


def _from_label(base: Node, variable: str) -> bool:
    """Tell y - ŷ: something that stands still, minus something that moves."""
    match base:
        case Sum((first, Negative(second))):
            return variable not in names(first) and variable in names(second)
        case _:
            return False


def _is_half(exponent: Node) -> bool:
    value = exact(exponent)
    return value is not None and abs(value) == _HALF


def _call_slips(layout: Layout, index: int, name: str, inner: Node) -> Iterator[Slip]:
    right, itself = sized_slope_of(name), sized_function_of(name)
    others = named_others(name)
    if name == "exp":
        others = exponential_others(lambda _h: math.e, natural=True)
    chain = Chain(
        function=lambda u, _h: itself(u),
        outer=lambda u, _h: right(u),
        inner=lambda h: (h.v[0], h.d[0]),
        plain=isinstance(inner, Name),
        missing=_missing_names(layout, index, inner),
        nested=_is_nested(layout, index),
    )
    yield from chain_slips(chain, others)


def _power_slips(layout: Layout, index: int, base: Node, exponent: Node) -> Iterator[Slip]:
    """Give the slips of u^n, n fixed."""
    value = exact(exponent)
    chain = Chain(
        function=lambda u, h: raised_size(u, h.v[1]),
        outer=lambda u, h: h.v[1] * raised_size(u, h.v[1] - 1),
        inner=lambda h: (h.v[0], h.d[0]),
        plain=isinstance(base, Name),
        missing=_missing_names(layout, index, base),
        nested=_is_nested(layout, index),
        power=True,
    )
    if value == 2 and _from_label(base, layout.variable):
        turned = "At {whole} the minus of the inner derivative was lost."
        yield Slip("loss-sign", SPECIAL, lambda h: -h.right, turned)
    below = value is not None and value < 0
    yield from chain_slips(chain, power_others(lambda h: h.v[1], below_zero=below))


def _exponential_slips(layout: Layout, index: int, base: Node, exponent: Node) -> Iterator[Slip]:
    """Give the slips of a^u, a fixed."""
    chain = Chain(
        function=lambda u, h: raised_size(h.v[0], u),
        outer=lambda u, h: raised_size(h.v[0], u) * math.log(h.v[0]),
        inner=lambda h: (h.v[1], h.d[1]),
        plain=isinstance(exponent, Name),
        missing=_missing_names(layout, index, exponent),
        nested=_is_nested(layout, index),
    )
    natural = base == Constant("e")
    yield from chain_slips(chain, exponential_others(lambda h: h.v[0], natural=natural))


def _reciprocal_slips(layout: Layout, index: int, bottom: Node) -> Iterator[Slip]:
    """k/u, k/u^m and k/√u as k times a negative power of u."""
    inner_index = layout.spots[index].parts[1]
    inner, degree = bottom, 1.0
    match inner:
        case Power(base, exponent) if (value := exact(exponent)) is not None:
            if base == Constant("e"):
                return
            inner_index = layout.spots[inner_index].parts[0]
            inner, degree = base, float(value)
        case Call("sqrt", (base,)):
            inner_index = layout.spots[inner_index].parts[0]
            inner, degree = base, 0.5
        case _:
            pass

    def taken(h: Here) -> tuple[float, float]:
        u = h.values[inner_index]
        return u, h.d[1] / (degree * raised_size(u, degree - 1))

    names: list[tuple[str, int]] = [("inner-derivative-missing", USUAL)]
    if degree == 0.5:
        names.insert(0, ("root-inner-missing", SPECIAL))
    if _is_nested(layout, index):
        names.insert(0, ("innermost-factor-missing", SPECIAL))
    chain = Chain(
        function=lambda u, h: h.v[0] * raised_size(u, -degree),
        outer=lambda u, h: -degree * h.v[0] * raised_size(u, -degree - 1),
        inner=taken,
        plain=isinstance(inner, Name),
        missing=tuple(names),
        power=True,
    )
    others: tuple[Other, ...] = power_others(
        lambda _h: -degree,
        below_zero=True,
        k=lambda h: h.v[0],
        rank=SPECIAL if chain.plain else USUAL,
    )
    yield from chain_slips(chain, others)

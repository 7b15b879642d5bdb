"""The derivatives that people give to what does not move: a number, π, e², another variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from drill.grade.diagnose.floats import value_of
from drill.grade.diagnose.slip import SELDOM, USUAL
from drill.grade.diagnose.spots import Here
from drill.maths.evaluate import real_value
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
    names,
)

_PLACE = "constant here"
_MOST = 3


@dataclass(frozen=True, slots=True)
class Still:
    """A wrong derivative of a constant: what it is called, and its value at a point."""

    id: str
    rank: int
    tree: Node
    of_name: bool = False
    extra: dict[str, float] = field(default_factory=dict)

    def slope(self, h: Here) -> float:
        """Work the wrong derivative out at a node."""
        return self.value(h.at)

    def value(self, at: Mapping[str, float]) -> float:
        """Work the wrong derivative out at a point."""
        return value_of(self.tree, {**at, **self.extra})


def wrong_slopes(node: Node) -> Iterator[Still]:
    """Give the derivatives of a constant by the other letters and by the numbers in it."""
    for name in sorted(names(node))[:_MOST]:
        yield Still("other-variable-differentiated", USUAL, slope(node, name), of_name=True)
    for leaf, value in _treated_as_variables(node)[:_MOST]:
        tree = slope(_put(node, leaf), _PLACE)
        yield Still("constant-kept", SELDOM, tree, extra={_PLACE: value})


def _treated_as_variables(node: Node) -> list[tuple[Node, float]]:
    """List e and π, and the numbers that stand as bases and arguments."""
    found: dict[Node, float] = {}
    left = [node]
    while left:
        here = left.pop()
        match here:
            case Constant("e" | "pi"):
                found[here] = real_value(here, {})
            case Power(Number() as base, exponent):
                found[base] = float(base.value)
                left.append(exponent)
            case Call(_, arguments):
                found |= {one: float(one.value) for one in arguments if isinstance(one, Number)}
                left.extend(arguments)
            case Negative(body):
                left.append(body)
            case Sum(parts) | Product(parts):
                left.extend(parts)
            case Quotient(first, second) | Power(first, second):
                left += (first, second)
            case _:
                continue
    return list(found.items())


def _put(node: Node, leaf: Node) -> Node:
    """Put a variable in the place of a constant; exponents stay what they are."""
    if node == leaf:
        return Name(_PLACE)
    match node:
        case Negative(body):
            return Negative(_put(body, leaf))
        case Sum(parts):
            return Sum(tuple(_put(part, leaf) for part in parts))
        case Product(parts):
            return Product(tuple(_put(part, leaf) for part in parts))
        case Quotient(top, bottom):
            return Quotient(_put(top, leaf), _put(bottom, leaf))
        case Power(base, exponent):
            return Power(_put(base, leaf), exponent)
        case Call(function, arguments):
            return Call(function, tuple(_put(one, leaf) for one in arguments))
        case _:
            return node

"""What the domain of a function says of its parts: what cannot be zero, what cannot be negative.

Tidying may cancel x/x only where x is not zero anyway: because the function itself divides by x,
or takes its logarithm. So its own conditions are collected here, and what follows from them by
signs alone is told. Nothing is solved and nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from drill.maths.build import ONE, exact, split
from drill.maths.tree import (
    Call,
    Constant,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    names,
)

Condition: TypeAlias = tuple[str, Node]
"""`nonzero`, `nonnegative` or `positive`, of a tree; or a function's name, for its own domain."""

_POSITIVE = frozenset({"exp", "cosh", "sech", "sigmoid", "softplus"})
_NOT_NEGATIVE = _POSITIVE | {"abs", "norm", "sqrt", "relu", "arccosh", "arcsech", "arccos"}
_LOGARITHMS = frozenset({"ln", "log10", "log2", "log"})
_EVERYWHERE = frozenset(
    {
        *("sin", "cos", "arctan", "arccot", "sinh", "cosh", "tanh", "sech", "arcsinh", "exp"),
        *("cbrt", "abs", "sign", "min", "max", "floor", "ceil", "sigmoid", "relu", "softplus"),
        *("softmax", "logsumexp", "norm", "transpose", "sum", "dot", "diag"),
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """The conditions under which a function has a value."""

    conditions: frozenset[Condition] = frozenset()

    def __or__(self, other: Known) -> Known:
        """Know what either knows."""
        return Known(self.conditions | other.conditions)

    def positive(self, tree: Node) -> bool:
        """Tell whether a tree is known to be positive wherever the function has a value."""
        if ("positive", tree) in self.conditions:
            return True
        value = exact(tree)
        if value is not None:
            return value > 0
        match tree:
            case Constant(name):
                return name in {"e", "pi"}
            case Call(function, _):
                return function in _POSITIVE
            case Power(base, _):
                return self.positive(base)
            case Product(parts):
                return all(map(self.positive, parts))
            case Quotient(top, bottom):
                return self.positive(top) and self.positive(bottom)
            case Sum(terms):
                return all(map(self.nonnegative, terms)) and any(map(self.positive, terms))
            case _:
                return self.nonnegative(tree) and ("nonzero", tree) in self.conditions

    def nonnegative(self, tree: Node) -> bool:
        """Tell whether a tree is known never to be negative there."""
        if not self.conditions.isdisjoint({("positive", tree), ("nonnegative", tree)}):
            return True
        value = exact(tree)
        if value is not None:
            return value >= 0
        match tree:
            case Constant(name):
                return name in {"e", "pi"}
            case Call(function, _):
                return function in _NOT_NEGATIVE
            case Power(base, exponent):
                degree = exact(exponent)
                even = degree is not None and degree.numerator % 2 == 0
                return even or self.nonnegative(base)
            case Sum(parts) | Product(parts):
                return all(map(self.nonnegative, parts))
            case Quotient(top, bottom):
                return self.nonnegative(top) and self.nonnegative(bottom)
            case _:
                return False

    def nonzero(self, tree: Node) -> bool:
        """Tell whether a tree is known never to be zero there."""
        if ("nonzero", tree) in self.conditions:
            return True
        match tree:
            case Negative(body):
                return self.nonzero(body)
            case Power(base, _):
                return self.nonzero(base)
            case Product(parts):
                return all(map(self.nonzero, parts))
            case Quotient(top, bottom):
                return self.nonzero(top) and self.nonzero(bottom)
            case _:
                return bool(exact(tree)) or self.positive(tree)

    def allows(self, tree: Node) -> bool:
        """Tell whether a tree has a value wherever the function has one."""
        return all(self._holds(*condition) for condition in needs(tree))

    def _holds(self, kind: str, tree: Node) -> bool:
        match kind:
            case "nonzero":
                return self.nonzero(tree)
            case "positive":
                return self.positive(tree)
            case "nonnegative":
                return self.nonnegative(tree)
            case _:
                return (kind, tree) in self.conditions


def known_of(tree: Node, wrt: str) -> Known:
    """Collect what a function's own domain says, where it has a derivative by a variable.

    A power whose exponent moves has one only where its base is positive.
    """
    moved = (
        ("positive", each.base)
        for each in _every(tree)
        if isinstance(each, Power) and wrt in names(each.exponent)
    )
    return Known(frozenset(_with_factors({*needs(tree), *moved})))


def _with_factors(conditions: set[Condition]) -> Iterator[Condition]:
    """Add what conditions say of the factors of products, of bases and of fractions."""
    left = list(conditions)
    while left:
        kind, tree = left.pop()
        yield kind, tree
        if kind not in {"nonzero", "positive"}:
            continue
        match tree:
            case Negative(body) | Power(body, _):
                left.append(("nonzero", body))
            case Product((first, *_)) if kind == "positive" and (exact(first) or 0) > 0:
                left.append((kind, split(tree)[1]))
                left.append(("nonzero", tree))
            case Product(parts):
                left.extend(("nonzero", part) for part in parts)
            case Quotient(top, bottom):
                left.extend((("nonzero", top), ("nonzero", bottom)))
            case _ if kind == "positive":
                yield "nonzero", tree


def needs(tree: Node) -> Iterator[Condition]:
    """List under which conditions every part of a tree has a value."""
    for each in _every(tree):
        yield from _own_needs(each)


def _every(tree: Node) -> Iterator[Node]:
    left = [tree]
    seen: set[int] = set()
    while left:
        here = left.pop()
        if id(here) not in seen:
            seen.add(id(here))
            yield here
            left.extend(children(here))


def _own_needs(tree: Node) -> Iterator[Condition]:
    match tree:
        case Quotient(_, bottom):
            if not exact(bottom):
                yield "nonzero", bottom
        case Power(base, exponent):
            yield from _power_needs(base, exponent)
        case Call("log", (body, base)):
            yield "positive", body
            yield "positive", base
            yield "nonzero", Call("ln", (base,))
        case Call(function, (body,)) if function in _LOGARITHMS:
            yield "positive", body
        case Call("sqrt", (body,)):
            yield "nonnegative", body
        case Call("root", (index, body)):
            yield from _power_needs(body, Quotient(ONE, index))
        case Call(function, arguments) if function not in _EVERYWHERE:
            for argument in arguments:
                yield function, argument
        case Constant("inf" | "i"):
            yield "finite", tree


def _power_needs(base: Node, exponent: Node) -> Iterator[Condition]:
    degree = exact(exponent)
    if degree is None:
        if not isinstance(base, Constant) and not (exact(base) or 0) > 0:
            yield "power", Power(base, exponent)
    elif degree.denominator % 2 == 0:
        yield ("positive" if degree < 0 else "nonnegative"), base
    elif degree <= 0:
        yield "nonzero", base

"""Tidies a line without changing where it has a value: the last line of an explanation.

Zeros and ones go, numbers are worked out, like terms and like powers are gathered, one fraction
bar is left. `x/x` is 1 only where it is known that x is not zero, and `sqrt(x)^2` stays. Nothing
is expanded or factored: the builders of `build` write neat answers, and may cancel more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from drill.maths import folding
from drill.maths.build import ONE, ZERO, E, exact, fraction, node, split
from drill.maths.rebuild import with_children
from drill.maths.slope import is_grid
from drill.maths.steps.known import Known
from drill.maths.tree import (
    Call,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
    children,
)

_LARGEST_POWER = 64
"""Exponents up to which a power of a number is worked out."""


@dataclass(slots=True)
class Tidier:
    """Tidies the lines of one explanation; a tree it has tidied it need not look into again."""

    known: Known = field(default_factory=Known)
    plain: bool = False
    """Whether there are no vectors anywhere, so that nothing need be looked at for them."""
    _done: dict[int, tuple[Node, Node]] = field(default_factory=dict)

    def tidy(self, tree: Node) -> Node:
        """Tidy a tree, from the inside out."""
        seen = self._done.get(id(tree))
        if seen is not None:
            return seen[1]
        made = self._tidied(tree)
        self._done[id(tree)] = (tree, made)
        self._done[id(made)] = (made, made)
        return made

    def _tidied(self, tree: Node) -> Node:
        match tree:
            case Vector() | Matrix() | SetOf() | Equation():
                return with_children(tree, self.tidy)
        if not self.plain and any(map(is_grid, children(tree))):
            return with_children(tree, self.tidy)
        match tree:
            case Negative(body):
                return self._product([node(-1), self.tidy(body)])
            case Sum(terms):
                return self._sum(map(self.tidy, terms))
            case Product(factors):
                return self._product([*map(self.tidy, factors)])
            case Quotient(top, bottom):
                return self._product([self.tidy(top)], [self.tidy(bottom)])
            case Power(base, exponent):
                return self._power(self.tidy(base), self.tidy(exponent))
            case Call(function, arguments):
                return _call(function, tuple(map(self.tidy, arguments)))
            case _:
                return tree

    def _sum(self, terms: Iterable[Node]) -> Node:
        """Add like terms up where the first stands; one that comes to nothing goes if it may."""
        merged: dict[object, tuple[Fraction, Node]] = {}
        for term in _flat(terms):
            factor, rest = split(term)
            key = _without_order(rest)
            before, first = merged.get(key, (Fraction(0), rest))
            merged[key] = (before + factor, first)
        kept = [
            scaled(factor, rest)
            for factor, rest in merged.values()
            if factor or not self.known.allows(rest)
        ]
        if not kept:
            return ZERO
        return kept[0] if len(kept) == 1 else Sum(tuple(kept))

    def _product(self, top: Sequence[Node], bottom: Sequence[Node] = ()) -> Node:
        front, above, below = self._gathered(top, bottom)
        if not front:
            return self._nothing(above, below)
        self._cancel(above, below)
        kept_above = self._merged(above)
        kept_below = self._merged(below)
        kept_above.sort(key=_is_function)  # stable: x^2 sin x, never sin x x^2
        kept_below.sort(key=_is_function)
        return fraction(front, kept_above, kept_below)

    def _nothing(self, above: list[Node], below: list[Node]) -> Node:
        """Write zero, times only what may have no value, so that there the zero has none either."""
        kept = [tree for tree in above if not self.known.allows(tree)]
        under = [
            tree for tree in below if not (self.known.nonzero(tree) and self.known.allows(tree))
        ]
        return fraction(Fraction(0), kept, under) if kept or under else ZERO

    def _gathered(
        self, top: Sequence[Node], bottom: Sequence[Node]
    ) -> tuple[Fraction, list[Node], list[Node]]:
        """Take products and fractions apart: the number in front, and what is left of the rest."""
        front = Fraction(1)
        sides: tuple[list[Node], list[Node]] = ([], [])
        waiting = [(tree, 1) for tree in reversed(bottom)] + [(tree, 0) for tree in reversed(top)]
        while waiting:
            tree, side = waiting.pop()
            value = exact(tree)
            if value is not None and (value or not side):
                front *= 1 / value if side else value
                continue
            match tree:
                case Negative(body):
                    front = -front
                    waiting.append((body, side))
                case Product(parts):
                    waiting.extend((part, side) for part in reversed(parts))
                case Quotient(above, below) if not side or self.known.nonzero(below):
                    waiting.append((below, 1 - side))
                    waiting.append((above, side))
                case _:
                    sides[side].append(tree)
        return front, sides[0], sides[1]

    def _cancel(self, above: list[Node], below: list[Node]) -> None:
        """Cancel powers of what is never zero against each other."""
        for tree in tuple(below):
            base, degree = _base(tree)
            if degree is None or not self.known.nonzero(base):
                if tree in above and self.known.nonzero(tree):
                    above.remove(tree)
                    below.remove(tree)
                continue
            match_above = next((each for each in above if self._is_like(each, base)), None)
            if match_above is None or not self._may_merge(base, degree):
                continue
            found = _base(match_above)[1] or Fraction(1)
            if not self._may_merge(base, found):
                continue
            at = above.index(match_above)
            below.remove(tree)
            left = found - degree
            above[at : at + 1] = [_raised(base, left)] if left > 0 else []
            if left < 0:
                below.append(_raised(base, -left))

    def _is_like(self, tree: Node, base: Node) -> bool:
        found, degree = _base(tree)
        return found == base and degree is not None

    def _may_merge(self, base: Node, degree: Fraction) -> bool:
        return degree.denominator % 2 == 1 or self.known.nonnegative(base)

    def _merged(self, factors: list[Node]) -> list[Node]:
        """Gather powers of one base, and powers of e, where the first of them stands."""
        groups: dict[object, list[Node]] = {}
        for factor in factors:
            groups.setdefault(self._group(factor), []).append(factor)
        made = (self._as_one(group) for group in groups.values())
        return [factor for factor in made if factor != ONE]

    def _group(self, factor: Node) -> object:
        """Name what a factor may be gathered with: its base, and how freely its degree adds up."""
        if isinstance(factor, Power) and factor.base == E:
            return E
        base, degree = _base(factor)
        if degree is None or not self._may_merge(base, degree):
            return factor
        return base, degree > 0 or self.known.nonzero(base)

    def _as_one(self, group: list[Node]) -> Node:
        first = group[0]
        if len(group) == 1:
            return first
        if isinstance(first, Power) and first.base == E:
            exponents = (each.exponent for each in group if isinstance(each, Power))
            return self._power(E, self._sum(exponents))
        base, degree = _base(first)
        if degree is None or not self._may_merge(base, degree):
            return Power(first, node(len(group)))
        return _raised(base, sum((_base(each)[1] or Fraction(0) for each in group), Fraction(0)))

    def _power(self, base: Node, exponent: Node) -> Node:
        degree, value = exact(exponent), exact(base)
        if degree == 1:
            return base
        if degree == 0 and self.known.nonzero(base) and self.known.allows(base):
            return ONE
        if degree is not None and degree.denominator == 1:
            if value and abs(degree) <= _LARGEST_POWER and folding.is_small(value):
                return node(value**degree.numerator)
            inner = exact(base.exponent) if isinstance(base, Power) else None
            if isinstance(base, Power) and inner and inner.denominator == 1 and degree > 0 < inner:
                return Power(base.base, node(inner * degree))
        if value == 1 and self.known.allows(exponent):
            return ONE
        return Power(base, exponent)


def scaled(factor: Fraction, rest: Node) -> Node:
    """Put a number in front of a term that has none."""
    if rest == ONE:
        return node(factor)
    if isinstance(rest, Quotient):
        return fraction(factor, _factors(rest.top), _factors(rest.bottom))
    return fraction(factor, _factors(rest), [])


def _factors(tree: Node) -> list[Node]:
    if tree == ONE:
        return []
    return list(tree.factors) if isinstance(tree, Product) else [tree]


def _flat(terms: Iterable[Node]) -> Iterable[Node]:
    for term in terms:
        if isinstance(term, Sum):
            yield from term.terms
        else:
            yield term


def _base(tree: Node) -> tuple[Node, Fraction | None]:
    """Take a factor as a power: its base, and its exponent where that is a written number."""
    if not isinstance(tree, Power):
        return tree, Fraction(1)
    degree = exact(tree.exponent)
    return (tree.base, degree) if degree is not None else (tree, None)


def _raised(base: Node, degree: Fraction) -> Node:
    if degree in {0, 1}:
        return base if degree else ONE
    return Power(base, node(degree))


def _is_function(tree: Node) -> bool:
    return not isinstance(tree.base if isinstance(tree, Power) else tree, Name | Number)


def _without_order(tree: Node) -> object:
    """Give what is equal for terms whose factors differ in order only."""
    match tree:
        case Product(factors):
            return ("product", tuple(sorted(factors, key=hash)))
        case Quotient(top, bottom):
            return ("quotient", _without_order(top), _without_order(bottom))
        case _:
            return tree


def _call(function: str, arguments: tuple[Node, ...]) -> Node:
    """Work out a function of a number where that is exact, such as ln(1)."""
    if len(arguments) == 1:
        if function == "ln" and arguments[0] == E:
            return ONE
        value = exact(arguments[0])
        if value is not None:
            found = (
                folding.root(value, Fraction(1, 2))
                if function == "sqrt"
                else folding.of_constant(function, value)
            )
            if found is not None and folding.is_small(found):
                return node(found)
    return Call(function, arguments)

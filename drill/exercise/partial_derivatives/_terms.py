"""Polynomials in several variables, as sums of terms that can be differentiated by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

from drill.exercise.truths import Numeric
from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node

PAIRS = (("x", "y"), ("u", "v"), ("w", "b"))
TRIPLES = (("x", "y", "z"), ("u", "v", "w"))


@dataclass(frozen=True, slots=True)
class Term:
    """A coefficient times a power of each variable, in the variables' order."""

    factor: int
    exponents: tuple[int, ...]

    def partial(self, axis: int) -> Term:
        """Differentiate with respect to one variable; the factor becomes 0 where it is not in."""
        lower = list(self.exponents)
        lower[axis] -= 1
        return Term(self.factor * self.exponents[axis], tuple(lower))


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A sum of terms in named variables."""

    variables: tuple[str, ...]
    terms: tuple[Term, ...]

    def partial(self, axis: int) -> Polynomial:
        """Differentiate with respect to one variable, term by term."""
        kept = (term.partial(axis) for term in self.terms if term.exponents[axis])
        return Polynomial(self.variables, tuple(kept))

    def only(self, keep: Callable[[Term], bool]) -> Polynomial:
        """Keep some of the terms."""
        return Polynomial(self.variables, tuple(filter(keep, self.terms)))

    @property
    def tree(self) -> Node:
        """Write it, its terms in order; 0 where there are none."""
        return plus(*(self.written(term) for term in self.terms))

    def written(self, term: Term) -> Node:
        """Write one term."""
        powers = zip(self.variables, term.exponents, strict=True)
        return times(term.factor, *(power(Name(name), n) for name, n in powers))

    @property
    def numeric(self) -> Numeric:
        """Give it as a function of numbers, by keyword."""
        pairs = [(term.factor, term.exponents) for term in self.terms]
        variables = self.variables

        def function(**at: Any) -> Any:
            point: Sequence[Any] = [at[name] for name in variables]
            return sum(c * prod(v**n for v, n in zip(point, ns, strict=True)) for c, ns in pairs)

        return function


Wrong: TypeAlias = "tuple[str, Node]"


def wrong_partials(whole: Polynomial, axis: int) -> list[Wrong]:
    """Differentiate with each misconception about the variables that are held constant."""
    others = [index for index in range(len(whole.variables)) if index != axis]
    right = whole.partial(axis).tree
    found: list[Wrong] = [
        (
            "other-variable-differentiated",
            plus(right, *(whole.partial(index).tree for index in others)),
        ),
        ("wrong-variable", whole.partial(others[0]).tree),
    ]
    alone = whole.only(lambda term: not any(term.exponents[index] for index in others))
    if alone.partial(axis).terms not in {(), whole.partial(axis).terms}:
        found.append(("other-variable-zeroed", alone.partial(axis).tree))
    still = whole.only(lambda term: not term.exponents[axis])
    if still.terms:
        found.append(("constant-kept", plus(right, still.tree)))
    return found

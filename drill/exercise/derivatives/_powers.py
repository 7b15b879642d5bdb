"""Sums of powers c·x^n, the terms from which many problems are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from drill.maths.build import plus, power, times
from drill.maths.tree import Name, Node

VARIABLES = ("x", "t", "w", "u")
COEFFICIENTS = tuple(c for c in range(-9, 10) if abs(c) > 1)
"""Small, and not ±1: a unit coefficient hides the mistakes that lose or double it."""

Exact: TypeAlias = "int | Fraction"


@dataclass(frozen=True, slots=True)
class Monomial:
    """One term c·x^n; a constant has n = 0."""

    factor: Exact
    exponent: Exact

    def tree(self, variable: str) -> Node:
        """Write the term."""
        return times(self.factor, power(Name(variable), self.exponent))

    @property
    def slope(self) -> Monomial:
        """Differentiate by the power rule."""
        return Monomial(self.factor * self.exponent, self.exponent - 1)


Terms: TypeAlias = tuple[Monomial, ...]
Rule: TypeAlias = Callable[[Monomial], Monomial]


def written(terms: Terms, variable: str) -> Node:
    """Write a sum of powers in the order given."""
    return plus(*(term.tree(variable) for term in terms))


def numeric(terms: Terms) -> Callable[[Any], Any]:
    """Give the sum of powers as a function of numbers."""
    pairs = [(float(term.factor), float(term.exponent)) for term in terms]
    return lambda x: sum(factor * x**exponent for factor, exponent in pairs)


def _changed(terms: Terms, rule: Rule) -> Terms:
    """Apply a (wrong) rule to every term that has an x in it; constants go to 0."""
    return tuple(rule(term) for term in terms if term.exponent)


RULES: dict[str, Rule] = {
    "kept-exponent": lambda m: Monomial(m.factor * m.exponent, m.exponent),
    "dropped-coefficient-n": lambda m: Monomial(m.factor, m.exponent - 1),
    "raised-exponent": lambda m: Monomial(m.factor * m.exponent, m.exponent + 1),
    "decremented-coefficient": lambda m: Monomial(m.factor * (m.exponent - 1), m.exponent - 1),
    "integrated-instead": lambda m: Monomial(
        Fraction(m.factor) / Fraction(m.exponent + 1), m.exponent + 1
    ),
    "constant-factor-dropped": lambda m: Monomial(m.exponent, m.exponent - 1),
}
"""The power rule gone wrong, for one term."""


def wrong(terms: Terms, variable: str, *ids: str) -> Iterator[tuple[str, Node]]:
    """Differentiate with each of several mistakes; gives the id and the answer."""
    for mistake in ids:
        if mistake == "constant-kept":
            answer = tuple(term.slope if term.exponent else term for term in terms)
        elif mistake == "sign-lost-in-sum":
            answer = (terms[0].slope, *(_unsigned(term.slope) for term in terms[1:]))
        elif mistake == "negative-power-sign":
            answer = _changed(terms, _towards_zero)
        else:
            answer = _changed(terms, RULES[mistake])
        yield mistake, written(answer, variable)


def _unsigned(term: Monomial) -> Monomial:
    return Monomial(abs(Fraction(term.factor)), term.exponent)


def _towards_zero(term: Monomial) -> Monomial:
    """Subtract 1 from the size of a negative exponent: x^-3 becomes -3 x^-2."""
    step = 1 if term.exponent < 0 else -1
    return Monomial(term.factor * term.exponent, term.exponent + step)

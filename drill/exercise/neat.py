"""What a teacher would not write: x^1, 1x, + -, like terms left apart, lines that run off the page.

Looks at trees and texts only; whether an answer is right is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from drill.maths.build import ONE, ZERO, exact, split
from drill.maths.tree import Negative, Node, Number, Power, Product, Quotient, Sum, children

WIDEST = 68
"""Cells a line may take: an 80-column screen less its margins and the indent of maths."""

UGLY_TEXT = re.compile(
    r"\+ ?-|- ?-|--|\+ ?\+"  # two signs in a row
    r"|\^\{?[01]\}?(?![0-9./*^])"  # x^0, x^1
    r"|(?<![0-9.^_{a-zA-Z])1 ?(?=[a-zA-Z]|\\(?:sin|cos|tan|ln|exp|sqrt|sigma|frac|left|theta))"
    r"|(?<![0-9.a-zA-Z_])1\*|\*1(?![0-9./])"  # 1*x, x*1
)
"""In typed maths or LaTeX."""

LARGEST_NUMBER = 9999


def complaints(tree: Node) -> Iterator[str]:
    """Say what is ugly about an expression, one short phrase at a time."""
    left = [tree]
    while left:
        here = left.pop()
        yield from _about(here)
        left.extend(children(here))


def _about(here: Node) -> Iterator[str]:
    match here:
        case Power(_, exponent) if exact(exponent) in {Fraction(0), Fraction(1)}:
            yield "a power of 0 or 1"
        case Product(factors):
            yield from _about_product(factors)
        case Sum(terms):
            yield from _about_sum(terms)
        case Quotient(_, bottom) if bottom == ONE:
            yield "a denominator of 1"
        case Negative(Negative()):
            yield "two signs in a row"
        case Number(value, _) if value > LARGEST_NUMBER:
            yield "a number nobody would calculate with"


def _about_product(factors: tuple[Node, ...]) -> Iterator[str]:
    if any(factor in {ONE, ZERO} for factor in factors):
        yield "a factor 1 or 0"
    if any(exact(factor) is not None for factor in factors[1:]):
        yield "a number behind a factor"
    if any(isinstance(factor, Negative) for factor in factors[1:]):
        yield "a sign in the middle of a product"
    if any(isinstance(factor, Product) for factor in factors):
        yield "a product in a product"


def _about_sum(terms: tuple[Node, ...]) -> Iterator[str]:
    rests = [split(term)[1] for term in terms]
    if len(set(rests)) < len(rests):
        yield "like terms left apart"
    if any(term == ZERO for term in terms):
        yield "a zero among the terms"
    if any(isinstance(term, Sum) for term in terms):
        yield "a sum in a sum"


def ugly_text(text: str) -> str:
    """Give the piece of a text that is ugly, or nothing."""
    found = UGLY_TEXT.search(text)
    return found.group() if found else ""

"""The grammar of typed maths: sums of terms, terms of factors, factors of atoms and powers.

Policy. Multiplication that is not written binds no tighter than `*`: `1/2x` is (1/2)·x. A power
takes one value: `e^2x` is e^2·x, `-x^2` is -(x^2), and `a^b^c` is a^(b^c). Where people commonly
mean the other thing the doubt is reported, with what stands without a space taken as a hint. A
number behind a letter needs its space: `x 3` is a product, `x3` a name or nothing.
"""

from __future__ import annotations

import math

from drill.maths.errors import Unreadable
from drill.maths.reading.brackets import barred, bracketed
from drill.maths.reading.calls import application, fraction, latex_root, negated_factor, root
from drill.maths.reading.characters import FRACTIONS, quoted
from drill.maths.reading.cursor import Cursor, multiplied, negated
from drill.maths.reading.numerals import LIST, numeral, small
from drill.maths.reading.tokens import Kind, Source, Token
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Node,
    Number,
    Power,
    Quotient,
    Sum,
    Vector,
    names,
)

_CLOSING = frozenset({Kind.CLOSE, Kind.BAR})
_FIGURES = frozenset({Kind.NUMBER, Kind.FRACTION})
_LETTERS = frozenset({Kind.NAME, Kind.CONSTANT})


def parse(source: Source, start: int, stop: int) -> Node:
    """Read the expression between two columns; raises `Unreadable`."""
    return _Grammar(source, start, stop).whole()


class _Grammar(Cursor):
    """Reads from left to right, once; every method leaves the cursor behind what it read."""

    def whole(self) -> Node:
        """Read all there is."""
        if self.is_at(Kind.END):
            raise Unreadable("There is nothing to read here.", self.peek.column)
        entries = [self.sum()]
        while self.sees(",") and self.listed:
            self.take()
            entries.append(self.sum())
        if not self.is_at(Kind.END):
            raise self._left_over()
        return Vector(tuple(entries)) if len(entries) > 1 else entries[0]

    def sum(self) -> Node:
        terms = [self._signed_term()]
        while self.sees("+", "-"):
            terms.append(self._signed_term())
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def factor(self) -> Node:
        return self.postfix(self.atom())

    def postfix(self, base: Node) -> Node:
        while True:
            if self.is_at(Kind.TRANSPOSE):
                self.take()
                base = self._transposed(base, self.at - 2)
            elif self.sees("!"):
                self.take()
                if self.sees("!"):
                    raise Unreadable(
                        "A double factorial is not read; write (n!)! for two.", self.peek.column
                    )
                base = Call("factorial", (base,))
            elif self.sees("^"):
                base = self._power(base)
            else:
                return base

    def atom(self) -> Node:
        token = self.peek
        match token.kind:
            case Kind.NUMBER:
                return numeral(self)
            case Kind.NAME:
                return Name(self._name())
            case Kind.CONSTANT:
                return Constant(self.take().text)
            case Kind.FUNCTION:
                return application(self)
            case Kind.FRACTION:
                top, bottom = FRACTIONS[self.take().text]
                return Quotient(small(top), small(bottom))
            case Kind.OPEN:
                return bracketed(self)
            case Kind.ROOT:
                return root(self)
            case Kind.COMMAND:
                return fraction(self) if token.text == "frac" else latex_root(self)
            case Kind.BAR:
                return barred(self)
            case _:
                raise self.unexpected()

    def _name(self) -> str:
        """Read a name; a number behind it, after a space, may be part of it (asked): `x 2`."""
        name = self.take().text
        digits = self.peek
        if digits.kind is not Kind.NUMBER or not digits.spaced:
            return name
        joined = name + digits.text
        if joined not in self.source.scope.variables:
            return name
        question = f"Is this {name} times {digits.text}, or the name {joined}?"
        return name + self.take().text if self.ask("name", question) else name

    def _signed_term(self) -> Node:
        minuses = self.signs()
        return negated(self._term(), minuses)

    def _term(self) -> Node:
        factors = [self.factor()]
        while True:
            if self.sees("*"):
                self.take()
                factors.append(self._signed_factor())
            elif self.sees("/"):
                self.take()
                factors = [Quotient(multiplied(factors), self._denominator())]
            elif self.starts_operand():
                self._check_neighbours()
                self._join(factors)
            else:
                return multiplied(factors)

    def _join(self, factors: list[Node]) -> None:
        r"""Read a factor without a sign before it; `2\frac{1}{2}` may be two and a half."""
        place = self.peek
        factor = self.factor()
        mixed = place.kind is Kind.COMMAND and isinstance(factors[-1], Number)
        question = "Is this a product, or a whole number with a fraction?"
        if mixed and _is_fraction(factor) and self.ask("mixed", question, place):
            factor = Sum((factors.pop(), factor))
        factors.append(factor)

    def _signed_factor(self) -> Node:
        minuses = self.signs()
        return negated(self.factor(), minuses)

    def _denominator(self) -> Node:
        """Read what a `/` divides by: one factor, or all that is written against it (asked)."""
        minuses = self.signs()
        start = self.at
        bottom = self.factor()
        if self.is_glued():
            written = self.written(start, self.at)
            question = f"Does the “/” divide by {written} only, or by all that is joined to it?"
            if self.ask("denominator", question):
                pieces = [bottom]
                while self.is_glued():
                    self._check_neighbours()
                    pieces.append(self.factor())
                bottom = multiplied(pieces)
        return negated(bottom, minuses)

    def _check_neighbours(self) -> None:
        """Refuse a product that nobody would write without its sign."""
        before, token = self.tokens[self.at - 1], self.peek
        if self.typed:
            raise Unreadable("Every “*” is written here.", token.column)
        if token.kind not in _FIGURES:
            return
        mixed = self.following.text == "/" or token.kind is Kind.FRACTION
        if before.kind is Kind.NUMBER and mixed:
            raise Unreadable(
                "A whole number with a fraction is not read; write 5/2, 2.5, or 2 + 1/2.",
                token.column,
            )
        if before.kind is Kind.NUMBER:
            raise Unreadable(
                f"Two numbers stand side by side; write {before.text}*{token.text} for a product.",
                token.column,
            )
        bracket = before.kind in _CLOSING and not before.raised
        apart = token.spaced and before.kind is not Kind.FRACTION
        if not (apart or bracket or (before.kind is Kind.SIGN and before.text == "!")):
            # superscripts end in a bracket of no width: the last of them is quoted
            start = min(before.column, before.end - 1)
            written = quoted(self.source.text[start : before.end])
            raise Unreadable(
                f"A number stands behind {written}; write * for a product or ^ for a power.",
                token.column,
            )

    def _transposed(self, base: Node, before: int) -> Node:
        """Transpose; a vector that is the whole answer stays one, for it is a column already."""
        whole = self.pairs.get(0) == before and self.is_at(Kind.END)
        if whole and isinstance(base, Vector):
            return base
        return Call("transpose", (base,))

    def _power(self, base: Node) -> Node:
        caret = self.take()
        if self.is_at(Kind.TRANSPOSE):
            self.take()
            return self._transposed(base, self.at - 3)
        if self.sees("{") and self.following.kind is Kind.TRANSPOSE:
            self.at += 3
            return self._transposed(base, self.at - 5)
        if caret.raised:
            return Power(base, self.atom())
        minuses = self.signs()
        bare = minuses > 0 or not self.sees("(", "{", "[")
        exponent = negated_factor(self)
        if bare and not self.typed:
            exponent = self._exponent(base, exponent)
        return Power(base, negated(exponent, minuses))

    def _exponent(self, base: Node, exponent: Node) -> Node:
        """Decide how far a bare exponent reaches: `e^2x`, `x^1/2`."""
        if self.is_glued() and self._may_reach(base, exponent):
            question = "Does the exponent end here, or does it reach over what is joined to it?"
            if self.ask("exponent", question):
                pieces = [exponent]
                while self.is_glued() and self.peek.kind is not Kind.FUNCTION:
                    self._check_neighbours()
                    pieces.append(self.factor())
                return multiplied(pieces)
        elif self._may_divide(base, exponent):
            question = "Does the exponent end before the “/”, or is it the whole fraction?"
            if self.ask("exponent", question):
                self.take()
                return Quotient(exponent, self.factor())
        return exponent

    def _may_reach(self, base: Node, exponent: Node) -> bool:
        """Tell whether `e^2x` and its like may mean more than they say; `x^2y` hardly does."""
        exponential = isinstance(base, Constant | Number)
        if self.peek.kind in _LETTERS:
            return exponential or bool(names(exponent))
        return self.sees("(") and exponential and not names(exponent)

    def _may_divide(self, base: Node, exponent: Node) -> bool:
        """Tell whether `x^1/2` and its like may mean x^(1/2); `x^2/2` hardly does."""
        sign, divisor = self.peek, self.following
        if not self.sees("/") or sign.spaced or divisor.spaced or divisor.kind is not Kind.NUMBER:
            return False
        if isinstance(exponent, Number):
            return _is_of_a_root(exponent, divisor)
        return isinstance(base, Constant | Number)

    def _left_over(self) -> Unreadable:
        """Say why reading ended before the text did."""
        token = self.peek
        if self.sees(",", ";"):
            return Unreadable(LIST, token.column)
        if self.sees("±") or token.kind is Kind.SUBSCRIPT:
            return self.unexpected()
        return Unreadable(f"“{token.text}” does not belong here.", token.column)


def _is_fraction(node: Node) -> bool:
    """Tell whether a node is a fraction of two numbers."""
    return (
        isinstance(node, Quotient)
        and isinstance(node.top, Number)
        and isinstance(node.bottom, Number)
    )


def _is_of_a_root(exponent: Number, divisor: Token) -> bool:
    """Tell whether two integers are a root's exponent: 1/4, 3/2 or 2/3, not 2/2 or 3/4."""
    if not (exponent.text.isdigit() and divisor.text.isdigit()):
        return False
    top, bottom = int(exponent.text), int(divisor.text)
    return bottom > 1 and math.gcd(top, bottom) == 1 and (top == 1 or bottom <= 3)

"""Numbers as tokens spell them, and the decimal comma, which is asked about.

A number's text keeps the digits as typed: `0.50` stays `0.50`. Only spelling is evened out: a point
with no digit before it gets a zero (`.5` is `0.5`), one with none behind it goes (`5.` is `5`), an
exponent is written `e-3`, thousands lose their separators, and a decimal comma becomes a point.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from drill.maths.errors import Unreadable
from drill.maths.reading.cursor import Cursor
from drill.maths.reading.digits import MOST_DIGITS
from drill.maths.reading.tokens import Kind, Token
from drill.maths.tree import Node, Number


def numeral(cursor: Cursor) -> Node:
    """Read a number; outside lists, `3,5` and `1,000` are one number and are asked about."""
    first = cursor.take()
    parts = _parts(cursor, first)
    if cursor.commas or cursor.typed or len(parts) == 1:
        return _number(first.text)
    cursor.at -= 1
    thousands = _is_grouped(parts)
    pointed = "." in parts[-1].text
    joined = "".join(part.text for part in parts)
    if thousands and len(parts) == 2 and not pointed:
        question = f"Is this {joined}, or {parts[0].text}.{parts[1].text} with a decimal comma?"
        as_decimal = cursor.ask("thousands", question)
    elif thousands:
        as_decimal = False
    elif len(parts) == 2 and not pointed:
        if cursor.ask("comma", _COMMA):
            cursor.listed = True
            return _number(cursor.take().text)
        as_decimal = True
    else:
        raise Unreadable(LIST, parts[0].end)
    cursor.at += 2 * len(parts) - 1
    return decimal(parts[0], parts[1]) if as_decimal else _checked(joined, first)


def decimal(whole: Token, part: Token) -> Node:
    """Make a number of what stands before and behind a decimal comma."""
    return _checked(f"{whole.text}.{part.text}", whole)


def is_plain(token: Token) -> bool:
    """Tell whether a token is a number of digits alone."""
    return token.kind is Kind.NUMBER and token.text.isdigit()


@lru_cache(maxsize=1024)
def small(value: int) -> Number:
    """Make the node of a non-negative integer."""
    return Number(Fraction(value), str(value))


LIST = "A list needs its brackets: (a, b) for a vector, {a, b} for a set."
_COMMA = "Is this one number with a decimal comma, or a list of two?"


@lru_cache(maxsize=1024)
def _number(text: str) -> Node:
    return Number(Fraction(text), text)


def _checked(text: str, first: Token) -> Node:
    if len(text) > MOST_DIGITS:
        raise Unreadable(f"A number may have at most {MOST_DIGITS} digits.", first.column)
    return _number(text)


def _parts(cursor: Cursor, first: Token) -> list[Token]:
    """Collect numbers that only commas join, without a space."""
    parts = [first]
    at = cursor.at
    while is_plain(parts[-1]) and len(cursor.tokens) > at + 1:
        comma, following = cursor.tokens[at : at + 2]
        if comma.text != "," or comma.spaced or following.spaced or not _is_figure(following):
            break
        parts.append(following)
        at += 2
    return parts


def _is_figure(token: Token) -> bool:
    """Tell whether a token is digits, with at most a point among them."""
    return token.kind is Kind.NUMBER and token.text.replace(".", "", 1).isdigit()


def _is_grouped(parts: list[Token]) -> bool:
    """Tell whether parts look like thousands: `1,000`, `12,345,678`, `1,234.5`."""
    head, *groups = (part.text.partition(".")[0] for part in parts)
    return len(head) <= 3 and not head.startswith("0") and all(len(part) == 3 for part in groups)

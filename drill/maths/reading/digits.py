"""Digits in a text: `.5`, `5.`, `1e-3`. What a number is worth is for `numerals` to say."""

from __future__ import annotations

from dataclasses import dataclass

from drill.maths.errors import Unreadable
from drill.maths.reading.characters import quoted
from drill.maths.reading.tokens import Source

MOST_DIGITS = 50
MOST_EXPONENT = 400


@dataclass(frozen=True, slots=True)
class Digits:
    """A number as it is spelled, evened out, and the column after it."""

    text: str
    end: int


def digits_at(source: Source, at: int, stop: int) -> Digits:
    """Read the number that starts at a column; raises `Unreadable` for one too long or large.

    `2e-3` is read in scientific notation and asked about, for it may mean 2·e - 3; `1e-3` and
    what stands in typed form are clear.
    """
    end = _past_digits(source.text, at, stop)
    if _character(source.text, end, stop) == ".":
        end = _past_digits(source.text, end + 1, stop)
    mantissa = source.text[at:end]
    if mantissa == ".":
        raise Unreadable("A point alone is not a number; write 0.5 or 3.", at)
    after = _past_exponent(source, at, end, stop)
    exponent = int(source.text[end + 1 : after]) if after > end else 0
    _check(mantissa, exponent, at, _character(source.text, after, stop), after)
    whole, point, part = mantissa.partition(".")
    text = (whole or "0") + (point + part if part else "")
    return Digits(text + (f"e{exponent}" if after > end else ""), after)


def _character(text: str, at: int, stop: int) -> str:
    return text[at] if at < stop else ""


def _past_digits(text: str, at: int, stop: int) -> int:
    while at < stop and text[at].isascii() and text[at].isdigit():
        at += 1
    return at


def _past_exponent(source: Source, start: int, at: int, stop: int) -> int:
    """Find the column after the `e-3` of `1e-3`; where there is none, the column given."""
    text = source.text
    letter = _character(text, at, stop)
    if letter not in {"e", "E"} or letter in source.scope.variables:
        return at
    signed = _character(text, at + 1, stop) in {"+", "-"}
    end = _past_digits(text, at + 1 + signed, stop)
    if end == at + 1 + signed:
        return at
    if end - at > 8:
        raise Unreadable("The exponent of this number is too large.", at)
    mantissa = text[start:at]
    doubtful = signed and letter == "e" and mantissa.isdigit() and mantissa != "1"
    if (
        doubtful
        and not source.typed
        and source.ask("scientific", start, _question(text, start, at, end))
    ):
        return at
    return end


def _question(text: str, start: int, at: int, end: int) -> str:
    mantissa, sign, rest = text[start:at], text[at + 1], text[at + 2 : end]
    power = f"10^{sign.strip('+')}{rest}"
    return (
        f"Is {quoted(text[start:end])} the number {mantissa}·{power},"
        f" or {mantissa}·e {sign} {rest}?"
    )


def _check(mantissa: str, exponent: int, at: int, following: str, end: int) -> None:
    if len(mantissa) - mantissa.count(".") > MOST_DIGITS:
        raise Unreadable(f"A number may have at most {MOST_DIGITS} digits.", at)
    if abs(exponent) > MOST_EXPONENT:
        raise Unreadable(f"The exponent of a number may be at most {MOST_EXPONENT} either way.", at)
    if following == ".":
        raise Unreadable("This number has two points; write it with one, such as 0.5.", end)
    if following == "_":
        raise Unreadable("A number has no subscript; write its digits together.", end)

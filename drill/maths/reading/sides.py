"""An answer's outermost shape: `$…$` around it, a label and `=`, alternatives, and `±`.

Works on columns of plain text, so that whatever is read inside keeps its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from drill.maths.errors import Unreadable

MOST_ALTERNATIVES = 10
_WRAPPERS = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"))
_WORDS = (" or ", " and ", "∨")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, from one column up to another."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Sides:
    """One alternative: what stands left of its `=`, if it has one, and what is right of it."""

    left: Span | None
    right: Span


def alternatives(text: str) -> tuple[Sides, ...]:
    """Split an answer into its alternatives (`x = 1 or x = 2`), usually one."""
    inner = _unended(text, _unwrapped(text, _trimmed(text, 0, len(text))))
    cuts = _cuts(text, inner)
    if len(cuts) >= MOST_ALTERNATIVES:
        raise Unreadable(f"At most {MOST_ALTERNATIVES} alternatives are read.", cuts[-1].start)
    starts = [inner.start, *(cut.stop for cut in cuts)]
    stops = [*(cut.start for cut in cuts), inner.stop]
    return tuple(
        _sides(text, _trimmed(text, start, stop)) for start, stop in zip(starts, stops, strict=True)
    )


def one(text: str) -> Sides:
    """Find the two sides of trusted typed form, which has no alternatives."""
    return _sides(text, _trimmed(text, 0, len(text)))


def _trimmed(text: str, start: int, stop: int) -> Span:
    while start < stop and text[start] == " ":
        start += 1
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return Span(start, stop)


def _unwrapped(text: str, span: Span) -> Span:
    """Step inside dollar signs or LaTeX's own delimiters, and over a leading `=`."""
    for opening, closing in _WRAPPERS:
        inside = text[span.start : span.stop]
        if (
            inside.startswith(opening)
            and inside.endswith(closing)
            and len(inside) >= len(opening) + len(closing)
        ):
            start, stop = span.start + len(opening), span.stop - len(closing)
            return _led(text, _trimmed(text, start, stop))
    return _led(text, span)


def _unended(text: str, span: Span) -> Span:
    """Step back over a full stop that ends the answer; one behind a digit belongs to a number."""
    if text[span.start : span.stop].endswith(".") and span.stop - span.start > 1:
        before = text[span.stop - 2]
        if before not in "0123456789.":
            return _trimmed(text, span.start, span.stop - 1)
    return span


def _led(text: str, span: Span) -> Span:
    if text[span.start : span.start + 1] == "=":
        return _trimmed(text, span.start + 1, span.stop)
    return span


def _outside(text: str, span: Span) -> list[int]:
    """List the columns outside all brackets."""
    depth = 0
    columns: list[int] = []
    for column in range(span.start, span.stop):
        if text[column] in "([{⟨":
            depth += 1
        elif text[column] in ")]}⟩":
            depth = max(0, depth - 1)
        elif depth == 0:
            columns.append(column)
    return columns


def _cuts(text: str, span: Span) -> list[Span]:
    """Find the words between alternatives, and commas where each has an `=` of its own."""
    words = [word for word in _WORDS if word in text]
    if not words and text.count("=") < 2:
        return []
    columns = _outside(text, span)
    found = [
        Span(column, column + len(word))
        for column in columns
        for word in words
        if text.startswith(word, column) and column + len(word) <= span.stop
    ]
    if not found and sum(text[column] == "=" for column in columns) > 1:
        found = [Span(column, column + 1) for column in columns if text[column] in ",;"]
    return found


def _sides(text: str, span: Span) -> Sides:
    if "=" not in text:
        return Sides(None, span)
    equals = [column for column in _outside(text, span) if text[column] == "="]
    if len(equals) == 2 and equals[1] == equals[0] + 1:
        equals = equals[1:]
        first = equals[0] - 1
    elif equals:
        first = equals[0] - (text[max(span.start, equals[0] - 1)] == ":")
    else:
        return Sides(None, span)
    if text[max(span.start, first - 1)] in "<>!":
        raise Unreadable("A comparison is not read here; type an expression.", first - 1)
    if len(equals) > 1:
        raise Unreadable("There is more than one “=”; type the final result only.", equals[1])
    left, right = _trimmed(text, span.start, first), _trimmed(text, equals[0] + 1, span.stop)
    if left.start == left.stop:
        raise Unreadable("There is nothing left of the “=”.", first)
    if right.start == right.stop:
        raise Unreadable("There is nothing right of the “=”.", right.start)
    return Sides(left, right)

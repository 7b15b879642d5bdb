"""Styled text broken into lines of a width in cells; a formula is kept whole where it fits."""

from __future__ import annotations

from dataclasses import replace

from drill.maths.cells import cell_of, cells, cut
from drill.maths.prose.values import Line, Span, Spans, Style

_GLUE = "\N{NO-BREAK SPACE}"
"""Stands for the spaces inside a formula until its line is found."""


def wrap(spans: Spans, width: int) -> tuple[Line, ...]:
    """Break spans into lines of at most `width` cells (two, at least); one line for no text."""
    lines: list[list[Span]] = [[]]
    used = 0
    for word in _words(spans, width):
        long = sum(cells(part.text) for part in word)
        if used and used + 1 + long <= width:
            lines[-1].append(Span(" ", _between(lines[-1][-1], word[0])))
            lines[-1] += word
            used += 1 + long
            continue
        if used:
            lines.append([])
        pieces = _pieces(word, width)
        lines[-1] += pieces[0]
        lines += pieces[1:]
        used = sum(cells(part.text) for part in lines[-1])
    return tuple(_merged(line) for line in lines)


def _words(spans: Spans, width: int) -> list[list[Span]]:
    """Cut spans at their spaces; a word may change its style in the middle: `**f**,`."""
    words: list[list[Span]] = [[]]
    for span in spans:
        text = span.text
        if span.style == "maths" and cells(text) <= width:
            text = text.replace(" ", _GLUE)
        for index, part in enumerate(text.split(" ")):
            if index:
                words.append([])
            if part:
                words[-1].append(replace(span, text=part))
    return [word for word in words if word]


def _pieces(word: list[Span], width: int) -> list[list[Span]]:
    """Cut a word that is wider than a line."""
    rows: list[list[Span]] = [[]]
    free = width
    for part in word:
        rest = part.text
        while rest:
            if rows[-1] and free < cell_of(rest[0]):
                rows.append([])
                free = width
            head, rest = cut(rest, free)
            rows[-1].append(replace(part, text=head))
            free -= cells(head)
    return rows


def _between(before: Span, after: Span) -> Style:
    return before.style if before.style == after.style else "plain"


def _merged(line: list[Span]) -> Line:
    out: list[Span] = []
    for span in line:
        text = span.text.replace(_GLUE, " ")
        if out and out[-1].style == span.style:
            out[-1] = Span(out[-1].text + text, span.style)
        else:
            out.append(Span(text, span.style))
    return tuple(out)

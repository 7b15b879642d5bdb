r"""Inline Markdown: emphasis, code and maths within a paragraph.

A sign that opens nothing is a sign: `$5`, `2*3*4`, `A[m][n]`, a lone backquote show as written.
Time is proportional to the length of the text.
"""

from __future__ import annotations

import re

from drill.maths.prose.values import Span, Spans, Style
from drill.value import Value

_ATOM = re.compile(
    r"""
      \\(?P<escaped>[\\`*$|_\[\]{}()#+.!<>-])
    | (?P<ticks>`+)
    | (?P<dollars>\$\$?)
    | (?P<stars>\*\*?)
    | (?P<text>[^\\`$*]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LONGEST_TICKS = 3


class _Atom(Value):
    kind: str
    """`text`, `code`, `maths`, or the mark `*` or `**`."""
    text: str


def spans(text: str) -> Spans:
    """Read the spans of a paragraph; line breaks in it are spaces."""
    atoms = _atoms(" ".join(text.split("\n")))
    return _merged(_styled(atoms))


def _atoms(text: str) -> list[_Atom]:
    found: list[_Atom] = []
    at = 0
    while at < len(text):
        match = _ATOM.match(text, at)
        if match is None:
            break
        at = match.end()
        kind = match.lastgroup
        if kind == "ticks":
            body, at = _code(text, match.group(), at)
            found.append(body)
        elif kind == "dollars":
            body, at = _maths(text, match.group(), at)
            found.append(body)
        elif kind == "stars":
            found.append(_Atom(match.group(), match.group()))
        else:
            found.append(_Atom("text", match.group("escaped") or match.group()))
    return found


def _code(text: str, ticks: str, at: int) -> tuple[_Atom, int]:
    end = text.find(ticks, at) if len(ticks) <= _LONGEST_TICKS else -1
    while end >= 0 and text.startswith("`", end + len(ticks)):
        run = end
        while text.startswith("`", run):
            run += 1
        end = text.find(ticks, run)
    if end < 0:
        return _Atom("text", ticks), at
    return _Atom("code", text[at:end].strip()), end + len(ticks)


def _maths(text: str, dollars: str, at: int) -> tuple[_Atom, int]:
    """Read a formula; a dollar before a space, or one whose partner follows a space, is a sign."""
    end = at
    while True:
        end = text.find("$", end)
        if end < 0 or text[end - 1] != "\\":
            break
        end += 1
    body = text[at:end] if end > at else ""
    after = text[end + len(dollars) : end + len(dollars) + 1]
    closed = text.startswith(dollars, end) if end > at else False
    inline = not body[:1].isspace() and not body[-1:].isspace() and not after.isdigit()
    if not body.strip() or not closed or (len(dollars) == 1 and not inline):
        return _Atom("text", dollars), at
    return _Atom("maths", body.strip()), end + len(dollars)


def _styled(atoms: list[_Atom]) -> list[Span]:
    """Pair the marks of emphasis; a mark without a partner is text."""
    partners = _partners(atoms)
    out: list[Span] = []
    strong: int | None = None
    em: int | None = None
    for index, atom in enumerate(atoms):
        if index in partners:
            if atom.kind == "**":
                strong = partners[index] if strong is None else None
            else:
                em = partners[index] if em is None else None
            continue
        base: Style = "strong" if strong is not None else "em" if em is not None else "plain"
        if atom.kind == "code":
            out.append(Span(atom.text, "code"))
        elif atom.kind == "maths":
            out.append(Span(atom.text, "maths"))
        else:
            out.append(Span(atom.text, base))
    return out


def _partners(atoms: list[_Atom]) -> dict[int, int]:
    """Find which mark closes which; each map goes both ways."""
    found: dict[int, int] = {}
    for mark in ("**", "*"):
        opened: int | None = None
        for index, atom in enumerate(atoms):
            if atom.kind != mark:
                continue
            if opened is not None and _may_close(atoms, index) and index > opened + 1:
                found |= {opened: index, index: opened}
                opened = None
            elif _may_open(atoms, index):
                opened = index
    return _nested(found)


def _nested(partners: dict[int, int]) -> dict[int, int]:
    """Drop pairs of marks that cross, such as `**a *b** c*`."""
    kept: dict[int, int] = {}
    left: list[int] = []
    for index in sorted(partners):
        if partners[index] > index:
            left.append(index)
        elif left and left[-1] == partners[index]:
            kept |= {index: left.pop()}
            kept[kept[index]] = index
        elif partners[index] in left:
            left = left[: left.index(partners[index])]
    return kept


def _may_open(atoms: list[_Atom], index: int) -> bool:
    before = atoms[index - 1].text[-1:] if index else ""
    after = atoms[index + 1].text[:1] if index + 1 < len(atoms) else ""
    return bool(after) and not after.isspace() and not before.isalnum()


def _may_close(atoms: list[_Atom], index: int) -> bool:
    before = atoms[index - 1].text[-1:]
    after = atoms[index + 1].text[:1] if index + 1 < len(atoms) else ""
    return bool(before) and not before.isspace() and not after.isalnum()


def _merged(found: list[Span]) -> Spans:
    out: list[Span] = []
    for span in found:
        joins = out and out[-1].style == span.style and span.style in {"plain", "strong", "em"}
        if joins:
            out[-1] = Span(out[-1].text + span.text, span.style)
        else:
            out.append(span)
    return tuple(out)

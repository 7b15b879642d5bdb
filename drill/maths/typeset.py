r"""LaTeX for a terminal: in two dimensions, on one line, or in plain ASCII.

The front of `drill.maths.latex`: whoever shows a formula calls one of three functions here, whoever
checks one calls `check`. Everything is standard library and bounded by the reader. (TeXicode was
measured first: it takes no matrix inside of anything, knows no norm bars or named operators, and
sets no space around operators; what was left for it to draw is `box.py`.)
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from drill.maths.cells import cells, cut
from drill.maths.latex.drawing import draw
from drill.maths.latex.line import Line
from drill.maths.latex.reader import read
from drill.maths.latex.said import Said
from drill.maths.latex.tree import Node, Role, Row, Symbol

_HANG = 4
"""Cells that the later lines of a broken formula stand in."""


@lru_cache(maxsize=1024)
def inline(latex: str) -> str:
    """Set a formula on one line in Unicode; raises `CannotSet`."""
    return Line().text(read(latex)).strip()


@lru_cache(maxsize=1024)
def ascii(latex: str) -> str:  # noqa: A001 - called as `typeset.ascii`, and named for what it gives
    """Say a formula on one line in ASCII, as one would type it; raises `CannotSet`."""
    return Said().text(read(latex)).strip()


@lru_cache(maxsize=512)
def display(latex: str, width: int) -> tuple[str, ...]:
    """Set a formula in two dimensions: lines of equal width, none wider than `width` cells.

    One that is too wide is broken at its relations; what is still too wide is set on plain lines.
    Raises `CannotSet`.
    """
    tree = read(latex)
    drawn = list(draw(tree).rows)
    if _widest(drawn) > width:
        drawn = [line for part in _parts(tree) for line in _fitted(part, width)]
    lines = _trimmed(drawn)
    widest = _widest(lines)
    return tuple(line + " " * (widest - cells(line)) for line in lines)


def check(latex: str) -> None:
    """Raise `CannotSet` unless a formula can be shown in every way."""
    inline(latex)
    ascii(latex)
    draw(read(latex))


def _fitted(part: Node, width: int) -> list[str]:
    """Set one part of a broken formula; on plain lines where it does not fit when drawn."""
    later = isinstance(part, Row) and bool(part.items) and _is_relation(part.items[0])
    margin = " " * (min(_HANG, width // 3) if later else 0)
    room = max(1, width - len(margin))
    drawn = list(draw(part).rows)
    if _widest(drawn) > room:
        drawn = _wrapped(Line().text(part), room)
    return [margin + line for line in drawn]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        rest = word
        if lines[-1] and cells(f"{lines[-1]} {rest}") <= width:
            lines[-1] += f" {rest}"
            continue
        while rest:
            piece, rest = cut(rest, width)
            lines.append(piece)
    return lines[1:]


def _parts(tree: Node) -> list[Node]:
    """Break a formula before each of its relations."""
    items = tree.items if isinstance(tree, Row) else (tree,)
    starts = [i for i, item in enumerate(items) if i and _is_relation(item)]
    bounds = [0, *starts, len(items)]
    return [Row(items[a:b]) for a, b in pairwise(bounds)]


def _is_relation(node: Node) -> bool:
    return isinstance(node, Symbol) and node.role is Role.RELATION


def _trimmed(lines: list[str]) -> list[str]:
    kept = [line.rstrip() for line in lines]
    margin = min((len(line) - len(line.lstrip(" ")) for line in kept if line), default=0)
    kept = [line[margin:] for line in kept]
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    while len(kept) > 1 and not kept[0]:
        kept.pop(0)
    return kept


def _widest(lines: list[str]) -> int:
    return max(map(cells, lines), default=0)

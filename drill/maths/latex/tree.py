"""The tree of a formula as it is set, not as it is meant.

`drill.maths.tree` knows that `2x` is a product; this one knows that a 2 stands before an x. Nodes
are frozen and know nothing of how they are read or drawn.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TypeAlias

from drill.value import Value


class Role(Enum):
    """What a piece is to its neighbours; spacing follows from it."""

    ORDINARY = auto()
    SIGN = auto()
    """An operator with nothing on its left: the minus of `-b`."""
    BINARY = auto()
    RELATION = auto()
    PUNCTUATION = auto()
    OPEN = auto()
    CLOSE = auto()
    BAR = auto()
    """`|` and `‖`, which open and close."""
    FENCED = auto()
    """A whole bracket, from its opening to its closing sign."""
    FUNCTION = auto()
    """A name such as `sin`, set apart from what stands beside it."""
    LARGE = auto()
    """A sum, a limit, a maximum: what stands below it says over what."""
    SPACE = auto()


class Symbol(Value):
    """One sign: as it is shown (no character wider than a cell) and as it is said in ASCII."""

    shown: str
    said: str
    role: Role = Role.ORDINARY


class Words(Value):
    """Upright text, with its own spaces."""

    text: str


class Row(Value):
    """Pieces side by side."""

    items: tuple[Node, ...]


class Scripts(Value):
    """A base with what stands below and above it, at least one of the two."""

    base: Node
    below: Node | None
    above: Node | None


class Fraction(Value):
    """A top over a bottom; without a bar it is a binomial coefficient."""

    top: Node
    bottom: Node
    bar: bool = True


class Root(Value):
    """A root; the degree of a square root is None."""

    body: Node
    degree: Node | None


class Accented(Value):
    """A body under a mark: `hat`, `bar`, `tilde`, `dot`, `ddot`, `vec`."""

    mark: str
    body: Node


class Fenced(Value):
    """A body between two signs; a sign with an empty look is left out."""

    left: Symbol
    body: Node
    right: Symbol


class Grid(Value):
    """Rows of cells: a matrix, the cases of a definition, or lines aligned with each other.

    `kind` is `matrix`, `cases` or `aligned`; `left` and `right` are its brackets, or empty.
    """

    kind: str
    rows: tuple[tuple[Node, ...], ...]
    left: str = ""
    right: str = ""


Node: TypeAlias = Symbol | Words | Row | Scripts | Fraction | Root | Accented | Fenced | Grid

NOTHING = Row(())


def children(node: Node) -> tuple[Node, ...]:
    """List the direct parts of a node, in reading order."""
    match node:
        case Symbol() | Words():
            return ()
        case Row(items):
            return items
        case Scripts(base, below, above):
            return tuple(part for part in (base, below, above) if part is not None)
        case Fraction(top, bottom):
            return (top, bottom)
        case Root(body, degree):
            return (body,) if degree is None else (degree, body)
        case Accented(_, body) | Fenced(_, body, _):
            return (body,)
        case Grid(_, rows):
            return tuple(cell for row in rows for cell in row)


def depth(node: Node) -> int:
    """Count the levels of a tree, without recursion: it is what guards the recursions."""
    deepest = 0
    left = [(node, 1)]
    while left:
        here, level = left.pop()
        deepest = max(deepest, level)
        left.extend((child, level + 1) for child in children(here))
    return deepest

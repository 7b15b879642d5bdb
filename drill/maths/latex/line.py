"""A formula on one line, in Unicode: `f′(x) = lim[h→0] (f(x + h) − f(x))/h`.

What stands above and below each other on paper is written with a slash, with raised and lowered
characters where they exist, and with brackets wherever a reader could take it differently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from drill.maths.cells import clusters
from drill.maths.latex.commands import ACCENTS
from drill.maths.latex.scripts import lowered, raised
from drill.maths.latex.spacing import OPERATORS, gap, settled, touched
from drill.maths.latex.tree import (
    Accented,
    Fenced,
    Fraction,
    Grid,
    Node,
    Role,
    Root,
    Row,
    Scripts,
    Symbol,
    Words,
)
from drill.value import Value


class Piece(Value):
    """A set piece and its role among its neighbours."""

    text: str
    role: Role = Role.ORDINARY
    weak: bool = False
    """A fraction with a slash: it needs brackets where a factor touches it."""


class Line:
    """Sets a tree as one line; the other ways to set one differ from it in single methods."""

    def __init__(self, *, tight: bool = False) -> None:
        self.tight = tight
        """Without the spaces around operators, as in a script."""

    def text(self, node: Node) -> str:
        """Set a node by itself."""
        return self.row(node.items if isinstance(node, Row) else (node,))

    def compact(self, node: Node) -> str:
        """Set a node as it stands in a script."""
        return type(self)(tight=True).text(node)

    def row(self, items: tuple[Node, ...]) -> str:
        """Set nodes side by side."""
        found = [self.piece(item) for item in items]
        roles = settled(piece.role for piece in found)
        pieces = [self.settle(found, roles, index) for index in range(len(found))]
        out = ""
        before: Piece | None = None
        for piece in pieces:
            if piece.role is Role.SPACE:
                out += "" if self.tight or out.endswith(" ") else piece.text
                continue
            if before is not None and not out.endswith(" ") and self.apart(before, piece):
                out += " "
            out += piece.text
            before = piece
        return out

    def settle(self, pieces: list[Piece], roles: list[Role], index: int) -> Piece:
        """Give a piece its role among its neighbours; a fraction may need brackets there."""
        piece = pieces[index]
        if piece.weak and touched(roles, index):
            return Piece(f"({piece.text})", Role.FENCED)
        return replace(piece, role=roles[index])

    def apart(self, before: Piece, after: Piece) -> bool:
        """Say whether a space goes between two pieces."""
        if self.tight and (OPERATORS & {before.role, after.role} or before.role in _POINTS):
            return _is_word(before) or _is_word(after)
        if before.text.endswith("/"):
            return False
        runs_on = _OPEN_ENDED.search(before.text) is not None and after.text[:1].isalnum()
        return runs_on or gap(before.role, after.role)

    def piece(self, node: Node) -> Piece:
        """Set one node as a piece for its neighbours."""
        match node:
            case Symbol():
                return Piece(self.sign(node), _role_alone(node))
            case Words(text):
                return Piece(self.words_of(text))
            case Row(items):
                return Piece(self.row(items))
            case Scripts():
                return self.scripts(node)
            case Fraction():
                return self.fraction(node)
            case Root():
                return self.root(node)
            case Accented(mark, body):
                return self.accented(mark, body)
            case Fenced():
                return self.fenced(node)
            case Grid():
                return Piece(self.grid(node), Role.FENCED)

    # --- what a dialect says its own way ---

    def sign(self, symbol: Symbol) -> str:
        """Write one sign."""
        return symbol.shown

    def words_of(self, text: str) -> str:
        """Write upright text."""
        return text

    def scripts(self, node: Scripts) -> Piece:
        """Write a base with its scripts."""
        base = self.base(node.base)
        if is_large(node.base):
            return Piece(base.text + self.range(base.text, node), Role.LARGE)
        text = base.text
        if node.below is not None:
            plain = self.compact(node.below)
            low = lowered(plain)
            text += f"_{self.closed(node.below, plain)}" if low is None else low
        if node.above is not None:
            plain = self.compact(node.above)
            high = raised(plain)
            text += f"^{self.closed(node.above, plain)}" if high is None else high
        return Piece(text.replace("′′", "″"), base.role)

    def range(self, name: str, node: Scripts) -> str:
        """Write what a sum or a limit runs over."""
        below = "" if node.below is None else self.compact(node.below)
        above = "" if node.above is None else self.compact(node.above)
        low, high = lowered(below), raised(above)
        if len(name) == 1 and low is not None and high is not None:
            return low + high
        if not above:
            return f"[{below}]"
        return f"[{below} … {above}]" if below else f"^{self.closed(node.above, above)}"

    def base(self, node: Node) -> Piece:
        """Set the base of scripts, in brackets where they would seem to belong to its end only."""
        piece = self.piece(node)
        compound = isinstance(node, Row) and len(node.items) > 1
        if compound or isinstance(node, Fraction | Root):
            return Piece(f"({piece.text})", Role.FENCED)
        return piece

    def closed(self, node: Node | None, text: str) -> str:
        """Put brackets around what is more than one sign."""
        single = isinstance(node, Symbol | Fenced) or (isinstance(node, Words) and " " not in text)
        return text if single else f"({text})"

    def fraction(self, node: Fraction) -> Piece:
        """Write a fraction with a slash."""
        if not node.bar:
            return Piece(f"{self.text(node.top)} choose {self.text(node.bottom)}")
        top = self.operand(node.top, _is_factor)
        bottom = self.operand(node.bottom, _is_single)
        if _is_derivative(node):
            return Piece(f"{top}/{bottom}", Role.LARGE)
        return Piece(f"{top}/{bottom}", weak=True)

    def operand(self, node: Node, fits: Callable[[tuple[Node, ...]], bool]) -> str:
        """Write one side of a slash, in brackets unless it holds together."""
        text = self.text(node)
        items = node.items if isinstance(node, Row) else (node,)
        return text if fits(items) else f"({text})"

    def root(self, node: Root) -> Piece:
        """Write a root with its sign, and brackets around more than one sign."""
        body = self.text(node.body)
        if not isinstance(node.body, Symbol | Fenced | Accented):
            body = f"({body})"
        degree = "" if node.degree is None else self.compact(node.degree)
        mark = raised(degree)
        return Piece(f"{mark if mark is not None else degree}√{body}")

    def accented(self, mark: str, body: Node) -> Piece:
        """Write an accent upon a letter, or its name before more than one."""
        if isinstance(body, Scripts):
            base = self.accented(mark, body.base)
            return self.scripts(Scripts(Symbol(base.text, base.text), body.below, body.above))
        text = self.text(body)
        if len(clusters(text)) == 1:
            return Piece(unicodedata.normalize("NFC", text + ACCENTS[mark]))
        return Piece(f"{mark}({text})", Role.FENCED)

    def fenced(self, node: Fenced) -> Piece:
        """Write a bracket with its body."""
        left, right = self.sign(node.left), self.sign(node.right)
        role = Role.FENCED if left and right else Role.ORDINARY
        return Piece(f"{left}{self.text(node.body)}{right}", role)

    def grid(self, node: Grid) -> str:
        """Write a matrix, cases or aligned lines in a row."""
        rows = [[self.text(cell).strip() for cell in row] for row in node.rows]
        if node.kind == "cases":
            lines = [_case(row) for row in rows]
            return f"{{ {'; '.join(lines)} }}"
        if node.kind == "aligned":
            return _aligned([" ".join(cell for cell in row if cell) for row in rows])
        if all(len(row) == 1 for row in rows):
            body = f"({', '.join(row[0] for row in rows)})"
        elif len(rows) == 1:
            body = f"[{', '.join(rows[0])}]"
        else:
            body = f"[{', '.join('[' + ', '.join(row) + ']' for row in rows)}]"
        return f"det {body}" if node.left == "|" else body


_OPEN_ENDED = re.compile(r"[_^][^\s()\[\]_^]*\Z")
"""A script that could not be raised or lowered, and that a letter behind it would run into."""
_CONDITIONS = frozenset({"if", "when", "for", "otherwise", "else", "where", "unless"})
_POINTS = frozenset({Role.PUNCTUATION})
_LOOSE = OPERATORS | _POINTS | {Role.SPACE}
_DIFFERENTIALS = frozenset({"d", "∂"})


def is_large(node: Node) -> bool:
    """Tell whether a node is a sum, a limit or the like, whose scripts say over what."""
    return isinstance(node, Symbol) and node.role is Role.LARGE


def _role_alone(symbol: Symbol) -> Role:
    """Give the role of a sign without scripts: `max(0, x)` is an ordinary function."""
    named = symbol.role is Role.LARGE and len(symbol.shown) > 1
    return Role.FUNCTION if named else symbol.role


def _is_word(piece: Piece) -> bool:
    return piece.role in OPERATORS and piece.text[:1].isascii() and piece.text[:1].isalpha()


def _case(row: list[str]) -> str:
    """Say one case: `x if x > 0`, unless its condition brings its own words."""
    value, *conditions = (cell.removesuffix(",") for cell in row)
    condition = " ".join(conditions).strip()
    if not condition:
        return value
    joint = " " if condition.split()[0].strip(",") in _CONDITIONS else " if "
    return f"{value}{joint}{condition}"


def _aligned(lines: list[str]) -> str:
    """Run aligned lines on: one that begins with its relation goes on where the last one ended."""
    out = ""
    for line in filter(None, lines):
        goes_on = not (line[0].isalnum() or line[0] in "([{|√∑∫∂∇′") or not out
        out += line if not out else f" {line}" if goes_on else f"; {line}"
    return out


def _is_factor(items: tuple[Node, ...]) -> bool:
    """Tell whether nodes may stand before a slash without brackets: one sign or a product."""
    if len(items) == 1:
        return _holds(items[0])
    roles = {item.role for item in items if isinstance(item, Symbol)}
    names = {Role.FUNCTION, Role.LARGE}
    tall = any(isinstance(_bare(item), Fraction | Grid) for item in items)
    named = any(isinstance(bare := _bare(item), Symbol) and bare.role in names for item in items)
    applied = len(items) == 2 and named and isinstance(items[1], Fenced)
    return not (roles & _LOOSE or tall or (named and not applied))


def _is_single(items: tuple[Node, ...]) -> bool:
    """Tell whether nodes may stand behind a slash without brackets: one sign, or `dx`."""
    if len(items) == 1:
        return _holds(items[0])
    firsts, seconds = items[::2], items[1::2]
    pairs = len(firsts) == len(seconds) and all(map(_is_differential, firsts))
    return pairs and all(map(_holds, seconds))


def _holds(node: Node) -> bool:
    return not isinstance(_bare(node), Fraction | Grid | Row)


def _is_derivative(node: Fraction) -> bool:
    """Tell whether a fraction is the operator `d/dx` or `∂²/∂x²`, waiting for a function."""
    items = node.bottom.items if isinstance(node.bottom, Row) else (node.bottom,)
    return _is_differential(node.top) and len(items) > 1 and _is_differential(items[0])


def _is_differential(node: Node) -> bool:
    bare = _bare(node)
    return isinstance(bare, Symbol) and bare.shown in _DIFFERENTIALS


def _bare(node: Node) -> Node:
    return node.base if isinstance(node, Scripts) else node

"""A formula in two dimensions: what stands over or under something is drawn, the rest is a line.

A bare row is set by `Line`; fractions, tall brackets, limits, matrices and scripts that have no
raised characters become boxes. Inside a script nothing is drawn: it would not be legible there.
"""

from __future__ import annotations

from drill.maths import box
from drill.maths.box import Box
from drill.maths.latex.line import Line, is_large
from drill.maths.latex.scripts import lowered, raised
from drill.maths.latex.spacing import gap, settled
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

_STACKED = frozenset({"∑", "∏", "⋃", "⋂", "⨁"})
_POINTS = frozenset({Role.PUNCTUATION, Role.CLOSE})
_LINE = Line()
_SPACE = box.flat(" ")


def draw(node: Node) -> Box:
    """Draw a tree at its natural size."""
    if not is_tall(node):
        return box.flat(_LINE.text(node))
    if not isinstance(node, Row):
        return _draw(node)[0]
    drawn = [_draw(item) for item in node.items]
    roles = settled(role for _, role in drawn)
    out: list[Box] = []
    before: Role | None = None
    barred = False
    for item, (made, _), role in zip(node.items, drawn, roles, strict=True):
        has_bar = isinstance(item, Fraction)
        if role is not Role.SPACE:
            beside_bar = (barred or has_bar) and role not in _POINTS
            if before is not None and (gap(before, role) or beside_bar):
                out.append(_SPACE)  # a bar that touched a minus would look longer than it is
            before = role
        barred = has_bar
        out.append(made)
    return box.beside(out)


def is_tall(node: Node) -> bool:
    """Tell whether a node takes more than one row."""
    match node:
        case Symbol() | Words() | Accented():
            return False
        case Row(items):
            return any(map(is_tall, items))
        case Scripts(base, below, above):
            return _has_limits(node) or is_tall(base) or _sticks_out(base, below, above)
        case Fraction():
            return True
        case Root(body, _) | Fenced(_, body, _):
            return is_tall(body)
        case Grid(_, rows):
            return len(rows) > 1 or any(is_tall(cell) for row in rows for cell in row)


def _draw(node: Node) -> tuple[Box, Role]:
    """Draw one node, and give its role among its neighbours."""
    if not is_tall(node):
        piece = _LINE.piece(node)
        return box.flat(piece.text), piece.role
    match node:
        case Scripts():
            return _scripts(node)
        case Fraction(top, bottom, bar):
            return (_fraction(top, bottom) if bar else _binomial(top, bottom)), Role.ORDINARY
        case Root(body, degree):
            mark = "" if degree is None else _LINE.compact(degree)
            sign = box.flat(f"{raised(mark) or mark}√")
            return box.beside((sign, box.fenced("(", draw(body), ")"))), Role.ORDINARY
        case Fenced(left, body, right):
            role = Role.FENCED if left.shown and right.shown else Role.ORDINARY
            if isinstance(body, Fraction) and not body.bar:
                return _binomial(body.top, body.bottom), role
            return box.fenced(left.shown, draw(body), right.shown), role
        case Grid():
            return _grid(node), Role.FENCED
        case _:
            return draw(node), Role.ORDINARY


def _fraction(top: Node, bottom: Node) -> Box:
    return box.fraction(draw(top), draw(bottom))


def _binomial(top: Node, bottom: Node) -> Box:
    pair = box.stacked((draw(top), box.flat(""), draw(bottom)), base=1)
    return box.fenced("(", pair, ")")


def _has_limits(node: Scripts) -> bool:
    """Tell whether scripts go over and under their base: those of a sum, or words under `lim`."""
    base = node.base
    if not isinstance(base, Symbol) or base.role is not Role.LARGE:
        return False
    return base.shown in _STACKED or (len(base.shown) > 1 and node.above is None)


def _scripts(node: Scripts) -> tuple[Box, Role]:
    low = "" if node.below is None else _LINE.compact(node.below)
    high = "" if node.above is None else _LINE.compact(node.above)
    if _has_limits(node):
        sign = box.flat(node.base.shown if isinstance(node.base, Symbol) else "")
        parts = [box.flat(high)] if high else []
        parts += [sign, *([box.flat(low)] if low else [])]
        return box.stacked(parts, base=1 if high else 0), Role.LARGE
    if is_tall(node.base):
        base = draw(node.base)
        if isinstance(node.base, Fraction | Root | Row):
            base = box.fenced("(", base, ")")
        low, high = lowered(low) or low, raised(high) or high
        return box.scripted(base, _maybe(low), _maybe(high)), Role.FENCED
    piece = _LINE.base(node.base)
    text, role = piece.text, piece.role
    if low and (sign_low := lowered(low)) is not None:
        text, low = text + sign_low, ""
    if high and not low and (sign_high := raised(high)) is not None:
        text, high = text + sign_high, ""
    return box.scripted(box.flat(text), _maybe(low), _maybe(high)), role


def _maybe(text: str) -> Box | None:
    return box.flat(text) if text else None


def _sticks_out(base: Node, below: Node | None, above: Node | None) -> bool:
    """Tell whether a script has no raised or lowered form."""
    if is_large(base) and isinstance(base, Symbol) and len(base.shown) > 1:
        return False
    low = "" if below is None else _LINE.compact(below)
    high = "" if above is None else _LINE.compact(above)
    return lowered(low) is None or raised(high) is None


def _grid(node: Grid) -> Box:
    rows = [[draw(cell) for cell in row] for row in node.rows]
    columns = max(map(len, rows))
    tall = any(len(cell.rows) > 1 for row in rows for cell in row)
    if node.kind == "aligned":
        return box.grid(rows, ("rl" * columns)[:columns], 1, airy=tall)
    if node.kind == "cases":
        return box.fenced("{", box.grid(rows, "l" * columns, 3, airy=tall), "")
    body = box.grid(rows, "c" * columns, 2, airy=tall)
    return box.fenced(node.left, body, node.right) if node.left else body

"""Brackets that belong together, folded into one node: `( x + 1 )` is one piece to its neighbours.

A bracket without its partner stays a sign: formulas may hold half-open intervals, and prose about
them a lone bracket.
"""

from __future__ import annotations

from drill.maths.latex.tree import Fenced, Node, Role, Row, Scripts, Symbol


def paired(items: list[Node]) -> list[Node]:
    """Fold every matched pair of brackets and bars in a row; linear in its length."""
    return _bars(_brackets(items))


def _brackets(items: list[Node]) -> list[Node]:
    out: list[Node] = []
    opened: list[int] = []
    for item in items:
        if _sign(item).role is Role.OPEN and isinstance(item, Symbol):
            opened.append(len(out))
            out.append(item)
        elif _sign(item).role is Role.CLOSE and opened:
            start = opened.pop()
            out[start:] = [_fold(out[start], _bars(out[start + 1 :]), item)]
        else:
            out.append(item)
    return out


def _bars(items: list[Node]) -> list[Node]:
    """Fold `| x |` where the bars of a row come in pairs; `||` typed as two is one sign."""
    merged: list[Node] = []
    for item in items:
        before = merged[-1] if merged else None
        if isinstance(before, Symbol) and before.shown == "|" == _sign(item).shown:
            merged[-1] = _replaced(item, Symbol("‖", "||", Role.BAR))
        else:
            merged.append(item)
    places = [i for i, item in enumerate(merged) if _sign(item).role is Role.BAR]
    signs = [_sign(merged[i]).shown for i in places]
    starts, ends = places[::2], places[1::2]
    fits = len(starts) == len(ends) and signs[::2] == signs[1::2]
    if not fits or not all(isinstance(merged[i], Symbol) for i in starts):
        return merged
    out: list[Node] = []
    last = 0
    for start, end in zip(starts, ends, strict=True):
        if end == start + 1:
            return merged
        out += merged[last:start]
        out.append(_fold(merged[start], merged[start + 1 : end], merged[end]))
        last = end + 1
    return out + merged[last:]


_NONE = Symbol("", "")


def _sign(item: Node) -> Symbol:
    """Give the sign an item is, perhaps with scripts upon it; an empty one for anything else."""
    if isinstance(item, Scripts):
        item = item.base
    return item if isinstance(item, Symbol) else _NONE


def _replaced(item: Node, sign: Symbol) -> Node:
    return Scripts(sign, item.below, item.above) if isinstance(item, Scripts) else sign


def _fold(left: Node, body: list[Node], right: Node) -> Node:
    inner = body[0] if len(body) == 1 else Row(tuple(body))
    fence = Fenced(_sign(left), inner, _sign(right))
    if isinstance(right, Scripts):
        return Scripts(fence, right.below, right.above)
    return fence

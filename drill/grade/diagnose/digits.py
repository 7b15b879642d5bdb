"""An answer that would be right with one number changed: a slip in working it out.

The answer's own numbers are changed, so it may be written in any form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from drill.maths.rebuild import fraction, with_children
from drill.maths.tree import Node, Number, children

MOST_NUMBERS = 14

Right = Callable[[Node], bool]


def number_slips(given: Node, right: Right) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Give a probe, the number that was written and the one that would be right, if there is one.

    `right` tells whether a tree is the truth.
    """
    count = _count(given)
    for turn in range(min(count, MOST_NUMBERS)):
        old = _number_at(given, turn)
        for id_, new in _others(old):
            if right(_changed(given, turn, new)):
                yield id_, old, new
                return


def _others(old: Fraction) -> Iterator[tuple[str, Fraction]]:
    yield "probe/decimal-slip", old * 10
    yield "probe/decimal-slip", old / 10
    for step in (1, -1, 2, -2, 3, -3):
        if old + step >= 0:
            yield "probe/simplification", old + step
    yield "probe/simplification", old * 2
    yield "probe/simplification", old / 2
    yield "probe/simplification", old * old
    yield "probe/sign", -old


def _count(tree: Node) -> int:
    if isinstance(tree, Number):
        return 1
    return sum(map(_count, children(tree)))


def _number_at(tree: Node, turn: int) -> Fraction:
    left = [tree]
    while left:
        here = left.pop()
        if isinstance(here, Number):
            if turn == 0:
                return here.value
            turn -= 1
        left.extend(reversed(children(here)))
    return Fraction(0)


def _changed(tree: Node, turn: int, new: Fraction) -> Node:
    """Put a number in the place of the one that is reached after `turn` others."""
    left = turn

    def change(here: Node) -> Node:
        nonlocal left
        if isinstance(here, Number):
            left -= 1
            return fraction(new) if left == -1 else here
        return with_children(here, change)

    return change(tree)

"""What stands between two factors: nothing in `2πr`, a space in `x sin(x)`, a dot in `2 · 3`.

Letters touch only where reading would take them apart again, under the names of the tree.
"""

from __future__ import annotations

from itertools import pairwise

from drill.maths.errors import Unreadable
from drill.maths.reading import words
from drill.maths.reading.letters import run_at
from drill.maths.scope import Scope
from drill.maths.showing.spelling import CONSTANTS, exponent, is_one_letter, pretty
from drill.maths.tree import Call, Constant, Name, Node, Number, Power, names

_LONGEST_RUN = 8
_WORDS = frozenset({"or", "and"})  # between spaces these part alternatives


class Neighbours:
    """Knows all the names of one tree, and so which letters may touch."""

    def __init__(self, tree: Node) -> None:
        found = names(tree)
        self._scope = Scope(tuple(sorted(name for name in found if name.isidentifier())))
        self.sigma_is_free = "sigma" not in found

    def separators(self, factors: tuple[Node, ...]) -> list[str]:
        """Give what to write before each factor but the first."""
        found: list[str] = []
        run = _letters(factors[0])
        for left, right in pairwise(factors):
            glued = self._touch(left, right, run)
            joined = glued and isinstance(left, Name | Constant)
            run = run + _letters(right) if joined else _letters(right)
            found.append("" if glued else " · " if _starts_with_digit(right) else " ")
        return found

    def _touch(self, left: Node, right: Node, run: tuple[str, ...]) -> bool:
        letters = _letters(right)
        if not letters or len(run) >= _LONGEST_RUN:
            return False
        if isinstance(left, Number):
            return "e" not in left.text
        if isinstance(left, Power):
            return bool(_letters(left) and exponent(left.exponent))
        return isinstance(left, Name | Constant) and bool(run) and self._parts(run + letters)

    def _parts(self, letters: tuple[str, ...]) -> bool:
        """Tell whether letters written together are read as themselves, and as nothing else."""
        joined = "".join(CONSTANTS.get(name) or pretty(name) for name in letters)
        run = run_at(joined, 0, len(joined))
        if run is None or run.end != len(joined) or joined in _WORDS:
            return False
        try:
            readings = words.both(run, self._scope, bracket=False)
        except Unreadable:
            return False
        return all(tuple(piece.text for piece in reading.pieces) == letters for reading in readings)


def _letters(node: Node) -> tuple[str, ...]:
    """Give the one letter a factor begins with, if it may touch what stands before it."""
    head = node.base if isinstance(node, Power) else node
    if isinstance(head, Constant):
        return (head.name,) if head.name in {"e", "pi"} else ()
    return (head.name,) if isinstance(head, Name) and is_one_letter(head.name) else ()


def _starts_with_digit(node: Node) -> bool:
    match node:
        case Number() | Call("factorial", (Number(),)):
            return True
        case Power(Number(_, text), _):
            return "e" not in text
    return False

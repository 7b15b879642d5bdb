"""Where a space goes between two pieces of a formula, as a typesetter decides it.

Around relations and binary operators, but not around a leading sign (`a - b`, `-b`, `2 * -b`);
behind a comma; between a function's name and what is not in brackets. The same for every way a
formula is set; knows nothing of what the pieces are drawn with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from drill.maths.latex.tree import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """A set piece and its role among its neighbours."""

    text: str
    role: Role = Role.ORDINARY


_LEADING = frozenset({Role.BINARY, Role.RELATION, Role.OPEN, Role.PUNCTUATION, Role.LARGE})
_OPERATORS = frozenset({Role.BINARY, Role.RELATION})
_NAMES = frozenset({Role.FUNCTION, Role.LARGE})
_TIGHT_AFTER = frozenset({Role.CLOSE, Role.PUNCTUATION})


def settled(pieces: list[Piece]) -> list[Piece]:
    """Make a binary operator with nothing on its left, or nothing on its right, an ordinary sign.

    A function's name counts as nothing before a sign (`sin -x`), a relation too.
    """
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        before = _solid(out)
        after = any(later.role is not Role.SPACE for later in pieces[index + 1 :])
        lonely = before is None or before.role in _LEADING or not after
        if piece.role is Role.BINARY and (lonely or _is_function(before)):
            out.append(replace(piece, role=Role.ORDINARY))
        else:
            out.append(piece)
    return out


def gap(before: Piece, after: Piece) -> bool:
    """Say whether a space stands between two settled pieces."""
    left, right = before.role, after.role
    if left in _OPERATORS or right in _OPERATORS:
        return True
    if left is Role.PUNCTUATION:
        return right not in _TIGHT_AFTER
    if right in _TIGHT_AFTER or left is Role.OPEN:
        return False
    if left is Role.LARGE:
        return True
    if left is Role.FUNCTION:
        return right not in {Role.OPEN, Role.FENCED, Role.BAR}
    return right in _NAMES and left in {Role.ORDINARY, Role.CLOSE, Role.FENCED, Role.BAR}


def _solid(pieces: list[Piece]) -> Piece | None:
    return next((piece for piece in reversed(pieces) if piece.role is not Role.SPACE), None)


def _is_function(piece: Piece | None) -> bool:
    return piece is not None and piece.role is Role.FUNCTION

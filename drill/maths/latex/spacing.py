"""Where a space goes between two pieces of a formula, as a typesetter decides it.

Around relations and binary operators, but not around a leading sign (`a - b`, `-b`, `2 * -b`);
behind a comma; between a function's name and what is not in brackets. It follows from the pieces'
roles alone, the same for every way a formula is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drill.maths.latex.tree import Role

OPERATORS = frozenset({Role.BINARY, Role.RELATION})
_BEFORE_SIGN = OPERATORS | {Role.OPEN, Role.PUNCTUATION, Role.LARGE, Role.FUNCTION, Role.SIGN}
_NAMES = frozenset({Role.FUNCTION, Role.LARGE})
_ENDS = frozenset({Role.CLOSE, Role.PUNCTUATION})
_FACTORS = frozenset({Role.ORDINARY, Role.FENCED, Role.BAR})


def settled(roles: Iterable[Role]) -> list[Role]:
    """Tell signs from operators: an operator with nothing on its left is a sign, or none at all."""
    given = list(roles)
    solid = [index for index, role in enumerate(given) if role is not Role.SPACE]
    out = list(given)
    before: Role | None = None
    for index in solid:
        role = given[index]
        alone = before is None or before in _BEFORE_SIGN or index == solid[-1]
        if role is Role.BINARY and alone:
            out[index] = Role.SIGN
        before = out[index]
    return out


def gap(left: Role, right: Role) -> bool:
    """Say whether a space stands between two pieces of settled roles."""
    if left in OPERATORS or right in OPERATORS:
        return True
    if right in _ENDS or left in {Role.OPEN, Role.SIGN}:
        return False
    if left in {Role.PUNCTUATION, Role.LARGE}:
        return True
    if left is Role.FUNCTION:
        return right not in {Role.OPEN, Role.FENCED, Role.BAR}
    return right in _NAMES and left in {*_FACTORS, Role.CLOSE}


def touched(roles: Sequence[Role], index: int) -> bool:
    """Say whether a factor touches a piece, so that a slash in it would be taken differently."""
    before = _nearest(reversed(roles[:index]))
    after = _nearest(roles[index + 1 :])
    return before in {*_FACTORS, Role.CLOSE, Role.FUNCTION} or after in {*_FACTORS, Role.OPEN}


def _nearest(roles: Iterable[Role]) -> Role | None:
    return next((role for role in roles if role is not Role.SPACE), None)

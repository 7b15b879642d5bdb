"""A bank's `check:` mapping, read: which claim it is, its maths as trees, its domain.

Whatever is wrong with the mapping itself is a `ClaimError` with one sentence for the author.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drill.maths.domain import Domain, parse_range
from drill.maths.errors import MathsError, Unreadable
from drill.maths.read import read_typed
from drill.maths.scope import Scope, canonical
from drill.maths.tree import Node, names

KEYS: Mapping[str, frozenset[str]] = {
    "derivative": frozenset({"derivative", "wrt", "is", "where"}),
    "gradient": frozenset({"gradient", "wrt", "is", "where"}),
    "hessian": frozenset({"hessian", "wrt", "is", "where"}),
    "equal": frozenset({"equal", "where"}),
    "differs": frozenset({"differs", "at", "where"}),
    "at_most": frozenset({"at_most", "where"}),
    "value": frozenset({"value", "at", "is", "tolerance"}),
    "limit": frozenset({"limit", "of", "to", "is", "where", "from"}),
}
"""The claims there are, by the key that names them, with every key each may have."""
_OPTIONAL = frozenset({"where", "at", "tolerance", "from"})


class ClaimError(MathsError):
    """A claim that cannot be checked as it is written; says what to change."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its kind, the mapping it came from, and its domain."""

    kind: str
    fields: Mapping[str, object]
    domain: Domain
    declared: tuple[str, ...]

    def tree(self, key: str) -> Node:
        """Read the maths under a key."""
        return self.read(self.fields[key], key)

    def both(self, key: str) -> tuple[Node, Node]:
        """Read the two sides under a key."""
        sides = self.fields[key]
        if not isinstance(sides, list | tuple) or len(sides) != 2:
            raise ClaimError(f"`{key}` is a list of two expressions.")
        return self.read(sides[0], key), self.read(sides[1], key)

    def wrt(self) -> tuple[str, ...]:
        """Give the variables to differentiate by."""
        named = self.fields["wrt"]
        listed = named if isinstance(named, list | tuple) else [named]
        return tuple(canonical(str(name)) for name in listed)

    def at(self) -> dict[str, Node]:
        """Read the point of the claim."""
        point = self.fields.get("at", {})
        if not isinstance(point, Mapping):
            raise ClaimError("`at` is a mapping of variables to values, such as {x: 2}.")
        return {canonical(str(name)): self.read(value, "at") for name, value in point.items()}

    def tolerance(self) -> float:
        """Give the relative tolerance; 0 asks for the exact value."""
        value = self.fields.get("tolerance", 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise ClaimError("`tolerance` is a number such as 0.001.")
        return float(value)

    def read(self, value: object, key: str) -> Node:
        """Read one piece of maths, which in YAML may be a plain number."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ClaimError(f'`{key}` holds maths as text, such as "2*x".')
        try:
            return read_typed(str(value), Scope(self.declared))
        except Unreadable as error:
            raise ClaimError(f"`{key}: {value}` is not readable: {error}") from None

    def check_names(self, *trees: Node) -> None:
        """Refuse a range of a variable that occurs nowhere: most likely a slip."""
        used = frozenset().union(*map(names, trees))
        for name in self.domain.ranges:
            if name not in used:
                raise ClaimError(f"`where` speaks of {name}, which does not occur.")


def read_claim(fields: Mapping[str, object]) -> Claim:
    """Find out which claim a mapping makes; raises `ClaimError`."""
    kinds = [key for key in fields if key in KEYS]
    if len(kinds) != 1:
        known = ", ".join(KEYS)
        raise ClaimError(f"A check makes one claim, by one of these keys: {known}.")
    kind = kinds[0]
    unknown = sorted(set(fields) - KEYS[kind])
    if unknown:
        allowed = ", ".join(sorted(KEYS[kind]))
        raise ClaimError(f"A check of `{kind}` has no `{unknown[0]}`; it may have {allowed}.")
    missing = sorted(KEYS[kind] - _OPTIONAL - set(fields))
    if missing:
        raise ClaimError(f"A check of `{kind}` needs `{missing[0]}`.")
    try:
        domain = _domain(fields.get("where", {}))
        return Claim(kind, fields, domain, _declared(fields, domain))
    except Unreadable as error:
        raise ClaimError(str(error)) from None


def _domain(where: object) -> Domain:
    if not isinstance(where, Mapping):
        raise ClaimError('`where` is a mapping of variables to ranges, such as {x: "> 0"}.')
    try:
        return Domain(
            {canonical(str(name)): parse_range(str(text)) for name, text in where.items()}
        )
    except ValueError as error:
        raise ClaimError(f"{error}.") from None


def _declared(fields: Mapping[str, object], domain: Domain) -> tuple[str, ...]:
    """List the names that a claim itself shows to be variables."""
    found = list(domain.ranges)
    point = fields.get("at", {})
    found += [str(name) for name in point] if isinstance(point, Mapping) else []
    for key in ("wrt", "of"):
        named = fields.get(key, ())
        found += map(str, named if isinstance(named, list | tuple) else [named])
    return tuple(dict.fromkeys(found))

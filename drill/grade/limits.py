"""Limits worked out twice over: by sympy, and by going near with very many digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any, TypeAlias

import sympy

from drill.grade.points import Point, nice_points, places
from drill.grade.traits import traits
from drill.maths.balls import Ball, Machine
from drill.maths.domain import Domain
from drill.maths.evaluate import exact_value
from drill.maths.gaps import Gap
from drill.maths.program import Program
from drill.maths.symbols import symbol, to_sympy
from drill.maths.tree import Constant, Negative, Node

Sympy: TypeAlias = Any
"""A sympy expression; sympy carries no types."""

_BITS = 2000
_STEPS = (40, 80, 160)
_LOOKS = 3
_FAR = 1e-3
"""A difference that is not small at the nearest point, and has hardly shrunk, contradicts."""
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit of a tree for a variable going somewhere.

    `side` is `+` or `-` for a limit from above or below, and empty for both.
    """

    tree: Node
    of: str
    to: Node
    side: str = ""


def limit_complaint(limit: Limit, claimed: Node, domain: Domain) -> str:
    """Say why a limit is not what is claimed; nothing where it is.

    sympy has to confirm it, or the numbers to come near beyond doubt; neither may contradict.
    """
    nearness = _nearness(limit, claimed, domain)
    if nearness is False:
        return "going near it numerically leads elsewhere"
    found = _by_sympy(limit, domain)
    if found is None:
        return "" if nearness else "neither sympy nor numbers could confirm it"
    difference = sympy.simplify(found - to_sympy(claimed, domain))
    if difference == 0 or (nearness and difference.is_number is False):
        return ""
    if found == to_sympy(claimed, domain):
        return ""
    return f"sympy finds {sympy.sstr(found)[:80]}"


def _by_sympy(limit: Limit, domain: Domain) -> Sympy | None:
    expression, to = to_sympy(limit.tree, domain), to_sympy(limit.to, domain)
    try:
        found = sympy.limit(expression, symbol(limit.of, domain), to, limit.side or "+-")
    except (NotImplementedError, ValueError, TypeError):
        return None
    return None if found.has(sympy.Limit, sympy.AccumBounds, sympy.nan) else found


def _nearness(limit: Limit, claimed: Node, domain: Domain) -> bool | None:
    """Tell whether values approach the claim; None where they hardly say."""
    program = Program()
    roots = (program.add(limit.tree), program.add(claimed))
    found = traits(program, roots)
    machine = Machine(program, roots)
    where = places(found.names, domain, found.positive - {limit.of}, found.whole)
    verdicts = [
        _approach(machine, dict(start), limit, sign)
        for start in islice(nice_points(where), _LOOKS)
        for sign in _signs(limit)
    ]
    if False in verdicts:
        return False
    return True if verdicts and all(verdicts) else None


def _signs(limit: Limit) -> tuple[int, ...]:
    if _infinity(limit.to):
        return (1,)
    return {"+": (1,), "-": (-1,)}.get(limit.side, (1, -1))


def _infinity(to: Node) -> int:
    if isinstance(to, Negative):
        return -_infinity(to.body)
    return int(isinstance(to, Constant) and to.name == "inf")


def _approach(machine: Machine, start: dict[str, Fraction], limit: Limit, sign: int) -> bool | None:
    errors: list[float] = []
    for step in _STEPS:
        point = _place(start, limit, Fraction(sign, 2**step))
        if point is None:
            return None
        try:
            evaluation = machine.at(point, _BITS)
            value, claimed = evaluation.root(0), evaluation.root(1)
        except Gap:
            return None
        errors.append(_relative(value, claimed))
    if errors[-1] < _NEAR:
        return True
    return False if errors[-1] > _FAR and errors[-1] > errors[0] / 2 else None


def _place(start: Mapping[str, Fraction], limit: Limit, step: Fraction) -> Point | None:
    infinity = _infinity(limit.to)
    if infinity:
        return {**start, limit.of: infinity / abs(step)}
    centre = exact_value(limit.to)
    return None if centre is None else {**start, limit.of: centre + step}


def _relative(value: Ball, claimed: Ball) -> float:
    return float(abs(value - claimed).abs_upper() / (1 + abs(claimed)).abs_upper())

"""What goes wrong with the variable itself, u^v, max(u, 0) and a logarithm of any base."""

from __future__ import annotations

import math
from collections.abc import Iterator

from drill.grade.diagnose.floats import raised_size
from drill.grade.diagnose.slip import FAR, SELDOM, SPECIAL, USUAL, Slip
from drill.grade.diagnose.spots import Here
from drill.maths.build import exact
from drill.maths.tree import Node


def variable_slips() -> Iterator[Slip]:
    """Give the slips of the variable itself, its own first power."""
    kept = "The derivative of {whole} was taken to be {whole} itself."
    yield Slip("kept-exponent", USUAL, lambda h: h.y, kept)
    yield Slip("raised-exponent", SELDOM, lambda h: h.y**2, "The exponent of {whole} went up.")
    yield Slip("integrated-instead", USUAL, lambda h: h.y**2 / 2, "{whole} was integrated.")


def relu_slips(arguments: tuple[Node, ...]) -> Iterator[Slip]:
    """Give the slips of max(u, 0)."""
    if len(arguments) != 2:
        return
    turn = 0 if exact(arguments[1]) == 0 else 1
    said = "At {whole} the derivative of relu was remembered wrongly."
    yield Slip("relu-derivative", SPECIAL, lambda h: h.d[turn], said)
    yield Slip("relu-derivative", SPECIAL, lambda h: h.v[turn] * h.d[turn], said)
    yield Slip("relu-derivative", SPECIAL, lambda h: h.y * h.d[turn], said)


def logarithm_slips() -> Iterator[Slip]:
    """Give the slips of a logarithm of any base."""
    dropped = "At {whole} the factor 1/ln of the base was left out."
    yield Slip("log-base-dropped", SPECIAL, lambda h: h.d[0] / h.v[0], dropped)


def tower_slips() -> Iterator[Slip]:
    """Give the slips of a power whose base and exponent both move."""
    said = "{whole} was treated as if only its base moved."
    name = "variable-exponent-as-power"

    def as_power(h: Here) -> float:
        return h.v[1] * raised_size(h.v[0], h.v[1] - 1)

    yield Slip(name, SPECIAL, lambda h: as_power(h) * h.d[0], said)
    yield Slip(name, SPECIAL, as_power, said)
    only = "{whole} was treated as if only its exponent moved."
    yield Slip(name, USUAL, lambda h: h.y * math.log(h.v[0]) * h.d[1], only)
    yield Slip(name, USUAL, lambda h: h.y * math.log(h.v[0]), only)
    yield Slip(name, SELDOM, lambda h: h.right / h.y, "At {whole} its own factor was left out.")
    last = "At {whole} the term of the base was left out in the logarithm's derivative."
    yield Slip(name, FAR, lambda h: h.y * (math.log(h.v[0]) + h.v[1]), last)

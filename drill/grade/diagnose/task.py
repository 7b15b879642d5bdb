"""What a diagnosis is asked, and what it gives: values only, no rule and no number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drill.maths.domain import REAL, Domain
from drill.maths.tree import Node


class Op(StrEnum):
    """What was to be worked out."""

    DERIVATIVE = "derivative"
    SECOND = "second_derivative"
    GRADIENT = "gradient"
    JACOBIAN = "jacobian"
    HESSIAN = "hessian"


@dataclass(frozen=True, slots=True)
class DerivativeTask:
    """An expression in its author's order, and by what it was to be differentiated.

    `of` is a scalar, or a vector for a Jacobian; `wrt` lists one variable, or those of a gradient
    in their order. `variables` are all that were declared (the other ones are held constant).
    """

    of: Node
    wrt: tuple[str, ...]
    variables: tuple[str, ...] = ()
    domain: Domain = REAL
    op: Op = Op.DERIVATIVE


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake that gives exactly the answer that was typed."""

    id: str
    """An id of the catalogue, or `probe/…` where only the shape of the difference is known."""
    name: str
    sentence: str
    path: tuple[int, ...]
    """Where in the expression it happened: child indices from the root, as in `tree.children`."""
    line: str
    """What was done there, in one line."""
    bugs: int = 1
    """How many mistakes together explain the answer; each has a finding of its own."""

"""What a derivation has come to so far, as far as its next line needs it.

A wrong slope of a part is kept as a claim: whoever goes on with it has not slipped again.
"""

from __future__ import annotations

from dataclasses import dataclass

from drill.grade.compare import compare
from drill.grade.derivation.given import Derivation
from drill.grade.derivation.names import Names, goals_of, names_of
from drill.grade.derivation.symbols import Typed
from drill.maths.build import tidied
from drill.maths.slope import slope
from drill.maths.tree import Negative, Node, Product, Sum


@dataclass(frozen=True, slots=True)
class Claim:
    """A wrong slope of a part that the learner wrote down, and may go on with."""

    of: str
    wrt: str
    taken: Node
    truth: Node
    number: int


@dataclass(frozen=True, slots=True)
class State:
    """What has been written so far, as far as the next line needs it."""

    known: Names
    truth: Node
    """The derivative in the variables alone."""
    goals: tuple[Node, ...]
    basis: Node
    """What the next line should be worth: the last line, or the derivative before there is one."""
    last: Typed | None = None
    number: int = 0
    """Lines so far."""
    first_wrong: int | None = None
    claims: tuple[Claim, ...] = ()
    reached: bool = False
    stands: int = 0
    """The number of the line that the next one is held against; 0 before there is one."""
    steps: int = 0
    """Claims that were right and said something new: a step, a named part, a slope of a part."""
    quiet: bool = False
    """Whether it is enough to say that a line does not follow, and not why."""


def begin(derivation: Derivation) -> State:
    """Begin a derivation; raises `Unreadable` or `NoValue` where its author made a slip."""
    known = names_of(derivation)
    truth = tidied(slope(known.written_out(known.of), known.wrt))
    return State(known, truth, goals_of(derivation, known), truth)


def taken(state: State, claim: Claim) -> Node:
    """Give what a wrong slope of a part makes of the derivative, by the chain rule through it."""
    known = state.known
    change = Sum((claim.taken, Negative(claim.truth)))
    if claim.of == known.label:
        factor = known.slope_of(known.meaning(claim.wrt), known.wrt)
    else:
        factor = known.slope_of(known.of, claim.of)
        if claim.wrt != known.wrt:
            through = known.slope_of(known.meaning(claim.wrt), known.wrt)
            factor = Product((factor, through))
    return Sum((state.truth, Product((known.written_out(factor), change))))


def claimed(state: State, here: Node) -> Claim | None:
    """Find the wrong slope of a part that leads to this line."""
    domain = state.known.domain
    return next(
        (one for one in state.claims if compare(taken(state, one), here, domain).equal), None
    )

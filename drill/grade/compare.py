"""Whether an answer equals the truth: scalars, vectors, matrices, sets, equations.

Refutations are certain and come with a counter-example; being equal rests on the trees being the
same, or on numbers that agree to hundreds of digits wherever both have a value (see `look` for
what that means). What could not be decided is said to be so, and is nobody's mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drill.grade.equations import compare_equations
from drill.grade.figures import coordinate, pair
from drill.grade.scalars import Found, compare_scalars
from drill.grade.survey import Survey, survey
from drill.grade.vector_names import speaks_of_vectors, with_components
from drill.grade.verdict import Counterexample, DecidedBy
from drill.maths.components import Grid, Parts, components
from drill.maths.domain import REAL, Domain
from drill.maths.errors import NoValue
from drill.maths.tree import Constant, Equation, Negative, Node, SetOf

MOST_ITEMS = 24
"""Elements of a set that are compared; more are not decided."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two trees are equal (None: not decided), on what grounds, and where they are not.

    `reason` says in a few words why two things of different kinds cannot be equal.
    """

    equal: bool | None
    decided_by: DecidedBy | None = None
    counterexample: Counterexample | None = None
    reason: str = ""


IDENTICAL = Comparison(equal=True, decided_by=DecidedBy.IDENTITY)
AGREED = Comparison(equal=True, decided_by=DecidedBy.NUMBERS)
UNDECIDED = Comparison(equal=None)


def compare(
    truth: Node, given: Node, domain: Domain = REAL, *, up_to_factor: bool = False
) -> Comparison:
    """Compare two trees on a domain; never raises, and never takes more than some 50 ms.

    `up_to_factor` lets equations be multiplied by a number and rearranged.
    """
    seen = survey(truth, given)
    if seen.too_deep:
        return UNDECIDED
    if truth == given:
        return IDENTICAL
    try:
        if not seen.has_parts and not seen.infinite:
            return _of_found(compare_scalars(truth, given, domain))
        return _compare(truth, given, domain, seen, up_to_factor=up_to_factor)
    except NoValue as error:
        return _valueless(truth, error)


def _valueless(truth: Node, error: NoValue) -> Comparison:
    """Judge a pair of which one has no value at all: it is wrong if the truth has one."""
    try:
        components(truth)
    except NoValue:
        return UNDECIDED
    if "too large" in str(error):
        return UNDECIDED
    return Comparison(equal=False, decided_by=DecidedBy.IDENTITY, reason=str(error))


def _compare(
    truth: Node, given: Node, domain: Domain, seen: Survey, *, up_to_factor: bool
) -> Comparison:
    if isinstance(truth, Equation) or isinstance(given, Equation):
        return _equations(truth, given, domain, up_to_factor=up_to_factor)
    if isinstance(truth, SetOf) or isinstance(given, SetOf):
        return _sets(truth, given, domain)
    if seen.infinite:
        return _infinities(truth, given)
    if seen.of_vectors and speaks_of_vectors(truth, given):
        truth, given = with_components(truth, given)
    left, right = components(truth), components(given)
    if isinstance(left, Grid) or isinstance(right, Grid):
        return _grids(left, right, domain)
    return _of_found(compare_scalars(left, right, domain))


def _of_found(found: Found, component: str = "") -> Comparison:
    """Turn what was found into a comparison."""
    if found.equal is None:
        return UNDECIDED
    if found.equal:
        return IDENTICAL if found.identical else AGREED
    if found.look is None or found.point is None:
        return Comparison(equal=False, decided_by=DecidedBy.NUMBERS)
    truth, yours = pair(found.look.truth, found.look.given)
    at = {name: coordinate(value) for name, value in found.point.items()}
    example = Counterexample(at=at, yours=yours, truth=truth, component=component)
    return Comparison(equal=False, decided_by=DecidedBy.NUMBERS, counterexample=example)


def _unlike(wanted: str, got: str) -> Comparison:
    return Comparison(
        equal=False,
        decided_by=DecidedBy.IDENTITY,
        reason=f"the answer is {wanted}, and yours is {got}",
    )


def _kind(parts: Parts) -> str:
    return parts.words() if isinstance(parts, Grid) else "a single value"


def _grids(truth: Parts, given: Parts, domain: Domain) -> Comparison:
    """Compare component by component; a vector may be typed as a column or a row."""
    if not isinstance(truth, Grid) or not isinstance(given, Grid):
        return _unlike(_kind(truth), _kind(given))
    if not truth.matches(given):
        return _unlike(truth.words(), given.words())
    undecided = False
    identical = True
    for at, (wanted, got) in enumerate(zip(truth.cells, given.cells, strict=True)):
        found = compare_scalars(wanted, got, domain)
        if found.equal is False:
            return _of_found(found, _place(truth, at))
        undecided |= found.equal is None
        identical &= found.identical
    if undecided:
        return UNDECIDED
    return IDENTICAL if identical else AGREED


def _place(grid: Grid, at: int) -> str:
    width = grid.shape[1]
    return str(at + 1) if grid.vector else f"{at // width + 1},{at % width + 1}"


def _sets(truth: Node, given: Node, domain: Domain) -> Comparison:
    """Compare without order; an element that is listed twice counts once."""
    if not isinstance(truth, SetOf):
        return _unlike("not a set", "a set")
    if not isinstance(given, SetOf):
        return _unlike("a set", "not a set")
    if max(len(truth.items), len(given.items)) > MOST_ITEMS:
        return UNDECIDED
    missing = _unmatched(truth.items, given.items, domain)
    if missing.equal is False:
        return Comparison(
            equal=False, decided_by=DecidedBy.NUMBERS, reason="an element is missing from yours"
        )
    extra = _unmatched(given.items, truth.items, domain)
    if extra.equal is False:
        return Comparison(
            equal=False, decided_by=DecidedBy.NUMBERS, reason="yours has an element too many"
        )
    return UNDECIDED if None in {missing.equal, extra.equal} else AGREED


def _unmatched(wanted: Iterable[Node], offered: Sequence[Node], domain: Domain) -> Comparison:
    """Look for an element that equals none of those offered."""
    undecided = False
    for item in wanted:
        outcomes = {compare(item, other, domain).equal for other in offered}
        if True not in outcomes:
            if None not in outcomes:
                return Comparison(equal=False)
            undecided = True
    return UNDECIDED if undecided else AGREED


def _equations(truth: Node, given: Node, domain: Domain, *, up_to_factor: bool) -> Comparison:
    if not isinstance(truth, Equation):
        return _unlike("not an equation", "an equation")
    if not isinstance(given, Equation):
        return _unlike("an equation", "not an equation")
    if up_to_factor:
        return _of_found(compare_equations(truth, given, domain))
    straight = _sides((truth.left, truth.right), (given.left, given.right), domain)
    if straight.equal:
        return straight
    swapped = _sides((truth.left, truth.right), (given.right, given.left), domain)
    return swapped if swapped.equal else straight


def _sides(truth: tuple[Node, Node], given: tuple[Node, Node], domain: Domain) -> Comparison:
    both = [compare(wanted, got, domain) for wanted, got in zip(truth, given, strict=True)]
    for outcome in both:
        if outcome.equal is False:
            return outcome
    return UNDECIDED if any(outcome.equal is None for outcome in both) else AGREED


def _infinities(truth: Node, given: Node) -> Comparison:
    """Compare where infinity is mentioned: alone it has a sign, within an expression no value."""
    wanted, got = _infinity(truth), _infinity(given)
    if wanted is None or got is None:
        return UNDECIDED
    if wanted == got:
        return IDENTICAL if wanted else UNDECIDED
    names = {1: "infinite", -1: "minus infinity", 0: "finite"}
    return _unlike(names[wanted], names[got])


def _infinity(tree: Node) -> int | None:
    """Give 1 or -1 for infinity with its sign, 0 for a tree without it, None for anything else."""
    if isinstance(tree, Constant) and tree.name == "inf":
        return 1
    if isinstance(tree, Negative):
        inner = _infinity(tree.body)
        return None if inner is None else -inner
    return None if survey(tree).infinite else 0

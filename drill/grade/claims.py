"""A bank's machine-checked claims: each holds, or one sentence says what fails and where.

What must be exact is held against balls that certainly hold the value; derivatives and limits
against sympy as well. A claim that cannot be decided does not hold: a bank may only say what can
be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from drill.grade.bounds import violation
from drill.grade.claim_reading import Claim, ClaimError, read_claim
from drill.grade.close import is_close
from drill.grade.compare import Comparison, compare
from drill.grade.figures import coordinate, pair
from drill.grade.part import Part
from drill.grade.points import Point
from drill.grade.verdict import Judgement
from drill.maths.balls import Ball
from drill.maths.components import Grid, components
from drill.maths.domain import Domain
from drill.maths.errors import MathsError, NoValue
from drill.maths.rebuild import substitute
from drill.maths.show import typed
from drill.maths.tree import Node, names
from drill.wire import from_json

DERIVATION = "derivation"
"""The claim of a card whose answer is a derivation: its own lines are right."""
_SIDES = {"above": "+", "below": "-"}


def check_claim(claim: Mapping[str, object]) -> str | None:
    """Check one `check:` mapping of a bank: None where it holds, else one sentence.

    Never raises for what a bank may hold. Loads sympy for derivatives and limits.
    """
    try:
        if DERIVATION in claim:
            return _derivation(claim[DERIVATION])
        read = read_claim(claim)
        complaint = _CHECKS[read.kind](read)
    except MathsError as error:
        return str(error)
    return complaint or None


def _derivation(written: object) -> str | None:
    from drill.grade.derivation.whole import judge_derivation

    part = from_json(Part, written)
    verdict = judge_derivation(part, part.truth)
    return None if verdict.judgement is Judgement.CORRECT else f"its lines: {verdict.message}"


def _equal(claim: Claim) -> str:
    left, right = claim.both("equal")
    claim.check_names(left, right)
    outcome = compare(left, right, claim.domain, up_to_factor=True)
    return "" if outcome.equal else _unequal(left, right, outcome)


def _unequal(left: Node, right: Node, outcome: Comparison) -> str:
    if outcome.equal is None:
        return f"It could not be decided whether {typed(left)} equals {typed(right)}."
    example = outcome.counterexample
    if example is None:
        reason = f": {outcome.reason}" if outcome.reason else ""
        return f"{typed(left)} does not equal {typed(right)}{reason}."
    where = _where(example.at, example.component)
    return (
        f"{typed(left)} does not equal {typed(right)}:{where} the one is {example.truth},"
        f" the other {example.yours}."
    )


def _where(at: Mapping[str, str], component: str = "") -> str:
    start = f" in component {component}" if component else ""
    if not at:
        return start
    return f"{start} at {', '.join(f'{name} = {value}' for name, value in at.items())}"


def _differs(claim: Claim) -> str:
    left, right = claim.both("differs")
    claim.check_names(left, right)
    at = claim.at()
    _check_point(at, left, right)
    if compare(substitute(left, at), substitute(right, at), claim.domain).equal is False:
        return ""
    where = _where({name: typed(value) for name, value in at.items()})
    return f"{typed(left)} and {typed(right)} do not differ{where}."


def _check_point(at: Mapping[str, Node], *trees: Node) -> None:
    used = frozenset().union(*map(names, trees))
    for name in at:
        if name not in used:
            raise ClaimError(f"`at` gives a value to {name}, which does not occur.")


def _value(claim: Claim) -> str:
    tree, wanted = claim.tree("value"), claim.tree("is")
    at = claim.at()
    _check_point(at, tree)
    free = sorted(names(tree) - set(at))
    if free:
        return f"`at` gives no value to {free[0]}."
    worth = substitute(tree, at)
    if claim.tolerance() and is_close(worth, wanted, claim.tolerance()):
        return ""
    outcome = compare(worth, wanted)
    if outcome.equal:
        return ""
    where = _where({name: typed(value) for name, value in at.items()})
    example = outcome.counterexample
    if example is None:
        return f"{typed(tree)}{where} is not {typed(wanted)}."
    place = f" in component {example.component}" if example.component else ""
    return f"{typed(tree)}{where} is {example.truth}{place}, not {example.yours}."


def _at_most(claim: Claim) -> str:
    left, right = claim.both("at_most")
    claim.check_names(left, right)
    try:
        found = violation(left, right, claim.domain)
    except ValueError as error:
        return f"{typed(left)} <= {typed(right)} could not be checked: {error}."
    if found is None:
        return ""
    point, *values = found
    larger, smaller = pair(values[0], values[1])
    return (
        f"{typed(left)} <= {typed(right)} does not hold:{_where(_texts(point))} the left side is"
        f" {larger}, the right {smaller}."
    )


def _texts(point: Point) -> dict[str, str]:
    return {name: coordinate(value) for name, value in point.items()}


def _derivative(claim: Claim) -> str:
    tree, claimed = claim.tree("derivative"), claim.tree("is")
    claim.check_names(tree, claimed)
    return _slopes(claim, [(tree, claimed, claim.wrt())])


def _gradient(claim: Claim) -> str:
    tree, claimed, wrt = claim.tree("gradient"), components(claim.tree("is")), claim.wrt()
    if not isinstance(claimed, Grid) or len(claimed.cells) != len(wrt):
        return f"The gradient with respect to {', '.join(wrt)} is a vector of {len(wrt)}."
    parts = [(tree, cell, (name,)) for cell, name in zip(claimed.cells, wrt, strict=True)]
    return _slopes(claim, parts)


def _hessian(claim: Claim) -> str:
    tree, claimed, wrt = claim.tree("hessian"), components(claim.tree("is")), claim.wrt()
    if not isinstance(claimed, Grid) or claimed.shape != (len(wrt), len(wrt)):
        return f"The Hessian is a matrix of {len(wrt)} rows and columns."
    parts = [
        (tree, claimed.rows[i][j], (one, other))
        for i, one in enumerate(wrt)
        for j, other in enumerate(wrt)
    ]
    return _slopes(claim, parts)


def _slopes(claim: Claim, parts: Sequence[tuple[Node, Node, tuple[str, ...]]]) -> str:
    """Check derivatives: a tree, the claimed derivative and the variables, in turn."""
    from drill.grade.slopes import disagreement

    for tree, claimed, wrt in parts:
        whole = components(tree)
        if isinstance(whole, Grid) or isinstance(components(claimed), Grid):
            complaint = _vector_slope(whole, components(claimed), wrt, claim.domain)
            if complaint:
                return complaint
            continue
        try:
            found = disagreement(whole, claimed, wrt, claim.domain)
        except ValueError as error:
            return f"The derivative of {typed(tree)} could not be checked: {error}."
        if found is not None:
            return _slope_complaint(tree, claimed, wrt, found)
    return ""


def _vector_slope(
    tree: Node | Grid, claimed: Node | Grid, wrt: tuple[str, ...], domain: Domain
) -> str:
    from drill.grade.slopes import disagreement

    if not isinstance(tree, Grid) or not isinstance(claimed, Grid) or tree.shape != claimed.shape:
        return "The derivative does not have as many components as the function."
    for part, slope in zip(tree.cells, claimed.cells, strict=True):
        try:
            found = disagreement(part, slope, wrt, domain)
        except ValueError as error:
            return f"The derivative of {typed(part)} could not be checked: {error}."
        if found is not None:
            return _slope_complaint(part, slope, wrt, found)
    return ""


def _slope_complaint(
    tree: Node, claimed: Node, wrt: Sequence[str], found: tuple[Point, Ball, Ball]
) -> str:
    point, value, slope = found
    yours, truth = pair(value, slope)
    by = " and ".join(wrt)
    return (
        f"{typed(claimed)} is not the derivative of {typed(tree)} by {by}:"
        f"{_where(_texts(point))} it is {yours}, the derivative {truth}."
    )


def _limit(claim: Claim) -> str:
    from drill.grade.limits import Limit, limit_complaint

    tree, to, claimed = claim.tree("limit"), claim.tree("to"), claim.tree("is")
    claim.check_names(tree, to, claimed)
    of = str(claim.fields["of"])
    side = str(claim.fields.get("from", ""))
    if side and side not in _SIDES:
        return "`from` is `above` or `below`."
    if isinstance(components(tree), Grid):
        raise NoValue("A limit is taken of a number.")
    limit = Limit(tree, of, to, _SIDES.get(side, ""))
    complaint = limit_complaint(limit, claimed, claim.domain)
    if not complaint:
        return ""
    return (
        f"The limit of {typed(tree)} for {of} to {typed(to)} is not {typed(claimed)}: {complaint}."
    )


_CHECKS: Mapping[str, Callable[[Claim], str]] = {
    "equal": _equal,
    "differs": _differs,
    "value": _value,
    "at_most": _at_most,
    "derivative": _derivative,
    "gradient": _gradient,
    "hessian": _hessian,
    "limit": _limit,
}

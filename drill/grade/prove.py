"""Whether sympy confirms that two trees are equal: a ladder of steps, the cheap ones first.

Runs in the worker after the verdict and has no budget of its own: its caller kills it. A proof is
one only under the assumptions of the domain and the readings of `look`; a conflict is a constant
difference that sympy finds where the numbers found none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from itertools import product
from typing import Any, TypeAlias

import sympy

from drill.grade.traits import Traits, traits
from drill.grade.vector_names import speaks_of_vectors, with_components
from drill.maths.components import Grid, components
from drill.maths.domain import ANYWHERE, POSITIVE, REAL, Domain, Range
from drill.maths.errors import NoValue
from drill.maths.program import Program
from drill.maths.symbols import to_sympy
from drill.maths.tree import Equation, Negative, Node, SetOf, Sum

Sympy: TypeAlias = Any
"""A sympy expression; sympy carries no types."""

_NEGATIVE = Range(high=0.0)
_MOST_SPLITS = 2
_LARGEST_EXPANSION = 24
"""Powers of sums up to which multiplying out is tried."""


class Proof(StrEnum):
    """What sympy had to add."""

    PROVED = "proved"
    NOT_PROVED = "not_proved"
    CONFLICT = "conflict"


def prove(truth: Node, given: Node, domain: Domain = REAL) -> Proof:
    """Try to prove two trees equal. Sets and equations are left unproved unless identical."""
    if truth == given:
        return Proof.PROVED
    if isinstance(truth, SetOf | Equation) or isinstance(given, SetOf | Equation):
        return _prove_parts(truth, given, domain)
    try:
        pairs = _pairs(truth, given)
        outcomes = [_prove_scalars(wanted, got, domain) for wanted, got in pairs]
    except NoValue:
        return Proof.NOT_PROVED
    return _together(outcomes)


def _together(outcomes: list[Proof]) -> Proof:
    for outcome in (Proof.CONFLICT, Proof.NOT_PROVED):
        if outcome in outcomes:
            return outcome
    return Proof.PROVED if outcomes else Proof.NOT_PROVED


def _prove_parts(truth: Node, given: Node, domain: Domain) -> Proof:
    if isinstance(truth, Equation) and isinstance(given, Equation):
        return _prove_equations(truth, given, domain)
    if isinstance(truth, SetOf) and isinstance(given, SetOf):
        return _prove_sets(truth, given, domain)
    return Proof.NOT_PROVED


def _prove_equations(truth: Equation, given: Equation, domain: Domain) -> Proof:
    """Prove that the differences of the sides have a constant ratio other than 0."""
    try:
        above, below = (
            to_sympy(Sum((equation.left, Negative(equation.right))), domain)
            for equation in (truth, given)
        )
    except NoValue:
        return Proof.NOT_PROVED
    if not isinstance(above, sympy.Expr) or not isinstance(below, sympy.Expr) or below == 0:
        return Proof.NOT_PROVED
    ratio = sympy.simplify(above / below)
    return Proof.PROVED if ratio.is_number and ratio.is_zero is False else Proof.NOT_PROVED


def _prove_sets(truth: SetOf, given: SetOf, domain: Domain) -> Proof:
    """Prove that each element of either set is an element of the other."""
    for ones, others in ((truth.items, given.items), (given.items, truth.items)):
        for one in ones:
            if not any(prove(one, other, domain) is Proof.PROVED for other in others):
                return Proof.NOT_PROVED
    return Proof.PROVED


def _pairs(truth: Node, given: Node) -> list[tuple[Node, Node]]:
    if speaks_of_vectors(truth, given):
        truth, given = with_components(truth, given)
    left, right = components(truth), components(given)
    if isinstance(left, Grid) and isinstance(right, Grid):
        if not left.matches(right):
            raise NoValue("The shapes differ.")
        return list(zip(left.cells, right.cells, strict=True))
    if isinstance(left, Grid) or isinstance(right, Grid):
        raise NoValue("The shapes differ.")
    return [(left, right)]


def _prove_scalars(truth: Node, given: Node, domain: Domain) -> Proof:
    program = Program()
    roots = (program.add(truth), program.add(given))
    if roots[0] == roots[1]:
        return Proof.PROVED
    found = traits(program, roots)
    outcomes = [
        _climb(
            to_sympy(truth, case, positive=found.positive),
            to_sympy(given, case, positive=found.positive),
        )
        for case in _cases(program, found, domain)
    ]
    return _together(outcomes)


def _cases(program: Program, found: Traits, domain: Domain) -> Iterator[Domain]:
    """Give the domain, split at 0 where a function bends at a variable's 0."""
    bare = [
        str(program.operations[register].extra)
        for register in found.switches
        if program.operations[register].code == "variable"
    ]
    split = [name for name in dict.fromkeys(bare) if domain.range_of(name) == ANYWHERE]
    for sides in product((POSITIVE, _NEGATIVE), repeat=min(len(split), _MOST_SPLITS)):
        narrowed = dict(zip(split, sides, strict=False))
        yield replace(domain, ranges={**domain.ranges, **narrowed})


def _climb(truth: Sympy, given: Sympy) -> Proof:
    for step in _ladder(truth, given):
        if step == 0 or step.is_zero:
            return Proof.PROVED
        if step.is_number and step.is_zero is False and step.is_finite:
            return Proof.CONFLICT
    return Proof.NOT_PROVED


def _ladder(truth: Sympy, given: Sympy) -> Iterator[Sympy]:
    """Give ever further worked forms of a difference that ought to be zero."""
    difference = _same_signs(truth - given)
    yield difference
    modest = _is_modest(difference)
    if modest:
        yield sympy.expand(difference)
    yield from _fractions(difference, modest=modest)
    if not modest:
        return
    for rewrite in _REWRITES:
        changed = rewrite(difference)
        if changed != difference:
            yield changed
            yield from _fractions(changed, modest=modest)
    if difference.has(sympy.log):
        # The exponential is one-to-one on the reals, and undoes logarithms.
        yield sympy.powsimp(sympy.expand(sympy.exp(truth) - sympy.exp(given)))
    yield sympy.simplify(difference)
    yield sympy.simplify(difference.rewrite(sympy.exp))


def _fractions(expression: Sympy, *, modest: bool) -> Iterator[Sympy]:
    """Bring to one fraction, whose numerator must vanish."""
    top, _ = sympy.fraction(sympy.together(expression))
    if modest:
        top = sympy.expand(top)
    yield top
    yield sympy.powsimp(top)


def _same_signs(expression: Sympy) -> Sympy:
    """Write whole powers of a - x as those of x - a."""
    return expression.replace(
        lambda part: (
            part.is_Pow
            and part.exp.is_Integer
            and part.base.is_Add
            and part.base.could_extract_minus_sign()
        ),
        lambda part: (-1) ** (part.exp % 2) * (-part.base) ** part.exp,
    )


def _is_modest(expression: Sympy) -> bool:
    """Tell whether multiplying out stays small."""
    return all(
        not power.exp.is_Integer or not power.base.is_Add or abs(power.exp) <= _LARGEST_EXPANSION
        for power in expression.atoms(sympy.Pow)
    )


def _inside_domain(expression: Sympy) -> Sympy:
    """Take what stands under roots and logarithms as positive: elsewhere there is no value."""
    inside = [part.base for part in expression.atoms(sympy.Pow) if _is_even_root(part)]
    inside = [base for base in inside if base.is_positive is None]
    inside += [part.args[0] for part in expression.atoms(sympy.log)]
    known = {}
    for argument in inside:
        open_factors = [
            factor.base if factor.is_Pow and factor.exp.is_odd else factor
            for factor in sympy.Mul.make_args(argument)
            if not factor.is_positive
        ]
        if len(open_factors) == 1 and open_factors[0].is_Add:
            known[open_factors[0]] = sympy.Dummy(positive=True)
    return expression.xreplace(known)


def _is_even_root(power: Sympy) -> bool:
    return bool(power.exp.is_Rational and power.exp.q % 2 == 0)


def _as_exponentials(expression: Sympy) -> Sympy:
    """Write hyperbolic functions as exponentials, and powers as one exponential each."""
    return sympy.powsimp(sympy.expand(expression.rewrite(sympy.exp), power_exp=False))


_REWRITES: tuple[Callable[[Sympy], Sympy], ...] = (
    sympy.expand_log,
    lambda expression: expression.rewrite(sympy.Abs),
    lambda expression: sympy.expand_log(_inside_domain(expression)),
    sympy.trigsimp,
    _as_exponentials,
    sympy.expand_trig,
    lambda expression: expression.rewrite(sympy.acos),
    lambda expression: expression.rewrite(sympy.Piecewise),
    sympy.radsimp,
)

"""Whether a right answer is written in the form that was asked for.

Judged apart from equality, and leniently: a form is complained of only for what any teacher would
strike through. Forms: `simplified`, `factored`, `expanded`, `no derivative` (left to take) and
`in terms of a` (or `a, b`). Every complaint is a sentence that says what to do.

- simplified: no like terms, no sums or products of numbers to work out, no 1·x, x + 0, x^1 or
  -(-x), no fraction to reduce, no factor that cancels. Products need not be multiplied out, nor
  sums factored, and a root may stand in a denominator.
- expanded: no product or whole power of a sum is left, and like terms are collected.
- factored: no sum that has a factor in common, or is a polynomial that factors over the fractions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from drill.grade.factoring import factor_in_common, factor_of_sum
from drill.maths.errors import NoValue
from drill.maths.program import Program
from drill.maths.show import line
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    names,
)

_IN_TERMS_OF = "in terms of "
_SMALL_POWER = 6


def form_complaint(form: str, tree: Node) -> str:
    """Say what keeps a right answer from the form asked for; nothing where it has it."""
    match form:
        case "":
            return ""
        case "simplified":
            return _first("simplified", _unsimplified(tree))
        case "expanded":
            return _first("expanded", _unexpanded(tree))
        case "factored":
            return _first("factored", _unfactored(tree))
        case "no derivative":
            return _derivative_left(tree)
        case _ if form.startswith(_IN_TERMS_OF):
            return _terms_complaint(form.removeprefix(_IN_TERMS_OF), tree)
        case _:
            raise ValueError(f"{form!r} is no form an answer can be asked in")


def _first(form: str, complaints: Iterator[str]) -> str:
    complaint = next(complaints, "")
    return f"Right in value, but not {form} yet: {complaint}." if complaint else ""


def _derivative_left(tree: Node) -> str:
    for name in sorted(names(tree)):
        if name.endswith("prime"):
            return f"Right in value, but {name} is still to be worked out."
    return ""


def _terms_complaint(wanted: str, tree: Node) -> str:
    allowed = {name.strip() for name in wanted.split(",")}
    others = sorted(names(tree) - allowed)
    if others:
        return f"Right in value, but write it in terms of {wanted}, without {others[0]}."
    return ""


def _walk(tree: Node) -> Iterator[Node]:
    left = [tree]
    while left:
        here = left.pop()
        yield here
        left.extend(reversed(children(here)))


def _unsimplified(tree: Node) -> Iterator[str]:
    for node in _walk(tree):
        match node:
            case Negative(Negative() | Number(Fraction(numerator=0))):
                yield f"write {line(node)} without its double sign"
            case Sum(terms):
                yield from _loose_sum(terms)
            case Product(factors):
                yield from _loose_product(factors)
            case Quotient(top, bottom):
                yield from _loose_quotient(node, top, bottom)
            case Power(base, exponent):
                yield from _loose_power(node, base, exponent)
            case Call(function, (argument,)):
                yield from _loose_call(node, function, argument)
            case _:
                pass


def _loose_sum(terms: tuple[Node, ...]) -> Iterator[str]:
    if any(_value(term) == 0 for term in terms):
        yield "leave out the 0"
    if sum(_value(term) is not None for term in terms) > 1:
        numbers = " and ".join(line(term) for term in terms if _value(term) is not None)
        yield f"add {numbers} up"
    yield from _like_terms(terms)


def _like_terms(terms: tuple[Node, ...]) -> Iterator[str]:
    program = Program()
    seen: dict[tuple[int, ...], Node] = {}
    for term in _flat_terms(terms):
        if _value(term) is not None:
            continue
        try:
            key = _without_number(program, term)
        except NoValue:
            continue
        if key in seen:
            yield f"collect {line(seen[key])} and {line(term)}"
        seen[key] = term


def _flat_terms(terms: tuple[Node, ...]) -> Iterator[Node]:
    for term in terms:
        if isinstance(term, Sum):
            yield from _flat_terms(term.terms)
        else:
            yield term


def _without_number(program: Program, term: Node) -> tuple[int, ...]:
    """Give what a term is a multiple of, as registers above and below the line."""
    while isinstance(term, Negative):
        term = term.body
    if isinstance(term, Quotient):
        above = _without_number(program, term.top)
        below = _without_number(program, term.bottom)
        return (*above, -1, *below) if below else above
    register = program.add(term)
    operation = program.operations[register]
    parts = operation.arguments if operation.code == "mul" else (register,)
    return tuple(sorted(part for part in parts if program.constant(part) is None))


def _loose_product(factors: tuple[Node, ...]) -> Iterator[str]:
    if any(_value(factor) == 0 for factor in factors):
        yield "a product with 0 is 0"
    if any(_value(factor) == 1 for factor in factors):
        yield "leave out the factor 1"
    numbers = [factor for factor in factors if _value(factor) is not None]
    if len(numbers) > 1:
        yield f"multiply {' and '.join(map(line, numbers))}"
    bases: set[Node] = set()
    for factor in factors:
        base = factor.base if _has_number_exponent(factor) and isinstance(factor, Power) else factor
        if _value(base) is None and base in bases:
            yield f"join the powers of {line(base)}"
        bases.add(base)


def _has_number_exponent(node: Node) -> bool:
    return isinstance(node, Power) and _value(node.exponent) is not None


def _loose_quotient(node: Node, top: Node, bottom: Node) -> Iterator[str]:
    below = _value(bottom)
    if below == 1:
        yield f"{line(node)} is {line(top)}"
    if _value(top) == 0:
        yield f"{line(node)} is 0"
    if isinstance(bottom, Quotient):
        yield f"turn the fraction below the line of {line(node)} round"
    above, under = _coefficient(top), _coefficient(bottom)
    if above.denominator == under.denominator == 1:
        common = math.gcd(above.numerator, under.numerator)
        if common > 1:
            yield f"reduce {line(node)} by {common}"
    shared = set(_factors(top)) & set(_factors(bottom))
    for factor in sorted(shared, key=line):
        yield f"cancel {line(factor)} in {line(node)}"
    if not shared and (common_factor := factor_in_common(top, bottom)):
        yield f"cancel {common_factor} in {line(node)}"


def _factors(node: Node) -> Iterator[Node]:
    """List the factors that are no numbers; of a power, its base."""
    if isinstance(node, Negative):
        node = node.body
    for factor in node.factors if isinstance(node, Product) else (node,):
        base = factor.base if isinstance(factor, Power) and _has_number_exponent(factor) else factor
        if _value(base) is None:
            yield base


def _coefficient(node: Node) -> Fraction:
    """Give the number that a node is a multiple of; of a sum, what its terms have in common."""
    if isinstance(node, Negative):
        return -_coefficient(node.body)
    if isinstance(node, Sum):
        parts = [_coefficient(term) for term in node.terms]
        whole = all(part.denominator == 1 for part in parts)
        return Fraction(math.gcd(*(part.numerator for part in parts)) if whole else 1)
    found = Fraction(1)
    for factor in node.factors if isinstance(node, Product) else (node,):
        found *= _value(factor) or (_coefficient(factor) if isinstance(factor, Sum) else 1)
    return found


def _loose_power(node: Node, base: Node, exponent: Node) -> Iterator[str]:
    value = _value(exponent)
    if value in {0, 1}:
        yield f"{line(node)} is {line(base) if value else 1}"
    number = _value(base)
    if number is not None and value is not None and value.denominator == 1:
        if abs(value) <= _SMALL_POWER or number in {0, 1, -1}:
            yield f"work {line(node)} out"
    elif isinstance(base, Power) and value is not None and _value(base.exponent) is not None:
        yield f"join the exponents of {line(node)}"


_KNOWN = {("ln", "1"), ("ln", "e"), ("exp", "0"), ("sin", "0"), ("cos", "0"), ("tan", "0")}


def _loose_call(node: Node, function: str, argument: Node) -> Iterator[str]:
    if (function, line(argument)) in _KNOWN:
        yield f"work {line(node)} out"
    value = _value(argument)
    if function == "sqrt" and value is not None and value >= 0 and _is_square(value):
        yield f"work {line(node)} out"
    if function == "ln" and isinstance(argument, Power) and argument.base == Constant("e"):
        yield f"{line(node)} is {line(argument.exponent)}"


def _is_square(value: Fraction) -> bool:
    return all(math.isqrt(part) ** 2 == part for part in (value.numerator, value.denominator))


def _value(node: Node) -> Fraction | None:
    """Give the value of a number as written: 3, -3, 1/2; nothing for any other tree."""
    match node:
        case Number(value, _):
            return value
        case Negative(body):
            inner = _value(body)
            return None if inner is None else -inner
        case Quotient(Number(top, _), Number(bottom, _)) if bottom:
            return top / bottom
        case _:
            return None


def _unexpanded(tree: Node) -> Iterator[str]:
    for node in _walk(tree):
        match node:
            case Product(factors) if any(_is_sum(factor) for factor in factors):
                yield f"multiply {line(node)} out"
            case Power(base, Number(value, _)) if _is_sum(base) and value in range(2, 100):
                yield f"multiply {line(node)} out"
            case Negative(body) if _is_sum(body):
                yield f"take the sign of {line(node)} inside"
            case Sum(terms):
                yield from _loose_sum(terms)
            case _:
                pass


def _is_sum(node: Node) -> bool:
    return isinstance(node, Sum) or (isinstance(node, Negative) and isinstance(node.body, Sum))


def _unfactored(tree: Node) -> Iterator[str]:
    match tree:
        case Negative(body):
            yield from _unfactored(body)
        case Product(parts):
            for part in parts:
                yield from _unfactored(part)
        case Quotient(top, bottom):
            yield from _unfactored(top)
            yield from _unfactored(bottom)
        case Power(base, exponent) if _value(exponent) is not None:
            yield from _unfactored(base)
        case Sum(terms):
            factor = factor_of_sum(terms)
            if factor:
                yield f"{factor} can be taken out of {line(tree)}"
        case Number() | Name() | Constant() | Call() | Power():
            pass
        case _:
            for part in children(tree):
                yield from _unfactored(part)

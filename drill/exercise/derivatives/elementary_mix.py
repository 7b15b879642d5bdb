"""Sums of the elementary functions, in the end disguised so that a logarithm law comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import COEFFICIENTS, VARIABLES, Monomial
from drill.exercise.differentiate import derivative_draft, one_variable
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import distinct
from drill.exercise.pick import Pick
from drill.exercise.truths import OneNumber
from drill.exercise.write import latex, positive
from drill.maths.build import call, exp, minus, node, over, plus, power, times
from drill.maths.domain import REAL
from drill.maths.tree import Name, Node, number

if TYPE_CHECKING:
    from drill.exercise.derivatives._elementary import Elementary

BASES = (2, 3, 5)
SHIFTS = tuple(range(2, 8))


@dataclass(frozen=True, slots=True)
class Piece:
    """One term of a sum: shown, its derivative, the same in numbers, and what goes wrong."""

    tree: Node
    slope: Node
    value: OneNumber
    line: str
    """What the worked solution says of it."""
    wrong: Mapping[str, Node] = field(default_factory=dict)
    over_x: int = 0
    """The slope times x, where it is a number over x."""
    positive: bool = False
    rewritten: Node | None = None


def _elementary(function: Elementary, factor: int, x: Name) -> Piece:
    tree, slope = times(factor, function.tree(x)), times(factor, function.slope(x))
    return Piece(
        tree=tree,
        slope=slope,
        value=lambda z: factor * function.value(z),
        line=f"${function.rule(x.name)}$, so ${latex(tree)}$ becomes ${latex(slope)}$",
        wrong={name: times(factor, bad(x)) for name, bad in function.wrong.items()},
        positive=function.positive,
    )


def _power(term: Monomial, x: Name) -> Piece:
    tree, slope = term.tree(x.name), term.slope.tree(x.name)
    return Piece(
        tree=tree,
        slope=slope,
        value=lambda z: float(term.factor) * z ** float(term.exponent),
        line=f"By the power rule ${latex(tree)}$ becomes ${latex(slope)}$",
    )


def _one(pick: Pick, x: Name) -> tuple[Piece, ...]:
    from drill.exercise.derivatives._elementary import BASIC

    function = _elementary(pick.one(BASIC), pick.one(COEFFICIENTS), x)
    constant = pick.one(COEFFICIENTS)
    return function, Piece(
        tree=node(constant),
        slope=node(0),
        value=lambda z: constant + 0 * z,
        line="The constant at the end becomes $0$",
        wrong={"constant-kept": node(constant)},
    )


def _two(pick: Pick, x: Name) -> tuple[Piece, ...]:
    from drill.exercise.derivatives._elementary import BASIC

    pair = pick.order(pick.some(BASIC, 2))
    return tuple(_elementary(function, pick.one(COEFFICIENTS), x) for function in pair)


def _three(pick: Pick, x: Name) -> tuple[Piece, ...]:
    from drill.exercise.derivatives._elementary import BASIC

    functions = pick.some(BASIC, 3)
    term = Monomial(pick.one(COEFFICIENTS), pick.integer(2, 5))
    pieces = tuple(_elementary(function, pick.one(COEFFICIENTS), x) for function in functions)
    return (_power(term, x), *pieces)


def _further(pick: Pick, x: Name) -> tuple[Piece, ...]:
    from drill.exercise.derivatives._elementary import BASIC, FURTHER

    functions = (pick.one(FURTHER), pick.one((*BASIC, *FURTHER[:2])))
    if functions[0] == functions[1]:
        functions = (functions[0], FURTHER[2])
    return tuple(_elementary(function, pick.one(COEFFICIENTS), x) for function in functions)


def _disguised(pick: Pick, x: Name) -> tuple[Piece, ...]:
    makers = pick.order(pick.one(tuple(combinations((_log_power, _log_multiple, _shifted), 2))))
    first = makers[0](pick, x, 0)
    return first, makers[1](pick, x, first.over_x)


def _log_power(pick: Pick, x: Name, met: int) -> Piece:
    """Draw a logarithm of a power, whose slope is not the opposite of what has been met, over x."""
    from drill.exercise import numeric

    exponent = pick.one((2, 3, 4, 5, -1, -2))
    front = pick.one([factor for factor in COEFFICIENTS if factor * exponent != -met])
    inside = power(x, exponent) if exponent > 0 else over(1, power(x, -exponent))
    plain, slope = times(front * exponent, call("ln", x)), over(front * exponent, x)
    return Piece(
        tree=times(front, call("ln", inside)),
        slope=slope,
        value=lambda z: front * numeric.ln(z**exponent),
        line=f"${latex(plain)}$ becomes ${latex(slope)}$",
        wrong={"log-inner-missing": over(front, inside)},
        over_x=front * exponent,
        positive=True,
        rewritten=plain,
    )


def _log_multiple(pick: Pick, x: Name, met: int) -> Piece:
    from drill.exercise import numeric

    front = pick.one([factor for factor in COEFFICIENTS if factor != -met])
    inside = pick.integer(2, 7)
    plain = plus(times(front, call("ln", number(inside))), times(front, call("ln", x)))
    slope = over(front, x)
    return Piece(
        tree=times(front, call("ln", times(inside, x))),
        slope=slope,
        value=lambda z: front * numeric.ln(inside * z),
        line=f"${latex(plain)}$ becomes ${latex(slope)}$, for the first logarithm is a constant",
        wrong={"log-inner-missing": over(front, times(inside, x))},
        over_x=front,
        positive=True,
        rewritten=plain,
    )


def _shifted(pick: Pick, x: Name, _met: int) -> Piece:
    from drill.exercise import numeric

    front, shift = pick.one(COEFFICIENTS), pick.one(SHIFTS)
    tree = times(front, exp(plus(x, shift)))
    plain = times(front, exp(shift), exp(x))
    bad = times(front, plus(x, shift), exp(minus(plus(x, shift), 1)))
    return Piece(
        tree=tree,
        slope=tree,
        value=lambda z: front * numeric.exp(z + shift),
        line=f"${latex(plain)}$ stays as it is, for $e^{{{shift}}}$ is a constant factor",
        wrong={"exponential-as-power": bad},
        rewritten=plain,
    )


LEVELS = {1: _one, 2: _two, 3: _three, 4: _further, 5: _disguised}
HINTS = {
    1: (
        "This function is on the list one knows by heart; the constant factor waits in front.",
        "Write the factor, then the derivative of the function alone.",
    ),
    2: (
        "Term by term; each constant factor waits in front.",
        "Mind the sign: the derivative of the cosine has one.",
    ),
    3: (
        "Term by term; only one of the terms needs the power rule.",
        "In $e^x$ the variable is in the exponent, so the power rule is not for it.",
    ),
    4: (
        "Term by term. Which of the functions is not among the first four?",
        r"$\tan' = \sec^2$, $(\sqrt{x})' = 1/(2\sqrt{x})$, and $(a^x)' = a^x \ln a$.",
    ),
    5: (
        "A law of logarithms or of exponents makes this easy.",
        r"$\ln x^n = n \ln x$, $\ln(kx) = \ln k + \ln x$, $e^{k+x} = e^k e^x$.",
    ),
}


class ElementaryMix(Family):
    """Differentiate sums of elementary functions."""

    name = "elementary_mix"
    topic = "derivatives"
    title = "Differentiate sums of e^x, ln x, sin x, cos x"
    version = 2
    instances = levels(4096, 12_288, 400_000, 30_000, 200_000)
    requires = shares(power_sum=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a sum of elementary functions with small factors."""
        x = Name(pick.one(VARIABLES))
        pieces = LEVELS[level](pick, x)
        of = plus(*(piece.tree for piece in pieces))
        domain = positive(x.name) if any(piece.positive for piece in pieces) else REAL
        values = [piece.value for piece in pieces]
        question = one_variable(of, x.name, lambda z: sum(value(z) for value in values), domain)
        truth = plus(*(piece.slope for piece in pieces))
        return derivative_draft(
            question,
            truth,
            hints=HINTS[level],
            solution=_solution(pieces, x),
            mistakes=distinct(_mistakes(pieces)),
        )


FAMILY = ElementaryMix()


def _mistakes(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, Node]]:
    """Make one mistake in every term it is possible in; the other terms are right."""
    for name in dict.fromkeys(name for piece in pieces for name in piece.wrong):
        yield name, plus(*(piece.wrong.get(name, piece.slope) for piece in pieces))


def _solution(pieces: tuple[Piece, ...], x: Name) -> list[Step]:
    steps = []
    if any(piece.rewritten for piece in pieces):
        plain = plus(*(piece.rewritten or piece.tree for piece in pieces))
        steps.append(Step("rewrite", f"By the laws, $f({x.name}) = {latex(plain)}$."))
    else:
        steps.append(
            Step("rule", "A sum is differentiated term by term, and constant factors stay.")
        )
    steps.append(Step("each term", "\n".join(f"- {piece.line}" for piece in pieces)))
    return steps

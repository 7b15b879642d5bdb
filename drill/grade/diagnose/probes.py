"""How an answer differs from the truth where no rule explains it: a sign, a factor, a term.

A probe says what to look at, and claims nothing about what was thought. Its sentences stand here,
since they belong to no catalogue of mistakes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from drill.grade.diagnose.floats import near, value_of
from drill.maths.tree import Negative, Node, Product, Quotient, Sum, names

Point = Mapping[str, float]

SENTENCES: dict[str, tuple[str, str]] = {
    "probe/sign": ("Sign", "Only a sign differs: look at each minus again."),
    "probe/constant-factor": ("Constant factor", "Only a constant factor differs."),
    "probe/missing-term": ("Missing term", "The rest is right, and one term is missing."),
    "probe/extra-term": ("Extra term", "The rest is right, and one term is too many."),
    "probe/transposed": ("Transposed", "Rows and columns changed places."),
    "probe/swapped": ("Swapped", "The components are right, and stand in another order."),
    "probe/wrong-variable": ("Another variable", "The formula is right, with other letters."),
    "probe/integrated": ("Integrated", "This is an antiderivative; a derivative was asked for."),
    "probe/wrong-order": ("Another order", "This is a derivative of another order."),
    "probe/decimal-slip": ("Decimal point", "Only a power of ten differs."),
    "probe/brackets": ("Missing brackets", "Brackets are missing, and change what it says."),
    "probe/simplification": (
        "Slip in simplifying",
        "The derivative is right up to here; the slip is in working it out.",
    ),
}
"""Name and sentence of each probe."""

MOST_TERMS = 6
_CLOSE_RATIO = 1e-7


@dataclass(frozen=True, slots=True)
class Pair:
    """The truth and the answer at a few points, as trees and as numbers."""

    truth: Node
    given: Node
    points: Sequence[Point]
    truths: Sequence[float]
    givens: Sequence[float]

    def fits(self, value: Callable[[Point], float]) -> bool:
        """Tell whether a guess is the answer at every point."""
        return all(
            near(value(at), given, abs(truth))
            for at, given, truth in zip(self.points, self.givens, self.truths, strict=True)
        )

    def ratio(self) -> float | None:
        """Give the constant that the answer is of the truth; None where there is none."""
        if not all(self.truths):
            return None
        ratios = [given / truth for given, truth in zip(self.givens, self.truths, strict=True)]
        return ratios[0] if all(near(one, ratios[0]) for one in ratios) else None


def probes(pair: Pair) -> Iterator[str]:
    """Give the probes of a scalar answer, the narrowest first."""
    ratio = pair.ratio()
    if _signs(pair):
        yield "probe/sign"
    if ratio is not None and ratio not in {0, 1, -1}:
        if _is_power_of_ten(ratio):
            yield "probe/decimal-slip"
        if names(pair.truth):
            yield "probe/constant-factor"
    if _missing(pair):
        yield "probe/missing-term"
    if _extra(pair):
        yield "probe/extra-term"
    if _letters(pair):
        yield "probe/wrong-variable"
    moved = _number_moved(pair)
    if moved is not None:
        yield "probe/decimal-slip" if _is_power_of_ten(moved) else "probe/simplification"


def _terms(tree: Node) -> list[Node]:
    match tree:
        case Sum(terms):
            return [piece for term in terms for piece in _terms(term)]
        case Negative(Sum(terms)):
            return [Negative(piece) for term in terms for piece in _terms(term)]
        case Quotient(Sum(terms), bottom):
            return [Quotient(piece, bottom) for term in terms for piece in _terms(term)]
        case Negative(Quotient(Sum(terms), bottom)):
            return [Negative(Quotient(piece, bottom)) for term in terms for piece in _terms(term)]
        case Product(factors):
            for turn, factor in enumerate(factors):
                if isinstance(factor, Sum):
                    before, after = factors[:turn], factors[turn + 1 :]
                    return [Product((*before, term, *after)) for term in factor.terms]
            return [tree]
        case _:
            return [tree]


def _signs(pair: Pair) -> bool:
    """Tell whether turning the signs of some terms of the truth gives the answer."""
    terms = _terms(pair.truth)[:MOST_TERMS]
    if len(terms) == MOST_TERMS and len(_terms(pair.truth)) > MOST_TERMS:
        return pair.ratio() == -1
    rows = [[value_of(term, at) for term in terms] for at in pair.points]
    return any(
        all(
            near(sum(s * v for s, v in zip(signs, row, strict=True)), given, abs(truth))
            for row, given, truth in zip(rows, pair.givens, pair.truths, strict=True)
        )
        for signs in itertools.product((1, -1), repeat=len(terms))
    )


def one_term_off(pair: Pair) -> bool:
    """Tell whether the answer is the truth but for one term, left out or put in."""
    return _missing(pair, (1,)) or _extra(pair)


def _missing(pair: Pair, sizes: tuple[int, ...] = (1, 2)) -> bool:
    """Tell whether leaving terms out of the truth gives the answer."""
    terms = _terms(pair.truth)[: 2 * MOST_TERMS]
    if isinstance(pair.truth, Sum) and any(_without(pair, one) for one in pair.truth.terms):
        return True
    if len(terms) < 2:
        return all(given == 0 for given in pair.givens) and any(pair.truths)
    rows = [[value_of(term, at) for term in terms] for at in pair.points]
    choices = [
        chosen
        for size in sizes
        if size < len(terms)
        for chosen in itertools.combinations(range(len(terms)), size)
    ]
    return any(
        all(
            near(truth - sum(row[turn] for turn in chosen), given, abs(truth))
            for row, given, truth in zip(rows, pair.givens, pair.truths, strict=True)
        )
        for chosen in choices
    )


def _without(pair: Pair, term: Node) -> bool:
    """Tell whether the truth without a whole term is the answer."""
    return all(
        near(truth - value_of(term, at), given, abs(truth))
        for at, given, truth in zip(pair.points, pair.givens, pair.truths, strict=True)
    )


def _extra(pair: Pair) -> bool:
    """Tell whether leaving one term out of the answer gives the truth."""
    terms = _terms(pair.given)[: 2 * MOST_TERMS]
    return len(terms) > 1 and any(
        all(
            near(given - value_of(term, at), truth, abs(given))
            for at, given, truth in zip(pair.points, pair.givens, pair.truths, strict=True)
        )
        for term in terms
    )


def _letters(pair: Pair) -> bool:
    """Tell whether exchanging variables turns the truth into the answer."""
    ours, theirs = sorted(names(pair.truth)), sorted(names(pair.given))
    pool = sorted(set(ours) | set(theirs))
    if not ours or len(pool) > MOST_TERMS or (len(pool) < 2):
        return False
    for chosen in itertools.islice(itertools.permutations(pool, len(ours)), 120):
        if list(chosen) == ours:
            continue
        mapping = dict(zip(ours, chosen, strict=True))
        if pair.fits(partial(_renamed, pair.truth, mapping)):
            return True
    return False


def _renamed(tree: Node, mapping: Mapping[str, str], at: Point) -> float:
    return value_of(tree, {**at, **{old: at[new] for old, new in mapping.items()}})


def _number_moved(pair: Pair) -> float | None:
    """Find the number by which one term of the truth was multiplied to give the answer."""
    whole = pair.truth.terms if isinstance(pair.truth, Sum) else ()
    terms = [*whole, *_terms(pair.truth)][: 2 * MOST_TERMS]
    if len(pair.points) < 3 or len(terms) < 2:
        return None
    gaps = [given - truth for given, truth in zip(pair.givens, pair.truths, strict=True)]
    for term in terms:
        sizes = [value_of(term, at) for at in pair.points]
        if not all(sizes):
            continue
        ratios = [gap / size for gap, size in zip(gaps, sizes, strict=True)]
        if all(abs(one - ratios[0]) < _CLOSE_RATIO * (1 + abs(one)) for one in ratios):
            return ratios[0] + 1
    return None


def _is_power_of_ten(size: float) -> bool:
    ten = math.log10(abs(size)) if size else 0.0
    return round(ten) != 0 and abs(ten - round(ten)) < _CLOSE_RATIO

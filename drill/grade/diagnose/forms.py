"""Mistakes of a whole gradient, Jacobian or Hessian, as guesses for all its components at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drill.grade.diagnose.floats import value_of
from drill.grade.diagnose.probes import Point
from drill.grade.diagnose.slip import SELDOM, SPECIAL, USUAL
from drill.grade.diagnose.task import DerivativeTask, Op
from drill.maths.components import Grid
from drill.maths.slope import slope
from drill.maths.tree import Call, Name, Negative, Node, Number, Power, Product, Quotient, Sum

Value = Callable[[Point], float]

_ONE = Fraction(1)
MOST_SWAPPED = 4
MOST_MONOMIALS = 64


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess for every component of an answer."""

    id: str
    rank: int
    cells: tuple[Value, ...]
    said: str


def summed(truths: Sequence[Node]) -> Guess:
    """Guess that the components of a gradient were added up."""
    cell = _sum(truths)
    return Guess("gradient-summed", SPECIAL, (cell,), "The components were added up.")


def guesses(
    task: DerivativeTask, whole: Node | Grid, truths: Sequence[Node], height: int, width: int
) -> Iterator[Guess]:
    """Give the guesses for an answer of `height` rows and `width` columns."""
    if height > 1 and width > 1 and task.op is not Op.HESSIAN:
        turned = [truths[row * width + column] for column in range(width) for row in range(height)]
        said = "Rows and columns changed places."
        yield Guess("jacobian-transposed", SPECIAL, tuple(map(_of, turned)), said)
    if isinstance(whole, Grid):
        return
    if task.op is Op.HESSIAN:
        yield from _hessians(task, whole, truths)
    elif height == 1 and width > 1:
        yield from _gradients(task, whole, truths)


def _of(tree: Node) -> Value:
    return lambda at: value_of(tree, at)


def _sum(trees: Sequence[Node]) -> Value:
    return lambda at: sum(value_of(tree, at) for tree in trees)


def _hessians(task: DerivativeTask, whole: Node, truths: Sequence[Node]) -> Iterator[Guess]:
    size = len(task.wrt)
    diagonal = tuple(
        _of(tree) if turn % (size + 1) == 0 else _nothing for turn, tree in enumerate(truths)
    )
    yield Guess("mixed-partial-dropped", SPECIAL, diagonal, "The mixed partials were set to 0.")
    firsts = [slope(whole, name) for name in task.wrt]
    outer = tuple(_times(one, other) for one in firsts for other in firsts)
    said = "The first partials were multiplied."
    yield Guess("hessian-as-outer-product", SPECIAL, outer, said)
    half = tuple(_scaled(tree, 0.5) for tree in truths)
    yield Guess("quadratic-hessian-halved", SPECIAL, half, "Every entry is half of what it is.")
    # The first partials in a row or on the diagonal: the second differentiation was forgotten.
    yield Guess("wrong-object", USUAL, tuple(map(_of, firsts)), "The gradient was given.")
    alone = tuple(
        _of(firsts[turn // size]) if turn % (size + 1) == 0 else _nothing
        for turn in range(size * size)
    )
    yield Guess("wrong-object", USUAL, alone, "The first partials stand on the diagonal.")


def _nothing(_at: Point) -> float:
    return 0.0


def _times(one: Node, other: Node) -> Value:
    return lambda at: value_of(one, at) * value_of(other, at)


def _scaled(tree: Node, factor: float) -> Value:
    return lambda at: factor * value_of(tree, at)


def _gradients(task: DerivativeTask, whole: Node, truths: Sequence[Node]) -> Iterator[Guess]:
    if len(truths) <= MOST_SWAPPED:
        for order in itertools.permutations(range(len(truths))):
            cells = tuple(_of(truths[turn]) for turn in order)
            said = "The components stand in another order than the variables."
            yield Guess("components-swapped", SPECIAL, cells, said)
    yield from _norms(task, whole)
    yield from _quadratic(task, whole)
    yield from _least_squares(task, whole, truths)
    total = _sum(truths)
    said = "Each component is the sum of all of them."
    yield Guess("gradient-summed", SELDOM, (total,) * len(truths), said)


def _norms(task: DerivativeTask, whole: Node) -> Iterator[Guess]:
    """Guess at the gradient of √(x² + y² + …)."""
    squares = [term for term in _squares_under_root(whole) if term in task.wrt]
    if sorted(squares) != sorted(task.wrt):
        return
    name = "norm-gradient"
    itself = tuple(_of(Name(one)) for one in task.wrt)
    yield Guess(name, SPECIAL, itself, "The vector itself was given, not divided by its norm.")
    ones = (lambda _at: 1.0,) * len(task.wrt)
    yield Guess(name, SPECIAL, ones, "Every component was taken to be 1.")
    yield Guess(name, SPECIAL, (lambda _at: 1.0,), "The gradient was taken to be 1.")
    twice = tuple(_scaled(Name(one), 2.0) for one in task.wrt)
    yield Guess(name, SPECIAL, twice, "The gradient of the squared norm was given.")
    inverse = tuple(_over_square(Name(one), whole) for one in task.wrt)
    yield Guess(name, SPECIAL, inverse, "The vector was divided by the square of its norm.")


def _over_square(top: Node, norm: Node) -> Value:
    return lambda at: value_of(top, at) / value_of(norm, at) ** 2


def _squares_under_root(whole: Node) -> list[str]:
    match whole:
        case Call("sqrt", (Sum(terms),)):
            pass
        case Power(Sum(terms), Quotient(Number(one), Number(two))) if one == 1 and two == 2:
            pass
        case _:
            return []
    found = []
    for term in terms:
        match term:
            case Power(Name(name), Number(value)) if value == 2:
                found.append(name)
            case Product((Name(name), Name(other))) if name == other:
                found.append(name)
            case _:
                return []
    return found


def _quadratic(task: DerivativeTask, whole: Node) -> Iterator[Guess]:
    """Guess 2Ax for xᵀAx, with A as the author's order of factors gives it."""
    entries: dict[tuple[str, str], list[list[Node]]] = {}
    monomials = _monomials(whole)
    if monomials is None:
        return
    for factors in monomials:
        letters = [one.name for one in factors if isinstance(one, Name) and one.name in task.wrt]
        rest = [one for one in factors if not (isinstance(one, Name) and one.name in task.wrt)]
        if len(letters) != 2:
            return
        entries.setdefault((letters[0], letters[1]), []).append(rest)
    if not any(i != j for i, j in entries):
        return
    name = "quadratic-form-asymmetric"
    for size, said in ((2.0, "2Ax was given."), (1.0, "Ax was given.")):
        for turned in (False, True):
            cells = tuple(_row(entries, one, task.wrt, size, turned) for one in task.wrt)
            yield Guess(name, SPECIAL if size == 2 else SELDOM, cells, said)


def _row(
    entries: dict[tuple[str, str], list[list[Node]]],
    row: str,
    letters: Sequence[str],
    size: float,
    turned: bool,
) -> Value:
    def value(at: Point) -> float:
        total = 0.0
        for column in letters:
            key = (column, row) if turned else (row, column)
            for factors in entries.get(key, ()):
                product = size * at[column]
                for factor in factors:
                    product *= value_of(factor, at)
                total += product
        return total

    return value


def _monomials(tree: Node) -> list[list[Node]] | None:
    """Multiply a polynomial out into lists of factors; None where it is none, or too long."""
    match tree:
        case Sum(terms):
            found: list[list[Node]] = []
            for term in terms:
                some = _monomials(term)
                if some is None or len(found) + len(some) > MOST_MONOMIALS:
                    return None
                found += some
            return found
        case Negative(body):
            inner = _monomials(body)
            minus = Negative(Number(_ONE, "1"))
            return None if inner is None else [[minus, *factors] for factors in inner]
        case Product(factors):
            made: list[list[Node]] = [[]]
            for factor in factors:
                some = _monomials(factor)
                if some is None or len(made) * len(some) > MOST_MONOMIALS:
                    return None
                made = [[*one, *other] for one in made for other in some]
            return made
        case Quotient(top, Number() as bottom):
            upper = _monomials(top)
            share = Quotient(Number(_ONE, "1"), bottom)
            return None if upper is None else [[share, *factors] for factors in upper]
        case Power(Name() as base, Number(value)) if value == 2:
            return [[base, base]]
        case Name() | Number():
            return [[tree]]
        case _:
            return None


def _least_squares(task: DerivativeTask, whole: Node, truths: Sequence[Node]) -> Iterator[Guess]:
    """Guess at ∇‖Ax - b‖²: the transpose or the 2 forgotten."""
    residuals = _residuals(whole)
    if len(residuals) < 2:
        return
    name = "least-squares-transpose"
    halves = tuple(_scaled(tree, 0.5) for tree in truths)
    yield Guess(name, SPECIAL, halves, "The 2 of the squares was left out.")
    if len(residuals) != len(task.wrt):
        return
    for size, said in ((2.0, "A stands where its transpose belongs."), (1.0, "A(Ax - b).")):
        cells = tuple(
            _untransposed([slope(one, name) for name in task.wrt], residuals, size)
            for one in residuals
        )
        yield Guess(name, SPECIAL, cells, said)


def _untransposed(row: Sequence[Node], residuals: Sequence[Node], size: float) -> Value:
    return lambda at: (
        size * sum(value_of(a, at) * value_of(r, at) for a, r in zip(row, residuals, strict=True))
    )


def _residuals(whole: Node) -> list[Node]:
    match whole:
        case Product((Quotient(), Sum(terms))) | Sum(terms) | Quotient(Sum(terms), Number()):
            pass
        case Power(Call("sqrt", (Sum(terms),)), Number(value)) if value == 2:
            pass
        case _:
            return []
    found = []
    for term in terms:
        match term:
            case Power(base, Number(value)) if value == 2:
                found.append(base)
            case _:
                return []
    return found

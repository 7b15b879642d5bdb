"""Letters that stand for vectors and matrices, as in A^T (A x - b): given components to compare.

Where a tree transposes a letter, or takes its norm, letters cannot all be numbers: capital letters
become 2×2 matrices, small ones vectors of 2 (or numbers, where only that fits), Greek ones and
letters with an index numbers. Matrices do not commute then, so that A^T x is not A x.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from drill.grade.survey import OF_VECTORS
from drill.maths.components import components
from drill.maths.errors import NoValue
from drill.maths.rebuild import substitute
from drill.maths.tree import Call, Matrix, Name, Node, Vector, children, names

_SIZE = 2
_MOST_NAMES = 7


def speaks_of_vectors(*trees: Node) -> bool:
    """Tell whether a function of vectors is applied to something that is a vector by name only."""
    left = list(trees)
    while left:
        here = left.pop()
        if isinstance(here, Call) and here.function in OF_VECTORS and _is_by_name(here):
            return True
        left.extend(children(here))
    return False


def _is_by_name(call: Call) -> bool:
    left = list(call.arguments)
    named = False
    while left:
        here = left.pop()
        if isinstance(here, Vector | Matrix):
            return False
        named |= isinstance(here, Name)
        left.extend(children(here))
    return named


def with_components(truth: Node, given: Node) -> tuple[Node, Node]:
    """Give both trees with components for letters, in the first way that suits the truth.

    Raises `NoValue` where the answer's shapes do not fit in any way that suits the truth.
    """
    complaint: NoValue | None = None
    for kinds in _assignments(names(truth) | names(given)):
        try:
            components(substitute(truth, kinds))
        except NoValue:
            continue
        try:
            components(substitute(given, kinds))
        except NoValue as error:
            complaint = complaint or error
            continue
        return substitute(truth, kinds), substitute(given, kinds)
    raise complaint or NoValue("Shapes too large or too odd to work with.")


def _assignments(letters: frozenset[str]) -> Iterator[Mapping[str, Node]]:
    """Give what letters may stand for, the ones with most vectors first."""
    ordered = sorted(letters)[:_MOST_NAMES]
    choices = [_choices(name) for name in ordered]
    for chosen in product(*choices):
        yield dict(zip(ordered, chosen, strict=True))


def _choices(name: str) -> tuple[Node, ...]:
    if len(name) > 1:
        return (Name(name),)
    if name.isupper():
        return (_matrix(name), Name(name))
    return (_vector(name), Name(name))


def _vector(name: str) -> Node:
    return Vector(tuple(Name(f"{name}[{at + 1}]") for at in range(_SIZE)))


def _matrix(name: str) -> Node:
    across = range(_SIZE)
    return Matrix(tuple(tuple(Name(f"{name}[{i + 1},{j + 1}]") for j in across) for i in across))

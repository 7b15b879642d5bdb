"""Whether typed maths in a bank can be read, and names only variables that are declared."""

from __future__ import annotations

from collections.abc import Iterable

from drill.grade.part import Part
from drill.maths.errors import Unreadable
from drill.maths.read import read, read_typed
from drill.maths.scope import Scope, canonical
from drill.maths.tree import Matrix, Node, SetOf, Vector, names

_FORMS: dict[str, tuple[type[Node], ...]] = {
    "vector": (Vector,),
    "matrix": (Matrix,),
    "set": (SetOf,),
    "shape": (Vector,),
}
_WORDS = {
    "vector": "a vector, such as (a, b)",
    "matrix": "a matrix, such as [[a, b], [c, d]]",
    "set": "a set, such as {a, b}",
    "shape": "sizes in brackets, such as (3, 2)",
}


def name_fault(name: str) -> str:
    """Say why a text is no variable name; nothing where it is one."""
    try:
        canonical(name)
    except Unreadable as error:
        return str(error)
    return ""


def typed_fault(text: str, declared: Iterable[str]) -> str:
    """Say why maths in typed form cannot be read; nothing where it can."""
    try:
        read_typed(text, Scope(tuple(declared)))
    except Unreadable as error:
        return f"cannot be read in column {error.column + 1}: {error}"
    return ""


def truth_fault(text: str, kind: str, variables: tuple[str, ...]) -> str:
    """Say why a truth cannot be graded against: unreadable, undeclared names, the wrong form."""
    scope = Scope(variables)
    try:
        tree = read_typed(text, scope)
        read(text, scope)
    except Unreadable as error:
        return f"cannot be read in column {error.column + 1}: {error}"
    unknown = sorted(names(tree) - set(scope.variables))
    if unknown:
        return f"uses `{unknown[0]}`, which is not among the `variables`"
    wanted = _FORMS.get(kind)
    if wanted is not None and not isinstance(tree, wanted):
        return f"must be {_WORDS[kind]}, as the type is `{kind}`"
    if wanted is None and isinstance(tree, Vector | Matrix | SetOf):
        return f"is a {type(tree).__name__.lower().removesuffix('of')}, but the type is `{kind}`"
    return ""


def derivation_fault(part: Part) -> str:
    """Say why nobody can begin a derivation: unreadable maths, or names that are not declared."""
    from drill.grade.derivation.given import derivation_of
    from drill.grade.derivation.names import goals_of, names_of

    given = derivation_of(part)
    try:
        known = names_of(given)
        trees = (known.of, *known.defined.values(), *goals_of(given, known))
    except Unreadable as error:
        return f"the derivation cannot be begun: {error}"
    used = frozenset().union(*map(names, trees))
    unknown = sorted(used - {*map(canonical, part.variables), *known.defined})
    if canonical(given.wrt) not in set(map(canonical, part.variables)):
        unknown.insert(0, given.wrt)
    return f"`{unknown[0]}` is not among the `variables`" if unknown else ""

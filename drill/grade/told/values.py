"""Numbers and formulas of a told answer that differ from those a key point states.

`2 bytes` where the point says `16 bytes`, `f(x) >= g` where it says `f(x) <= g`, `a = 2*b` where
it says `a = b/2`. A left side or a unit must be the same to be compared; both right sides are read
as maths and compared by value, so that another way of writing the same thing is no difference.
What cannot be read is not compared. A handful of formulas of either text is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from drill.grade.told.tone import carries
from drill.grade.told.words import GREEK, MATHS, Word, fold, split, stems
from drill.value import Value

RELATIONS = frozenset(("=", "<", ">", "<=", ">="))
REVERSED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
MOST_FORMULAS = 12
"""Formulas of an answer that are looked at."""
LONGEST_SIDE = 12
"""Words of a side of a formula."""
SYMBOLS = frozenset((*GREEK.values(), "sqrt", "log", "exp", "grad", "eps", "yhat", "wx", "xw"))
CLOSE = 1e-6
"""Relative difference below which two values are the same."""
PLACES = (0.37, 1.43)
"""Where formulas are compared: each letter takes one of a row of numbers that starts here."""


class Formula(Value):
    """A left side, how it is related, and the text of the right side."""

    left: tuple[str, ...]
    relation: str
    right: str


class Stated(Value):
    """What a text states in numbers: its formulas, its amounts, and all its numbers."""

    formulas: tuple[Formula, ...]
    amounts: frozenset[tuple[str, str]]
    numbers: frozenset[str]


@lru_cache(maxsize=1024)
def stated(text: str) -> Stated:
    """Take the formulas and amounts out of a text."""
    words = split(text)
    said = [word.stem for word in words]
    amounts = {(one, other) for one, other in pairwise(said) if _number(one) and carries(other)}
    return Stated(
        tuple(_formulas(text, words))[:MOST_FORMULAS],
        frozenset(amounts),
        frozenset(filter(_number, said)),
    )


def disagrees(answer: Stated, point: Stated) -> bool:
    """Say whether an answer states another amount or formula than a point, and not the point's."""
    return _other_amount(answer, point) or any(
        _contradicted(other, [one for one in answer.formulas if one.left == other.left])
        for other in point.formulas
    )


def _contradicted(stated_: Formula, others: Sequence[Formula]) -> bool:
    """Say whether one of the formulas with the same left side differs, and none is the same."""
    same = any(
        one.relation == stated_.relation and _same(one.right, stated_.right) for one in others
    )
    return not same and any(_differ(one, stated_) for one in others)


def _other_amount(answer: Stated, point: Stated) -> bool:
    """Say whether a unit the point counts in stands with numbers that the point does not have."""
    for number, unit in point.amounts:
        others = {one for one, of in answer.amounts if of == unit}
        if others and others.isdisjoint(point.numbers) and number not in answer.numbers:
            return True
    return False


def _differ(one: Formula, other: Formula) -> bool:
    """Say whether two formulas with one left side contradict each other."""
    same = _same(one.right, other.right)
    if REVERSED.get(one.relation) == other.relation:
        return same is True
    return one.relation == other.relation == "=" and same is False


@lru_cache(maxsize=512)
def _same(one: str, other: str) -> bool | None:
    """Compare two formulas by value; None where either cannot be read or has no value.

    The reader of maths is fetched here: a start should not wait for it, and few answers need it.
    """
    from drill.maths.errors import MathsError
    from drill.maths.evaluate import real_value
    from drill.maths.read import read
    from drill.maths.scope import Scope

    if stems(one) == stems(other):
        return True
    scope = Scope(_letters(one + other))
    try:
        trees = read(one, scope).tree, read(other, scope).tree
        pairs = [
            tuple(real_value(tree, _at(scope.variables, start)) for tree in trees)
            for start in PLACES
        ]
    except MathsError:
        return None
    return all(abs(a - b) <= CLOSE * max(1.0, abs(a), abs(b)) for a, b in pairs)


def _at(names: Iterable[str], start: float) -> dict[str, float]:
    return {name: start + 0.31 * n for n, name in enumerate(names)}


def _letters(text: str) -> tuple[str, ...]:
    return tuple(sorted({char for char in fold(text)[0] if char.isalpha() and char.isascii()}))


def _number(stem: str) -> bool:
    return stem[0].isdigit()


def _formulas(text: str, words: Sequence[Word]) -> Iterator[Formula]:
    """Find the relations of a text with the maths that stands on either side."""
    for at, word in enumerate(words):
        if word.stem in RELATIONS:
            first = at
            while first and at - first < LONGEST_SIDE and _is_maths(words[first - 1].stem):
                first -= 1
            last = at
            while last + 1 < len(words) and last - at < LONGEST_SIDE:
                if not _is_maths(words[last + 1].stem):
                    break
                last += 1
            if first < at < last:
                left = tuple(one.stem for one in words[first:at])
                yield Formula(left, word.stem, _side(text, words[at + 1].start, words[last].end))


def _side(text: str, start: int, end: int) -> str:
    """Cut out a side with the brackets that open right before it or close right behind it."""
    while start and text[start - 1] == "(":
        start -= 1
    while end < len(text) and text[end] == ")" and _open(text[start:end]):
        end += 1
    return text[start:end].strip()


def _open(side: str) -> bool:
    return side.count("(") > side.count(")")


def _is_maths(stem: str) -> bool:
    single = len(stem) == 1 and stem.isalpha() and stem != "a"
    return single or stem[0].isdigit() or stem in SYMBOLS or (stem in MATHS - RELATIONS)

"""The fields of an answer, one function for each kind, and the mistakes that are wired to them.

A truth may be given as a tree, as an exact number, as a float (which becomes a decimal, and so
needs a tolerance) or as ready text; what is stored is always the text a learner could type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from string import ascii_lowercase
from typing import TypeAlias

from drill.exercise.contract import WiredMistake
from drill.grade.part import AnswerType, Choice, Part
from drill.maths.build import call, minus, node
from drill.maths.domain import REAL, Domain
from drill.maths.show import typed
from drill.maths.tree import Matrix, Name, Node, SetOf, Vector, names

Answer: TypeAlias = "Node | int | Fraction | float | str"
ROUNDED = 1e-3
"""The tolerance of an answer that has to be rounded, relative to the truth."""
DIGITS = 8
"""Significant digits that are stored of a number that has to be rounded."""


def text(answer: Answer) -> str:
    """Write an answer the way it would be typed."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, float):
        return f"{answer:.{DIGITS}g}"
    return typed(node(answer))


def expression(
    id: str,  # noqa: A002 - the name the part has for it
    truth: Answer,
    variables: Iterable[str],
    *,
    label: str = "",
    domain: Domain = REAL,
    form: str = "",
) -> Part:
    """Make a part that is answered with an expression in these variables."""
    return Part(
        id=id,
        answer=AnswerType.EXPRESSION,
        truth=text(truth),
        label=label,
        variables=tuple(variables),
        domain=domain,
        form=form,
    )


def number(
    id: str,  # noqa: A002 - the name the part has for it
    truth: Answer,
    *,
    label: str = "",
    tolerance: float | None = None,
) -> Part:
    """Make a part that is answered with a number: an exact one exactly, a float rounded."""
    allowed = (ROUNDED if isinstance(truth, float) else 0.0) if tolerance is None else tolerance
    return Part(
        id=id, answer=AnswerType.NUMBER, truth=text(truth), label=label, tolerance=allowed
    )  # fmt: skip


def vector(
    id: str,  # noqa: A002 - the name the part has for it
    items: Sequence[Node | int | Fraction],
    variables: Iterable[str] = (),
    *,
    label: str = "",
    tolerance: float = 0.0,
    domain: Domain = REAL,
) -> Part:
    """Make a part that is answered with a vector, written `(a, b)`."""
    return Part(
        id=id,
        answer=AnswerType.VECTOR,
        truth=typed(Vector(tuple(map(node, items)))),
        label=label,
        variables=tuple(variables),
        domain=domain,
        tolerance=tolerance,
    )


def matrix(
    id: str,  # noqa: A002 - the name the part has for it
    rows: Sequence[Sequence[Node | int | Fraction]],
    variables: Iterable[str] = (),
    *,
    label: str = "",
    domain: Domain = REAL,
) -> Part:
    """Make a part that is answered with a matrix, written `[[a, b], [c, d]]`."""
    return Part(
        id=id,
        answer=AnswerType.MATRIX,
        truth=typed(Matrix(tuple(tuple(map(node, row)) for row in rows))),
        label=label,
        variables=tuple(variables),
        domain=domain,
    )


def set_of(
    id: str,  # noqa: A002 - the name the part has for it
    items: Sequence[Node | int | Fraction],
    *,
    label: str = "",
) -> Part:
    """Make a part that is answered with a set, written `{a, b}`, in any order."""
    return Part(
        id=id,
        answer=AnswerType.SET,
        truth=typed(SetOf(tuple(map(node, items)))),
        label=label,
    )


def choice(
    id: str,  # noqa: A002 - the name the part has for it
    truth: str,
    choices: Iterable[Choice],
    *,
    label: str = "",
) -> Part:
    """Make a part that is answered by choosing; the truth is the id of the right choice."""
    return Part(
        id=id, answer=AnswerType.CHOICE, truth=truth, label=label, choices=tuple(choices)
    )  # fmt: skip


def sizes(shape: Sequence[int]) -> str:
    """Write a shape as it is typed: `(3, 2)`."""
    return f"({', '.join(map(str, shape))})"


def shape_part(
    id: str,  # noqa: A002 - the name the part has for it
    shape: Sequence[int],
    *,
    label: str,
) -> Part:
    """Make a part that is answered with a shape."""
    return Part(id=id, answer=AnswerType.SHAPE, truth=sizes(shape), label=label)


def yes_or_no(
    id: str,  # noqa: A002 - the name the part has for it
    *,
    truth: bool,
    label: str,
) -> Part:
    """Make a part that is answered with yes or no."""
    offered = (Choice("yes", "yes"), Choice("no", "no"))
    return choice(id, "yes" if truth else "no", offered, label=label)


def ordering(
    id: str,  # noqa: A002 - the name the part has for it
    lines: Sequence[str],
    shown: Sequence[int],
    *,
    label: str = "",
) -> Part:
    """Make a part that is answered by putting lines in order.

    `lines` stand in the right order; `shown` says, line by line, in which order they are offered.
    """
    ids = {line: ascii_lowercase[place] for place, line in enumerate(shown)}
    return Part(
        id=id,
        answer=AnswerType.ORDERING,
        truth=" ".join(ids[line] for line in range(len(lines))),
        label=label,
        choices=tuple(Choice(ids[line], lines[line]) for line in shown),
    )


def after(part: Part, formula: Node, **at: Answer) -> Part:
    """Say by which formula a part follows from earlier ones, whose ids are names in it.

    Variables of the earlier answers can be replaced: `after(limit, Name("quotient"), h=0)`. Where
    the numbers are such that nothing earlier is left in it, the part follows from nothing.
    """
    if not names(formula):
        return part
    return replace(part, follows=text(formula) + _at(at))


def after_signs(part: Part, cases: Mapping[str, Answer], **at: Answer) -> Part:
    """Say by which formulas a choice follows: the first that is positive names the right one."""
    lines = (f"{id_}: {text(formula)}" for id_, formula in cases.items())
    return replace(part, follows="\n".join(lines) + _at(at))


def chose(part: Part, name: str) -> Node:
    """Write what is positive only where this was chosen in an earlier part."""
    place = next(at for at, choice in enumerate(part.choices, 1) if choice.id == name)
    return minus(Fraction(1, 2), call("abs", minus(Name(part.id), place)))


def component(part: str, place: int, of: int) -> Node:
    """Write one component of an earlier vector or shape of `of` components, from 0."""
    axis = Vector(tuple(node(int(at == place)) for at in range(of)))
    return call("dot", Name(part), axis)


def _at(places: Mapping[str, Answer]) -> str:
    listed = " and ".join(f"{name} = {text(value)}" for name, value in places.items())
    return f" at {listed}" if listed else ""


def in_order(part: Part, lines: Iterable[str]) -> str:
    """Write an order of a part's lines the way it is answered."""
    ids = {choice.text: choice.id for choice in part.choices}
    return " ".join(ids[line] for line in lines)


def wired(part: str, mistakes: Iterable[tuple[str, Answer]]) -> tuple[WiredMistake, ...]:
    """Wire mistakes to a part: each is the misconception's id and the answer it leads to."""
    return tuple(WiredMistake(name, part, text(answer)) for name, answer in mistakes)


def distinct(mistakes: Iterable[tuple[str, Answer]]) -> Iterator[tuple[str, Answer]]:
    """Leave out mistakes that are the same as an earlier one on this instance.

    A mistake that gives the right answer stays in, so that the frame refuses the instance.
    """
    seen: set[str] = set()
    for name, answer in mistakes:
        written = text(answer)
        if written not in seen:
            seen.add(written)
            yield name, answer

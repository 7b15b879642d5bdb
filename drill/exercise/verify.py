"""Holds a draft to the rules before anyone sees it; what breaks one is refused with the reason.

Every truth is read back from the text that will be graded against, and must be worth what two
independent computations say. A wired mistake must be worth something else, and no two the same:
an exercise on which a misconception gives the right answer teaches the misconception.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drill.exercise.draft import Draft, Evidence, Point, Refused, Value
from drill.exercise.line_by_line import check_model, end_of, last_line
from drill.exercise.neat import WIDEST, complaints, ugly_text
from drill.exercise.points import points_of
from drill.exercise.values import defined, same, value
from drill.exercise.write import read_back, typed
from drill.grade.part import AnswerType, Part
from drill.maths.tree import Node, names

LEAST_POINTS = 4
"""Points at which a truth with variables must have a value, of six."""
ROOM_FOR_A_NAME = 8
"""Cells that `f(x) = ` takes in front of what is shown."""
APART = 1e-6
"""Relative difference below which two answers count as the same."""
AS_TEXT = frozenset({AnswerType.CHOICE, AnswerType.ORDERING, AnswerType.TEXT})
"""Answers that are compared as they are written."""


def verify(draft: Draft) -> None:
    """Raise `Refused` unless the draft keeps every rule."""
    _check_shape(draft)
    for tree in draft.shown:
        if len(typed(tree)) > WIDEST - ROOM_FOR_A_NAME:
            raise Refused("the question is longer than a line")
        for complaint in () if draft.rough else complaints(tree):
            raise Refused(f"ugly: {complaint}")
    evidence = {item.part: item for item in draft.evidence}
    for part in draft.parts:
        _check_part(draft, part, evidence[part.id])


def _check_shape(draft: Draft) -> None:
    ids = [part.id for part in draft.parts]
    if not ids or len(set(ids)) < len(ids):
        raise ValueError("a draft needs parts with ids of their own")
    if sorted(ids) != sorted(item.part for item in draft.evidence):
        raise ValueError("a draft needs evidence for every part")
    if len(draft.solution) < 2 or not all(draft.hints):
        raise ValueError("a draft needs two hints and a solution of two steps")
    for part in draft.parts:
        offered = {choice.id for choice in part.choices}
        if part.choices and not set(part.truth.split()) <= offered:
            raise ValueError(f"{part.id}: the truth is not among its choices")
    if any(mistake.part not in ids for mistake in draft.mistakes):
        raise ValueError("a wired mistake names a part that is not there")


def _check_part(draft: Draft, part: Part, evidence: Evidence) -> None:
    answer = Answer(part, part.truth)
    if part.answer not in AS_TEXT:
        _check_looks(part, answer.tree)
    points = [point for point in points_of(part) if defined(answer.at(point))]
    if len(points) < (LEAST_POINTS if part.variables else 1):
        raise Refused(f"{part.id}: the answer has no value at most points of its domain")
    worth = [answer.at(point) for point in points]
    _check_truths(part, points, worth, evidence)
    if part.answer is AnswerType.DERIVATION:
        check_model(part)
    if part.id not in draft.plain and part.answer not in AS_TEXT:
        _check_asks_something(draft, part, points, worth)
    _check_mistakes(draft, part, points, worth)


class Answer:
    """A typed answer to a part, as what it is worth at points."""

    def __init__(self, part: Part, text: str) -> None:
        self.text = text
        self.tree: Node | None = None
        if part.answer is AnswerType.DERIVATION:
            self.tree = end_of(part, text)
        elif part.answer not in AS_TEXT:
            self.tree = read_back(text, part.variables)

    def at(self, point: Point) -> Value:
        """Give the value at a point: the text itself where there is nothing to work out."""
        return self.text if self.tree is None else value(self.tree, point)


def _check_looks(part: Part, tree: Node | None) -> None:
    written = last_line(part.truth) if part.answer is AnswerType.DERIVATION else part.truth
    if len(written) > WIDEST:
        raise Refused(f"{part.id}: the answer is longer than a line")
    ugly = ugly_text(written)
    if ugly:
        raise Refused(f"{part.id}: ugly: {ugly}")
    for complaint in complaints(tree) if tree is not None else ():
        raise Refused(f"{part.id}: ugly: {complaint}")


def _check_truths(
    part: Part, points: Sequence[Point], worth: Sequence[Value], evidence: Evidence
) -> None:
    for name, oracle in (("symbolic", evidence.symbolic), ("numeric", evidence.numeric)):
        found = oracle(points)
        for point, mine, other in zip(points, worth, found, strict=True):
            if not same(mine, other, evidence.tolerance):
                where = ", ".join(f"{key} = {size:.3g}" for key, size in point.items())
                raise Refused(f"{part.id}: truths disagree: {mine} and {name} {other} at {where}")


def _check_asks_something(
    draft: Draft, part: Part, points: Sequence[Point], worth: Sequence[Value]
) -> None:
    if all(same(one, zero_like(one), APART) for one in worth):
        raise Refused(f"{part.id}: the answer is zero")
    if part.variables and all(same(one, worth[0], APART) for one in worth[1:]):
        raise Refused(f"{part.id}: the answer is constant")
    for tree in draft.shown:
        if not names(tree) <= set(part.variables):
            continue
        if all(same(value(tree, p), w, APART) for p, w in zip(points, worth, strict=True)):
            raise Refused(f"{part.id}: the answer is the question")


def zero_like(found: Value) -> Value:
    """Give the zero of the same shape as a value."""
    if isinstance(found, tuple):
        return tuple(zero_like(item) for item in found)
    return found if isinstance(found, str) else 0.0


def _check_mistakes(
    draft: Draft, part: Part, points: Sequence[Point], worth: Sequence[Value]
) -> None:
    seen: dict[str, Sequence[Value]] = {"the truth": worth}
    for mistake in draft.mistakes:
        if mistake.part != part.id:
            continue
        answer = Answer(part, mistake.answer)
        found = [answer.at(point) for point in points]
        for other in _equal_to(found, seen, max(APART, 2 * part.tolerance)):
            raise Refused(f"{part.id}: {mistake.id} gives the same answer as {other}")
        seen[mistake.id] = found


def _equal_to(
    found: Sequence[Value], seen: dict[str, Sequence[Value]], apart: float
) -> Iterator[str]:
    for name, values in seen.items():
        if all(same(a, b, apart) for a, b in zip(found, values, strict=True)):
            yield name

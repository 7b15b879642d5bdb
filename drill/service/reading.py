"""How drill reads what is being typed: the line under the field.

Needs the reader alone, no sympy and no worker, so that it answers while those still start.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.grade.part import AnswerType, Part
from drill.maths.errors import Unreadable
from drill.service.messages import Reading

MATHS = frozenset(
    {
        AnswerType.EXPRESSION,
        AnswerType.VECTOR,
        AnswerType.MATRIX,
        AnswerType.SET,
        AnswerType.NUMBER,
        AnswerType.SHAPE,
    }
)

LONGEST = 4000
"""Characters of a derivation that are looked at."""


def part_of(parts: Sequence[Part], wanted: str) -> Part | str:
    """Find the part that is meant, the first where none is named; a sentence where it is none."""
    if not wanted:
        return parts[0]
    found = next((part for part in parts if part.id == wanted), None)
    if found is not None:
        return found
    known = ", ".join(part.id for part in parts)
    return f"there is no part `{wanted[:40]}` here; the parts are {known}"


def read_aloud(n: int, part: Part, text: str) -> Reading:
    """Read a typed text under a part's variables and say how it was read."""
    from drill.maths.read import read
    from drill.maths.scope import Scope
    from drill.maths.show import line

    if part.answer is AnswerType.DERIVATION and text.strip():
        return _line_aloud(n, part, text)
    if part.choices and text.strip():
        return _letters_aloud(n, part, text)
    if part.answer not in MATHS or not text.strip():
        return Reading(n, part.id, text)
    try:
        reading = read(text, Scope(part.variables, complex=part.domain.complex))
    except Unreadable as refused:
        return Reading(n, part.id, error=str(refused), column=refused.column)
    asks = reading.ambiguities[0].question if reading.ambiguities else ""
    return Reading(n, part.id, line(reading.tree), asks=asks)


def _letters_aloud(n: int, part: Part, text: str) -> Reading:
    """Say whether letters name what is offered; they stand for themselves."""
    from drill.grade.plain_answers import find_choice, find_order

    try:
        if part.answer is AnswerType.ORDERING:
            find_order(part.choices, text)
        else:
            find_choice(part.choices, text)
    except Unreadable as refused:
        return Reading(n, part.id, error=str(refused), column=refused.column)
    return Reading(n, part.id, text)


def _line_aloud(n: int, part: Part, text: str) -> Reading:
    """Say how the last line of a derivation was read."""
    from drill.grade.derivation.so_far import read_so_far

    try:
        found = read_so_far(part, text[-LONGEST:])
    except Unreadable as refused:
        return Reading(n, part.id, error=str(refused), column=refused.column)
    return Reading(n, part.id, found.text, asks=found.asks)

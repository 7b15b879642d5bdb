"""A whole derivation judged as one answer: the first wrong line, or how far it still is.

Right is a derivation in which every line holds, that ends in the form asked for, and that shows as
many lines as were asked for. A line that cannot be read or decided makes the whole count neither
way, wherever it stands. Behind the first wrong line nothing is explained any more: it is only said
whether the rest follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from drill.grade.compare import compare
from drill.grade.derivation.given import derivation_of
from drill.grade.derivation.judge import MOST_LINES, judge_line
from drill.grade.derivation.state import State, begin, taken
from drill.grade.derivation.verdict import LineKind, LineVerdict
from drill.grade.form import form_complaint
from drill.grade.mistakes import named
from drill.grade.part import Part
from drill.grade.verdict import DecidedBy, Judgement, Mistake, Verdict
from drill.maths.errors import NoValue, Unreadable
from drill.maths.read import answer_side, read_typed
from drill.maths.scope import Scope
from drill.maths.tree import Name, Node

Wired: TypeAlias = tuple[str, str]
"""A mistake's id, and the derivative it leads to."""

EMPTY = "Nothing is typed here yet."
NOT_BEGUN = "No line works out {} yet: go on."
LEAP = "Right, but show the line between: write what you differentiate first."
TOO_SHORT = "Right, but the steps were asked for, at least {} lines: show what comes between."
NOT_THE_FORM = "Every line is right, but the last is not yet in the form asked for."
STILL_LEFT = "Every line is right, but {} is still to be worked out."
ALL_FOLLOWS = "What comes after it follows from it: only that line needs mending."
_WRONG = frozenset({LineKind.WRONG, LineKind.APART})


@dataclass(frozen=True, slots=True)
class Judged:
    """One line that was typed: its number, counting empty lines as well, and what is said of it."""

    number: int
    said: LineVerdict
    state: State
    """What is known behind it."""


def judge_derivation(part: Part, response: str, mistakes: Sequence[Wired] = ()) -> Verdict:
    """Judge a derivation typed in lines; raises `Unreadable` where its author made a slip."""
    if not response.strip():
        return Verdict(Judgement.UNREADABLE, message=EMPTY, column=0)
    try:
        lines = list(_judged(begin(derivation_of(part)), response.splitlines()))
    except NoValue as error:
        raise Unreadable(str(error), 0) from None
    for kind, judgement in (
        (LineKind.UNREADABLE, Judgement.UNREADABLE),
        (LineKind.UNDECIDED, Judgement.UNDECIDED),
    ):
        stuck = next((one for one in lines if one.said.kind is kind), None)
        if stuck is not None:
            message = f"Line {stuck.number}: {stuck.said.message}"
            column = stuck.said.column
            return Verdict(judgement, message=message, column=column, line=stuck.number)
    for place, one in enumerate(lines):
        if one.said.kind in _WRONG:
            return _wrong(part, one, lines[place + 1 :], mistakes)
    return _right(part, lines[-1].state, [one.said for one in lines])


def last_line(part: Part, response: str) -> Node:
    """Give what the last line of a derivation comes to; raises `Unreadable` where none does."""
    lines = list(_judged(begin(derivation_of(part)), response.splitlines()))
    if not lines or lines[-1].state.last is None:
        raise Unreadable(EMPTY, 0)
    return lines[-1].state.basis


def _judged(state: State, texts: Sequence[str]) -> Iterator[Judged]:
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        if number > MOST_LINES:
            message = f"A derivation may have {MOST_LINES} lines."
            yield Judged(number, LineVerdict(LineKind.UNREADABLE, message), state)
            return
        state = replace(state, number=number - 1, quiet=state.first_wrong is not None)
        said, state = judge_line(state, text)
        yield Judged(number, said, state)


# --- a wrong line --------------------------------------------------------------------------------


def _wrong(part: Part, first: Judged, rest: Sequence[Judged], mistakes: Sequence[Wired]) -> Verdict:
    said = first.said
    message = " ".join(filter(None, (f"Line {first.number}: {said.message}", _behind(rest))))
    return Verdict(
        Judgement.WRONG,
        said.decided_by,
        message,
        said.counterexample,
        tuple(_placed(one, first.number) for one in _made(part, first, mistakes)),
        line=first.number,
    )


def _behind(rest: Sequence[Judged]) -> str:
    """Say whether the lines behind the wrong one follow from it."""
    for one in rest:
        if one.said.kind is LineKind.APART:
            return f"Line {one.number} does not follow from the line before it either."
        if one.said.kind is LineKind.BACK:
            return f"Line {one.number} is right again."
    return ALL_FOLLOWS if any(one.said.kind is LineKind.FOLLOWS for one in rest) else ""


def _made(part: Part, first: Judged, mistakes: Sequence[Wired]) -> tuple[Mistake, ...]:
    """Name the mistakes: those wired to the exercise lead, with the place where one was found."""
    found = {one.id: one for one in reversed(first.said.mistakes)}
    wired = tuple(
        found.get(id_, named(id_))
        for id_, answer in mistakes
        if any(_leads_to(part, first.state, tree, answer) for tree in _slipped(first))
    )
    return wired or first.said.mistakes


def _slipped(first: Judged) -> Iterator[Node]:
    """Give what a wrong line makes of the derivative: its worth, or what its wrong slope leads to.

    A line that takes no step leaves what it is held against as it was.
    """
    state = first.state
    claims = [claim for claim in state.claims if claim.number == first.number]
    yield from (taken(state, claim) for claim in claims)
    if not claims and state.stands == first.number:
        yield state.basis


def _leads_to(part: Part, state: State, tree: Node, answer: str) -> bool:
    """Tell whether this is what a wired mistake leads to, and not what is right as well."""
    try:
        theirs = answer_side(read_typed(answer, Scope(part.variables)))
    except Unreadable:
        return False
    domain = part.domain
    return (
        bool(compare(theirs, tree, domain).equal) and not compare(state.truth, theirs, domain).equal
    )


def _placed(mistake: Mistake, number: int) -> Mistake:
    """Say in which line it was made. Its place in a tree is that line's, not the exercise's."""
    where = f"Line {number}: {mistake.where}" if mistake.where else f"Line {number}."
    return replace(mistake, where=where, step="", path=None)


# --- every line right ----------------------------------------------------------------------------


def _right(part: Part, state: State, said: Sequence[LineVerdict]) -> Verdict:
    begins, last = part.begins, state.last
    assert begins is not None  # noqa: S101 - it was begun
    if last is None or (isinstance(last.tree, Name) and last.tree.name in last.symbols):
        message = NOT_BEGUN.format(f"d{begins.label}/d{begins.wrt}")
        return Verdict(Judgement.UNREADABLE, message=message)
    by = _weakest(said)
    if not state.reached and last.symbols:
        left = next(iter(last.symbols.values())).text
        return Verdict(Judgement.FORM, by, STILL_LEFT.format(left))
    if not state.reached:
        return Verdict(Judgement.FORM, by, NOT_THE_FORM)
    if not begins.goals and (complaint := form_complaint(part.form, last.tree)):
        return Verdict(Judgement.FORM, by, complaint)
    if state.steps < begins.least:
        message = LEAP if state.steps == 1 else TOO_SHORT.format(begins.least)
        return Verdict(Judgement.FORM, by, message)
    return Verdict(Judgement.CORRECT, by)


def _weakest(said: Sequence[LineVerdict]) -> DecidedBy:
    numbers = any(one.decided_by is DecidedBy.NUMBERS for one in said)
    return DecidedBy.NUMBERS if numbers else DecidedBy.IDENTITY

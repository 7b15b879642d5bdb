"""What is said of a line: a step, the goal, no step, wrong, or right for a line that was wrong.

The first line is held against the derivative, each later one against the line before. A line that
gives a part a name, or works out the slope of a part, is checked by itself and is no step. Refuted
is what differs at a point, with certainty; what cannot be decided is nobody's mistake.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from drill.grade.compare import Comparison, compare
from drill.grade.derivation.differs import difference
from drill.grade.derivation.form import same_form
from drill.grade.derivation.given import Derivation
from drill.grade.derivation.sides import Line, lines_of, statements
from drill.grade.derivation.state import Claim, State, begin, claimed
from drill.grade.derivation.symbols import Typed, read_line
from drill.grade.derivation.verdict import LineKind, LineVerdict
from drill.grade.derivation.why import reasons, shown, slope_reasons
from drill.grade.verdict import DecidedBy, Mistake
from drill.maths.errors import NoValue, Unreadable
from drill.maths.show import line as in_line
from drill.maths.tree import Name, Node
from drill.wire import from_json, to_json

MOST_LINES = 60
"""Lines a derivation may have."""


def judge_lines(derivation: Derivation, texts: Iterable[str]) -> tuple[LineVerdict, ...]:
    """Judge a whole derivation, line by line."""
    state = begin(derivation)
    verdicts: list[LineVerdict] = []
    for text in texts:
        verdict, state = judge_line(state, text)
        verdicts.append(verdict)
    return tuple(verdicts)


def next_line(derivation: Derivation, before: Sequence[str], text: str) -> LineVerdict:
    """Judge one line behind others; what was said of those is remembered for a while."""
    given = json.dumps(to_json(derivation))
    return _judged(given, (*before[-MOST_LINES:], text))[0]


@lru_cache(maxsize=4 * MOST_LINES)
def _judged(given: str, texts: tuple[str, ...]) -> tuple[LineVerdict, State]:
    if len(texts) == 1:
        return judge_line(begin(from_json(Derivation, json.loads(given))), texts[0])
    return judge_line(_judged(given, texts[:-1])[1], texts[-1])


def judge_line(state: State, text: str) -> tuple[LineVerdict, State]:
    """Judge the next line; gives the state behind it, too. Nothing raises.

    A line that cannot be read or decided counts neither way, and leaves no trace.

    A line of several `=` is read as that many steps; its verdict is that of the first one that is
    not right, or of the last.
    """
    before = state
    if before.number == MOST_LINES:
        message = f"A derivation may have {MOST_LINES} lines."
        return LineVerdict(LineKind.UNREADABLE, message, first_wrong=before.first_wrong), before
    state = replace(before, number=before.number + 1)
    said: list[LineVerdict] = []
    begins = 0
    try:
        for statement in statements(text):
            begins = max(0, text.find(statement))
            for piece in lines_of(statement, state.known):
                begins = max(0, text.find(piece.text, begins))
                verdict, state = _judge(state, piece)
                said.append(verdict)
        if any(one.kind in _NEITHER for one in said):
            state = before
    except Unreadable as error:
        said, state = [_unreadable(str(error), begins + error.column)], before
    except (NoValue, LookupError) as error:
        said, state = (
            [LineVerdict(LineKind.UNDECIDED, f"This could not be decided: {error}")],
            before,
        )
    worst = next((one for one in said if one.kind in _NOT_RIGHT), said[-1])
    return replace(worst, first_wrong=state.first_wrong), state


_NEITHER = frozenset({LineKind.UNREADABLE, LineKind.UNDECIDED})
_NOT_RIGHT = _NEITHER | {LineKind.WRONG, LineKind.APART}


def _judge(state: State, piece: Line) -> tuple[LineVerdict, State]:
    typed = read_line(piece.text, state.known)
    if piece.names:
        return _named(state, piece.names, typed)
    if piece.slope_of is not None:
        return _aside(state, piece.slope_of, typed)
    return _step(state, typed)


# --- lines that are no step ----------------------------------------------------------------------


def _named(state: State, name: str, typed: Typed) -> tuple[LineVerdict, State]:
    """Take a name for a part, or check one that is given already."""
    known, here = state.known, state.known.written_out(typed.worked_out)
    if known.free(name):
        message = f"Noted: {in_line(Name(name))} stands for {shown(typed.worked_out)}."
        named = known.with_definition(name, typed.worked_out)
        return LineVerdict(LineKind.NOTED, message), replace(_further(state), known=named)
    meant = known.written_out(known.meaning(name))
    outcome = compare(meant, here, known.domain)
    if outcome.equal is None:
        return _undecided(), state
    if outcome.equal:
        return LineVerdict(LineKind.NOTED, "Right; that is as it is given."), state
    said = f"{in_line(Name(name))} is given as {shown(known.meaning(name))}."
    return _wrong(state, outcome, said, ())


def _aside(state: State, pair: tuple[str, str], typed: Typed) -> tuple[LineVerdict, State]:
    """Check the slope of one quantity by another."""
    known, (of, wrt) = state.known, pair
    said = f"d{in_line(Name(of))}/d{in_line(Name(wrt))}"
    meant = known.written_out(known.slope_of(known.meaning(of), wrt))
    here = known.written_out(typed.worked_out)
    outcome = compare(meant, here, known.domain)
    if outcome.equal is None:
        return _undecided(), state
    if outcome.equal:
        message = f"Right: that is {said}."
        return LineVerdict(LineKind.NOTED, message, outcome.decided_by), _further(state)
    meaning = known.meaning(of)
    why = () if state.quiet else slope_reasons(known, meaning, wrt, typed.worked_out)
    claim = Claim(of, wrt, here, meant, state.number)
    state = replace(state, claims=(*state.claims, claim))
    return _wrong(state, outcome, f"That is not {said}", why)


# --- steps ---------------------------------------------------------------------------------------


def _step(state: State, typed: Typed) -> tuple[LineVerdict, State]:
    known = state.known
    here = known.written_out(typed.worked_out)
    after = replace(state, basis=here, last=typed, stands=state.number)
    if state.last is not None and typed.tree == state.last.tree and _same_signs(state, typed):
        return LineVerdict(LineKind.SAME, "No step: this is the line before."), state
    outcome = compare(state.basis, here, known.domain)
    if outcome.equal is None:
        return _undecided(), state
    if outcome.equal is False and (doubt := _other_reading(state, typed)):
        return _unreadable(doubt[0], doubt[1]), state
    if state.first_wrong is not None:
        return _behind(state, after, outcome, typed, here)
    if outcome.equal:
        return _right(state, after, typed, here, outcome.decided_by)
    why = reasons(known, state.last, typed)
    return _wrong(after, outcome, _not_equal(state), why)


def _not_equal(state: State) -> str:
    """Say what a wrong step should have been equal to."""
    if state.last is None:
        return "That is not the derivative"
    near = state.number - state.stands <= 1
    return f"This is not equal to {'the line before' if near else f'line {state.stands}'}"


def _right(
    state: State, after: State, typed: Typed, here: Node, by: DecidedBy | None
) -> tuple[LineVerdict, State]:
    reached = _is_goal(state, typed, here)
    after = replace(after, reached=state.reached or reached)
    if not _only_turned_round(state, typed):
        after = _further(after)
    if reached:
        return LineVerdict(LineKind.GOAL, "Right, and that is the goal.", by, reached=True), after
    if state.last is None:
        return LineVerdict(LineKind.STEP, "Right: this is the derivative.", by), after
    return LineVerdict(LineKind.STEP, "Right: equal to the line before.", by), after


def _behind(
    state: State, after: State, outcome: Comparison, typed: Typed, here: Node
) -> tuple[LineVerdict, State]:
    """Judge a line behind a wrong one."""
    first = state.first_wrong
    right = compare(state.truth, here, state.known.domain)
    if right.equal:
        reached = _is_goal(state, typed, here)
        end = ", and that is the goal" if reached else ""
        message = f"Right again{end}; it does not follow from line {first}."
        after = replace(after, reached=state.reached or reached)
        return LineVerdict(LineKind.BACK, message, right.decided_by, reached=reached), after
    if outcome.equal:
        message = f"It follows from the line before, which is off since line {first}."
        return LineVerdict(LineKind.FOLLOWS, message, outcome.decided_by), after
    claim = claimed(state, here)
    if claim is not None:
        message = f"It follows from line {claim.number}, which is wrong."
        return LineVerdict(LineKind.FOLLOWS, message, DecidedBy.NUMBERS), after
    why = () if state.quiet else reasons(state.known, state.last, typed)
    message = difference("It does not follow from the line before", outcome)
    verdict = LineVerdict(LineKind.APART, message, outcome.decided_by, outcome.counterexample, why)
    return verdict, after


def _is_goal(state: State, typed: Typed, here: Node) -> bool:
    """Tell whether a line that is right has the form that was to be reached."""
    if typed.symbols:
        return False
    if not state.goals:
        return True
    known = state.known
    return any(
        same_form(goal, typed.tree) or same_form(known.written_out(goal), here)
        for goal in state.goals
    )


def _further(state: State) -> State:
    return replace(state, steps=state.steps + 1)


def _only_turned_round(state: State, typed: Typed) -> bool:
    """Tell whether a line is the one before, but for the order of its terms and factors."""
    last = state.last
    return last is not None and same_form(last.tree, typed.tree) and _same_signs(state, typed)


def _same_signs(state: State, typed: Typed) -> bool:
    return state.last is not None and dict(state.last.symbols) == dict(typed.symbols)


def _other_reading(state: State, typed: Typed) -> tuple[str, int] | None:
    """Ask about a line that is right in another common reading."""
    for doubt in typed.reading.ambiguities:
        other = state.known.written_out(typed.with_values(doubt.other))
        if compare(state.basis, other, state.known.domain).equal:
            message = (
                f"This can be read in two ways: as {in_line(doubt.taken)}, which is how it was"
                f" taken, or as {in_line(doubt.other)}; add brackets to say which."
            )
            return message, doubt.column
    return None


# --- what is said --------------------------------------------------------------------------------


def _wrong(
    state: State, outcome: Comparison, start: str, why: Sequence[Mistake]
) -> tuple[LineVerdict, State]:
    kind = LineKind.WRONG if state.first_wrong is None else LineKind.APART
    message = difference(start, outcome)
    verdict = LineVerdict(kind, message, outcome.decided_by, outcome.counterexample, tuple(why))
    return verdict, replace(state, first_wrong=state.first_wrong or state.number)


def _undecided(reason: str = "") -> LineVerdict:
    message = "This could not be decided; a smaller step may help"
    return LineVerdict(LineKind.UNDECIDED, f"{message}{reason}.")


def _unreadable(message: str, column: int | None) -> LineVerdict:
    return LineVerdict(LineKind.UNREADABLE, message, column=column)

"""What to do differently in the next interview, from what was done in this one.

Only habits that cost something here are named, the costliest first; what a single answer missed is
said beside that answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from drill.session.interview.counted import slots as slots_in_words
from drill.session.interview.interview import Interview
from drill.session.interview.slot_score import BLANK, SlotScore, compared

MOST = 3
"""More advice than this is not followed."""
ENOUGH = 0.8


def habits(interview: Interview, slots: Sequence[SlotScore]) -> tuple[str, ...]:
    """Name the habits that cost something, three at most."""
    return tuple(islice(_habits(interview, slots), MOST))


def _habits(interview: Interview, slots: Sequence[SlotScore]) -> Iterator[str]:
    blank = [one.n for one in slots if one.verdict == BLANK]
    if blank:
        yield (
            f"Begin an answer to everything, {slots_in_words(blank)} too: say what you know and "
            "what you would try; a start is scored, silence is not."
        )
    asked = sum(one.follow_ups for one in slots)
    said = sum(len(interview.answered(one.n)) for one in slots)
    if said < asked:
        yield f"Say something to every follow-up: {asked - said} of {asked} got no answer."
    late = [one.n for one in slots if one.late]
    if late:
        yield (
            f"{slots_in_words(late).capitalize()} ran over: say the answer first, then the "
            "reasons, and stop."
        )
    yield from _words(interview)
    hints = sum(one.hints for one in slots)
    if hints:
        yield "Before a hint ask what is meant (it is free), or say which way you would try."


def _words(interview: Interview) -> Iterator[str]:
    """Name what the words lacked: conditions, and terms that can be recognised."""
    pairs = [(one, compared(interview, one)) for _, one in sorted(interview.answers.items())]
    marks = [(m, m.id in tick.points) for one, tick in pairs if not one.blank for m in one.marks]
    conditions = [made for mark, made in marks if mark.condition]
    if conditions and sum(conditions) < ENOUGH * len(conditions):
        yield "Add to each answer when it holds, and what it costs."
    said = [bool(mark.matched) for mark, made in marks if made and mark.cued]
    if said and sum(said) < ENOUGH * len(said):
        yield "Use the usual terms: part of what you meant could not be found in your words."
    if any(one.unread for one, _ in pairs):
        yield "Look at how a formula reads before you send it: some could not be read at first."

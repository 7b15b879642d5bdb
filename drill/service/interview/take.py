"""What is sent to an interview, checked and made into a step, or refused in words.

Nothing is kept here and nothing said: the room does both.
"""

from __future__ import annotations

from drill.grade.verdict import Judgement
from drill.service.grading import LONGEST_ANSWER
from drill.service.interview.answer import answered, judge
from drill.service.messages import (
    Error,
    PartVerdict,
    ProbeAnswer,
    Reply,
    Respond,
    TickSlot,
    Unread,
)
from drill.service.view import plain
from drill.service.workers import Workers
from drill.session.interview.interview import Interview
from drill.session.interview.marks import seems_answered
from drill.session.interview.steps import Answered, Misread, Probed, Ticked
from drill.session.question import Question

LONGEST_TOLD = 8000


def take_answer(
    workers: Workers, live: Interview, question: Question, request: Respond
) -> Answered | Reply:
    """Grade an answer; a field that is not there or cannot be read is answered at once."""
    unknown = set(request.parts) - {part.id for part in question.parts}
    if unknown:
        known = ", ".join(part.id for part in question.parts) or "none"
        return Error(f"there is no part `{min(unknown)}` here; the parts are {known}")
    if len(request.text) > LONGEST_TOLD:
        return _too_long(request.text)
    given = {part.id: request.parts.get(part.id, "").strip() for part in question.parts}
    verdicts = judge(workers, question, given)
    labels = {part.id: plain(part.label) for part in question.parts}
    unread = tuple(
        PartVerdict(id_, one.judgement.value, one.message, one.column, one.line, label=labels[id_])
        for id_, one in verdicts.items()
        if one.judgement is Judgement.UNREADABLE
    )
    if unread:
        return Unread(request.n, unread)
    level, told = live.plan.level, request.text
    return answered(request.n, question, level, told, given, verdicts=verdicts)


def unreadable(request: Respond) -> Misread:
    """Keep an answer that could not be read as it was typed, as far as any is read at all."""
    given = {id_: text[:LONGEST_ANSWER] for id_, text in request.parts.items()}
    return Misread(request.n, request.text, given)


def take_follow_up(live: Interview, request: ProbeAnswer, ms: int) -> Probed | Reply:
    """Take what was said to a follow-up."""
    if len(request.text) > LONGEST_TOLD:
        return _too_long(request.text)
    looked_for = plain(live.answers[request.n].probes[request.probe].answer)
    likely = seems_answered(request.text, looked_for)
    return Probed(request.n, request.probe, request.text, likely, ms)


def take_tick(live: Interview, request: TickSlot) -> Ticked | Reply:
    """Take what was ticked, if it was there to be ticked."""
    answer = live.answers[request.n]
    known = {one.id for one in answer.marks}
    probes = range(len(answer.probes))
    if not set(request.points) <= known or not set(request.probes) <= set(probes):
        listed = ", ".join(sorted(known)) or "none"
        return Error(f"the points of this slot are {listed}; it has {len(probes)} follow-ups")
    if answer.blank and request.points:
        return Error("this slot was passed over: what was not said cannot be ticked")
    unsaid = set(request.probes) - set(live.answered(request.n))
    if unsaid:
        return Error(f"follow-up {min(unsaid)} was passed over and cannot be ticked")
    return Ticked(request.n, request.points, request.probes)


def _too_long(text: str) -> Error:
    return Error(f"an answer may have {LONGEST_TOLD} characters; this has {len(text)}")

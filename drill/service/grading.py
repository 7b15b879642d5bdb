"""A typed answer to its verdict, through the worker that can be killed.

An answer that outlives its limit, or takes more memory than there is, counts as undecided: it is
told so, its text is saved, and it counts neither way. A part that is wrong only because an earlier
one is gets told that, and names no mistake of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from drill.grade.part import Part
from drill.grade.verdict import Judgement, Verdict
from drill.service.workers import TookTooLong, WorkerError, Workers
from drill.session.question import Question
from drill.wire import from_json, to_json

GRADE_LIMIT_S = 1.0
LONGEST_ANSWER = 4000

UNDECIDED_TIME = "This could not be decided within a second; a simpler form may help."
UNDECIDED_FAILED = "This could not be decided: the maths process gave up on it."
EMPTY = "Nothing is typed here yet."
CONSISTENT = "Consistent with your answer above: only the earlier part needs mending."


def grade(workers: Workers, question: Question, answers: Mapping[str, str]) -> dict[str, Verdict]:
    """Judge every part of an answer; parts that were not sent count as empty."""
    verdicts = {
        part.id: _grade_part(workers, question, part, answers.get(part.id, ""))
        for part in question.parts
    }
    consistent = {
        id_: replace(verdicts[id_], message=CONSISTENT, mistakes=(), follows=True)
        for id_ in _following(workers, question, answers, verdicts)
    }
    return verdicts | consistent


def _following(
    workers: Workers,
    question: Question,
    answers: Mapping[str, str],
    verdicts: Mapping[str, Verdict],
) -> tuple[str, ...]:
    """List the wrong parts that follow from an earlier wrong one; none where it takes too long."""
    wrong = [part for part in question.parts if verdicts[part.id].judgement is Judgement.WRONG]
    if not any(part.follows for part in wrong[1:]):
        return ()
    job = {
        "job": "follow",
        "parts": [to_json(part) for part in question.parts],
        "answers": dict(answers),
        "judgements": {id_: verdict.judgement.value for id_, verdict in verdicts.items()},
    }
    try:
        found = workers.call(job, GRADE_LIMIT_S)
    except WorkerError:
        return ()
    return tuple(found) if isinstance(found, list) else ()


def _grade_part(workers: Workers, question: Question, part: Part, response: str) -> Verdict:
    if not response.strip():
        return Verdict(Judgement.UNREADABLE, message=EMPTY, column=0)
    if len(response) > LONGEST_ANSWER:
        message = f"An answer may have {LONGEST_ANSWER} characters; this has {len(response)}."
        return Verdict(Judgement.UNREADABLE, message=message, column=LONGEST_ANSWER)
    mistakes = [to_json(wired) for wired in question.mistakes if wired.part == part.id]
    job = {
        "job": "grade",
        "part": to_json(part),
        "response": response,
        "mistakes": mistakes,
        "task": to_json(question.task),
    }
    try:
        return from_json(Verdict, workers.call(job, GRADE_LIMIT_S))
    except TookTooLong:
        return Verdict(Judgement.UNDECIDED, message=UNDECIDED_TIME)
    except WorkerError:
        return Verdict(Judgement.UNDECIDED, message=UNDECIDED_FAILED)

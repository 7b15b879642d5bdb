"""An answer in an interview as it is kept: graded, marked, with the follow-ups it leads to."""

from __future__ import annotations

from collections.abc import Mapping

from drill.bank.model import Seniority
from drill.grade.verdict import Judgement, Verdict
from drill.service.grading import LONGEST_ANSWER, grade
from drill.service.view import plain
from drill.service.workers import Workers
from drill.session.interview.interview import pick_probes
from drill.session.interview.marks import mark
from drill.session.interview.rules import LEVELS
from drill.session.interview.steps import Answered, Grade, Probe
from drill.session.question import Question


def judge(workers: Workers, question: Question, given: Mapping[str, str]) -> dict[str, Verdict]:
    """Judge the fields; an empty one is wrong, not unreadable: it was passed over."""
    if not any(given.values()):
        return {id_: Verdict(Judgement.WRONG) for id_ in given}
    judged = grade(workers, question, given)
    return {id_: one if given[id_] else Verdict(Judgement.WRONG) for id_, one in judged.items()}


def answered(
    n: int,
    question: Question,
    level: Seniority,
    told: str,
    given: Mapping[str, str],
    *,
    verdicts: Mapping[str, Verdict],
) -> Answered:
    """Keep what was told and given, what was said of it, and what will be asked next."""
    texts = [plain(point.text) for point in question.key_points]
    marks = mark(told, question.key_points, texts)
    blank = not told.strip() and not any(given.values())
    missed = {one.id for one in marks if not one.matched}
    probes = pick_probes(question.follow_ups, missed, 0 if blank else LEVELS[level].probes)
    return Answered(
        n=n,
        prompt=whole_prompt(question),
        answer=model_answer(question),
        told=told,
        grades=tuple(
            Grade(id_, given[id_][:LONGEST_ANSWER], one.judgement.value, one.message, one.mistakes)
            for id_, one in verdicts.items()
        ),
        marks=marks,
        probes=tuple(Probe(one.prompt, one.answer) for one in probes),
        given=given,
    )


def whole_prompt(question: Question) -> str:
    """Give the question with what could be chosen or put in order, as the transcript needs it."""
    offering = [part for part in question.parts if part.choices]
    pieces = [question.prompt.strip()]
    for part in offering:
        if len(offering) > 1:
            pieces.append(f"{part.label or part.id}:")
        pieces.append("\n".join(f"- {choice.id}: {choice.text}" for choice in part.choices))
    return "\n\n".join(pieces)


def model_answer(question: Question) -> str:
    """Give the worked solution, or the card's answer, in prose."""
    steps = [f"*{step.name}*\n\n{step.text.strip()}" for step in question.solution]
    return "\n\n".join(steps) if steps else question.answer

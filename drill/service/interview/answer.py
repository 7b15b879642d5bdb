"""An answer in an interview as it is kept: graded, marked, with the follow-ups it leads to.

What was offered is kept in words beside its letters, since a bank that is edited later must not
change what was said of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from drill.bank.model import Seniority
from drill.grade.keypoints import Asked
from drill.grade.part import AnswerType, Part
from drill.grade.plain_answers import find_choice
from drill.grade.verdict import Judgement, Verdict
from drill.maths.errors import Unreadable
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
    asked = Asked(question.prompt, question.answer)
    marks = mark(told, question.key_points, texts, asked)
    blank = not told.strip() and not any(given.values())
    missed = {one.id for one in marks if not one.matched}
    probes = pick_probes(question.follow_ups, missed, 0 if blank else LEVELS[level].probes)
    return Answered(
        n=n,
        prompt=whole_prompt(question),
        answer=model_answer(question),
        told=told,
        grades=tuple(
            _grade(part, given[part.id], verdicts[part.id])
            for part in question.parts
            if part.id in verdicts
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
        if len(offering) > 1 and part.label:
            pieces.append(f"{part.label}:")
        pieces.append("\n".join(f"- {choice.id}: {choice.text}" for choice in part.choices))
    return "\n\n".join(pieces)


def model_answer(question: Question) -> str:
    """Give the worked solution, or the card's answer, in prose."""
    steps = [f"*{step.name}*\n\n{step.text.strip()}" for step in question.solution]
    return "\n\n".join(steps) if steps else question.answer


def _grade(part: Part, given: str, verdict: Verdict) -> Grade:
    offered = part.answer in (AnswerType.CHOICE, AnswerType.ORDERING)
    wrong = verdict.judgement is Judgement.WRONG
    return Grade(
        part=part.id,
        given=given[:LONGEST_ANSWER],
        judgement=verdict.judgement.value,
        message=plain(verdict.message) if offered else verdict.message,
        mistakes=verdict.mistakes,
        label=plain(part.label),
        chosen=_chosen(part, given) if part.answer is AnswerType.CHOICE else "",
        right=_right(part) if offered and wrong else "",
        follows=verdict.follows,
    )


def _chosen(part: Part, given: str) -> str:
    try:
        return plain(find_choice(part.choices, given).text)
    except Unreadable:
        return ""


def _right(part: Part) -> str:
    """Give what was to be chosen, or the lines in the right order, as prose with the letters."""
    texts = {choice.id: choice.text for choice in part.choices}
    wanted = [id_ for id_ in part.truth.split() if id_ in texts]
    if part.answer is AnswerType.CHOICE:
        return "\n".join(f"{id_}: {texts[id_]}" for id_ in wanted)
    return "\n".join(f"{number}. {id_}: {texts[id_]}" for number, id_ in enumerate(wanted, 1))

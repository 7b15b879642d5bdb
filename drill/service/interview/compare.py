"""What an interview says when an answer is compared: verdicts, points, follow-ups, the solution."""

from __future__ import annotations

from drill.grade.verdict import Judgement, Verdict
from drill.service.marked import marked_steps
from drill.service.messages import (
    Assessed,
    MistakeLine,
    PointLine,
    ProbeLine,
    SolutionStep,
    TypedLine,
)
from drill.service.speak import Speaker
from drill.service.view import plain
from drill.session.attempt import SEVERITY, Try
from drill.session.interview.interview import Interview
from drill.session.interview.slot_score import suggested
from drill.session.interview.steps import Answered, Grade, Ticked
from drill.session.question import Question


class Comparison:
    """Reveals a slot; without its question, where a bank has lost it, as far as was kept."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def assessed(
        self,
        interview: Interview,
        answer: Answered,
        question: Question | None,
        before: Ticked | None = None,
    ) -> Assessed:
        """Reveal a slot, ticked as it was `before`, or else as the words suggest."""
        planned = interview.plan.slots[answer.n - 1]
        tick = before or suggested(interview, answer)
        steps = () if question is None else self._steps(question, answer)
        return Assessed(
            n=answer.n,
            of=len(interview.plan.slots),
            kind=planned.kind.value,
            topic=planned.topic,
            prompt=plain(answer.prompt),
            told=answer.told,
            typed=tuple(self._typed(question, one) for one in answer.grades),
            verdict=_verdict(answer),
            blank=answer.blank,
            misconceptions=tuple(
                MistakeLine(one.id, one.name, one.sentence)
                for grade in answer.grades
                for one in grade.mistakes
            ),
            answer=plain(answer.answer),
            solution=steps,
            points=tuple(
                PointLine(
                    mark.id,
                    mark.text,
                    mark.matched,
                    mark.must,
                    self._speaker.view(_point_prose(question, mark.id) or mark.text),
                )
                for mark in answer.marks
            ),
            ticked=tick.points,
            contradicted={mark.id: mark.contradicted for mark in answer.marks if mark.contradicted},
            probes=tuple(
                self._probe(interview, answer, probe, likely=probe in tick.probes)
                for probe in range(len(answer.probes))
            ),
            view=() if steps else self._speaker.view(answer.answer),
            prompt_view=self._speaker.view(answer.prompt),
        )

    def _typed(self, question: Question | None, one: Grade) -> TypedLine:
        parts = () if question is None else question.parts
        part = next((part for part in parts if part.id == one.part), None)
        return TypedLine(
            label=one.label if part is None else self._speaker.name(part),
            text=one.given,
            verdict=one.judgement,
            message=one.message,
            chosen=one.chosen,
            right=plain(one.right),
            follows=one.follows,
            view=self._speaker.view(one.right),
        )

    def _steps(self, question: Question, answer: Answered) -> tuple[SolutionStep, ...]:
        """Set the solution, with the step marked that went wrong, where that is known."""
        made = Try(
            answer.given,
            {
                one.part: Verdict(Judgement(one.judgement), mistakes=one.mistakes)
                for one in answer.grades
            },
        )
        marked = marked_steps(question.task, (made,)) if answer.grades else ()
        if not marked:
            return self._speaker.steps(question.solution)
        return tuple(
            SolutionStep(step.name, plain(step.text), self._speaker.view(step.text), step.here)
            for step in marked
        )

    def _probe(
        self, interview: Interview, answer: Answered, probe: int, *, likely: bool
    ) -> ProbeLine:
        asked = answer.probes[probe]
        told = interview.probed.get((answer.n, probe))
        said = told is not None and told.said
        return ProbeLine(
            prompt=plain(asked.prompt),
            told=told.told if told is not None and said else "",
            answer=plain(asked.answer),
            likely=said and likely,
            view=self._speaker.view(asked.answer),
            reached=told is not None,
        )


def _verdict(answer: Answered) -> str:
    found = {grade.judgement for grade in answer.grades}
    return next((one.value for one in SEVERITY if one.value in found), "")


def _point_prose(question: Question | None, point: str) -> str:
    points = () if question is None else question.key_points
    return next((one.text for one in points if one.id == point), "")

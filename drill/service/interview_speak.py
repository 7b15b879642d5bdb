"""An interview's values as messages: the words and views a door is sent."""

from __future__ import annotations

from collections.abc import Mapping

from drill.bank.model import Seniority
from drill.grade.part import AnswerType
from drill.service.catalogue import Catalogue
from drill.service.messages import (
    Assessed,
    Brief,
    Clarified,
    Hinted,
    LevelLine,
    MistakeLine,
    PointLine,
    Probe,
    ProbeLine,
    Scorecard,
    Slot,
)
from drill.service.speak import Speaker
from drill.service.view import plain
from drill.session.attempt import SEVERITY
from drill.session.interview.interview import Interview
from drill.session.interview.rules import LEVELS, Level, SlotKind
from drill.session.interview.score import Scorecard as Card
from drill.session.interview.slot_score import suggested
from drill.session.interview.steps import Answered, Plan
from drill.session.question import Question
from drill.wire import from_json, to_json


class InterviewSpeaker:
    """Says what happens in an interview."""

    def __init__(self, speaker: Speaker, catalogue: Catalogue) -> None:
        self._speaker = speaker
        self._catalogue = catalogue

    def brief(self, plan: Plan, resumed: int) -> Brief:
        """Say what is about to happen."""
        rule = LEVELS[plan.level]
        notes = [
            f"Slot {n}: the banks have no further {slot.kind.value} question for you here; "
            f"{_a(slot.instead)} stands in."
            for n, slot in enumerate(plan.slots, 1)
            if slot.instead
        ]
        missing = len(rule.slots) - len(plan.slots)
        if missing:
            notes.append(f"{missing} of the {len(rule.slots)} slots could not be filled.")
        return Brief(
            interview=plan.interview,
            level=plan.level.value,
            minutes=plan.minutes,
            slots=tuple(slot.kind.value for slot in plan.slots),
            slot_seconds=plan.slot_s,
            seed=plan.seed,
            coach=plan.coach,
            passes=passes(rule),
            topics=tuple(self._catalogue.title(topic) for topic in plan.topics),
            resumed=resumed,
            notes=tuple(notes),
        )

    def slot(self, plan: Plan, n: int, question: Question, hints: int) -> Slot:
        """Ask a slot's question."""
        return Slot(
            n=n,
            of=len(plan.slots),
            kind=plan.slots[n - 1].kind.value,
            level=plan.level.value,
            topic=question.topic,
            title=self._catalogue.title(question.topic),
            item=question.item,
            prompt=plain(question.prompt),
            seconds=plan.slot_s,
            parts=self._speaker.parts(question),
            told=wants_words(question),
            hints=hints,
            points=len(question.key_points),
            difficulty=question.level,
            seed=question.seed,
            view=self._speaker.view(question.prompt),
        )

    def probe(self, answer: Answered, probe: int) -> Probe:
        """Ask a follow-up."""
        prompt = answer.probes[probe].prompt
        view = self._speaker.view(prompt)
        return Probe(answer.n, probe, len(answer.probes), plain(prompt), view)

    def clarified(self, n: int, text: str) -> Clarified:
        """Answer a clarifying question."""
        return Clarified(n, plain(text), self._speaker.view(text))

    def hinted(self, n: int, hint: str, left: int) -> Hinted:
        """Give a hint."""
        return Hinted(n, plain(hint), left, self._speaker.view(hint))

    def assessed(
        self, interview: Interview, answer: Answered, question: Question | None
    ) -> Assessed:
        """Reveal a slot; without its question, where a bank has lost it, as far as was kept."""
        planned = interview.plan.slots[answer.n - 1]
        tick = suggested(interview, answer)
        steps = () if question is None else self._speaker.steps(question.solution)
        return Assessed(
            n=answer.n,
            of=len(interview.plan.slots),
            kind=planned.kind.value,
            topic=planned.topic,
            prompt=plain(answer.prompt),
            told=answer.told,
            given=answer.given,
            verdict=_verdict(answer),
            message=_message(answer, question),
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
            probes=tuple(self._probe_line(interview, answer, i) for i in range(len(answer.probes))),
            view=() if steps else self._speaker.view(answer.answer),
            prompt_view=self._speaker.view(answer.prompt),
        )

    def _probe_line(self, interview: Interview, answer: Answered, probe: int) -> ProbeLine:
        asked = answer.probes[probe]
        told = interview.probed.get((answer.n, probe))
        return ProbeLine(
            prompt=plain(asked.prompt),
            told="" if told is None else told.told,
            answer=plain(asked.answer),
            likely=told is not None and told.likely,
            view=self._speaker.view(asked.answer),
        )


def scorecard(card: Card, reopened: tuple[str, ...]) -> Scorecard:
    """Give the scorecard as a message."""
    return from_json(Scorecard, to_json(card) | {"reopened": list(reopened)})


def levels() -> tuple[LevelLine, ...]:
    """List the levels and what passes."""
    return tuple(
        LevelLine(level.value, slots_in_words(LEVELS[level]), passes(LEVELS[level]))
        for level in Seniority
    )


def slots_in_words(rule: Level) -> tuple[str, ...]:
    """Count a level's slots by kind: `2 derive`, `1 compare`."""
    counts: Mapping[SlotKind, int] = {kind: rule.slots.count(kind) for kind in rule.slots}
    return tuple(f"{count} {kind.value}" for kind, count in counts.items())


def passes(rule: Level) -> str:
    """Say what passes at a level."""
    follow_ups = {0: "", 1: ", one follow-up"}.get(
        rule.follow_ups, f", {rule.follow_ups} follow-ups"
    )
    return f"{rule.must_share:.0%} of the must-have points{follow_ups}, no fatal error"


def wants_words(question: Question) -> bool:
    """Say whether a question is answered in words, alone or beside its fields."""
    return bool(question.key_points) or not question.parts


def _a(kind: str) -> str:
    article = "an" if kind[0] in "aeiou" else "a"
    return f"{article} {kind}" + ("" if kind == "exercise" else " card")


def _verdict(answer: Answered) -> str:
    found = {grade.judgement for grade in answer.grades}
    return next((one.value for one in SEVERITY if one.value in found), "")


def _message(answer: Answered, question: Question | None) -> str:
    """Join what was said of the fields; what was to be chosen or ordered is named."""
    said = [grade.message for grade in answer.grades if grade.message]
    for part in () if question is None else question.parts:
        judged = next((one.judgement for one in answer.grades if one.part == part.id), "")
        if judged == "wrong" and part.answer in (AnswerType.CHOICE, AnswerType.ORDERING):
            said.append(f"Right is {part.truth}.")
    return " ".join(dict.fromkeys(said))


def _point_prose(question: Question | None, point: str) -> str:
    points = () if question is None else question.key_points
    return next((one.text for one in points if one.id == point), "")

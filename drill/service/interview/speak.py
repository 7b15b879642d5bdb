"""What an interview says while it asks: its brief, its questions, follow-ups, hints."""

from __future__ import annotations

from collections.abc import Mapping

from drill.bank.model import Seniority
from drill.service.catalogue import Catalogue
from drill.service.messages import (
    Brief,
    Clarified,
    Hinted,
    LevelLine,
    Probe,
    Slot,
)
from drill.service.spans import say_clock
from drill.service.speak import Speaker
from drill.service.view import plain
from drill.session.interview.interview import Interview
from drill.session.interview.rules import LEVELS, SHORT_SLOT_S, Level, SlotKind
from drill.session.interview.steps import Plan
from drill.session.question import Question


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
        if plan.slot_s < SHORT_SLOT_S:
            notes.append(
                f"A slot has {say_clock(plan.slot_s)}: of each kind, questions with short answers "
                "were preferred."
            )
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

    def probe(self, live: Interview, n: int, probe: int) -> Probe:
        """Ask a follow-up, beside what it follows on."""
        answer, planned = live.answers[n], live.plan.slots[n - 1]
        prompt = answer.probes[probe].prompt
        spent = answer.ms + sum(one.ms for (slot, _), one in live.probed.items() if slot == n)
        return Probe(
            n=n,
            probe=probe,
            of=len(answer.probes),
            prompt=plain(prompt),
            view=self._speaker.view(prompt),
            kind=planned.kind.value,
            topic=planned.topic,
            slots=len(live.plan.slots),
            seconds=live.plan.slot_s,
            spent_s=spent // 1000,
            question=plain(answer.prompt),
            told=answer.told,
            question_view=self._speaker.view(answer.prompt),
        )

    def clarified(self, n: int, text: str) -> Clarified:
        """Answer a clarifying question."""
        return Clarified(n, plain(text), self._speaker.view(text))

    def hinted(self, n: int, hint: str, left: int) -> Hinted:
        """Give a hint."""
        return Hinted(n, plain(hint), left, self._speaker.view(hint))


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

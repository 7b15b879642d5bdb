"""One question while it is in front of the learner: tries, hints, reveal, and what they suggest.

The rating that is suggested follows from what happened, never from how the learner feels about it;
the learner may still choose another. Unreadable and undecided answers count neither way.

A part that follows from an earlier mistake is part of that mistake: it is counted once, however
many tries it takes until the parts that followed are mended as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drill.grade.verdict import DecidedBy, Judgement, Verdict
from drill.schedule.level import climbs
from drill.schedule.state import Rating
from drill.session.question import Question
from drill.value import Value

SEVERITY = (
    Judgement.UNREADABLE,
    Judgement.UNDECIDED,
    Judgement.WRONG,
    Judgement.FORM,
    Judgement.CORRECT,
)
"""The judgement of several parts is the first of these that any part has."""

STRENGTH = (DecidedBy.NUMBERS, DecidedBy.PROOF, DecidedBy.IDENTITY)
"""What a judgement can rest on, the weakest first."""

IDLE_MS = 5 * 60 * 1000
"""Thinking longer than this on one answer is a phone call, and is counted as this much."""


class Try(Value):
    """One answer and what was said of it, part by part."""

    answers: Mapping[str, str]
    verdicts: Mapping[str, Verdict]

    @property
    def judgement(self) -> Judgement:
        """The judgement of the whole."""
        found = {verdict.judgement for verdict in self.verdicts.values()}
        return next(one for one in SEVERITY if one in found)

    @property
    def leading(self) -> Verdict:
        """The verdict that decided the whole: the first part with that judgement."""
        whole = self.judgement
        return next(v for v in self.verdicts.values() if v.judgement is whole)

    @property
    def slips(self) -> Mapping[str, str]:
        """The wrong answers that follow from no other, by part."""
        return {
            id_: self.answers.get(id_, "")
            for id_, verdict in self.verdicts.items()
            if verdict.judgement is Judgement.WRONG and not verdict.follows
        }

    @property
    def followed(self) -> Mapping[str, str]:
        """The wrong answers that follow from an earlier part's, by part."""
        return {
            id_: self.answers.get(id_, "")
            for id_, verdict in self.verdicts.items()
            if verdict.follows
        }

    @property
    def decided_by(self) -> str:
        """What the whole rests on: the weakest of what the parts that decided it rest on."""
        whole = self.judgement
        found = {v.decided_by for v in self.verdicts.values() if v.judgement is whole}
        return next((one.value for one in STRENGTH if one in found), "")


@dataclass(slots=True)
class Attempt:
    """The state of one presentation."""

    n: int
    question: Question
    mode: str = "practice"
    tries: list[Try] = field(default_factory=list)
    hints: int = 0
    revealed: bool = False
    told: str = ""
    """What was written where points are ticked."""
    points: tuple[str, ...] | None = None
    confidence: int | None = None
    think_ms: int = 0

    def answer(
        self,
        answers: Mapping[str, str],
        verdicts: Mapping[str, Verdict],
        confidence: int | None,
        ms: int,
    ) -> Try:
        """Take an answer and its verdicts."""
        made = Try(dict(answers), dict(verdicts))
        self.tries.append(made)
        self._note(confidence, ms)
        return made

    def reveal(self, text: str, confidence: int | None, ms: int) -> None:
        """Show the answer; what was right before stays right."""
        self.revealed = True
        self.told = text or self.told
        self._note(confidence, ms)

    def hint(self) -> str | None:
        """Give the next hint, or None where there is none left."""
        if self.hints >= len(self.question.hints):
            return None
        self.hints += 1
        return self.question.hints[self.hints - 1]

    @property
    def counted(self) -> list[Try]:
        """The tries that count: those that could be read and decided."""
        neither = (Judgement.UNREADABLE, Judgement.UNDECIDED)
        return [one for one in self.tries if one.judgement not in neither]

    @property
    def correct(self) -> bool:
        """Say whether the last try that counts was right and nothing was shown before it."""
        counted = self.counted
        return bool(counted) and counted[-1].judgement is Judgement.CORRECT

    @property
    def rateable(self) -> bool:
        """Say whether a rating is legal: after any feedback or reveal."""
        return bool(self.tries) or self.revealed

    @property
    def climbs(self) -> bool:
        """Say whether a success may count towards a higher level."""
        return climbs(self.question.stage, self.mode)

    @property
    def first_try(self) -> bool:
        """Say whether it was right at once: what levels climb by."""
        counted = self.counted
        return (
            bool(counted)
            and counted[0].judgement in (Judgement.CORRECT, Judgement.FORM)
            and self.hints == 0
            and not self.revealed
        )

    def suggestion(self) -> Rating:
        """Suggest a rating from what happened."""
        if not self.question.graded:
            return self._suggest_from_points()
        if not self.correct:
            return Rating.AGAIN
        wrong = self._wrong_tries()
        if wrong == 0 and self.hints == 0:
            return Rating.GOOD
        return Rating.HARD if wrong + self.hints <= 1 else Rating.AGAIN

    def _wrong_tries(self) -> int:
        """Count the wrong tries, but not one that is wrong only by answers that followed before.

        Whoever mends the first part and sends the rest unchanged has not slipped again.
        """
        followed: set[tuple[str, str]] = set()
        wrong = 0
        for one in self.counted:
            wrong += bool(one.slips.items() - followed)
            followed |= one.followed.items()
        return wrong

    def _suggest_from_points(self) -> Rating:
        points = self.question.key_points
        if not points:
            return Rating.GOOD
        made = set(self.points or ())
        musts = [point for point in points if point.must]
        weight = sum(point.weight for point in points)
        share = sum(point.weight for point in points if point.id in made) / weight
        if all(point.id in made for point in musts) and share >= 0.75:
            return Rating.GOOD
        return Rating.HARD if share >= 0.5 else Rating.AGAIN

    def _note(self, confidence: int | None, ms: int) -> None:
        if confidence is not None and self.confidence is None:
            self.confidence = confidence  # only what was said before any verdict is a prediction
        self.think_ms = max(self.think_ms, min(max(ms, 0), IDLE_MS))


def review_body(attempt: Attempt, rating: Rating, session: str) -> dict[str, object]:
    """Write what a review event keeps of an attempt."""
    question = attempt.question
    tries = attempt.counted or attempt.tries
    body: dict[str, object] = {
        "rating": int(rating),
        "suggested": int(attempt.suggestion()),
        "kind": question.kind,
        "topic": question.topic,
        "concept": question.concept,
        "mode": attempt.mode,
        "session": session,
        "answers": [dict(one.answers) for one in attempt.tries],
        "verdicts": [one.judgement.value for one in attempt.tries],
        "first_try": attempt.first_try if question.graded else rating >= Rating.GOOD,
        "hints": attempt.hints,
        "revealed": attempt.revealed,
        "think_ms": attempt.think_ms,
        "content_hash": question.content_hash,
    }
    if tries:
        body["verdict"] = tries[-1].judgement.value
        body["decided_by"] = tries[-1].decided_by
    if attempt.confidence is not None:
        body["confidence"] = attempt.confidence
    if attempt.told:
        body["told"] = attempt.told
    if attempt.points is not None:
        body["points"] = list(attempt.points)
    if mistakes := mistake_ids(attempt.tries):
        body["mistakes"] = mistakes
    if follows := follow_ids(attempt.tries):
        body["follows"] = follows
    if question.family:
        body |= question.instance
        body["stage"] = question.stage
    return body


def mistake_ids(tries: Sequence[Try]) -> list[str]:
    """List the named mistakes of all tries, each once, in the order they were made."""
    found = [
        mistake.id
        for one in tries
        for verdict in one.verdicts.values()
        for mistake in verdict.mistakes
    ]
    return list(dict.fromkeys(found))


def follow_ids(tries: Sequence[Try]) -> list[str]:
    """List the parts that once followed from an earlier mistake, each once, in their order."""
    return list(dict.fromkeys(id_ for one in tries for id_ in one.followed))

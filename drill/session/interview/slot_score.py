"""What one slot was worth: the points made and missed, hints, time, and what was fatally wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drill.grade.verdict import Judgement
from drill.session.interview.interview import Interview
from drill.session.interview.missed import Miss, missed
from drill.session.interview.rules import HINT_COST, HINTS
from drill.session.interview.steps import Answered, Grade, Mark, Ticked
from drill.value import Value

WORTH = {Judgement.CORRECT.value: 1.0, Judgement.FORM.value: 0.75, Judgement.WRONG.value: 0.0}
"""What a graded field counts; one that could not be decided counts neither way."""


class SlotScore(Value):
    """One line of a scorecard."""

    n: int
    kind: str
    item: str
    topic: str
    verdict: str
    """In words: what became of it."""
    share: float | None = None
    """From 0 to 1, hints taken off; None where it counts neither way."""
    musts: int = 0
    musts_made: int = 0
    missed: tuple[Miss, ...] = ()
    """The points that were not made, the fields that were wrong, the follow-ups left open."""
    missed_ids: tuple[str, ...] = ()
    """The points and fields among them; they let the item come back."""
    fatal: tuple[str, ...] = ()
    """Must-have points of which the answer said the opposite."""
    hints: int = 0
    seconds: int = 0
    limit: int = 0
    follow_ups: int = 0
    follow_ups_made: int = 0

    @property
    def late(self) -> bool:
        """Say whether it took longer than its time."""
        return self.seconds > self.limit

    @property
    def reached(self) -> bool:
        """Say whether it was answered or passed over, rather than never asked."""
        return self.verdict != NOT_REACHED


NOT_REACHED, BLANK = "not reached", "no answer"


def score_slot(interview: Interview, n: int) -> SlotScore:
    """Score slot `n`, from 1, as the learner ticked it; before that, as the words suggest."""
    planned = interview.plan.slots[n - 1]
    answer = interview.answers.get(n)
    head = (n, planned.kind.value, planned.item, planned.topic)
    if answer is None:
        return SlotScore(*head, NOT_REACHED, 0.0, 1, limit=interview.plan.slot_s)
    tick = compared(interview, answer)
    made = set(tick.points)
    hints = min(HINTS, interview.hints.get(n, 0))
    share = _share(answer, made)
    wrong = [one for one in answer.grades if one.wrong]
    counted = [one for one in answer.grades if worth(one) is not None]
    musts = [mark for mark in answer.marks if mark.must]
    fatal = [mark for mark in musts if mark.contradicted and mark.id not in made]
    spent = answer.ms + sum(one.ms for (slot, _), one in interview.probed.items() if slot == n)
    unmade = (mark.id for mark in answer.marks if mark.id not in made)
    return SlotScore(
        *head,
        verdict=_verdict(answer, share, counted),
        share=None if share is None else share * (1.0 - HINT_COST * hints),
        musts=len(musts) + len(counted),
        musts_made=sum(mark.id in made for mark in musts) + len(counted) - len(wrong),
        missed=missed(interview, answer, tick),
        missed_ids=(*unmade, *(one.part for one in wrong)),
        fatal=tuple(mark.text for mark in fatal),
        hints=hints,
        seconds=round(spent / 1000),
        limit=interview.plan.slot_s,
        follow_ups=len(answer.probes),
        follow_ups_made=len(tick.probes),
    )


def compared(interview: Interview, answer: Answered) -> Ticked:
    """Give what an answer is held to have made: what the learner ticked, or the words suggest.

    What was not answered cannot have been made, whatever is ticked.
    """
    tick = interview.ticked.get(answer.n) or suggested(interview, answer)
    said = set(interview.answered(answer.n)) & set(tick.probes)
    return Ticked(answer.n, () if answer.blank else tick.points, tuple(sorted(said)))


def suggested(interview: Interview, answer: Answered) -> Ticked:
    """Tick what the words seem to make: where the learner begins, and ends if never asked."""
    points = tuple(mark.id for mark in answer.marks if mark.matched and not mark.contradicted)
    probes = tuple(
        probe for probe in interview.answered(answer.n) if interview.probed[answer.n, probe].likely
    )
    return Ticked(answer.n, points, probes)


def worth(one: Grade) -> float | None:
    """Give what a field counts, from 0 to 1; None where it counts neither way."""
    return 1.0 if one.follows else WORTH.get(one.judgement)


def _share(answer: Answered, made: set[str]) -> float | None:
    """Give the share of what is expected: must-have points by weight, and fields that are right."""
    pieces: list[float] = []
    musts = [mark for mark in answer.marks if mark.must]
    if musts:
        pieces.append(weighted(musts, made))
    fields = [one for one in map(worth, answer.grades) if one is not None]
    if fields:
        pieces.append(sum(fields) / len(fields))
    return sum(pieces) / len(pieces) if pieces else None


def weighted(marks: Sequence[Mark], made: Iterable[str]) -> float:
    """Give the share of the marks' weight that was made."""
    said = set(made)
    whole = sum(mark.weight for mark in marks)
    return sum(mark.weight for mark in marks if mark.id in said) / whole if whole else 0.0


def _verdict(answer: Answered, share: float | None, counted: Sequence[Grade]) -> str:
    if answer.blank:
        return BLANK
    if share is None:
        return "could not be decided"
    if answer.marks or not counted:
        return f"{share:.0%} of must-haves"
    if share >= 1.0:
        return "correct"
    wrong = all(one.wrong for one in counted)
    return "not quite" if wrong else "partly correct"

"""What is in front of the learner: a card or an exercise, in one shape.

Doors and grading need not know which it is. Choices and lines to order are shuffled here, once,
so that every door shows and grades the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from drill.bank.model import Card, FollowUp, KeyPoint
from drill.exercise.contract import Exercise, Step, Task, WiredMistake
from drill.grade.part import AnswerType, Choice, Part, asks_for_lines
from drill.session.fading import Stage, given
from drill.value import Value

EXERCISE_PREFIX = "exercise/"
QUOTED = 20
"""This many first letters of a sentence in a question show that it is quoted there."""
CHOICE_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Question(Value):
    """One presentation of an item. Prose throughout; maths between dollar signs."""

    item: str
    kind: str
    topic: str
    concept: str
    prompt: str
    parts: tuple[Part, ...]
    answer: str
    """What is shown when the answer is revealed."""
    hints: tuple[str, ...] = ()
    solution: tuple[Step, ...] = ()
    stage: str = ""
    """How much of the solution an exercise is shown with (`fading.Stage`); empty for a card."""
    given: tuple[Step, ...] = ()
    """The first steps of the solution, where they are shown with the question."""
    key_points: tuple[KeyPoint, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    mistakes: tuple[WiredMistake, ...] = ()
    task: Task | None = None
    family: str = ""
    level: int = 0
    seed: str = ""
    version: int = 0
    among: int = 0
    """How many exercises like it there are, where they are few; 0 otherwise."""
    content_hash: str = ""

    @property
    def instance(self) -> dict[str, object]:
        """Give what an event keeps of a generated exercise, to make it again; nothing of a card."""
        if not self.family:
            return {}
        return {
            "family": self.family,
            "level": self.level,
            "seed": self.seed,
            "version": self.version,
        }

    @property
    def graded(self) -> bool:
        """Say whether a typed answer can be judged, rather than told and ticked."""
        return bool(self.parts)


def family_of(item: str) -> str:
    """Give the family of an exercise item, or nothing for a card."""
    return item.removeprefix(EXERCISE_PREFIX) if item.startswith(EXERCISE_PREFIX) else ""


def from_card(card: Card, rng: Random) -> Question:
    """Present a card; what is offered in an order is offered in a fresh one."""
    part = None if card.part is None else _shuffled(card.part, rng)
    return Question(
        item=card.id,
        kind=card.kind.value,
        topic=card.topic,
        concept=card.concept,
        prompt=_with_sentence(card),
        parts=() if part is None else (part,),
        answer=card.answer,
        hints=card.hints,
        key_points=card.key_points,
        follow_ups=card.follow_ups,
        content_hash=card.content_hash,
    )


def _with_sentence(card: Card) -> str:
    """Put the sentence a card is about before its question, unless that quotes it already."""
    begun = _letters(card.as_stated)[:QUOTED]
    if not begun or begun in _letters(card.prompt):
        return card.prompt
    return f"“{card.as_stated.strip()}”\n\n{card.prompt}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def from_exercise(
    exercise: Exercise, topic: str, concept: str, stage: Stage = Stage.BARE
) -> Question:
    """Present one instance of a family; a step that is shown is no hint any more."""
    shown = given(exercise.solution, stage)
    texts = {step.text for step in shown}
    parts = tuple(_asked(part, len(shown)) for part in exercise.parts)
    return Question(
        item=EXERCISE_PREFIX + exercise.family,
        kind="exercise",
        topic=topic,
        concept=concept,
        prompt=_prompt(exercise, parts),
        parts=parts,
        answer=exercise.solution[-1].text if exercise.solution else "",
        hints=tuple(hint for hint in exercise.hints if hint not in texts),
        solution=exercise.solution,
        stage=stage.value,
        given=shown,
        mistakes=exercise.mistakes,
        task=exercise.task,
        family=exercise.family,
        level=exercise.level,
        seed=exercise.seed,
        version=exercise.version,
        among=exercise.among,
    )


def _prompt(exercise: Exercise, asked: Sequence[Part]) -> str:
    """Say in the question, too, how many lines are left to show."""
    prompt = exercise.prompt
    for part, left in zip(exercise.parts, asked, strict=True):
        if part.begins is not None and left.begins is not None and left != part:
            fewer = asks_for_lines(left.begins.least, more=True)
            prompt = prompt.replace(asks_for_lines(part.begins.least), fewer)
    return prompt


def _asked(part: Part, shown: int) -> Part:
    """Ask for fewer lines of a derivation whose first steps are shown: it is gone on with."""
    if part.begins is None or not shown:
        return part
    return replace(part, begins=replace(part.begins, least=max(1, part.begins.least - shown)))


def _shuffled(part: Part, rng: Random) -> Part:
    """Offer the choices in a fresh order under the letters a, b, c; never in the right one."""
    if part.answer not in (AnswerType.CHOICE, AnswerType.ORDERING) or len(part.choices) < 2:
        return part
    offered = list(part.choices)
    rng.shuffle(offered)
    if part.answer is AnswerType.ORDERING and tuple(offered) == part.choices:
        offered.append(offered.pop(0))
    letters = {old.id: CHOICE_LETTERS[i] for i, old in enumerate(offered)}
    truth = " ".join(letters[id_] for id_ in part.truth.split())
    choices = tuple(Choice(letters[old.id], old.text, old.why) for old in offered)
    return replace(part, truth=truth, choices=choices)

"""The rules that every family keeps, by being registered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import pytest

from drill.exercise.contract import Exercise
from drill.exercise.draft import Refused
from drill.exercise.family import Family
from drill.exercise.make import make, make_counted, pick_for
from drill.exercise.neat import WIDEST, ugly_text
from drill.exercise.registry import families
from drill.exercise.topics import TOPICS
from drill.grade.follow import (
    Formula,
    answered,
    consistent_with,
    first_positive,
    formula_of,
)
from drill.grade.judge import WiredAnswer, judge
from drill.grade.part import AnswerType, Part
from drill.grade.verdict import Judgement
from drill.maths.components import components
from drill.maths.tree import Node, names
from drill.maths.typeset import display, inline
from drill.wire import from_json, to_json

SEEDS = 20
JUDGED = 4
"""Exercises of a level whose answers go through the grader."""
MEASURED = 6
"""Draws of a level whose choices are counted."""
TINY = 130
"""Instances up to which a level is gone through as a whole."""
MOST_REFUSED = 0.1
"""Share of instances a level may have to draw again."""
MATHS = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
TYPED = frozenset({AnswerType.EXPRESSION, AnswerType.VECTOR, AnswerType.MATRIX, AnswerType.NUMBER})
CASES = [(family, level) for family in families().values() for level in family.instances]
IDS = [f"{family.name}-{level}" for family, level in CASES]


@dataclass(frozen=True)
class Level:
    family: Family
    level: int
    exercises: tuple[Exercise, ...]
    refused: int

    @property
    def where(self) -> str:
        return f"{self.family.name}, level {self.level}"


@pytest.mark.parametrize(("family", "level"), CASES, ids=IDS)
def test_a_level_of_a_family_keeps_the_contract(family: Family, level: int) -> None:
    made = [make_counted(family, level, str(seed)) for seed in range(SEEDS)]
    refused = sum(sum(count.values()) for _exercise, count in made)
    whole = Level(family, level, tuple(exercise for exercise, _count in made), refused)
    seeds_replay_exactly(whole)
    seeds_in_a_row_differ(whole)
    choices_are_as_many_as_published(whole)
    few_instances_are_refused(whole)
    for exercise in whole.exercises:
        prose_can_be_set_and_is_neat(exercise)
        help_is_graded(exercise)
        crosses_the_pipe(exercise)
    for exercise in whole.exercises[:JUDGED]:
        the_model_answer_is_right(exercise)
        wired_mistakes_are_rejected_and_named(exercise)
    later_parts_follow_from_earlier_ones(whole)


def seeds_replay_exactly(whole: Level) -> None:
    again = make(whole.family.name, whole.level, "7")
    assert again == whole.exercises[7], whole.where


def seeds_in_a_row_differ(whole: Level) -> None:
    different = {identity(exercise) for exercise in whole.exercises}
    assert len(different) == min(SEEDS, whole.family.instances[whole.level]), whole.where


def identity(exercise: Exercise) -> object:
    """What makes an exercise another one: not the order its choices are offered in."""
    return exercise.prompt, choices_of(exercise.parts)


def choices_of(parts: tuple[Part, ...]) -> object:
    """What the parts ask and offer, in no order."""
    return tuple(
        (part.id, part.label, *sorted(choice.text for choice in part.choices)) for part in parts
    )


def choices_are_as_many_as_published(whole: Level) -> None:
    for seed in range(MEASURED):
        pick = pick_for(whole.family, whole.level, str(seed))
        try:
            whole.family.draw(whole.level, pick)
        except Refused:
            continue
        assert pick.size >= whole.family.instances[whole.level], f"{whole.where}: {pick.size}"


def few_instances_are_refused(whole: Level) -> None:
    assert whole.refused <= MOST_REFUSED * SEEDS, whole.where


def prose_can_be_set_and_is_neat(exercise: Exercise) -> None:
    texts = [exercise.prompt, *exercise.hints, *(step.text for step in exercise.solution)]
    texts += [part.label for part in exercise.parts]
    texts += [choice.text for part in exercise.parts for choice in part.choices]
    for text in texts:
        assert text.count("$") % 2 == 0, text
        for shown, within in MATHS.findall(text):
            lines = display(shown, 400) if shown else (inline(within),)
            assert max(map(len, lines)) <= WIDEST, text
    for written in MATHS.findall(exercise.prompt):
        assert not ugly_text("".join(written)), exercise.prompt
    for part in exercise.parts:
        assert len(part.truth.splitlines()[-1]) <= WIDEST, part.truth


def help_is_graded(exercise: Exercise) -> None:
    assert len(exercise.hints) == 3
    assert len(set(exercise.hints)) == 3, exercise.hints
    assert exercise.hints[2] == exercise.solution[0].text
    assert len(exercise.solution) >= 2
    assert all(step.name and step.text for step in exercise.solution)


def crosses_the_pipe(exercise: Exercise) -> None:
    assert from_json(Exercise, to_json(exercise)) == exercise


def the_model_answer_is_right(exercise: Exercise) -> None:
    for part in exercise.parts:
        answer = part.truth.splitlines()[0] if part.answer is AnswerType.TEXT else part.truth
        verdict = judge(part, answer)
        assert verdict.judgement is Judgement.CORRECT, (exercise.prompt, answer, verdict)


def wired_mistakes_are_rejected_and_named(exercise: Exercise) -> None:
    for part in exercise.parts:
        mine = [mistake for mistake in exercise.mistakes if mistake.part == part.id]
        wired = [WiredAnswer(mistake.id, mistake.answer) for mistake in mine]
        for mistake in mine:
            verdict = judge(part, mistake.answer, wired)
            assert verdict.judgement is Judgement.WRONG, (exercise.prompt, mistake, verdict)
            assert [one.id for one in verdict.mistakes] == [mistake.id], (exercise.prompt, mistake)


def later_parts_follow_from_earlier_ones(whole: Level) -> None:
    """A later part is its formula; a slip in an earlier one mostly changes it."""
    carried: dict[str, set[bool]] = defaultdict(set)
    for exercise in whole.exercises[:JUDGED]:
        for place, part in enumerate(exercise.parts):
            if part.follows:
                carried[part.id] |= slips_carried(exercise, part, exercise.parts[:place])
    assert all(True in found for found in carried.values() if found), (whole.where, carried)


def slips_carried(exercise: Exercise, part: Part, before: tuple[Part, ...]) -> set[bool]:
    """Hold a formula against the truth; say whether the wired slips before it change it."""
    formula = formula_of(part, before)
    used = {one.id: one for one in before if one.id in formula.uses}
    assert used, (part.id, part.follows, "names no earlier part")
    truths = {id_: answered(one, one.truth) for id_, one in used.items()}
    assert consistent_with(part, formula, truths, part.truth), (exercise.prompt, part)
    return {
        a_slip_carries_on(
            part, formula, truths | {slip.part: answered(used[slip.part], slip.answer)}
        )
        for slip in exercise.mistakes
        if slip.part in used
    }


def a_slip_carries_on(part: Part, formula: Formula, slipped: dict[str, Node]) -> bool:
    """Say whether a slip changes this part (a choice need not); what comes of it can be typed."""
    cases = formula.worth(slipped)
    for _, tree in cases:
        assert names(tree) <= set(part.variables), (part, slipped)
        components(tree)
    if part.answer is AnswerType.CHOICE:
        return first_positive(cases) in {"", *(choice.id for choice in part.choices)}
    return not consistent_with(part, formula, slipped, part.truth)


SMALL = [(family, level) for family, level in CASES if family.instances[level] <= TINY]


@pytest.mark.parametrize(
    ("family", "level"), SMALL, ids=[f"{f.name}-{level}" for f, level in SMALL]
)
def test_a_tiny_level_has_exactly_as_many_exercises_as_it_says(family: Family, level: int) -> None:
    count = family.instances[level]
    drawn = [family.draw(level, pick_for(family, level, str(seed))) for seed in range(3 * count)]
    asked = [(draft.prompt, choices_of(draft.parts)) for draft in drawn]
    assert len(set(asked[:count])) == len(set(asked)) == count


def test_every_family_says_where_it_belongs() -> None:
    for name, family in families().items():
        assert family.name == name
        assert family.topic in TOPICS
        assert type(family).__module__ == f"drill.exercise.{family.topic}.{name}"
        assert family.title.strip() == family.title != ""
        assert tuple(family.instances) == tuple(range(1, len(family.instances) + 1))


def test_families_require_families_that_exist_and_never_in_a_circle() -> None:
    known = families()
    for family in known.values():
        assert all(0 < share <= 1 for share in family.requires.values()), family.name
        assert set(family.requires) <= set(known), family.name
    waiting = Counter({name: len(family.requires) for name, family in known.items()})
    while ready := [name for name, count in waiting.items() if count == 0]:
        for name in ready:
            del waiting[name]
            waiting.subtract(other for other in waiting if name in known[other].requires)
    assert not waiting, f"a circle among {sorted(waiting)}"

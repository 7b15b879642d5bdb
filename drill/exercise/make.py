"""Makes an exercise from its family, level and seed; the same one for ever.

Runs in the worker, because truths need sympy and numpy. A draft that breaks a rule is refused, and
the instance of a seed far away in the same level takes its place: one that a learner who counts
seeds up meets as late as can be.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

from drill.exercise.contract import FEW, Exercise
from drill.exercise.draft import Draft, Refused
from drill.exercise.family import Family
from drill.exercise.pick import Pick, far_apart, place
from drill.exercise.registry import find
from drill.exercise.verify import verify

TRIES = 40
"""Instances tried for one seed; a family that needs more than a few is badly made."""


class NoSuchLevel(LookupError):  # noqa: N818 - reads as what happened
    """A family has no such level; the text says which it has."""


class NoExercise(RuntimeError):  # noqa: N818 - reads as what happened
    """Every instance that was tried was refused; the text says why."""


def make(family: str, level: int, seed: str) -> Exercise:
    """Make one exercise; raise `NoSuchFamily`, `NoSuchLevel` or `NoExercise`."""
    exercise, _refusals = make_counted(find(family), level, seed)
    return exercise


def make_counted(family: Family, level: int, seed: str) -> tuple[Exercise, Counter[str]]:
    """Make one exercise, and count the refusals on the way by their reasons."""
    if level not in family.instances:
        levels = ", ".join(map(str, sorted(family.instances)))
        raise NoSuchLevel(f"{family.name} has no level {level}; it has {levels}")
    refusals: Counter[str] = Counter()
    for further in islice(far_apart(family.instances[level]), TRIES):
        try:
            draft = family.draw(level, pick_for(family, level, seed, further))
            verify(draft)
        except Refused as refusal:
            refusals[str(refusal)] += 1
            continue
        return finished(draft, family, level, seed), refusals
    reasons = "; ".join(reason for reason, _count in refusals.most_common(3))
    where, times = f"{family.name}, level {level}, seed {seed}", refusals.total()
    raise NoExercise(f"{where}: refused {times} times: {reasons}")


def pick_for(family: Family, level: int, seed: str, further: int = 0) -> Pick:
    """Give the choices of a seed, or those of the seed that is so many further on in its level."""
    key = f"{family.name}/{level}/{family.version}"
    return Pick(place(seed, family.instances[level], key, further), key)


def finished(draft: Draft, family: Family, level: int, seed: str) -> Exercise:
    """Turn a draft that kept the rules into an exercise."""
    count = family.instances[level]
    return Exercise(
        family=family.name,
        level=level,
        seed=seed,
        version=family.version,
        prompt=draft.prompt,
        parts=draft.parts,
        hints=(*draft.hints, draft.solution[0].text),
        solution=draft.solution,
        mistakes=draft.mistakes,
        task=draft.task,
        among=count if count <= FEW else 0,
    )

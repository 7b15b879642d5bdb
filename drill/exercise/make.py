"""Makes an exercise from its family, level and seed; the same one for ever.

Runs in the worker, because truths need sympy and numpy. A draft that breaks a rule is refused and
another instance takes its place, by choices that follow from the same seed.
"""

from __future__ import annotations

from collections import Counter

from drill.exercise.contract import Exercise
from drill.exercise.draft import Draft, Refused
from drill.exercise.family import Family
from drill.exercise.pick import Pick, hashed, place
from drill.exercise.registry import find
from drill.exercise.verify import verify

TRIES = 40
"""Instances tried for one seed; a family that needs more than a few is badly made."""
FAR = 2**48
"""Instance numbers of second tries come from anywhere below this."""


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
    for attempt in range(TRIES):
        try:
            draft = family.draw(level, pick_for(family, level, seed, attempt))
            verify(draft)
        except Refused as refusal:
            refusals[str(refusal)] += 1
            continue
        return finished(draft, family, level, seed), refusals
    reasons = "; ".join(reason for reason, _count in refusals.most_common(3))
    raise NoExercise(f"{family.name}, level {level}, seed {seed}: refused {TRIES} times: {reasons}")


def pick_for(family: Family, level: int, seed: str, attempt: int = 0) -> Pick:
    """Give the choices of a seed; a further attempt gets another instance, hashed from the seed."""
    key = f"{family.name}/{level}/{family.version}"
    if attempt:
        return Pick(hashed(f"{key}/{seed}/{attempt}") % FAR, key)
    return Pick(place(seed, family.instances[level], key), key)


def finished(draft: Draft, family: Family, level: int, seed: str) -> Exercise:
    """Turn a draft that kept the rules into an exercise."""
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
    )

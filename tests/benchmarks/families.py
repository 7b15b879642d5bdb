"""A thousand exercises of every level of every family, and what became of them.

Run by hand: `python tests/benchmarks/families.py [--seeds N] [FAMILY…] > families.md`. Prints a
Markdown table; exits 1 where a rule was broken. Times are CPU milliseconds of a warm process,
both truths included. `--slice 1/2` takes the first half of the families, for two runs at once.

`--whole [N]` goes through every level of at most N exercises (2,000) instead, from seed 0 to its
end, and says whether it has as many as it publishes; two rounds more say whether it has others.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from drill.exercise.contract import Exercise
from drill.exercise.draft import Draft, Refused
from drill.exercise.family import Family
from drill.exercise.make import NoExercise, make_counted, pick_for
from drill.exercise.registry import families
from drill.grade.judge import WiredAnswer, judge
from drill.grade.part import AnswerType
from drill.grade.verdict import Judgement

WARM = 5
JUDGED = 25
"""Exercises of a level whose answers go through the grader."""
P50_MS, P99_MS = 15.0, 60.0
HEADER = (
    "| family | level | instances | made | distinct | refused | p50 ms | p99 ms | judged | wrong |"
)


@dataclass
class Row:
    """What became of one level."""

    family: str
    level: int
    instances: int
    seeds: int
    different: set[object] = field(default_factory=set)
    refusals: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    judged: int = 0
    problems: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        """Give the time below which this share of the exercises was made."""
        return sorted(self.times)[int(share * (len(self.times) - 1))] if self.times else 0.0

    def __str__(self) -> str:
        return (
            f"| {self.family} | {self.level} | {self.instances:,} | {len(self.times)} "
            f"| {len(self.different)} | {self.refusals.total()} | {self.at(0.5):.1f} "
            f"| {self.at(0.99):.1f} | {self.judged} | {len(self.problems)} |"
        )


def identity(exercise: Exercise | Draft) -> object:
    """Say what makes an exercise another one: not the order its choices are offered in."""
    parts = [(p.id, p.label, *sorted(choice.text for choice in p.choices)) for p in exercise.parts]
    return exercise.prompt, tuple(parts)


def measure(family: Family, level: int, seeds: int) -> Row:
    """Make the exercises of one level."""
    row = Row(family.name, level, family.instances[level], seeds)
    for seed in range(-WARM, seeds):
        began = time.process_time()
        try:
            exercise, refusals = make_counted(family, level, str(max(seed, 0)))
        except NoExercise as error:
            row.problems.append(str(error))
            continue
        if seed < 0:
            continue
        row.times.append(1000 * (time.process_time() - began))
        row.refusals += refusals
        row.different.add(identity(exercise))
        if seed < JUDGED:
            row.problems += misjudged(exercise)
            row.judged += 1
    expected = min(seeds, row.instances)
    if len(row.different) < expected:
        row.problems.append(f"{len(row.different)} different exercises of {expected}")
    return row


def misjudged(exercise: Exercise) -> Iterator[str]:
    """Say which model answers the grader rejects, and which mistakes it does not name."""
    for part in exercise.parts:
        answer = part.truth.splitlines()[0] if part.answer is AnswerType.TEXT else part.truth
        if judge(part, answer).judgement is not Judgement.CORRECT:
            yield f"seed {exercise.seed}: {answer} is not accepted"
        mine = [mistake for mistake in exercise.mistakes if mistake.part == part.id]
        wired = [WiredAnswer(mistake.id, mistake.answer) for mistake in mine]
        for mistake in mine:
            verdict = judge(part, mistake.answer, wired)
            if [one.id for one in verdict.mistakes] != [mistake.id]:
                yield f"seed {exercise.seed}: {mistake.id} {mistake.answer} is not named"


def gone_through(family: Family, level: int) -> str:
    """Make all there is of one level, and draw two rounds more; give a row of the table."""
    count = family.instances[level]
    made = [make_counted(family, level, str(seed)) for seed in range(count)]
    refused = sum(refusals.total() for _exercise, refusals in made)
    first = {identity(exercise) for exercise, _refusals in made}
    further = set()
    for seed in range(count, 3 * count):
        with suppress(Refused):
            draft = family.draw(level, pick_for(family, level, str(seed)))
            further.add(identity(draft))
    others = len(further - first)
    said = f"at least {len(first) + others:,}" if others else "all"
    if len(first) < count:
        said = f"**only {len(first)}**"
    return f"| {family.name} | {level} | {count:,} | {len(first):,} | {refused} | {said} |"


def whole(chosen: Sequence[Family], most: int) -> int:
    """Go through the small levels, and print what they have; 1 where one has less than it says."""
    print("| family | level | published | different | refused | there are |")
    print("|---" * 6 + "|")
    short = False
    for family in chosen:
        for level, count in family.instances.items():
            if count <= most:
                row = gone_through(family, level)
                print(row, flush=True)
                short = short or "**" in row
    return 1 if short else 0


def main() -> int:
    """Measure what was asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--whole", type=int, nargs="?", const=2000)
    parser.add_argument("--slice", default="1/1", metavar="K/N")
    parser.add_argument("families", nargs="*")
    asked = parser.parse_args()
    turn, of = map(int, asked.slice.split("/"))
    chosen = [
        one for one in families().values() if one.name in asked.families or not asked.families
    ]
    chosen = chosen[(turn - 1) * len(chosen) // of : turn * len(chosen) // of]
    if asked.whole is not None:
        return whole(chosen, asked.whole)
    print(HEADER)
    print("|---" * (HEADER.count("|") - 1) + "|")
    rows: list[Row] = []
    for family in chosen:
        for level in family.instances:
            rows.append(measure(family, level, asked.seeds))
            print(rows[-1], flush=True)
    times = sorted(time for row in rows for time in row.times)
    if times:
        half, late = times[len(times) // 2], times[int(0.99 * (len(times) - 1))]
        print(f"\n{len(times)} exercises: p50 {half:.1f} ms, p99 {late:.1f} ms", end=" ")
        print(f"(aim {P50_MS:.0f} and {P99_MS:.0f}).")
    for row in rows:
        for reason, count in row.refusals.most_common(3):
            print(f"- {row.family} {row.level}: refused {count} times: {reason}")
        for problem in row.problems[:5]:
            print(f"- **{row.family} {row.level}**: {problem}")
    return 1 if any(row.problems for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

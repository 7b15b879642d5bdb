"""`drill exercise`: generated exercises from the shell."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from drill.cli.call import DONE, CallError
from drill.cli.fold import fold
from drill.service.exercises import Exercises
from drill.service.view import plain


def run(options: Namespace) -> int:
    """List the families, or print exercises of one."""
    with Exercises() as exercises:
        if options.list:
            return _list(exercises.skills(), as_json=options.json)
        if options.family is None:
            raise CallError("name a family, or list them with `drill exercise --list`")
        skills = {skill["family"]: skill for skill in exercises.skills()}
        skill = skills.get(options.family)
        if skill is None:
            raise CallError(_unknown(options.family, skills))
        seed = _seed(options.seed)
        for level in _levels(options, skill):
            for number in range(options.count):
                made = exercises.make(options.family, level, str(seed + number))
                _print(made, as_json=options.json)
    return DONE


def _unknown(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), 1)
    hint = f"did you mean `{near[0]}`?" if near else "`drill exercise --list` names them"
    return f"there is no exercise family `{name[:40]}`; {hint}"


def _levels(options: Namespace, skill: dict[str, Any]) -> list[int]:
    levels: list[int] = list(skill["levels"])
    if options.all_levels:
        return levels
    level = options.level if options.level is not None else levels[0]
    if level not in levels:
        said = ", ".join(map(str, levels))
        raise CallError(f"{options.family} has no level {level}; it has {said}")
    return [level]


def _seed(text: str | None) -> int:
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise CallError(f"--seed: `{text[:20]}` is no whole number from 0")
    return int(text)


def _list(skills: list[dict[str, Any]], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(skills, ensure_ascii=False))
        return DONE
    levels = sorted({level for skill in skills for level in skill["levels"]})
    print(
        f"How many different exercises there are on levels {levels[0]} to {levels[-1]}, at least:"
    )
    print()
    print(_row("family", "topic", (f"lev.{level}" for level in levels)))
    for skill in skills:
        had = (skill["instances"].get(str(level)) for level in levels)
        counts = ("" if count is None else _count(count) for count in had)
        print(_row(skill["family"], skill["topic"], counts))
    return DONE


def _row(family: str, topic: str, counts: Iterable[str]) -> str:
    columns = "".join(f"{count:>6}" for count in counts)
    return f"{family:<26} {topic:<20}{columns}"


def _count(instances: int) -> str:
    for limit, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if instances >= limit:
            return f"{instances // limit}{letter}"
    return str(instances)


def _print(made: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(made, ensure_ascii=False), flush=True)
        return
    print(f"{made['family']}, level {made['level']}, seed {made['seed']}")
    print()
    print(fold(plain(made["prompt"], columns=True), sys.stdout))
    print()
    for part in made["parts"]:
        for line in _step(plain(part["label"]) or part["id"], part["truth"]):
            print(line)
        for choice in part["choices"]:
            print(fold(f"    {choice['id']}. {plain(choice['text'])}", sys.stdout))
    print()
    for step in made["solution"]:
        for line in _step(plain(step["name"]), plain(step["text"], columns=True)):
            print(fold(line, sys.stdout))
    print()


def _step(name: str, text: str) -> list[str]:
    """Set a step: one line behind its name, several below it."""
    lines = text.split("\n")
    if len(lines) == 1:
        return [f"  {name}: {text}"]
    return [f"  {name}:", *(f"    {line}".rstrip() for line in lines)]

"""Generated exercises for the shell, made in the worker like any other."""

from __future__ import annotations

from math import isinf
from typing import Any, Self, cast

from drill.maths.domain import Range
from drill.service.maker import START_LIMIT_S
from drill.service.workers import Workers


class Exercises:
    """A worker that makes exercises one after another; a context manager that ends it."""

    def __init__(self) -> None:
        self._workers = Workers()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._workers.close()

    def skills(self) -> list[dict[str, Any]]:
        """List every family: topic, levels, instances of each, what it requires."""
        return cast("list[dict[str, Any]]", self._workers.call({"job": "skills"}, START_LIMIT_S))

    def make(self, family: str, level: int, seed: str) -> dict[str, Any]:
        """Make one exercise as the object that `--json` prints; raises `WorkerError`."""
        job = {"job": "make", "family": family, "level": level, "seed": seed}
        made = cast("dict[str, Any]", self._workers.call(job, START_LIMIT_S))
        mistakes = made.pop("mistakes")
        made["misconceptions"] = [{"id": one["id"], "answer": one["answer"]} for one in mistakes]
        for part in made["parts"]:
            ranges = part.pop("domain")["ranges"]
            part["where"] = {name: say_range(Range(**found)) for name, found in ranges.items()}
        if made["task"] is None:
            del made["task"]
        return made


def say_range(found: Range) -> str:
    """Write a range the way banks do: `> 0`, `-1 .. 1`, `integer 1 .. 9`."""
    kind = "integer " if found.integer else ""
    if isinf(found.low) and isinf(found.high):
        return "integer" if found.integer else "real"
    if isinf(found.high):
        return f"{kind}> {found.low:g}"
    if isinf(found.low):
        return f"{kind}< {found.high:g}"
    return f"{kind}{found.low:g} .. {found.high:g}"

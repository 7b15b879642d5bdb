"""One file on its way to a topic: its record, the topic made of it, and what was wrong so far."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from drill.bank.model import Problem, Topic
from drill.bank.reading import Reading
from drill.bank.records import Record
from drill.bank.shape import BANK
from drill.bank.source import read_nodes, read_text
from drill.bank.topics import topic

_ID_LINE = re.compile(r"^[ \t]*(?:-[ \t]+)?id:[ \t]*[\"']?([a-z0-9][a-z0-9.-]{0,99})", re.MULTILINE)


@dataclass(slots=True)
class Draft:
    """A bank that may be broken; `ids` are those it seems to hold, where it cannot be read."""

    file: str
    record: Record | None = None
    topic: Topic | None = None
    ids: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, message: str) -> None:
        """Note one thing that is wrong."""
        self.problems.append(Problem(self.file, line, message))


def draft(path: Path, families: Collection[str]) -> Draft:
    """Read and check one file by itself."""
    made = Draft(str(path))
    text = read_text(path, made.report)
    if text is None:
        return made
    made.ids = tuple(_ID_LINE.findall(text))
    node = read_nodes(text, made.report)
    if node is None:
        if not made.problems:
            made.report(1, "the file is empty; `drill bank new` writes a bank to begin with")
        return made
    made.record = Reading(text, made.report).record(node, BANK)
    if made.record is not None:
        made.topic = topic(made.record, made.file, families, made.report)
    return made

"""The inventory beside banks: what a subject's cards and families should test.

It is read by the commands about banks and by nothing else, so that whatever is wrong with it can
keep nobody from practising.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from drill.bank.model import Fact, Problem
from drill.bank.reading import Reading
from drill.bank.shape import FACTS
from drill.bank.source import read_nodes, read_text
from drill.value import Value


class Inventory(Value):
    """Facts by file and line, and what was wrong with their files."""

    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...] = ()


def read_facts(paths: Iterable[Path]) -> Inventory:
    """Read inventories; of two facts of one id the later is at fault."""
    found: dict[str, Fact] = {}
    problems: list[Problem] = []
    for path in paths:
        for fact in _of_file(path, problems):
            first = found.setdefault(fact.id, fact)
            if first is not fact:
                text = f"the fact `{fact.id}` is given twice; the first is in line {first.line}"
                problems.append(Problem(fact.source, fact.line, text))
    return Inventory(tuple(found.values()), tuple(problems))


def _of_file(path: Path, problems: list[Problem]) -> list[Fact]:
    file = str(path)

    def report(line: int, message: str) -> None:
        problems.append(Problem(file, line, message))

    text = read_text(path, report)
    node = None if text is None else read_nodes(text, report)
    if text is None or node is None:
        return []
    record = Reading(text, report).record(node, FACTS)
    if record is None:
        return []
    return [
        Fact(one.text("id"), one.text("topic"), one.text("kind"), one.text("text"), file, one.line)
        for one in record.records("facts")
        if one.text("id")
    ]

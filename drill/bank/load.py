"""Banks from files: every one that passes its check, and everything wrong with the others.

Files are read here and nowhere else in `bank`. Nothing is printed and nothing is raised for what a
file may hold: a broken bank is reported and left out, and never stops a good one. Proving the
claims of the cards is for `drill.grade`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from drill.bank.draft import draft
from drill.bank.model import Concept, Library, Topic
from drill.bank.relations import check_relations


def load(paths: Iterable[Path], families: Collection[str]) -> Library:
    """Read and check banks; `families` names the exercise families there are.

    Of two banks that claim one id, the later in `paths` is at fault. Topics come in teaching
    order: by their `order`, then by name. Problems come by file as in `paths`, then by line.
    """
    drafts = [draft(path, families) for path in paths]
    check_relations(drafts)
    good = [each.topic for each in drafts if each.topic is not None and not each.problems]
    problems = [
        problem
        for each in drafts
        for problem in sorted(each.problems, key=lambda problem: problem.line)
    ]
    return Library(_rooted(good), tuple(problems))


def _rooted(topics: list[Topic]) -> tuple[Topic, ...]:
    """Put topics in teaching order, without what they require of banks that were left out."""
    known = {concept.id: concept for topic in topics for concept in topic.concepts}
    ordered = sorted(topics, key=lambda topic: (topic.order, topic.id))
    return tuple(
        replace(topic, concepts=tuple(_pruned(concept, known) for concept in topic.concepts))
        for topic in ordered
    )


def _pruned(concept: Concept, known: Mapping[str, Concept]) -> Concept:
    requires = tuple(name for name in concept.requires if name in known)
    weights = {name: weight for name, weight in concept.encompasses.items() if name in known}
    return replace(concept, requires=requires, encompasses=weights)

"""The labelled wrong derivatives in data/: what naming mistakes is measured against."""

from __future__ import annotations

from pathlib import Path

from drill.grade.diagnose import DerivativeTask, ask, diagnose
from drill.grade.diagnose.probes import SENTENCES
from drill.grade.mistakes import CATALOGUE
from drill.maths.components import Grid, components
from drill.maths.read import read
from drill.maths.scope import Scope
from drill.maths.tree import Node

FILE = Path(__file__).parents[2] / "data" / "mistakes.tsv"
LEAST_NAMED = 0.97


def rows() -> list[list[str]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def posed(source: str, wrt: str, variables: str, given: str) -> tuple[DerivativeTask, Node]:
    scope = Scope(tuple(variables.split(",")))
    answer = read(given, scope).tree
    parts = components(answer)
    square = isinstance(parts, Grid) and len(set(parts.shape)) == 1
    names = wrt.split(",")
    expected = answer if square and len(names) > 1 else None
    tree = read(source, scope).tree
    return ask(tree, names, variables.split(","), expected=expected), answer


def test_there_are_four_hundred_mistakes_of_which_each_is_known() -> None:
    labels = [label for *_, last in rows() for label in last.split("+")]
    assert len(rows()) >= 400
    assert set(labels) <= {*CATALOGUE, *SENTENCES}
    assert len({label for label in labels if label in CATALOGUE}) >= 60


def test_nearly_all_of_them_are_named_rightly_and_mostly_first() -> None:
    named = listed = first = probes = 0
    for *asked, last in rows():
        labels = set(last.split("+"))
        if labels & set(SENTENCES):
            probes += 1
            continue
        found = [finding.id for finding in diagnose(*posed(*asked))]
        named += any(id_ in CATALOGUE for id_ in found)
        listed += labels <= set(found)
        first += labels <= set(found[: len(labels)])
    count = len(rows()) - probes
    assert named >= LEAST_NAMED * count
    assert listed >= LEAST_NAMED * count
    assert first >= 0.93 * count


def test_what_is_labelled_a_probe_is_named_by_no_rule() -> None:
    asked = [row for row in rows() if row[-1] in SENTENCES]
    ruled = [
        row
        for row in asked
        if any(finding.id in CATALOGUE for finding in diagnose(*posed(*row[:-1])))
    ]
    assert ruled == []

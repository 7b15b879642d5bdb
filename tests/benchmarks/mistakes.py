"""Print how well mistakes are named: the labelled wrong derivatives of data/mistakes.tsv.

The file's columns are of, wrt, variables, given, mistake; two ids joined by `+` were made at once.
A square matrix by several names is a Hessian. `probe/…` marks what no rule should name.

Run: python tests/benchmarks/mistakes.py [--misses] [FILE.tsv …]
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from drill.grade.diagnose import DerivativeTask, Finding, ask, diagnose
from drill.maths.components import Grid, components
from drill.maths.read import read
from drill.maths.scope import Scope
from drill.maths.tree import Node

FILE = Path(__file__).parents[2] / "data" / "mistakes.tsv"


@dataclass(frozen=True)
class Row:
    """A wrong answer and the mistakes behind it (two, where it takes two)."""

    of: str
    wrt: tuple[str, ...]
    variables: tuple[str, ...]
    given: str
    labels: frozenset[str]

    @property
    def is_probe(self) -> bool:
        """Whether no rule is meant to name it."""
        return any(label.startswith("probe/") for label in self.labels)

    def read(self) -> tuple[DerivativeTask, Node]:
        """Read the row; a square matrix asks for the Hessian of a scalar."""
        scope = Scope(self.variables)
        of, given = read(self.of, scope).tree, read(self.given, scope).tree
        square = isinstance(parts := components(given), Grid) and len(set(parts.shape)) == 1
        expected = given if square and len(self.wrt) > 1 else None
        return ask(of, self.wrt, self.variables, expected=expected), given


@dataclass
class Tally:
    """What became of the rows."""

    rules: int = 0
    named: int = 0
    listed: int = 0
    first: int = 0
    ambiguous: int = 0
    probes: int = 0
    probed: int = 0
    spent: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def read_rows(path: Path = FILE) -> list[Row]:
    """Read the labelled mistakes."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        of, wrt, variables, given, labels = line.split("\t")
        names = tuple(wrt.split(",")), tuple(variables.split(","))
        rows.append(Row(of, *names, given, frozenset(labels.split("+"))))
    return rows


def tally(rows: list[Row]) -> Tally:
    """Diagnose every row twice, and time the second time, as in a warm worker."""
    found = Tally()
    for row in rows:
        task, given = row.read()
        diagnose(task, given)
        started = time.process_time()
        findings = diagnose(task, given)
        found.spent.append((time.process_time() - started) * 1e3)
        count(found, row, findings)
    return found


def count(found: Tally, row: Row, findings: tuple[Finding, ...]) -> None:
    """Count one row."""
    ids = [finding.id for finding in findings]
    listed = row.labels <= set(ids)
    if row.is_probe:
        found.probes += 1
        found.probed += listed
    else:
        named = [id_ for id_ in ids if not id_.startswith("probe/")]
        found.rules += 1
        found.named += bool(named)
        found.listed += listed
        first = listed and set(ids[: len(row.labels)]) == row.labels
        found.first += first
        found.ambiguous += len(set(named)) > len(row.labels)
    if not listed:
        found.misses.append(f"{sorted(row.labels)} {row.of} [{row.wrt}] -> {row.given}: {ids}")
    elif not row.is_probe and not first:
        found.misses.append(f"2nd {sorted(row.labels)} {row.of} {row.wrt} -> {row.given}: {ids}")


def main() -> None:
    """Print the figures, and with --misses every row that was not named rightly."""
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("--")] or [FILE]
    rows = [row for path in paths for row in read_rows(path)]
    found = tally(rows)
    spent = sorted(found.spent)
    share = 100 / max(1, found.rules)
    print(f"{found.rules} mistakes of {len({x for row in rows for x in row.labels})} kinds")
    print(f"named by a rule   {found.named * share:5.1f} %")
    print(f"label in the list {found.listed * share:5.1f} %")
    print(f"label first       {found.first * share:5.1f} %")
    print(f"several named     {found.ambiguous * share:5.1f} %")
    print(f"probes            {found.probed} of {found.probes} as labelled")
    middle, late = spent[len(spent) // 2], spent[int(len(spent) * 0.99)]
    print(f"p50 {middle:.1f} ms, p99 {late:.1f} ms, longest {spent[-1]:.1f} ms")
    if "--misses" in sys.argv:
        print(*found.misses, sep="\n")


if __name__ == "__main__":
    main()

"""Print how well the first wrong line is found: the labelled derivations of data/derivations.jsonl.

Each row is a derivation as typed, the index of its first wrong line (null where all are right) and
what is wrong with it. Found is a row whose first wrong line is the labelled one, exactly.

Run: python tests/benchmarks/derivations.py [--misses] [--unnamed]
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drill.grade.derivation.given import Derivation
from drill.grade.derivation.judge import judge_lines
from drill.grade.derivation.verdict import LineKind, LineVerdict
from drill.grade.derivations import derivation
from drill.maths.domain import Domain, parse_range

FILE = Path(__file__).parents[2] / "data" / "derivations.jsonl"


@dataclass(frozen=True)
class Row:
    """A derivation as typed, and where it goes wrong."""

    given: Derivation
    lines: tuple[str, ...]
    wrong: int | None
    what: str


@dataclass
class Tally:
    """What became of the rows."""

    wrong: int = 0
    found: int = 0
    named: int = 0
    right: int = 0
    alarms: int = 0
    goals: int = 0
    lines: int = 0
    spent: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)


def read_rows(path: Path = FILE) -> list[Row]:
    """Read the labelled derivations."""
    found = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Row(_given(row), tuple(row["lines"]), row["wrong"], row["what"]) for row in found]


def _given(row: dict[str, Any]) -> Derivation:
    shipped = derivation(row["derivation"])
    if shipped is not None:
        return shipped
    name, _, where = row["where"].rpartition(":")
    ranges = {name.strip() or row["wrt"]: parse_range(where)} if where else {}
    return Derivation(
        row["derivation"],
        row["of"],
        row["of"],
        row["wrt"],
        tuple(row["variables"]),
        row["label"],
        domain=Domain(ranges),
    )


def first_wrong(verdicts: tuple[LineVerdict, ...]) -> int | None:
    """Give the index of the first wrong line; a line that was not judged is none."""
    kinds = [one.kind for one in verdicts]
    return kinds.index(LineKind.WRONG) if LineKind.WRONG in kinds else None


def tally(rows: list[Row]) -> Tally:
    """Judge every row."""
    done = Tally()
    for row in rows:
        started = time.process_time()
        verdicts = judge_lines(row.given, row.lines)
        done.spent.append((time.process_time() - started) * 1e3 / len(row.lines))
        done.lines += len(row.lines)
        count(done, row, verdicts)
    return done


def count(done: Tally, row: Row, verdicts: tuple[LineVerdict, ...]) -> None:
    """Count one row; in a right one anything but a right line is a false alarm."""
    at = first_wrong(verdicts)
    said = [f"{one.kind}: {one.message}" for one in verdicts]
    if row.wrong is None:
        done.right += 1
        unsure = {LineKind.UNREADABLE, LineKind.UNDECIDED}
        alarmed = at is not None or any(one.kind in unsure for one in verdicts)
        done.alarms += alarmed
        done.goals += any(one.reached for one in verdicts)
        if alarmed:
            done.misses.append(f"ALARM {row.given.id} {list(zip(row.lines, said, strict=True))}")
        return
    done.wrong += 1
    done.found += at == row.wrong
    if at != row.wrong:
        done.misses.append(f"{row.given.id} {row.wrong} {list(zip(row.lines, said, strict=True))}")
    elif any(not one.id.startswith("probe/") for one in verdicts[row.wrong].mistakes):
        done.named += 1
    else:
        before = row.lines[row.wrong - 1] if row.wrong else row.given.of
        done.unnamed.append(f"{row.what}: {before} -> {row.lines[row.wrong]}")


def main() -> None:
    """Print the figures; with --misses or --unnamed the rows behind them."""
    done = tally(read_rows())
    share = 100 / max(1, done.wrong)
    spent = sorted(done.spent)
    print(f"{done.wrong} derivations with a planted mistake, {done.right} right ones")
    print(f"first wrong line found {done.found * share:5.1f} %")
    print(f"and named by a rule    {done.named * share:5.1f} %")
    print(f"false alarms           {done.alarms} of {done.right}")
    print(f"goal seen              {done.goals} of {done.right}")
    print(f"a line: p50 {spent[len(spent) // 2]:.1f} ms, longest mean {spent[-1]:.1f} ms")
    if "--misses" in sys.argv:
        print(*done.misses, sep="\n")
    if "--unnamed" in sys.argv:
        print(*done.unnamed, sep="\n")


if __name__ == "__main__":
    main()

"""Print how the grader does on the pairs in data/: right, CPU a verdict, proofs within 300 ms.

Run: python tests/benchmarks/grade.py [PAIRS.tsv …]
"""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from drill.grade.pair import judge_pair, prove_pair

FOLDER = Path(__file__).parents[2] / "data" / "pairs"
PROOF_LIMIT_S = 0.3
WARM_UP = 50


class OutOfTimeError(Exception):
    """A proof took longer than it may."""


@dataclass(frozen=True)
class Pair:
    """One labelled pair."""

    expected: str
    given: str
    variables: tuple[str, ...]
    label: str
    form: str = ""


def read_pairs(paths: list[Path]) -> list[Pair]:
    """Read the files; blank lines are left out."""
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                expected, given, variables, label, _about, *form = line.split("\t")
                declared = tuple(name for name in variables.split(",") if name)
                found.append(Pair(expected, given, declared, label, "".join(form)))
    return found


def grade_all(pairs: list[Pair]) -> tuple[Counter[tuple[str, str]], list[float]]:
    """Grade every pair; gives (label, verdict) counts and CPU milliseconds."""
    prove_pair("(x+1)^2", "x^2+2x+1")  # sympy is loaded in a warm worker
    for pair in pairs[:WARM_UP]:
        judge_pair(pair.expected, pair.given, pair.variables, form=pair.form)
    outcomes: Counter[tuple[str, str]] = Counter()
    spent = []
    for pair in pairs:
        started = time.process_time()
        verdict = judge_pair(pair.expected, pair.given, pair.variables, form=pair.form)
        spent.append((time.process_time() - started) * 1e3)
        outcomes[pair.label, verdict.judgement.value] += 1
    return outcomes, sorted(spent)


def prove_all(pairs: list[Pair]) -> Counter[str]:
    """Let sympy confirm every right pair within its limit."""
    outcomes: Counter[str] = Counter()
    for pair in pairs:
        if pair.label in {"correct", "form"}:
            try:
                outcomes[_prove(pair)] += 1
            except OutOfTimeError:
                outcomes["out of time"] += 1
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    return outcomes


def _prove(pair: Pair) -> str:
    signal.setitimer(signal.ITIMER_REAL, PROOF_LIMIT_S)
    return prove_pair(pair.expected, pair.given, pair.variables)


def _out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError


def main() -> None:
    """Print the table."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.tsv"))
    pairs = read_pairs(paths)
    outcomes, spent = grade_all(pairs)
    right = sum(count for (label, verdict), count in outcomes.items() if label == verdict)
    accepted = sum(
        count
        for (label, verdict), count in outcomes.items()
        if label == "wrong" and verdict in {"correct", "form"}
    )
    neither = sum(
        count
        for (label, verdict), count in outcomes.items()
        if verdict in {"undecided", "unreadable"} and label != verdict
    )
    print(f"pairs                 {len(pairs)}")
    print(f"right                 {right} ({right / len(pairs):.2%})")
    print(f"wrongly accepted      {accepted}")
    print(f"undecided, unreadable {neither} ({neither / len(pairs):.2%})")
    at = {share: spent[int(share * (len(spent) - 1))] for share in (0.5, 0.99, 1.0)}
    print(f"CPU ms a verdict      p50 {at[0.5]:.2f}  p99 {at[0.99]:.2f}  max {at[1.0]:.2f}")
    signal.signal(signal.SIGALRM, _out_of_time)
    proofs = prove_all(pairs)
    proved, total = proofs["proved"], sum(proofs.values())
    print(f"proved in 300 ms      {proved} of {total} ({proved / total:.1%})")
    print(f"not                   {dict(proofs)}")


if __name__ == "__main__":
    main()

"""Grading pairs of texts for the shell, through the same killable worker as the app.

A pair that outlives its limit is undecided; nothing a file holds can hang or crash the command.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from drill.grade.verdict import Judgement, Verdict
from drill.service.grading import GRADE_LIMIT_S, UNDECIDED_FAILED, UNDECIDED_TIME
from drill.service.speak import counterexample
from drill.service.workers import TookTooLong, WorkerError, Workers
from drill.wire import from_json

PROOF_LIMIT_S = 0.3
"""What sympy may add after a right answer's verdict; it confirms, and need not."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An expected answer, a given one, and the declared variables; none frees all letters.

    With `of` and `wrt` the expected answer is that derivative (worked out, where it is empty), and
    mistakes are diagnosed.
    """

    expected: str
    given: str
    variables: tuple[str, ...] = ()
    of: str = ""
    wrt: tuple[str, ...] = ()


def grade_pairs(pairs: Iterable[Pair], workers: Workers) -> Iterator[dict[str, Any]]:
    """Grade pair after pair; give the object that `drill grade --json` prints for each."""
    for row, pair in enumerate(pairs, 1):
        yield {"row": row, **grade_pair(pair, workers)}


def grade_pair(pair: Pair, workers: Workers) -> dict[str, Any]:
    """Grade one pair: the verdict with its evidence, then whatever sympy adds."""
    begun = time.process_time()
    job = {
        "expected": pair.expected,
        "given": pair.given,
        "variables": list(pair.variables),
        "of": pair.of,
        "wrt": list(pair.wrt),
    }
    spent = 0.0
    try:
        answer = cast("Mapping[str, Any]", workers.call({"job": "pair", **job}, GRADE_LIMIT_S))
        verdict, spent = from_json(Verdict, answer["verdict"]), answer["cpu_ms"]
    except TookTooLong:
        verdict, spent = Verdict(Judgement.UNDECIDED, message=UNDECIDED_TIME), GRADE_LIMIT_S * 1000
    except WorkerError:
        verdict = Verdict(Judgement.UNDECIDED, message=UNDECIDED_FAILED)
    found: dict[str, Any] = {
        "verdict": verdict.judgement.value,
        "decided_by": verdict.decided_by.value if verdict.decided_by else None,
        "message": verdict.message,
        "misconceptions": [mistake.id for mistake in verdict.mistakes],
        "mistakes": [
            {
                "id": mistake.id,
                "sentence": mistake.sentence,
                "where": mistake.where,
                "step": mistake.step,
            }
            for mistake in verdict.mistakes
        ],
        "counterexample": counterexample(verdict),
        "ms": round(spent + (time.process_time() - begun) * 1000, 3),
    }
    if verdict.judgement in (Judgement.CORRECT, Judgement.FORM):
        found |= _proof(job, workers)
    return found


def _proof(job: Mapping[str, Any], workers: Workers) -> dict[str, Any]:
    try:
        call = workers.call({"job": "prove_pair", **job}, PROOF_LIMIT_S)
        answer = cast("Mapping[str, Any]", call)
    except WorkerError:
        return {"proof": "not_proved", "proof_ms": PROOF_LIMIT_S * 1000}
    return {"proof": answer["proof"], "proof_ms": round(answer["cpu_ms"], 3)}

"""Proofs after the verdict, on the worker that is not needed for grading.

The verdict is out already and nobody waits for the proof: it has a budget of its own, small enough
not to be felt by the exercise that is made next on the same worker. The result comes back between
two requests, or never, where the conversation has ended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from drill.service.beside import Beside
from drill.service.turns import Turns
from drill.service.workers import WorkerError, Workers
from drill.session.attempt import Try
from drill.session.proof import to_prove
from drill.session.question import Question
from drill.wire import to_json

if TYPE_CHECKING:
    from concurrent.futures import Future

PROVE_BUDGET_S = 0.3
"""What all the proofs of one answer may take together."""
PROVE_LIMIT_S = 1.0
"""Beyond this, what the budget cannot stop (one long call into C) ends with the worker."""

Heed = Callable[[Mapping[str, str]], None]
"""Takes the outcome of each part that was to be proved: `proved`, `not_proved` or `conflict`."""


class Prover:
    """Begins proofs and brings their results back."""

    def __init__(self, workers: Workers, beside: Beside, turns: Turns) -> None:
        self._workers = workers
        self._beside = beside
        self._turns = turns

    def begin(self, question: Question, made: Try, heed: Heed) -> None:
        """Try to prove what numbers found right; `heed` is called later, in a turn of its own."""
        ids = to_prove(question, made)
        if not ids:
            return
        parts = {part.id: part for part in question.parts}
        answers = [{"part": to_json(parts[id_]), "response": made.answers[id_]} for id_ in ids]
        job = {"job": "prove", "answers": answers, "budget_s": PROVE_BUDGET_S}
        try:
            future = self._workers.begin(job, PROVE_LIMIT_S)
        except WorkerError:  # drill is ending
            return

        def told(done: Future[object]) -> None:
            # Here a worker's replies are read, which must never wait for its turn.
            if done.exception() is None:
                outcomes = dict(zip(ids, cast("list[str]", done.result()), strict=True))
                self._beside.run("proof", lambda: self._turns.take(lambda: heed(outcomes)))

        future.add_done_callback(told)

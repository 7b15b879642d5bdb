"""The process that grades, proves and generates, so that the core never waits for sympy.

It reads one job a line and answers one line. It can be killed at any moment: it owns nothing but
its own memory, and never sees the journal. Should its parent vanish in the middle of a job, a
watchdog outside Python's own lock ends it at the job's limit; between jobs the end of its input
does.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from drill.wire import from_json, to_json

if TYPE_CHECKING:
    from drill.grade.diagnose import DerivativeTask
    from drill.grade.pair import Source
    from drill.grade.part import Part

Json = dict[str, Any]
Job = Callable[[Json], object]

MEMORY_LIMIT = 512 * 1024 * 1024
"""Bytes of private memory; what an answer needs beyond it counts as undecided."""
SHORTEST_BUDGET_S = 0.01
"""A proof that begins at all has this long: most of the easy ones need less."""
SLACK_S = 1.0
"""Beyond a job's limit the worker ends itself; its parent kills it long before, if it lives."""


def _grade(job: Json) -> object:
    from drill.exercise.contract import WiredMistake
    from drill.grade.judge import WiredAnswer, judge
    from drill.grade.part import Part

    wired = [from_json(WiredMistake, item) for item in job.get("mistakes", [])]
    answers = tuple(WiredAnswer(one.id, one.answer) for one in wired)
    part = from_json(Part, job["part"])
    return judge(part, job["response"], answers, task=_task(job.get("task"), part))


def _follow(job: Json) -> object:
    """List the parts that are wrong only because an earlier one is."""
    from drill.grade.follow import following
    from drill.grade.part import Part
    from drill.grade.verdict import Judgement

    parts = [from_json(Part, one) for one in job["parts"]]
    judged = {id_: Judgement(one) for id_, one in job["judgements"].items()}
    return following(parts, job["answers"], judged)


def _task(found: Json | None, part: Part) -> DerivativeTask | None:
    """Read what an exercise asked for, where it is a derivative of an expression."""
    from drill.exercise.contract import Task
    from drill.grade.diagnose import Op, ask
    from drill.maths.errors import MathsError
    from drill.maths.read import read_typed
    from drill.maths.scope import Scope

    if not found:
        return None
    task = from_json(Task, found)
    if task.op not in set(Op):
        return None
    wrt = tuple(name.strip() for name in task.wrt.split(","))
    try:
        tree = read_typed(task.of, Scope((*task.variables, *wrt)))
        return ask(tree, wrt, task.variables, domain=part.domain, op=task.op)
    except MathsError:
        return None


def _source(job: Json) -> Source | None:
    from drill.grade.pair import Source

    return Source(job["of"], tuple(job["wrt"])) if job.get("of") and job.get("wrt") else None


def _pair(job: Json) -> object:
    from drill.grade.pair import judge_pair

    begun = time.process_time()
    source = _source(job)
    verdict = judge_pair(job["expected"], job["given"], job["variables"], source=source)
    return {"verdict": to_json(verdict), "cpu_ms": (time.process_time() - begun) * 1000}


def _prove_pair(job: Json) -> object:
    from drill.grade.pair import prove_pair

    begun = time.process_time()
    source = _source(job)
    proof = prove_pair(job["expected"], job["given"], job["variables"], source)
    return {"proof": proof, "cpu_ms": (time.process_time() - begun) * 1000}


def _prove(job: Json) -> object:
    """Try to prove the answers to several parts; what the budget does not reach is not proved."""
    from drill.budget import within
    from drill.grade.judge import prove_response
    from drill.grade.part import Part
    from drill.grade.prove import Proof

    end = time.monotonic() + job["budget_s"]
    return [
        within(
            max(end - time.monotonic(), SHORTEST_BUDGET_S),
            partial(prove_response, from_json(Part, one["part"]), one["response"]),
            Proof.NOT_PROVED.value,
        )
        for one in job["answers"]
    ]


def _skills(_job: Json) -> object:
    from drill.exercise.registry import skills

    return skills()


def _make(job: Json) -> object:
    from drill.exercise.make import make

    return make(job["family"], job["level"], job["seed"])


def _check(job: Json) -> object:
    from drill.grade.claims import check_claim

    return check_claim(job["claim"])


def _explain(job: Json) -> object:
    from drill.grade.explained import Asked, explaining
    from drill.maths.errors import MathsError

    try:
        return explaining(from_json(Asked, job["asked"]))
    except MathsError as error:
        return {"refused": str(error)}


def _line(job: Json) -> object:
    from drill.grade.derivation.given import Derivation
    from drill.grade.derivation.judge import next_line

    derivation = from_json(Derivation, job["derivation"])
    return next_line(derivation, tuple(job["before"]), job["line"])


def _warm(_job: Json) -> object:
    """Load what takes long, and judge once: the first answer of a day is not to pay for it."""
    import sympy

    from drill.grade.pair import Source, judge_pair

    judge_pair("12*(3*x + 1)^3", "4*(3*x + 1)^3", ("x",), source=Source("(3*x + 1)^4", ("x",)))
    return str(sympy.__version__)


JOBS: dict[str, Job] = {
    "grade": _grade,
    "follow": _follow,
    "pair": _pair,
    "prove": _prove,
    "prove_pair": _prove_pair,
    "make": _make,
    "skills": _skills,
    "check": _check,
    "explain": _explain,
    "line": _line,
    "warm": _warm,
}


def answer(job: Json) -> Json:
    """Do one job; an error becomes a line that says so, never a traceback."""
    try:
        return {"id": job["id"], "value": to_json(JOBS[job["job"]](job))}
    except MemoryError:
        return {"id": job.get("id"), "error": "memory"}
    except RecursionError:
        return {"id": job.get("id"), "error": "depth"}
    except Exception as error:  # noqa: BLE001 - the outermost door of this process
        return {"id": job.get("id"), "error": f"{type(error).__name__}: {error}"[:500]}


def serve(source: IO[str], sink: IO[str]) -> None:
    """Answer jobs until the input ends."""
    sink.write('{"ready": true}\n')
    sink.flush()
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the null device is no path to resolve
        for line in source:
            job = json.loads(line)
            faulthandler.dump_traceback_later(job["limit"] + SLACK_S, exit=True, file=nowhere)
            reply = answer(job)
            faulthandler.cancel_dump_traceback_later()
            sink.write(json.dumps(reply) + "\n")
            sink.flush()


def limit_memory() -> None:
    """Cap this process's private memory where the system offers a cap (Linux)."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))


def main() -> None:
    """Run as `python -P -m drill.worker`, with pipes for input and output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the door
    limit_memory()
    # What a library prints must not break the line protocol: the protocol keeps the real output,
    # and everything else goes to stderr.
    sink = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    source = os.fdopen(os.dup(0), encoding="utf-8")
    try:
        serve(source, sink)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()

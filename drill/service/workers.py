"""Two workers: one grades, one makes the next exercise; either can be killed without loss.

A grading that outlives its limit is killed and counts as undecided; the other worker takes over at
once and a new one starts behind it. A worker that dies by itself is replaced and its job tried
once more. Callers see only values, `TookTooLong` or `Failed`.
"""

from __future__ import annotations

import json
import subprocess
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from drill.service.process import end_child, start_child

if TYPE_CHECKING:
    from concurrent.futures import Future

Json = dict[str, Any]

START_LIMIT_S = 30.0
"""How long a worker may take to start; a cold disk and a virus scanner are patient enemies."""


class WorkerError(Exception):
    """The root of what can go wrong with a job."""


class TookTooLong(WorkerError):  # noqa: N818 - reads as what happened
    """The job outlived its limit; its worker was killed."""


class Failed(WorkerError):  # noqa: N818 - the same
    """The worker refused the job or died of it, twice; the text says why."""


class Died(WorkerError):  # noqa: N818 - the same
    """The worker ended before it answered."""


class Worker:
    """One child process and the jobs it has been given, answered in order."""

    def __init__(self) -> None:
        self._child = start_child("drill.worker")
        self._ready = threading.Event()
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[object]] = {}
        self._last = 0
        self._dead = False
        self._reader = threading.Thread(target=self._read, name="worker-reader", daemon=True)
        self._reader.start()
        self.warm = self.send({"job": "warm"}, START_LIMIT_S)
        """Done once the libraries that take long are loaded."""

    @property
    def pid(self) -> int:
        """The process id, for `drill doctor` and the kill tests."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Say whether it can still be given a job."""
        return not self._dead

    def send(self, job: Json, limit_s: float) -> Future[object]:
        """Hand over a job; the future raises `Died` where the process ends first."""
        from concurrent.futures import Future  # brings logging with it; no first card needs it

        future: Future[object] = Future()
        with self._lock:
            self._last += 1
            number = self._last
            if self._dead:
                future.set_exception(Died())
                return future
            self._waiting[number] = future
            line = json.dumps(job | {"id": number, "limit": limit_s})
            try:
                assert self._child.stdin is not None  # noqa: S101 - start_child always pipes
                self._child.stdin.write(line + "\n")
                self._child.stdin.flush()
            except OSError:
                self._waiting.pop(number).set_exception(Died())
        return future

    def drain(self, patience_s: float) -> None:
        """Wait until it has started and answered all it was given; raise `Died` if it ends."""
        from concurrent.futures import wait

        if not self._ready.wait(patience_s) or self._dead:
            raise Died
        with self._lock:
            left = list(self._waiting.values())
        wait(left, patience_s)

    def kill(self) -> None:
        """End it now; everything it had not answered raises `Died`."""
        try:
            self._child.kill()
        except OSError:
            return

    def close(self) -> None:
        """Let it end by itself, and reap it."""
        end_child(self._child)
        self._reader.join(2.0)

    def _read(self) -> None:
        assert self._child.stdout is not None  # noqa: S101 - start_child always pipes
        try:
            for line in self._child.stdout:
                self._take(json.loads(line))
        except (ValueError, OSError):  # half a line from a killed child, or our own close
            pass
        with self._lock:
            self._dead = True
            left, self._waiting = list(self._waiting.values()), {}
        self._ready.set()
        for future in left:
            _settle(future, Died())
        try:
            self._child.wait(START_LIMIT_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it was being told when it ended goes nowhere
                    pipe.close()

    def _take(self, reply: Json) -> None:
        if reply.get("ready"):
            self._ready.set()
            return
        with self._lock:
            future = self._waiting.pop(reply["id"], None)
        if future is None:
            return
        if "error" in reply:
            _settle(future, Failed(reply["error"]))
        else:
            future.set_result(reply.get("value"))


def _settle(future: Future[object], error: WorkerError) -> None:
    from concurrent.futures import InvalidStateError

    try:
        future.set_exception(error)
    except InvalidStateError:  # answered or cancelled in the same moment
        return


class Workers:
    """The pair. `call` waits for an answer; `begin` leaves a job running beside."""

    def __init__(self) -> None:
        self._front: Worker | None = None
        self._back: Worker | None = None
        self._lock = threading.RLock()
        self._closed = False

    def start(self) -> None:
        """Start both without waiting, one after the other: the screen needs the processor too."""
        with self._lock:
            if self._front is None:
                self._front = Worker()
                self._front.warm.add_done_callback(self._go_on)

    @property
    def warm(self) -> bool:
        """Say whether a job begun now is worked on at once."""
        back = self._back
        return back is not None and back.alive and back.warm.done()

    def call(self, job: Json, limit_s: float) -> object:
        """Do a job now; raise `TookTooLong` after `limit_s` seconds of work, or `Failed`."""
        for _attempt in range(2):
            worker = self._take_front()
            try:
                return self._await(worker, job, limit_s)
            except Died:
                continue
        raise Failed("the maths process stopped twice while it worked on this")

    def begin(self, job: Json, limit_s: float) -> Future[object]:
        """Start a job on the worker that is not needed for grading."""
        with self._lock:
            return self._start_back().send(job, limit_s)

    def pids(self) -> tuple[int, ...]:
        """List the processes that run now."""
        return tuple(one.pid for one in (self._front, self._back) if one is not None and one.alive)

    def close(self) -> None:
        """End both and wait until they are gone."""
        with self._lock:
            self._closed = True
            for worker in (self._front, self._back):
                if worker is not None:
                    worker.kill()
                    worker.close()
            self._front = self._back = None

    def _await(self, worker: Worker, job: Json, limit_s: float) -> object:
        # A worker still loading its libraries owes no answer yet: the limit is for the job alone.
        worker.drain(START_LIMIT_S)
        try:
            return worker.send(job, limit_s).result(limit_s)
        except TimeoutError:
            worker.kill()
            self._replace(worker)
            raise TookTooLong from None

    def _take_front(self) -> Worker:
        with self._lock:
            if self._front is None or not self._front.alive:
                self._front = self._spare()
            return self._front

    def _replace(self, worker: Worker) -> None:
        with self._lock:
            if self._front is worker:
                self._front = self._spare()

    def _spare(self) -> Worker:
        """Promote the back worker, and start the next one behind it."""
        if self._closed:
            raise Failed("drill is ending")
        if self._back is not None and self._back.alive:
            front, self._back = self._back, Worker()
            return front
        return Worker()

    def _go_on(self, loaded: Future[object]) -> None:
        """Start the second worker once the first has loaded; it may have been ended meanwhile."""
        if loaded.exception() is None and not self._closed:
            self._start_back()

    def _start_back(self) -> Worker:
        with self._lock:
            if self._closed:
                raise Failed("drill is ending")
            if self._back is None or not self._back.alive:
                self._back = Worker()
            return self._back

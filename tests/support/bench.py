"""A service on a workbench: a small bank, a clock set by hand, and the maths done in this process.

Nothing runs beside: jobs are done as they are begun, except proofs, which wait until the test says
what comes of them.
"""

from __future__ import annotations

from concurrent.futures import Future
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from journals import HandClock
from sample_bank import GOOD, loaded

from drill.bank.model import Library
from drill.journal.events import Event
from drill.service.catalogue import Catalogue
from drill.service.messages import Envelope, Prompt, Reply, Request
from drill.service.places import Places
from drill.service.records import Records
from drill.service.service import Service
from drill.service.workers import Failed, TookTooLong, WorkerError, Workers
from drill.worker import answer

R = TypeVar("R", bound=Reply)
EXERCISE = "exercise/power_sum"


@cache
def small_bank() -> Library:
    """Read the sample bank once: six cards and a family."""
    with TemporaryDirectory() as folder:
        return loaded(Path(folder), GOOD)


class Inside(Workers):
    """Does every job at once in this process, but leaves proofs open."""

    def __init__(self) -> None:
        super().__init__()
        self.proofs: list[tuple[dict[str, Any], Future[object]]] = []
        self.made: list[tuple[str, int, str]] = []
        """What exercises were made: family, level and seed."""
        self.fails: WorkerError | None = None
        """What comes of every job that is waited for, where it is to fail."""

    @property
    def warm(self) -> bool:
        return True

    def start(self) -> None:
        return

    def call(self, job: dict[str, Any], limit_s: float) -> object:
        if self.fails is not None:
            raise self.fails
        reply = answer({"id": 0, **job})
        if "error" in reply:
            raise Failed(reply["error"])
        return reply["value"]

    def begin(self, job: dict[str, Any], limit_s: float) -> Future[object]:
        future: Future[object] = Future()
        if job["job"] == "prove":
            self.proofs.append((job, future))
        else:
            self.made.append((job["family"], job["level"], job["seed"]))
            future.set_result(self.call(job, limit_s))
        return future


class Bench:
    """One conversation, request by request."""

    def __init__(self, folder: Path, clock: HandClock | None = None) -> None:
        self.clock = clock or HandClock()
        self.workers = Inside()
        self.heard: list[Reply] = []
        places = Places(folder / "d.db", folder / "b", folder / "c.toml", folder / "cache")
        self.records = Records(places, self.clock)
        self.service = Service(
            catalogue=Catalogue(small_bank()),
            records=self.records,
            workers=self.workers,
            clock=self.clock,
            rng=Random(7),
            emit=lambda reply, _id="": self.heard.append(reply),
            views=False,
        )

    def ask(self, request: Request) -> list[Reply]:
        """Ask something; give the replies to it."""
        before = len(self.heard)
        self.service.handle(Envelope(request))
        return self.heard[before:]

    def hear(self, request: Request, kind: type[R]) -> R:
        """Ask something; give the one reply of a kind."""
        (reply,) = [one for one in self.ask(request) if isinstance(one, kind)]
        return reply

    @property
    def prompt(self) -> Prompt:
        """The card that was shown last."""
        return next(one for one in reversed(self.heard) if isinstance(one, Prompt))

    def truths(self) -> dict[str, str]:
        """Give the right answer to the exercise that is open."""
        made = self.workers.call(
            {
                "job": "make",
                "family": self.prompt.family,
                "level": self.prompt.level,
                "seed": self.prompt.seed,
            },
            1.0,
        )
        assert isinstance(made, dict)
        return {part["id"]: part["truth"] for part in made["parts"]}

    def prove(self, outcome: str) -> list[Reply]:
        """Let the proof that was begun last come to its end; give what is said of it."""
        before = len(self.heard)
        job, future = self.workers.proofs.pop()
        future.set_result([outcome for _ in job["answers"]])
        for thread in tuple(self.service._house.beside._threads):
            thread.join()
        return self.heard[before:]

    def events(self, kind: str) -> list[Event]:
        """List what the journal keeps of a kind."""
        return list(self.records.journal.events(kind=kind))

    def close(self) -> None:
        """End the conversation."""
        self.service.close()


TOO_LONG = TookTooLong()

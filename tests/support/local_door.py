"""The app's door to a real service in the same process, under a clock set by hand.

The service works on a thread of its own, as the core does in its process: the app is never called
back while it is still sending.
"""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from random import Random

from journals import HandClock

from drill.service.banks import load_library
from drill.service.catalogue import Catalogue
from drill.service.messages import Envelope, Reply, Request
from drill.service.places import Places
from drill.service.records import Records
from drill.service.service import Service
from drill.service.workers import Workers
from drill.tui.door import Hear


def build(folder: Path, clock: HandClock, hear: Hear, content: tuple[str, ...] = ()) -> Service:
    """Join the parts as `open_service` does, with another clock and a cache in `folder`."""
    places = Places(
        journal=folder / "d.db",
        backups=folder / "d-backups",
        config=folder / "config.toml",
        cache=folder / "cache",
        named=True,
    )

    def emit(reply: Reply, request_id: str = "") -> None:
        hear(Envelope(reply, request_id))

    return Service(
        catalogue=Catalogue(load_library(content, places)),
        records=Records(places, clock),
        workers=Workers(),
        clock=clock,
        rng=Random(7),
        emit=emit,
        views=True,
    )


class LocalDoor:
    """A service on a thread."""

    def __init__(
        self, folder: Path, clock: HandClock, first: Request, content: tuple[str, ...] = ()
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._content = content
        self._requests: queue.SimpleQueue[Envelope | None] = queue.SimpleQueue()
        self._requests.put(Envelope(first))
        self._thread = threading.Thread(target=self._work, name="local-core", daemon=True)
        self._hear: Hear = lambda _envelope: None
        self.heard: list[Reply] = []

    def listen(self, hear: Hear) -> None:
        self._hear = hear
        self._thread.start()

    def send(self, request: Request, request_id: str = "") -> bool:
        self._requests.put(Envelope(request, request_id))
        return True

    def close(self) -> None:
        self._requests.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _take(self, envelope: Envelope) -> None:
        self.heard.append(envelope.message)
        self._hear(envelope)

    def _work(self) -> None:
        service = build(self._folder, self._clock, self._take, self._content)
        try:
            first = True
            while (envelope := self._requests.get()) is not None:
                service.handle(envelope)
                if first:
                    service.warm()
                    first = False
        finally:
            service.close()
